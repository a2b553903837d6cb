"""Comparisons of pledges where Discord, people or the process itself get in the way."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.clock import MovableClock
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.faults import RestFault
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, guilds, members, reactions
from bot.simulator.world.entities import ReactionEmoji
from bot.simulator.world.thread_opening import open_thread
from cogs.charter import service as charter
from cogs.charter.service import Typed
from cogs.pledges import service
from cogs.pledges.service import PostState, posts
from tests import charters
from tests.factories import VALUES, Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.square import Square

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

MESSAGE = "GET /channels/{channel_id}/messages/{message_id}"
USERS = f"{MESSAGE}/reactions/{{emoji_name}}"
MEMBERS = "GET /guilds/{guild_id}/members"
PAGES = {"method": "GET", "route": "/channels/*/messages/*/reactions/*"}


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


@pytest.fixture
def square(sim: Simulator, village: Village, tenet: RunningBot) -> Square:
    return Square(sim, village, tenet)


def crowd(square: Square, count: int) -> list[Person]:
    return square.crowd(*(f"Person {number}" for number in range(count)))


async def react(people: Sequence[Person], square: Square, emoji: str = "🌱") -> None:
    for person in people:
        await person.reacts(emoji, to=square.board)


async def unreact(people: Sequence[Person], square: Square, emoji: str = "🌱") -> None:
    for person in people:
        await person.unreacts(emoji, to=square.board)


async def struck(fault: RestFault) -> None:
    """Return when a request has met a fault."""
    async with asyncio.timeout(PATIENCE):
        while fault.left:  # noqa: ASYNC110  # no event tells that a request has come
            await asyncio.sleep(0.005)


async def remarks(square: Square) -> dict[str, int]:
    return {reason.key: count for reason, count in square.report.remarks}


# Whose reaction it is.


async def test_bots_and_we_ourselves_pledge_to_nothing(square: Square) -> None:
    other = accounts.create_application(
        square.sim.world, "Parrot", owner=square.village.steward.user
    )
    guilds.add_bot(square.sim.world, square.village.guild, other, granted=0, role_position=1)
    (ada,) = square.crowd("Ada")
    await square.tenet.stop()
    parrot = square.sim.world, square.place, square.message, other.id
    reactions.add(*parrot, ReactionEmoji(None, "🌱"))
    await react([ada], square)

    await square.tenet.start()

    assert await square.counted("pledge.made") == 1
    assert await square.holds(ada) == ["🌱 Honesty"]


async def test_who_reacted_and_left_counts_when_they_are_back_and_not_before(
    square: Square,
) -> None:
    ada, ben = square.crowd("Ada", "Ben")
    await square.tenet.stop()
    await react([ada, ben], square)
    ada.leaves()

    await square.tenet.start()
    assert "One person has pledged." in square.board
    await square.tenet.restart()
    assert square.report.changed == 0
    ada.joins(square.village.guild)
    await square.tenet.caught_up()

    assert "2 people have pledged." in square.board
    assert await square.holds(ada) == ["🌱 Honesty"]


async def test_leaving_and_returning_unseen_closes_and_reopens(
    square: Square, clock: MovableClock
) -> None:
    ada, ben, cleo = square.crowd("Ada", "Ben", "Cleo")
    await square.pledged([ada, ben, cleo])
    await square.tenet.stop()
    ada.leaves()
    ben.leaves()

    await square.tenet.start()
    assert "One person has pledged." in square.board
    assert square.report.removed == 2
    await square.tenet.stop()
    clock.advance(timedelta(days=29))
    ada.joins(square.village.guild)
    clock.advance(timedelta(days=2))
    ben.joins(square.village.guild)
    await square.tenet.start()

    assert await square.holds(ada) == ["🌱 Honesty"]
    assert await square.holds(ben) == []
    assert await square.counted("pledge.closed") == 2
    assert await square.counted("pledge.reopened") == 1


async def test_who_is_there_is_looked_up_where_the_server_is_larger_than_the_question(
    square: Square,
) -> None:
    (ada,) = square.crowd("Ada")
    await square.pledged([ada])
    await square.tenet.stop()
    ada.leaves()
    world, guild = square.sim.world, square.village.guild
    for number in range(1200):
        members.join(world, guild, accounts.create_user(world, f"Other {number}"))
    square.sim.requests.clear()

    await square.tenet.start()

    assert square.report.removed == 1
    assert square.sim.requests[MEMBERS] == 0


async def test_an_erased_reaction_is_never_brought_back_and_a_new_one_counts(
    square: Square,
) -> None:
    ada, ben = square.crowd("Ada", "Ben")
    await square.pledged([ada, ben])
    bot = square.tenet.bot
    async with bot.db.begin() as session:
        await service.forget(session, MemberKey(square.village.guild.id, ada.id))

    await square.tenet.restart()
    assert await square.holds(ada) == []
    assert square.report.changed == 0
    await square.tenet.stop()
    await unreact([ada], square)
    await square.tenet.start()
    await square.tenet.stop()
    await react([ada], square)
    await square.tenet.start()

    assert await square.holds(ada) == ["🌱 Honesty"]


# Which emoji it is.


async def test_every_skin_tone_and_spelling_is_recovered_and_one_taken_back_stays_so(
    village: Village, sim: Simulator, database_path: Path, clock: MovableClock
) -> None:
    values = [VALUES[0] | {"emoji": "✊"}, *VALUES[1:]]
    tenet = RunningBot(sim, database_path, clock, village.config(values=values))
    await tenet.start()
    square = Square(sim, village, tenet)
    ada, ben, cleo = square.crowd("Ada", "Ben", "Cleo")
    await tenet.stop()
    await react([ada], square, "✊🏿")
    await react([ada], square, "✊🏻")
    await react([ben], square, "❤")
    await react([cleo], square, "✊")

    await tenet.start()
    assert await square.holds(ada) == ["✊ Honesty"]
    assert await square.holds(ben) == ["❤️ Care"]
    assert await square.counted("pledge.made") == 3
    await unreact([ada], square, "✊🏻")
    await tenet.caught_up()
    await tenet.restart()
    assert await square.holds(ada) == []
    await tenet.stop()
    await unreact([cleo], square, "✊")
    await react([cleo], square, "✊🏽")
    await tenet.start()

    assert await square.holds(cleo) == ["✊ Honesty"]
    assert await square.counted("pledge.withdrawn") == 1
    await tenet.stop()


async def test_a_custom_emoji_deleted_from_the_server_takes_no_pledge_with_it(
    village: Village, sim: Simulator, database_path: Path, clock: MovableClock
) -> None:
    leaf = guilds.create_emoji(sim.world, village.guild, "leaf", creator_id=village.steward.id)
    values = [VALUES[0] | {"emoji": f"<:leaf:{leaf.id}>"}, *VALUES[1:]]
    tenet = RunningBot(sim, database_path, clock, village.config(values=values))
    await tenet.start()
    square = Square(sim, village, tenet)
    (ada,) = square.crowd("Ada")
    await square.pledged([ada], "leaf")
    guilds.delete_emoji(sim.world, village.guild, leaf.id)
    mark = ReactionEmoji(leaf.id, "leaf")
    reactions.clear_emoji(sim.world, square.place, square.message, mark)
    await tenet.caught_up()

    await tenet.restart()
    await tenet.restart()

    assert square.report.changed == 0
    assert await square.holds(ada) == [f"<:leaf:{leaf.id}> Honesty"]
    (told,) = [told for told in square.notices() if "leaf" in told]
    assert 'of "Honesty"' in told
    await tenet.stop()


async def test_an_emoji_that_discord_no_longer_lists_says_nothing_of_those_who_used_it(
    square: Square,
) -> None:
    people = crowd(square, 120)
    await square.pledged(people)
    await square.tenet.stop()
    await unreact(people[:1], square)
    square.sim.faults.answer(404, code=10014, skip=1, **PAGES)

    await square.tenet.start()

    assert await square.holds(people[0]) == ["🌱 Honesty"]
    assert any("🌱" in told for told in square.notices())


# What a post may be.


async def test_without_the_right_to_react_nothing_is_withdrawn_and_nothing_asked_over_and_over(
    square: Square,
) -> None:
    people = square.crowd("Ada", "Ben")
    await square.pledged(people)
    await square.tenet.stop()
    square.forbids(may.ADD_REACTIONS)
    reactions.clear(square.sim.world, square.place, square.message)

    await square.tenet.start()
    assert await remarks(square) == {"pledges-compared-cleared": 2}
    told = [one.text for one in square.village.steward.sees("stewards")]
    assert len([one for one in told if '2 reactions for "Honesty"' in one]) == 1
    assert len([one for one in told if "Add Reactions" in one]) == len(told) - 1 == 1
    await square.tenet.restart()
    assert square.report.changed == 0
    assert "2 people have pledged." in square.board
    square.forbids(0)
    await square.tenet.restart()

    assert list(square.board.reactions) == ["🌱", "❤️", "🔥"]
    assert await square.counted("pledge.withdrawn") == 0


async def test_a_post_in_a_thread_is_compared_like_any_other(square: Square) -> None:
    thread = open_thread(
        square.sim.world,
        square.village.channels["general"],
        "values",
        owner_id=square.village.steward.id,
    )
    await square.village.steward.runs("/pledge post", {"channel": thread})
    await square.tenet.settled()
    ada, ben = square.crowd("Ada", "Ben")
    (board,) = [seen for seen in square.village.steward.sees(thread) if not seen.is_ephemeral]
    await ada.reacts("🌱", to=board)
    await square.tenet.caught_up()
    await square.tenet.stop()
    await ada.unreacts("🌱", to=board)
    await ben.reacts("🌱", to=board)

    await square.tenet.start()

    assert await square.holds(ada) == []
    assert await square.holds(ben) == ["🌱 Honesty"]


async def test_moving_from_one_post_to_the_other_unseen_keeps_the_pledge(
    square: Square,
) -> None:
    await square.village.steward.runs(
        "/pledge post", {"channel": square.village.channels["general"]}
    )
    await square.tenet.settled()
    ada, ben = square.crowd("Ada", "Ben")
    first, second = square.board, square.village.steward.sees("general")[-1]
    await ada.reacts("🌱", to=first)
    await ben.reacts("🌱", to=second)
    await square.tenet.caught_up()
    await square.tenet.stop()
    for person, before, after in ((ada, first, second), (ben, second, first)):
        await person.unreacts("🌱", to=before)
        await person.reacts("🌱", to=after)

    await square.tenet.start()

    assert await square.holds(ada) == await square.holds(ben) == ["🌱 Honesty"]


# What happens in the middle.


async def slowly(square: Square) -> asyncio.Task[None]:
    """A comparison that has read a page and waits for the answer."""
    slow = square.sim.faults.slow(0.4, **PAGES)
    running = asyncio.create_task(square.compare())
    await struck(slow)
    return running


async def test_a_value_retired_in_the_middle_takes_no_pledge(square: Square) -> None:
    people = crowd(square, 3)
    await lose_events(square, people)
    running = await slowly(square)
    async with square.tenet.bot.db.begin() as session:
        value = await charter.get_value(session, square.village.guild.id, "Honesty")
        await charters.retire(
            session, square.village.guild.id, value.id, now=square.tenet.clock.now()
        )
    await running
    await square.tenet.restart()

    assert await square.counted("pledge.made") == 0


async def test_a_value_reworded_or_marked_anew_in_the_middle_is_pledged_to_as_it_is_then(
    square: Square,
) -> None:
    people = crowd(square, 3)
    await lose_events(square, people[:2])
    await lose_events(square, people[2:], "🔥")
    running = await slowly(square)
    guild_id, now = square.village.guild.id, square.tenet.clock.now()
    async with square.tenet.bot.db.begin() as session:
        honesty = await charter.get_value(session, guild_id, "Honesty")
        await charters.reword(session, guild_id, honesty, "We say it at once.", now=now)
        courage = await charter.get_value(session, guild_id, "Courage")
        lines = "\n".join(courage.looks_like), "\n".join(courage.does_not_look_like)
        typed = Typed(courage.name, "🦁", courage.promise, *lines)
        await charters.write_value(session, guild_id, courage.id, typed, now=now)
        await charters.publish(session, guild_id, now=now)
    await running

    assert await square.counted("pledge.made") == 2
    async with square.tenet.bot.db.read() as session:
        (held,) = await service.list_held(session, MemberKey(guild_id, people[0].id))
    assert not held.earlier_words
    await square.compare()
    assert square.report.added == 0


async def test_a_post_taken_down_in_the_middle_takes_nothing_in_and_nothing_away(
    square: Square,
) -> None:
    (ada, *others) = crowd(square, 3)
    await square.pledged([ada])
    square.sim.faults.disturb("swallow", event="MESSAGE_REACTION_REMOVE")
    await unreact([ada], square)
    await lose_events(square, others)
    running = await slowly(square)
    bot, guild_id = square.tenet.bot, square.village.guild.id
    async with bot.db.begin() as session:
        (post,) = await posts.list_posts(session, guild_id, states=[PostState.LIVE])
        await posts.take_down(session, guild_id, post.id, actor_id=1, now=bot.clock.now())
    await running

    assert await square.counted("pledge.made") == 1
    assert await square.counted("pledge.withdrawn") == 0


async def test_who_leaves_in_the_middle_is_not_pledged(square: Square) -> None:
    ada, ben, cleo = square.crowd("Ada", "Ben", "Cleo")
    await square.pledged([cleo])  # for whose sake it is asked who is there, before Ada leaves
    await lose_events(square, [ada, ben])
    running = await slowly(square)
    ada.leaves()
    await running
    await square.tenet.caught_up()

    assert "2 people have pledged." in square.board
    assert await square.holds(ben) == ["🌱 Honesty"]


async def lose_events(square: Square, people: Sequence[Person], emoji: str = "🌱") -> None:
    """They react, and the bot hears nothing of it."""
    square.sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD", times=len(people))
    await react(people, square, emoji)


@pytest.mark.parametrize("kind", ["duplicate", "reorder"])
async def test_doubled_and_disordered_events_end_as_what_stands(square: Square, kind: str) -> None:
    people = crowd(square, 6)
    for _ in range(3):
        square.sim.faults.disturb(kind, event="MESSAGE_REACTION_*", times=5)
        await react(people, square)
        square.sim.faults.disturb(kind, event="MESSAGE_REACTION_*", times=5)
        await unreact(people[:3], square)
        await unreact(people[3:], square)
    await react(people[:4], square)
    await square.tenet.caught_up()

    await square.compare()
    await square.compare()

    assert square.report.changed == 0
    assert "4 people have pledged." in square.board
    for person in people:
        assert await square.holds(person) == (["🌱 Honesty"] if person in people[:4] else [])


# What stops it.


async def test_every_second_request_refused_for_its_pace_loses_nobody(square: Square) -> None:
    people = crowd(square, 230)
    await square.tenet.stop()
    await react(people, square)

    async def refuse_every_second() -> None:
        while True:
            await struck(square.sim.faults.rate_limit(method="GET", retry_after=0.01))
            seen = sum(square.sim.requests.values())
            while sum(square.sim.requests.values()) == seen:  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.001)

    refusing = asyncio.create_task(refuse_every_second())
    await square.tenet.start()
    refusing.cancel()

    assert await square.counted("pledge.made") == 230
    assert square.report.failed == 0


def break_off(square: Square, *, after: int, tries: int = 1) -> None:
    """The connection is lost when so many pages were read; aiohttp asks twice for each."""
    square.sim.faults.cut(**PAGES, times=2 * tries).skip = after


async def test_a_lost_connection_is_taken_up_at_the_page_where_it_broke_off(
    square: Square, clock: MovableClock
) -> None:
    people = crowd(square, 350)
    await square.tenet.stop()
    await react(people, square)
    break_off(square, after=2)

    await square.tenet.start()
    assert await square.counted("pledge.made") == 199  # and we are the two hundredth
    square.sim.requests.clear()
    clock.advance(timedelta(seconds=3))
    await square.tenet.settled()

    assert await square.counted("pledge.made") == 350
    assert square.report.failed == 0
    assert square.report.added == 350
    assert "350 people have pledged." in square.board
    assert (square.sim.requests[USERS], square.sim.requests[MESSAGE]) == (2, 0)


async def test_a_session_lost_meanwhile_begins_the_reading_anew(
    square: Square, clock: MovableClock
) -> None:
    people = crowd(square, 350)
    await square.tenet.stop()
    await react(people, square)
    break_off(square, after=2, tries=2)  # once more before there is a session
    await square.tenet.start()
    assert await square.counted("pledge.made") == 199  # and we are the two hundredth
    square.sim.faults.disturb("swallow", event="MESSAGE_REACTION_REMOVE")
    await unreact(people[:1], square)

    square.sim.faults.order("invalid_session_false")
    await square.village.steward.until(lambda: "349 people" in square.board, within=20)

    assert await square.holds(people[0]) == []
    assert await square.holds(people[1]) == ["🌱 Honesty"]


async def test_a_kill_in_the_middle_is_made_good_by_the_next_start(
    square: Square, tmp_path: Path, database_path: Path, clock: MovableClock
) -> None:
    people = crowd(square, 330)
    await square.pledged(people[:20], "🔥")
    await square.tenet.stop()
    await react(people, square)
    await unreact(people[:5], square, "🔥")
    slow = square.sim.faults.slow(0.6, **PAGES)
    slow.skip = 3
    starting = asyncio.create_task(square.tenet.start())
    await struck(slow)
    killed = tmp_path / "killed.db"
    for suffix in ("", "-wal"):
        if (found := database_path.with_name(database_path.name + suffix)).exists():
            shutil.copy(found, killed.with_name(killed.name + suffix))
    square.sim.faults.cut(times=100_000)
    await starting
    await square.tenet.stop()
    square.sim.faults.clear()
    with sqlite3.connect(killed) as connection:
        query = "SELECT count(*) FROM activity WHERE kind = 'pledge.made'"
        assert connection.execute(query).fetchone() == (219,)
    again = RunningBot(square.sim, killed, clock, square.village.config())
    square = Square(square.sim, square.village, again)

    await again.start()
    assert await square.counted("pledge.made") == 350
    assert await square.counted("pledge.withdrawn") == 5
    (told,) = [
        seen.content
        for seen in square.village.steward.sees("stewards")
        if "pledges were made" in seen.content
    ]
    assert "330 pledges were made meanwhile and 5 were taken back" in told
    await again.stop()


async def test_a_second_comparison_writes_nothing_at_all(square: Square) -> None:
    people = crowd(square, 12)
    await square.tenet.stop()
    await react(people, square)
    people[0].leaves()
    await square.tenet.start()
    assert square.report.added == 11
    written: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().startswith(("SELECT", "BEGIN", "COMMIT", "PRAGMA", "ROLLBACK")):
            written.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await square.compare()
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert square.report.changed == 0
    assert square.report.looked_at > 11
    assert written == []
