"""Pledge posts that are lost, cleared, crowded or overtaken by a new charter: no pledge is lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.simulator import permissions as may
from bot.simulator.server import Simulator
from bot.simulator.world import channels, guilds, messages, threads
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Channel
from cogs.charter import service as charter
from cogs.pledges.service import posts as pledge_posts
from tests.charters import reword
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.doors import VALUES, Doors

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


@pytest.fixture
def doors(sim: Simulator, village: Village, tenet: RunningBot) -> Doors:
    return Doors(sim, village, tenet)


async def test_a_deleted_post_comes_back_when_a_steward_says_so_and_only_once(
    doors: Doors,
) -> None:
    steward, ada = doors.steward, doors.village.join("Ada")
    await ada.reacts("🌱", to=doors.board())
    await doors.says("One person")
    notice = await doors.lost()
    assert "is gone. Everybody's pledges are kept; shall I post it again?" in notice
    assert doors.boards() == []
    doors.lets_see_notices(ada)
    assert "This is for stewards" in await ada.clicks("Post it again", on=notice)
    assert doors.told() == [notice]

    await doors.tenet.restart()
    custom_id = notice.buttons[0].custom_id or ""
    steward.presses(custom_id, on=notice)
    steward.presses(custom_id, on=notice)
    await doors.says("One person has pledged.")
    await doors.tenet.settled()

    assert list(doors.board().reactions) == VALUES
    (after,) = doors.told()
    assert f"is up again, or on its way. {steward.mention} decided that." in after
    assert after.buttons == ()
    assert await doors.audited() == ["pledges.post"]
    assert await doors.holds(ada) == ["🌱 Honesty"]


@pytest.mark.thorough
async def test_a_deleted_post_that_stewards_leave_down_stays_down_until_they_want_it(
    doors: Doors,
) -> None:
    notice = await doors.lost()

    after = await doors.steward.clicks("Leave it down", on=notice)
    await doors.tenet.restart()
    late = await doors.steward.runs("/pledge mine")

    assert "stays down" in after
    assert doors.boards() == []
    assert len(doors.told()) == 1
    assert not late.failed
    await doors.posts()
    assert list(doors.board().reactions) == VALUES


@pytest.mark.thorough
async def test_deciding_late_about_a_post_that_is_up_again_changes_nothing(doors: Doors) -> None:
    notice = await doors.lost()
    await doors.posts()
    standing = doors.board()

    after = await doors.steward.clicks("Leave it down", on=notice)
    await doors.tenet.settled()

    assert "is up again" in after
    assert doors.board().id == standing.id


@pytest.mark.thorough
async def test_a_post_that_cannot_come_back_is_told_with_the_permission_it_lacks(
    doors: Doors,
) -> None:
    thread = doors.thread()
    await doors.posts(channel=thread)
    messages.delete(doors.sim.world, thread.messages[doors.board(thread).id])
    await doors.compared()
    doors.forbids(may.SEND_MESSAGES_IN_THREADS, "general")
    await doors.tenet.caught_up()

    await doors.steward.clicks("Post it again", on=doors.told()[-1])
    told = await doors.steward.waits_for("Send Messages in Threads", channel="stewards")

    assert f"<#{thread.id}>" in told
    assert doors.boards(thread) == []
    doors.forbids(0, "general")
    await doors.tenet.caught_up()
    await doors.compared()
    assert list(doors.board(thread).reactions) == VALUES


@pytest.mark.thorough
@pytest.mark.parametrize("gone", ["the thread", "its channel", "its channel while it sleeps"])
async def test_a_thread_that_goes_takes_its_post_and_no_pledge(
    doors: Doors, sim: Simulator, gone: str
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread("Our values")
    await doors.posts(channel=thread)
    await ada.reacts("🌱", to=doors.board(thread))
    await doors.says("One person has pledged.")

    if gone == "the thread":
        threads.delete(sim.world, thread)
    else:
        threads.update(sim.world, thread, archived=gone.endswith("sleeps"))
        channels.delete(sim.world, doors.village.channels["general"])
    await doors.steward.waits_for("is gone", channel="stewards")

    (notice,) = doors.told()
    assert '"Our values" is gone, and the post with our values with it.' in notice
    assert notice.buttons == ()
    assert await doors.holds(ada) == ["🌱 Honesty"]
    await doors.compared()
    assert len(doors.told()) == 1


async def test_a_thread_that_goes_elsewhere_takes_no_post_of_ours(
    doors: Doors, sim: Simulator
) -> None:
    elsewhere = guilds.create(sim.world, "Elsewhere", owner=doors.steward.user)
    guilds.add_bot(sim.world, elsewhere, doors.village.application, granted=0)
    place = doors.village.channels["pledges"]
    gone = {"id": str(place.id), "guild_id": str(elsewhere.id), "type": 11, "parent_id": "1"}

    sim.world.emit(
        Dispatch(
            "THREAD_DELETE",
            lambda: gone,
            guild_id=elsewhere.id,
            bot_ids=frozenset({doors.village.application.id}),
        )
    )
    await doors.tenet.settled()
    ada = doors.village.join("Ada")
    await ada.reacts("🌱", to=doors.board())

    await doors.says("One person has pledged.")
    assert doors.told() == []


@pytest.mark.thorough
async def test_a_moderator_who_clears_reactions_is_told_of_once_and_withdraws_nothing(
    doors: Doors,
) -> None:
    ada = doors.village.join("Ada")
    await ada.reacts("🌱", to=doors.board())
    await doors.says("One person")

    for emoji in VALUES:
        doors.steward.clears(emoji, of=doors.board())
    await doors.steward.until(lambda: sorted(doors.board().reactions) == sorted(VALUES))
    doors.steward.clears(of=doors.board())
    await doors.steward.until(lambda: sorted(doors.board().reactions) == sorted(VALUES))
    await doors.tenet.caught_up()

    (told,) = doors.told()
    assert "That withdraws no pledge" in told
    assert await doors.holds(ada) == ["🌱 Honesty"]
    doors.tenet.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # it can be moved
    doors.steward.clears(of=doors.board())
    await doors.steward.until(lambda: len(doors.told()) == 2)


@pytest.mark.thorough
async def test_other_reactions_stay_until_the_server_wants_them_gone_one_request_for_each(
    doors: Doors, sim: Simulator
) -> None:
    people = [doors.village.join(name) for name in ("Ada", "Ben", "Cleo")]
    leaf = guilds.create_emoji(sim.world, doors.village.guild, "leaf", creator_id=doors.steward.id)
    panel = await doors.posts()
    for person in people:
        await person.reacts("🍕", to=doors.board())
        await person.reacts("🌱", to=doors.board())
    await doors.says("3 people have pledged.")
    await doors.tenet.settled()
    assert doors.board().reactions["🍕"] == 3
    cleared = doors.requests("DELETE", "*/reactions/*")

    panel = await doors.steward.clicks("Remove other reactions", on=panel)
    await doors.steward.until(lambda: "🍕" not in doors.board().reactions)
    assert "I remove them." in panel
    assert len(cleared) == 1

    doors.sim.faults.slow(0.2, method="DELETE", route="/channels/*/messages/*/reactions/*")
    for person in people:
        await person.reacts("leaf", to=doors.board())
        await person.reacts("☀️", to=doors.board())
    await doors.shows(*VALUES)
    await doors.tenet.settled()
    assert len(cleared) <= 5
    assert any(str(leaf.id) in path for path in cleared)
    assert doors.board().reactions["🌱"] == 4
    assert doors.told() == []

    again = await doors.steward.clicks("Let other reactions stay", on=panel)
    assert "They stay, and mean nothing." in again
    await people[0].reacts("🍕", to=doors.board())
    await doors.tenet.caught_up()
    assert doors.board().reactions["🍕"] == 1


@pytest.mark.thorough
async def test_a_values_own_emoji_is_never_cleared_in_whichever_shade_or_spelling(
    doors: Doors,
) -> None:
    ada, ben = doors.village.join("Ada"), doors.village.join("Ben")
    await doors.adds("Welcome", "👋")
    panel = await doors.posts()
    await doors.steward.clicks("Remove other reactions", on=panel)

    await ada.reacts("👋🏽", to=doors.board())
    await ben.reacts("❤", to=doors.board())
    async with doors.tenet.bot.db.begin() as session:  # asked for before it stood for a value
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        await pledge_posts.ask_clearing(session, guild_id, 1, ["👋🏽", "❤"], now=now)
    await doors.tenet.caught_up()
    await doors.compared()

    assert await doors.holds(ada) == ["👋 Welcome"]
    assert await doors.holds(ben) == ["❤️ Care"]
    assert doors.board().reactions["👋🏽"] == 1
    assert doors.board().reactions["❤"] == 1


@pytest.mark.thorough
async def test_without_the_permission_other_reactions_stay_and_stewards_are_told_once(
    doors: Doors,
) -> None:
    ada, ben = doors.village.join("Ada"), doors.village.join("Ben")
    doors.forbids(may.MANAGE_MESSAGES)
    await doors.tenet.caught_up()
    cleared = doors.requests("DELETE", "*/reactions/*")

    panel = await doors.steward.clicks("Remove other reactions", on=await doors.posts())
    for person in (ada, ben):
        await person.reacts("🍕", to=doors.board())
        await person.reacts("☕", to=doors.board())
    await doors.steward.waits_for("Manage Messages", channel="stewards")
    await doors.compared()

    assert "I lack the permission Manage Messages" in panel
    assert cleared == []
    assert len(doors.told()) == 1
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()
    await doors.shows(*VALUES)
    doors.forbids(may.MANAGE_MESSAGES)
    await doors.tenet.caught_up()
    await ada.reacts("🍕", to=doors.board())
    await doors.steward.until(lambda: len(doors.told()) == 2)


@pytest.mark.thorough
async def test_where_others_left_no_room_for_a_value_stewards_are_told_and_can_make_some(
    doors: Doors,
) -> None:
    ada = doors.village.join("Ada")
    for emoji in "🍎🍐🍊🍋🍌🍉🍇🍓🍈🍒🍑🥭🍍🥥🥝🍅🍆":
        await ada.reacts(emoji, to=doors.board())
    await doors.adds("Patience", "🐢")

    told = await doors.steward.waits_for("20 different emojis", channel="stewards")
    assert "🐢" not in doors.board().reactions
    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        await pledge_posts.allow_others(session, guild_id, False, actor_id=1, now=now)
    await doors.village.join("Ben").reacts("🍎", to=doors.board())
    await doors.steward.until(lambda: "🐢" in doors.board().reactions)
    assert "🍐" in doors.board().reactions
    await doors.compared()
    await doors.shows(*VALUES, "🐢")
    await doors.tenet.settled()

    assert [seen.id for seen in doors.told()] == [told.id]


@pytest.mark.thorough
async def test_a_new_charter_shows_on_every_post(doors: Doors) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    places: list[Channel | str] = ["pledges", "general", thread]
    await doors.posts(channel=doors.village.channels["general"])
    await doors.posts(channel=thread)
    await ada.reacts("🔥", to=doors.board(thread))
    await doors.says("One person has pledged.")

    await doors.retires("Courage")
    await doors.adds("Patience", "🐢")

    for place in places:
        await doors.says("🐢 Patience", place)
        await doors.steward.until(lambda place=place: "🐢" in doors.board(place).reactions)  # type: ignore[misc]
        assert "Courage" not in doors.board(place)
    await doors.tenet.settled()
    assert list(doors.board().reactions) == ["🌱", "❤️", "🐢"]
    assert doors.board(thread).reactions["🔥"] == 1  # Ada's own is hers
    assert (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.withdrawn", 0) == 0


@pytest.mark.thorough
async def test_another_emoji_takes_the_place_of_ours_under_every_post(doors: Doors) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    await ada.reacts("❤️", to=doors.board())
    await doors.says("One person has pledged.", thread)

    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        care = await charter.get_value(session, guild_id, "Care")
        await reword(session, guild_id, replace(care, emoji="🤝"), care.promise, now=now)

    await doors.shows("🌱", "🔥", "🤝", place=thread)
    await doors.steward.until(lambda: doors.board().reactions.get("❤️") == 1)
    assert await doors.holds(ada) == ["🤝 Care"]
    await ada.unreacts("❤️", to=doors.board())
    await doors.tenet.caught_up()
    assert await doors.holds(ada) == ["🤝 Care"]
    assert doors.told() == []


@pytest.mark.thorough
async def test_a_value_retired_while_people_react_takes_no_more_pledges(doors: Doors) -> None:
    people = [doors.village.join(f"Person {number}") for number in range(12)]

    async def react() -> None:
        for person in people:
            await person.reacts("🔥", to=doors.board())
            await asyncio.sleep(0)

    await asyncio.gather(react(), doors.retires("Courage"))
    await doors.tenet.caught_up()
    before = (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.made", 0)
    late = doors.village.join("Late")
    await late.reacts("🔥", to=doors.board())
    await doors.tenet.caught_up()
    await doors.tenet.restart()

    assert (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.made", 0) == before
    assert await doors.holds(late) == []
    assert "Courage" not in doors.board()


@pytest.mark.thorough
async def test_a_right_to_react_that_is_lost_later_is_told_and_mended(doors: Doors) -> None:
    doors.forbids(may.ADD_REACTIONS)
    await doors.tenet.caught_up()

    await doors.adds("Patience", "🐢")

    told = await doors.steward.waits_for("Add Reactions", channel="stewards")
    assert "🐢 Patience" in doors.board()
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()
    await doors.shows(*VALUES, "🐢")
    assert doors.told()[-1].id == told.id
