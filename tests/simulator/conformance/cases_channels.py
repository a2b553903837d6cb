"""Channels, threads and who is in them."""

from __future__ import annotations

from bot.simulator import permissions as may
from tests.simulator.conformance.case import (
    CHANNEL,
    GUILD,
    IN_THREAD,
    ONE_MESSAGE,
    OPENED,
    THREAD_MEMBER,
    Case,
    left,
    overwritten,
)

CHANNELS = (
    # Channels
    *(
        Case("GET", CHANNEL, params={"channel_id": name}, sees=name != "dm")
        for name in ("channel_id", "voice", "stage", "category", "forum", "news", "thread", "dm")
    ),
    Case("GET", CHANNEL, params={"channel_id": "private"}, sees=True),
    Case(
        "PATCH",
        CHANNEL,
        body={"name": "beds", "topic": "Seeds", "rate_limit_per_user": 5},
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_CHANNELS,
        sees=True,
    ),
    Case(
        "PATCH",
        CHANNEL,
        body={"available_tags": [{"name": "seed", "emoji_name": "🌱"}], "default_sort_order": 1},
        params={"channel_id": "forum"},
        emits=("CHANNEL_UPDATE",),
    ),
    Case(
        "PATCH",
        CHANNEL,
        body={"archived": True, "locked": True},
        params=IN_THREAD,
        emits=("THREAD_UPDATE",),
        needs=may.MANAGE_THREADS,
    ),
    Case(
        "DELETE",
        CHANNEL,
        emits=("CHANNEL_DELETE",),
        needs=may.MANAGE_CHANNELS,
    ),
    Case("DELETE", CHANNEL, params=IN_THREAD, emits=("THREAD_DELETE",), needs=may.MANAGE_THREADS),
    Case("POST", CHANNEL + "/typing", 204, emits=("TYPING_START",), needs=may.SEND_MESSAGES),
    Case(
        "PUT",
        CHANNEL + "/permissions/{overwrite_id}",
        204,
        body={"type": 0, "allow": "2048", "deny": "0"},
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        CHANNEL + "/permissions/{overwrite_id}",
        204,
        arrange=overwritten,
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case("GET", CHANNEL + "/invites", needs=may.MANAGE_CHANNELS),
    Case(
        "POST",
        CHANNEL + "/invites",
        body={"max_age": 60, "max_uses": 1, "unique": True},
        emits=("INVITE_CREATE",),
        needs=may.CREATE_INSTANT_INVITE,
        sees=True,
    ),
    Case("GET", "/invites/{code}", query="with_counts=true"),
    Case("DELETE", "/invites/{code}", emits=("INVITE_DELETE",)),
    # Threads
    Case(
        "POST",
        ONE_MESSAGE + "/threads",
        201,
        body={"name": "talk"},
        emits=(*OPENED, "MESSAGE_UPDATE"),
        needs=may.CREATE_PUBLIC_THREADS,
    ),
    Case(
        "POST",
        CHANNEL + "/threads",
        201,
        body={"name": "whisper"},
        emits=("THREAD_CREATE",),
        needs=may.CREATE_PRIVATE_THREADS,
    ),
    Case(
        "POST",
        CHANNEL + "/threads",
        201,
        body={"name": "talk", "type": 11, "auto_archive_duration": 60},
        emits=OPENED,
        needs=may.CREATE_PUBLIC_THREADS,
    ),
    Case(
        "POST",
        CHANNEL + "/threads",
        201,
        body={"name": "post", "message": {"content": "a post"}},
        params={"channel_id": "forum"},
        emits=OPENED,
        needs=may.SEND_MESSAGES,
    ),
    Case("GET", CHANNEL + "/threads/archived/public", needs=may.READ_MESSAGE_HISTORY),
    Case("GET", CHANNEL + "/threads/archived/private", needs=may.MANAGE_THREADS),
    Case("GET", CHANNEL + "/users/@me/threads/archived/private"),
    Case("GET", GUILD + "/threads/active"),
    Case("GET", THREAD_MEMBER, params=IN_THREAD, query="with_member=true"),
    Case("GET", THREAD_MEMBER + "/{user_id}", params=IN_THREAD),
    Case(
        "PUT",
        THREAD_MEMBER + "/@me",
        204,
        params=IN_THREAD,
        arrange=left,
        emits=("THREAD_MEMBERS_UPDATE", "THREAD_CREATE"),
    ),
    Case("DELETE", THREAD_MEMBER + "/@me", 204, params=IN_THREAD, emits=("THREAD_MEMBERS_UPDATE",)),
    Case(
        "PUT",
        THREAD_MEMBER + "/{user_id}",
        204,
        params=IN_THREAD | {"user_id": "ada"},
        emits=("THREAD_MEMBERS_UPDATE",),
        needs=may.SEND_MESSAGES_IN_THREADS,
    ),
    Case(
        "DELETE",
        THREAD_MEMBER + "/{user_id}",
        204,
        params=IN_THREAD,
        emits=("THREAD_MEMBERS_UPDATE",),
        needs=may.MANAGE_THREADS,
    ),
)
