"""The rules of permissions, without network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator import permissions as p
from bot.simulator.errors import ApiError
from bot.simulator.world.entities import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    Thread,
    ThreadMember,
    User,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
OWNER, BEA = 10, 11
GUILD, LOW, HIGH = 1, 2, 3


def guild(everyone: int = 0, low: int = 0, high: int = 0) -> Guild:
    made = Guild(id=GUILD, name="Garden", owner_id=OWNER, created_at=NOW)
    made.roles = {
        GUILD: Role(GUILD, "@everyone", everyone, position=0),
        LOW: Role(LOW, "low", low, position=1),
        HIGH: Role(HIGH, "high", high, position=2),
    }
    return made


def member(*role_ids: int, user_id: int = BEA) -> Member:
    return Member(User(user_id, "bea"), GUILD, NOW, role_ids=set(role_ids))


def channel(*overwrites: Overwrite, kind: int = ChannelType.TEXT) -> Channel:
    return Channel(50, kind, GUILD, "c", overwrites={item.id: item for item in overwrites})


def test_the_base_is_everyones_bits_and_those_of_all_roles() -> None:
    home = guild(everyone=p.VIEW_CHANNEL, low=p.SEND_MESSAGES, high=p.KICK_MEMBERS)

    assert p.in_guild(home, member(LOW), NOW) == p.VIEW_CHANNEL | p.SEND_MESSAGES


@pytest.mark.parametrize("role_ids", [(), (LOW,)])
def test_nothing_is_denied_to_owners_and_administrators(role_ids: tuple[int, ...]) -> None:
    home = guild(low=p.ADMINISTRATOR)
    who = member(*role_ids, user_id=BEA if role_ids else OWNER)
    closed = channel(Overwrite(GUILD, 0, deny=p.ALL), Overwrite(who.id, 1, deny=p.ALL))

    assert p.in_channel(home, who, closed, NOW) == p.ALL


def test_overwrites_apply_everyone_then_roles_then_member() -> None:
    home = guild(everyone=p.VIEW_CHANNEL | p.SEND_MESSAGES | p.ADD_REACTIONS)
    place = channel(
        Overwrite(GUILD, 0, deny=p.SEND_MESSAGES | p.ADD_REACTIONS),
        Overwrite(LOW, 0, allow=p.SEND_MESSAGES, deny=p.ATTACH_FILES),
        Overwrite(HIGH, 0, allow=p.ATTACH_FILES),
        Overwrite(BEA, 1, deny=p.SEND_MESSAGES),
    )

    one_role = p.in_channel(home, member(LOW, user_id=99), place, NOW)
    allow_wins_between_roles = p.in_channel(home, member(LOW, HIGH, user_id=99), place, NOW)
    denied_in_person = p.in_channel(home, member(LOW), place, NOW)

    assert one_role == p.VIEW_CHANNEL | p.SEND_MESSAGES
    assert allow_wins_between_roles & p.ATTACH_FILES
    assert not denied_in_person & p.SEND_MESSAGES


def test_a_role_overwrite_does_not_fit_a_member_of_the_same_id() -> None:
    home = guild(everyone=p.VIEW_CHANNEL)

    assert p.in_channel(home, member(), channel(Overwrite(BEA, 0, deny=p.ALL)), NOW)


def test_without_view_there_is_nothing() -> None:
    home = guild(everyone=p.VIEW_CHANNEL | p.SEND_MESSAGES)

    assert p.in_channel(home, member(), channel(Overwrite(GUILD, 0, deny=p.VIEW_CHANNEL)), NOW) == 0


def test_who_may_not_write_may_not_attach_embed_or_mention_everyone() -> None:
    home = guild(everyone=p.VIEW_CHANNEL | p.EMBED_LINKS | p.ATTACH_FILES | p.MENTION_EVERYONE)

    assert p.in_channel(home, member(), channel(), NOW) == p.VIEW_CHANNEL


def test_a_timed_out_member_keeps_reading_only() -> None:
    home = guild(everyone=p.DEFAULT_EVERYONE)
    quiet = member()
    quiet.timed_out_until = NOW + timedelta(minutes=1)

    assert p.in_channel(home, quiet, channel(), NOW) == p.TIMED_OUT
    assert p.in_channel(home, quiet, channel(), NOW + timedelta(minutes=1)) & p.SEND_MESSAGES


def test_threads_take_their_parents_bits_and_their_own_for_writing() -> None:
    home = guild(everyone=p.VIEW_CHANNEL | p.SEND_MESSAGES)
    parent = channel()
    home.channels[parent.id] = parent
    thread = Channel(
        51,
        ChannelType.PUBLIC_THREAD,
        GUILD,
        "t",
        parent_id=parent.id,
        thread=Thread(OWNER, NOW, NOW, NOW),
    )

    assert p.may_send(home, member(), parent, NOW)
    assert not p.may_send(home, member(), thread, NOW)
    home.everyone.permissions |= p.SEND_MESSAGES_IN_THREADS
    assert p.may_send(home, member(), thread, NOW)


def test_a_private_thread_is_there_for_those_in_it_and_for_moderators() -> None:
    home = guild(everyone=p.VIEW_CHANNEL, low=p.MANAGE_THREADS)
    parent = channel()
    home.channels[parent.id] = parent
    state = Thread(OWNER, NOW, NOW, NOW)
    thread = Channel(51, ChannelType.PRIVATE_THREAD, GUILD, parent_id=parent.id, thread=state)

    assert not p.sees(home, member(), thread, NOW)
    assert p.sees(home, member(LOW), thread, NOW)
    state.members[BEA] = ThreadMember(BEA, NOW)
    assert p.sees(home, member(), thread, NOW)


def test_roles_at_the_same_position_rank_by_age() -> None:
    home = guild()
    home.roles[HIGH].position = 1

    assert p.outranks_role(home, member(LOW), home.roles[HIGH])
    assert not p.outranks_role(home, member(HIGH), home.roles[LOW])


def test_nobody_outranks_an_equal_or_the_owner() -> None:
    home = guild()

    assert p.outranks(home, member(HIGH), member(LOW, user_id=12))
    assert not p.outranks(home, member(LOW), member(LOW, user_id=12))
    assert not p.outranks(home, member(HIGH), member(user_id=OWNER))
    assert p.outranks(home, member(user_id=OWNER), member(HIGH))


@pytest.mark.parametrize(("role_id", "code"), [(GUILD, 50028), (HIGH, 50013), (LOW, 50013)])
def test_everyone_higher_and_managed_roles_cannot_be_assigned(role_id: int, code: int) -> None:
    home = guild()
    home.roles[LOW].managed = True

    with pytest.raises(ApiError) as refused:
        p.require_assignable(home, member(HIGH), home.roles[role_id])

    assert refused.value.code == code
