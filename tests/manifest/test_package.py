"""The package: from settings to a zip that Teams takes, or every reason why not."""

from __future__ import annotations

from zipfile import ZipFile

import pytest

from bot.core.values import replace
from bot.errors import SettingError
from manifest import App, NotPackaged, contents, faults_of, package, said
from manifest.faults import LONGEST, too_long
from manifest.package import ICONS
from tests.manifest import png
from tests.manifest.samples import APP, unpacked


def test_the_files_lie_at_the_root_and_are_those_that_the_manifest_names():
    files = unpacked(package(APP))
    assert set(files) == {"manifest.json", "nn.json", "en.json", "color.png", "outline.png"}
    made = files["manifest.json"]
    named = {each["file"] for each in made["localizationInfo"]["additionalLanguages"]}
    assert {"manifest.json", *named, *made["icons"].values()} == set(files)


def test_ids_names_and_addresses_come_from_the_settings():
    made = unpacked(package(APP))["manifest.json"]
    assert made["id"] == made["bots"][0]["botId"] == APP.id.lower()
    assert made["version"] == "1.2.3"
    assert made["name"] == {"short": "Pådriver", "full": "Pådriver fra ROR-IKT"}
    assert made["developer"] == {
        "name": "ROR-IKT",
        "websiteUrl": "https://padriver.romsdal.no/about",
        "privacyUrl": "https://padriver.romsdal.no/privacy",
        "termsOfUseUrl": "https://padriver.romsdal.no/terms",
    }
    assert made["validDomains"] == ["padriver.romsdal.no"]


def test_the_bot_is_for_talking_with_everywhere_and_takes_no_files():
    bot = unpacked(package(APP))["manifest.json"]["bots"][0]
    assert set(bot["scopes"]) == {"personal", "team", "groupChat"}
    assert (bot["isNotificationOnly"], bot["supportsFiles"]) == (False, False)


def test_the_same_settings_give_the_same_bytes():
    assert package(APP) == package(replace(APP))
    assert package(APP) != package(replace(APP, version="1.2.4"))


def test_the_zip_can_be_read_anywhere(tmp_path):
    (tmp_path / "app.zip").write_bytes(package(APP))
    with ZipFile(tmp_path / "app.zip") as archive:
        assert [each.date_time for each in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * 5
        assert {each.external_attr >> 16 for each in archive.infolist()} == {0o644}
        assert not [each for each in archive.namelist() if "/" in each]


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("APP_ID", {"id": ""}),
        ("APP_ID", {"id": "padriver"}),
        ("APP_ID", {"id": "0a1b2c3d-1111-2222-3333-44445555666"}),
        ("PUBLIC_URL", {"public_url": ""}),
        ("PUBLIC_URL", {"public_url": "http://padriver.romsdal.no"}),
        ("PUBLIC_URL", {"public_url": "https://localhost:3978"}),
        ("PUBLIC_URL", {"public_url": "https://bot.localhost"}),
        ("PUBLIC_URL", {"public_url": "https://intranett"}),
        ("PUBLIC_URL", {"public_url": "https://192.0.2.7"}),
        ("PUBLIC_URL", {"public_url": "https://[2001:db8::7]"}),
        ("PUBLIC_URL", {"public_url": "https://me:secret@padriver.romsdal.no"}),
        ("PUBLIC_URL", {"public_url": "https://padriver.romsdal.no?x=1"}),
        ("PUBLIC_URL", {"public_url": "https://padriver.romsdal.no:x"}),
        ("SENDER", {"sender": ""}),
        ("SENDER", {"sender": "x" * 33}),
        ("--version", {"version": "1.2"}),
        ("--version", {"version": "01.2.3"}),
    ],
)
def test_a_wrong_setting_is_named_with_why_and_what_to_do(setting: str, change: dict[str, str]):
    app = replace(APP, **change)
    found = faults_of(app)
    assert [each.name for each in found] == [setting]
    assert found[0].why
    assert found[0].mend
    with pytest.raises(NotPackaged, match=setting):
        package(app)


def test_every_wrong_setting_is_told_at_once_and_only_once():
    """What the settings' own reader said of a name is enough."""
    known = [SettingError(name="PUBLIC_URL", why="it is not an https address", mend="Use https.")]
    with pytest.raises(NotPackaged) as caught:
        package(App("", "", "", "x"), known)
    lines = str(caught.value).splitlines()
    assert lines[0] == "The app package can't be made yet:"
    told = [each.split(":")[0] for each in lines[1:]]
    assert told == ["PUBLIC_URL", "APP_ID", "SENDER", "--version"]


def test_a_secret_in_an_address_is_not_printed():
    with pytest.raises(NotPackaged) as caught:
        package(replace(APP, public_url="https://me:secret@padriver.romsdal.no"))
    assert "secret" not in str(caught.value)


def test_a_port_and_a_path_are_kept():
    made = unpacked(package(replace(APP, public_url="https://a.example.no:8443/bot")))
    assert made["manifest.json"]["validDomains"] == ["a.example.no:8443"]
    assert made["manifest.json"]["developer"]["privacyUrl"].endswith(":8443/bot/privacy")


def test_what_comes_later_is_handed_in_as_data_and_finds_its_translations():
    """A tab, say: its name is said in each language, its key is its place."""
    tab = {"entityId": "home", "name": said("page-about"), "scopes": ["personal"]}
    app = replace(APP, more={"staticTabs": [tab]}, domains=("cdn.example.no",))
    files = unpacked(package(app))
    made = files["manifest.json"]
    assert made["staticTabs"][0]["name"] == "Om Pådriver"
    assert files["en.json"]["staticTabs[0].name"] == "About Pådriver"
    assert made["validDomains"] == ["padriver.romsdal.no", "cdn.example.no"]


def test_a_text_that_teams_would_cut_is_refused_with_its_place_and_language():
    long = {"staticTabs": [{"name": "x" * 129}]}
    with pytest.raises(NotPackaged, match=r"nb: staticTabs\[0\]\.name has 129 characters"):
        package(replace(APP, more=long))
    assert too_long({"name": {"short": "x" * 31}})
    assert not too_long({"name": {"short": "x" * 30}})
    assert len(LONGEST) == 11


def test_the_icons_are_of_the_sizes_and_colours_that_teams_asks_for():
    """Colour: 192 x 192 and nothing seen through. Outline: 32 x 32, white and clear only."""
    colour = png.read(contents(APP)["color.png"])
    assert (colour.width, colour.height) == (192, 192)
    assert {each[3] for each in colour.pixels} == {255}
    outline = png.read(contents(APP)["outline.png"])
    assert (outline.width, outline.height) == (32, 32)
    seen = {each[:3] for each in outline.pixels if each[3]}
    assert seen == {(255, 255, 255)}
    assert outline.pixels[0][3] == 0
    white = sum(each[3] == 255 for each in outline.pixels) / len(outline.pixels)
    assert 0.1 < white < 0.6


def test_the_outline_reaches_the_edges():
    """Teams sets it with no padding of its own to spare: at most two clear rows on each side."""
    outline = png.read((ICONS / "outline.png").read_bytes())
    rows = [
        any(each[3] for each in outline.pixels[at : at + 32])
        for at in range(0, len(outline.pixels), 32)
    ]
    columns = [any(each[3] for each in outline.pixels[at::32]) for at in range(32)]
    for side in (rows, rows[::-1], columns, columns[::-1]):
        assert side.index(True) <= 2
