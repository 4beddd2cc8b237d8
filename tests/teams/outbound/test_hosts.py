"""A token goes to listed hosts, and nowhere else."""

import pytest

from bot.settings import TEAMS_HOSTS, Settings, read_env
from bot.teams.outbound.hosts import Hosts, canonical

TEAMS = Hosts(TEAMS_HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://SMBA.trafficmanager.net/teams",
        "HTTPS://smba.trafficmanager.net/teams",
        "https://smba.trafficmanager.net:443/amer/11111111-2222/",
        "https://smba.infra.gcc.teams.microsoft.com/teams",
    ],
)
def test_microsofts_hosts_are_listed(url):
    assert TEAMS.allow(url)
    assert TEAMS.allow(url), "the second answer comes from memory"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "smba.trafficmanager.net",
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example#smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/\n",
        "https://smba.trafficmanager.net /",
        "https://169.254.169.254/metadata",
        "https://trafficmanager.net/",
        "https://smba.trafficmanager.net./emea",
        "https://evil.trafficmanager.net/",
        "https://smba.onyx.prod.teams.trafficmanager.net/",
        "https://smba.infra.gov.teams.microsoft.us/teams",
        "https://smba.trafficmanager.net/emea/../x",
        "https://smba.trafficmanager.net/.",
        "https://smba.trafficmanager.net/%2e%2e/x",
        "https://smba.trafficmanager.net:99999/",
        "https://smbå.trafficmanager.net/",
        "http://localhost:3978/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/" + "a" * 600 + "?",
    ],
)
def test_nothing_else_is(url):
    assert not TEAMS.allow(url)
    assert not TEAMS.allow(url)


def test_a_star_stands_for_every_host_under_a_name_and_not_the_name():
    hosts = Hosts(["*.example.org"])
    assert hosts.allow("https://a.example.org/")
    assert hosts.allow("https://a.b.example.org/")
    assert not hosts.allow("https://example.org/")
    assert not hosts.allow("https://aexample.org/")


def test_plain_http_is_for_loopback_names_that_are_listed():
    local = Hosts(["127.0.0.1", "localhost", "[::1]"])
    for url in ("http://127.0.0.1:1/x", "http://localhost:56150/_connector", "http://[::1]:9"):
        assert local.allow(url)
    assert not local.allow("http://127.0.0.2:1/")
    assert not local.allow("http://localhost.example.org/")
    assert not Hosts(["localhost"]).allow("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://SMBA.Trafficmanager.NET:443/Emea/x//", "https://smba.trafficmanager.net/Emea/x"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:9/", "http://[::1]:9"),
        ("https://a.example/a..b/...", "https://a.example/a..b/..."),
        ("https://a.example/?x", ""),
        ("x", ""),
    ],
)
def test_a_service_url_has_one_spelling(url, same):
    assert canonical(url) == same


def test_each_cloud_has_the_hosts_that_microsoft_lists_for_it():
    us = {"OPENID_METADATA_URL": "https://login.botframework.azure.us/v1/.well-known/x"}
    found = Settings.from_env(signed() | us, local=False).service_url_hosts
    assert found == ("smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us")
    assert Settings.from_env(signed(), local=False).service_url_hosts == TEAMS_HOSTS
    china = {"OPENID_METADATA_URL": "https://login.botframework.azure.cn/v1/.well-known/x"}
    _, faults = read_env(signed() | china, local=False)
    assert [each.facts["name"] for each in faults] == ["SERVICE_URL_HOSTS"]
    named = signed() | china | {"SERVICE_URL_HOSTS": "teams.example.cn"}
    assert Settings.from_env(named, local=False).service_url_hosts == ("teams.example.cn",)


def signed() -> dict[str, str]:
    return {"APP_ID": "app", "APP_PASSWORD": "made-up", "APP_TENANTID": "t"}
