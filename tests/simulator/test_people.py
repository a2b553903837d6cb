"""What a member may do and sees, without a bot."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.simulator import permissions
from bot.simulator.clock import MovableClock
from bot.simulator.people import CannotDo, NotSeen, join
from bot.simulator.sample import GRANTED_INTENTS, MINIMAL_GRANT, Community, community, populate
from bot.simulator.world import channels, events, messages, roles, threads
from bot.simulator.world.entities import (
    ChannelType,
    Overwrite,
    Poll,
    PollAnswer,
)
from bot.simulator.world.thread_opening import open_thread
from bot.simulator.world.world import World

pytestmark = pytest.mark.asyncio


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def place(clock: MovableClock) -> Community:
    return community(World(clock))


async def test_the_sample_bot_can_give_every_role_but_its_own(place: Community) -> None:
    guild, bot = place.guild, place.bot

    given = {
        name for name, role in place.roles.items() if permissions.outranks_role(guild, bot, role)
    }

    assert given == {"Steward", "Neighbour"}
    granted = permissions.in_guild(guild, bot, place.world.now())
    assert granted & MINIMAL_GRANT == MINIMAL_GRANT
    assert not granted & permissions.ADMINISTRATOR
    assert place.application.intents == GRANTED_INTENTS


async def test_a_private_channel_is_seen_by_its_role_and_the_bot(place: Community) -> None:
    stewards = place.channels["stewards"]
    await place.people["Ines"].says("between us", stewards)

    assert [m.text for m in place.people["Ines"].sees(stewards)] == ["between us"]
    assert place.people["Ada"].sees(stewards) == []
    with pytest.raises(CannotDo, match="does not see #stewards"):
        await place.people["Ada"].says("let me in", stewards)
    assert permissions.sees(place.guild, place.bot, stewards, place.world.now())


async def test_somebody_pending_reads_but_neither_writes_nor_reacts(place: Community) -> None:
    said = await place.people["Ada"].says("hello", place.channels["welcome"])
    finn = join(place.world, "Finn", pending=True)

    assert "hello" in [m.text for m in finn.sees()]
    with pytest.raises(CannotDo, match="accepted the rules"):
        await finn.says("hi")
    with pytest.raises(CannotDo, match="accepted the rules"):
        await finn.reacts("🌱", to=said)
    finn.passes_screening()
    await finn.reacts("🌱", to=said)
    assert finn.looks_again(said).reactions == {"🌱": 1}


async def test_a_new_emoji_needs_the_right_to_add_one(place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    welcome = place.channels["welcome"]
    channels.set_overwrite(
        place.world, welcome, Overwrite(place.guild.id, 0, deny=permissions.ADD_REACTIONS)
    )
    said = await ada.says("hello", welcome)

    with pytest.raises(CannotDo, match="may not add reactions"):
        await ben.reacts("🌱", to=said)
    await place.people["Mara"].reacts("🌱", to=said)
    await ben.reacts("🌱", to=said)

    assert ben.looks_again(said).reactions == {"🌱": 2}
    with pytest.raises(CannotDo, match="not an emoji"):
        await ben.reacts("leaf", to=said)
    await ben.unreacts("🌱", to=said)
    with pytest.raises(CannotDo, match="has not reacted"):
        await ben.unreacts("🌱", to=said)


async def test_an_ephemeral_message_is_seen_by_one(place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    welcome = place.channels["welcome"]
    draft = messages.Draft(
        author_id=place.application.id,
        application_id=place.application.id,
        content="psst",
        viewer_id=ada.id,
    )
    messages.create(place.world, welcome, draft)

    [seen] = ada.sees(welcome)

    assert seen.is_ephemeral
    assert ben.sees(welcome) == []
    with pytest.raises(CannotDo, match="gone"):
        ben.looks_again(seen)
    with pytest.raises(CannotDo, match="takes no reactions"):
        await ada.reacts("🌱", to=seen)
    ada.deletes(seen)
    assert ada.sees(welcome) == []


async def test_without_history_only_what_came_since_is_seen(
    place: Community, clock: MovableClock
) -> None:
    welcome = place.channels["welcome"]
    await place.people["Ada"].says("before", welcome)
    channels.set_overwrite(
        place.world, welcome, Overwrite(place.guild.id, 0, deny=permissions.READ_MESSAGE_HISTORY)
    )
    clock.advance(timedelta(seconds=1))
    finn = join(place.world, "Finn")
    await place.people["Ada"].says("after", welcome)

    assert "before" not in [m.text for m in finn.sees(welcome)]
    assert "after" in [m.text for m in finn.sees(welcome)]


async def test_slow_mode_makes_people_wait(place: Community, clock: MovableClock) -> None:
    ada, welcome = place.people["Ada"], place.channels["welcome"]
    channels.update(place.world, welcome, rate_limit_per_user=10)
    await ada.says("one", welcome)

    with pytest.raises(CannotDo, match="slow mode"):
        await ada.says("two", welcome)
    clock.advance(timedelta(seconds=10))
    await ada.says("two", welcome)

    assert [m.text for m in ada.sees(welcome)] == ["one", "two"]


async def test_waiting_ends_when_it_appears(place: Community) -> None:
    ada = place.people["Ada"]
    waiting = asyncio.create_task(ada.waits_for("news", channel="pledges"))
    await asyncio.sleep(0)
    await place.people["Ben"].says("no news here", place.channels["welcome"])

    said = await place.people["Ben"].says("the news", place.channels["pledges"])

    assert (await waiting).id == said.id
    with pytest.raises(NotSeen):
        await ada.waits_for("news", channel="pledges", after=said, within=0.02)


async def test_a_private_thread_is_seen_by_those_in_it(place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    thread = open_thread(
        place.world,
        place.channels["welcome"],
        "just us",
        owner_id=place.application.id,
        kind=ChannelType.PRIVATE_THREAD,
    )
    threads.add_member(place.world, thread, ada.id)

    assert thread in ada.channels()
    assert thread not in ben.channels()
    await ada.says("here", thread)
    ada.quits(thread)
    assert thread not in ada.channels()


async def test_pressing_something_in_a_sleeping_thread_opens_it_and_in_a_locked_one_fails(
    place: Community,
) -> None:
    ada = place.people["Ada"]
    thread = open_thread(
        place.world,
        place.channels["welcome"],
        "just us",
        owner_id=place.application.id,
        kind=ChannelType.PRIVATE_THREAD,
    )
    assert thread.thread is not None
    threads.add_member(place.world, thread, ada.id)
    button = {"type": 2, "style": 1, "label": "Go", "custom_id": "go", "id": 2}
    rows = [{"type": 1, "id": 1, "components": [button]}]
    draft = messages.Draft(author_id=place.application.id, components=rows)
    card = messages.create(place.world, thread, draft)

    threads.update(place.world, thread, archived=True)
    ada.presses("go", on=card)
    assert not thread.thread.archived
    threads.update(place.world, thread, archived=True, locked=True)
    with pytest.raises(CannotDo, match="greyed out"):
        ada.presses("go", on=card)


async def test_a_poll_is_voted_on_once_or_changed(place: Community) -> None:
    ada = place.people["Ada"]
    answers = {n: PollAnswer(n, {"text": text}) for n, text in enumerate(("Yes", "No"), 1)}
    poll = Poll("Well?", answers, place.world.now() + timedelta(hours=1))
    draft = messages.Draft(author_id=place.application.id, poll=poll)
    message = messages.create(place.world, place.channels["welcome"], draft)

    await ada.votes("Yes", on=message)
    await ada.votes("No", on=message)

    assert [answer.voter_ids for answer in answers.values()] == [[], [ada.id]]
    with pytest.raises(CannotDo, match="takes one answer"):
        await ada.votes("Yes", "No", on=message)
    with pytest.raises(CannotDo, match="no answer 'Perhaps'"):
        await ada.votes("Perhaps", on=message)


async def test_interest_in_an_event_is_shown_and_withdrawn(place: Community) -> None:
    ada = place.people["Ada"]
    event = events.create(
        place.world,
        place.guild,
        creator_id=ada.id,
        name="Clean-up",
        entity_type=3,
        starts_at=place.world.now() + timedelta(days=1),
        location="River",
    )

    ada.subscribes(event)
    with pytest.raises(CannotDo, match="already"):
        ada.subscribes(event)
    assert event.subscriber_ids == [ada.id]
    ada.unsubscribes(event)
    assert event.subscriber_ids == []


async def test_only_moderators_clear_what_others_reacted(place: Community) -> None:
    welcome = place.channels["welcome"]
    ada, ben, ines = (place.people[name] for name in ("Ada", "Ben", "Ines"))
    said = await ada.says("hello", welcome)
    for emoji in ("🌱", "🔥"):
        await ada.reacts(emoji, to=said)
        await ben.reacts(emoji, to=said)
    roles.update(
        place.world, place.guild, place.roles["Steward"], permissions=permissions.MANAGE_MESSAGES
    )

    with pytest.raises(CannotDo, match="may not remove others' reactions"):
        ada.clears(of=said)
    ines.clears("🔥", of=said)

    assert ben.looks_again(said).reactions == {"🌱": 2}
    ines.clears(of=said)
    assert ben.looks_again(said).reactions == {}


async def test_stewards_stay_below_their_own_role(place: Community) -> None:
    ines, ada, mara = (place.people[name] for name in ("Ines", "Ada", "Mara"))
    steward = place.roles["Steward"]
    roles.update(
        place.world,
        place.guild,
        steward,
        permissions=permissions.MANAGE_ROLES
        | permissions.KICK_MEMBERS
        | permissions.MANAGE_MESSAGES,
    )
    said = await ada.says("oops", place.channels["welcome"])

    ines.takes_role(place.roles["Neighbour"], of=ada)
    ines.deletes(said)

    assert ada.role_names == set()
    assert ada.sees(place.channels["welcome"]) == []
    with pytest.raises(CannotDo, match="may not touch"):
        ines.gives_role(steward, to=ada)
    with pytest.raises(CannotDo, match="stands above"):
        ines.kicks(mara)
    with pytest.raises(CannotDo, match="may not manage roles"):
        ada.gives_role(steward, to=ada)
    ines.kicks(ada)
    assert ada.id not in place.guild.members
    ada.joins(place.guild)
    assert ada.member.joined_at is not None


async def test_coming_back_is_marked(place: Community) -> None:
    ada = place.people["Ada"]
    ada.leaves()
    with pytest.raises(CannotDo, match="is not in this server"):
        _ = ada.member

    ada.joins(place.guild)

    assert ada.member.flags & 1


@pytest.mark.thorough
async def test_many_servers_are_founded_quickly(place: Community) -> None:
    found = populate(place.world, place.application, guild_count=50, members_per_guild=100)

    assert {len(guild.members) for guild in found} == {100}
    assert all(guild.member_ids == sorted(guild.members) for guild in found)
    assert len(place.world.users[place.application.id].guild_ids) == 51
