"""What the tests of content share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.samples import Content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content directory without a fault."""
    return Content(tmp_path / "content")
