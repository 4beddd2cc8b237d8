"""The log: one JSON object a line, stable names, an id from door to store, nobody's words."""

import re
import subprocess
import sys
from pathlib import Path

import orjson

import bot.teams
from bot.teams import log

SCRIPT = """
import structlog
from bot.teams.log import configure, new_request, where
configure(readable=False)
new_request()
try:
    raise ValueError("Kari svarte b")
except ValueError as error:
    structlog.get_logger().error("turn_failed", where=where(error), what="æ")
"""


def test_a_line_is_json_with_time_level_and_request():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True)
    line = orjson.loads(done.stdout)
    assert (line["event"], line["level"], line["what"]) == ("turn_failed", "error", "æ")
    assert re.fullmatch(r"[0-9a-f]{8}-1", line["request"])
    assert line["timestamp"].endswith("Z")
    assert line["where"] == ["<string>:7 <module>"]
    assert b"Kari" not in done.stdout


def test_an_error_behind_an_error_is_named_by_type_alone():
    try:
        {}["hemmelig"]
    except KeyError as inner:
        error = ValueError("hemmelig")
        error.__cause__ = inner
    found = log.where(error)
    assert found[-1] == "after KeyError"
    assert "hemmelig" not in repr(found)


LIBRARY = """
import logging
from bot.teams.log import configure
configure(readable=False)
for n in range(250):
    try:
        raise ValueError("Bearer s3cret")
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling %s", "s3cret")
logging.getLogger("asyncio").info("s3cret")
"""


def test_what_libraries_log_is_told_without_a_word_of_it_and_not_each_time():
    done = subprocess.run([sys.executable, "-c", LIBRARY], capture_output=True, check=True)
    lines = [orjson.loads(each) for each in done.stdout.splitlines()]
    assert [each["times"] for each in lines] == [1, 9, 90]
    first = lines[0]
    assert (first["event"], first["logger"], first["error"]) == (
        "library_warning", "aiohttp.server", "ValueError",
    )  # fmt: skip
    assert b"s3cret" not in done.stdout + done.stderr


def test_every_event_that_is_logged_is_listed_and_every_listed_one_is_logged():
    """The names are an interface: alarms and dashboards are built on them."""
    sources = "".join(path.read_text() for path in Path(bot.teams.__path__[0]).rglob("*.py"))
    used = set(re.findall(r'\blog\.(?:info|warning|error)\(\s*"(\w+)"', sources))
    listed = set(re.findall(r"^(\w+)\s+(?:info|warning|error)\s", log.__doc__, re.MULTILINE))
    assert used == listed
