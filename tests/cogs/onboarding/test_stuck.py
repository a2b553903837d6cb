"""Who counts as stuck, and that a steward's hand is offered once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import audit, contact
from bot.clock import MovableClock
from bot.contact import Limits
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import MemberKey
from bot.settings import GuildSettings
from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service import stuck
from cogs.onboarding.service.stuck import NoBuddy, NotStuck, Sending, WrittenAlready
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

STEWARD = 5
HOUR = timedelta(hours=1)


async def stands(db: Database, clock: MovableClock, user_id: int, **differences: Any) -> int:
    """Somebody's journey, unless said otherwise at the mission for three days."""
    row = Journey(
        **{
            "guild_id": GUILD,
            "user_id": user_id,
            "state": State.RUNNING,
            "step": "mission",
            "step_index": 0,
            "turn": 3,
            "place": Where.DM,
            "role": "none",
            "locale": "en",
            "changed_at": clock.now() - timedelta(days=3),
        }
        | differences
    )
    async with db.begin() as session:
        session.add(row)
        await session.flush()
        return row.id


async def listed(db: Database, clock: MovableClock, hours: int = 48, **page: int) -> list[int]:
    before = stuck.before_when(hours, now=clock.now())
    options = {"page": 0, "size": 10} | page
    async with db.read() as session:
        people = await stuck.list_waiting(session, GUILD, before=before, **options)
        if not page:
            assert await stuck.count(session, GUILD, before=before) == len(people)
    return [one.member.user_id for one in people]


async def reaches_out(
    db: Database, clock: MovableClock, journey_id: int, *, with_buddy: bool = False
) -> Sending:
    async with db.begin() as session:
        return await stuck.reach_out(
            session,
            GUILD,
            journey_id,
            with_buddy=with_buddy,
            before=stuck.before_when(48, now=clock.now()),
            limits=Limits.of(GuildSettings(GUILD, {})),
            actor_id=STEWARD,
            now=clock.now(),
        )


async def deliveries(db: Database) -> int:
    async with db.read() as session:
        rows = await session.scalars(select(Delivery).where(Delivery.kind == stuck.DELIVERY))
        return len(list(rows))


async def test_only_those_between_two_steps_are_listed_the_latest_first(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()
    await stands(each_db, clock, 1)
    await stands(each_db, clock, 2, state=State.LATER, changed_at=now - 49 * HOUR)
    await stands(each_db, clock, 3, state=State.LATER, remind_at=now + HOUR)
    await stands(each_db, clock, 4, changed_at=now - 47 * HOUR)
    await stands(each_db, clock, 5, left_at=now)
    await stands(each_db, clock, 6, guild_id=GUILD + 1)
    await stands(each_db, clock, 7, left_alone_at=now - HOUR)
    earlier = {"changed_at": now - 80 * HOUR, "left_alone_at": now - timedelta(days=9)}
    await stands(each_db, clock, 8, **earlier)
    for number, state in enumerate(set(State) - {State.RUNNING, State.LATER}, 20):
        await stands(each_db, clock, number, state=state)

    assert await listed(each_db, clock) == [2, 1, 8]
    assert await listed(each_db, clock, hours=1) == [4, 2, 1, 8]
    assert await listed(each_db, clock, page=1, size=2) == [8]


async def test_a_hand_is_offered_once_and_written_down_without_a_members_id(
    each_db: Database, clock: MovableClock
) -> None:
    journey_id = await stands(each_db, clock, 1)

    first = await reaches_out(each_db, clock, journey_id)
    with pytest.raises(WrittenAlready):
        await reaches_out(each_db, clock, journey_id)

    assert first == Sending()
    assert await deliveries(each_db) == 1
    async with each_db.read() as session:
        (entry,) = await session.scalars(select(audit.AuditEntry))
    assert (entry.what, entry.actor_id, entry.after) == (
        "onboarding.nudged",
        STEWARD,
        {"journey": journey_id},
    )


async def test_in_quiet_hours_the_answer_says_when(each_db: Database, clock: MovableClock) -> None:
    clock.advance(timedelta(hours=14))  # 22:00
    journey_id = await stands(each_db, clock, 1)

    sending = await reaches_out(each_db, clock, journey_id)

    assert sending.at == datetime(2026, 3, 3, 8, tzinfo=UTC)


async def test_what_the_gate_holds_back_for_good_uses_nothing_up(
    each_db: Database, clock: MovableClock
) -> None:
    journey_id = await stands(each_db, clock, 1)
    async with each_db.begin() as session:
        await contact.refused(session, MemberKey(GUILD, 1), now=clock.now())

    sending = await reaches_out(each_db, clock, journey_id)

    assert sending.hindered_by == contact.UNREACHABLE
    assert await deliveries(each_db) == 0
    async with each_db.read() as session:
        assert (await session.get_one(Journey, journey_id)).nudged_at is None


async def test_a_thread_reaches_those_who_cannot_be_written_to(
    each_db: Database, clock: MovableClock
) -> None:
    journey_id = await stands(each_db, clock, 1, place=Where.THREAD, thread_id=9)
    async with each_db.begin() as session:
        await contact.refused(session, MemberKey(GUILD, 1), now=clock.now())

    assert await reaches_out(each_db, clock, journey_id) == Sending()


async def test_where_nobody_volunteers_no_buddy_is_offered_and_nothing_used_up(
    each_db: Database, clock: MovableClock
) -> None:
    journey_id = await stands(each_db, clock, 1)

    with pytest.raises(NoBuddy):
        await reaches_out(each_db, clock, journey_id, with_buddy=True)

    assert await reaches_out(each_db, clock, journey_id) == Sending()


async def test_who_acted_meanwhile_is_not_written_to(
    each_db: Database, clock: MovableClock
) -> None:
    journey_id = await stands(each_db, clock, 1, changed_at=clock.now())

    with pytest.raises(NotStuck):
        await reaches_out(each_db, clock, journey_id)


async def test_a_message_is_pointless_as_soon_as_they_act(
    each_db: Database, clock: MovableClock
) -> None:
    here = await stands(each_db, clock, 1)
    gone = await stands(each_db, clock, 2, left_at=clock.now())
    over = await stands(each_db, clock, 3, state=State.STOPPED)

    async with each_db.read() as session:
        assert await stuck.is_still_at(session, here, 3)
        assert not await stuck.is_still_at(session, here, 2)
        for journey_id in (gone, over, 999):
            assert not await stuck.is_still_at(session, journey_id, 3)
