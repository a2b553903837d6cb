"""Initiatives among the server's events, and the threads under their cards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import events
from bot.actions import MirrorEvent
from bot.clock import MovableClock
from bot.simulator import permissions
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import events as world_events
from bot.simulator.world import threads as world_threads
from bot.simulator.world.entities import ChannelType, ScheduledEvent
from cogs.initiatives.models import Initiative, InitiativeState, PlaceKind
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.following import follow
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
AGAIN = "Show it among the events again"


class Calendar:
    """The bot, and the events of a server."""

    def __init__(self, tenet: RunningBot, village: Village) -> None:
        self.tenet, self.village = tenet, village

    @property
    def now(self) -> datetime:
        return self.tenet.bot.clock.now()

    @property
    def events(self) -> list[ScheduledEvent]:
        return list(self.village.guild.events.values())

    async def opens(self, **differences: Any) -> int:
        """An initiative in two days is open, with its card."""
        fields: dict[str, Any] = {
            "guild_id": self.village.guild.id,
            "organiser_id": self.village.steward.user.id,
            "starts_at": self.now + timedelta(days=2),
            "channel_id": self.village.channels["initiatives"].id,
            "message_id": None,
            "is_mirrored": True,
        }
        async with self.tenet.bot.db.begin() as session:
            row = await an_initiative(session, **fields | differences)
            await follow(session, row, now=self.now)
            await refresh_card(session, row.guild_id, row.id, self.now)
        await self.tenet.settled()
        return row.id

    async def changes(self, initiative_id: int, **values: Any) -> None:
        async with self.tenet.bot.db.begin() as session:
            row = await session.get_one(Initiative, initiative_id)
            for name, value in values.items():
                setattr(row, name, value)
            await changed(session, row, now=self.now)
        await self.tenet.settled()

    async def reads(self, initiative_id: int) -> Initiative:
        async with self.tenet.bot.db.read() as session:
            return await session.get_one(Initiative, initiative_id)

    def told(self, words: str) -> list[Any]:
        seen = self.village.steward.sees(self.village.channels["stewards"])
        return [message for message in seen if words in message]


@pytest_asyncio.fixture
async def calendar(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Calendar]:
    tenet = RunningBot(sim, database_path, clock, village.config())
    await tenet.start()
    yield Calendar(tenet, village)
    await tenet.stop()


async def test_an_event_follows_its_initiative_from_beginning_to_end(calendar: Calendar) -> None:
    lounge = world_channels.create(
        calendar.village.world, calendar.village.guild, "lounge", kind=ChannelType.VOICE
    )
    id_ = await calendar.opens(place_text="Boathouse", place_kind=PlaceKind.OUTSIDE)

    (event,) = calendar.events
    assert (event.name, event.location, event.status) == ("Park clean-up", "Boathouse", SCHEDULED)
    assert event.ends_at == event.starts_at + timedelta(hours=3)
    assert event.description is not None
    assert "takes no seat" in event.description
    assert str((await calendar.reads(id_)).message_id) in event.description

    later = calendar.now + timedelta(days=3)
    await calendar.changes(
        id_, title="Bank clean-up", starts_at=later, place_text=None, place_channel_id=lounge.id
    )
    assert calendar.events == [event]
    assert (event.name, event.channel_id, event.location) == ("Bank clean-up", lounge.id, None)
    assert event.starts_at == later

    await calendar.changes(id_, state=InitiativeState.RUNNING)
    assert event.status == ACTIVE
    await calendar.changes(id_, state=InitiativeState.CLOSED)
    assert event.status == COMPLETED


async def test_what_is_called_off_is_called_off_there_too_and_without_a_date_there_is_none(
    calendar: Calendar,
) -> None:
    await calendar.opens(starts_at=None)
    assert calendar.events == []
    id_ = await calendar.opens()

    await calendar.changes(id_, state=InitiativeState.CANCELLED)

    (event,) = calendar.events
    assert event.status == CANCELLED
    assert calendar.told("deleted or called off") == []


async def test_a_moderator_who_deletes_it_is_not_overruled_and_stewards_can_bring_it_back(
    calendar: Calendar,
) -> None:
    id_ = await calendar.opens()
    world_events.delete(calendar.village.world, calendar.events[0])
    await calendar.tenet.settled()
    await calendar.changes(id_, title="Bank clean-up")

    assert calendar.events == []
    (notice,) = calendar.told("deleted or called off")
    answer = await calendar.village.steward.clicks(AGAIN, on=notice)
    await calendar.tenet.settled()
    assert "again in a moment" in answer
    assert [event.name for event in calendar.events] == ["Bank clean-up"]


@pytest.mark.thorough
async def test_what_was_deleted_while_nobody_listened_is_found_by_a_comparison(
    calendar: Calendar,
) -> None:
    await calendar.opens()
    cancelled = await calendar.opens(title="Talk")
    await calendar.tenet.stop()
    first, second = calendar.events
    world_events.delete(calendar.village.world, first)
    world_events.update(calendar.village.world, second, status=CANCELLED)
    await calendar.tenet.start()
    await calendar.tenet.settled()

    assert len(calendar.told("deleted or called off")) == 2
    assert (await calendar.reads(cancelled)).event_id is None


async def test_a_hundred_events_are_enough_and_that_is_said_once(calendar: Calendar) -> None:
    world, guild = calendar.village.world, calendar.village.guild
    for number in range(100):
        world_events.create(
            world,
            guild,
            creator_id=calendar.village.steward.user.id,
            name=f"Event {number}",
            entity_type=3,
            starts_at=calendar.now + timedelta(days=9),
            ends_at=calendar.now + timedelta(days=10),
            location="Here",
        )
    await calendar.tenet.settled()

    await calendar.opens()
    await calendar.opens(title="Another")

    assert len(calendar.events) == 100
    assert len(calendar.told("takes no more")) == 1
    assert len(calendar.village.steward.sees(calendar.village.channels["initiatives"])) == 2


@pytest.mark.thorough
async def test_without_the_permission_the_initiative_stands_and_stewards_read_which_one_it_is(
    calendar: Calendar,
) -> None:
    role = next(role for role in calendar.village.guild.roles.values() if role.name == "Tenet")
    role.permissions &= ~permissions.CREATE_EVENTS

    await calendar.opens()

    assert calendar.events == []
    await calendar.opens(title="Another")
    assert len(calendar.told("Create Events")) == 1
    assert len(calendar.village.steward.sees(calendar.village.channels["initiatives"])) == 2


@pytest.mark.thorough
async def test_an_answer_that_is_lost_leaves_one_event(calendar: Calendar) -> None:
    calendar.tenet.sim.faults.lose_answer(
        method="POST", route="/guilds/{guild_id}/scheduled-events"
    )

    await calendar.opens()

    assert len(calendar.events) == 1


async def test_interest_takes_no_seat_and_who_knows_us_is_told_so_once(calendar: Calendar) -> None:
    ada, stranger = calendar.village.join("Ada"), calendar.village.join("Ben")
    await ada.runs("/buddy on")
    await calendar.opens()
    (event,) = calendar.events
    for person in (ada, stranger):
        person.subscribes(event)
        person.unsubscribes(event)
        person.subscribes(event)
    await calendar.tenet.until(lambda: bool(ada.dms(calendar.village.application)))
    await calendar.tenet.settled()

    (message,) = ada.dms(calendar.village.application)
    assert "That takes no seat" in message
    assert stranger.dms(calendar.village.application) == []
    card = calendar.village.steward.sees(calendar.village.channels["initiatives"])[-1]
    assert "In: 0" in card


@pytest.mark.thorough
async def test_a_second_try_finds_the_event_though_its_words_have_changed_since(
    calendar: Calendar,
) -> None:
    bot, guild = calendar.tenet.bot, calendar.village.guild
    since = calendar.now - timedelta(seconds=1)  # an id knows its moment to the millisecond only
    start = since + timedelta(days=2)
    wanted = MirrorEvent(
        None, "Walk", "Sign up.", start, start + timedelta(hours=1), location="Inn"
    )
    first = await events.mirror(bot, guild.id, wanted, tries=0, since=since)

    reworded = replace(wanted, description="Sign up on the card.")
    second = await events.mirror(bot, guild.id, reworded, tries=1, since=since)
    other = replace(reworded, name="Talk", description="Listen.")
    third = await events.mirror(bot, guild.id, other, tries=1, since=since)

    assert second == first != third
    assert [event.description for event in calendar.events] == ["Sign up on the card.", "Listen."]


@pytest.mark.thorough
async def test_a_deleted_thread_is_said_once_and_not_opened_again(calendar: Calendar) -> None:
    id_ = await calendar.opens(has_thread=True, is_mirrored=False)
    thread_id = (await calendar.reads(id_)).thread_id
    assert thread_id is not None
    thread = calendar.village.world.channels[thread_id]

    world_threads.delete(calendar.village.world, thread)
    await calendar.tenet.settled()
    await calendar.changes(id_, title="Bank clean-up")

    row = await calendar.reads(id_)
    assert (row.thread_id, row.has_thread) == (None, False)
    assert len(calendar.told("The thread about")) == 1


async def test_a_thread_is_opened_under_the_card_and_archived_when_it_is_over(
    calendar: Calendar,
) -> None:
    id_ = await calendar.opens(has_thread=True, is_mirrored=False)

    row = await calendar.reads(id_)
    assert row.thread_id == row.message_id
    thread = calendar.village.world.channels[row.thread_id]
    assert thread.name == "Park clean-up"

    await calendar.changes(id_, state=InitiativeState.CLOSED)
    assert thread.thread is not None
    assert thread.thread.archived


@pytest.mark.thorough
async def test_a_thread_that_fell_asleep_by_itself_is_no_failure_when_it_is_over(
    calendar: Calendar, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = await calendar.opens(has_thread=True, is_mirrored=False)
    thread = calendar.village.world.channels[(await calendar.reads(id_)).thread_id]
    world_threads.update(calendar.village.world, thread, archived=True)

    await calendar.changes(id_, state=InitiativeState.CLOSED)

    assert thread.thread is not None
    assert thread.thread.archived
    assert "50083" not in caplog.text
