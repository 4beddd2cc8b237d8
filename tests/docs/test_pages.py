"""Links, pictures and the map of the documents; and what no file of ours may say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.reading import DOCS, PAGES, README, ROOT, document, links, slug
from tests.locks.reading import PROJECT
from tests.test_guide import texts

NOT_OURS = {".git", ".venv", "build", "data", "node_modules", ".hypothesis"}


def test_the_readme_is_short():
    assert len(README.splitlines()) < 200


def test_the_readme_leads_to_every_document():
    """Itself, or by way of a folder's own README."""
    reached = led_to(ROOT / "README.md")
    for each in [page for page in reached if page.name == "README.md"]:
        reached |= led_to(each)
    assert set(PAGES[1:]) - reached == set()


def led_to(page: Path) -> set[Path]:
    return {(page.parent / each).resolve() for each in links(page.read_text("utf-8"))}


def test_what_the_readme_says_to_choose_is_a_text_of_the_bot():
    walk = README.partition("**What you will see**")[2].partition("\n## ")[0]
    named = re.findall(r"\*\*([^*\n]+)\*\*", walk)
    assert len(named) >= 4
    assert set(named) <= texts("nb")


def test_a_document_that_the_code_names_is_there():
    for path in ours(ROOT):
        if path.suffix != ".md":
            for name in re.findall(r"\bdocs/([\w.-]+\.md)", path.read_text("utf-8", "ignore")):
                assert (DOCS / name).exists(), f"{path}: {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_links_lead_somewhere(page: Path):
    """To a file that is there, and to a heading of that file; the network is not asked."""
    for target in links(page.read_text("utf-8")):
        name, _, anchor = unquote(target).partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        if anchor:
            text = re.sub(r"^```.*?^```", "", file.read_text("utf-8"), flags=re.M | re.S)
            assert anchor in {slug(each) for each in re.findall(r"^#+ (.*)$", text, re.M)}, target


def test_pictures_in_the_documents_have_a_text_and_are_small():
    pictures = [
        (alt, (page.parent / name).resolve())
        for page in PAGES
        for alt, name in re.findall(r"!\[(.*?)\]\((.*?)\)", page.read_text("utf-8"))
    ]
    assert len(pictures) >= 15
    for alt, path in pictures:
        assert len(alt) > 20
        assert path.stat().st_size < 60_000
    there = set((DOCS / "pictures").iterdir())
    assert there == {path for _, path in pictures}


def test_decisions_say_why_each_library_is_here():
    decisions = document("DECISIONS")
    for line in PROJECT["project"]["dependencies"]:
        assert f"`{line.partition('==')[0]}`" in decisions


def test_no_file_names_the_machine_it_was_made_on():
    places = re.compile("|".join(("/wor" + "k/", "/ro" + "ot/", "/op" + "t/py", "/Us" + "ers/")))
    for path in ours(ROOT):
        found = places.search(path.read_bytes().decode("utf-8", "ignore"))
        assert not found, f"{path}: {found}"


def ours(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.name in NOT_OURS:  # git's own is a folder, or in a second worktree a file
            continue
        if each.is_dir():
            if not each.name.endswith(("_cache", "__")):
                yield from ours(each)
        elif each.suffix not in (".png", ".zip", ".pyc", ".db"):
            yield each


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_blocks_of_text_fit_a_screen(page: Path):
    """A line of code that has to be scrolled is a line that nobody copies whole."""
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("    "):
            assert len(textwrap.dedent(line)) <= 110, line
