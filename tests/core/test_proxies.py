"""What goes through a proxy, and what NO_PROXY spares."""

import pytest

from bot.core.proxies import Proxies, shown

P = "http://proxy.example.org:3128"


@pytest.mark.parametrize(
    ("entry", "spared", "not_spared"),
    [
        ("example.org", "https://example.org https://a.example.org:8443", "https://badexample.org"),
        (".example.org", "https://a.example.org https://example.org", "https://example.com"),
        ("*.example.org", "https://a.b.example.org", "https://example.net"),
        ("EXAMPLE.org", "https://A.example.ORG", "https://org"),
        ("example.org:8443", "https://example.org:8443", "https://example.org"),
        ("example.org:443", "https://example.org", "https://example.org:8443"),
        ("*", "https://example.org https://10.1.2.3", ""),
        ("10.1.2.3", "https://10.1.2.3", "https://10.1.2.4 https://x10.1.2.3"),
        ("10.0.0.0/8", "https://10.255.0.1", "https://11.0.0.1 https://ten.example.org"),
        ("fd00::/8", "https://[fd12::1]", "https://[2001:db8::1] https://10.0.0.1"),
        ("2001:db8::1", "https://[2001:db8:0::1]", "https://[2001:db8::2]"),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "https://[2001:db8::1]"),
        ("example.org", "https://example.org.", "https://example.org.evil.net"),
    ],
)
def test_an_entry_spares_what_it_names(entry: str, spared: str, not_spared: str):
    proxies = Proxies(https=P, exempt=("other.example", entry))
    assert [proxies.via(each) for each in spared.split()] == [""] * len(spared.split())
    assert {proxies.via(each) for each in not_spared.split()} <= {P}


@pytest.mark.parametrize(
    "near",
    [
        *("https://127.0.0.1:1", "https://127.9.9.9", "https://localhost", "https://[::1]:2"),
        *("https://a.localhost", "http://169.254.169.254/metadata", "https://[fe80::1]"),
    ],
)
def test_this_machine_and_its_segment_are_never_reached_through_a_proxy(near: str):
    assert Proxies(https=P, http=P).via(near) == ""


def test_each_scheme_has_its_proxy():
    proxies = Proxies(https=P, http="http://other:1")
    assert proxies.via("https://example.org") == P
    assert proxies.via("http://example.org") == "http://other:1"
    assert Proxies(http=P).via("https://example.org") == ""


def test_an_address_is_shown_without_its_password():
    assert shown("http://name:hush@proxy.example.org:3128") == P
    assert "hush" not in repr(Proxies(https="http://name:hush@proxy:1"))
