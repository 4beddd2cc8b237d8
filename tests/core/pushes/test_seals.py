"""Seals of shared cards: what they were made for, until when, and that nobody else makes one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pushes.seals import sign, verify

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LASTS = timedelta(days=365)
SECRET = b"a secret of the store"


def test_a_seal_says_what_it_is_for_until_it_expires():
    token = sign("tenant|lesson|", "share", SECRET, NOW, LASTS)
    assert verify(token, "share", SECRET, NOW) == "tenant|lesson|"
    assert verify(token, "share", SECRET, NOW + LASTS - timedelta(seconds=1)) == "tenant|lesson|"
    assert verify(token, "share", SECRET, NOW + LASTS) is None


def test_a_seal_serves_as_nothing_else_and_fits_no_other_secret():
    token = sign("tenant|lesson|", "share", SECRET, NOW, LASTS)
    assert verify(token, "chart", SECRET, NOW) is None
    assert verify(token, "share", b"another", NOW) is None


@pytest.mark.parametrize("bad", ["", ".", "a", "a.b", "a.b.c", "é.é", "=.=", "A" * 5000, "a.b\n"])
def test_what_is_no_seal_is_refused_without_a_fuss(bad: str):
    assert verify(bad, "share", SECRET, NOW) is None


@given(st.text(min_size=1, max_size=80), st.data())
def test_no_changed_seal_is_accepted(about: str, data: st.DataObject):
    """One token, one spelling: whatever character is changed, added or taken away."""
    token = sign(about, "share", SECRET, NOW, LASTS)
    assert verify(token, "share", SECRET, NOW) == about
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("AZaz09-_.= \n"))
    changed = (token[:at] + other + token[at + 1 :], token[:at] + token[at + 1 :], token + other)
    assert all(verify(each, "share", SECRET, NOW) is None for each in changed if each != token)
