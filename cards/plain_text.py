"""A person's own words in a text that is Markdown, shown as they were written and never as markup.

Backslashes would do on a desktop, but Teams on phones shows most of them: its parser takes them
away before ``*``, ``_``, brackets and line breaks alone, and older ones before nothing
(https://github.com/microsoft/AdaptiveCards/issues/5590,
https://github.com/microsoft/Teams-AdaptiveCards-Mobile, source/shared/cpp/ObjectModel,
``MarkDownBlockParser.cpp``). Character entities are shown as they are there, too. So a word joiner
(U+2060), which has no width, parts the signs that would be markup together, and only those: what
stands within a word, as in ``HO_Hjemme_Nord``, is left alone. An asterisk and a grave accent are
markup whatever stands beside them. Signs that look the same replace them.

A run of text that is not Markdown (``RichTextBlock``) can't be a heading, nor stand in a fact or in
a sentence with other texts.
"""

from __future__ import annotations

import re
from typing import Final

JOINER: Final = "\u2060"
_ALIKE: Final = str.maketrans({"*": "\u2217", "`": "\u02cb"})
_BACK: Final = str.maketrans({"\u2217": "*", "\u02cb": "`", JOINER: None})
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # not between two letters or digits
# A joiner after a backslash (which would hide what follows), a bracket (a link), "<" (a tag or an
# address), "~", "&" of an entity, and the first brace of a macro such as {{DATE(...)}}.
_OPENING: Final = re.compile(r"([\\<\[\]~]|&(?=#?\w+;)|\{(?=\{))")
_AT_START: Final = re.compile(r"^(?=[-+#>=|:\\])|^\d+(?=[-+]|[.)](?:\s|$))")
_AFTER_PARENTHESIS: Final = re.compile(r"\)(?=[-+\d])")  # where phones begin a list, too


def literal(text: str) -> str:
    """One line of text, as Markdown for just that."""
    text = _UNDERSCORE.sub(f"{JOINER}_{JOINER}", text.translate(_ALIKE))
    for each in (_OPENING, _AT_START, _AFTER_PARENTHESIS):
        text = each.sub(rf"\g<0>{JOINER}", text)
    return text.replace(JOINER * 2, JOINER)


def as_written(markdown: str) -> str:
    """A sentence with such texts in it, for where no Markdown is shown: banners, summaries."""
    return markdown.translate(_BACK)
