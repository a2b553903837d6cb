"""When servers are compared, how often, and what becomes of what is found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import reconcile, reconciliations
from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery
from bot.reconcile import Cause, Reconciler, Report, Unfinished
from bot.reconciliations import Reconciliation
from bot.reports import Window
from tests.bot.hosts import Host, Statements
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

PATIENCE = 5.0
OTHER = GUILD + 1


class Probe:
    """A capability whose comparisons are counted, and find what they are told to find."""

    def __init__(self) -> None:
        self.compared: list[int] = []
        self.finds: list[Report | Exception] = []
        """What the next comparisons find; afterwards there is nothing."""
        self.under_way = 0
        self.most_at_once = 0
        self.begun = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def compare(self, guild: Any) -> Report:
        self.compared.append(guild.id)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        self.begun.set()
        try:
            await self.may_go_on.wait()
        finally:
            self.under_way -= 1
        found = self.finds.pop(0) if self.finds else Report(looked_at=1)
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture(autouse=True)
def unstaggered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "STAGGER_SECONDS", 0)


@pytest.fixture
def host(db: SqliteDatabase, clock: MovableClock) -> Host:
    host = Host(db, clock)
    host.serves(GUILD)
    return host


@pytest.fixture
def probe() -> Probe:
    return Probe()


@pytest_asyncio.fixture
async def runner(host: Host, probe: Probe) -> AsyncIterator[Reconciler]:
    runner = host.reconciler()
    runner.register("probe", probe.compare)
    await runner.start()
    yield runner
    await runner.stop()


async def settled(runner: Reconciler) -> None:
    await asyncio.wait_for(runner.finished(), PATIENCE)


async def stored(db: Database) -> list[Reconciliation]:
    async with db.read() as session:
        return list(await session.scalars(select(Reconciliation)))


async def told(db: Database) -> int:
    async with db.read() as session:
        kind = Delivery.kind == reconciliations.DELIVERY
        return len(list(await session.scalars(select(Delivery.id).where(kind))))


async def test_asking_twice_before_its_turn_is_asking_once(
    runner: Reconciler, probe: Probe
) -> None:
    runner.ask(GUILD)
    runner.ask(GUILD)
    await settled(runner)

    assert probe.compared == [GUILD]


async def test_asked_in_the_middle_a_server_is_compared_once_more_and_never_twice_at_a_time(
    host: Host, runner: Reconciler, probe: Probe
) -> None:
    host.serves(GUILD, OTHER)
    probe.may_go_on.clear()
    runner.ask(GUILD)
    await asyncio.wait_for(probe.begun.wait(), PATIENCE)
    probe.begun.clear()

    runner.ask(GUILD)
    runner.ask(GUILD)
    runner.ask(OTHER)
    await asyncio.wait_for(probe.begun.wait(), PATIENCE)
    assert probe.compared == [GUILD, OTHER]
    probe.may_go_on.set()
    await settled(runner)

    assert probe.compared == [GUILD, OTHER, GUILD]


async def test_one_server_that_takes_long_keeps_no_other_waiting(
    host: Host, runner: Reconciler, probe: Probe
) -> None:
    host.serves(*range(1, 10))
    probe.may_go_on.clear()
    for guild_id in host.servers:
        runner.ask(guild_id)
    await asyncio.wait_for(probe.begun.wait(), PATIENCE)
    probe.may_go_on.set()
    await settled(runner)

    assert sorted(probe.compared) == list(host.servers)
    assert 1 < probe.most_at_once <= reconcile.AT_ONCE


async def test_a_connection_that_flaps_starts_three_comparisons_in_ten_minutes_and_loses_none(
    runner: Reconciler, probe: Probe, clock: MovableClock
) -> None:
    for _ in range(8):
        runner.ask(GUILD, cause=Cause.SESSION)
        await settled(runner)
        clock.advance(timedelta(seconds=30))
    assert len(probe.compared) == 3
    assert len(runner._turns._later) == 1

    clock.advance(timedelta(minutes=4))
    await settled(runner)
    assert len(probe.compared) == 3

    clock.advance(timedelta(minutes=2))
    await settled(runner)
    assert len(probe.compared) == 4

    clock.advance(timedelta(hours=1))
    await settled(runner)
    assert len(probe.compared) == 4


async def test_a_steward_does_not_wait_for_a_flapping_connection(
    runner: Reconciler, probe: Probe
) -> None:
    for _ in range(5):
        runner.ask(GUILD, cause=Cause.SESSION)
        await settled(runner)

    await asyncio.wait_for(runner.compare_now(GUILD), PATIENCE)

    assert len(probe.compared) == 4


async def test_who_asks_directly_after_one_that_ended_gets_another(
    runner: Reconciler, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "STAGGER_SECONDS", 0.1)
    for _ in range(2):
        await asyncio.wait_for(runner.compare_now(GUILD), PATIENCE)

    assert len(probe.compared) == 2


async def test_what_does_not_answer_is_tried_again_by_itself_and_with_growing_waits(
    runner: Reconciler, probe: Probe, clock: MovableClock, db: SqliteDatabase
) -> None:
    other = Probe()
    runner.register("other", other.compare)
    probe.finds = [TimeoutError(), OperationalError("SELECT", {}, Exception("locked")), OSError()]
    runner.ask(GUILD)
    await settled(runner)
    tries = [len(probe.compared)]
    for wait in reconcile.WAITS:
        clock.advance(wait / 2)
        await settled(runner)
        assert len(probe.compared) == tries[-1]
        clock.advance(wait / 2)
        await settled(runner)
        tries.append(len(probe.compared))

    assert tries == [1, 2, 3, 4]
    assert len(other.compared) == 1
    assert runner.outcomes[GUILD].report == Report(looked_at=2)
    assert await stored(db) == []


async def test_what_never_answers_is_a_failure_in_the_end_and_told_once(
    runner: Reconciler, probe: Probe, clock: MovableClock, db: SqliteDatabase
) -> None:
    probe.finds = [OSError()] * 20
    for _ in range(2):
        runner.ask(GUILD)
        for wait in (timedelta(0), *reconcile.WAITS):
            clock.advance(wait)
            await settled(runner)

    assert len(probe.compared) == 8
    assert runner.outcomes[GUILD].report == Report.failure("reconcile-why-unreachable")
    assert len(await stored(db)) == await told(db) == 1


async def test_what_was_found_before_an_interruption_counts_with_what_is_found_after_it(
    runner: Reconciler, probe: Probe, clock: MovableClock
) -> None:
    probe.finds = [
        Unfinished(Report(looked_at=5, added=2) + Report.failure("reconcile-why-unreachable")),
        Report(looked_at=9, added=1),
    ]
    runner.ask(GUILD)
    await settled(runner)
    clock.advance(reconcile.WAITS[0])
    await settled(runner)

    assert runner.outcomes[GUILD].report == Report(looked_at=9, added=3)


async def test_a_mistake_of_ours_in_one_capability_stops_no_other(
    runner: Reconciler, probe: Probe, db: SqliteDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    other = Probe()
    runner.register("other", other.compare)
    probe.finds = [LookupError("a mistake of ours")]
    other.finds = [Report(looked_at=3, removed=1)]
    runner.ask(GUILD)
    await settled(runner)

    (row,) = await stored(db)
    assert (row.looked_at, row.removed, row.failed) == (3, 1, 1)
    assert row.parts["probe"]["reasons"] == [["reconcile-why-bug", {}, 1]]
    assert "a mistake of ours" in caplog.text


async def test_a_comparison_that_finds_nothing_writes_nothing(
    runner: Reconciler, probe: Probe, db: SqliteDatabase
) -> None:
    probe.finds = [Report(looked_at=7, repaired=1)]
    runner.ask(GUILD)
    await settled(runner)
    assert len(await stored(db)) == 1
    statements = Statements(db._writing, db._reading)

    runner.ask(GUILD, cause=Cause.CLOCK)
    await settled(runner)

    assert statements.writes == []
    assert len(await stored(db)) == 1


async def test_thousands_of_servers_in_which_there_is_nothing_cost_one_query_for_all(
    host: Host, runner: Reconciler, db: SqliteDatabase
) -> None:
    host.serves(*range(1, 3001))
    quiet, busy = Probe(), Probe()
    runner._comparisons.clear()

    async def nowhere(session: AsyncSession) -> list[int]:
        return list(await session.scalars(select(Reconciliation.guild_id)))

    async def in_one(session: AsyncSession) -> list[int]:
        return [77]

    runner.register("quiet", quiet.compare, concerns=nowhere)
    runner.register("busy", busy.compare, concerns=in_one)
    statements = Statements(db._writing, db._reading)
    for guild_id in host.servers:
        runner.ask(guild_id, cause=Cause.START)
    await settled(runner)

    assert (quiet.compared, busy.compared) == ([], [77])
    assert len(statements.sent) == 1
    assert len(runner.outcomes) == 3000


async def test_killed_in_the_middle_the_next_start_tells_once_what_both_have_found(
    host: Host, runner: Reconciler, probe: Probe, db: SqliteDatabase, clock: MovableClock
) -> None:
    async def keeps_and_is_killed(_: Any) -> Report:
        async with db.begin() as session:
            await runner.keep(session, GUILD, "probe", Report(added=2))
        async with db.begin() as session:
            await runner.keep(session, GUILD, "probe", Report(added=1, removed=1))
        probe.begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    runner._comparisons.clear()
    runner.register("probe", keeps_and_is_killed)
    away = Window(MONDAY - timedelta(minutes=30), MONDAY)
    runner.ask(GUILD, cause=Cause.START, window=away)
    await asyncio.wait_for(probe.begun.wait(), PATIENCE)
    await runner.stop()
    clock.advance(timedelta(minutes=5))

    after = host.reconciler()
    after.register("probe", probe.compare)
    probe.finds = [Report(looked_at=10, added=4)]
    await after.start()
    again = Window(MONDAY + timedelta(minutes=1), clock.now())
    after.ask(GUILD, cause=Cause.START, window=again)
    await settled(after)
    await after.stop()

    (row,) = await stored(db)
    assert (row.looked_at, row.added, row.removed) == (10, 7, 1)
    assert (row.missed_from, row.missed_until) == (away.since, again.until)
    assert row.ended_at is not None
    assert await told(db) == 1


async def test_what_a_new_server_is_set_up_with_is_news_to_nobody(
    runner: Reconciler, probe: Probe, db: SqliteDatabase
) -> None:
    probe.finds = [Report(repaired=3), Report(repaired=1)]
    runner.seeded(GUILD)
    runner.ask(GUILD)
    await settled(runner)
    assert (await stored(db), await told(db)) == ([], 0)

    runner.ask(GUILD)
    await settled(runner)
    assert (len(await stored(db)), await told(db)) == (1, 1)


async def test_what_a_notice_says_is_stored_and_not_told_again(
    runner: Reconciler, probe: Probe, db: SqliteDatabase
) -> None:
    probe.finds = [Report(repaired=1, told=1)]
    runner.ask(GUILD)
    await settled(runner)

    assert (len(await stored(db)), await told(db)) == (1, 0)


async def test_a_server_in_an_outage_is_compared_when_it_is_back_with_the_whole_time_it_missed(
    host: Host, runner: Reconciler, probe: Probe, clock: MovableClock
) -> None:
    host.servers[GUILD].unavailable = True
    missed = Window(MONDAY - timedelta(hours=1), MONDAY)
    runner.ask(GUILD, cause=Cause.SESSION, window=missed)
    await settled(runner)
    assert probe.compared == []

    host.servers[GUILD].unavailable = False
    back_at = clock.advance(timedelta(hours=2))
    runner.ask(GUILD, cause=Cause.RETURN, window=Window(MONDAY, back_at))
    await settled(runner)

    assert probe.compared == [GUILD]
    assert runner.outcomes[GUILD].window == Window(missed.since, back_at)


async def test_a_report_that_cannot_be_stored_is_told_after_the_next_comparison(
    runner: Reconciler, probe: Probe, db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    probe.finds = [Report(looked_at=3, added=2)]
    monkeypatch.setattr(reconciliations, "close", fail)
    runner.ask(GUILD)
    await settled(runner)
    monkeypatch.undo()
    runner.ask(GUILD)
    await settled(runner)

    (row,) = await stored(db)
    assert (row.looked_at, row.added) == (1, 2)
    assert await told(db) == 1


async def test_whom_a_mistake_keeps_from_being_named_is_compared_all_the_same(
    runner: Reconciler, probe: Probe, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: AsyncSession) -> list[int]:
        raise LookupError("a mistake of ours")

    runner.register("mistaken", Probe().compare, concerns=fail)
    runner.ask(GUILD)
    await settled(runner)

    assert probe.compared == [GUILD]
    assert "a mistake of ours" in caplog.text


async def test_the_regular_time_comes_every_few_hours_by_the_clock_of_the_bot(
    runner: Reconciler, clock: MovableClock
) -> None:
    assert not runner.is_time()
    clock.advance(timedelta(hours=5, minutes=59))
    assert not runner.is_time()
    clock.advance(timedelta(minutes=2))
    assert runner.is_time()
    assert not runner.is_time()
    clock.advance(timedelta(days=-30))
    assert runner.is_time()


async def test_reports_are_forgotten_after_ninety_days(
    runner: Reconciler, probe: Probe, db: SqliteDatabase, clock: MovableClock
) -> None:
    probe.finds = [Report(added=1)]
    runner.ask(GUILD)
    await settled(runner)

    for days, left in ((89, 1), (2, 0)):
        clock.advance(timedelta(days=days))
        async with db.begin() as session:
            await reconciliations.prune(session, now=clock.now())
        assert len(await stored(db)) == left
