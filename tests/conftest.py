"""What all tests share: how hard hypothesis looks, the same each time, on any machine; and the
npm packages."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import npm
from tests.missing import give_up

settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("quick")


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays: looking through it for garbage again and again
    takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the npm packages."""
    try:
        return npm.modules()
    except FileNotFoundError as missing:
        give_up(str(missing))
