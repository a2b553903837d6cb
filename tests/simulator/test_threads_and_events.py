"""What happens by itself as time goes on, and who is in what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.simulator import intents, permissions
from bot.simulator.clock import MovableClock
from bot.simulator.world import accounts, channels, events, members, thread_opening
from bot.simulator.world.entities import ChannelType, Overwrite
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.asyncio


async def open_thread(garden: Garden, **body: Any) -> Any:
    return await garden.get(
        "POST", f"/channels/{garden.channel.id}/threads", {"name": "talk", **body}
    )


async def test_a_thread_from_a_message_has_its_id(garden: Garden) -> None:
    message = garden.said("start here")
    path = f"/channels/{garden.channel.id}/messages/{message.id}"

    thread = await garden.get("POST", f"{path}/threads", {"name": "talk"})

    assert thread["id"] == str(message.id)
    shown = await garden.get("GET", path)
    assert shown["flags"] & 1 << 5
    assert shown["thread"]["name"] == "talk"
    first = await garden.get("GET", f"/channels/{thread['id']}/messages")
    assert [item["type"] for item in first] == [21]


async def test_a_thread_is_private_unless_it_says_otherwise(garden: Garden) -> None:
    private = await open_thread(garden)
    public = await open_thread(garden, type=11)

    assert (private["type"], public["type"]) == (12, 11)
    assert private["member"]["user_id"] == str(garden.app.id)
    notices = [message.type for message in garden.channel.messages.values()]
    assert notices == [18]


async def test_silence_archives_a_thread_and_a_message_wakes_it(
    garden: Garden, clock: MovableClock
) -> None:
    thread = await open_thread(garden, type=11, auto_archive_duration=60)
    path = f"/channels/{thread['id']}"

    async def archived() -> bool:
        shown = await garden.get("GET", path)
        return bool(shown["thread_metadata"]["archived"])

    clock.advance(timedelta(minutes=50))
    await garden.get("POST", f"{path}/messages", {"content": "x"})
    clock.advance(timedelta(minutes=50))
    assert not await archived()
    clock.advance(timedelta(minutes=10))
    assert await archived()
    await garden.get("POST", f"{path}/messages", {"content": "y"})
    assert not await archived()


async def test_in_an_archived_thread_messages_can_be_deleted_and_in_a_locked_one_not_edited(
    garden: Garden,
) -> None:
    thread = await open_thread(garden, type=11)
    path = f"/channels/{thread['id']}"
    first, second = [
        await garden.get("POST", f"{path}/messages", {"content": text}) for text in "ab"
    ]
    of_first, of_second = (f"{path}/messages/{item['id']}" for item in (first, second))
    await garden.get("PATCH", path, {"archived": True})
    assert await garden.refusal("PATCH", of_first, {"content": "c"}) == (400, 50083)
    await garden.get("DELETE", of_first)
    await garden.get("PATCH", path, {"archived": False})
    await garden.get("PATCH", path, {"archived": True, "locked": True})
    assert await garden.refusal("DELETE", of_second) == (400, 50083)

    await garden.get("PATCH", path, {"archived": False})
    await garden.get("PATCH", of_second, {"content": "c"})
    garden.may(permissions.ALL & ~permissions.ADMINISTRATOR & ~permissions.MANAGE_THREADS)
    assert await garden.refusal("PATCH", of_second, {"content": "d"}) == (403, 160005)
    await garden.get("DELETE", of_second)


async def test_threads_go_with_their_channel_and_nobody_is_told_of_them(garden: Garden) -> None:
    thread = await open_thread(garden, type=11)
    socket = await garden.identified(intents.ALL)

    await garden.get("DELETE", f"/channels/{garden.channel.id}")

    names = await socket.names_until_ack()
    assert "CHANNEL_DELETE" in names
    assert "THREAD_DELETE" not in names
    assert await garden.refusal("GET", f"/channels/{thread['id']}") == (404, 10003)


async def test_a_private_thread_is_hidden_from_a_bot_outside(garden: Garden) -> None:
    garden.may(permissions.ALL & ~permissions.ADMINISTRATOR & ~permissions.MANAGE_THREADS)
    thread = thread_opening.open_thread(
        garden.world,
        garden.channel,
        "secret",
        owner_id=garden.ada.id,
        kind=ChannelType.PRIVATE_THREAD,
    )
    socket = await garden.identified(intents.UNPRIVILEGED)

    garden.said("whisper", by=garden.ada, where=thread)

    assert await socket.names_until_ack() == []
    assert await garden.refusal("GET", f"/channels/{thread.id}") == (403, 50001)


async def test_a_mention_takes_somebody_into_the_thread(garden: Garden) -> None:
    thread = await open_thread(garden)
    socket = await garden.identified(intents.ALL)

    await garden.get(
        "POST", f"/channels/{thread['id']}/messages", {"content": f"come, <@{garden.bea.id}>"}
    )

    update = await socket.event("THREAD_MEMBERS_UPDATE")
    assert [member["user_id"] for member in update["added_members"]] == [str(garden.bea.id)]
    members_path = f"/channels/{thread['id']}/thread-members"
    assert len(await garden.get("GET", members_path)) == 2
    await garden.get("DELETE", f"{members_path}/{garden.bea.id}")
    assert await garden.refusal("GET", f"{members_path}/{garden.bea.id}") == (404, 10007)


async def test_others_in_a_thread_are_told_with_the_members_intent_only(garden: Garden) -> None:
    thread = await open_thread(garden)
    socket = await garden.identified(intents.UNPRIVILEGED)

    path = f"/channels/{thread['id']}/thread-members"
    await garden.get("PUT", f"{path}/{garden.bea.id}")

    assert await socket.names_until_ack() == []


async def test_who_cannot_see_the_channel_cannot_be_taken_into_its_thread(
    garden: Garden,
) -> None:
    hidden = Overwrite(id=garden.bea.id, kind=1, deny=permissions.VIEW_CHANNEL)
    channels.set_overwrite(garden.world, garden.channel, hidden)
    thread = await open_thread(garden)

    path = f"/channels/{thread['id']}/thread-members/{garden.bea.id}"

    assert await garden.refusal("PUT", path) == (403, 50001)


async def test_a_thousand_are_enough_for_a_thread(garden: Garden) -> None:
    thread = await open_thread(garden)
    for number in range(999):
        user = accounts.create_user(garden.world, f"user{number}")
        members.join(garden.world, garden.guild, user)
        thread_opening.threads.add_member(
            garden.world, garden.world.channels[int(thread["id"])], user.id
        )

    path = f"/channels/{thread['id']}/thread-members/{garden.bea.id}"

    assert await garden.refusal("PUT", path) == (400, 30033)


async def test_a_forum_post_begins_with_a_message_of_its_id(garden: Garden) -> None:
    forum = channels.create(garden.world, garden.guild, "ideas", kind=ChannelType.FORUM)

    post = await garden.get(
        "POST", f"/channels/{forum.id}/threads", {"name": "a", "message": {"content": "first"}}
    )

    assert post["message"]["id"] == post["id"]
    assert post["message"]["content"] == "first"


async def test_archived_threads_are_listed_latest_first(
    garden: Garden, clock: MovableClock
) -> None:
    ids = [(await open_thread(garden, type=11))["id"] for _ in range(3)]
    for thread_id in ids:
        clock.advance(timedelta(minutes=1))
        await garden.get("PATCH", f"/channels/{thread_id}", {"archived": True})
    path = f"/channels/{garden.channel.id}/threads/archived/public"

    page = await garden.get("GET", f"{path}?limit=2")

    assert [item["id"] for item in page["threads"]] == [ids[2], ids[1]]
    assert page["has_more"]
    active = await garden.get("GET", f"/guilds/{garden.guild.id}/threads/active")
    assert active["threads"] == []


def event_body(garden: Garden, **more: Any) -> dict[str, Any]:
    start = garden.world.now() + timedelta(hours=1)
    return {
        "name": "Planting",
        "privacy_level": 2,
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=2)).isoformat(),
        "entity_type": 3,
        "entity_metadata": {"location": "the garden"},
        **more,
    }


async def test_an_external_event_starts_and_ends_by_itself(
    garden: Garden, clock: MovableClock
) -> None:
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    made = await garden.get("POST", base, event_body(garden))
    socket = await garden.identified(intents.UNPRIVILEGED)

    clock.advance(timedelta(hours=1))
    started = await socket.event("GUILD_SCHEDULED_EVENT_UPDATE")
    clock.advance(timedelta(hours=2))
    ended = await socket.event("GUILD_SCHEDULED_EVENT_UPDATE")

    assert (started["status"], ended["status"]) == (2, 3)
    assert await garden.get("GET", base) == []
    refused = await garden.refusal("PATCH", f"{base}/{made['id']}", {"name": "again"})
    assert refused == (400, 180000)


async def test_an_event_in_a_channel_that_nobody_starts_is_cancelled(
    garden: Garden, clock: MovableClock
) -> None:
    voice = channels.create(garden.world, garden.guild, "voice", kind=ChannelType.VOICE)
    body = event_body(garden, entity_type=2, channel_id=str(voice.id), entity_metadata=None)
    await garden.get("POST", f"/guilds/{garden.guild.id}/scheduled-events", body)
    socket = await garden.identified(intents.UNPRIVILEGED)

    clock.advance(timedelta(hours=4))

    assert (await socket.event("GUILD_SCHEDULED_EVENT_UPDATE"))["status"] == 4


async def test_a_weekly_event_comes_round_again(garden: Garden, clock: MovableClock) -> None:
    body = event_body(garden)
    rule = {"start": body["scheduled_start_time"], "frequency": 2, "interval": 1}
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    made = await garden.get("POST", base, {**body, "recurrence_rule": {**rule, "by_weekday": [0]}})
    before = garden.guild.events[int(made["id"])].starts_at

    clock.advance(timedelta(hours=3))

    again = garden.guild.events[int(made["id"])]
    assert (again.status, again.starts_at - before) == (1, timedelta(weeks=1))


async def test_events_need_create_events_and_others_need_manage_events(garden: Garden) -> None:
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    made = await garden.get("POST", base, event_body(garden))
    theirs = events.create(
        garden.world,
        garden.guild,
        creator_id=garden.ada.id,
        name="Ada's",
        entity_type=3,
        starts_at=garden.world.now() + timedelta(hours=1),
        ends_at=garden.world.now() + timedelta(hours=2),
        location="home",
    )

    garden.may(permissions.VIEW_CHANNEL | permissions.MANAGE_EVENTS)
    assert await garden.refusal("POST", base, event_body(garden)) == (403, 50013)
    await garden.get("PATCH", f"{base}/{theirs.id}", {"name": "x"})
    garden.may(permissions.VIEW_CHANNEL | permissions.CREATE_EVENTS)
    await garden.get("PATCH", f"{base}/{made['id']}", {"name": "x"})
    assert await garden.refusal("DELETE", f"{base}/{theirs.id}") == (403, 50013)


async def test_an_event_moves_to_where_it_may_be_and_keeps_what_it_must_have(
    garden: Garden,
) -> None:
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    voice = channels.create(garden.world, garden.guild, "voice", kind=ChannelType.VOICE)
    made = await garden.get("POST", base, event_body(garden))
    path = f"{base}/{made['id']}"

    for missing in ({"scheduled_end_time": None}, {"entity_metadata": None}):
        assert await garden.refusal("PATCH", path, missing) == (400, 50035)
    to_voice = {"entity_type": 2, "channel_id": str(voice.id), "entity_metadata": None}
    garden.may(permissions.VIEW_CHANNEL | permissions.CREATE_EVENTS)
    assert await garden.refusal("PATCH", path, to_voice) == (403, 50013)
    garden.may(permissions.VIEW_CHANNEL | permissions.CREATE_EVENTS | permissions.CONNECT)
    moved = await garden.get("PATCH", path, to_voice)
    renamed = await garden.get("PATCH", path, {"name": "x", "scheduled_end_time": None})

    assert (moved["channel_id"], moved["entity_metadata"]) == (str(voice.id), None)
    assert (renamed["name"], renamed["scheduled_end_time"]) == ("x", None)


async def test_a_101st_open_event_is_too_many(garden: Garden) -> None:
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    for _ in range(100):
        made = await garden.get("POST", base, event_body(garden))

    assert await garden.refusal("POST", base, event_body(garden)) == (400, 30038)
    await garden.get("PATCH", f"{base}/{made['id']}", {"status": 4})
    await garden.get("POST", base, event_body(garden))


async def test_the_interested_are_told_of_and_listed_by_id(garden: Garden) -> None:
    base = f"/guilds/{garden.guild.id}/scheduled-events"
    made = await garden.get("POST", base, event_body(garden))
    event = garden.guild.events[int(made["id"])]
    socket = await garden.identified(intents.UNPRIVILEGED)

    for user_id in (garden.bea.id, garden.ada.id):
        events.subscribe(garden.world, event, user_id)
    told = await socket.event("GUILD_SCHEDULED_EVENT_USER_ADD")
    rows = await garden.get("GET", f"{base}/{made['id']}/users")
    after = await garden.get("GET", f"{base}/{made['id']}/users?after={garden.ada.id}")
    counted = await garden.get("GET", f"{base}/{made['id']}?with_user_count=true")

    assert told["user_id"] == str(garden.bea.id)
    assert [row["user"]["id"] for row in rows] == [str(garden.ada.id), str(garden.bea.id)]
    assert [row["user_id"] for row in after] == [str(garden.bea.id)]
    assert counted["user_count"] == 2
    assert "user_count" not in made


async def test_a_ban_takes_the_member_and_the_recent_messages(garden: Garden) -> None:
    garden.said("spam")
    socket = await garden.identified(intents.ALL)
    base = f"/guilds/{garden.guild.id}/bans/{garden.bea.id}"

    await garden.get("PUT", base, {"delete_message_seconds": 3600})

    assert (await socket.event("GUILD_MEMBER_REMOVE"))["user"]["id"] == str(garden.bea.id)
    assert garden.channel.messages == {}
    assert (await garden.get("GET", base))["user"]["id"] == str(garden.bea.id)
    await garden.get("DELETE", base)
    assert await garden.refusal("GET", base) == (404, 10026)


async def test_an_invite_expires(garden: Garden, clock: MovableClock) -> None:
    invite = await garden.get("POST", f"/channels/{garden.channel.id}/invites", {"max_age": 60})
    same = await garden.get("POST", f"/channels/{garden.channel.id}/invites", {"max_age": 60})

    clock.advance(timedelta(seconds=60))

    assert same["code"] == invite["code"]
    assert await garden.refusal("GET", f"/invites/{invite['code']}") == (404, 10006)


async def test_what_the_bot_does_stands_in_the_audit_log_with_its_reason(garden: Garden) -> None:
    base = f"/guilds/{garden.guild.id}"
    headers = {"X-Audit-Log-Reason": "because%20of%20spring"}
    await garden.ask("POST", f"{base}/roles", {"name": "Sower"}, headers=headers)

    log = await garden.get("GET", f"{base}/audit-logs?action_type=30")

    entry = log["audit_log_entries"][0]
    assert (entry["reason"], entry["user_id"]) == ("because of spring", str(garden.app.id))
