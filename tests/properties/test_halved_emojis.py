"""Whatever a text was cut into is read: whole characters as they are, halves as U+FFFD."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.json_bytes import loads
from bot.teams.outbound.hosts import canonical

pytestmark = pytest.mark.slow
UNITS = st.sampled_from('aå\\"/\n\x7fud83😀\ud83d\ude00\udfff\ud800')
TEXTS = st.text(UNITS, max_size=20)
VALUES = st.recursive(
    TEXTS | st.integers(-9, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def whole(value: Any) -> Any:
    """The same, as UTF-16 readers see it."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {whole(key): whole(each) for key, each in value.items()}
    return [whole(each) for each in value] if isinstance(value, list) else value


@given(VALUES)
def test_escapes_are_read_as_a_browser_reads_them(value: Any) -> None:
    assert loads(json.dumps(value).encode()) == whole(value)


@given(VALUES)
def test_bytes_of_single_units_are_read_too(value: Any) -> None:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert loads(body) == whole(value)


@given(st.binary(max_size=60))
def test_what_is_no_json_is_refused_and_nothing_else_happens(body: bytes) -> None:
    try:
        found = loads(body)
    except ValueError:
        return
    assert json.loads(json.dumps(found)) == found


PARTS = st.sampled_from(
    ["https", "HTTP", "://", "a.Example", ":443", ":80", "/", "Emea", "..", "%"]
)


@given(st.lists(PARTS, max_size=8).map("".join))
def test_a_service_url_is_spelled_once_and_for_all(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert not once or canonical(url.upper()).lower() == once.lower()
