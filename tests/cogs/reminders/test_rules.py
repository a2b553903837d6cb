"""Rules as stewards type them, drafts that lose nothing, and changes that undo nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot import schedules
from bot.audit import AuditEntry
from bot.db import SqliteDatabase
from bot.errors import MemberError
from bot.models import MemberKey
from bot.recurrence import Every, Recurrence
from bot.texts import Texts
from cogs.reminders import service
from cogs.reminders.models import Reminder
from cogs.reminders.service import Options, ReminderText, drafts, ignored
from cogs.reminders.service.drafts import DraftKey
from cogs.reminders.service.options import BadDay, BadZone, NeverComes, When, coming, read_when
from cogs.reminders.service.rules import ChangedMeanwhile

GUILD = 800_000_000_000_000_001
SAM = 11
ZONE = "Europe/Berlin"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
WEEKLY = Options("Weekly", Recurrence(Every.WEEK, time(9), weekdays=(0,)))
NEW = DraftKey(GUILD, SAM, 0)
SAY = Texts().speak("en")


def when(rule: str = "every Monday 09:00", zone: str = "", until: str = "", skip: str = "") -> When:
    return read_when(rule, zone, until, skip, language="en-GB", server_zone=ZONE, now=NOW)


async def added(db: SqliteDatabase, options: Options = WEEKLY) -> ReminderText:
    async with db.begin() as session:
        return await service.add(session, GUILD, options, zone=ZONE, actor_id=SAM, now=NOW)


def test_days_are_told_apart_by_commas_and_a_weekday_belongs_to_its_date() -> None:
    read = when(skip="Monday, 9 March 2026, 16 March\n2026-03-23; 9 March")

    assert read.skipped == (date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23))


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"until": "5 March 2026"}, NeverComes),
        ({"until": "9 March 2026", "skip": "9 March"}, NeverComes),
        ({"rule": "29 February each year 09:00", "until": "1 March 2027"}, NeverComes),
        ({"until": "3 March 2026"}, BadDay),
        ({"skip": "30 February"}, BadDay),
        ({"zone": "Atlantis"}, BadZone),
        ({"zone": "../../etc/passwd"}, BadZone),
        ({"zone": "Europe"}, BadZone),
        ({"rule": "31 February each year 09:00"}, MemberError),
        ({"rule": "every minute"}, MemberError),
        ({"rule": "stündlich"}, MemberError),
        ({"rule": "x" * 5000}, MemberError),
        ({"rule": ""}, MemberError),
    ],
)
def test_what_can_never_come_is_refused_in_words(
    typed: dict[str, str], refused: type[MemberError]
) -> None:
    with pytest.raises(refused) as caught:
        when(**typed)

    for language in ("en", "de"):
        assert Texts().speak(language)(caught.value.key, **caught.value.arguments)


def test_every_two_weeks_begins_with_the_next_such_day_and_not_a_fortnight_later() -> None:
    read = when("every two weeks on Tuesday 18:00")

    runs = coming(read, server_zone=ZONE, now=NOW, most=2)

    assert [run.day for run in runs] == [10, 24]


@pytest.mark.asyncio
async def test_an_edit_of_the_words_moves_no_run_and_saves_over_nobody(db: SqliteDatabase) -> None:
    before = await added(db)
    assert before.next_run_at is not None
    # It is due, and the tick has not looked yet.
    now = before.next_run_at + timedelta(seconds=5)
    words = replace(before.options, text="{value} today")

    async with db.begin() as session:
        edited = await service.edit(
            session, before.id, words, based_on=before.options, zone=ZONE, actor_id=SAM, now=now
        )
    assert edited.next_run_at == before.next_run_at
    with pytest.raises(ChangedMeanwhile):
        async with db.begin() as session:
            await service.edit(
                session,
                before.id,
                replace(before.options, has_thread=True),
                based_on=before.options,
                zone=ZONE,
                actor_id=SAM,
                now=now,
            )

    async with db.read() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        assert [entry.what for entry in entries] == ["reminders.added", "reminders.edited"]
        assert entries[1].before == {"name": "Weekly", "text": None}
        assert entries[1].after == {"name": "Weekly", "text": "{value} today"}
        assert not (await service.get_reminder(session, before.id)).has_thread


@pytest.mark.asyncio
async def test_a_draft_keeps_what_was_typed_and_belongs_to_one_reminder(
    db: SqliteDatabase,
) -> None:
    reminder = await added(db)
    async with db.begin() as session:
        await drafts.note_typed(session, NEW, {"name": "Other", "rule": "now and then"}, now=NOW)
        opened = await drafts.begin_editing(session, GUILD, SAM, "weekly", SAY, now=NOW)
    with pytest.raises(MemberError):
        async with db.begin() as session:
            await drafts.read(session, NEW, language="en", server_zone=ZONE, now=NOW)

    async with db.begin() as session:
        kept = await drafts.find(session, NEW)
        assert kept is not None
        assert kept.typed["rule"] == "now and then"
        assert opened.key.reminder_id == reminder.id
        assert opened.typed["rule"] == "every Monday at 09:00"
        exported = await service.export(session, MemberKey(GUILD, SAM))
        assert {one["name"] for one in exported["reminder_drafts"]} == {"Other", "Weekly"}
        await service.forget(session, MemberKey(GUILD, SAM))
        assert await service.export(session, MemberKey(GUILD, SAM)) == {}
        assert set(await session.scalars(select(AuditEntry.actor_id))) == {None}


@pytest.mark.asyncio
async def test_days_that_have_been_do_not_keep_an_old_reminder_from_being_edited(
    db: SqliteDatabase,
) -> None:
    await added(db, replace(WEEKLY, skipped=(date(2026, 3, 9), date(2026, 4, 6))))
    later = NOW + timedelta(days=10)

    async with db.begin() as session:
        draft = await drafts.begin_editing(session, GUILD, SAM, "Weekly", SAY, now=later)
        assert draft.typed["skip"] == "2026-04-06"
        await drafts.read(session, draft.key, language="en", server_zone=ZONE, now=later)
        saved = await drafts.save(session, draft.key, zone=ZONE, now=later)

    assert saved.skipped == (date(2026, 4, 6),)


@pytest.mark.asyncio
async def test_other_words_bring_a_slowed_reminder_back_to_normal(db: SqliteDatabase) -> None:
    reminder = await added(db)
    async with db.begin() as session:
        (await session.get_one(Reminder, reminder.id)).slowed_at = NOW
        schedule = await schedules.find(session, service.KIND, reminder.id)
        assert schedule is not None
        await schedules.set_stride(session, schedule, ignored.STRIDE, now=NOW)

    async with db.begin() as session:
        draft = await drafts.begin_editing(session, GUILD, SAM, "Weekly", SAY, now=NOW)
        await drafts.set_text(session, draft.key, "Said anew: {value}", now=NOW)
        saved = await drafts.save(session, draft.key, zone=ZONE, now=NOW)

    assert not saved.is_slowed
    assert saved.next_run_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
