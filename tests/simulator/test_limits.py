"""Refusals that take some preparation: full places, wrong kinds of channel, finished things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.simulator import limits
from bot.simulator.world import guilds, invites, polls, roles, threads
from bot.simulator.world.entities import ChannelType, Guild, Member, Overwrite
from tests.simulator.conformance.furnished import Furnished, furnish
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True)
class Refusal:
    method: str
    template: str
    status: int
    code: int
    body: Any = None
    params: dict[str, str] | None = None
    arrange: Callable[[Furnished], Any] | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.method} {self.template}"


def _guild(stage: Furnished) -> Guild:
    return stage.garden.guild


def _bea(stage: Furnished) -> Member:
    return _guild(stage).members[stage.garden.bea.id]


def _full_of_emoji(stage: Furnished) -> None:
    for number in range(limits.EMOJIS_PER_KIND):
        guilds.create_emoji(stage.garden.world, _guild(stage), f"e{number}", creator_id=1)


def _full_of_invites(stage: Furnished) -> None:
    for _ in range(limits.INVITES_PER_GUILD):
        invites.create(stage.garden.world, stage.garden.channel, max_age=0)


def _full_of_overwrites(stage: Furnished) -> None:
    channel = stage.garden.channel
    for number in range(limits.OVERWRITES_PER_CHANNEL):
        channel.overwrites[number] = Overwrite(number, 1)


def _full_of_threads(stage: Furnished) -> None:
    found = next(iter(_guild(stage).threads.values()))
    for number in range(limits.ACTIVE_THREADS_PER_GUILD):
        _guild(stage).threads[number] = found
    assert len(threads.active(_guild(stage))) >= limits.ACTIVE_THREADS_PER_GUILD


def _full_of_channels(stage: Furnished) -> None:
    for number in range(limits.CHANNELS_PER_GUILD):
        _guild(stage).channels[number] = stage.garden.channel


def _full_of_roles(stage: Furnished) -> None:
    while len(_guild(stage).roles) < limits.ROLES_PER_GUILD:
        roles.create(stage.garden.world, _guild(stage), "r", permissions=0)


def _demanding_tags(stage: Furnished) -> None:
    _guild(stage).channels[int(stage.ids["forum"])].flags = 1 << 4


def _finished(stage: Furnished) -> None:
    message = stage.garden.channel.messages[int(stage.ids["poll"])]
    polls.finish(stage.garden.world, message)


def _owned_by_the_bot(stage: Furnished) -> None:
    _guild(stage).owner_id = stage.garden.app.id


def _with_rules(stage: Furnished) -> None:
    _guild(stage).features.append("COMMUNITY")
    _guild(stage).rules_channel_id = stage.garden.channel.id


def _timed_out(stage: Furnished) -> None:
    stage.garden.bot.timed_out_until = stage.garden.world.now() + timedelta(hours=1)


_CHANNEL = "/channels/{channel_id}"
_MESSAGE = _CHANNEL + "/messages/{message_id}"
_GUILD = "/guilds/{guild_id}"
_POST = {"name": "post", "message": {"content": "x"}}
_NAMED = {"name": "new"}
_PNG = "data:image/png;base64,AAAA"

REFUSALS = (
    Refusal("POST", _GUILD + "/emojis", 400, 30008, {"name": "leaf", "image": _PNG},
            arrange=_full_of_emoji),
    Refusal("POST", _CHANNEL + "/invites", 400, 30016, {"unique": True},
            arrange=_full_of_invites),
    Refusal("PUT", _CHANNEL + "/permissions/{overwrite_id}", 400, 30060, {"type": 0},
            arrange=_full_of_overwrites),
    Refusal("POST", _GUILD + "/channels", 400, 30013, _NAMED, arrange=_full_of_channels),
    Refusal("POST", _GUILD + "/roles", 400, 30005, _NAMED, arrange=_full_of_roles),
    Refusal("POST", _CHANNEL + "/threads", 400, 160006, _NAMED, arrange=_full_of_threads),
    Refusal("POST", _MESSAGE + "/threads", 400, 160006, _NAMED, arrange=_full_of_threads),
    Refusal("POST", _CHANNEL + "/threads", 400, 160006, _POST, {"channel_id": "forum"},
            _full_of_threads),
    Refusal("PATCH", _GUILD + "/members/{user_id}", 400, 40032, {"mute": True}),
    Refusal("PATCH", _GUILD + "/members/{user_id}", 400, 40032, {"channel_id": None}),
    Refusal("POST", _CHANNEL + "/threads", 400, 40067, _POST, {"channel_id": "forum"},
            _demanding_tags),
    Refusal("POST", _CHANNEL + "/threads", 404, 10087, _POST | {"applied_tags": ["1"]},
            {"channel_id": "forum"}),
    Refusal("POST", _CHANNEL + "/threads", 400, 50024, _NAMED, {"channel_id": "voice"}),
    Refusal("POST", _CHANNEL + "/threads", 400, 50024, _NAMED, {"channel_id": "thread"}),
    Refusal("POST", _CHANNEL + "/threads", 400, 50024, _NAMED | {"type": 10}),
    Refusal("POST", _CHANNEL + "/invites", 400, 50024, {}, {"channel_id": "category"}),
    Refusal("PATCH", _CHANNEL, 400, 50024, {"type": int(ChannelType.VOICE)}),
    Refusal("PUT", _CHANNEL + "/thread-members/@me", 400, 50024),
    Refusal("POST", _CHANNEL + "/messages", 400, 40058, {"content": "x"},
            {"channel_id": "forum"}),
    Refusal("POST", _CHANNEL + "/messages", 400, 50008, {"content": "x"},
            {"channel_id": "category"}),
    Refusal("DELETE", "/users/@me/guilds/{guild_id}", 400, 50055, arrange=_owned_by_the_bot),
    Refusal("DELETE", _CHANNEL, 400, 50074, arrange=_with_rules),
    Refusal("POST", _GUILD + "/bulk-ban", 400, 500000, {"user_ids": ["1"]}),
    Refusal("POST", _CHANNEL + "/polls/{message_id}/expire", 400, 520001,
            params={"message_id": "poll"}, arrange=_finished),
    Refusal("POST", _CHANNEL + "/polls/{message_id}/expire", 400, 520006),
    Refusal("POST", _CHANNEL + "/messages", 403, 50013, {"content": "x"}, arrange=_timed_out),
    Refusal("PUT", _GUILD + "/members/{user_id}/roles/{role_id}", 403, 50013,
            params={"role_id": "above"}),
    Refusal("PUT", _GUILD + "/members/{user_id}/roles/{role_id}", 403, 50013,
            params={"role_id": "managed"}),
    Refusal("PUT", _GUILD + "/members/{user_id}/roles/{role_id}", 400, 50028,
            params={"role_id": "everyone"}),
    Refusal("PATCH", _GUILD + "/members/{user_id}", 403, 50013, {"nick": "x"},
            {"user_id": "ada"}),
    Refusal("DELETE", _GUILD + "/members/{user_id}", 403, 50013, params={"user_id": "ada"}),
    Refusal("PATCH", _GUILD + "/roles/{role_id}", 403, 50013, _NAMED, {"role_id": "above"}),
    Refusal("POST", "/users/@me/channels", 400, 50033,
            lambda stage: {"recipient_id": stage.ids["application_id"]}),
)  # fmt: skip


@pytest_asyncio.fixture
async def stage(garden: Garden) -> Furnished:
    return await furnish(garden)


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
async def test_it_is_refused_with_its_code_and_nothing_happens(
    stage: Furnished, refusal: Refusal
) -> None:
    if refusal.arrange is not None:
        refusal.arrange(stage)
    body = refusal.body(stage) if callable(refusal.body) else refusal.body
    stage.heard.clear()

    path = stage.path(refusal.template, refusal.params)
    found = await stage.garden.refusal(refusal.method, path, body)

    assert found == (refusal.status, refusal.code)
    assert stage.heard == []
