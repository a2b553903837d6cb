"""Whether a proposal takes place: seconds, stewards, silence, and who is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, notices, settings
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.config import Decision
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery
from bot.models import Guild, MemberKey
from cogs.initiatives.models import Initiative, InitiativeState
from cogs.initiatives.service import configuring, deciding, seconding, telling
from cogs.initiatives.service.proposals import Proposal
from cogs.initiatives.service.seconding import Seconding
from cogs.initiatives.service.telling import News

pytestmark = pytest.mark.asyncio

GUILD = 800_000_000_000_000_001
ADA, BEA, CLEO, STEWARD = (MemberKey(GUILD, number) for number in (11, 12, 13, 99))
CLEAN_UP = Proposal("Park *clean-up*", "We clean.")
T = TypeVar("T")


class Council:
    """A server that decides about proposals, and one proposal of Ada's."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.id = 0

    async def does(self, act: Callable[..., Awaitable[T]], *given: Any) -> T:
        """One act in one transaction."""
        async with self.db.begin() as session:
            return await act(session, *given, now=self.clock.now())

    async def decides(self, by: Decision, *, seconds: int = 2) -> None:
        await self.does(self._set, configuring.DECIDE, by.value)
        await self.does(self._set, configuring.SECONDS, seconds)

    async def _set(self, session: AsyncSession, setting: Any, value: Any, *, now: Any) -> None:
        await settings.change(session, GUILD, setting, value, actor_id=None, now=now)

    async def proposes(self, proposal: Proposal = CLEAN_UP) -> None:
        async with self.db.begin() as session:
            made = await deciding.submit(
                session, proposal, member=ADA, act_id=1, channel_id=50, now=self.clock.now()
            )
            self.id = made.id

    async def seconds(self, member: MemberKey) -> Seconding:
        return await self.does(seconding.second, member, self.id)

    async def looks(self) -> None:
        """The tick."""
        async with self.db.begin() as session:
            late = await deciding.list_late(session, now=self.clock.now())
            await deciding.mark_silent(session, late, now=self.clock.now())

    async def row(self) -> Initiative:
        async with self.db.read() as session:
            return await session.get_one(Initiative, self.id)

    async def told(self) -> list[tuple[int, str]]:
        """Who is told what, in order; only what still holds."""
        async with self.db.read() as session:
            rows = await session.scalars(
                select(Delivery).where(Delivery.kind == telling.TOLD).order_by(Delivery.id)
            )
            asked = [(row.payload["user_id"], row.payload["news"]) for row in rows]
            return [
                (user_id, news)
                for user_id, news in asked
                if await telling.find_told(session, self.id, News(news), user_id)
            ]

    async def asked(self) -> list[str]:
        """The texts of the stewards' open notices."""
        async with self.db.read() as session:
            return [text.text_key for text in await notices.list_texts(session, GUILD)]


@pytest_asyncio.fixture
async def council(db: SqliteDatabase, clock: MovableClock) -> Council:
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
    return Council(db, clock)


async def test_where_nobody_decides_a_proposal_is_open_at_once(council: Council) -> None:
    await council.proposes()

    assert (await council.row()).state == InitiativeState.OPEN
    assert await council.told() == []
    with pytest.raises(deciding.DecidedAlready):
        await council.seconds(BEA)


async def test_the_last_second_needed_opens_it_and_all_who_want_to_know_are_told_once(
    council: Council,
) -> None:
    await council.decides(Decision.SECONDS)
    await council.proposes()
    assert (await council.row()).state == InitiativeState.PROPOSED

    with pytest.raises(seconding.OwnProposal):
        await council.seconds(ADA)
    first = await council.seconds(BEA)
    again = await council.seconds(BEA)
    async with council.db.begin() as session:
        assert not (await seconding.hear(session, BEA, council.id, wants=False)).hears
    last = await council.seconds(CLEO)

    assert (first.count, first.needed, first.is_open) == (1, 2, False)
    assert again == first
    assert last.is_open
    assert (await council.row()).state == InitiativeState.OPEN
    assert await council.told() == [(ADA.user_id, "opened")]  # Cleo has read it in the answer
    async with council.db.read() as session:
        counts = await activity.counts(session, GUILD)
    assert counts == {
        "initiative.proposed": 1,
        "initiative.seconded": 2,
        "initiative.created": 1,
    }


async def test_seconds_at_the_same_moment_open_it_once(council: Council) -> None:
    await council.decides(Decision.SECONDS, seconds=2)
    await council.proposes()

    crowd = [MemberKey(GUILD, number) for number in range(20, 30)]
    done = await asyncio.gather(*map(council.seconds, crowd), return_exceptions=True)

    late = [one for one in done if isinstance(one, deciding.DecidedAlready)]
    assert (len(late), sum(isinstance(one, Seconding) for one in done)) == (8, 2)
    async with council.db.read() as session:
        assert (await activity.counts(session, GUILD))["initiative.created"] == 1


async def test_a_second_can_be_taken_back_until_it_is_decided(council: Council) -> None:
    await council.decides(Decision.SECONDS)
    await council.proposes()
    await council.seconds(BEA)

    gone = await council.does(seconding.take_back, BEA, council.id)
    assert (gone.seconded, gone.count) == (False, 0)
    await council.seconds(CLEO)
    assert (await council.row()).state == InitiativeState.PROPOSED
    await council.seconds(BEA)

    with pytest.raises(deciding.DecidedAlready):
        await council.does(seconding.take_back, BEA, council.id)


async def test_stewards_are_asked_and_their_decision_is_written_down(council: Council) -> None:
    await council.decides(Decision.STEWARDS)
    await council.proposes()
    assert await council.asked() == [deciding.ASKED]
    with pytest.raises(seconding.NotSeconded):
        await council.seconds(BEA)

    await council.does(deciding.approve, STEWARD, council.id)

    row = await council.row()
    assert (row.state, row.decided_by) == (InitiativeState.OPEN, STEWARD.user_id)
    assert await council.asked() == []
    assert await council.told() == [(ADA.user_id, "opened")]
    async with council.db.read() as session:
        noted = (
            await session.scalars(
                select(AuditEntry).where(AuditEntry.what == "initiatives.decision")
            )
        ).one()
    assert (noted.actor_id, noted.after["state"]) == (STEWARD.user_id, "open")
    with pytest.raises(deciding.DecidedAlready):
        await council.does(deciding.decline, STEWARD, council.id, "Too late.")


async def test_declining_needs_a_reason_that_the_proposer_and_seconders_are_told(
    council: Council,
) -> None:
    await council.decides(Decision.SECONDS)
    await council.proposes()
    await council.seconds(BEA)

    for nothing in ("", " \u202e ", "x" * 501):
        with pytest.raises(deciding.BadReason):
            await council.does(deciding.decline, STEWARD, council.id, nothing)
    await council.does(deciding.decline, STEWARD, council.id, " The park is closed. ")

    row = await council.row()
    assert (row.state, row.reason) == (InitiativeState.DECLINED, "The park is closed.")
    assert await council.told() == [(ADA.user_id, "declined"), (BEA.user_id, "declined")]


async def test_only_who_proposed_it_withdraws_it_and_only_the_others_are_told(
    council: Council,
) -> None:
    await council.decides(Decision.SECONDS)
    await council.proposes()
    await council.seconds(BEA)

    with pytest.raises(deciding.NotProposer):
        await council.does(deciding.withdraw, BEA, council.id)
    await council.does(deciding.withdraw, ADA, council.id)

    assert (await council.row()).state == InitiativeState.CANCELLED
    assert await council.told() == [(BEA.user_id, "withdrawn")]


async def test_a_proposal_that_nobody_answers_says_so_once(council: Council) -> None:
    await council.decides(Decision.SECONDS)
    await council.proposes()

    council.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    await council.looks()
    assert (await council.row()).silent_at is None
    council.clock.advance(timedelta(seconds=1))
    await council.looks()
    first = (await council.row()).silent_at
    council.clock.advance(timedelta(days=7))
    await council.looks()
    await council.does(deciding.mark_silent, [council.id])  # as another process saw it before

    assert first is not None
    assert (await council.row()).silent_at == first
    assert await council.asked() == [deciding.SILENT]
    assert await council.told() == [(ADA.user_id, "silent")]
    await council.does(deciding.approve, STEWARD, council.id)
    assert await council.asked() == []
    assert await council.told() == [(ADA.user_id, "opened")]


async def test_what_was_to_take_place_already_is_not_opened_any_more(council: Council) -> None:
    await council.decides(Decision.SECONDS, seconds=1)
    soon = council.clock.now() + timedelta(days=1)
    await council.proposes(replace(CLEAN_UP, starts_at=soon))
    council.clock.advance(timedelta(days=1))

    with pytest.raises(deciding.DatePassed):
        await council.seconds(BEA)
    with pytest.raises(deciding.DatePassed):
        await council.does(deciding.approve, STEWARD, council.id)
    await council.looks()

    assert (await council.row()).silent_at is not None
    assert await council.asked() == [deciding.SILENT]


@pytest.mark.parametrize("rule", list(Decision))
async def test_what_waits_follows_the_rules_as_they_become(
    council: Council, rule: Decision
) -> None:
    await council.decides(Decision.SECONDS, seconds=2)
    await council.proposes()
    await council.seconds(BEA)

    await council.decides(rule, seconds=1)
    opened = await council.does(deciding.follow_rules, GUILD)

    waits = rule is Decision.STEWARDS
    assert opened == int(not waits)
    state = InitiativeState.PROPOSED if waits else InitiativeState.OPEN
    assert (await council.row()).state == state
    assert await council.asked() == ([deciding.ASKED] if waits else [])
