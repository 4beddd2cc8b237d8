"""The chat's table of contents: one line a subject, and nothing forgotten."""

from importlib import import_module
from pathlib import Path

from bot.chat import CONTENTS, ROUTERS
from bot.chat.routes import Routes
from tests.test_house import SUBJECTS

CHAT = Path(__file__).parents[2] / "bot" / "chat"


def test_subjects_stand_in_the_order_of_the_house():
    named = [each for each in CONTENTS if each]
    assert named == [each for each in SUBJECTS if each in named]
    here = {path.stem for path in CHAT.iterdir() if path.stem in SUBJECTS}
    assert set(named) == here


def test_whatever_has_words_or_taps_is_in_the_contents_where_it_belongs():
    for path in sorted(CHAT.rglob("*.py")):
        parts = path.relative_to(CHAT).with_suffix("").parts
        module = import_module(".".join(("bot", "chat", *parts)).removesuffix(".__init__"))
        routes = vars(module).get("routes")
        if isinstance(routes, Routes):
            subject = parts[0] if parts[0] in SUBJECTS else ""
            assert any(routes is each for each in CONTENTS[subject]), path


def test_nobody_is_asked_twice():
    assert len({id(each) for each in ROUTERS}) == len(ROUTERS)
