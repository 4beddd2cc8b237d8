"""Bytes become a JSON object of bounded size and depth, or a refusal."""

import pytest

from bot.teams.inbound.parser import MAX_BODY, MAX_DEPTH, deeper_than, parse
from bot.teams.inbound.refusal import RequestRefusal


def nested(depth):
    return b'{"a":' * depth + b"1" + b"}" * depth


def test_an_object_is_parsed():
    assert parse(b'{"type":"message"}') == {"type": "message"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"a":NaN}',
        b"\xef\xbb\xbf{}",
        rb'{"a":"\ud83"}',
        rb'{"a":"\ud83d',
        rb'{"a":"\ud83d\x"}',
        b'{"a":"\xed\xa0"}',
        rb'{"a":"\ud83d"' + b"\xff}",
    ],
)
def test_what_is_not_json_is_a_bad_request(body):
    assert parse(body) == RequestRefusal(400, "not_json")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (rb"\ud83d", "�"),
        (rb"\ude00", "�"),
        (rb"Kari \uD83D Nordmann", "Kari � Nordmann"),
        (rb"\ud83d\ude00 \ud83d", "😀 �"),
        (rb"\ud83d\ud83d\ude00", "�😀"),
        (rb"\ude00\ud83d", "��"),
        (rb"\\ud83d \ud83d", r"\ud83d �"),
        (rb"\\\ud83d", "\\�"),
        (rb"\n\"\ud83d\"\u00e5", '\n"�"å'),
        (b"\xed\xa0\xbd", "�"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "😀"),
        (b"\xed\xb8\x80x\xed\xa0\xbd", "�x�"),
        (b"\xed\xa0\xbd\\ude00", "��"),
        ("å 😀".encode() + rb"\ud800", "å 😀�"),
    ],
)
def test_a_lone_surrogate_is_read_as_the_replacement_character(text, read):
    assert parse(b'{"a":"' + text + b'","b":[{"' + text + b'":1}]}') == {
        "a": read,
        "b": [{read: 1}],
    }


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"1", b"null"])
def test_what_is_not_an_object_is_a_bad_request(body):
    assert parse(body) == RequestRefusal(400, "not_an_object")


def test_size_is_bounded():
    filler = b'{"a":"' + b"x" * (MAX_BODY - 8) + b'"}'
    assert isinstance(parse(filler), dict)
    assert parse(filler + b" ") == RequestRefusal(413, "too_big")


def test_depth_is_bounded():
    assert isinstance(parse(nested(MAX_DEPTH)), dict)
    assert parse(nested(MAX_DEPTH + 1)) == RequestRefusal(400, "too_deep")
    assert parse(b'{"a":' + b"[" * 40 + b"]" * 40 + b"}") == RequestRefusal(400, "too_deep")


def test_depth_beyond_what_a_parser_bears_is_a_bad_request():
    assert isinstance(parse(nested(20_000)), RequestRefusal)


def test_many_shallow_lists_are_not_deep():
    assert isinstance(parse(b'{"a":[' + b",".join([b"[]"] * 1000) + b"]}"), dict)


def test_brackets_in_text_are_not_depth():
    assert isinstance(parse(b'{"a":"' + b"{[" * 1000 + b'"}'), dict)


@pytest.mark.parametrize(
    ("value", "depth"), [(1, 0), ([], 1), ({}, 1), ({"a": []}, 2), ([[1], 2], 2)]
)
def test_depth_counts_objects_and_lists(value, depth):
    assert not deeper_than(value, depth)
    assert depth == 0 or deeper_than(value, depth - 1)
