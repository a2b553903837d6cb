"""The gateway's lifecycle: who is let in, what is heard, and what a lost connection costs."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.simulator import intents, permissions
from bot.simulator.clock import MovableClock
from bot.simulator.faults import DispatchKind, GatewayOrder
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, channels, guilds, members, messages, reactions, roles
from bot.simulator.world.entities import Overwrite, ReactionEmoji
from tests.simulator.conftest import Garden
from tests.simulator.socket import PATIENCE, Socket

pytestmark = pytest.mark.asyncio

DEFAULT = intents.UNPRIVILEGED
LEAF = ReactionEmoji(None, "🌿")


async def test_hello_comes_first_then_ready_then_every_guild(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)

    assert socket.hello["op"] == 10
    assert socket.hello["d"] == {"heartbeat_interval": 41250}
    assert socket.ready["user"]["id"] == str(garden.app.id)
    assert socket.ready["guilds"] == [{"id": str(garden.guild.id), "unavailable": True}]
    assert socket.ready["resume_gateway_url"] == garden.sim.gateway_url
    assert socket.ready["shard"] == [0, 1]
    created = socket.guilds[0]
    assert created["unavailable"] is False
    assert created["member_count"] == 3
    assert [member["user"]["id"] for member in created["members"]] == [str(garden.app.id)]
    assert socket.sequence == 2


async def test_zlib_stream_shares_one_context_over_all_messages(garden: Garden) -> None:
    socket = await garden.connect(compress="zlib-stream")

    await socket.identify(garden.app.token, DEFAULT)
    garden.said("squeezed")

    assert (await socket.event("MESSAGE_CREATE"))["channel_id"] == str(garden.channel.id)


async def test_a_heartbeat_is_acknowledged_before_identifying(garden: Garden) -> None:
    socket = await garden.connect()
    await socket.frame()

    await socket.send(1, None)

    assert (await socket.frame())["op"] == 11


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ('{"op": 99, "d": {}}', 4001),
        ("{", 4002),
        ("[]", 4002),
        (json.dumps({"op": 3, "d": {"status": "x" * 5000}}), 4002),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 8, "d": {}}', 4003),
    ],
)
async def test_what_cannot_be_taken_closes_the_connection(
    garden: Garden, sent: str, code: int
) -> None:
    socket = await garden.connect()

    await socket.send_raw(sent)

    assert await socket.closed() == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"token": "nobody's"}, 4004),
        ({"shard": [1, 1]}, 4010),
        ({"shard": [0, 0]}, 4010),
        ({"shard": "0,1"}, 4010),
        ({"intents": 1 << 40}, 4013),
        ({"intents": "all"}, 4013),
    ],
)
async def test_a_wrong_identify_closes_with_its_code(
    garden: Garden, changed: dict[str, Any], code: int
) -> None:
    socket = await garden.connect()

    await socket.send(2, {"token": garden.app.token, "properties": {}, "intents": 1, **changed})

    assert await socket.closed() == code


async def test_a_privileged_intent_that_is_switched_off_closes_4014(garden: Garden) -> None:
    garden.app.intents = intents.ALL & ~intents.GUILD_MEMBERS
    socket = await garden.connect()

    await socket.send_identify(garden.app.token, intents.ALL)

    assert await socket.closed() == 4014


async def test_an_old_version_of_the_api_closes_4012(garden: Garden) -> None:
    socket = await garden.connect(v="6")

    assert await socket.closed() == 4012


async def test_a_second_identify_closes_4005(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)

    await socket.send_identify(garden.app.token, DEFAULT)

    assert await socket.closed() == 4005


async def test_the_121st_payload_within_a_minute_closes_4008(garden: Garden) -> None:
    socket = await garden.connect()

    for _ in range(121):
        await socket.send(1, None)

    assert await socket.closed() == 4008


async def test_a_silent_client_is_timed_out() -> None:
    async with Simulator(heartbeat_seconds=0.05) as sim:
        world = sim.world
        ada = accounts.create_user(world, "ada")
        accounts.create_application(world, "Gardener", owner=ada)
        async with aiohttp.ClientSession() as http:
            socket = await Socket.open(http, sim.gateway_url)

            assert await socket.closed() == 4009


async def test_2501_guilds_on_one_shard_require_sharding(garden: Garden) -> None:
    ids = {(number << 22) + 1 for number in range(2500)}
    garden.world.users[garden.app.id].guild_ids |= ids
    socket = await garden.connect()

    await socket.send_identify(garden.app.token, DEFAULT)

    assert await socket.closed() == 4011


async def test_identifying_faster_than_the_concurrency_allows_invalidates(
    clock: MovableClock,
) -> None:
    async with Simulator(clock=clock, identify_seconds=60) as sim:
        ada = accounts.create_user(sim.world, "ada")
        app = accounts.create_application(sim.world, "Gardener", owner=ada)
        async with aiohttp.ClientSession() as http:
            first, second = [await Socket.open(http, sim.gateway_url) for _ in range(2)]
            await first.identify(app.token, DEFAULT)
            await second.frame()
            await second.send_identify(app.token, DEFAULT)

            assert await second.frame() == {"op": 9, "d": False, "s": None, "t": None}


async def test_session_starts_count_down(garden: Garden) -> None:
    await garden.identified(DEFAULT)

    limit = (await garden.get("GET", "/gateway/bot"))["session_start_limit"]

    assert (limit["total"], limit["remaining"]) == (1000, 999)


async def test_resume_replays_what_was_missed_and_nothing_else(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT | intents.MESSAGE_CONTENT)
    garden.said("heard")
    await socket.event("MESSAGE_CREATE")
    socket.cut()
    await until_disconnected(garden)
    garden.said("missed one")
    garden.said("missed two")

    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], socket.sequence)

    frames = [await again.frame() for _ in range(3)]
    assert [frame["t"] for frame in frames] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [frame["d"].get("content") for frame in frames[:2]] == ["missed one", "missed two"]
    assert frames[0]["s"] == (socket.sequence or 0) + 1
    assert isinstance(frames[2]["d"], dict)


async def test_after_a_goodbye_the_session_is_gone(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)
    await socket.close(1000)
    await until_disconnected(garden)

    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], socket.sequence)

    assert await again.frame() == {"op": 9, "d": False, "s": None, "t": None}


async def test_any_other_close_code_keeps_the_session(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)
    await socket.close(4000)
    await until_disconnected(garden)

    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], socket.sequence)

    assert (await again.frame())["t"] == "RESUMED"


async def test_a_session_left_alone_for_minutes_cannot_be_resumed(
    garden: Garden, clock: MovableClock
) -> None:
    socket = await garden.identified(DEFAULT)
    socket.cut()
    await until_disconnected(garden)

    clock.advance(timedelta(minutes=6))
    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], socket.sequence)

    assert (await again.frame())["op"] == 9


async def test_a_sequence_from_the_future_closes_4007(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)
    await socket.close(4000)
    await until_disconnected(garden)

    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], 99)

    assert await again.closed() == 4007


async def test_more_missed_than_is_kept_means_starting_anew(clock: MovableClock) -> None:
    async with Simulator(clock=clock, identify_seconds=0, replay_events=5) as sim:
        ada = accounts.create_user(sim.world, "ada")
        guild = guilds.create(sim.world, "Garden", owner=ada)
        app = accounts.create_application(sim.world, "Gardener", owner=ada)
        guilds.add_bot(sim.world, guild, app, granted=permissions.ALL)
        async with aiohttp.ClientSession() as http:
            socket = await Socket.open(http, sim.gateway_url)
            await socket.identify(app.token, DEFAULT)
            for number in range(6):
                roles.create(sim.world, guild, f"role {number}")
                await socket.event("GUILD_ROLE_CREATE")
            await socket.close(4000)
            again = await Socket.open(http, sim.gateway_url)
            await again.resume(app.token, socket.ready["session_id"], 2)

            assert (await again.frame())["op"] == 9


async def test_what_was_not_asked_for_does_not_arrive(garden: Garden) -> None:
    socket = await garden.identified(intents.GUILDS)

    message = garden.said("unheard")
    reactions.add(garden.world, garden.channel, message, garden.ada.id, LEAF)
    members.update(garden.world, garden.guild, garden.guild.members[garden.bea.id], nick="B")
    channels.start_typing(garden.world, garden.channel, garden.bea.id)

    assert await socket.names_until_ack() == []


async def test_the_bots_own_member_update_needs_no_intent(garden: Garden) -> None:
    socket = await garden.identified(intents.GUILDS)

    members.update(garden.world, garden.guild, garden.bot, nick="G")

    assert (await socket.event("GUILD_MEMBER_UPDATE"))["nick"] == "G"


async def test_content_is_left_out_without_its_intent(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)

    garden.said("secret")
    bare = await socket.event("MESSAGE_CREATE")
    mention = await garden.get(
        "POST", f"/channels/{garden.channel.id}/messages", {"content": "my own"}
    )

    assert (bare["content"], bare["embeds"], bare["components"]) == ("", [], [])
    assert bare["author"]["id"] == str(garden.bea.id)
    own = await socket.event("MESSAGE_CREATE")
    assert (own["id"], own["content"]) == (mention["id"], "my own")


async def test_content_is_there_in_dms_and_when_the_bot_is_mentioned(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)
    dm = channels.open_dm(garden.world, garden.bea.id, garden.app.id)

    garden.said("between us", where=dm)
    private = await socket.event("MESSAGE_CREATE")
    draft = messages.Draft(
        author_id=garden.bea.id,
        content=f"<@{garden.app.id}>!",
        found=messages.mentions.Mentions(user_ids=[garden.app.id]),
    )
    messages.create(garden.world, garden.channel, draft)

    assert private["content"] == "between us"
    assert "guild_id" not in private
    assert (await socket.event("MESSAGE_CREATE"))["content"] == f"<@{garden.app.id}>!"


async def test_a_channel_out_of_sight_is_obfuscated_and_silent(garden: Garden) -> None:
    for role_id in garden.bot.role_ids:
        garden.guild.roles[role_id].permissions = permissions.DEFAULT_EVERYONE
    hidden = Overwrite(id=garden.guild.id, kind=0, deny=permissions.VIEW_CHANNEL)
    secret = channels.create(garden.world, garden.guild, "secret", topic="x", overwrites=[hidden])
    socket = await garden.identified(DEFAULT)

    shown = next(item for item in socket.guilds[0]["channels"] if item["id"] == str(secret.id))
    garden.said("unheard", where=secret)

    assert (shown["name"], shown["topic"], shown["flags"]) == ("___hidden___", None, 1 << 17)
    assert await socket.names_until_ack() == []
    listed = await garden.get("GET", f"/guilds/{garden.guild.id}/channels")
    assert [item["id"] for item in listed] == [str(garden.channel.id)]


async def test_gaining_sight_of_a_channel_shows_it_whole(garden: Garden) -> None:
    for role_id in garden.bot.role_ids:
        garden.guild.roles[role_id].permissions = permissions.DEFAULT_EVERYONE
    hidden = Overwrite(id=garden.guild.id, kind=0, deny=permissions.VIEW_CHANNEL)
    secret = channels.create(garden.world, garden.guild, "secret", overwrites=[hidden])
    helper = roles.create(garden.world, garden.guild, "helper")
    seeing = Overwrite(id=helper.id, kind=0, allow=permissions.VIEW_CHANNEL)
    channels.set_overwrite(garden.world, secret, seeing)
    socket = await garden.identified(DEFAULT)

    members.add_role(garden.world, garden.guild, garden.bot, helper.id)

    assert (await socket.event("CHANNEL_UPDATE"))["name"] == "secret"


async def test_events_go_to_their_guilds_shard_and_dms_to_the_first(garden: Garden) -> None:
    home = (garden.guild.id >> 22) % 2
    sockets = []
    for number in range(2):
        socket = await garden.connect()
        await socket.frame()
        await socket.send_identify(garden.app.token, DEFAULT, shard=[number, 2])
        socket.ready = await socket.event("READY")
        sockets.append(socket)
    await sockets[home].event("GUILD_CREATE")
    dm = channels.open_dm(garden.world, garden.bea.id, garden.app.id)

    garden.said("in the garden")
    garden.said("private", where=dm)

    assert sockets[1 - home].ready["guilds"] == []
    heard = [await socket.names_until_ack() for socket in sockets]
    assert sum(map(len, heard)) == 2
    assert "MESSAGE_CREATE" in heard[home]
    assert "MESSAGE_CREATE" in heard[0]


async def test_all_members_come_in_chunks_of_a_thousand(garden: Garden) -> None:
    for number in range(1500):
        user = accounts.create_user(garden.world, f"user{number}")
        members.join(garden.world, garden.guild, user)
    socket = await garden.identified(intents.GUILDS | intents.GUILD_MEMBERS)

    request = {"guild_id": str(garden.guild.id), "query": "", "limit": 0, "nonce": "n"}
    await socket.send(8, request)
    chunks = [await socket.event("GUILD_MEMBERS_CHUNK") for _ in range(2)]

    assert [len(chunk["members"]) for chunk in chunks] == [1000, 503]
    assert [chunk["chunk_index"] for chunk in chunks] == [0, 1]
    assert {(chunk["chunk_count"], chunk["nonce"]) for chunk in chunks} == {(2, "n")}


async def test_asking_for_all_members_again_at_once_is_rate_limited(
    garden: Garden, clock: MovableClock
) -> None:
    socket = await garden.identified(intents.GUILDS | intents.GUILD_MEMBERS)
    request = {"guild_id": str(garden.guild.id), "query": "", "limit": 0, "nonce": "n"}

    await socket.send(8, request)
    await socket.event("GUILD_MEMBERS_CHUNK")
    await socket.send(8, request)
    refused = await socket.event("RATE_LIMITED")
    clock.advance(timedelta(seconds=30))
    await socket.send(8, request)

    assert refused["opcode"] == 8
    assert 0 < refused["retry_after"] <= 30
    assert refused["meta"] == {"guild_id": str(garden.guild.id), "nonce": "n"}
    assert await socket.event("GUILD_MEMBERS_CHUNK")


async def test_members_are_found_by_id_and_by_the_beginning_of_a_name(garden: Garden) -> None:
    socket = await garden.identified(intents.GUILDS)
    guild_id = str(garden.guild.id)

    await socket.send(8, {"guild_id": guild_id, "user_ids": [str(garden.bea.id), "7"], "limit": 0})
    by_id = await socket.event("GUILD_MEMBERS_CHUNK")
    await socket.send(8, {"guild_id": guild_id, "query": "BE", "limit": 5})
    by_name = await socket.event("GUILD_MEMBERS_CHUNK")

    assert [member["user"]["username"] for member in by_id["members"]] == ["bea"]
    assert by_id["not_found"] == ["7"]
    assert [member["user"]["username"] for member in by_name["members"]] == ["bea"]


async def test_faults_duplicate_swallow_and_reorder_events(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT | intents.MESSAGE_CONTENT)
    faults = garden.sim.faults

    faults.disturb(DispatchKind.DUPLICATE, event="MESSAGE_*")
    garden.said("twice")
    faults.disturb(DispatchKind.SWALLOW, event="MESSAGE_CREATE")
    garden.said("never")
    faults.disturb(DispatchKind.REORDER, event="MESSAGE_CREATE")
    garden.said("late")
    garden.said("early")

    heard = [(await socket.event("MESSAGE_CREATE"))["content"] for _ in range(4)]
    assert heard == ["twice", "twice", "early", "late"]


async def test_orders_reach_the_connected_sessions(garden: Garden) -> None:
    socket = await garden.identified(DEFAULT)

    garden.sim.faults.order(GatewayOrder.RECONNECT)
    garden.sim.faults.order(GatewayOrder.INVALID_RESUMABLE)
    reconnect, invalid = await socket.frame(), await socket.frame()
    garden.sim.faults.order(GatewayOrder.DROP)
    await socket.closed()
    again = await garden.connect()
    await again.resume(garden.app.token, socket.ready["session_id"], socket.sequence)

    assert reconnect["op"] == 7
    assert (invalid["op"], invalid["d"]) == (9, True)
    assert (await again.frame())["t"] == "RESUMED"


async def until_disconnected(garden: Garden) -> None:
    """Wait until the server has noticed that the bot is gone."""
    async with asyncio.timeout(PATIENCE):
        await garden.sim.gateway.until_disconnected(garden.app.id)
