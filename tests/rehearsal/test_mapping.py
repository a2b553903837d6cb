"""A config file with the ids of a real server is founded on the local Discord."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import config as configuration
from bot.config import Community as Described
from bot.rehearsal import community as communities
from bot.rehearsal.community import Community
from bot.simulator.clock import MovableClock
from bot.simulator.permissions import VIEW_CHANNEL
from bot.simulator.world.world import World
from tests.factories import VALUES

WELCOME, PLEDGES, BOARD, ELSEWHERE = (
    111_111_111_111_111_101,
    111_111_111_111_111_102,
    111_111_111_111_111_103,
    111_111_111_111_111_104,
)
STEWARD, GARDENER, OAK = (
    222_222_222_222_222_201,
    222_222_222_222_222_202,
    333_333_333_333_333_301,
)


def founded(others: int = 0, **parts: Any) -> Community:
    described = {"mission": "Clean water.", "values": VALUES, **parts}
    numbers = [800_000_000_000_000_001 + number for number in range(others + 1)]
    content = {"communities": {str(it): described for it in numbers}, "health": {"port": 8080}}
    raw = json.dumps(content, ensure_ascii=False)
    config = configuration.parse(raw.encode(), environ={})
    clock = MovableClock(datetime(2026, 3, 6, 17, tzinfo=UTC))
    return communities.found(World(clock), config)


def described_by(community: Community) -> Described:
    return community.config.communities[community.guild.id]


def test_the_same_id_is_the_same_channel_everywhere() -> None:
    community = founded(
        channels={"welcome": WELCOME, "pledges": PLEDGES},
        pledges={"channel": WELCOME},
        reminders=[
            {"name": "One", "rule": "every Monday at 09:00", "channel": PLEDGES},
            {"name": "Two", "rule": "every Monday at 10:00", "channel": BOARD},
            {"name": "Three", "rule": "every Monday at 11:00", "channel": BOARD},
        ],
    )
    described = described_by(community)

    assert described.pledges.channel == described.channels.welcome == "welcome"
    assert [it.channel for it in described.reminders] == ["pledges", "reminder", "reminder"]
    there = [channel.name for channel in community.guild.channels.values()]
    assert there == ["welcome", "general", "pledges", "reminder"]
    assert community.mapped == [
        f"channels.welcome: #welcome stands here for the channel {WELCOME}.",
        f"channels.pledges: #pledges stands here for the channel {PLEDGES}.",
        f"reminders.1.channel: #reminder stands here for the channel {BOARD}.",
    ]
    assert community.unmapped == []


def test_an_id_does_not_become_a_channel_that_the_file_names() -> None:
    community = founded(channels={"welcome": WELCOME, "pledges": "Welcome", "hello": "general"})

    described = described_by(community)
    assert (described.channels.welcome, described.channels.pledges) == ("welcome-2", "Welcome")


def test_roles_are_made_wherever_the_file_speaks_of_them() -> None:
    community = founded(
        channels={"stewards": BOARD, "reminders": "board"},
        roles={"steward": STEWARD, "onboarded": "Neighbour"},
        onboarding={"roles": [GARDENER, "Friend"]},
        pledges={"roles": {"Honesty": GARDENER, "Care": "Carer"}},
        reminders=[{"name": "One", "rule": "every Monday at 09:00", "ping": STEWARD}],
    )
    described = described_by(community)

    assert list(community.roles) == ["Neighbour", "Honesty", "Friend", "Carer", "steward"]
    assert described.onboarding.roles == ("Honesty", "Friend")
    assert described.pledges.roles == {"Honesty": "Honesty", "Care": "Carer"}
    assert described.reminders[0].ping == community.roles["steward"].id
    bot = community.guild.members[community.application.id]
    highest = max(community.guild.roles[number].rank for number in bot.role_ids)
    assert all(role.rank < highest for role in community.roles.values())
    seen_by = community.channels["stewards"].overwrites
    assert seen_by[community.roles["steward"].id].allow == VIEW_CHANNEL


def test_a_role_that_is_only_pinged_is_made() -> None:
    reminder = {"name": "One", "rule": "every Monday at 09:00", "ping": GARDENER}
    community = founded(reminders=[reminder], channels={"reminders": "board"})

    assert described_by(community).reminders[0].ping == community.roles["pinged"].id


def test_what_texts_mention_is_what_stands_for_it() -> None:
    oak = f"<:oak:{OAK}>"
    values = [{**VALUES[0], "emoji": oak}, *VALUES[1:]]
    community = founded(
        values=values,
        channels={"welcome": WELCOME},
        roles={"steward": STEWARD},
        pledges={"text": f"{oak} See <#{WELCOME}>, ask <@&{STEWARD}>, not <#{ELSEWHERE}>."},
        reminders=[
            {"name": "A", "rule": "every Monday at 09:00", "channel": WELCOME, "text": f"{oak}!"}
        ],
    )
    described = described_by(community)

    welcome, steward = community.channels["welcome"].id, community.roles["steward"].id
    emoji = described.values[0].emoji
    assert emoji == "💠"
    assert described.reminders[0].text == f"{emoji}!"
    said = f"{emoji} See <#{welcome}>, ask <@&{steward}>, not <#{ELSEWHERE}>."
    assert described.pledges.text == said
    assert community.unmapped == [
        f"The emoji {oak} of a value is your server's own; 💠 stands here for it.",
        f"pledges.text mentions the channel {ELSEWHERE}, of which the file says nothing else: the "
        "text shows it as unknown here.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"<@{STEWARD}>", f"texts.contact-ask mentions the member {STEWARD}"),
        (f"<a:oak:{OAK}>", f"texts.contact-ask has <a:oak:{OAK}> in it, which is your server's"),
        (f"</values show:{OAK}>", f"texts.contact-ask has </values show:{OAK}> in it"),
    ],
)
def test_what_nothing_can_stand_for_is_told(text: str, said: str) -> None:
    (told,) = founded(texts={"contact-ask": f"A {text}."}).unmapped

    assert told.startswith(said)


def test_nothing_but_the_first_community_is_rehearsed() -> None:
    assert founded(others=2).unmapped == [
        "The file describes 2 more communities; the first one is rehearsed."
    ]


def test_no_port_of_a_running_bot_is_taken() -> None:
    assert founded().config.health.port == 0
