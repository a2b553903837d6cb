"""Messages, reactions, pins and polls as the bot finds them over HTTP and the gateway."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from bot.simulator import intents, permissions
from bot.simulator.clock import MovableClock
from bot.simulator.world import accounts, channels, members, messages, polls, reactions, roles
from bot.simulator.world.entities import ReactionEmoji
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.asyncio

SPROUT = ReactionEmoji(None, "🌱")


def path(garden: Garden, tail: str = "") -> str:
    return f"/channels/{garden.channel.id}/messages{tail}"


async def send(garden: Garden, **body: Any) -> Any:
    return await garden.get("POST", path(garden), body)


async def test_an_enforced_nonce_returns_the_message_it_was_used_for(
    garden: Garden, clock: MovableClock
) -> None:
    first = await send(garden, content="once", nonce="n-1", enforce_nonce=True)
    clock.advance(timedelta(minutes=4, seconds=59))
    second = await send(garden, content="twice", nonce="n-1", enforce_nonce=True)
    clock.advance(timedelta(seconds=2))
    third = await send(garden, content="later", nonce="n-1", enforce_nonce=True)

    assert (second["id"], second["content"]) == (first["id"], "once")
    assert third["id"] != first["id"]
    assert len(garden.channel.messages) == 2


async def test_a_nonce_holds_for_its_channel_and_only_if_enforced(garden: Garden) -> None:
    other = channels.create(garden.world, garden.guild, "other")
    first = await send(garden, content="x", nonce="n-1", enforce_nonce=True)
    elsewhere = await garden.get(
        "POST",
        f"/channels/{other.id}/messages",
        {"content": "x", "nonce": "n-1", "enforce_nonce": True},
    )
    unenforced = await send(garden, content="x", nonce="n-1")

    assert len({first["id"], elsewhere["id"], unenforced["id"]}) == 3
    assert unenforced["nonce"] == "n-1"


async def test_mentions_are_found_as_far_as_they_are_allowed(garden: Garden) -> None:
    quiet = roles.create(garden.world, garden.guild, "quiet")
    loud = roles.create(garden.world, garden.guild, "loud", mentionable=True)
    text = f"<@{garden.bea.id}> <@&{quiet.id}> <@&{loud.id}> @everyone"

    everything = await send(garden, content=text)
    nothing = await send(garden, content=text, allowed_mentions={"parse": []})
    one_role = await send(garden, content=text, allowed_mentions={"roles": [str(loud.id)]})
    garden.may(permissions.ALL & ~permissions.ADMINISTRATOR & ~permissions.MENTION_EVERYONE)
    modest = await send(garden, content=text)

    assert [user["id"] for user in everything["mentions"]] == [str(garden.bea.id)]
    assert everything["mention_roles"] == [str(quiet.id), str(loud.id)]
    assert everything["mention_everyone"]
    assert (nothing["mentions"], nothing["mention_roles"]) == ([], [])
    assert not nothing["mention_everyone"]
    assert (one_role["mentions"], one_role["mention_roles"]) == ([], [str(loud.id)])
    assert modest["mention_roles"] == [str(loud.id)]
    assert not modest["mention_everyone"]


async def test_a_reply_carries_and_mentions_what_it_answers(garden: Garden) -> None:
    question = garden.said("who is there?")
    reference = {"message_id": str(question.id)}

    reply = await send(garden, content="I", message_reference=reference)
    silent = await send(
        garden, content="I", message_reference=reference, allowed_mentions={"parse": []}
    )
    await garden.get("DELETE", path(garden, f"/{question.id}"))
    orphan = await garden.get("GET", path(garden, f"/{reply['id']}"))

    assert reply["type"] == 19
    assert reply["referenced_message"]["content"] == "who is there?"
    assert [user["id"] for user in reply["mentions"]] == [str(garden.bea.id)]
    assert silent["mentions"] == []
    assert orphan["referenced_message"] is None


async def test_a_reply_to_nothing_fails_unless_told_otherwise(garden: Garden) -> None:
    reference = {"message_id": "175928847299117063"}
    body = {"content": "x", "message_reference": reference}

    assert await garden.refusal("POST", path(garden), body) == (400, 50035)
    sent = await send(
        garden, content="x", message_reference={**reference, "fail_if_not_exists": False}
    )
    assert sent["type"] == 0


async def test_history_comes_newest_first_and_pages_both_ways(garden: Garden) -> None:
    ids = [str(garden.said(str(number)).id) for number in range(5)]

    async def read(query: str) -> list[str]:
        return [item["id"] for item in await garden.get("GET", path(garden, query))]

    assert await read("?limit=2") == [ids[4], ids[3]]
    assert await read(f"?limit=2&before={ids[3]}") == [ids[2], ids[1]]
    assert await read(f"?limit=2&after={ids[0]}") == [ids[2], ids[1]]
    assert await read(f"?limit=3&around={ids[2]}") == [ids[3], ids[2], ids[1]]
    assert await garden.refusal("GET", path(garden, "?limit=101")) == (400, 50035)


async def test_without_the_history_permission_there_is_none(garden: Garden) -> None:
    message = garden.said("x")
    garden.may(permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES)

    assert await garden.get("GET", path(garden)) == []
    assert await garden.refusal("GET", path(garden, f"/{message.id}")) == (403, 50001)


async def test_http_leaves_out_content_without_the_intent_too(garden: Garden) -> None:
    garden.app.intents &= ~intents.MESSAGE_CONTENT
    theirs, own = garden.said("secret"), await send(garden, content="mine")

    assert (await garden.get("GET", path(garden, f"/{theirs.id}")))["content"] == ""
    assert (await garden.get("GET", path(garden, f"/{own['id']}")))["content"] == "mine"


async def test_an_edit_changes_what_it_names(garden: Garden) -> None:
    socket = await garden.identified(intents.UNPRIVILEGED)
    sent = await send(garden, content="a", embeds=[{"title": "kept"}])

    edited = await garden.get("PATCH", path(garden, f"/{sent['id']}"), {"content": "b"})
    updated = await socket.event("MESSAGE_UPDATE")
    hidden = await garden.get("PATCH", path(garden, f"/{sent['id']}"), {"flags": 4})

    assert (edited["content"], edited["embeds"][0]["title"]) == ("b", "kept")
    assert edited["edited_timestamp"] is not None
    assert (updated["content"], updated["guild_id"]) == ("b", str(garden.guild.id))
    assert (hidden["embeds"], hidden["flags"]) == ([], 4)


async def test_files_are_kept_described_and_served(garden: Garden) -> None:
    form = aiohttp.FormData()
    attachments = [{"id": 0, "filename": "seed.txt", "description": "A seed"}]
    embed = {"title": "t", "image": {"url": "attachment://seed.txt"}}
    payload = {"attachments": attachments, "embeds": [embed]}
    form.add_field("payload_json", json.dumps(payload), content_type="application/json")
    form.add_field("files[0]", b"grow", filename="seed.txt", content_type="text/plain")

    async with garden.http.post(garden.sim.api_url + path(garden), data=form) as answer:
        sent = await answer.json()
    file = sent["attachments"][0]
    async with garden.http.get(file["url"]) as served:
        data = await served.read()

    assert (file["filename"], file["size"], file["description"]) == ("seed.txt", 4, "A seed")
    assert sent["embeds"][0]["image"]["url"] == file["url"]
    assert data == b"grow"
    emptied = await garden.get("PATCH", path(garden, f"/{sent['id']}"), {"attachments": []})
    assert emptied["attachments"] == []


async def test_a_picture_is_known_by_its_name_and_its_first_bytes(garden: Garden) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + b"\0\0\1\x90"
    form = aiohttp.FormData()
    form.add_field("payload_json", "{}", content_type="application/json")
    form.add_field("files[0]", picture, filename="bed.png")

    async with garden.http.post(garden.sim.api_url + path(garden), data=form) as answer:
        (file,) = (await answer.json())["attachments"]

    assert (file["content_type"], file["width"], file["height"]) == ("image/png", 640, 400)


async def test_components_are_shown_with_their_defaults(garden: Garden) -> None:
    button = {"type": 2, "style": 1, "label": "Join", "custom_id": "join:1"}

    sent = await send(garden, content="x", components=[{"type": 1, "components": [button]}])

    row = sent["components"][0]
    assert (row["id"], row["components"][0]["id"]) == (1, 2)
    assert row["components"][0]["custom_id"] == "join:1"


async def test_reactions_count_and_page_by_user_id(garden: Garden) -> None:
    message = garden.said("pledge")
    users = [accounts.create_user(garden.world, f"user{number}") for number in range(5)]
    for user in reversed(users):
        members.join(garden.world, garden.guild, user)
        reactions.add(garden.world, garden.channel, message, user.id, SPROUT)
    base = path(garden, f"/{message.id}/reactions/{quote('🌱')}")

    await garden.get("PUT", f"{base}/@me")
    first = await garden.get("GET", f"{base}?limit=2")
    second = await garden.get("GET", f"{base}?limit=2&after={first[-1]['id']}")
    shown = await garden.get("GET", path(garden, f"/{message.id}"))

    ids = sorted([garden.app.id, *(user.id for user in users)])
    assert [int(user["id"]) for user in first + second] == ids[:4]
    assert (shown["reactions"][0]["count"], shown["reactions"][0]["me"]) == (6, True)


async def test_reactions_are_told_as_they_come_and_go(garden: Garden) -> None:
    socket = await garden.identified(intents.UNPRIVILEGED)
    message = garden.said("pledge")
    base = path(garden, f"/{message.id}/reactions")

    reactions.add(garden.world, garden.channel, message, garden.bea.id, SPROUT)
    added = await socket.event("MESSAGE_REACTION_ADD")
    await garden.get("DELETE", f"{base}/{quote('🌱')}/{garden.bea.id}")
    removed = await socket.event("MESSAGE_REACTION_REMOVE")
    await garden.get("PUT", f"{base}/{quote('🌱')}/@me")
    await garden.get("DELETE", f"{base}/{quote('🌱')}")
    cleared = await socket.event("MESSAGE_REACTION_REMOVE_EMOJI")
    await garden.get("DELETE", base)
    emptied = await socket.event("MESSAGE_REACTION_REMOVE_ALL")

    assert added["member"]["user"]["id"] == added["user_id"] == str(garden.bea.id)
    assert added["message_author_id"] == str(garden.bea.id)
    assert removed["user_id"] == str(garden.bea.id)
    assert "member" not in removed
    assert cleared["emoji"] == {"id": None, "name": "🌱"}
    assert emptied["message_id"] == str(message.id)


async def test_reacting_twice_is_one_reaction_and_one_event(garden: Garden) -> None:
    message = garden.said("x")
    socket = await garden.identified(intents.UNPRIVILEGED)
    base = path(garden, f"/{message.id}/reactions/{quote('🌱')}/@me")

    await garden.get("PUT", base)
    await garden.get("PUT", base)

    assert await socket.names_until_ack() == ["MESSAGE_REACTION_ADD"]


async def test_a_pin_is_announced_and_listed_latest_first(garden: Garden) -> None:
    socket = await garden.identified(intents.UNPRIVILEGED)
    ids = [garden.said(str(number)).id for number in range(2)]
    for message_id in ids:
        await socket.event("MESSAGE_CREATE")
        await garden.get("PUT", path(garden, f"/pins/{message_id}"))

    listed = await garden.get("GET", path(garden, "/pins?limit=1"))

    assert [item["message"]["id"] for item in listed["items"]] == [str(ids[1])]
    assert listed["has_more"]
    notice = await socket.event("MESSAGE_CREATE", lambda data: data["type"] == 6)
    assert notice["message_reference"]["message_id"] == str(ids[0])


async def test_deleting_many_is_one_event(garden: Garden) -> None:
    ids = [str(garden.said(str(number)).id) for number in range(3)]
    socket = await garden.identified(intents.UNPRIVILEGED)

    await garden.get("POST", path(garden, "/bulk-delete"), {"messages": ids})

    assert (await socket.event("MESSAGE_DELETE_BULK"))["ids"] == ids
    assert garden.channel.messages == {}


async def test_a_poll_ends_by_itself_and_says_who_won(garden: Garden, clock: MovableClock) -> None:
    answers = [{"poll_media": {"text": text}} for text in ("tea", "coffee")]
    body = {"question": {"text": "Which?"}, "answers": answers, "duration": 1}
    sent = await send(garden, poll=body)
    message = garden.channel.messages[int(sent["id"])]
    socket = await garden.identified(intents.UNPRIVILEGED)

    polls.vote(garden.world, garden.channel, message, garden.bea.id, 1)
    polls.vote(garden.world, garden.channel, message, garden.bea.id, 2)
    votes = [(await socket.event("MESSAGE_POLL_VOTE_ADD"))["answer_id"]]
    await socket.event("MESSAGE_POLL_VOTE_REMOVE")
    votes.append((await socket.event("MESSAGE_POLL_VOTE_ADD"))["answer_id"])
    voters = await garden.get("GET", f"/channels/{garden.channel.id}/polls/{sent['id']}/answers/2")
    clock.advance(timedelta(hours=1))
    ended = await socket.event("MESSAGE_UPDATE")

    assert votes == [1, 2]
    assert [user["id"] for user in voters["users"]] == [str(garden.bea.id)]
    assert ended["poll"]["results"] == {
        "answer_counts": [{"id": 2, "count": 1, "me_voted": False}],
        "is_finalized": True,
    }
    result = await socket.event("MESSAGE_CREATE", lambda data: data["type"] == 46)
    assert {"name": "total_votes", "value": "1", "inline": False} in result["embeds"][0]["fields"]


async def test_an_ephemeral_message_is_out_of_the_channels_reach(garden: Garden) -> None:
    socket = await garden.identified(intents.UNPRIVILEGED)
    draft = messages.Draft(
        author_id=garden.app.id,
        content="for Bea",
        viewer_id=garden.bea.id,
        application_id=garden.app.id,
    )

    whisper = messages.create(garden.world, garden.channel, draft)

    heard = await socket.event("MESSAGE_CREATE")
    assert (heard["content"], heard["flags"]) == ("for Bea", 64)
    assert "guild_id" not in heard
    assert await garden.get("GET", path(garden)) == []
    assert await garden.refusal("GET", path(garden, f"/{whisper.id}")) == (404, 10008)
