"""The first guess at somebody's language."""

import pytest

from bot.core.languages import guess_language

GUESSES = {
    "nb": "nb-NO nb no NO no_NO nob nor und und-NO UND mul * C POSIX 1044 se-NO sma-NO"
    " smj-NO sms-FI sme fkv-NO i-sami x-none",
    "nn": "nn nn-NO NN_no nno no-nyn no-NO-NY",
    "en": "en en-GB en-NO EN_us pl-PL pl-NO uk de-DE da sv-SE ar lt fil-PH",
}


@pytest.mark.parametrize(
    ("locale", "language"), [(each, to) for to, many in GUESSES.items() for each in many.split()]
)
def test_the_clients_locale_says_which_language_comes_first(locale: str, language: str):
    assert guess_language(locale, None) == guess_language(locale, "bokmål") == language
    assert guess_language(locale, "nynorsk") == ("nn" if language == "nb" else language)


@pytest.mark.parametrize("locale", [None, "", " "])
def test_nothing_known_is_norwegian(locale: str | None):
    assert guess_language(locale, None) == "nb"
    assert guess_language(locale, "nynorsk") == "nn"
