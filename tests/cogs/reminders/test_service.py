"""The rules of reminders: taking them over, whose turn it is, and one post for one run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, seeding
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.config import Config
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.models import Guild, MemberKey
from bot.recurrence import Every, Recurrence
from bot.schedules import Schedule
from bot.settings import Place
from cogs.reminders import service
from cogs.reminders.models import ReminderPost
from cogs.reminders.service import Options, ReminderText
from tests.factories import VALUES

GUILD = 800_000_000_000_000_001
SAM = 11
CHANNEL = 800_000_000_000_000_002
MONDAY_VALUE: dict[str, Any] = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
CARE: dict[str, Any] = {
    "name": "Care on Fridays",
    "weekday": "friday",
    "at": "18:30",
    "channel": "general",
    "value": "care",
    "text": "How are you?",
}

ZONE = "Europe/Berlin"
MONDAY = Options("Monday value", Recurrence(Every.WEEK, time(9), weekdays=(0,)))


class Shelf:
    """A community's reminders."""

    def __init__(self, db: SqliteDatabase, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.run_id = 0

    @staticmethod
    def config(*reminders: dict[str, Any]) -> Config:
        community = {
            "mission": "We keep the river clean.",
            "zone": "Europe/Berlin",
            "values": VALUES,
            "channels": {"reminders": "reminders"},
            "reminders": reminders,
        }
        return Config(communities={GUILD: community})

    async def is_seeded(self, *reminders: dict[str, Any]) -> None:
        now = self.clock.now()
        async with self.db.begin() as session:
            session.add(Guild(id=GUILD, seen_at=now))
            await session.flush()
            await seeding.first_sight(session, GUILD, self.config(*reminders), found={}, now=now)

    async def adds(self, **differences: Any) -> ReminderText:
        now = differences.pop("now", self.clock.now())
        async with self.db.begin() as session:
            return await service.add(
                session, GUILD, replace(MONDAY, **differences), zone=ZONE, actor_id=SAM, now=now
            )

    async def all(self) -> list[ReminderText]:
        async with self.db.read() as session:
            return await service.list_reminders(session, GUILD)

    async def runs(self, reminder: ReminderText) -> service.PostText:
        """One run; returns what it posts."""
        self.run_id += 1
        async with self.db.begin() as session:
            composed = await self.composes(session, reminder)
            assert composed is not None
            await service.prepare(
                session,
                reminder,
                composed,
                run_id=self.run_id,
                channel_id=CHANNEL,
                now=self.clock.now(),
            )
        async with self.db.read() as session:
            key = f"{service.POST}:{self.run_id}"
            delivery = await session.scalar(select(Delivery).where(Delivery.key == key))
            assert delivery is not None
            shown = await service.find_post(
                session, delivery.payload["post_id"], now=self.clock.now()
            )
            assert shown is not None
            return shown

    async def composes(
        self, session: AsyncSession, reminder: ReminderText
    ) -> service.Composed | None:
        return await service.compose(
            session,
            GUILD,
            chooses=reminder.chooses,
            value_id=reminder.value_id,
            asks=reminder.asks,
            text=reminder.text,
            now=self.clock.now(),
        )


@pytest.fixture
def shelf(db: SqliteDatabase, clock: MovableClock) -> Shelf:
    return Shelf(db, clock)


@pytest.mark.asyncio
async def test_the_files_reminders_are_taken_over_and_then_do_not_differ(shelf: Shelf) -> None:
    await shelf.is_seeded(MONDAY_VALUE, CARE)

    care, monday = await shelf.all()

    assert (monday.recurrence, monday.channel) == (MONDAY.recurrence, None)
    assert monday.next_run_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert (care.text, care.channel) == ("How are you?", Place(name="general"))
    assert care.value_id is not None
    async with shelf.db.begin() as session:
        await service.find_channels(session, GUILD, {"general": CHANNEL})
        community = shelf.config(MONDAY_VALUE, CARE).communities[GUILD]
        assert await service.differences(session, GUILD, community) == []
    assert (await shelf.all())[0].channel == Place(CHANNEL, "general")


@pytest.mark.asyncio
async def test_where_file_and_database_differ_is_said_part_by_part(shelf: Shelf) -> None:
    await shelf.is_seeded(MONDAY_VALUE, CARE)
    changed = MONDAY_VALUE | {"weekday": "tuesday", "at": "9:30", "value": "Honesty"}
    new = MONDAY_VALUE | {"name": "New"}

    async with shelf.db.read() as session:
        community = shelf.config(changed, new).communities[GUILD]
        found = await service.differences(session, GUILD, community)

    assert [(d.path, d.in_file, d.in_database) for d in found] == [
        ("reminders.Monday value.rule", "every Tuesday at 09:30", "every Monday at 09:00"),
        ("reminders.Monday value.value", "Honesty", "in turn"),
        ("reminders.New", "every Monday at 09:00", "—"),
        ("reminders.Care on Fridays", "—", "every Friday at 18:30"),
    ]


@pytest.mark.asyncio
async def test_every_change_by_a_steward_is_written_down(shelf: Shelf) -> None:
    await shelf.adds()
    async with shelf.db.begin() as session:
        for paused in (True, True, False):
            await service.set_paused(
                session,
                GUILD,
                "monday  VALUE",
                paused=paused,
                actor_id=SAM,
                now=shelf.clock.now(),
            )
        await service.remove(session, GUILD, "Monday value", actor_id=SAM, now=shelf.clock.now())

    async with shelf.db.read() as session:
        noted = await session.scalars(
            select(AuditEntry.what).where(AuditEntry.actor_id == SAM).order_by(AuditEntry.id)
        )
        assert noted.all() == [
            "reminders.added",
            "reminders.paused",
            "reminders.resumed",
            "reminders.removed",
        ]
        assert (await session.scalars(select(Schedule.id))).all() == []
        with pytest.raises(service.NoSuchReminder):
            await service.get_by_name(session, GUILD, "Monday value")


@pytest.mark.asyncio
async def test_a_name_is_taken_whatever_its_case_and_the_list_is_full_some_day(
    shelf: Shelf,
) -> None:
    await shelf.adds(name="Straße")
    with pytest.raises(service.NameTaken):
        await shelf.adds(name=" STRASSE ")
    for name in (" ", "x" * 101):
        with pytest.raises(service.BadName):
            await shelf.adds(name=name)

    for number in range(service.MOST_REMINDERS - 1):
        await shelf.adds(name=f"Number {number}")
    with pytest.raises(service.TooMany):
        await shelf.adds(name="One more")


@pytest.mark.asyncio
async def test_the_next_three_times_follow_the_clock_on_the_wall_through_the_change(
    shelf: Shelf,
) -> None:
    shelf.clock.set(datetime(2026, 3, 20, 12, tzinfo=UTC))
    reminder = await shelf.adds()

    runs = service.upcoming(reminder, now=shelf.clock.now(), count=3)

    assert [f"{run:%d %H:%M}" for run in runs] == ["23 08:00", "30 07:00", "06 07:00"]


@pytest.mark.asyncio
async def test_values_and_their_behaviours_take_turns_over_all_reminders(shelf: Shelf) -> None:
    await shelf.is_seeded(MONDAY_VALUE, CARE)
    care, monday = await shelf.all()

    shown = [
        await shelf.runs(reminder) for reminder in (monday, care, monday, monday, monday, care)
    ]

    assert [(post.carried.value.name, post.carried.behaviour[:12]) for post in shown] == [
        ("Honesty", "We name a mi"),
        ("Care", "We ask how s"),
        ("Courage", "We speak fir"),
        ("Honesty", "We ask befor"),
        ("Care", "We share the"),
        ("Care", "We ask how s"),
    ]


@pytest.mark.asyncio
async def test_a_post_of_a_removed_reminder_has_nothing_left_to_say(shelf: Shelf) -> None:
    await shelf.is_seeded(MONDAY_VALUE)
    (reminder,) = await shelf.all()
    await shelf.runs(reminder)

    async with shelf.db.begin() as session:
        await service.remove(session, GUILD, reminder.name, actor_id=SAM, now=shelf.clock.now())
        assert await service.find_post(session, 1, now=shelf.clock.now()) is None
        await service.mark_posted(session, 1, message_id=5, now=shelf.clock.now())
        assert (await session.scalars(select(ReminderPost.id))).all() == []
        assert "reminder.posted" not in await activity.counts(session, GUILD)


@pytest.mark.asyncio
async def test_nothing_is_kept_about_members(shelf: Shelf) -> None:
    await shelf.adds()

    async with shelf.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, SAM))
        assert await service.export(session, MemberKey(GUILD, SAM)) == {}
        assert len(await service.list_reminders(session, GUILD)) == 1


@pytest.mark.asyncio
async def test_without_a_charter_there_is_no_value_to_choose(shelf: Shelf) -> None:
    reminder = await shelf.adds(now=shelf.clock.now() + timedelta(days=1))

    async with shelf.db.read() as session:
        assert await shelf.composes(session, reminder) is None
