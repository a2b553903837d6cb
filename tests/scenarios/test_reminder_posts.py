"""A reminder's post with everything that hangs on it, and what happens when something is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import notices
from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import roles as world_roles
from bot.simulator.world.entities import Overwrite
from cogs.reminders import posting
from cogs.reminders.models import QuietDays, Reminder
from cogs.reminders.service.posts import OnItsWay
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.reminder_board import COMMUNITY, DAY, FIRST, SILENT, WEEK, Board

pytestmark = pytest.mark.asyncio

POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}


@pytest_asyncio.fixture
async def board(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Board]:
    tenet = RunningBot(sim, database_path, clock, village.config(**COMMUNITY))
    await tenet.start()
    board = Board(tenet, village, clock)
    await board.is_answered()
    yield board
    await tenet.stop()


async def ask(board: Board) -> None:
    """A steward wants the post now."""
    bot = board.tenet.bot
    async with bot.db.begin() as session:
        reminder = (await session.scalars(select(Reminder))).one()
        await posting.ask(bot, session, reminder.id, now=board.clock.now())


async def test_it_pings_one_role_without_a_sound_opens_a_thread_and_folds_the_one_before(
    board: Board,
) -> None:
    role = board.village.roles["Neighbour"]
    world_roles.update(board.village.world, board.village.guild, role, mentionable=True)
    await board.is_set(former="fold", has_thread=True, is_silent=True, ping_role_id=role.id)

    first = await board.comes(0)

    assert first.mention_role_ids == (role.id,)
    assert first.payload["flags"] & SILENT
    assert first.text.startswith(f"<@&{role.id}>")
    assert first.thread_id == first.id
    assert [post.thread_id for post in await board.posts()] == [first.id]

    second = await board.comes(1)

    folded, stands = board.seen()
    assert stands.id == second.id
    assert folded.id == first.id
    assert folded.text == f"🌱 Honesty · <t:{int(FIRST.timestamp())}:D>"
    assert not folded.embeds
    assert not folded.buttons
    assert [post.put_away_at is None for post in await board.posts()] == [False, True]

    # It may not be pinged, and then it is gone: the post comes, and stewards hear of each once.
    world_roles.update(board.village.world, board.village.guild, role, mentionable=False)
    await board.tenet.caught_up()
    assert (await board.comes(2)).mention_role_ids == ()
    world_roles.delete(board.village.world, board.village.guild, role)
    await board.tenet.caught_up()
    gone = await board.comes(3)
    await board.comes(4)
    assert not gone.text.startswith("<@&")
    told = board.notices()
    for words in (
        f'I may not ping <@&{role.id}>, as the reminder "Weekly" should',
        'The role that the reminder "Weekly" should ping is gone',
        "that I give at the end of onboarding",  # which is the same role
    ):
        assert [words in notice for notice in told].count(True) == 1
    assert len(told) == 3


@pytest.mark.thorough
async def test_replaced_it_goes_when_the_next_one_stands_and_not_before(
    board: Board, sim: Simulator
) -> None:
    await board.is_set(former="replace")
    first = await board.comes(0)

    sim.faults.answer(503, times=1, **POST_MESSAGE)
    await board.is_at(FIRST + WEEK)
    assert [post.id for post in board.seen()] == [first.id]

    await board.is_at(FIRST + WEEK + timedelta(minutes=1))
    (second,) = board.seen()
    assert second.id != first.id

    # One that people talked under is folded instead; what they wrote is about it.
    await board.is_set(has_thread=True)
    third = await board.comes(2)
    await board.comes(3)
    assert second.id not in {post.id for post in board.seen()}
    folded = board.village.steward.looks_again(third)
    assert not folded.embeds

    # Somebody removed the former one by hand, and somebody wants all of them to be kept.
    board.village.steward.deletes(board.seen()[-1])
    fifth = await board.comes(4)
    await board.is_set(former="keep")
    await board.comes(5)
    assert board.village.steward.looks_again(fifth).embeds
    assert board.notices() == []


@pytest.mark.thorough
async def test_a_vote_is_folded_too_and_a_reminder_that_is_removed_leaves_its_posts(
    board: Board,
) -> None:
    await board.is_set(former="fold", asks="poll")
    vote = await board.comes(0)
    assert vote.poll

    await board.comes(1)

    folded = board.village.steward.looks_again(vote)
    assert folded.text.startswith("🌱 Honesty · ")
    assert not folded.embeds
    await board.village.steward.runs("/reminder remove", name="Weekly")
    before = board.seen()
    await board.is_at(FIRST + 2 * WEEK)
    assert board.seen() == before


@pytest.mark.thorough
async def test_on_quiet_days_it_rests_by_its_own_calendar_and_goes_on_after(board: Board) -> None:
    monday = date(2026, 3, 9)
    async with board.tenet.bot.db.begin() as session:
        session.add(
            QuietDays(
                guild_id=board.village.guild.id,
                from_on=date(2020, 12, 24),
                until_on=date(2021, 3, 2),
                is_yearly=True,
                created_at=FIRST - DAY,
            )
        )
        session.add(
            QuietDays(
                guild_id=board.village.guild.id,
                from_on=monday,
                until_on=monday,
                is_yearly=False,
                created_at=FIRST - DAY,
            )
        )

    for number in range(3):
        await board.is_at(FIRST + number * WEEK)

    assert await board.outcomes() == ["rested", "rested", "on_time"]
    assert len(board.seen()) == 1
    assert board.notices() == []

    await board.is_set(observes_quiet_days=False)
    async with board.tenet.bot.db.begin() as session:
        day = (FIRST + 3 * WEEK).date()
        session.add(
            QuietDays(
                guild_id=board.village.guild.id,
                from_on=day,
                until_on=day,
                is_yearly=False,
                created_at=FIRST,
            )
        )
    await board.is_at(FIRST + 3 * WEEK)
    assert len(board.seen()) == 2


@pytest.mark.thorough
async def test_a_channel_takes_so_many_posts_a_week_and_stewards_are_told_once_what_it_cost(
    board: Board,
) -> None:
    await board.takes(2)
    await board.is_at(FIRST)
    await board.is_at(FIRST + DAY)
    await ask(board)
    await board.is_at(FIRST + DAY + timedelta(minutes=5))
    assert len(board.seen()) == 2

    for hour in range(2):
        board.clock.set(FIRST + 2 * DAY + timedelta(hours=hour))
        await ask(board)
        await board.is_at(FIRST + 2 * DAY + timedelta(hours=hour, minutes=5))

    assert len(board.seen()) == 2
    (notice,) = board.notices()
    assert "has had 2 automated posts within a week" in notice

    # A week after the first there is room again, and the notice is closed.
    await board.is_at(FIRST + WEEK + timedelta(minutes=1))
    assert len(board.seen()) == 3
    assert await board.outcomes() == ["on_time", "late"]
    async with board.tenet.bot.db.read() as session:
        assert await notices.list_open(session, board.village.guild.id) == frozenset()


@pytest.mark.thorough
async def test_asked_for_twice_at_once_it_comes_once_and_its_rule_goes_on(board: Board) -> None:
    await ask(board)
    with pytest.raises(OnItsWay):
        await ask(board)
    await board.tenet.settled()
    assert len(board.seen()) == 1

    await board.is_at(FIRST)

    assert len(board.seen()) == 2
    assert [post.run_id is None for post in await board.posts()] == [True, False]


@pytest.mark.thorough
async def test_late_within_the_window_it_is_marked_late_and_later_it_is_skipped_and_told_once(
    board: Board, sim: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    # The bot was away.
    await board.tenet.stop()
    board.clock.set(FIRST + timedelta(hours=5))
    await board.tenet.start()
    await board.is_at(FIRST + timedelta(hours=5, minutes=1))
    assert len(board.seen()) == 1
    assert await board.outcomes() == ["late"]
    assert "is late by 5:0" in caplog.text

    # Discord was away: it takes nothing for two hours, and then for seven.
    sim.faults.answer(503, times=1000, **POST_MESSAGE)
    board.clock.set(FIRST + WEEK)
    await board.tenet.bot.ticks.run("schedules")
    sim.faults.clear()
    await board.is_at(FIRST + WEEK + timedelta(hours=2))
    assert await board.outcomes() == ["late", "late"]
    assert len(board.seen()) == 2

    sim.faults.cut(times=1000, **POST_MESSAGE)
    board.clock.set(FIRST + 2 * WEEK)
    await board.tenet.bot.ticks.run("schedules")
    await board.tenet.stop()
    sim.faults.clear()
    board.clock.set(FIRST + 2 * WEEK + timedelta(hours=7))
    await board.tenet.start()
    await board.is_at(FIRST + 2 * WEEK + timedelta(hours=8))
    assert await board.outcomes() == ["late", "late", "skipped"]
    assert len(board.seen()) == 2
    (notice,) = board.notices()
    due = int(datetime(2026, 3, 16, 9, tzinfo=UTC).timestamp())
    assert f"<t:{due}:f>" in notice


@pytest.mark.thorough
async def test_a_thread_that_may_not_be_opened_costs_no_post_and_is_told_once(
    board: Board,
) -> None:
    channel, me = board.village.channels["reminders"], board.village.application.id
    await board.is_set(has_thread=True, former="fold")
    denied = Overwrite(me, 1, deny=may.CREATE_PUBLIC_THREADS)
    world_channels.set_overwrite(board.village.world, channel, denied)
    await board.tenet.caught_up()

    first = await board.comes(0)
    second = await board.comes(1)

    assert first.thread_id is second.thread_id is None
    (notice,) = board.notices()
    assert "Create Public Threads" in notice

    world_channels.remove_overwrite(board.village.world, channel, me)
    await board.tenet.caught_up()
    assert (await board.comes(2)).thread_id is not None


@pytest.mark.thorough
async def test_permission_lost_while_it_is_sent_costs_that_post_and_takes_no_place(
    board: Board, sim: Simulator
) -> None:
    await board.takes(1)
    sim.faults.answer(403, times=1, code=50013, **POST_MESSAGE)
    await board.is_at(FIRST)
    # The notice was posted, the reminder was not.
    assert board.seen() == []
    (notice,) = board.notices()
    assert f"<#{board.village.channels['reminders'].id}>" in notice

    board.clock.set(FIRST + timedelta(hours=1))
    await ask(board)
    await board.tenet.settled()
    assert len(board.seen()) == 1
