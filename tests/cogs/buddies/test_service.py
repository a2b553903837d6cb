"""The rules of buddies: who is found for whom, what is kept of it, and for how long."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot import seeding
from bot.clock import MovableClock
from bot.config import Config
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.buddies import service
from cogs.buddies.models import Buddy, End, Pair, PairState
from cogs.charter import service as charter
from cogs.pledges.models import Pledge, PledgeState, Source
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

GUILD = 800_000_000_000_000_001
ADA, OLE, BEA, CEM, DAN = range(700_000_000_000_000_011, 700_000_000_000_000_016)


class Circle:
    """A community's volunteers and newcomers."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.values: list[int] = []

    async def found(self) -> None:
        community: Any = {"mission": "We keep the river clean.", "values": VALUES}
        async with self.db.begin() as session:
            config = Config(communities={GUILD: community})
            await seeding.unseen(session, [GUILD], config, now=self.clock.now())
            await seeding.first_sight(session, GUILD, config, found={}, now=self.clock.now())
        async with self.db.read() as session:
            self.values = [value.id for value in await charter.list_values(session, GUILD)]

    async def does(self, use_case: Any, *arguments: Any, **options: Any) -> Any:
        async with self.db.begin() as session:
            return await use_case(session, *arguments, now=self.clock.now(), **options)

    async def offers(self, user_id: int, per_week: int | None = None) -> None:
        await self.does(service.offer, MemberKey(GUILD, user_id), per_week=per_week)

    async def wants(self, user_id: int, *value_ids: int) -> service.Wish:
        wish: service.Wish = await self.does(service.want, MemberKey(GUILD, user_id), value_ids)
        return wish

    async def meets(self, user_id: int) -> int:
        """A newcomer wants a buddy, and the thread is opened; who it is."""
        await self.wants(user_id)
        pair = await self.pair_of(user_id)
        await self.does(service.introduced, pair.id, pair.matches, guild_id=GUILD, thread_id=5)
        assert pair.buddy_id is not None
        return pair.buddy_id

    async def pledges(self, user_id: int, value_id: int) -> None:
        async with self.db.begin() as session:
            session.add(
                Pledge(
                    guild_id=GUILD,
                    user_id=user_id,
                    value_id=value_id,
                    value_revision=1,
                    state=PledgeState.ACTIVE,
                    source=Source.COMMAND,
                    made_at=self.clock.now(),
                )
            )

    async def pair_of(self, user_id: int) -> Pair:
        async with self.db.read() as session:
            pair = await session.scalar(
                select(Pair).where(Pair.newcomer_id == user_id).order_by(Pair.id.desc()).limit(1)
            )
        assert pair is not None
        return pair

    async def count(self, table: type[Any]) -> int:
        async with self.db.read() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest_asyncio.fixture
async def circle(each_db: Database, clock: MovableClock) -> Circle:
    found = Circle(each_db, clock)
    await found.found()
    return found


async def test_who_was_introduced_least_within_a_week_is_next(circle: Circle) -> None:
    for user_id in (BEA, CEM):
        await circle.offers(user_id, 7)
    first = await circle.meets(ADA)
    circle.clock.advance(timedelta(days=1))

    second = await circle.meets(OLE)
    circle.clock.advance(timedelta(days=6, hours=1))  # the first is a week ago, the second not yet
    third = await circle.meets(21)

    assert [first, second, third] == [BEA, CEM, BEA]


async def test_among_equals_it_is_whose_last_introduction_is_longest_ago(circle: Circle) -> None:
    for user_id in (BEA, CEM):
        await circle.offers(user_id)
    met = []
    for newcomer_id in (ADA, OLE, 21, 22):
        met.append(await circle.meets(newcomer_id))
        circle.clock.advance(timedelta(days=8))

    assert met == [BEA, CEM, BEA, CEM]


async def test_a_shared_value_goes_before_less_to_do(circle: Circle) -> None:
    care, courage = circle.values[1:]
    for user_id in (BEA, CEM):
        await circle.offers(user_id, 7)
    await circle.pledges(CEM, courage)
    await circle.pledges(CEM, care)
    await circle.meets(OLE)
    for newcomer_id in (21, 22):
        await circle.wants(newcomer_id, courage, care)

    pairs = [await circle.pair_of(newcomer_id) for newcomer_id in (21, 22)]

    assert [pair.buddy_id for pair in pairs] == [CEM, CEM]
    assert [pair.value_id for pair in pairs] == [care, care], "the community's order decides"


async def test_what_a_newcomer_is_pledged_to_counts_as_chosen(circle: Circle) -> None:
    for user_id in (BEA, CEM):
        await circle.offers(user_id)
    for user_id in (ADA, CEM):
        await circle.pledges(user_id, circle.values[0])

    await circle.wants(ADA)

    assert (await circle.pair_of(ADA)).buddy_id == CEM


async def test_a_value_that_left_the_charter_brings_nobody_together(circle: Circle) -> None:
    await circle.offers(BEA)
    await circle.pledges(BEA, 999)

    await circle.wants(ADA, 999)

    pair = await circle.pair_of(ADA)
    assert (pair.buddy_id, pair.value_id) == (BEA, None)


async def test_nobody_becomes_their_own_buddy(circle: Circle) -> None:
    await circle.offers(ADA)

    assert (await circle.wants(ADA)).state is PairState.WANTED


async def test_who_is_off_away_or_gone_is_not_asked(circle: Circle) -> None:
    for user_id in (BEA, CEM, DAN):
        await circle.offers(user_id)
    await circle.does(service.stop, MemberKey(GUILD, BEA))
    await circle.does(service.go_away, MemberKey(GUILD, CEM), days=2)
    await circle.does(service.leave, [MemberKey(GUILD, DAN)])

    assert (await circle.wants(ADA)).state is PairState.WANTED


@pytest.mark.parametrize("act", [service.stop, service.go_away])
async def test_a_buddy_who_stops_before_the_thread_is_open_is_replaced(
    circle: Circle, act: Any
) -> None:
    await circle.offers(BEA)
    await circle.wants(ADA)
    await circle.offers(CEM)

    await circle.does(
        act, MemberKey(GUILD, BEA), **({"days": 1} if act is not service.stop else {})
    )

    pair = await circle.pair_of(ADA)
    assert (pair.buddy_id, pair.matches) == (CEM, 2)


async def test_a_thread_of_an_earlier_match_is_closed_and_introduces_nobody(
    circle: Circle,
) -> None:
    await circle.offers(BEA)
    await circle.wants(ADA)
    await circle.offers(CEM)
    await circle.does(service.stop, MemberKey(GUILD, BEA))
    pair = await circle.pair_of(ADA)

    await circle.does(service.introduced, pair.id, 1, guild_id=GUILD, thread_id=5)

    assert (await circle.pair_of(ADA)).state == PairState.MATCHED
    async with circle.db.read() as session:
        closing = await session.scalar(select(Delivery).where(Delivery.kind == service.ARCHIVE))
    assert closing is not None
    assert closing.payload == {"thread_id": 5}


async def test_what_was_called_off_counts_against_nobody(circle: Circle) -> None:
    await circle.offers(BEA, 1)
    wish = await circle.wants(ADA)
    await circle.does(service.withdraw, MemberKey(GUILD, ADA), wish.pair_id)

    assert (await circle.wants(OLE)).state is PairState.MATCHED


async def test_who_waits_longest_is_first(circle: Circle) -> None:
    for newcomer_id in (OLE, ADA):
        await circle.wants(newcomer_id)
        circle.clock.advance(timedelta(hours=1))

    await circle.offers(BEA, 1)

    assert (await circle.pair_of(OLE)).state == PairState.MATCHED
    assert (await circle.pair_of(ADA)).state == PairState.WANTED


async def test_a_match_that_no_delivery_carries_any_more_is_taken_up_again(
    circle: Circle,
) -> None:
    await circle.offers(BEA)
    await circle.wants(ADA)

    circle.clock.advance(timedelta(days=2, minutes=1))
    await circle.does(service.look_after, GUILD)
    assert (await circle.pair_of(ADA)).state == PairState.BLOCKED
    await circle.does(service.unblock, GUILD)

    pair = await circle.pair_of(ADA)
    assert (pair.state, pair.matches) == (PairState.MATCHED, 2)


async def test_the_newcomers_choices_are_not_kept_once_they_are_introduced(
    circle: Circle,
) -> None:
    await circle.offers(BEA)
    await circle.pledges(ADA, circle.values[0])

    await circle.meets(ADA)

    assert (await circle.pair_of(ADA)).value_ids == []


async def test_a_steward_suggests_and_wishes_nothing_in_anybodys_name(circle: Circle) -> None:
    ada = MemberKey(GUILD, ADA)
    nobody_there = await circle.does(service.suggest, ada)
    await circle.offers(ADA)
    only_themselves = await circle.does(service.suggest, ada)
    await circle.offers(BEA)
    suggested = await circle.does(service.suggest, ada)
    assert await circle.count(Pair) == 0
    await circle.wants(ADA)
    wished_already = await circle.does(service.suggest, ada)

    assert [nobody_there, only_themselves, suggested, wished_already] == [
        False,
        False,
        True,
        False,
    ]


async def test_a_newcomer_who_is_forgotten_leaves_only_that_a_buddy_had_one(
    circle: Circle,
) -> None:
    await circle.offers(BEA, 1)
    await circle.meets(ADA)
    async with circle.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    assert (await circle.wants(OLE)).state is PairState.WANTED
    async with circle.db.read() as session:
        assert await service.export(session, MemberKey(GUILD, ADA)) == {}
        row = await session.scalar(select(Pair).where(Pair.buddy_id == BEA))
        introduced = await service.list_introduced(session, MemberKey(GUILD, BEA))
    assert row is not None
    assert (row.newcomer_id, row.thread_id, row.value_id) == (None, None, None)
    assert len(introduced) == 1


async def test_a_newcomer_who_is_forgotten_while_waiting_leaves_nothing(circle: Circle) -> None:
    await circle.wants(ADA, circle.values[0])

    async with circle.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    assert await circle.count(Pair) == 0


async def test_a_buddy_who_is_forgotten_is_named_nowhere_and_who_waited_waits_again(
    circle: Circle,
) -> None:
    await circle.offers(BEA)
    await circle.meets(ADA)
    await circle.wants(OLE)

    async with circle.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, BEA))

    async with circle.db.read() as session:
        assert await service.export(session, MemberKey(GUILD, BEA)) == {}
    met, waiting = await circle.pair_of(ADA), await circle.pair_of(OLE)
    assert (met.state, met.buddy_id, met.why_ended) == (PairState.ENDED, None, End.BUDDY_LEFT)
    assert (waiting.state, waiting.buddy_id) == (PairState.WANTED, None)
    assert await circle.count(Buddy) == 0


async def test_an_export_tells_of_oneself_and_never_who_the_other_is(circle: Circle) -> None:
    await circle.offers(BEA)
    await circle.meets(ADA)

    async with circle.db.read() as session:
        newcomer = await service.export(session, MemberKey(GUILD, ADA))
        buddy = await service.export(session, MemberKey(GUILD, BEA))

    assert newcomer["introductions"][0]["as"] == "newcomer"
    assert buddy["introductions"][0]["as"] == "buddy"
    assert buddy["offer"]["per_week"] == 2
    assert "newcomer_id" not in str(buddy)
    assert str(BEA) not in str(newcomer["introductions"][0].values())


async def test_after_thirty_days_nothing_is_left_of_introductions_and_leavers(
    circle: Circle,
) -> None:
    await circle.offers(BEA)
    await circle.meets(ADA)
    await circle.does(service.leave, [MemberKey(GUILD, BEA)])

    circle.clock.advance(timedelta(days=29))
    await circle.does(service.purge)
    assert (await circle.count(Pair), await circle.count(Buddy)) == (1, 1)
    circle.clock.advance(timedelta(days=2))
    await circle.does(service.purge)

    assert (await circle.count(Pair), await circle.count(Buddy)) == (0, 0)


async def test_who_offered_once_and_left_unseen_is_found_to_have_left(circle: Circle) -> None:
    await circle.offers(BEA)
    await circle.does(service.stop, MemberKey(GUILD, BEA))

    async with circle.db.read() as session:
        assert await service.list_here(session, GUILD) == [BEA]
    await circle.does(service.leave, [MemberKey(GUILD, BEA)])
    circle.clock.advance(timedelta(days=31))
    await circle.does(service.purge)

    assert await circle.count(Buddy) == 0


async def test_wishes_in_one_moment_do_not_exceed_what_anybody_offered(circle: Circle) -> None:
    await circle.offers(BEA, 2)
    await circle.offers(CEM, 1)

    await asyncio.gather(*(circle.wants(newcomer_id) for newcomer_id in range(30, 42)))

    async with circle.db.read() as session:
        rows = await session.execute(
            select(Pair.buddy_id, func.count())
            .where(Pair.state == PairState.MATCHED)
            .group_by(Pair.buddy_id)
        )
        assert dict(rows.all()) == {BEA: 2, CEM: 1}


async def test_one_newcomer_in_two_moments_at_once_has_one_wish(circle: Circle) -> None:
    for user_id in (BEA, CEM):
        await circle.offers(user_id)

    wishes = await asyncio.gather(*(circle.wants(ADA) for _ in range(6)))

    assert len({wish.pair_id for wish in wishes}) == 1
    assert sum(wish.is_new for wish in wishes) == 1
