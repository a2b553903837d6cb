"""Every refusal by its code, as the bot gets it over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from bot.simulator import permissions as p
from bot.simulator.clock import MovableClock
from bot.simulator.world import (
    accounts,
    channels,
    guilds,
    members,
    messages,
    reactions,
    roles,
    thread_opening,
    threads,
)
from bot.simulator.world.entities import ChannelType, Overwrite, ReactionEmoji
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.asyncio

SPROUT = quote("🌱")
NOBODY = 1 << 40
ALL_BUT_ADMIN = p.ALL & ~p.ADMINISTRATOR

Case = tuple[str, str, Callable[[Garden], tuple[str, Any]], int, int]


def _message(garden: Garden) -> str:
    return f"/channels/{garden.channel.id}/messages/{garden.said('x').id}"


UNKNOWN = [
    ("GET", "/channels/{nobody}", 10003),
    ("GET", "/guilds/{nobody}", 10004),
    ("GET", "/invites/nowhere", 10006),
    ("GET", "/guilds/{guild}/members/{ghost}", 10007),
    ("PUT", "/guilds/{guild}/members/{ghost}/roles/{guild}", 10007),
    ("GET", "/channels/{channel}/messages/{nobody}", 10008),
    ("DELETE", "/channels/{channel}/permissions/{nobody}", 10009),
    ("GET", "/guilds/{guild}/roles/{nobody}", 10011),
    ("PUT", "/guilds/{guild}/members/{bea}/roles/{nobody}", 10011),
    ("GET", "/users/{nobody}", 10013),
    ("GET", "/guilds/{guild}/members/{nobody}", 10013),
    ("GET", "/guilds/{guild}/emojis/{nobody}", 10014),
    ("GET", "/guilds/{guild}/bans/{nobody}", 10026),
    ("GET", "/guilds/{guild}/welcome-screen", 10069),
    ("GET", "/guilds/{guild}/scheduled-events/{nobody}", 10070),
]


@pytest.mark.parametrize(("method", "path", "code"), UNKNOWN)
async def test_what_is_not_there_is_unknown(
    garden: Garden, method: str, path: str, code: int
) -> None:
    ghost = accounts.create_user(garden.world, "ghost")
    path = path.format(
        nobody=NOBODY,
        ghost=ghost.id,
        guild=garden.guild.id,
        channel=garden.channel.id,
        bea=garden.bea.id,
    )

    assert await garden.refusal(method, path) == (404, code)


MISSING = [
    ("POST", "/channels/{channel}/messages", {"content": "x"}, p.SEND_MESSAGES),
    ("POST", "/channels/{channel}/messages", {"embeds": [{"title": "x"}]}, p.EMBED_LINKS),
    ("POST", "/channels/{channel}/messages", {"content": "x", "tts": True}, p.SEND_TTS_MESSAGES),
    ("POST", "/channels/{channel}/typing", None, p.SEND_MESSAGES),
    ("PUT", "{message}/reactions/" + SPROUT + "/@me", None, p.ADD_REACTIONS),
    ("DELETE", "{message}/reactions/" + SPROUT + "/{bea}", None, p.MANAGE_MESSAGES),
    ("DELETE", "{message}/reactions", None, p.MANAGE_MESSAGES),
    ("DELETE", "{message}/reactions/" + SPROUT, None, p.MANAGE_MESSAGES),
    ("DELETE", "{message}", None, p.MANAGE_MESSAGES),
    ("PATCH", "{message}", {"flags": 4}, p.MANAGE_MESSAGES),
    ("PUT", "/channels/{channel}/messages/pins/{mid}", None, p.PIN_MESSAGES),
    (
        "POST",
        "/channels/{channel}/messages/bulk-delete",
        {"messages": ["1", "2"]},
        p.MANAGE_MESSAGES,
    ),
    ("POST", "{message}/threads", {"name": "t"}, p.CREATE_PUBLIC_THREADS),
    ("POST", "/channels/{channel}/threads", {"name": "t"}, p.CREATE_PRIVATE_THREADS),
    ("POST", "/channels/{channel}/invites", {}, p.CREATE_INSTANT_INVITE),
    ("GET", "/channels/{channel}/invites", None, p.MANAGE_CHANNELS),
    ("PATCH", "/channels/{channel}", {"topic": "x"}, p.MANAGE_CHANNELS),
    ("DELETE", "/channels/{channel}", None, p.MANAGE_CHANNELS),
    ("PUT", "/channels/{channel}/permissions/{guild}", {"type": 0}, p.MANAGE_ROLES),
    ("PATCH", "/guilds/{guild}", {"name": "xx"}, p.MANAGE_GUILD),
    ("POST", "/guilds/{guild}/channels", {"name": "x"}, p.MANAGE_CHANNELS),
    ("POST", "/guilds/{guild}/roles", {}, p.MANAGE_ROLES),
    ("PUT", "/guilds/{guild}/members/{bea}/roles/{role}", None, p.MANAGE_ROLES),
    ("DELETE", "/guilds/{guild}/members/{bea}", None, p.KICK_MEMBERS),
    ("PATCH", "/guilds/{guild}/members/{bea}", {"nick": "x"}, p.MANAGE_NICKNAMES),
    ("PATCH", "/guilds/{guild}/members/@me", {"nick": "x"}, p.CHANGE_NICKNAME),
    ("GET", "/guilds/{guild}/bans", None, p.BAN_MEMBERS),
    ("PUT", "/guilds/{guild}/bans/{bea}", {}, p.BAN_MEMBERS),
    ("GET", "/guilds/{guild}/audit-logs", None, p.VIEW_AUDIT_LOG),
    ("GET", "/guilds/{guild}/invites", None, p.MANAGE_GUILD),
    ("PATCH", "/guilds/{guild}/welcome-screen", {}, p.MANAGE_GUILD),
    ("PUT", "/guilds/{guild}/onboarding", {}, p.MANAGE_GUILD),
    ("POST", "/guilds/{guild}/emojis", {"name": "xx", "image": ""}, p.CREATE_GUILD_EXPRESSIONS),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "bit"), MISSING, ids=[f"{c[0]} {c[1]} {c[3]}" for c in MISSING]
)
async def test_each_act_needs_its_permission(
    garden: Garden, method: str, path: str, body: Any, bit: int
) -> None:
    role = roles.create(garden.world, garden.guild, "helper")
    message = garden.said("x")
    garden.may(ALL_BUT_ADMIN & ~bit)
    path = path.format(
        channel=garden.channel.id,
        guild=garden.guild.id,
        bea=garden.bea.id,
        role=role.id,
        mid=message.id,
        message=f"/channels/{garden.channel.id}/messages/{message.id}",
    )

    assert await garden.refusal(method, path, body) == (403, 50013)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/channels/{channel}"),
        ("GET", "/channels/{channel}/messages"),
        ("POST", "/channels/{channel}/messages"),
        ("GET", "/channels/{channel}/messages/pins"),
    ],
)
async def test_a_channel_out_of_sight_cannot_be_used(
    garden: Garden, method: str, path: str
) -> None:
    garden.may(ALL_BUT_ADMIN & ~p.VIEW_CHANNEL)

    path = path.format(channel=garden.channel.id)

    assert await garden.refusal(method, path, {"content": "x"}) == (403, 50001)


async def test_another_server_cannot_be_used(garden: Garden) -> None:
    elsewhere = guilds.create(garden.world, "Elsewhere", owner=garden.ada)

    assert await garden.refusal("GET", f"/guilds/{elsewhere.id}") == (403, 50001)


async def test_a_request_without_a_token_is_unauthorized(garden: Garden) -> None:
    status, answer = await garden.ask("GET", "/users/@me", headers={"Authorization": "Bot x"})

    assert (status, answer) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_an_address_that_is_not_there_fails_by_name(garden: Garden) -> None:
    status, answer = await garden.ask("GET", "/nowhere/at/all")

    assert (status, answer) == (404, {"message": "404: Not Found", "code": 0})
    assert garden.sim.unknown_routes == ["GET /nowhere/at/all"]


async def test_broken_json_is_said_to_be_broken(garden: Garden) -> None:
    url = f"{garden.sim.api_url}/channels/{garden.channel.id}/messages"
    headers = {"Content-Type": "application/json"}
    async with garden.http.post(url, data=b"{", headers=headers) as answer:
        body = await answer.json()

    assert (answer.status, body["code"]) == (400, 50109)


async def test_answers_say_json_and_nothing_more(garden: Garden) -> None:
    async with garden.http.get(f"{garden.sim.api_url}/users/@me") as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Via"] == "1.1 sim"


async def test_a_page_on_another_name_is_turned_away(garden: Garden) -> None:
    headers = {"Host": "evil.example:80"}
    async with garden.http.get(f"{garden.sim.api_url}/users/@me", headers=headers) as answer:
        assert answer.status == 403


async def test_an_id_that_is_none_is_a_form_error(garden: Garden) -> None:
    assert await garden.refusal("GET", "/channels/general") == (400, 50035)


async def test_members_are_listed_only_with_the_intent(garden: Garden) -> None:
    garden.app.intents &= ~(1 << 1)

    assert await garden.refusal("GET", f"/guilds/{garden.guild.id}/members") == (403, 50001)


async def test_a_message_is_edited_by_its_author_only(garden: Garden) -> None:
    assert await garden.refusal("PATCH", _message(garden), {"content": "y"}) == (403, 50005)


async def test_nothing_cannot_be_sent(garden: Garden) -> None:
    path = f"/channels/{garden.channel.id}/messages"

    assert await garden.refusal("POST", path, {}) == (400, 50006)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ChannelType.CATEGORY, 50008), (ChannelType.FORUM, 40058)],
)
async def test_some_channels_take_no_messages(garden: Garden, kind: int, code: int) -> None:
    place = channels.create(garden.world, garden.guild, "place", kind=kind)

    path = f"/channels/{place.id}/messages"

    assert await garden.refusal("POST", path, {"content": "x"}) == (400, code)


async def test_a_reply_needs_the_history(garden: Garden) -> None:
    target = garden.said("x")
    garden.may(ALL_BUT_ADMIN & ~p.READ_MESSAGE_HISTORY)

    status = await garden.refusal(
        "POST",
        f"/channels/{garden.channel.id}/messages",
        {"content": "x", "message_reference": {"message_id": str(target.id)}},
    )

    assert status == (400, 160002)


async def test_a_21st_emoji_is_too_many(garden: Garden) -> None:
    message = garden.said("x")
    for number in range(20):
        emoji = ReactionEmoji(None, chr(0x1F331 + number))
        reactions.add(garden.world, garden.channel, message, garden.bea.id, emoji)

    path = f"/channels/{garden.channel.id}/messages/{message.id}/reactions"

    assert await garden.refusal("PUT", f"{path}/{quote('🐢')}/@me") == (400, 30010)
    status, _ = await garden.ask("PUT", f"{path}/{SPROUT}/@me")
    assert status == 204


@pytest.mark.parametrize("emoji", ["sprout", "sprout:abc", "sprout:77", quote("🌱🌱")])
async def test_what_is_no_emoji_is_unknown(garden: Garden, emoji: str) -> None:
    assert await garden.refusal("PUT", f"{_message(garden)}/reactions/{emoji}/@me") == (404, 10014)


async def test_a_blocked_bot_cannot_react(garden: Garden) -> None:
    path = _message(garden)
    garden.bea.blocked_ids.add(garden.app.id)

    assert await garden.refusal("PUT", f"{path}/reactions/{SPROUT}/@me") == (403, 90001)


async def test_a_251st_pin_is_too_many(garden: Garden) -> None:
    for _ in range(250):
        messages.edit(garden.world, garden.said("x"), touch=False, pinned_at=garden.world.now())

    path = f"/channels/{garden.channel.id}/messages/pins/{garden.said('y').id}"

    assert await garden.refusal("PUT", path) == (400, 30003)


async def test_system_messages_cannot_be_pinned(garden: Garden) -> None:
    draft = messages.Draft(author_id=garden.bea.id, type=7)
    notice = messages.create(garden.world, garden.channel, draft)

    path = f"/channels/{garden.channel.id}/messages/pins/{notice.id}"

    assert await garden.refusal("PUT", path) == (403, 50021)


@pytest.mark.parametrize("count", [1, 101])
async def test_too_few_or_too_many_cannot_be_deleted_at_once(garden: Garden, count: int) -> None:
    ids = [str(garden.world.new_id()) for _ in range(count)]
    path = f"/channels/{garden.channel.id}/messages/bulk-delete"

    assert await garden.refusal("POST", path, {"messages": ids}) == (400, 50016)


async def test_messages_of_two_weeks_ago_stay(garden: Garden, clock: MovableClock) -> None:
    ids = [str(garden.said("x").id) for _ in range(2)]
    clock.advance(timedelta(days=14, minutes=1))
    path = f"/channels/{garden.channel.id}/messages/bulk-delete"

    assert await garden.refusal("POST", path, {"messages": ids}) == (400, 50034)


async def test_dms_go_to_people_only(garden: Garden) -> None:
    for recipient in (garden.app.id, NOBODY):
        body = {"recipient_id": str(recipient)}
        assert await garden.refusal("POST", "/users/@me/channels", body) == (400, 50033)


async def test_closed_blocked_paused_and_parted_people_take_no_dms(garden: Garden) -> None:
    body = {"recipient_id": str(garden.bea.id)}
    dm = await garden.get("POST", "/users/@me/channels", body)

    async def refusal() -> tuple[int, int]:
        path = f"/channels/{dm['id']}/messages"
        return await garden.refusal("POST", path, {"content": "x"})

    garden.bea.accepts_dms = False
    assert await refusal() == (403, 50007)
    garden.bea.accepts_dms = True
    garden.bea.blocked_ids.add(garden.app.id)
    assert await refusal() == (403, 50007)
    garden.bea.blocked_ids.clear()
    garden.guild.dms_disabled_until = garden.world.now() + timedelta(hours=1)
    assert await refusal() == (403, 50007)
    members.leave(garden.world, garden.guild, garden.bea.id)
    assert await refusal() == (403, 50278)


async def test_in_a_dm_others_words_and_reactions_stay(garden: Garden) -> None:
    dm = channels.open_dm(garden.world, garden.app.id, garden.bea.id)
    message = garden.said("x", where=dm)
    path = f"/channels/{dm.id}/messages/{message.id}"

    assert await garden.refusal("DELETE", path) == (403, 50003)
    refused = await garden.refusal("DELETE", f"{path}/reactions/{SPROUT}/{garden.bea.id}")
    assert refused == (403, 50003)


async def test_an_archived_thread_keeps_its_messages_as_they_are(garden: Garden) -> None:
    thread = thread_opening.open_thread(garden.world, garden.channel, "t", owner_id=garden.bot.id)
    own = garden.said("x", by=garden.world.users[garden.app.id], where=thread)
    threads.update(garden.world, thread, archived=True)
    path = f"/channels/{thread.id}"

    assert await garden.refusal("PATCH", f"{path}/messages/{own.id}", {"content": "y"}) == (
        400,
        50083,
    )
    assert await garden.refusal("PATCH", path, {"name": "y"}) == (400, 50083)
    refused = await garden.refusal("PUT", f"{path}/thread-members/{garden.bea.id}")
    assert refused == (400, 50083)


async def test_a_locked_thread_is_for_moderators(garden: Garden) -> None:
    thread = thread_opening.open_thread(garden.world, garden.channel, "t", owner_id=garden.bea.id)
    threads.update(garden.world, thread, archived=True, locked=True)
    garden.may(ALL_BUT_ADMIN & ~p.MANAGE_THREADS)
    path = f"/channels/{thread.id}"

    assert await garden.refusal("POST", f"{path}/messages", {"content": "x"}) == (403, 160005)
    assert await garden.refusal("PATCH", path, {"archived": False}) == (403, 160005)


async def test_a_message_has_one_thread(garden: Garden) -> None:
    path = f"{_message(garden)}/threads"
    await garden.get("POST", path, {"name": "t"})

    assert await garden.refusal("POST", path, {"name": "t"}) == (400, 160004)


async def test_a_role_above_ones_own_is_out_of_reach(garden: Garden) -> None:
    high = roles.create(garden.world, garden.guild, "high", position=60)
    base = f"/guilds/{garden.guild.id}"

    for method, path, body in (
        ("PATCH", f"{base}/roles/{high.id}", {"name": "x"}),
        ("DELETE", f"{base}/roles/{high.id}", None),
        ("PUT", f"{base}/members/{garden.bea.id}/roles/{high.id}", None),
        ("PATCH", f"{base}/members/{garden.bea.id}", {"roles": [str(high.id)]}),
    ):
        assert await garden.refusal(method, path, body) == (403, 50013)


async def test_a_higher_member_cannot_be_kicked_banned_renamed_or_timed_out(
    garden: Garden,
) -> None:
    high = roles.create(garden.world, garden.guild, "high", position=60, permissions=0)
    members.add_role(garden.world, garden.guild, garden.guild.members[garden.bea.id], high.id)
    base = f"/guilds/{garden.guild.id}"
    until = (garden.world.now() + timedelta(hours=1)).isoformat()

    for method, path, body in (
        ("DELETE", f"{base}/members/{garden.bea.id}", None),
        ("PUT", f"{base}/bans/{garden.bea.id}", {}),
        ("PATCH", f"{base}/members/{garden.bea.id}", {"nick": "x"}),
        ("PATCH", f"{base}/members/{garden.bea.id}", {"communication_disabled_until": until}),
        ("PATCH", f"{base}/members/{garden.ada.id}", {"communication_disabled_until": until}),
    ):
        assert await garden.refusal(method, path, body) == (403, 50013)


async def test_only_bits_one_has_can_be_granted(garden: Garden) -> None:
    garden.may(p.VIEW_CHANNEL | p.MANAGE_ROLES | p.MANAGE_CHANNELS)
    wanted = str(p.BAN_MEMBERS)
    helper = roles.create(garden.world, garden.guild, "helper")
    base = f"/guilds/{garden.guild.id}"

    for method, path, body in (
        ("POST", f"{base}/roles", {"permissions": wanted}),
        ("PATCH", f"{base}/roles/{helper.id}", {"permissions": wanted}),
        (
            "PUT",
            f"/channels/{garden.channel.id}/permissions/{helper.id}",
            {"type": 0, "allow": str(p.SEND_MESSAGES)},
        ),
    ):
        assert await garden.refusal(method, path, body) == (403, 50013)


async def test_manage_roles_given_in_the_channel_lifts_that(garden: Garden) -> None:
    garden.may(p.VIEW_CHANNEL)
    own = Overwrite(id=garden.bot.id, kind=1, allow=p.MANAGE_ROLES | p.VIEW_CHANNEL)
    channels.set_overwrite(garden.world, garden.channel, own)

    status, _ = await garden.ask(
        "PUT",
        f"/channels/{garden.channel.id}/permissions/{garden.guild.id}",
        {"type": 0, "allow": str(p.SEND_MESSAGES)},
    )

    assert status == 204


async def test_251_roles_and_501_channels_are_too_many(garden: Garden) -> None:
    for number in range(250 - len(garden.guild.roles)):
        roles.create(garden.world, garden.guild, str(number))
    for number in range(500 - len(garden.guild.channels)):
        channels.create(garden.world, garden.guild, str(number))
    base = f"/guilds/{garden.guild.id}"

    assert await garden.refusal("POST", f"{base}/roles", {}) == (400, 30005)
    assert await garden.refusal("POST", f"{base}/channels", {"name": "x"}) == (400, 30013)


async def test_a_polls_refusals(garden: Garden) -> None:
    question = {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}]}
    path = f"/channels/{garden.channel.id}"
    poll = await garden.get("POST", f"{path}/messages", {"poll": question})
    plain = await garden.get("POST", f"{path}/messages", {"content": "x"})

    edit = await garden.refusal("PATCH", f"{path}/messages/{poll['id']}", {"poll": question})
    no_poll = await garden.refusal("POST", f"{path}/polls/{plain['id']}/expire")
    others = await garden.refusal("POST", f"{path}/polls/{garden.said('x').id}/expire")

    assert edit == (400, 520003)
    assert no_poll == (400, 520006)
    assert others == (403, 50005)
    garden.may(ALL_BUT_ADMIN & ~p.SEND_POLLS)
    assert await garden.refusal("POST", f"{path}/messages", {"poll": question}) == (403, 50013)


async def test_onboarding_needs_enough_channels(garden: Garden) -> None:
    path = f"/guilds/{garden.guild.id}/onboarding"

    assert await garden.refusal("PUT", path, {"enabled": True}) == (400, 350000)


async def test_a_reason_of_513_characters_is_too_long(garden: Garden) -> None:
    status, answer = await garden.ask(
        "POST",
        f"/guilds/{garden.guild.id}/roles",
        {},
        headers={"X-Audit-Log-Reason": quote("ä" * 513)},
    )

    assert (status, answer["code"]) == (400, 50035)


@pytest.mark.parametrize("body", [[], "text", 5, [1]])
async def test_a_body_that_is_no_object_is_a_form_error(garden: Garden, body: Any) -> None:
    path = f"/channels/{garden.channel.id}/messages"

    assert await garden.refusal("POST", path, body) == (400, 50035)
    assert await garden.refusal("PATCH", f"/guilds/{garden.guild.id}/roles", body or {"a": 1}) == (
        400,
        50035,
    )
