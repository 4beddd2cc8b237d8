"""What an answer and a planned card cost in calls, which every machine counts alike."""

import asyncio

import pytest

from tests.trace.calls import counted
from tests.trace.recorded import HAS_OWN, KNOWN, PYTHON, STRANGE, most


@pytest.fixture(scope="module")
def calls(tmp_path_factory) -> dict[str, float]:
    return asyncio.run(counted(tmp_path_factory.mktemp("calls")))


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.slow
def test_calls_do_not_rise_by_a_tenth(calls, name):
    assert calls[name] <= most(name), f"{calls[name]:.0f} calls for a {name}; {KNOWN[name]} before"


def test_this_python_has_figures_of_its_own():
    """Without them the test above holds the others' figures, and lets more pass."""
    if not HAS_OWN:
        version = ".".join(map(str, PYTHON))
        pytest.skip(f"none recorded for Python {version}: {STRANGE - 1:.0%} more is let pass")
    assert set(KNOWN) == {"first answer", "lesson's average", "planned card"}
