"""Time zones as clients name them, as IANA names.

Teams itself sends IANA names. Some clients on Windows, and connectors between, send the name that
Windows uses ("W. Europe Standard Time"). Which zone that is, says CLDR's table, which babel has:
https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from babel.core import get_global

_LONGEST: Final = 64
_NO_PLACES: Final = frozenset({"factory", "localtime"})
# The table's row for Norway. Its row for the whole world says Berlin, and the zone's name is shown.
_NORWAY: Final = {"w. europe standard time": "Europe/Oslo"}


def zone_name(given: str) -> str:
    """The IANA name of a time zone; "" for anything that is not the name of one.

    An offset ("+01:00") is none: it does not say when the clocks change, so that the ordinary zone
    is a better guess.
    """
    if not given or len(given) > _LONGEST:
        return ""
    name = " ".join(given.split()).casefold()
    return _iana().get(name, "") or _windows().get(name, "")


@cache
def _iana() -> Mapping[str, str]:
    """Every name by itself in lower case, older ones ("Europe/Kiev") too."""
    zones = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {each.casefold(): each for each in zones if each.casefold() not in _NO_PLACES}


@cache
def _windows() -> Mapping[str, str]:
    table = get_global("windows_zone_mapping")
    return {name.casefold(): zone for name, zone in table.items()} | _NORWAY
