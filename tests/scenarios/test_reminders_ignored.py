"""Reminders that nobody answers: what counts as an answer, and what happens without any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.deliveries import Delivery
from bot.schedules import Schedule
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import members
from bot.simulator.world.entities import Channel, Overwrite
from cogs.reminders import posting
from cogs.reminders.service.aging import COUNT
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.reminder_board import COMMUNITY, DAY, FIRST, WEEK, Board

pytestmark = pytest.mark.asyncio

FIELD = "Text above the value"


@pytest_asyncio.fixture
async def board(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Board]:
    tenet = RunningBot(sim, database_path, clock, village.config(**COMMUNITY))
    await tenet.start()
    yield Board(tenet, village, clock)
    await tenet.stop()


async def owned_by(board: Board, person: Person | None) -> None:
    async with board.tenet.bot.db.begin() as session:
        owner_id = None if person is None else person.id
        await session.execute(update(Schedule).values(owner_id=owner_id))


async def stride(board: Board) -> int:
    async with board.tenet.bot.db.read() as session:
        return (await session.scalars(select(Schedule.stride))).one()


def told(board: Board, person: Person) -> list[SeenMessage]:
    return [one for one in person.dms(board.village.application) if "nobody answered" in one]


def thread(board: Board, post: SeenMessage) -> Channel:
    return board.village.guild.threads[post.id]


async def test_after_three_posts_without_an_answer_it_comes_half_as_often_until_its_owner_clicks(
    board: Board,
) -> None:
    sam = board.village.steward
    await owned_by(board, sam)

    for number in range(3):
        await board.comes(number)
    assert await stride(board) == 1
    await board.is_at(FIRST + 3 * WEEK - timedelta(minutes=5))

    assert await stride(board) == 2
    (message,) = told(board, sam)
    assert "your reminder **Weekly**" in message
    assert "comes half as often" in message
    assert [post.answers for post in await board.posts()] == [0, 0, 0]
    assert board.notices() == []

    # The run of this week is left out, and the next one comes.
    await board.is_at(FIRST + 3 * WEEK)
    assert len(board.seen()) == 3
    await board.is_at(FIRST + 4 * WEEK)
    assert len(board.seen()) == 4

    answer = await sam.clicks("Back to normal", on=message)
    assert "**Weekly** comes as often as its rule says again" in answer
    assert await stride(board) == 1
    await board.comes(5)
    assert len(board.seen()) == 5

    # Words with a field that there is not are refused, with line and column; good ones are kept.
    form = await sam.clicks("Rewrite…", on=message)
    refused = await sam.fills_in(form, {FIELD: "Who saw {valu}?"})
    assert "{valu" in refused or "valu" in refused
    form = await sam.clicks("Rewrite…", on=message)
    assert "has its new words" in await sam.fills_in(form, {FIELD: "Who saw this? {question}"})
    assert "Who saw this?" in await board.comes(6)
    async with board.tenet.bot.db.read() as session:
        kinds = (await session.scalars(select(AuditEntry.what))).all()
    assert {"reminders.slowed", "reminders.restored", "reminders.rewritten"} <= set(kinds)


@pytest.mark.thorough
async def test_without_an_owner_or_with_one_who_cannot_be_told_stewards_hear_of_it(
    board: Board,
) -> None:
    ada = board.village.join("Ada")
    for number in range(3):
        await board.comes(number)
    await board.is_at(FIRST + 3 * WEEK - timedelta(minutes=5))
    (notice,) = board.notices()
    assert 'last three posts of the reminder "Weekly"' in notice

    # Who is no steward sees the buttons there at most, and cannot use them.
    overwrite = Overwrite(ada.id, 1, allow=may.VIEW_CHANNEL | may.READ_MESSAGE_HISTORY)
    stewards = board.village.channels["stewards"]
    world_channels.set_overwrite(board.village.world, stewards, overwrite)
    assert "stewards" in await ada.clicks("Back to normal", on=notice)
    assert await stride(board) == 2
    await board.village.steward.clicks("Back to normal", on=notice)
    assert await stride(board) == 1


@pytest.mark.thorough
@pytest.mark.parametrize("case", ["closed", "left", "no steward"])
async def test_an_owner_who_cannot_be_told_costs_nothing_stewards_are_told(
    board: Board, case: str
) -> None:
    ada = board.village.join("Ada")
    if case != "no steward":
        members.update(
            board.village.world,
            board.village.guild,
            board.village.guild.members[ada.id],
            role_ids={board.village.roles["Steward"].id},
        )
    await owned_by(board, ada)
    if case == "closed":
        ada.closes_dms()
    for number in range(3):
        await board.comes(number)
    if case == "left":
        ada.leaves()
        await board.tenet.caught_up()

    await board.is_at(FIRST + 3 * WEEK - timedelta(minutes=5))

    assert told(board, ada) == []
    (notice,) = board.notices()
    assert "so it comes half as often now" in notice


@pytest.mark.thorough
async def test_a_reaction_a_vote_a_click_or_a_word_in_the_thread_is_an_answer(
    board: Board,
) -> None:
    ada = board.village.join("Ada")
    await board.is_set(has_thread=True)

    await ada.reacts("👍", to=await board.comes(0))
    await ada.clicks("What it looks like", on=await board.comes(1))
    await ada.says("We do this on Fridays.", thread(board, await board.comes(2)))
    await board.is_set(asks="poll")
    vote = await board.comes(3)
    await ada.votes(vote.poll[1].split(" · ")[0], on=vote)
    await board.comes(4)

    posts = await board.posts()
    assert [(post.answers, post.clicks) for post in posts[:4]] == [(1, 0), (0, 1), (1, 0), (1, 0)]
    assert await stride(board) == 1


@pytest.mark.thorough
async def test_one_click_in_three_posts_is_enough(board: Board) -> None:
    ada = board.village.join("Ada")
    for number in range(3):
        post = await board.comes(number)
        if number == 1:
            await ada.clicks("What it looks like", on=post)

    await board.is_at(FIRST + 3 * WEEK - timedelta(minutes=5))

    assert [post.answers for post in await board.posts()] == [0, 0, 0]
    assert await stride(board) == 1


@pytest.mark.thorough
async def test_our_own_reactions_do_not_count_and_neither_do_posts_that_stood_too_short(
    board: Board,
) -> None:
    bot = board.tenet.bot
    for number in range(2):
        post = await board.comes(number)
        await bot.http.add_reaction(post.channel_id, post.id, "🌱")
    await board.is_at(FIRST + WEEK + DAY)
    reminder_id = (await board.posts())[0].reminder_id
    for hour in range(4):
        board.clock.set(FIRST + WEEK + 6 * DAY + timedelta(hours=18 + hour))
        async with bot.db.begin() as session:
            await posting.ask(bot, session, reminder_id, now=board.clock.now())
        await board.tenet.settled()

    await board.is_at(FIRST + 2 * WEEK - timedelta(minutes=5))
    posts = await board.posts()
    assert [post.answers for post in posts] == [0, 0, None, None, None, None]
    assert await stride(board) == 1

    await board.is_at(FIRST + 2 * WEEK)
    await board.is_at(FIRST + 3 * WEEK - timedelta(minutes=5))
    assert await stride(board) == 2


@pytest.mark.thorough
async def test_a_daily_one_that_is_replaced_is_counted_before_it_goes(board: Board) -> None:
    await board.is_set(former="replace")
    async with board.tenet.bot.db.begin() as session:
        await session.execute(
            update(Schedule).values(
                rule={"cron": {"hour": "9", "minute": "0"}, "every_weeks": 1, "anchor_on": None}
            )
        )
    await board.takes(20)
    ada = board.village.join("Ada")

    for number in range(3):
        await board.is_at(FIRST + number * DAY)
        if number == 1:
            await ada.reacts("👍", to=board.seen()[-1])
        assert len(board.seen()) == 1
    for number in range(3, 6):
        await board.is_at(FIRST + number * DAY)

    assert [post.answers for post in await board.posts()] == [0, 1, 0, 0, 0, None]
    assert await stride(board) == 2


@pytest.mark.thorough
async def test_what_cannot_be_looked_at_counts_neither_way(board: Board) -> None:
    channel, me = board.village.channels["reminders"], board.village.application.id
    unread = Overwrite(me, 1, deny=may.READ_MESSAGE_HISTORY)
    await board.comes(0)
    board.village.steward.deletes(board.seen()[-1])
    await board.comes(1)
    world_channels.set_overwrite(board.village.world, channel, unread)
    await board.comes(2)
    asked = select(Delivery.requests).where(Delivery.kind == COUNT).order_by(Delivery.id)
    async with board.tenet.bot.db.read() as session:
        assert list(await session.scalars(asked)) == [1, 2]
    world_channels.remove_overwrite(board.village.world, channel, me)
    await board.comes(3)
    await board.is_at(FIRST + 4 * WEEK - timedelta(minutes=5))

    assert [post.answers for post in await board.posts()] == [None, None, 0, 0]
    assert await stride(board) == 1
    async with board.tenet.bot.db.read() as session:
        # What is done is not kept for long.
        assert list(await session.scalars(asked))[-2:] == [1, 1]
