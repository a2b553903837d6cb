"""Since when nothing was heard: after an order to stop, a kill, a lost session, an outage."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.outages import Outages
from bot.reports import Cause, Window
from tests.bot.hosts import Host
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def host(db: SqliteDatabase, clock: MovableClock) -> Host:
    clock.set(MONDAY)
    return Host(db, clock)


async def a_process(host: Host) -> Outages:
    """One that has just begun its session, and shown its server."""
    outages = Outages(cast("Any", host))
    await outages.read()
    outages.began(0, 1, [GUILD])
    return outages


def minutes(window: Window | None) -> int | None:
    return None if window is None else round((window.until - window.since) / timedelta(minutes=1))


async def test_the_first_start_of_all_has_missed_nothing(host: Host) -> None:
    outages = await a_process(host)

    assert outages.came(GUILD) == (Cause.START, None)


async def test_a_process_that_stopped_in_order_knows_the_moment(
    host: Host, clock: MovableClock
) -> None:
    first = await a_process(host)
    await first.end()
    clock.advance(HALF_AN_HOUR)

    cause, window = (await a_process(host)).came(GUILD)

    assert (cause, minutes(window)) == (Cause.START, 30)
    assert window is not None
    assert window.is_exact


async def test_a_process_that_was_killed_knows_it_to_the_minute(
    host: Host, clock: MovableClock
) -> None:
    first = await a_process(host)
    await first.note_alive()
    clock.advance(timedelta(seconds=40))  # it is killed
    clock.advance(HALF_AN_HOUR)

    _, window = (await a_process(host)).came(GUILD)

    assert window is not None
    assert not window.is_exact
    assert HALF_AN_HOUR <= window.until - window.since <= HALF_AN_HOUR + timedelta(minutes=1)


async def test_a_session_that_is_lost_is_missed_from_that_moment_on(
    host: Host, clock: MovableClock
) -> None:
    outages = await a_process(host)
    outages.came(GUILD)
    clock.advance(timedelta(hours=2))
    await outages.lost(0)
    clock.advance(timedelta(minutes=10))
    await outages.note_alive()
    await outages.lost(0)  # it could not connect, and tells so once more
    clock.advance(timedelta(minutes=20))
    outages.began(0, 1, [GUILD])

    cause, window = outages.came(GUILD)

    assert (cause, minutes(window)) == (Cause.SESSION, 30)


async def test_a_session_that_could_resume_has_missed_nothing(
    host: Host, clock: MovableClock
) -> None:
    outages = await a_process(host)
    await outages.lost(0)
    clock.advance(HALF_AN_HOUR)
    outages.resumed(0)
    since = outages.connected_since(GUILD)
    await outages.end()

    _, window = (await a_process(host)).came(GUILD)

    assert since is not None
    assert minutes(window) == 0


async def test_killed_without_a_connection_it_was_away_since_that_was_lost(
    host: Host, clock: MovableClock
) -> None:
    outages = await a_process(host)
    await outages.lost(0)
    clock.advance(timedelta(hours=1))
    await outages.note_alive()

    _, window = (await a_process(host)).came(GUILD)

    assert minutes(window) == 60


async def test_a_server_in_an_outage_of_its_own_is_missed_for_as_long(
    host: Host, clock: MovableClock
) -> None:
    outages = await a_process(host)
    outages.came(GUILD)
    outages.went(GUILD)
    clock.advance(HALF_AN_HOUR)

    cause, window = outages.came(GUILD)

    assert (cause, minutes(window)) == (Cause.RETURN, 30)


@pytest.mark.parametrize("is_compared", [True, False])
async def test_killed_before_the_comparison_was_over_the_next_start_knows_the_whole_time(
    host: Host, clock: MovableClock, is_compared: bool
) -> None:
    first = await a_process(host)
    await first.end()
    clock.advance(HALF_AN_HOUR)
    second = await a_process(host)
    second.came(GUILD)
    if is_compared:
        second.settled(GUILD)
    clock.advance(timedelta(minutes=5))
    await second.note_alive()
    clock.advance(timedelta(minutes=2))

    _, window = (await a_process(host)).came(GUILD)

    assert minutes(window) == (2 if is_compared else 37)


async def test_what_was_noted_with_another_number_of_shards_says_nothing(
    host: Host, clock: MovableClock
) -> None:
    first = await a_process(host)
    await first.end()
    clock.advance(HALF_AN_HOUR)

    outages = Outages(cast("Any", host))
    await outages.read()
    outages.began(0, 2, [GUILD])

    assert outages.came(GUILD) == (Cause.START, None)


async def test_after_the_orderly_end_nothing_is_noted_any_more(
    host: Host, clock: MovableClock
) -> None:
    outages = await a_process(host)
    await outages.end()
    clock.advance(HALF_AN_HOUR)
    await outages.lost(0)
    await outages.note_alive()

    _, window = (await a_process(host)).came(GUILD)

    assert minutes(window) == 30
