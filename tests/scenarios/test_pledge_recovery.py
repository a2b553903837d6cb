"""Pledges while nobody listens, and when messages, emojis or permissions go away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.faults import RestFault
from bot.simulator.server import Simulator
from bot.simulator.world import channels, guilds, reactions
from bot.simulator.world.entities import ReactionEmoji
from tests.factories import VALUES, Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.square import Square

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


@pytest.fixture
def square(sim: Simulator, village: Village, tenet: RunningBot) -> Square:
    return Square(sim, village, tenet)


@pytest_asyncio.fixture
async def stranger(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Any]:
    """Starts a bot with another config; stopped at the end."""
    started: list[RunningBot] = []

    async def start(**differences: Any) -> Square:
        running = RunningBot(sim, database_path, clock, village.config(**differences))
        started.append(running)
        await running.start()
        return Square(sim, village, running)

    yield start
    for running in started:
        await running.stop()


async def test_a_reaction_made_while_the_bot_was_down_is_recovered_exactly_once(
    square: Square,
) -> None:
    (ada,) = square.crowd("Ada")
    await square.tenet.stop()
    await ada.reacts("🌱", to=square.board)

    await square.tenet.start()
    await square.tenet.restart()

    assert await square.holds(ada) == ["🌱 Honesty"]
    assert await square.counted("pledge.made") == 1
    assert await square.sources() == {"recovered"}
    assert "One person has pledged." in square.board


async def test_a_reaction_taken_back_while_the_bot_was_down_withdraws_once(square: Square) -> None:
    ada, ben = square.crowd("Ada", "Ben")
    await square.pledged([ada, ben])
    await square.tenet.stop()
    await ada.unreacts("🌱", to=square.board)

    await square.tenet.start()
    await square.tenet.restart()

    assert await square.holds(ada) == []
    assert await square.holds(ben) == ["🌱 Honesty"]
    assert await square.counted("pledge.withdrawn") == 1


async def test_comparing_when_nothing_changed_writes_nothing(square: Square) -> None:
    await square.pledged(square.crowd("Ada", "Ben"))
    await square.tenet.restart()
    writes = await square.requested()
    begun: list[None] = []
    square.tenet.bot.db.on_commit("deliveries", lambda: begun.append(None))

    await square.compare()

    assert begun == []
    assert await square.requested() == writes
    assert square.report.changed == 0


async def test_a_lost_event_is_found_by_comparing(square: Square) -> None:
    (ada,) = square.crowd("Ada")
    square.sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=square.board)

    await square.compare()

    assert await square.holds(ada) == ["🌱 Honesty"]


async def test_more_than_a_page_of_reactions_is_recovered(square: Square) -> None:
    people = square.crowd(*(f"Person {number}" for number in range(230)))
    await square.tenet.stop()
    for person in people:
        await person.reacts("🔥", to=square.board)

    await square.tenet.start()

    assert await square.counted("pledge.made") == 230
    assert "230 people have pledged." in square.board


async def test_most_reactions_gone_at_once_are_an_accident_and_the_stewards_hear_of_it(
    square: Square,
) -> None:
    people = square.crowd("Ada", "Ben", "Cleo", "Dan")
    await square.pledged(people)
    await square.tenet.stop()
    for person in people[:3]:
        await person.unreacts("🌱", to=square.board)

    await square.tenet.start()
    await square.tenet.restart()

    assert square.report.changed == 0
    (told,) = square.village.steward.sees("stewards")
    assert '3 reactions for "Honesty" went away at once' in told.content
    assert await square.counted("pledge.withdrawn") == 0
    assert "4 people have pledged." in square.board


async def test_an_emoji_cleared_while_the_bot_was_down_withdraws_nothing_and_comes_back(
    square: Square,
) -> None:
    await square.pledged(square.crowd("Ada", "Ben"))
    await square.tenet.stop()
    reactions.clear_emoji(square.sim.world, square.place, square.message, ReactionEmoji(None, "🌱"))

    await square.tenet.start()

    assert await square.counted("pledge.withdrawn") == 0
    assert square.board.reactions["🌱"] == 1
    assert "2 people have pledged." in square.board


async def test_a_moderator_clearing_the_post_withdraws_nothing_and_our_reactions_come_back(
    square: Square,
) -> None:
    (ada,) = square.crowd("Ada")
    await square.pledged([ada])

    reactions.clear(square.sim.world, square.place, square.message)
    await square.village.steward.until(lambda: len(square.board.reactions) == 3)

    assert await square.holds(ada) == ["🌱 Honesty"]
    await square.compare()
    assert await square.counted("pledge.withdrawn") == 0
    await ada.reacts("🌱", to=square.board)
    await ada.unreacts("🌱", to=square.board)
    await square.village.steward.until(lambda: "One person" not in square.board)
    assert await square.counted("pledge.made") == 1


async def test_a_moderator_clearing_one_emoji_leaves_the_pledges(square: Square) -> None:
    (ada,) = square.crowd("Ada")
    await square.pledged([ada])

    reactions.clear_emoji(square.sim.world, square.place, square.message, ReactionEmoji(None, "🌱"))
    await square.village.steward.until(lambda: square.board.reactions.get("🌱") == 1)

    assert await square.holds(ada) == ["🌱 Honesty"]


async def test_our_own_reaction_comes_back_when_somebody_takes_it(square: Square) -> None:
    bot_id = square.message.author_id
    reactions.remove(
        square.sim.world, square.place, square.message, bot_id, ReactionEmoji(None, "🔥")
    )

    await square.village.steward.until(lambda: square.board.reactions.get("🔥") == 1)

    assert await square.counted("pledge.withdrawn") == 0


@pytest.mark.parametrize("meanwhile", ["while it runs", "while it is down"])
async def test_a_deleted_post_keeps_the_pledges_and_can_be_put_up_again(
    square: Square, meanwhile: str
) -> None:
    ada, ben = square.crowd("Ada", "Ben")
    await square.pledged([ada])
    if meanwhile == "while it runs":
        square.deletes_post()
        await square.compare()
    else:
        await square.tenet.stop()
        square.deletes_post()
        await square.tenet.start()
    await square.compare()

    (told,) = square.notices()
    assert f"The post with our values in <#{square.place.id}> is gone." in told
    assert await square.holds(ada) == ["🌱 Honesty"]
    await square.village.steward.runs("/pledge post")
    await square.tenet.settled()
    assert "One person has pledged." in square.board
    assert list(square.board.reactions) == ["🌱", "❤️", "🔥"]
    await square.pledged([ada, ben])
    assert await square.counted("pledge.made") == 2


async def test_a_post_deleted_unnoticed_is_put_up_again_when_a_steward_asks(
    square: Square,
) -> None:
    square.deletes_post()

    await square.village.steward.runs("/pledge post")
    await square.tenet.settled()

    assert list(square.board.reactions) == ["🌱", "❤️", "🔥"]
    assert square.notices() == []


async def test_a_deleted_channel_keeps_the_pledges(square: Square) -> None:
    (ada,) = square.crowd("Ada")
    await square.pledged([ada])

    channels.delete(square.sim.world, square.place)
    await square.village.steward.waits_for("is gone", channel="stewards")

    assert await square.holds(ada) == ["🌱 Honesty"]
    assert len(square.notices()) == 1


@pytest.mark.parametrize("pledged_before", [True, False])
async def test_what_a_member_does_during_a_comparison_counts_more_than_its_pages(
    square: Square, pledged_before: bool
) -> None:
    ada, ben, cleo = square.crowd("Ada", "Ben", "Cleo")
    before = [ada, ben, cleo] if pledged_before else [ben, cleo]
    await square.pledged(before)
    pages = {"method": "GET", "route": "/channels/*/messages/*/reactions/*"}
    delayed = square.sim.faults.rate_limit(**pages, retry_after=0.3, scope="shared", code=40062)
    slow = square.sim.faults.slow(0.4, **pages)

    async def acts(*, adds: bool) -> None:
        await (ada.reacts if adds else ada.unreacts)("🌱", to=square.board)
        people = "3 people" if adds else "2 people"
        await square.village.steward.until(lambda: people in square.board, what=people)

    square.tenet.bot.reconciler.ask(square.village.guild.id)
    await struck(delayed)  # what is known has been read, the page has not
    await acts(adds=not pledged_before)
    await struck(slow)  # the page has been written and is on its way
    await acts(adds=pledged_before)
    await square.tenet.settled()

    assert await square.holds(ada) == (["🌱 Honesty"] if pledged_before else [])
    assert await square.sources() == {"reaction"}


async def struck(fault: RestFault) -> None:
    """Return when a request has met a fault."""
    async with asyncio.timeout(PATIENCE):
        while fault.left:  # noqa: ASYNC110  # no event tells that a request has come
            await asyncio.sleep(0.005)


async def test_a_server_error_while_comparing_withdraws_nothing(square: Square) -> None:
    await square.pledged(square.crowd("Ada", "Ben"))
    square.sim.faults.answer(400, method="GET", route="/channels/*/messages/*/reactions/*", times=9)

    await square.compare()

    assert await square.counted("pledge.withdrawn") == 0
    assert square.report.failed == 1


async def test_a_post_that_may_no_longer_be_read_is_told_to_the_stewards_once(
    square: Square,
) -> None:
    await square.pledged(square.crowd("Ada"))
    square.forbids(may.READ_MESSAGE_HISTORY)
    await square.tenet.restart()
    await square.compare()

    assert await square.counted("pledge.withdrawn") == 0
    (told,) = square.notices()
    assert "Read Message History" in told


async def test_missing_permission_to_react_is_named_with_its_channel_and_mended_later(
    village: Village, sim: Simulator, stranger: Any
) -> None:
    square = Square(sim, village, None)  # type: ignore[arg-type]
    square.forbids(may.ADD_REACTIONS)

    square = await stranger()

    (told,) = square.notices()
    assert f"<#{square.place.id}>" in told
    assert "Add Reactions" in told
    square.forbids(0)
    await square.tenet.restart()
    assert list(square.board.reactions) == ["🌱", "❤️", "🔥"]
    assert len(square.notices()) == 1


async def test_a_command_that_lacks_permissions_names_them_before_anything_is_posted(
    square: Square,
) -> None:
    square.forbids(may.ADD_REACTIONS | may.EMBED_LINKS)
    await square.tenet.restart()

    said = await square.village.steward.runs("/pledge post")

    assert f"In <#{square.place.id}> I lack these permissions: embed_links, add_reactions." in said


async def test_a_channel_that_is_missing_is_named_once_and_found_when_it_is_made(
    sim: Simulator, stranger: Any
) -> None:
    square = await stranger(pledges={"channel": "commitments"})
    await square.compare()
    (told,) = square.notices()
    assert '"commitments"' in told

    made = channels.create(sim.world, square.village.guild, "commitments")
    await square.tenet.restart()

    (post,) = square.village.steward.sees(made)
    assert list(post.reactions) == ["🌱", "❤️", "🔥"]


async def test_a_command_without_a_channel_asks_for_one(stranger: Any) -> None:
    square = await stranger(channels={})

    said = await square.village.steward.runs("/pledge post")

    assert "I do not know which channel the values belong in." in said


async def test_a_custom_emoji_that_was_deleted_is_named_and_stops_no_other(
    sim: Simulator, village: Village, stranger: Any
) -> None:
    leaf = guilds.create_emoji(sim.world, village.guild, "leaf", creator_id=village.steward.id)
    guilds.delete_emoji(sim.world, village.guild, leaf.id)
    values = [VALUES[0], VALUES[1] | {"emoji": f"<:leaf:{leaf.id}>"}, VALUES[2]]

    square = await stranger(values=values)

    assert set(square.board.reactions) == {"🌱", "🔥"}
    (told,) = square.notices()
    assert 'of "Care"' in told
    assert f"<:leaf:{leaf.id}>" in told


async def test_a_custom_emoji_pledges_by_its_id(
    sim: Simulator, village: Village, stranger: Any
) -> None:
    leaf = guilds.create_emoji(sim.world, village.guild, "leaf", creator_id=village.steward.id)
    values = [VALUES[0], VALUES[1] | {"emoji": f"<:leaf:{leaf.id}>"}, VALUES[2]]
    square = await stranger(values=values)
    ada, ben = square.crowd("Ada", "Ben")

    await square.pledged([ada], "leaf")
    await square.tenet.stop()
    await ben.reacts("leaf", to=square.board)
    await square.tenet.start()

    assert await square.holds(ben) == [f"<:leaf:{leaf.id}> Care"]
    assert await square.counted("pledge.made") == 2


async def test_a_session_that_cannot_resume_is_followed_by_a_comparison(square: Square) -> None:
    (ada,) = square.crowd("Ada")
    square.sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=square.board)

    square.sim.faults.order("invalid_session_false")

    await square.village.steward.until(lambda: "One person" in square.board, within=15)
    assert await square.sources() == {"recovered"}


async def test_a_crash_between_post_and_note_leaves_one_post(
    sim: Simulator, village: Village, stranger: Any, clock: MovableClock
) -> None:
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    square = await stranger()
    await square.tenet.restart()
    clock.advance(timedelta(minutes=2))
    await square.village.steward.until(
        lambda: bool(village.steward.sees("pledges")) and len(square.board.reactions) == 3
    )

    assert len(village.steward.sees("pledges")) == 1
