"""What the two audits say becomes one verdict, and silence is not mistaken for peace."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.locks.audit import (
    Advisory,
    NotAsked,
    exceptions,
    from_npm_audit,
    from_pip_audit,
    verdict,
)
from tests.locks.reading import PROJECT

BAD = Advisory("wheel 1.0", ("GHSA-1", "CVE-1"), "falls off")


def of_python(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


def test_pip_audit_tells_of_a_package_and_all_ids():
    known = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"], "description": "x"}
    bad = {"name": "wheel", "version": "1.0", "vulns": [known]}
    good = {"name": "axle", "version": "2.0", "vulns": []}
    (found,) = from_pip_audit(of_python(good, bad))
    assert (found.package, found.ids) == ("wheel 1.0", ("PYSEC-1", "CVE-1"))
    assert "1.1" in found.says


def test_npm_tells_of_the_cause_and_not_of_what_rests_on_it():
    cause = {"name": "hub", "title": "Turns", "url": "https://example/GHSA-2", "range": "<2"}
    report = {"vulnerabilities": {"hub": {"via": [cause]}, "wheel": {"via": ["hub"]}}}
    assert from_npm_audit(json.dumps(report)) == [Advisory("hub <2", ("GHSA-2",), "Turns")]


@pytest.mark.parametrize(
    ("read", "report", "errors", "why"),
    [
        (from_pip_audit, of_python({"name": "a", "skip_reason": "not found"}), "", "not found"),
        (from_pip_audit, "", "Traceback\nConnectionError: no", "ConnectionError: no"),
        (from_pip_audit, "", "", "nothing"),
        (from_npm_audit, json.dumps({"message": "405", "error": {}}), "", "405"),
        (from_npm_audit, "", "npm error\nENOTFOUND", "ENOTFOUND"),
    ],
)
def test_a_service_that_does_not_answer_was_not_asked(read, report, errors, why):
    with pytest.raises(NotAsked, match=why):
        read(report, errors)


@pytest.mark.parametrize(
    ("found", "not_asked", "reasons", "code", "said"),
    [
        ([], [], {}, 0, ""),
        ([BAD], [], {}, 1, "KNOWN: wheel 1.0"),
        ([BAD], [], {"CVE-1": "we have no wheels"}, 0, "we have no wheels"),
        ([], [], {"CVE-1": "we have no wheels"}, 1, "NO LONGER NEEDED in pyproject.toml: CVE-1"),
        ([], ["npm: 405"], {"CVE-1": "we have no wheels"}, 2, "NOT ASKED: npm: 405"),
        ([BAD], ["npm: 405"], {}, 1, "NOT ASKED: npm: 405"),
    ],
)
def test_the_verdict(found, not_asked, reasons, code, said):
    lines, given = verdict(found, not_asked, reasons)
    assert given == code
    assert said in "\n".join(lines)


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("GHSA-1", "no harm"),
        ("wheel", "only when it turns, which ours never does"),
        ("CVE-", "x" * 40),
    ],
)
def test_an_exception_has_an_id_and_a_reason(id, reason):
    with pytest.raises(ValueError, match=id):
        exceptions({"tool": {"padriver": {"audit": {id: reason}}}})


def test_so_have_ours():
    assert exceptions(PROJECT) == PROJECT["tool"]["padriver"]["audit"]
