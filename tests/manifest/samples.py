"""An app as a municipality would set it up."""

import io
import json
from typing import Any
from zipfile import ZipFile

from manifest import App

APP = App(
    id="0A1B2C3D-1111-2222-3333-444455556666",
    public_url="https://padriver.romsdal.no",
    sender="ROR-IKT",
    version="1.2.3",
)


def unpacked(content: bytes) -> dict[str, Any]:
    """Name -> content, JSON read."""
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {each: archive.read(each) for each in archive.namelist()}
    return {n: json.loads(c) if n.endswith(".json") else c for n, c in files.items()}
