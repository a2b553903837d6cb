"""Who is asked about what is over, and what is kept of the answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.activity import Activity
from bot.db import SqliteDatabase
from bot.models import MemberKey
from bot.notices import Notice
from cogs.initiatives import service
from cogs.initiatives.models import (
    Grade,
    Organiser,
    Report,
    Signup,
)
from cogs.initiatives.service import missed, outcomes, overdue, reports
from cogs.initiatives.service.changing import changed
from tests.closing import (
    ADA,
    BEA,
    CLEO,
    DAN,
    DONE,
    EVE,
    NOW,
    STEWARD,
    actor,
    deliveries,
    running,
    tells,
)
from tests.conftest import MONDAY
from tests.initiatives import GUILD

pytestmark = pytest.mark.asyncio


async def test_an_answer_of_somebody_absent_is_only_counted(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        absent = [BEA, CLEO, DAN]
        initiative = await running(session, confirmed=absent)
        await tells(session, initiative, actor(ADA), present=[])
        rows = {
            row.user_id: row.id
            for row in await session.scalars(select(Signup).order_by(Signup.position))
        }
        assert (await missed.find_question(session, rows[BEA])) is not None
        at = NOW + timedelta(days=1, minutes=17)
        with pytest.raises(missed.NotYourQuestion):
            await missed.answered(session, EVE, rows[BEA], missed.Kept.CAME_UP, now=at)
        for user_id in (BEA, CLEO, BEA):
            await missed.answered(session, user_id, rows[user_id], missed.Kept.CAME_UP, now=at)
        assert (
            await missed.count(session, GUILD, initiative.id) == {}
        )  # one of two would know the other
        await missed.answered(session, DAN, rows[DAN], missed.Kept.DID_NOT_SUIT, now=at)

        assert await missed.count(session, GUILD, initiative.id) == {
            missed.Kept.CAME_UP: 2,
            missed.Kept.DID_NOT_SUIT: 1,
        }
        acts_of = await session.scalars(
            select(Activity).where(Activity.kind.startswith("initiative.missed"))
        )
        for row in acts_of:
            assert row.user_id is None
            assert (row.at.hour, row.at.minute) == (0, 0)
        assert await missed.find_question(session, rows[BEA]) is None


async def test_whoever_was_there_after_all_is_not_asked(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA])
        await tells(session, initiative, actor(ADA), present=[])
        signup = await session.scalar(select(Signup))
        assert signup is not None
        await tells(session, initiative, actor(ADA), {}, present=[BEA])

        assert await missed.find_question(session, signup.id) is None


async def test_an_organiser_is_asked_twice_and_then_stewards_hear_of_it(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        initiative = await running(session, ends_at=None)
        soon = NOW + timedelta(hours=1)  # three hours from its start
        assert await overdue.list_to_ask(session, now=soon - timedelta(minutes=1)) == []

        async def look(now: datetime) -> None:
            for initiative_id in await overdue.list_to_ask(session, now=now):
                await overdue.ask(session, initiative_id, now=now)
                await overdue.ask(session, initiative_id, now=now)  # by another process, too

        for days in (0, 0, 2, 3, 5, 6, 9, 30):
            await look(soon + timedelta(days=days))
            asked = len(await deliveries(session, overdue.ASK))
            notices = (await session.scalars(select(Notice))).all()
            assert asked == (1 if days < 3 else 2)
            assert len(notices) == (0 if days < 6 else 1)
        late = soon + timedelta(days=30)
        assert await overdue.find_question(session, initiative.id, ADA, 1, now=late) is None

        await tells(session, initiative, actor(ADA), now=late)

        (notice,) = notices
        await session.refresh(notice)
        assert notice.closed_at == late


async def test_moving_it_to_later_begins_the_asking_anew(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session)
        await overdue.ask(session, initiative.id, now=NOW)
        assert await overdue.find_question(session, initiative.id, ADA, 1, now=NOW) is not None

        initiative.starts_at = NOW + timedelta(days=1)
        initiative.ends_at = None
        await changed(session, initiative, now=NOW)

        assert initiative.asked == 0
        assert await overdue.find_question(session, initiative.id, ADA, 1, now=NOW) is None
        over = NOW + timedelta(days=2)
        await overdue.ask(session, initiative.id, now=over)
        assert len(await deliveries(session, overdue.ASK)) == 2


async def test_without_an_organiser_those_who_organise_along_are_asked_else_stewards(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        alone = await running(session, organiser_id=None)
        helped = await running(session, organiser_id=None)
        session.add(
            Organiser(
                initiative_id=helped.id,
                user_id=BEA,
                guild_id=GUILD,
                asked_at=MONDAY,
                accepted_at=MONDAY,
            )
        )
        await session.flush()
        for initiative_id in await overdue.list_to_ask(session, now=NOW):
            await overdue.ask(session, initiative_id, now=NOW)

        (asked,) = await deliveries(session, overdue.ASK)
        (notice,) = (await session.scalars(select(Notice))).all()
        assert (asked.payload["initiative_id"], asked.payload["user_id"]) == (helped.id, BEA)
        assert notice.arguments["initiative_id"] == alone.id

        helped.organiser_id, helped.asked, helped.asked_at = ADA, 0, None
        await overdue.ask(session, helped.id, now=NOW)
        await overdue.unreachable(session, helped.id, now=NOW)  # Bea is asked in three days
        assert len((await session.scalars(select(Notice))).all()) == 1
        await overdue.ask(session, helped.id, now=NOW + overdue.AGAIN_AFTER)
        asked_of = [one.payload["user_id"] for one in await deliveries(session, overdue.ASK)]
        assert asked_of == [BEA, ADA, ADA, BEA]


async def test_erasing_a_member_leaves_no_trace_in_what_others_type(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA, CLEO])
        await tells(session, initiative, actor(ADA), present=[BEA])
        await outcomes.confirm(
            session,
            actor(STEWARD, is_steward=True),
            initiative.id,
            (await outcomes.list_versions(session, initiative.id))[0].id,
            now=NOW,
        )
        everybody = lambda known, _now: known.expected  # noqa: E731
        await reports.mark(session, actor(ADA), initiative.id, everybody, language="en", now=NOW)
        exported = await service.export(session, MemberKey(GUILD, ADA))
        assert exported["outcomes"][0]["sentence"] == DONE["sentence"]
        assert exported["reports"][0]["present"] == [BEA, CLEO]
        assert (await service.export(session, MemberKey(GUILD, STEWARD)))["outcomes_confirmed"]

        await service.forget(session, MemberKey(GUILD, CLEO))
        report = await session.scalar(select(Report))
        assert report is not None
        await session.refresh(report)
        assert report.present == [BEA]
        for user_id in (ADA, STEWARD):
            await service.forget(session, MemberKey(GUILD, user_id))
        assert await session.scalar(select(Report)) is None
        (outcome,) = await outcomes.list_versions(session, initiative.id)
        assert (outcome.told_by, outcome.confirmed_by) == (None, None)
        assert outcome.grade is Grade.ORGANISER_CONFIRMED
