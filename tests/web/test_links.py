"""Links: sealed with a key that is in no copy of the store, which can be changed at any time."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused, SettingError
from bot.web.access import link_key
from bot.web.access.link_key import LinkKey
from bot.web.access.links import SealedLinks

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LASTS = timedelta(minutes=5)
LINKS = SealedLinks(LinkKey("a secret of this installation, long enough"))
KARI = "11111111-1111-1111-1111-111111111111:kari"


def test_a_link_opens_what_it_is_about_until_it_expires():
    token = LINKS.seal(KARI, "my-data", NOW + LASTS)
    assert LINKS.unseal(token, "my-data", NOW, LASTS) == KARI
    assert LINKS.unseal(token, "my-data", NOW + LASTS - timedelta(seconds=1), LASTS) == KARI
    assert LINKS.unseal(token, "my-data", NOW + LASTS) is None


def test_a_link_opens_nothing_else_and_fits_no_other_key():
    token = LINKS.seal(KARI, "my-data", NOW + LASTS)
    assert LINKS.unseal(token, "ics", NOW) is None
    other = SealedLinks(LinkKey("another secret of this installation"))
    assert other.unseal(token, "my-data", NOW) is None


def test_a_link_says_nothing_and_is_the_same_when_the_card_is_drawn_again():
    token = LINKS.seal(KARI, "my-data", NOW + LASTS)
    raw = link_bytes(token)
    assert b"kari" not in raw
    assert KARI[:8].encode() not in raw
    assert str(int((NOW + LASTS).timestamp())).encode() not in raw
    assert token == LINKS.seal(KARI, "my-data", NOW + LASTS)
    assert token != LINKS.seal(KARI, "my-data", NOW + LASTS + timedelta(seconds=1))


def test_a_link_that_was_made_while_the_clock_was_ahead_opens_nothing():
    """It would be good for a year."""
    ahead = LINKS.seal(KARI, "my-data", NOW + timedelta(days=365))
    assert LINKS.unseal(ahead, "my-data", NOW, LASTS) is None


@pytest.mark.parametrize("bad", ["", ".", "a", "a.b", "é", "=", "A" * 5000, "AAAA\n", "A" * 22])
def test_what_is_no_link_is_refused_without_a_fuss(bad: str):
    assert LINKS.unseal(bad, "my-data", NOW) is None


@given(st.text(min_size=1, max_size=80), st.data())
def test_no_changed_link_is_accepted(about: str, data: st.DataObject):
    """One token, one spelling: whatever character is changed, added or taken away."""
    token = LINKS.seal(about, "my-data", NOW + LASTS)
    assert LINKS.unseal(token, "my-data", NOW) == about
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("AZaz09-_.= \n"))
    changed = (token[:at] + other + token[at + 1 :], token[:at] + token[at + 1 :], token + other)
    assert all(LINKS.unseal(each, "my-data", NOW) is None for each in changed if each != token)


def test_the_file_is_made_once_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "padriver.db.link-key"
    first, second = LinkKey(path=path), LinkKey(path=path)
    first.open()
    second.open()
    assert first() == second() == link_key.read(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_key_is_taken_at_once(tmp_path: Path):
    path = tmp_path / "key"
    key = LinkKey(path=path)
    key.open()
    before = key()
    assert link_key.rotate("", path) == [
        "All links sent so far have stopped. A bot that runs knows it at once."
    ]
    assert key() != before
    assert key() == link_key.read(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("spoil", ["gone", "open", "garbage"])
def test_where_the_file_can_no_longer_be_used_links_of_before_stop(tmp_path: Path, spoil: str):
    path = tmp_path / "key"
    key = LinkKey(path=path)
    key.open()
    before = key()
    match spoil:
        case "gone":
            path.unlink()
        case "open":
            path.chmod(0o644)
        case _:
            path.write_bytes(b"x")
    assert key() != before
    assert key() == key()


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("link", "is a symbolic link"),
        ("dangling", "is a symbolic link"),
        ("folder", "is no ordinary file"),
        ("pipe", "is no ordinary file"),
        ("open", "may be read or changed by others"),
        ("empty", "holds no key of links"),
        ("short", "holds no key of links"),
        ("long", "holds no key of links"),
    ],
)
def test_a_file_that_is_not_safe_stops_the_start(tmp_path: Path, kind: str, why: str):
    path, good = tmp_path / "key", tmp_path / "good"
    link_key.make(good)
    match kind:
        case "link":
            path.symlink_to(good)
        case "dangling":
            path.symlink_to(tmp_path / "nowhere")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path, 0o600)
        case "open":
            link_key.make(path)
            path.chmod(0o640)
        case _:
            path.write_bytes({"empty": b"", "short": b"ab" * 31, "long": b"ab" * 33}[kind])
            path.chmod(0o600)
    for look in (LinkKey(path=path).open, lambda: link_key.refuse(path)):
        with pytest.raises(SettingError, match=why) as refusal:
            look()
        assert refusal.value.name == "LINK_SECRET"
        assert "abab" not in str(refusal.value)


def test_with_a_secret_there_is_no_file_and_nothing_to_rotate(tmp_path: Path):
    path = tmp_path / "key"
    key = LinkKey("a secret that all processes share, at least 32", path)
    key.open()
    assert not path.exists()
    assert key() == LinkKey("a secret that all processes share, at least 32")()
    with pytest.raises(Refused, match="LINK_SECRET"):
        link_key.rotate("a secret", path)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path):
    with pytest.raises(SettingError, match="can't be written"):
        LinkKey(path=tmp_path / "nowhere" / "key").open()


def link_bytes(token: str) -> bytes:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(token + "=" * (-len(token) % 4))
