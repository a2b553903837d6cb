"""What is kept about a member of initiatives: taken along whole, and erased without a trace."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.audit import AuditEntry
from bot.db import Base, SqliteDatabase
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import (
    Amount,
    DateOption,
    DateVote,
    Draft,
    Grade,
    Initiative,
    InitiativeState,
    Invitation,
    Need,
    Organiser,
    Outcome,
    Report,
    Second,
    Series,
    Signup,
    SignupState,
)
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ADA = MemberKey(GUILD, 4_711_000_000_000_000_001)
BEA = MemberKey(GUILD, 4_711_000_000_000_000_002)


async def live_through_everything(session: AsyncSession, member: MemberKey) -> int:
    """One member in every part that somebody can have; returns what they organise."""
    guild_id, user_id = member
    own = await an_initiative(session, title="Theirs", organiser_id=user_id, place_text="Bridge")
    other = await an_initiative(
        session, title="Another's", decided_by=user_id, decided_at=NOW, starts_at=NOW
    )
    need = Need(initiative_id=other.id, name="driver", capacity=1, position=0)
    option = DateOption(initiative_id=other.id, position=0, starts_at=NOW)
    outcome = Outcome(
        initiative_id=own.id,
        guild_id=guild_id,
        act_id=1,
        version=1,
        told_by=user_id,
        told_at=NOW,
        sentence="It was good.",
        grade=Grade.SELF_REPORTED,
    )
    session.add_all([need, option, outcome])
    await session.flush()
    about = {"initiative_id": other.id, "guild_id": guild_id}
    session.add_all(
        [
            Signup(
                **about,
                user_id=user_id,
                state=SignupState.CONFIRMED,
                position=1,
                need_id=need.id,
                language="en",
                changed_at=NOW,
                reminds=True,
            ),
            Organiser(**about, user_id=user_id, asked_at=NOW, accepted_at=NOW),
            Second(**about, user_id=user_id, seconded_at=NOW),
            Invitation(**about, user_id=user_id, invited_at=NOW),
            DateVote(date_id=option.id, user_id=user_id, guild_id=guild_id, voted_at=NOW),
            Amount(outcome_id=outcome.id, kind="funds", unit="EUR", amount=Decimal("12.50")),
            Outcome(
                **about,
                act_id=2,
                version=1,
                told_at=NOW,
                sentence="Fine.",
                grade=Grade.ORGANISER_CONFIRMED,
                confirmed_by=user_id,
                confirmed_at=NOW,
            ),
            Report(
                **about,
                user_id=user_id,
                version=0,
                answers={"sentence": "half a"},
                present=[user_id],
                saved_at=NOW,
            ),
            Draft(guild_id=guild_id, user_id=user_id, answers={"title": "Later"}, saved_at=NOW),
            Series(
                guild_id=guild_id,
                act_id=3,
                organiser_id=user_id,
                rule={"every": 2},
                zone="UTC",
                skipped=[],
                pattern={"title": "Weekly"},
                created_at=NOW,
            ),
        ]
    )
    await audit.note(
        session,
        "initiatives.capacity",
        guild_id=guild_id,
        actor_id=user_id,
        before=None,
        after=5,
        at=NOW,
    )
    await session.flush()
    return own.id


async def rows_that_name(session: AsyncSession, user_id: int) -> list[str]:
    """Every table of ours in which the id stands anywhere, within JSON too."""
    found = []
    for name, table in Base.metadata.tables.items():
        if name.startswith("initiative") or name == AuditEntry.__tablename__:
            rows = (await session.execute(select(table))).mappings().all()
            if str(user_id) in json.dumps([dict(row) for row in rows], default=str):
                found.append(name)
    return found


async def test_whoever_is_forgotten_is_named_in_no_table_of_initiatives_any_more(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await live_through_everything(session, ADA)
        before = await rows_that_name(session, ADA.user_id)
    tables = {name for name in Base.metadata.tables if name.startswith("initiative")}
    nameless = {"initiative_values", "initiative_needs", "initiative_dates", "initiative_amounts"}
    assert tables - nameless <= set(before), "a table with members' ids is missing in this test"

    async with db.begin() as session:
        await service.forget(session, ADA)

    async with db.read() as session:
        assert await rows_that_name(session, ADA.user_id) == []
        kept = await session.scalars(select(Initiative.title).order_by(Initiative.id))
        assert list(kept) == ["Theirs", "Another's"]


async def test_the_export_holds_every_part_of_a_members_life_and_nobody_elses(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await live_through_everything(session, ADA)

    async with db.read() as session:
        taken = await service.export(session, ADA)
        assert not any((await service.export(session, BEA)).values())

    assert all(taken.values()), [part for part, held in taken.items() if not held]
    assert taken["places"][0]["comes_as"] == "driver"
    assert taken["outcomes"][0]["amounts"] == ["12.50 EUR"]


async def test_somebody_who_is_forgotten_disappears_from_the_list_another_has_half_told(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await live_through_everything(session, BEA)
        report = (await session.scalars(select(Report))).one()
        report.present = [ADA.user_id, BEA.user_id]

    async with db.begin() as session:
        await service.forget(session, ADA)

    async with db.read() as session:
        assert (await session.scalars(select(Report.present))).all() == [[BEA.user_id]]


async def test_cards_that_name_somebody_erased_are_drawn_anew_once_and_no_others(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        own = await live_through_everything(session, ADA)
        await an_initiative(session, title="Nothing to do with her")

    async with db.begin() as session:
        await service.forget(session, ADA)
    async with db.begin() as session:
        assert await service.redraw_stale(session, now=NOW, guild_id=GUILD + 1) == 0
        assert await service.redraw_stale(session, now=NOW) == 2
        assert await service.redraw_stale(session, now=NOW) == 0

    async with db.read() as session:
        keys = (await session.scalars(select(Delivery.key).order_by(Delivery.key))).all()
    assert keys == [f"{service.CARD}:{own}", f"{service.CARD}:{own + 1}"]


@pytest.mark.thorough
async def test_a_closed_initiative_keeps_what_came_of_it_when_its_organiser_is_forgotten(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        own = await live_through_everything(session, ADA)
        row = await session.get(Initiative, own)
        assert row is not None
        row.state = InitiativeState.CLOSED
        await service.forget(session, ADA)

    async with db.read() as session:
        (amount,) = (await session.scalars(select(Amount.amount))).all()
        assert amount == Decimal("12.50")
