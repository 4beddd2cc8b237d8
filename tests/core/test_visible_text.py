"""What nobody can see is taken out of a text, and what belongs to a script or an emoji stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.visible_text import visible, visible_lines, without_hidden

SHOWN = {
    "Samling\x00 i\x1b[2J Molde": "Samling i [2J Molde",
    "ledøM\u202e i gnilmas": "ledøM i gnilmas",
    "\u2067Kari\u2069 \u200fNordmann\u061c": "Kari Nordmann",
    "Ka\u200bri\u2060 Nord\ufeffmann\u00ad": "Kari Nordmann",
    "Kari\u200d Nordmann\u200c": "Kari Nordmann",
    "\u3164\u115f\u2800": "",
    "\u200b\u202e": "",
    "\u0301": "",
    "Kari\tNord\u00a0mann\u2028x\u0085y": "Kari Nord mann x y",
    "Kari\U000e0041\U000e0100 Nordmann": "Kari Nordmann",
    "Za" + "\u0301" * 50 + "lgo": "Za" + "\u0301" * 4 + "lgo",
    "\ud800Kari": "\ufffdKari",
    "Team 👩\u200d💻 ❤\ufe0f": "Team 👩\u200d💻 ❤\ufe0f",
    "می\u200cخواهم": "می\u200cخواهم",  # Persian: the letters would join without it
    "क्\u200dष": "क्\u200dष",
    "Åse Ødegård – Ñandú, 3 %": "Åse Ødegård – Ñandú, 3 %",
}


@pytest.mark.parametrize("text", SHOWN, ids=ascii)
def test_what_is_shown_of_a_text(text: str):
    assert visible(text) == SHOWN[text]


@given(st.text(max_size=40))
def test_nothing_hidden_is_left_and_cleaning_again_changes_nothing(text: str):
    shown = visible(text)
    kinds = {unicodedata.category(each) for each in shown if each not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Zl", "Zp", "Cs"}
    assert visible(shown) == shown == without_hidden(shown)


def test_lines_stay_lines():
    written = "1. Velkommen\x07\r\n\n\n\n  2.\u202e Pause \n"
    assert visible_lines(written) == "1. Velkommen\n\n2. Pause"
