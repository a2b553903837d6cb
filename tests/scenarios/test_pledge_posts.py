"""Pledge posts through the real client: where they may stand, and how stewards shape them."""

from __future__ import annotations

import asyncio

import pytest

from bot import settings
from bot.simulator import permissions as may
from bot.simulator.sample import STEWARD
from bot.simulator.server import Simulator
from bot.simulator.world import channels, members, roles, threads
from bot.simulator.world.entities import ChannelType
from cogs.charter import service as charter
from cogs.pledges.service.roles import ROLES
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


async def test_a_steward_shapes_a_post_in_a_thread_takes_it_down_and_puts_it_up_again(
    doors: Doors,
) -> None:
    steward, ada = doors.steward, doors.village.join("Ada")
    thread = doors.thread()
    panel = await doors.posts(channel=thread, layout="short")
    assert f"I am putting the values into <#{thread.id}>." in panel
    assert list(doors.board(thread).reactions) == VALUES
    assert "Nobody here carries a load alone." not in doors.board(thread)
    await ada.reacts("🌱", to=doors.board(thread))
    await doors.says("🌱 **Honesty** · One person has pledged.", thread)

    panel = await steward.selects("With examples", on=panel)
    await doors.says("• We share the dull work.", thread)
    form = await steward.clicks("Change its words", on=panel)
    panel = await steward.fills_in(form, {"Title": "Our *three*", "Text above the values": ""})
    assert r"Title: Our \*three\*" in panel
    assert "Text: the usual one" in panel
    await doors.says("Our *three*", thread)
    assert "What we stand for" in doors.board()

    asked = await steward.clicks("Take it down", on=panel)
    assert "All pledges are kept" in asked
    gone = await steward.clicks("Take it down", on=asked)
    assert "It is taken down" in gone
    await steward.until(lambda: doors.boards(thread) == [])
    assert await doors.holds(ada) == ["🌱 Honesty"]
    await steward.clicks("Put it up again", on=gone)
    await doors.says("Our *three*", thread)
    assert "One person has pledged." in doors.board(thread)
    changes = ["post_layout", "post_wording", "post", "post"]
    assert await doors.audited() == [f"pledges.{what}" for what in changes]


@pytest.mark.thorough
async def test_a_forum_is_refused_with_what_to_do_and_a_post_in_it_is_a_door(doors: Doors) -> None:
    forum = doors.village.channels["ideas"]
    ada = doors.village.join("Ada")

    refused = await doors.posts(channel=forum)

    assert f"<#{forum.id}> is a forum" in refused
    assert "Start a post there" in refused
    inside = doors.thread("What we stand for", "ideas")
    await doors.posts(channel=inside)
    await ada.reacts("🔥", to=doors.board(inside))
    await doors.says("One person has pledged.", inside)
    await doors.says("One person has pledged.")
    assert await doors.holds(ada) == ["🔥 Courage"]


@pytest.mark.thorough
async def test_an_announcement_channel_takes_the_values_too(doors: Doors, sim: Simulator) -> None:
    news = channels.create(sim.world, doors.village.guild, "news", kind=ChannelType.ANNOUNCEMENT)

    await doors.posts(channel=news)

    assert list(doors.board(news).reactions) == VALUES


@pytest.mark.thorough
async def test_without_a_channel_inside_a_thread_the_usual_place_is_meant(doors: Doors) -> None:
    thread = doors.thread()

    answer = await doors.steward.runs("/pledge post", channel=thread)
    await doors.tenet.settled()

    place = doors.village.channels["pledges"]
    assert f"The values stand in <#{place.id}> already" in answer
    assert doors.boards(thread) == []


@pytest.mark.thorough
async def test_a_locked_thread_is_refused_by_name(doors: Doors, sim: Simulator) -> None:
    thread = doors.thread()
    threads.update(sim.world, thread, locked=True)

    refused = await doors.posts(channel=thread)

    assert f"The thread <#{thread.id}> is locked" in refused
    assert doors.boards(thread) == []


@pytest.mark.thorough
async def test_a_thread_locked_later_keeps_its_post_and_is_named_where_we_may_not_edit(
    doors: Doors, sim: Simulator
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    doors.forbids(may.MANAGE_THREADS, "general")
    threads.update(sim.world, thread, locked=True)
    await doors.tenet.caught_up()

    await ada.reacts("🌱", to=doors.board(thread))
    told = await doors.steward.waits_for("Manage Threads", channel="stewards")
    await doors.tenet.caught_up()

    assert f"<#{thread.id}>" in told
    assert await doors.holds(ada) == ["🌱 Honesty"]
    threads.update(sim.world, thread, locked=False)
    await doors.says("One person has pledged.", thread)
    assert len(doors.told()) == 1


@pytest.mark.thorough
async def test_permissions_missing_in_a_thread_are_those_of_threads(doors: Doors) -> None:
    thread = doors.thread()
    doors.forbids(may.SEND_MESSAGES_IN_THREADS, "general")
    await doors.tenet.caught_up()

    refused = await doors.posts(channel=thread)

    assert "I lack these permissions: send_messages_in_threads" in refused


@pytest.mark.thorough
async def test_in_an_archived_thread_a_post_rests_and_is_put_right_when_somebody_wakes_it(
    doors: Doors, sim: Simulator
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    threads.update(sim.world, thread, archived=True)
    await doors.tenet.caught_up()

    await ada.reacts("❤️", to=doors.board())
    await doors.says("One person has pledged.")
    await doors.retires("Honesty")
    await doors.adds("Patience", "🐢")
    await doors.shows("❤️", "🔥", "🐢")
    await doors.tenet.settled()
    assert "One person" not in doors.board(thread)
    assert list(doors.board(thread).reactions) == VALUES
    assert doors.told() == []
    asked = doors.requests("PUT", "*/@me")
    await doors.compared()
    assert asked == []

    threads.update(sim.world, thread, archived=False)
    await doors.shows("❤️", "🔥", "🐢", place=thread)
    await doors.says("One person has pledged.", thread)
    assert "Patience" in doors.board(thread)


@pytest.mark.thorough
async def test_a_steward_who_asks_for_it_wakes_an_archived_thread(
    doors: Doors, sim: Simulator
) -> None:
    thread = doors.thread()
    panel = await doors.posts(channel=thread)
    threads.update(sim.world, thread, archived=True)
    await doors.tenet.caught_up()

    await doors.steward.selects("Short", on=panel)

    await doors.says("🌱 **Honesty** · Nobody has pledged yet.", thread)
    assert thread.thread is not None
    assert not thread.thread.archived
    threads.update(sim.world, thread, archived=True)
    await doors.steward.clicks(
        "Take it down", on=await doors.steward.clicks("Take it down", on=panel)
    )
    await doors.steward.until(lambda: doors.boards(thread) == [])


@pytest.mark.thorough
async def test_roles_that_cannot_be_given_are_named_before_a_post_goes_up(
    doors: Doors, sim: Simulator
) -> None:
    high = roles.create(sim.world, doors.village.guild, "High", position=9, permissions=0)
    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        honesty = await charter.get_value(session, guild_id, "Honesty")
        place = {str(honesty.id): {"id": high.id, "name": "High"}}
        await settings.change(session, guild_id, ROLES, place, actor_id=None, now=now)
    general = doors.village.channels["general"]
    assert "**High** stands above my own role" not in await doors.posts()

    asked = await doors.posts(channel=general, layout="short")
    old = await doors.posts(channel=general)

    assert "**High** stands above my own role" in asked
    assert doors.boards("general") == []
    await doors.tenet.restart()
    panel = await doors.steward.clicks("Post anyway", on=asked)
    await doors.says("🌱 **Honesty** · Nobody has pledged yet.", "general")
    assert "Change its words" in [button.label for button in panel.buttons]
    channels.delete(sim.world, general)
    assert "I do not know which channel" in await doors.steward.clicks("Post anyway", on=old)


@pytest.mark.thorough
async def test_two_stewards_who_post_at_once_get_one_post(doors: Doors) -> None:
    other = doors.village.join("Omar", roles=(doors.village.roles[STEWARD],))
    general = doors.village.channels["general"]

    answers = await asyncio.gather(
        doors.steward.runs("/pledge post", {"channel": general}),
        other.runs("/pledge post", {"channel": general}),
    )
    await doors.tenet.settled()

    assert not any(answer.failed for answer in answers)
    assert list(doors.board("general").reactions) == VALUES


@pytest.mark.thorough
async def test_a_channel_deleted_before_the_post_arrives_is_named_once(doors: Doors) -> None:
    doors.sim.faults.answer(404, code=10003, method="POST", route="/channels/*/messages")

    await doors.posts(channel=doors.village.channels["general"])
    await doors.steward.waits_for("is gone", channel="stewards")
    await doors.compared()

    (notice,) = doors.told()
    assert '"general" is gone' in notice
    await doors.posts(channel=doors.village.channels["general"])
    assert list(doors.board("general").reactions) == VALUES


@pytest.mark.thorough
async def test_a_post_taken_down_while_it_is_being_sent_goes_at_once(doors: Doors) -> None:
    general = doors.village.channels["general"]
    slow = doors.sim.faults.slow(0.5, method="POST", route="/channels/*/messages")
    panel = await doors.steward.runs("/pledge post", {"channel": general})
    await doors.steward.until(lambda: not slow.left)

    asked = await doors.steward.clicks("Take it down", on=panel)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.tenet.settled()

    assert doors.boards("general") == []


@pytest.mark.thorough
async def test_an_old_panel_shows_what_is_so_now_and_obeys_only_stewards(doors: Doors) -> None:
    omar = doors.village.join("Omar", roles=(doors.village.roles[STEWARD],))
    old = await omar.runs("/pledge post")
    new = await doors.posts()
    asked = await doors.steward.clicks("Take it down", on=new)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.tenet.restart()

    late = await omar.selects("Short", on=old)
    assert "It is taken down" in late
    assert "Put it up again" in [button.label for button in late.buttons]
    assert doors.boards() == []
    members.update(doors.sim.world, doors.village.guild, omar.member, role_ids=frozenset())
    assert "This is for stewards" in await omar.clicks("Put it up again", on=late)
    assert doors.boards() == []


@pytest.mark.thorough
async def test_a_post_taken_down_out_of_reach_goes_when_it_is_in_reach_again(
    doors: Doors,
) -> None:
    panel = await doors.posts()
    doors.forbids(may.VIEW_CHANNEL)
    await doors.tenet.caught_up()

    asked = await doors.steward.clicks("Take it down", on=panel)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.steward.waits_for("View Channel", channel="stewards")
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()

    assert doors.boards() == []
    assert len(doors.told()) == 1
