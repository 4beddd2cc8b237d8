"""True/false questions carry no option texts: the card writes them, in each language."""

import pytest

from bot.core.learning.lessons import Question
from bot.locale import words
from cards import parts
from cards.learning import quiz
from tests.chat_client import bundled

LESSON = bundled()[0].current["ditt-forste-mote"]


def true_or_false() -> Question:
    return next(each for each in LESSON.questions if each.kind == "true_false")


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", ["Sant", "Usant"]), ("nn", ["Sant", "Usant"]), ("en", ["True", "False"])],
)
def test_both_options_can_be_read(language, said):
    """An option without words can't be chosen."""
    own = words(language)
    assert [parts.option_text(own, each) for each in true_or_false().options] == said
    card = quiz.question(own, LESSON, true_or_false(), ("sant", "usant"), 1, 2, 3).body_dict()
    choice = next(each for each in card["body"] if each["type"] == "Input.ChoiceSet")
    assert [each["title"] for each in choice["choices"]] == said
