"""What stewards hear of the time in which nobody listened, and what flaws of the line cost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest

from bot import reconcile, turns
from bot.clock import MovableClock
from bot.reconcile import Report
from bot.simulator.exchange import Exchange
from bot.simulator.faults import GatewayOrder, RestFault, RestKind
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import guilds as world_guilds
from tests.bot.hosts import Statements
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

REACTIONS = "/channels/*/messages/*/reactions/*"


class Away:
    """A village with pledges, whose bot comes and goes."""

    def __init__(self, sim: Simulator, village: Village, tenet: RunningBot) -> None:
        self.sim = sim
        self.village = village
        self.tenet = tenet
        self.guild_id = village.guild.id

    @property
    def board(self) -> SeenMessage:
        return self.village.steward.sees("pledges")[-1]

    def told(self) -> list[str]:
        """The reports that stewards got."""
        seen = [message.text for message in self.village.steward.sees("stewards")]
        return [text for text in seen if "looked at" in text]

    async def pledges(self, *people: Person, emoji: str = "🌱") -> None:
        """These people react, and the bot sees it."""
        for person in people:
            await person.reacts(emoji, to=self.board)
        await self.tenet.caught_up()

    async def begins_a_new_session(self) -> None:
        """The session is lost and cannot be resumed."""
        shown = asyncio.Event()

        async def on_event(name: str) -> None:
            if name == "GUILD_CREATE":
                shown.set()

        self.tenet.bot.add_listener(on_event, "on_socket_event_type")
        self.sim.faults.order(GatewayOrder.INVALID)
        await asyncio.wait_for(shown.wait(), PATIENCE)
        self.tenet.bot.remove_listener(on_event, "on_socket_event_type")
        await self.tenet.settled()

    def probe(self) -> list[int]:
        """The servers that are compared from now on, one after the other."""
        compared: list[int] = []

        async def compare(guild: discord.Guild) -> Report:
            compared.append(guild.id)
            return Report()

        self.tenet.bot.reconciler.register("probe", compare)
        return compared


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    sim.rate_limits.enabled = False


@pytest.fixture
def away(sim: Simulator, village: Village, tenet: RunningBot) -> Away:
    async def at_once(_shard_id: int, *, initial: bool = False) -> None:
        """Without the five seconds that discord.py waits before it identifies anew."""

    tenet.bot.before_identify_hook = at_once  # type: ignore[method-assign,assignment]
    return Away(sim, village, tenet)


def times(told: str) -> list[int]:
    """The moments that a report names."""
    return [int(moment) for moment in re.findall(r"<t:([0-9]+):[tf]>", told)]


def about(*moments: datetime) -> list[object]:
    """These moments, a few seconds this way or that: the bot needs some to start and stop."""
    return [pytest.approx(moment.timestamp(), abs=5) for moment in moments]


async def test_after_a_stop_stewards_read_what_happened_meanwhile_once(
    away: Away, clock: MovableClock
) -> None:
    ada, ben, cleo = (away.village.join(name) for name in ("Ada", "Ben", "Cleo"))
    await away.pledges(ada)
    assert away.told() == []  # setting up a new server is no news
    gone_at = clock.now()
    await away.tenet.stop()
    clock.advance(timedelta(minutes=29))
    await ada.unreacts("🌱", to=away.board)
    await ben.reacts("🌱", to=away.board)
    await cleo.reacts("🔥", to=away.board)
    back_at = clock.now()

    await away.tenet.start()
    await away.tenet.restart()

    (told,) = away.told()
    assert told.startswith("I was away from <t:")
    assert "2 pledges were made meanwhile and one was taken back; I have kept all 3." in told
    assert times(told) == about(gone_at, back_at)


async def test_after_a_kill_the_beginning_is_known_to_the_minute(
    away: Away, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = away.village.join("Ada")
    await away.tenet.stop()
    clock.advance(timedelta(hours=3))
    await away.tenet.start()  # those three hours are over and done with
    await away.tenet.bot.ticks.run("alive")
    alive_at = clock.now()

    async def killed() -> None:
        """A kill says nothing to anybody."""

    monkeypatch.setattr(away.tenet.bot.reconciler.outages, "end", killed)
    await away.tenet.stop()
    clock.advance(timedelta(minutes=29))
    await ada.reacts("🌱", to=away.board)

    await away.tenet.start()

    (told,) = away.told()
    assert told.startswith("I was away between <t:")
    assert "give or take a minute. One pledge was made" in told
    assert times(told) == about(alive_at, clock.now())


async def test_what_is_lost_with_a_session_is_found_and_told_with_its_time(
    away: Away, clock: MovableClock
) -> None:
    ada = away.village.join("Ada")
    away.sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=away.board)

    await away.begins_a_new_session()

    (told,) = away.told()
    assert told.startswith("I was away from <t:")
    assert "One pledge was made meanwhile; I have kept it." in told


async def test_a_gateway_that_flaps_does_not_start_it_over_and_over(
    away: Away, clock: MovableClock
) -> None:
    compared = away.probe()
    for _ in range(6):
        await away.begins_a_new_session()
    assert len(compared) == turns.MOST - 1  # the start was one of them

    ada = away.village.join("Ada")
    away.sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=away.board)
    clock.advance(timedelta(minutes=11))
    await away.tenet.settled()

    assert len(compared) == turns.MOST
    assert (await away.tenet.ledger(away.guild_id)).get("pledge.made") == 1


async def test_a_session_that_resumes_is_no_reason_to_compare(away: Away) -> None:
    compared = away.probe()
    resumed = asyncio.Event()

    async def on_resumed(_shard_id: int) -> None:
        resumed.set()

    away.tenet.bot.add_listener(on_resumed, "on_shard_resumed")
    away.sim.faults.order(GatewayOrder.RECONNECT)
    await asyncio.wait_for(resumed.wait(), PATIENCE)
    await away.tenet.settled()

    assert compared == []
    assert away.tenet.bot.reconciler.outages.connected_since(away.guild_id) is not None


async def test_a_server_in_an_outage_of_its_own_is_compared_when_it_returns(
    away: Away, clock: MovableClock
) -> None:
    ada = away.village.join("Ada")
    await away.tenet.caught_up()
    gone_at = clock.now()
    away.sim.gateway.begin_outage(away.village.guild)
    await away.tenet.until(lambda: away.tenet.bot.guilds[0].unavailable)
    await away.tenet.settled()
    clock.advance(timedelta(minutes=12))
    await ada.reacts("🌱", to=away.board)
    compared = away.probe()
    away.tenet.bot.reconciler.ask(away.guild_id)
    await away.tenet.settled()
    assert compared == []

    await away.sim.gateway.end_outage(away.village.guild)
    await away.tenet.caught_up()

    (told,) = away.told()
    assert "One pledge was made meanwhile" in told
    assert times(told) == about(gone_at, clock.now())


async def test_a_second_comparison_directly_after_writes_nothing_at_all(
    away: Away, clock: MovableClock
) -> None:
    ada, ben = away.village.join("Ada"), away.village.join("Ben")
    await ada.runs("/onboarding start")
    await away.pledges(ada, ben)
    await away.tenet.stop()
    await ada.reacts("🔥", to=away.board)
    await away.tenet.start()
    assert len(away.told()) == 1
    db: Any = away.tenet.bot.db
    statements = Statements(db._writing, db._reading)

    for _ in range(2):
        await away.tenet.bot.reconciler.compare(away.tenet.bot.guilds[0])
        await away.tenet.settled()

    assert statements.sent != []
    assert statements.writes == []
    assert len(away.told()) == 1


async def test_every_second_request_refused_for_the_limit_costs_time_and_nothing_else(
    away: Away,
) -> None:
    people = [away.village.join(f"Person {number}") for number in range(120)]
    await away.tenet.stop()
    for person in people:
        await person.reacts("🌱", to=away.board)
    away.sim.faults.rest.append(
        EverySecond(RestKind.RATE_LIMITED, route=REACTIONS, left=1000, retry_after=0.01)
    )

    await away.tenet.start()

    report = away.tenet.bot.reconciler.outcomes[away.guild_id].report
    assert (report.added, report.failed) == (120, 0)
    assert "120 pledges were made meanwhile" in away.told()[0]


class EverySecond(RestFault):
    """A fault that meets every second request."""

    asked = 0

    def strikes(self, method: str, route: str) -> bool:
        is_meant = super().strikes(method, route)
        self.asked += is_meant
        return is_meant and self.asked % 2 == 1


async def test_a_burst_of_server_errors_is_waited_out_and_nothing_is_called_a_failure(
    away: Away, clock: MovableClock
) -> None:
    ada = away.village.join("Ada")
    await away.tenet.stop()
    await ada.reacts("🌱", to=away.board)
    away.sim.faults.answer(503, method="GET", route=REACTIONS, times=2)

    await away.tenet.start()
    assert away.guild_id not in away.tenet.bot.reconciler.outcomes
    for wait in reconcile.WAITS:
        clock.advance(wait)
        await away.tenet.settled()

    report = away.tenet.bot.reconciler.outcomes[away.guild_id].report
    assert (report.added, report.failed) == (1, 0)
    assert len(away.told()) == 1


async def test_what_never_answers_is_named_once_and_keeps_no_other_server_from_its_turn(
    away: Away, clock: MovableClock
) -> None:
    other = world_guilds.create(
        away.sim.world, "Other", owner=away.sim.world.users[away.village.steward.id]
    )
    world_guilds.add_bot(away.sim.world, other, away.village.application, granted=8)
    await away.tenet.caught_up()
    compared = away.probe()
    away.sim.faults.answer(503, method="GET", route=REACTIONS, times=1000)
    await away.pledges(away.village.join("Ada"))

    for _ in range(2):
        for guild in away.tenet.bot.guilds:
            away.tenet.bot.reconciler.ask(guild.id)
        await away.tenet.settled()
        assert sorted(compared[-2:]) == sorted([away.guild_id, other.id])
        for wait in reconcile.WAITS:
            clock.advance(wait)
            await away.tenet.settled()

    (told,) = away.told()
    assert "did not answer while I read the reactions" in told
    assert (await away.tenet.ledger(away.guild_id)).get("pledge.withdrawn") is None


async def test_a_stop_in_the_middle_leaves_it_to_the_next_start(
    away: Away, clock: MovableClock
) -> None:
    people = [away.village.join(f"Person {number}") for number in range(30)]
    gone_at = clock.now()
    await away.tenet.stop()
    for person in people:
        await person.reacts("🌱", to=away.board)
    away.sim.faults.slow(PATIENCE, route=REACTIONS, times=1000)
    clock.advance(timedelta(minutes=5))
    reading = heard(away.sim, lambda seen: "/reactions/" in seen.template)
    starting = asyncio.create_task(away.tenet.start())
    asked = asyncio.create_task(reading.wait())
    await asyncio.wait({starting, asked}, return_when=asyncio.FIRST_COMPLETED, timeout=1)
    starting.cancel()
    asked.cancel()
    await away.tenet.stop()
    away.sim.faults.clear()
    clock.advance(timedelta(minutes=5))

    await away.tenet.start()

    (told,) = away.told()
    assert times(told) == about(gone_at, clock.now())
    assert "30 pledges were made meanwhile" in told


def heard(sim: Simulator, true: Callable[[Exchange], bool]) -> asyncio.Event:
    """Set as soon as a request and its answer are of this kind."""
    event = asyncio.Event()

    def hear(seen: Any) -> None:
        if isinstance(seen, Exchange) and true(seen):
            event.set()

    sim.observers.append(hear)
    return event
