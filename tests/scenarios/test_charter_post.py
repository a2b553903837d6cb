"""The pinned charter through the real client: posted, kept current, moved, lost, and told of."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.limits import PINS_PER_CHANNEL
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import messages as world_messages
from bot.simulator.world.entities import Channel, Overwrite
from cogs.charter import service as charter
from tests.charters import publish, reword, write_value
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

PLACE, OTHER = "general", "welcome"


async def posts(village: Village, tenet: RunningBot, place: str = PLACE) -> SeenMessage:
    """The steward asks for the charter in a channel; what they alone are answered."""
    channel = village.channels[place]
    answer = await village.steward.runs("/charter post", {"channel": channel})
    assert isinstance(answer, SeenMessage), answer.text
    assert answer.is_ephemeral
    await tenet.settled()
    return answer


def standing(person: Person, place: str = PLACE) -> list[SeenMessage]:
    """The charters that stand in a channel."""
    return [
        seen
        for seen in person.sees(place)
        if not seen.is_ephemeral and seen.selects and seen.embeds[0].title == "What we stand for"
    ]


def the_post(person: Person, place: str = PLACE) -> SeenMessage:
    (post,) = standing(person, place)
    return post


def told(village: Village) -> list[str]:
    """What the stewards were told."""
    return [message.text for message in village.steward.sees("stewards")]


def bot_role(village: Village) -> int:
    return next(role.id for role in village.guild.roles.values() if role.managed)


def forbid(village: Village, place: str, denied: int) -> None:
    overwrites = {bot_role(village): Overwrite(bot_role(village), 0, allow=0, deny=denied)}
    channel = village.channels[place]
    world_channels.update(village.world, channel, overwrites=channel.overwrites | overwrites)


def removed_by_hand(village: Village, post: SeenMessage) -> None:
    channel = village.world.channels[post.channel_id]
    world_messages.delete(village.world, channel.messages[post.id])


async def compared(village: Village, tenet: RunningBot) -> None:
    """What happens every few hours, and whenever a channel goes."""
    tenet.bot.reconciler.ask(village.guild.id)
    await tenet.settled()


async def rewords(village: Village, tenet: RunningBot, promise: str) -> None:
    """Another version is published."""
    async with tenet.bot.db.begin() as session:
        value = await charter.get_value(session, village.guild.id, "Care")
        await reword(session, village.guild.id, value, promise, now=tenet.clock.now())


async def test_the_charter_is_posted_and_pinned_and_a_value_is_read_from_it_in_private(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea", locale="de")

    answer = await posts(village, tenet)

    assert f"I am posting the charter in <#{village.channels[PLACE].id}>" in answer
    post = the_post(ada)
    assert post.is_pinned
    assert "We keep the river clean and each other well." in post
    assert "Nobody here carries a load alone." in post
    assert "Version 1" in post
    (select,) = post.selects
    assert [label for label, _ in select.options] == ["🌱 Honesty", "❤️ Care", "🔥 Courage"]
    read = await ada.selects(["❤️ Care"], on=post)
    assert isinstance(read, SeenMessage)
    assert read.is_ephemeral
    assert "We share the dull work." in read
    assert "So sieht es aus" in await bea.selects(["❤️ Care"], on=post)
    assert (await tenet.ledger(village.guild.id))["charter.posted"] == 1


async def test_publishing_changes_the_same_message_by_one_edit(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await posts(village, tenet)
    before = the_post(ada)
    edits = edits_of(sim, before)

    await rewords(village, tenet, "Nobody is left alone with a load.")
    await tenet.settled()

    after = the_post(ada)
    assert (after.id, after.is_pinned) == (before.id, True)
    assert "Nobody is left alone with a load." in after
    assert "Version 2" in after
    assert len(edits) == 1


def edits_of(sim: Simulator, post: SeenMessage) -> list[Exchange]:
    """The edits of a message from now on, as they come in."""
    found: list[Exchange] = []
    path = f"/channels/{post.channel_id}/messages/{post.id}"

    def note(seen: Exchange | Delivery) -> None:
        if isinstance(seen, Exchange) and seen.method == "PATCH" and seen.path.endswith(path):
            found.append(seen)

    sim.observers.append(note)
    return found


async def test_what_is_published_while_the_bot_is_down_is_shown_at_its_start(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await posts(village, tenet)

    await rewords(village, tenet, "Nobody is left alone.")
    await tenet.restart()

    assert "Nobody is left alone." in the_post(ada)


async def test_asked_for_again_where_it_stands_it_is_brought_up_to_date_and_pinned(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    post = the_post(village.steward)
    world_messages.unpin(village.world, village.world.channels[post.channel_id].messages[post.id])

    answer = await posts(village, tenet)

    assert "stands in" in answer
    assert the_post(village.steward).id == post.id
    assert the_post(village.steward).is_pinned


async def test_without_a_channel_it_goes_where_it_is_or_else_here(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    steward.goes_to(PLACE)
    await steward.runs("/charter post")
    await tenet.settled()
    steward.goes_to(OTHER)

    again = await steward.runs("/charter post")
    await tenet.settled()

    assert "stands in" in again
    assert len(standing(steward)) == 1
    assert standing(steward, OTHER) == []


async def test_it_moves_to_another_channel_and_the_former_one_says_where(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await posts(village, tenet)
    former = the_post(ada)

    answer = await posts(village, tenet, OTHER)

    assert f"The one in <#{former.channel_id}> will say where it has gone." in answer
    assert the_post(ada, OTHER).is_pinned
    left = ada.looks_again(former)
    assert left.text == f"Our charter has moved to <#{village.channels[OTHER].id}>."
    assert (left.selects, left.is_pinned) == ((), False)
    await rewords(village, tenet, "Nobody is left alone.")
    await tenet.settled()
    assert "Nobody is left alone." in the_post(ada, OTHER)
    assert ada.looks_again(former).text == left.text


async def test_two_stewards_who_choose_two_channels_leave_one_charter(
    village: Village, tenet: RunningBot
) -> None:
    other = village.join("Omar", roles=(village.roles["Steward"],))
    await posts(village, tenet)

    await village.steward.runs("/charter post", {"channel": village.channels[OTHER]})
    await other.runs("/charter post", {"channel": village.channels["pledges"]})
    await tenet.settled()

    places = (PLACE, OTHER, "pledges")
    assert [len(standing(other, place)) for place in places] == [0, 0, 1]
    assert [len(other.sees_pinned(village.channels[place])) for place in places] == [0, 0, 1]


async def test_deleted_it_is_put_back_once_and_the_stewards_are_told_each_time(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    first = the_post(village.steward)

    removed_by_hand(village, first)
    await compared(village, tenet)
    second = the_post(village.steward)
    assert second.is_pinned
    assert any("I put it back once" in text for text in told(village))

    removed_by_hand(village, second)
    await compared(village, tenet)
    await compared(village, tenet)
    assert standing(village.steward) == []
    assert sum("was deleted a second time" in text for text in told(village)) == 1

    await posts(village, tenet)
    assert the_post(village.steward).is_pinned


async def test_a_deletion_is_noticed_when_the_next_version_is_published(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    removed_by_hand(village, the_post(village.steward))

    await rewords(village, tenet, "Nobody is left alone.")
    await tenet.settled()

    assert "Nobody is left alone." in the_post(village.steward)
    assert any("I put it back once" in text for text in told(village))


async def test_a_deletion_while_the_bot_was_down_is_noticed_at_its_start(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    await tenet.stop()
    removed_by_hand(village, the_post(village.steward))

    await tenet.start()

    assert the_post(village.steward).is_pinned


async def test_of_a_deleted_channel_the_stewards_are_told_once_and_choose_another(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)

    world_channels.delete(village.world, village.channels[PLACE])
    await tenet.caught_up()
    assert any("in which the charter was pinned is gone" in text for text in told(village))
    await compared(village, tenet)

    assert sum("in which the charter was pinned is gone" in text for text in told(village)) == 1
    await posts(village, tenet, OTHER)
    assert the_post(village.steward, OTHER).is_pinned


async def test_where_the_pins_are_full_it_stands_unpinned_and_is_pinned_once_there_is_room(
    village: Village, tenet: RunningBot
) -> None:
    channel = village.channels[PLACE]
    fill_pins(village, channel)

    await posts(village, tenet)

    post = the_post(village.steward)
    assert not post.is_pinned
    assert sum("as many messages are pinned there" in text for text in told(village)) == 1

    await compared(village, tenet)
    assert sum("as many messages are pinned there" in text for text in told(village)) == 1

    world_messages.unpin(village.world, world_messages.pinned(channel)[-1])
    await compared(village, tenet)
    assert village.steward.looks_again(post).is_pinned


def fill_pins(village: Village, channel: Channel) -> None:
    for number in range(PINS_PER_CHANNEL):
        draft = world_messages.Draft(author_id=village.steward.id, content=f"{number}")
        message = world_messages.create(village.world, channel, draft)
        world_messages.edit(village.world, message, touch=False, pinned_at=village.world.now())


async def test_what_somebody_unpins_by_hand_is_left_unpinned(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    post = the_post(village.steward)
    world_messages.unpin(village.world, village.world.channels[post.channel_id].messages[post.id])

    await compared(village, tenet)
    await rewords(village, tenet, "Nobody is left alone.")
    await tenet.settled()

    assert not the_post(village.steward).is_pinned


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        (may.PIN_MESSAGES, "pin_messages"),
        (may.SEND_MESSAGES | may.PIN_MESSAGES, "send_messages, embed_links, pin_messages"),
        (may.EMBED_LINKS, "embed_links"),
    ],
)
async def test_what_the_bot_may_not_do_is_named_before_anything_is_posted(
    village: Village, tenet: RunningBot, denied: int, named: str
) -> None:
    forbid(village, PLACE, denied)
    await tenet.caught_up()

    answer = await posts(village, tenet)

    assert f"I lack these permissions in <#{village.channels[PLACE].id}>: {named}." in answer
    assert standing(village.steward) == []
    assert "charter.posted" not in await tenet.ledger(village.guild.id)


async def test_a_lost_permission_to_pin_is_told_and_the_charter_stays(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    forbid(village, PLACE, may.PIN_MESSAGES)
    removed_by_hand(village, the_post(village.steward))
    await compared(village, tenet)

    assert not the_post(village.steward).is_pinned
    assert any("the permission pin_messages" in text for text in told(village))


async def test_a_lost_view_of_the_channel_is_told_and_made_good_later(
    village: Village, tenet: RunningBot
) -> None:
    await posts(village, tenet)
    channel = village.channels[PLACE]
    forbid(village, PLACE, may.VIEW_CHANNEL)
    await tenet.caught_up()

    await rewords(village, tenet, "Nobody is left alone.")
    await tenet.settled()
    await compared(village, tenet)

    assert any("view_channel" in text for text in told(village))
    assert len(standing(village.steward)) == 1
    del channel.overwrites[bot_role(village)]
    world_channels.update(village.world, channel, overwrites=dict(channel.overwrites))
    await tenet.caught_up()
    await compared(village, tenet)
    assert "Nobody is left alone." in the_post(village.steward)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("method", "template"),
    [("POST", "/channels/*/messages"), ("PUT", "/channels/*/messages/pins/*")],
    ids=["between sending and noting it", "between pinning and noting it"],
)
async def test_a_kill_leaves_one_pinned_charter(
    method: str,
    template: str,
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    clock: MovableClock,
) -> None:
    left_behind = database_path.with_name("left-behind.db")
    killed = asyncio.Event()

    def copy_what_a_kill_leaves(seen: Exchange | Delivery) -> None:
        if killed.is_set() or not isinstance(seen, Exchange) or seen.method != method:
            return
        if fnmatchcase(seen.template, template):
            # What would be found in the file if the process ended at this instruction.
            with (
                closing(sqlite3.connect(database_path)) as file,
                closing(sqlite3.connect(left_behind)) as copy,
            ):
                file.backup(copy)
            killed.set()

    sim.observers.append(copy_what_a_kill_leaves)
    await village.steward.runs("/charter post", {"channel": village.channels[PLACE]})
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await tenet.stop()

    after = RunningBot(sim, left_behind, clock, village.config())
    await after.start()
    try:
        assert the_post(village.steward).is_pinned
        assert village.steward.sees_pinned(PLACE) == [the_post(village.steward)]
    finally:
        await after.stop()


async def test_only_stewards_post_it(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")

    refused = await ada.runs("/charter post", {"channel": village.channels[PLACE]})
    await tenet.settled()

    assert "stewards" in refused
    assert standing(ada) == []


async def test_twelve_full_values_fit_into_one_message(village: Village, tenet: RunningBot) -> None:
    full = charter.Typed(
        promise="p" * 200,
        looks_like="\n".join(f"{n}" + "l" * 199 for n in range(5)),
        does_not_look_like="\n".join(f"{n}" + "d" * 199 for n in range(5)),
    )
    async with tenet.bot.db.begin() as session:
        now, guild_id = tenet.clock.now(), village.guild.id
        for value in await charter.list_values(session, guild_id):
            await charter.retire_value(session, guild_id, value.id, actor_id=1, now=now)
        for number, emoji in enumerate("🌊🌳🍀🌻🦉🐢🐝🦋🌙🍇🍈🍉"):
            typed = charter.Typed(
                f"{number:02}" + "n" * 98,
                emoji,
                full.promise,
                full.looks_like,
                full.does_not_look_like,
            )
            await write_value(session, guild_id, 0, typed, now=now)
        draft = await charter.read_draft(session, guild_id)
        await charter.write_mission(
            session, guild_id, "m" * 1000, base=1, seen=draft.turn, actor_id=1, now=now
        )
        await publish(session, guild_id, now=now)
    ada = village.join("Ada", locale="de")

    await posts(village, tenet)

    post = the_post(ada)
    assert len(post.embeds[0].fields) == 12
    label, _ = post.selects[0].options[0]
    read = await ada.selects([label], on=post)
    assert "4" + "d" * 199 in read
    assert "4" + "l" * 199 in read


async def test_the_charter_that_a_member_calls_up_has_the_same_list(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    shown = await ada.runs("/charter show")
    everyone = await ada.clicks("Show everyone", on=shown)

    for message in (shown, everyone):
        assert "We share the dull work." in await ada.selects(["❤️ Care"], on=message)


async def test_a_value_that_was_retired_is_explained_to_who_still_chooses_it(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await posts(village, tenet)
    post = the_post(ada)
    (select,) = post.selects
    values = dict(select.options)
    async with tenet.bot.db.begin() as session:
        now, guild_id = tenet.clock.now(), village.guild.id
        await charter.retire_value(session, guild_id, int(values["❤️ Care"]), actor_id=1, now=now)
        await publish(session, guild_id, now=now)

    answer = await ada.selects(["❤️ Care"], on=post)

    assert "no longer part of our charter" in answer
