"""Signed links: whose they are, until when, and that nobody else can make one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.signed_links import LASTS, sign, verify

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECRET = b"a secret of the store"


def test_a_token_says_whose_it_is_until_it_expires():
    token = sign("tenant:entra", "my-data", SECRET, NOW)
    assert verify(token, "my-data", SECRET, NOW) == "tenant:entra"
    assert verify(token, "my-data", SECRET, NOW + LASTS - timedelta(seconds=1)) == "tenant:entra"
    assert verify(token, "my-data", SECRET, NOW + LASTS) is None


def test_a_token_opens_nothing_else_and_fits_no_other_secret():
    token = sign("tenant:entra", "my-data", SECRET, NOW)
    assert verify(token, "chart", SECRET, NOW) is None
    assert verify(token, "my-data", b"another", NOW) is None


@pytest.mark.parametrize("bad", ["", ".", "a", "a.b", "a.b.c", "é.é", "=.=", "A" * 5000, "a.b\n"])
def test_what_is_no_token_is_refused_without_a_fuss(bad: str):
    assert verify(bad, "my-data", SECRET, NOW) is None


@given(st.text(min_size=1, max_size=80), st.data())
def test_no_changed_token_is_accepted(person: str, data: st.DataObject):
    """One token, one spelling: whatever character is changed, added or taken away."""
    token = sign(person, "my-data", SECRET, NOW)
    assert verify(token, "my-data", SECRET, NOW) == person
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("AZaz09-_.= \n"))
    changed = (token[:at] + other + token[at + 1 :], token[:at] + token[at + 1 :], token + other)
    assert all(verify(each, "my-data", SECRET, NOW) is None for each in changed if each != token)


def test_a_link_that_was_made_while_the_clock_was_ahead_opens_nothing():
    """It would be good for a year."""
    ahead = sign("t:kari", "my-data", SECRET, NOW + timedelta(days=365))
    assert verify(ahead, "my-data", SECRET, NOW, LASTS) is None
    fresh = sign("t:kari", "my-data", SECRET, NOW)
    assert verify(fresh, "my-data", SECRET, NOW, LASTS) == "t:kari"
