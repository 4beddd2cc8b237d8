"""Just enough of PNG to look at our icons pixel by pixel: eight bits, RGB or RGBA.
https://www.w3.org/TR/png-3/"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\x89PNG\r\n\x1a\n"
Pixel = tuple[int, int, int, int]


@dataclass(frozen=True)
class Picture:
    """`pixels` are (red, green, blue, alpha), row by row."""

    width: int
    height: int
    pixels: tuple[Pixel, ...]

    def painted(self, *colour: int) -> Picture:
        """The same shape, all of it in one colour; what is clear through is left clear."""
        red, green, blue = colour
        painted = tuple((red, green, blue, p[3]) if p[3] else (0, 0, 0, 0) for p in self.pixels)
        return Picture(self.width, self.height, painted)


def read(content: bytes) -> Picture:
    assert content.startswith(MAGIC)
    parts = list(_chunks(content))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    assert (depth, interlaced) == (8, 0)
    step = {2: 3, 6: 4}[kind]
    raw = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    rows = _unfiltered(raw, width * step, step)
    opaque = (255,) * (4 - step)
    pixels = tuple(
        (*row[x : x + step], *opaque) for row in rows for x in range(0, width * step, step)
    )
    assert len(pixels) == width * height
    return Picture(width, height, pixels)  # type: ignore[arg-type]


def write(picture: Picture) -> bytes:
    rows = (
        picture.pixels[at : at + picture.width]
        for at in range(0, len(picture.pixels), picture.width)
    )
    raw = b"".join(b"\0" + bytes(each for pixel in row for each in pixel) for row in rows)
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 6, 0, 0, 0)
    body = zlib.compress(raw, 9)
    return MAGIC + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(MAGIC)
    while at < len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        yield name, content[at + 8 : at + 8 + length]
        at += 12 + length


def _unfiltered(raw: bytes, width: int, step: int) -> Iterator[bytes]:
    above = bytes(width)
    for at in range(0, len(raw), width + 1):
        row = bytearray(raw[at + 1 : at + 1 + width])
        for x in range(width):
            left = row[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            row[x] = (row[x] + _predicted(raw[at], left, above[x], corner)) % 256
        above = bytes(row)
        yield above


def _predicted(filter: int, left: int, above: int, corner: int) -> int:
    if filter < 4:
        return (0, left, above, (left + above) // 2)[filter]
    near = left + above - corner
    return min((left, above, corner), key=lambda each: abs(near - each))
