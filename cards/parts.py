"""The look of all cards: headings, paragraphs, boxes, rows, progress, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.core.languages import LANGUAGES, as_language
from bot.core.learning.lessons import Option
from bot.core.visible_text import shortened, visible
from bot.locale import Words
from cards import kit
from cards.button_order import in_rows
from cards.plain_text import literal


def plain(words_of_people: str, most: int = 200) -> str:
    """A person's own words or name on one line, truncated to `most` characters, as Markdown that
    shows just that."""
    return literal(bare(words_of_people, most))


def bare(words_of_people: str, most: int = 200) -> str:
    """The same for inputs, choices, buttons and summaries, which show no Markdown."""
    return shortened(visible(words_of_people), most)


def heading(text: str, size: str = "Large") -> kit.TextBlock:
    return kit.TextBlock(text=text, style="heading", size=size, weight="Bolder", wrap=True)


def subheading(text: str) -> kit.TextBlock:
    return kit.TextBlock(text=text, weight="Bolder", wrap=True, spacing="Medium")


def line(text: str, **looks: Any) -> kit.TextBlock:
    return kit.TextBlock(text=text, wrap=True, **looks)


def quiet(text: str, **looks: Any) -> kit.TextBlock:
    return kit.TextBlock(text=text, wrap=True, is_subtle=True, size="Small", **looks)


def bites(markdown: str) -> list[kit.TextBlock]:
    """A block for each paragraph, so that the text is easy to read."""
    paragraphs = (each.strip() for each in re.split(r"\n\s*\n", markdown))
    return [line(each, spacing="Medium") for each in paragraphs if each]


def clock(words: Words, at: str) -> str:
    """A time of day, "10:00", as it is written: "10.00" in Norwegian, "10:00" in English."""
    hour, minute = at.split(":")
    return words("clock", hour=hour, minute=minute)


def option_text(words: Words, option: Option) -> str:
    """The text of an option. The two of a true/false question have fixed ids and no text of their
    own."""
    own = option.text.to(as_language(words.language) or "nb")
    return own or words(f"option-{option.id}")


def listed(texts: Iterable[str]) -> kit.TextBlock:
    """A bulleted list, with a line for each point."""
    return line("\n".join(f"- {' '.join(each.split())}" for each in texts), spacing="Small")


def box(items: Iterable[Any], style: str = "emphasis", **looks: Any) -> kit.Container:
    return kit.Container(items=list(items), style=style, spacing="Medium", rounded=True, **looks)


def marked(icon: str, sign: str, color: str, text: str) -> kit.ColumnSet:
    """An icon and a word. Clients without icons show the sign instead."""
    stand_in = kit.TextBlock(text=sign, color=color, weight="Bolder", size="Large", wrap=True)
    mark = kit.Icon(name=icon, color=color, style="Filled", size="Small", fallback=stand_in)
    word = line(text, weight="Bolder", size="Medium", style="heading")
    return kit.ColumnSet(
        columns=[
            kit.Column(width="auto", items=[mark], vertical_content_alignment="Center"),
            kit.Column(width="stretch", items=[word], vertical_content_alignment="Center"),
        ]
    )


def right(text: str, *items: Any) -> kit.Container:
    return box([marked("CheckmarkCircle", "✓", "Good", text), *items], "good")


def wrong(text: str, *items: Any) -> kit.Container:
    """A box for a wrong answer. To be kind, it looks like a warning, not an error."""
    return box([marked("DismissCircle", "✗", "Default", text), *items], "warning")


def trophy() -> kit.Icon:
    stars = line("★ ★ ★", color="Accent", size="Large", horizontal_alignment="Center")
    looks = {"color": "Accent", "style": "Filled", "size": "Large"}
    return kit.Icon(name="Trophy", horizontal_alignment="Center", fallback=stars, **looks)


def warning(text: str) -> kit.Container:
    """A box about something that must be corrected before going on."""
    return box([marked("Warning", "!", "Attention", text)], "attention")


def progress(words: Words, done: int, total: int) -> list[Any]:
    """A progress bar, or dots in clients without bars; and the same in words for everybody."""
    said = line(words("progress", done=done, total=total), spacing="Small")
    if not total:
        return [said]
    bar = kit.ProgressBar(value=done, max=total, color="Good", fallback=_dots(done, total))
    return [bar, said]


def _dots(done: int, total: int) -> kit.TextBlock:
    """A dot for each lesson, or ten dots if there are more."""
    if total > 12:
        done, total = round(10 * done / total), 10
    return line("●" * done + "○" * (total - done), color="Good", size="Medium")


def row(title: str, below: str, action: kit.Execute) -> kit.Container:
    """A row to tap, as wide as the card."""
    stand_in = line("›", size="Medium", weight="Bolder", color="Accent")
    onward = kit.Icon(name="ChevronRight", size="xSmall", color="Accent", fallback=stand_in)
    texts = [line(title, weight="Bolder"), quiet(below, spacing="None")] if below else [line(title)]
    return kit.Container(
        style="emphasis",
        rounded=True,
        show_border=True,
        spacing="Small",
        select_action=action,
        items=[
            kit.ColumnSet(
                columns=[
                    kit.Column(width="stretch", items=texts),
                    kit.Column(
                        width="auto",
                        items=[onward],
                        vertical_content_alignment="Center",
                    ),
                ]
            )
        ],
    )


def button(
    title: str,
    verb: str,
    data: Mapping[str, Any] | None = None,
    *,
    primary: bool = False,
    danger: bool = False,
    inputs: bool = False,
) -> kit.Execute:
    """A button that sends `{"verb": verb, **data}`, by Action.Submit in clients without
    Action.Execute.

    `primary` marks the main action, `danger` one that can't be undone. With `inputs` it also sends
    the card's inputs, and those that are required must be filled in.
    """
    looks: dict[str, Any] = {"title": title, "data": {"verb": verb, **(data or {})}}
    if primary or danger:
        looks["style"] = "positive" if primary else "destructive"
    if not inputs:
        looks["associated_inputs"] = "none"
    submit = kit.Submit(msteams={"feedback": {"hide": True}}, **looks)
    return kit.Execute(verb=verb, fallback=submit, **looks)


def dialog_button(title: str, verb: str) -> kit.Submit:
    """A button that opens a dialog, which only the person who tapped it sees.
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
    """
    return kit.Submit(title=title, data={"verb": verb, "msteams": {"type": "task/fetch"}})


def link_button(title: str, url: str) -> kit.OpenUrl:
    return kit.OpenUrl(title=title, url=url)


def buttons(*actions: Any) -> list[kit.ActionSet]:
    """The buttons of a card, in the order of `cards.button_order`, and in rows that fit a narrow
    window."""
    rows = in_rows(actions)
    gaps = ("Medium", *("Small" for _ in rows))
    return [kit.ActionSet(actions=row, spacing=gap) for row, gap in zip(rows, gaps, strict=False)]


def refresh(lesson: str, version: int, delivery: str = "", name: str = "") -> kit.Execute:
    """The refresh of a card about a lesson, which draws it as far as the person has come by then.
    `delivery` is the id of the card's own delivery, if the bot sent it by itself; `name` says which
    card it is, if it is not just the lesson's."""
    data: dict[str, Any] = {"verb": "show", "lesson": lesson, "version": version}
    more = {"d": delivery} if delivery else {}
    return kit.Execute(verb="show", data=data | more | ({"as": name} if name else {}))


def refresh_menu(name: str, delivery: str = "") -> kit.Execute:
    """The refresh of a card without a lesson; `name` says which card it is."""
    more = {"d": delivery} if delivery else {}
    return kit.Execute(verb="show", data={"verb": "show", "as": name} | more)


def choices(pairs: Sequence[tuple[str, str]]) -> list[kit.Choice]:
    """(value, title) as choices. A value must not contain a comma: Teams separates answers with
    commas."""
    return [kit.Choice(title=title, value=value) for value, title in pairs]


def language_choice(words: Words) -> kit.InputChoiceSet:
    """The languages by their own names, with the card's language chosen."""
    pairs = [(each, words(f"language-{each}")) for each in LANGUAGES]
    return kit.InputChoiceSet(
        id="language",
        label=words("language-label"),
        choices=choices(pairs),
        value=words.language,
        style="compact",
        is_required=True,
        error_message=words("language-error"),
        wrap=True,
    )


def municipality_choice(
    words: Words, municipalities: Sequence[tuple[str, str]], current: str = ""
) -> kit.InputChoiceSet:
    """The choice of a municipality, from (number, name). A long list can be searched."""
    facts: dict[str, Any] = {"value": current} if current else {}
    return kit.InputChoiceSet(
        id="municipality",
        label=words("municipality-label"),
        choices=choices(municipalities),
        style="filtered" if len(municipalities) > 12 else "compact",
        placeholder=words("municipality-placeholder"),
        is_required=True,
        error_message=words("municipality-error"),
        wrap=True,
        **facts,
    )
