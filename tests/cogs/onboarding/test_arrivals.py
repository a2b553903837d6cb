"""Offers, rushes and flags in either database, and what a window of joins remembers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import MemberKey
from bot.sharding import Shards
from cogs.onboarding.models import NativeOnboarding, Offer, OfferState
from cogs.onboarding.service import leaving, native, offers, rushes
from cogs.onboarding.service.native import COMPLETED, STARTED, Seen
from cogs.onboarding.service.offers import Newcomer
from cogs.onboarding.service.rushes import Window
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

ADA, BEA, CEM = (MemberKey(GUILD, number) for number in (11, 12, 13))
HOUR = timedelta(hours=1)


async def test_offers_are_asked_for_once_whatever_joins_are_told(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()
    newcomers = [
        Newcomer(ADA, now, is_pending=False),
        Newcomer(BEA, now, is_pending=True),
        Newcomer(ADA, now, is_pending=False),
    ]

    for _ in range(2):
        async with each_db.begin() as session:
            await offers.offer(session, newcomers, now=now)
    async with each_db.begin() as session:
        passed = [await offers.pass_screening(session, BEA, now=now) for _ in range(2)]
        await offers.settle(session, ADA, OfferState.SENT)
    async with each_db.begin() as session:
        await offers.offer(session, newcomers[:1], now=now)

    async with each_db.read() as session:
        states = dict((await session.execute(select(Offer.user_id, Offer.state))).all())
        kinds = list(await session.scalars(select(Delivery.kind)))
        waiting = await offers.list_waiting(session)
    assert states == {11: "sent", 12: "asked"}
    assert passed == [True, False]
    assert kinds == [offers.DELIVERY] * 2
    assert waiting == []


async def test_a_rush_withholds_what_was_asked_for_since_and_nothing_older(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()
    newcomers = [
        Newcomer(ADA, now - HOUR, is_pending=False),
        Newcomer(BEA, now, is_pending=False),
        Newcomer(CEM, now, is_pending=True),
    ]

    async with each_db.begin() as session:
        await offers.offer(session, newcomers, now=now)
        await rushes.begin(session, GUILD, most=20, since=now - HOUR / 2, now=now)
        during = await rushes.is_on(session, GUILD), await rushes.list_on(session)
        due = [await offers.is_due(session, one) for one in (ADA, BEA, CEM)]
        passed = await offers.pass_screening(session, CEM, now=now)
        others = await rushes.list_on(session, shards=Shards(2, (1 - (GUILD >> 22) % 2,)))
        await rushes.end(session, GUILD, now=now)
        after = await rushes.is_on(session, GUILD), await rushes.list_on(session)

    assert due == [True, False, False]
    assert not passed
    assert others == []
    assert (during, after) == ((True, [GUILD]), (False, []))


async def test_flags_keep_the_moment_they_were_seen_first(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()

    async with each_db.begin() as session:
        await native.note(session, [Seen(ADA, STARTED), Seen(BEA, COMPLETED)], now=now)
        seen = [Seen(ADA, STARTED), Seen(ADA, COMPLETED), Seen(BEA, STARTED | COMPLETED)]
        await native.note(session, seen, now=now + HOUR)

    async with each_db.read() as session:
        rows = await session.scalars(select(NativeOnboarding).order_by(NativeOnboarding.user_id))
        times = [(row.started_at, row.completed_at) for row in rows]
    assert times == [(now, now + HOUR), (now + HOUR, now)]


async def test_those_who_left_are_known_no_more_and_forgotten_after_the_grace_period(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()

    async with each_db.begin() as session:
        await native.note(session, [Seen(ADA, STARTED)], now=now)
        await offers.offer(session, [Newcomer(BEA, now, is_pending=False)], now=now)
        known = await leaving.list_known(session, GUILD, after=0, limit=10)
        rest = await leaving.list_known(session, GUILD, after=ADA.user_id, limit=10)
        await leaving.leave(session, [ADA], now)
        left = await leaving.list_known(session, GUILD, after=0, limit=10)
        await leaving.purge(session, now=now + timedelta(days=31))
        forgotten = await native.describe(session, ADA), await offers.describe(session, BEA)

    assert (known, rest, left) == ([ADA, BEA], [BEA], [BEA])
    assert forgotten[0] == {}
    assert forgotten[1]["state"] == "asked"


async def test_a_window_tells_a_rush_at_the_first_join_too_many_within_a_minute(
    clock: MovableClock,
) -> None:
    window, now = Window(3), clock.now()

    moments = [now + timedelta(seconds=second) for second in (0, 10, 20, 61, 62, 200)]

    assert [window.joined(at) for at in moments] == [False, False, False, False, True, False]
    assert window.is_calm(now + timedelta(seconds=300))
    assert not window.is_calm(now + timedelta(seconds=250))
