"""Settings refuse what cannot work, and say which name, why, and what to do."""

from pathlib import Path
from secrets import token_hex, token_urlsafe

import pytest

import bot
import bot.settings
from bot.errors import SettingError
from bot.settings import Settings, cautions, check_env

LONG = "0f6a1c9be47d25380f6b7a1ed9c452387f10a6b35ec4d298"
PRODUCTION = {"APP_ID": "app", "APP_PASSWORD": "s3cret-pw", "APP_TENANTID": "TENANT-a"}


def faults(local=False, **env: str):
    return [fault.name for fault in check_env(env, local)]


def production(**more: str):
    return Settings.from_env({**PRODUCTION, **more}, local=False)


def test_local_mode_needs_nothing_and_stays_on_this_machine():
    settings = Settings.from_env({}, local=True)
    assert (settings.host, settings.port, settings.min_group_size) == ("127.0.0.1", 3978, 1)
    assert settings.store_url == "tinydb:data/padriver.db"
    assert settings.public_url == "http://localhost:3978"
    assert settings.service_url_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert settings.content_dir == Path(bot.__file__).parent / "content"


def test_no_app_id_and_not_local_refuses_to_start_naming_the_setting():
    with pytest.raises(SettingError, match=r"^APP_ID: it is not set\. .*--local"):
        Settings.from_env({}, local=False)


def test_every_fault_is_found_at_once():
    found = faults(PORT="x", TIME_ZONE="Mars/Base", SEND_RATE="51", CONTENT_DIR="/no/such/place")
    assert {"APP_ID", "APP_PASSWORD", "PORT", "TIME_ZONE", "SEND_RATE", "CONTENT_DIR"} <= set(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٣"),
        ("MIN_GROUP_SIZE", "0"),
        ("SEND_RATE", "0"),
        ("APP_TYPE", "MultiTenant"),
        ("APP_TENANTID", "a/../b"),
        ("STORE_URL", "mysql://x"),
        ("STORE_URL", "tinydb:"),
        ("PUBLIC_URL", "http://padriver.example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://[::1"),
        ("ALERT_WEBHOOK", "ftp://example.org"),
        ("OPENID_METADATA_URL", "http://example.org/keys"),
        ("TOKEN_URL", "file:///etc/passwd"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("OPERATORS", "only-a-tenant"),
        ("OPERATORS", "a/b/c"),
        ("SERVICE_URL_HOSTS", "https://example.org"),
        ("SERVICE_URL_HOSTS", "*"),
        ("CONTENT_DIR", "/no/such/place"),
    ],
)
def test_a_value_that_cannot_work_is_refused_by_name(name, value):
    assert name in faults(**{**PRODUCTION, name: value})


def test_local_mode_listens_on_loopback_only():
    assert faults(local=True, HOST="10.0.0.1") == ["HOST"]
    assert faults(local=True, HOST="127.0.0.1") == []


def test_local_mode_never_talks_with_other_hosts():
    settings = Settings.from_env({"SERVICE_URL_HOSTS": "smba.trafficmanager.net"}, local=True)
    assert "smba.trafficmanager.net" not in settings.service_url_hosts


def test_a_single_tenant_bot_lets_in_its_own_tenant_and_gets_its_token_there():
    settings = production()
    assert settings.allowed_tenants == {"tenant-a"}
    assert settings.token_url == "https://login.microsoftonline.com/tenant-a/oauth2/v2.0/token"


def test_allowed_tenants_replace_the_bots_own():
    assert production(ALLOWED_TENANTS="B, c ,").allowed_tenants == {"b", "c"}


def test_nobody_let_in_is_a_fault():
    assert "APP_TENANTID" in faults(APP_ID="app", APP_PASSWORD="x", TOKEN_URL="https://e.org/t")


def test_a_managed_identity_has_no_password():
    env = {"APP_ID": "app", "APP_TENANTID": "t", "APP_TYPE": "UserAssignedMSI"}
    assert check_env(env, local=False) == []


def test_operators_become_keys_of_people():
    assert production(OPERATORS="T/ABC, u/DEF").operators == {"t:abc", "u:def"}


def test_blank_means_not_set():
    assert production(PORT=" ", HOST="").port == 3978


def test_service_url_hosts_default_to_microsofts_public_list():
    assert "smba.trafficmanager.net" in production().service_url_hosts
    assert production(SERVICE_URL_HOSTS="A.example.org").service_url_hosts == ("a.example.org",)


def test_no_secret_shows_in_a_settings_repr():
    settings = production(
        API_TOKEN="t0ken", STORE_URL="postgresql://u:pw@h/d", ALERT_WEBHOOK="https://h.org/hush"
    )
    for secret in ("s3cret-pw", "t0ken", "pw@h", "hush"):
        assert secret not in repr(settings)


def test_no_secret_shows_in_a_fault():
    [fault] = check_env({**PRODUCTION, "STORE_URL": "postgres://u:hush@h/d"}, local=False)
    assert "hush" not in str(fault)


def test_what_works_but_matters_is_said_at_start_up():
    said = " ".join(cautions(production(MIN_GROUP_SIZE="2")))
    assert all(name in said for name in ("API_TOKEN", "PUBLIC_URL", "MIN_GROUP_SIZE", "OPERATORS"))
    assert "Local mode" in cautions(Settings.from_env({}, local=True))[0]
    quiet = production(API_TOKEN=LONG, PUBLIC_URL="https://e.org/", OPERATORS="t/a")
    assert cautions(quiet) == []
    assert quiet.public_url == "https://e.org"


@pytest.mark.parametrize(
    "token", ["x", "a-token-for-the-api", "f" * 31, "0" * 64, "password" * 8, "Sommer2026" * 4]
)
def test_a_token_that_can_be_guessed_is_cautioned_against(token: str):
    (said,) = [each for each in cautions(production(API_TOKEN=token)) if "API_TOKEN" in each]
    assert "can be guessed" in said
    assert token not in said.replace("x 32", "")


@pytest.mark.parametrize("make", [token_hex, token_urlsafe])
def test_a_token_made_at_random_is_not(make):
    assert not [e for e in cautions(production(API_TOKEN=make(32))) if "API_TOKEN" in e]


def test_settings_cannot_be_changed():
    with pytest.raises(AttributeError):
        production().port = 1


def test_the_clock_for_trying_out_runs_no_faster_than_the_loop_can_follow():
    for speed, fine in (("5000", True), ("5001", False), ("0", False)):
        faults = check_env({"LOCAL_CLOCK": f"2026-11-23T08:00:00+01:00@{speed}"}, local=True)
        assert [each.name for each in faults] == ([] if fine else ["LOCAL_CLOCK"])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("http://proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("https://name:a%40b@proxy:8443/", "https://name:a%40b@proxy:8443/"),
        ("", ""),
    ],
)
def test_a_proxy_is_named_by_either_spelling(said: str, read: str):
    assert production(HTTPS_PROXY=said).https_proxy == read
    assert production(https_proxy=said, HTTPS_PROXY="http://other:1").https_proxy == (
        read or "http://other:1"
    )


@pytest.mark.parametrize(
    "value",
    ["socks5://proxy:1080", "http://n:hush/hush@proxy:1", "http://n:hush#@proxy:1", "http://:3128",
     "http://proxy:x", "http://proxy:1/path"],
)  # fmt: skip
def test_a_proxy_that_cannot_work_is_refused_without_being_quoted(value: str):
    (fault,) = check_env({**PRODUCTION, "https_proxy": value}, local=False)
    assert fault.name == "https_proxy"
    assert "hush" not in str(fault)


def test_what_goes_past_the_proxy_is_a_list_of_hosts_and_ranges():
    told = "localhost, .example.org *.example.net,10.0.0.0/8 [::1]:80,fd00::/8,::1,a_b:8080"
    assert len(production(NO_PROXY=told).no_proxy) == 8
    for wrong in ("10.*", "10.0.0.0/99", "https://example.org", "a b!"):
        assert faults(**PRODUCTION, NO_PROXY=wrong) == ["NO_PROXY"]


def test_the_file_of_certificates_must_hold_some(tmp_path: Path):
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (empty, tmp_path / "missing.pem"):
        assert faults(**PRODUCTION, CA_FILE=str(path)) == ["CA_FILE"]
