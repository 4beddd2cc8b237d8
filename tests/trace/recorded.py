"""The figures that must not rise, by Python version: interpreters differ in what they call.

Lower them when `make trace` shows less; raise one only with a reason in the commit.
"""

from __future__ import annotations

import sys
from typing import Final

RISE: Final = 1.10
STRANGE: Final = 1.25  # for a Python that has no figures of its own
CALLS: Final = {
    (3, 11): {"first answer": 1066, "lesson's average": 958, "planned card": 817},
}
PYTHON: Final = sys.version_info[:2]
HAS_OWN: Final = PYTHON in CALLS
KNOWN: Final = CALLS[PYTHON if HAS_OWN else max(CALLS)]


def most(name: str) -> float:
    """The most calls that this may take."""
    return KNOWN[name] * (RISE if HAS_OWN else STRANGE)
