"""Voting about the date: what can be voted for, who may, which date is taken, who is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import activity, moments, notices
from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery
from bot.errors import MemberError
from bot.models import Guild, MemberKey
from bot.moments import Span
from cogs.initiatives import service
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Initiative,
    InitiativeState,
    Organiser,
    Signup,
    SignupState,
)
from cogs.initiatives.service import Actor, dates, dating, deciding, polls
from cogs.initiatives.service.answers import NotOpen
from cogs.initiatives.service.changing import changed
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

ADA, BEA, CLEO, DORA = (MemberKey(GUILD, GUILD + number) for number in (1, 2, 3, 4))
ORGANISER = Actor(ADA, is_steward=False)
T = TypeVar("T")


class Vote:
    """An initiative of Ada's without a date, and the vote about it."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.id = 0
        self.began = clock.now()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def day(self, days: int, hours: int = 2) -> Span:
        start = self.began + timedelta(days=days)
        return Span(start, start + timedelta(hours=hours))

    async def does(self, act: Callable[..., Awaitable[T]], *given: Any, **more: Any) -> T:
        async with self.db.begin() as session:
            return await act(session, *given, now=self.now, **more)

    async def starts(self, *days: int, until: timedelta = timedelta(days=3)) -> list[int]:
        """Ada lets people vote between dates so many days ahead; the numbers of the dates."""
        await self.does(
            polls.start,
            ORGANISER,
            self.id,
            [self.day(one) for one in days],
            until=self.began + until,
            zone="Europe/Berlin",
        )
        async with self.db.read() as session:
            rows = await session.scalars(select(DateOption.id).order_by(DateOption.starts_at))
            return list(rows)

    async def votes(self, member: MemberKey, *chosen: int) -> polls.Poll:
        return await self.does(polls.vote, member, self.id, chosen)

    async def looks(self) -> None:
        """The tick."""
        async with self.db.read() as session:
            due = await dating.list_due(session, now=self.now)
        for initiative_id in due:
            await self.does(dating.close, initiative_id)

    async def ends(self, after: timedelta = timedelta(days=3)) -> None:
        self.clock.advance(after)
        await self.looks()

    async def row(self) -> Initiative:
        async with self.db.read() as session:
            return await session.get_one(Initiative, self.id)

    async def counts(self) -> list[int]:
        async with self.db.read() as session:
            poll = await polls.look(session, self.id, 0)
            return [option.votes for option in poll.options]

    async def deliveries(self, kind: str) -> list[Delivery]:
        async with self.db.read() as session:
            rows = await session.scalars(
                select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)
            )
            return list(rows)

    async def told(self, kind: str) -> list[int]:
        return [row.payload["user_id"] for row in await self.deliveries(kind)]

    async def joins(self, member: MemberKey) -> None:
        await self.does(service.join, member, self.id, language="en")


@pytest_asyncio.fixture
async def vote(db: SqliteDatabase, clock: MovableClock) -> Vote:
    vote = Vote(db, clock)
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
        vote.id = (await an_initiative(session, organiser_id=ADA.user_id)).id
    return vote


async def refusal(act: Awaitable[object]) -> type[MemberError]:
    with pytest.raises(MemberError) as refused:
        await act
    return type(refused.value)


async def test_the_date_that_most_could_come_to_is_taken_when_the_vote_ends(vote: Vote) -> None:
    first, second, third = await vote.starts(5, 6, 7)
    wanted = vote.day(6)
    before = (await vote.row()).sequence
    await vote.votes(BEA, first, second)
    await vote.votes(CLEO, second)
    await vote.votes(DORA, third)

    await vote.looks()
    assert (await vote.row()).starts_at is None, "the vote has not ended"
    await vote.ends()

    row = await vote.row()
    assert (row.starts_at, row.ends_at) == (wanted.starts_at, wanted.ends_at)
    assert row.poll_until is None
    assert row.sequence == before + 1
    assert await vote.told(dating.FIXED) == [BEA.user_id, CLEO.user_id, ADA.user_id]
    assert await vote.told(dating.ASKED) == []


async def test_nobody_is_signed_up_by_a_vote(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    await vote.votes(BEA, first)
    await vote.ends()

    async with vote.db.read() as session:
        overview = await service.get_overview(session, vote.id)
        fixed = await dating.find_fixed(session, vote.id, BEA.user_id, overview.starts_at)

    assert overview.confirmed == overview.interested == overview.waiting == 0
    assert fixed is not None
    assert fixed.state is None


@pytest.mark.thorough
async def test_whoever_signed_up_before_there_was_a_date_is_told_once_even_if_they_voted(
    vote: Vote,
) -> None:
    first, second = await vote.starts(5, 6)
    await vote.joins(CLEO)
    await vote.joins(DORA)
    await vote.votes(BEA, first)
    await vote.votes(CLEO, first)
    await vote.votes(DORA, second)
    await vote.ends()

    told = [ADA.user_id, BEA.user_id, CLEO.user_id, DORA.user_id]
    assert sorted(await vote.told(dating.FIXED)) == told
    async with vote.db.read() as session:
        starts_at = (await service.get_overview(session, vote.id)).starts_at
        fixed = await dating.find_fixed(session, vote.id, CLEO.user_id, starts_at)
    assert fixed is not None
    assert fixed.state is SignupState.CONFIRMED


async def test_a_vote_can_be_changed_and_taken_back_until_it_ends(vote: Vote) -> None:
    first, second = await vote.starts(5, 6)

    assert (await vote.votes(BEA, first, second)).chosen == {first, second}
    assert await vote.counts() == [1, 1]
    assert (await vote.votes(BEA, second)).chosen == {second}
    assert await vote.counts() == [0, 1]
    assert (await vote.votes(BEA)).chosen == frozenset()
    assert await vote.counts() == [0, 0]

    vote.clock.advance(timedelta(days=3))
    assert await refusal(vote.votes(BEA, first)) is polls.PollOver


@pytest.mark.thorough
async def test_the_same_vote_twice_changes_nothing_and_stands_once_in_the_ledger(
    vote: Vote,
) -> None:
    first, second = await vote.starts(5, 6)
    await vote.votes(BEA, first)
    await vote.votes(BEA, first)
    await vote.votes(BEA, first, second)

    async with vote.db.read() as session:
        rows = await session.scalars(
            select(activity.Activity.user_id).where(activity.Activity.kind == "initiative.voted")
        )
        assert list(rows) == [BEA.user_id]
        assert len((await session.scalars(select(DateVote.date_id))).all()) == 2


@pytest.mark.parametrize("how", ["tied", "nobody"])
async def test_without_a_winner_the_organiser_is_asked_once_and_chooses(
    vote: Vote, how: str
) -> None:
    first, second = await vote.starts(5, 6)
    if how == "tied":
        await vote.votes(BEA, first)
        await vote.votes(CLEO, second)
    await vote.ends()
    await vote.looks()
    await vote.ends(timedelta(hours=1))

    assert await vote.told(dating.ASKED) == [ADA.user_id]
    assert (await vote.row()).starts_at is None
    assert await refusal(vote.votes(DORA, first)) is polls.PollOver

    await vote.does(dating.choose, ORGANISER, vote.id, second)

    row = await vote.row()
    assert row.starts_at is not None
    assert row.poll_until is row.poll_asked_at is None
    assert await vote.told(dating.FIXED) == ([CLEO.user_id] if how == "tied" else [])


@pytest.mark.thorough
async def test_a_date_that_is_over_does_not_win(vote: Vote) -> None:
    first, second = await vote.starts(1, 6, until=timedelta(days=2))
    await vote.votes(BEA, first)
    await vote.votes(CLEO, first)
    await vote.votes(DORA, second)
    wanted = vote.day(6).starts_at
    await vote.ends(timedelta(days=2))

    assert (await vote.row()).starts_at == wanted


@pytest.mark.thorough
async def test_the_only_date_left_is_not_taken_where_nobody_could_come(vote: Vote) -> None:
    first, _ = await vote.starts(1, 6, until=timedelta(days=2))
    await vote.votes(BEA, first)
    await vote.ends(timedelta(days=2))

    assert (await vote.row()).starts_at is None
    assert await vote.told(dating.ASKED) == [ADA.user_id]


async def test_a_date_that_is_over_can_neither_be_voted_for_nor_chosen(vote: Vote) -> None:
    first, _ = await vote.starts(1, 6, until=timedelta(days=2))
    vote.clock.advance(timedelta(days=1))

    assert await refusal(vote.votes(BEA, first)) is polls.NoSuchOption
    chosen = vote.does(dating.choose, ORGANISER, vote.id, first)
    assert await refusal(chosen) is polls.NoSuchOption


@pytest.mark.thorough
async def test_a_coorganiser_is_asked_when_the_organiser_is_gone_and_then_stewards(
    vote: Vote,
) -> None:
    await vote.starts(5, 6)
    async with vote.db.begin() as session:
        (await session.get_one(Initiative, vote.id)).organiser_id = None
        session.add(
            Organiser(
                initiative_id=vote.id,
                user_id=BEA.user_id,
                guild_id=GUILD,
                asked_at=vote.now,
                accepted_at=vote.now,
            )
        )
    await vote.ends()
    assert await vote.told(dating.ASKED) == [BEA.user_id]

    async with vote.db.begin() as session:
        await session.delete(await session.get_one(Organiser, (vote.id, BEA.user_id)))
        (await session.get_one(Initiative, vote.id)).poll_asked_at = None
    await vote.looks()
    await vote.looks()

    async with vote.db.read() as session:
        assert await notices.list_open(session, GUILD) == {f"initiatives.date:{vote.id}"}
    await vote.does(polls.stop, ORGANISER_BY_RIGHT, vote.id)
    async with vote.db.read() as session:
        assert not await notices.list_open(session, GUILD)


ORGANISER_BY_RIGHT = Actor(MemberKey(GUILD, 99), is_steward=True)


@pytest.mark.thorough
async def test_only_those_who_carry_it_start_choose_and_stop(vote: Vote) -> None:
    stranger = Actor(BEA, is_steward=False)
    options = [vote.day(5), vote.day(6)]
    until = vote.now + timedelta(days=1)
    started = vote.does(polls.start, stranger, vote.id, options, until=until, zone="UTC")
    assert await refusal(started) is service.NotYours
    first, _ = await vote.starts(5, 6)

    assert await refusal(vote.does(dating.choose, stranger, vote.id, first)) is service.NotYours
    assert await refusal(vote.does(polls.stop, stranger, vote.id)) is service.NotYours


async def test_what_was_drawn_before_is_answered_and_loses_nothing(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    await vote.does(dating.choose, ORGANISER, vote.id, first)

    assert await refusal(vote.votes(BEA, first)) is polls.NoPoll
    again = vote.does(dating.choose, ORGANISER, vote.id, first)
    assert await refusal(again) is polls.NoPoll
    assert await refusal(vote.starts(5, 6)) is polls.HasDate

    async with vote.db.begin() as session:
        (await session.get_one(Initiative, vote.id)).state = InitiativeState.CANCELLED
    assert await refusal(vote.votes(BEA, first)) is NotOpen


async def test_a_date_that_is_set_by_hand_ends_the_vote(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    async with vote.db.begin() as session:
        row = await session.get_one(Initiative, vote.id)
        row.starts_at = vote.day(9).starts_at
        await changed(session, row, now=vote.now)
    await vote.ends()

    assert (await vote.row()).starts_at == vote.day(9).starts_at
    assert await refusal(vote.votes(BEA, first)) is polls.NoPoll
    assert await vote.told(dating.ASKED) == await vote.told(dating.FIXED) == []


@pytest.mark.thorough
async def test_a_date_of_another_vote_is_refused(vote: Vote) -> None:
    await vote.starts(5, 6)

    assert await refusal(vote.votes(BEA, 999)) is polls.NoSuchOption
    chosen = vote.does(dating.choose, ORGANISER, vote.id, 999)
    assert await refusal(chosen) is polls.NoSuchOption


@pytest.mark.thorough
async def test_a_second_vote_begins_without_the_votes_of_the_first(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    await vote.votes(BEA, first)

    again, _ = await vote.starts(7, 8)

    assert await vote.counts() == [0, 0]
    await vote.votes(BEA, again)
    await vote.does(polls.stop, ORGANISER, vote.id)
    assert (await vote.row()).poll_until is None
    await vote.starts(7, 8)
    assert await vote.counts() == [0, 0]


@pytest.mark.thorough
async def test_somebody_who_left_the_server_comes_on_no_date(vote: Vote) -> None:
    first, second = await vote.starts(5, 6)
    await vote.votes(BEA, first, second)
    await vote.votes(CLEO, first)
    async with vote.db.read() as session:
        assert await polls.list_voters(session, GUILD) == [BEA.user_id, CLEO.user_id]

    assert await vote.does(polls.members_left, [BEA, DORA]) == 2
    assert await vote.counts() == [1, 0]


@pytest.mark.thorough
async def test_a_proposal_that_was_opened_late_leaves_time_to_vote(vote: Vote) -> None:
    await vote.starts(5, 6, until=timedelta(days=3))
    async with vote.db.begin() as session:
        (await session.get_one(Initiative, vote.id)).state = InitiativeState.PROPOSED
    await vote.ends(timedelta(days=3, hours=1))
    assert (await vote.row()).poll_asked_at is None, "nobody could vote yet"

    await vote.does(deciding.approve, ORGANISER_BY_RIGHT.member, vote.id)

    until = (await vote.row()).poll_until
    assert until is not None
    assert vote.now + timedelta(hours=12) < until < vote.now + timedelta(days=2)


@pytest.mark.thorough
async def test_a_message_about_a_date_that_was_changed_again_is_not_sent(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    await vote.votes(BEA, first)
    await vote.does(dating.choose, ORGANISER, vote.id, first)
    (delivery,) = await vote.deliveries(dating.FIXED)
    starts_at = datetime.fromisoformat(delivery.payload["starts_at"])
    async with vote.db.begin() as session:
        assert await dating.find_fixed(session, vote.id, BEA.user_id, starts_at) is not None
        row = await session.get_one(Initiative, vote.id)
        row.starts_at = starts_at + timedelta(hours=1)

    async with vote.db.read() as session:
        assert await dating.find_fixed(session, vote.id, BEA.user_id, starts_at) is None


NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def options(typed: str) -> list[str]:
    spans = dates.read_options(typed, language="en", zone="Europe/Berlin", now=NOW)
    return [f"{span.starts_at:%d %H:%M}" for span in spans]


async def test_dates_are_read_a_line_each_in_the_order_of_the_calendar() -> None:
    typed = "- Saturday 14:00\n\n• Friday 6pm–8pm\n* 2026-12-24 10:00  "

    assert options(typed) == ["27 17:00", "28 13:00", "24 09:00"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", dates.TooFewOptions),
        ("Saturday 14:00", dates.TooFewOptions),
        ("\n".join(f"{day} December 18:00" for day in range(1, 7)), dates.TooManyOptions),
        ("Saturday 14:00\n28 November 2pm", dates.SameOption),
        ("Saturday 14:00\n30 February 18:00", dates.BadOption),
        ("Saturday 14:00\nsometime", dates.BadOption),
    ],
)
async def test_dates_that_cannot_be_voted_about_are_refused(
    typed: str, error: type[MemberError]
) -> None:
    with pytest.raises(error) as refused:
        options(typed)

    if isinstance(refused.value, dates.BadOption):
        assert refused.value.arguments["number"] == 2
        assert isinstance(refused.value.problem, moments.Unreadable)


def until(typed: str, *ahead: timedelta) -> timedelta:
    spans = [Span(NOW + one) for one in ahead]
    read = dates.read_until(typed, spans, language="en", zone="Europe/Berlin", now=NOW)
    return read - NOW


async def test_a_vote_ends_before_its_dates() -> None:
    week, day = timedelta(days=7), timedelta(days=1)

    assert until("", week, 2 * week) == timedelta(days=3)
    assert until("  ", day, week) == day / 2
    assert until("tomorrow 10:00", week, 2 * week) == day
    with pytest.raises(dates.EndsTooLate):
        until("10 December 10:00", day, week)


@pytest.mark.thorough
async def test_whoever_has_said_no_meanwhile_is_not_asked_any_more(vote: Vote) -> None:
    first, _ = await vote.starts(5, 6)
    await vote.joins(BEA)
    await vote.votes(BEA, first)
    await vote.ends()
    async with vote.db.begin() as session:
        starts_at = (await session.get_one(Initiative, vote.id)).starts_at
        signup = (await session.scalars(select(Signup))).one()
        signup.state = SignupState.DECLINED

    async with vote.db.read() as session:
        assert await dating.find_fixed(session, vote.id, BEA.user_id, starts_at) is None
