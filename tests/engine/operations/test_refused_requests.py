"""What Teams signs and can't be let in is counted, told of, and over after a day without."""

from datetime import timedelta

from bot.core.operations.alarms import AlarmNotice
from bot.engine.alarm import Alarm
from bot.engine.operations.refused_requests import RefusedRequests
from tests.fakes.clock import FakeClock


async def test_the_first_is_told_of_at_once_and_the_count_a_day_later():
    told: list[AlarmNotice] = []
    clock, alarm = FakeClock(), Alarm(told.append)
    refused = RefusedRequests(clock, alarm)
    assert not refused.has_work(None, clock())
    for _ in range(5):
        refused.note("no_tenant")
        clock.ahead(hours=5)
    assert not refused.has_work(None, clock())
    refused.note("no_tenant")
    refused.note("wrong_host")
    assert [(each.about, each.state, each.why) for each in told] == [
        ("no_tenant", "raised", "1"),
        ("no_tenant", "lasts", "6"),
        ("wrong_host", "raised", "1"),
    ]
    clock.ahead(days=1)
    assert refused.has_work(None, clock())
    await refused.run(clock())
    alarm.settle(clock() + timedelta(minutes=5))
    assert alarm.lasting() == ()
    assert not refused.has_work(None, clock())
