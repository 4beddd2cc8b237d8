"""One turn at the door, as ratios within one run: against bare aiohttp and the stock adapters.

Servers run in processes of their own and are loaded one after the other, round by round, so that
a busy machine is as busy for each of them; medians of five rounds.
"""

from contextlib import ExitStack

import pytest

from tests.bench.turn_load import NUMBER, URL, Figures, requests, server, typical
from tests.fakes import activities as act

pytestmark = pytest.mark.bench
ROUNDS = 5
KINDS = ("floor", "door", "signed", "botframework", "cloud")


@pytest.fixture(scope="module")
def figures(key_server) -> dict[str, Figures]:
    """The typical figures of every kind of server."""
    following = {kind: requests() for kind in KINDS}
    following["signed"] = requests(token=key_server.token(service_url=URL))
    with ExitStack() as stack:
        servers = {kind: stack.enter_context(server(kind, key_server.url)) for kind in KINDS}
        for kind in KINDS:
            servers[kind].round(following[kind], 0.5)
        rounds: dict[str, list[Figures]] = {kind: [] for kind in KINDS}
        for _ in range(ROUNDS):
            for kind in KINDS:
                rounds[kind].append(servers[kind].round(following[kind]))
    found = {kind: typical(rounds[kind]) for kind in KINDS}
    print()
    for kind, each in found.items():
        print(f"  {kind:13}{each.rate:8.0f}/s{each.cpu:8.0f} µs CPU   p99 {each.p99:6.1f} ms")
    return found


def test_a_turn_at_the_door_is_at_least_0_40_of_bare_aiohttp(figures):
    ratio = figures["door"].rate / figures["floor"].rate
    print(f"  door / floor {ratio:.2f} (at least 0.40)")
    assert ratio >= 0.40


def test_it_is_at_least_20_times_the_stock_cloud_adapter(figures):
    ratio = figures["door"].rate / figures["cloud"].rate
    print(f"  door / cloud {ratio:.0f} (at least 20)")
    assert ratio >= 20


def test_it_is_at_least_3_times_the_stock_bot_framework_adapter(figures):
    ratio = figures["door"].rate / figures["botframework"].rate
    print(f"  door / botframework {ratio:.1f} (at least 3)")
    assert ratio >= 3


def test_sign_in_costs_at_most_15_percent(figures):
    ratio = figures["signed"].rate / figures["door"].rate
    print(f"  signed / door {ratio:.2f} (at least 0.85)")
    assert ratio >= 0.85


def test_memory_stays_flat_over_200_000_turns():
    """Half taps, half messages; warmed until the memory of repeats is full."""
    with server("door") as bot:
        taps, messages = requests(), requests(act.said(URL, "hei", id=NUMBER))
        turns, began = 0, 0.0
        while turns < 240_000:
            for following in (taps, messages):
                bot.batch(following, 5_000)
                turns += 5_000
            if turns <= 40_000:
                began = bot.memory()
        grown = bot.memory() - began
    print(f"\n  memory after {turns} turns: {began:.1f} MB, grown by {grown:.2f} MB")
    assert grown < 2.0
