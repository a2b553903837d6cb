"""One request that succeeds for every route: what it needs, what it answers, what it sets off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import permissions as may
from bot.simulator.interactions.state import Kind
from bot.simulator.world.entities import Overwrite
from tests.simulator.conformance.furnished import Furnished

Arrange = Callable[[Furnished], Awaitable[None]]
Body = Callable[[Furnished], Any]


@dataclass(frozen=True)
class Case:
    """One request.

    Attributes:
        body: JSON, or a function of what is there.
        params: Path parameter to the name of another id than its own.
        emits: Every gateway event it sets off, but for the audit log's.
        needs: Permissions without any one of which it is refused.
        sees: Whether the bot must see the channel, too.
    """

    method: str
    template: str
    status: int = 200
    body: Any = None
    params: dict[str, str] = field(default_factory=dict)
    query: str = ""
    emits: tuple[str, ...] = ()
    needs: int = 0
    sees: bool = False
    arrange: Arrange | None = None

    @property
    def route(self) -> str:
        return f"{self.method} {self.template}"

    def __str__(self) -> str:
        named = ",".join(self.params.values())
        return (
            f"{self.route}{f'({named})' if named else ''}{f'?{self.query}' if self.query else ''}"
        )

    def payload(self, stage: Furnished) -> Any:
        return self.body(stage) if callable(self.body) else self.body


ROW = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Join", "custom_id": "join"}]}
POLL = {
    "question": {"text": "When?"},
    "answers": [{"poll_media": {"text": "Now", "emoji": {"name": "🌱"}}}],
    "duration": 2,
}
MESSAGE = {"content": "hello", "embeds": [{"title": "A title"}], "components": [ROW]}
COMMAND = {"name": "values", "description": "Shows them", "type": 1}
MODAL = {
    "custom_id": "form",
    "title": "A form",
    "components": [
        {"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "n", "style": 1}}
    ],
}


def _event(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "scheduled_end_time": stage.in_days(1.5),
        "entity_type": 3,
        "entity_metadata": {"location": "the field"},
    }


def _voice_event(stage: Furnished) -> dict[str, Any]:
    voice = {"entity_type": 2, "channel_id": stage.ids["voice"], "entity_metadata": None}
    return _event(stage) | voice


def _stage_event(stage: Furnished) -> dict[str, Any]:
    return _voice_event(stage) | {"entity_type": 1, "channel_id": stage.ids["stage"]}


async def command(stage: Furnished) -> None:
    """Bea has just run a command."""
    stage.opened(Kind.COMMAND, data={"id": "7", "name": "values", "type": 1})
    stage.heard.clear()


async def clicked(stage: Furnished) -> None:
    """Bea has just clicked a button."""
    message = stage.garden.channel.messages[int(stage.ids["message_id"])]
    stage.opened(Kind.COMPONENT, data={"custom_id": "join", "component_type": 2}, on=message)
    stage.heard.clear()


async def completing(stage: Furnished) -> None:
    """Bea is typing an option."""
    stage.opened(Kind.AUTOCOMPLETE, data={"id": "7", "name": "values", "type": 1, "options": []})
    stage.heard.clear()


async def answered(stage: Furnished) -> None:
    """A command has been answered, and there has been a followup."""
    await command(stage)
    callback = stage.path("/interactions/{interaction_id}/{interaction_token}/callback")
    await stage.garden.get("POST", callback, {"type": 4, "data": {"content": "first"}})
    followup = await stage.garden.get(
        "POST", stage.path("/webhooks/{webhook_id}/{webhook_token}"), {"content": "second"}
    )
    stage.ids["message_id"] = followup["id"]
    stage.heard.clear()


async def registered(stage: Furnished) -> None:
    """A command is registered, for all servers and for this one."""
    for template in (_COMMANDS, _GUILD_COMMANDS):
        made = await stage.garden.get("POST", stage.path(template), COMMAND)
        stage.ids["command_id"] = made["id"]
        if template == _COMMANDS:
            stage.ids["global_command"] = made["id"]


async def own_emoji(stage: Furnished) -> None:
    made = await stage.garden.get(
        "POST", stage.path("/applications/{application_id}/emojis"), {"name": "leaf", "image": PNG}
    )
    stage.ids["emoji_id"] = made["id"]


async def overwritten(stage: Furnished) -> None:
    role_id = int(stage.ids["role_id"])
    stage.garden.channel.overwrites[role_id] = Overwrite(role_id, 0, allow=may.SEND_MESSAGES)


async def banned(stage: Furnished) -> None:
    await stage.garden.get("PUT", stage.path("/guilds/{guild_id}/bans/{user_id}"))
    stage.heard.clear()


async def left(stage: Furnished) -> None:
    await stage.garden.get("DELETE", stage.path(_THREAD_MEMBER, {"channel_id": "thread"}) + "/@me")
    stage.heard.clear()


async def welcoming(stage: Furnished) -> None:
    body = {"enabled": True, "description": "hello", "welcome_channels": []}
    await stage.garden.get("PATCH", stage.path("/guilds/{guild_id}/welcome-screen"), body)
    stage.heard.clear()


PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA"
    "60e6kgAAAABJRU5ErkJggg=="
)
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_CHANNEL = "/channels/{channel_id}"
_MESSAGES = _CHANNEL + "/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_REACTION = _MESSAGE + "/reactions/{emoji_name}"
_THREAD_MEMBER = _CHANNEL + "/thread-members"
_GUILD = "/guilds/{guild_id}"
_MEMBER = _GUILD + "/members/{user_id}"
_SCHEDULED = _GUILD + "/scheduled-events"
_ONE_SCHEDULED = _SCHEDULED + "/{guild_scheduled_event_id}"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_THREAD = {"channel_id": "thread"}
_OPENED = ("THREAD_CREATE", "MESSAGE_CREATE")

CASES = (
    Case("GET", "/gateway"),
    Case("GET", "/gateway/bot"),
    Case("GET", "/users/@me"),
    Case("PATCH", "/users/@me", body={"username": "Gardening"}, emits=("USER_UPDATE",)),
    Case("GET", "/users/{user_id}"),
    Case("GET", "/users/@me/guilds", query="with_counts=true"),
    Case("DELETE", "/users/@me/guilds/{guild_id}", 204, emits=("GUILD_DELETE",)),
    Case("POST", "/users/@me/channels", body=lambda stage: {"recipient_id": stage.ids["user_id"]}),
    Case("GET", "/applications/@me"),
    Case("PATCH", "/applications/@me", body={"description": "Tends"}),
    Case("GET", "/oauth2/applications/@me"),
    # Application commands and the application's own emoji
    Case("GET", _COMMANDS, arrange=registered, query="with_localizations=true"),
    Case("POST", _COMMANDS, 201, body=COMMAND),
    Case("POST", _COMMANDS, 200, body=COMMAND, arrange=registered),
    Case("PUT", _COMMANDS, body=[COMMAND, {"name": "Thank", "type": 3}]),
    Case(
        "GET",
        _COMMANDS + "/{command_id}",
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case(
        "PATCH",
        _COMMANDS + "/{command_id}",
        body={"description": "Other"},
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case(
        "DELETE",
        _COMMANDS + "/{command_id}",
        204,
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case("GET", _GUILD_COMMANDS, arrange=registered),
    Case("POST", _GUILD_COMMANDS, 201, body=COMMAND),
    Case("PUT", _GUILD_COMMANDS, body=[COMMAND]),
    Case("GET", _GUILD_COMMANDS + "/{command_id}", arrange=registered),
    Case(
        "PATCH",
        _GUILD_COMMANDS + "/{command_id}",
        body={"default_member_permissions": "32"},
        arrange=registered,
    ),
    Case("DELETE", _GUILD_COMMANDS + "/{command_id}", 204, arrange=registered),
    Case("GET", _GUILD_COMMANDS + "/permissions", arrange=registered),
    Case("POST", "/applications/{application_id}/emojis", 201, body={"name": "a_", "image": PNG}),
    Case("GET", "/applications/{application_id}/emojis", arrange=own_emoji),
    Case("GET", "/applications/{application_id}/emojis/{emoji_id}", arrange=own_emoji),
    Case("DELETE", "/applications/{application_id}/emojis/{emoji_id}", 204, arrange=own_emoji),
    # Interactions
    Case(
        "POST",
        _CALLBACK,
        204,
        body={"type": 4, "data": MESSAGE | {"flags": 64}},
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        _CALLBACK,
        body={"type": 4, "data": MESSAGE},
        query="with_response=1",
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        _CALLBACK,
        body={"type": 5},
        query="with_response=1",
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case("POST", _CALLBACK, body={"type": 6}, query="with_response=1", arrange=clicked),
    Case(
        "POST",
        _CALLBACK,
        body={"type": 7, "data": {"content": "changed"}},
        query="with_response=1",
        arrange=clicked,
        emits=("MESSAGE_UPDATE",),
    ),
    Case(
        "POST",
        _CALLBACK,
        body={"type": 8, "data": {"choices": [{"name": "Care", "value": "care"}]}},
        query="with_response=1",
        arrange=completing,
    ),
    Case(
        "POST",
        _CALLBACK,
        body={"type": 9, "data": MODAL},
        query="with_response=1",
        arrange=command,
    ),
    Case("POST", _WEBHOOK, body=MESSAGE, arrange=answered, emits=("MESSAGE_CREATE",)),
    *(
        Case("GET", f"{_WEBHOOK}/messages/{which}", arrange=answered)
        for which in ("@original", "{message_id}")
    ),
    *(
        Case(
            "PATCH",
            f"{_WEBHOOK}/messages/{which}",
            body={"content": "changed"},
            arrange=answered,
            emits=("MESSAGE_UPDATE",),
        )
        for which in ("@original", "{message_id}")
    ),
    *(
        Case(
            "DELETE",
            f"{_WEBHOOK}/messages/{which}",
            204,
            arrange=answered,
            emits=("MESSAGE_DELETE",),
        )
        for which in ("@original", "{message_id}")
    ),
    # Channels
    *(
        Case("GET", _CHANNEL, params={"channel_id": name}, sees=name != "dm")
        for name in ("channel_id", "voice", "stage", "category", "forum", "news", "thread", "dm")
    ),
    Case("GET", _CHANNEL, params={"channel_id": "private"}, sees=True),
    Case(
        "PATCH",
        _CHANNEL,
        body={"name": "beds", "topic": "Seeds", "rate_limit_per_user": 5},
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_CHANNELS,
        sees=True,
    ),
    Case(
        "PATCH",
        _CHANNEL,
        body={"available_tags": [{"name": "seed", "emoji_name": "🌱"}], "default_sort_order": 1},
        params={"channel_id": "forum"},
        emits=("CHANNEL_UPDATE",),
    ),
    Case(
        "PATCH",
        _CHANNEL,
        body={"archived": True, "locked": True},
        params=_THREAD,
        emits=("THREAD_UPDATE",),
        needs=may.MANAGE_THREADS,
    ),
    Case(
        "DELETE",
        _CHANNEL,
        emits=("CHANNEL_DELETE", "THREAD_DELETE"),
        needs=may.MANAGE_CHANNELS,
    ),
    Case("DELETE", _CHANNEL, params=_THREAD, emits=("THREAD_DELETE",), needs=may.MANAGE_THREADS),
    Case("POST", _CHANNEL + "/typing", 204, emits=("TYPING_START",), needs=may.SEND_MESSAGES),
    Case(
        "PUT",
        _CHANNEL + "/permissions/{overwrite_id}",
        204,
        body={"type": 0, "allow": "2048", "deny": "0"},
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        _CHANNEL + "/permissions/{overwrite_id}",
        204,
        arrange=overwritten,
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case("GET", _CHANNEL + "/invites", needs=may.MANAGE_CHANNELS),
    Case(
        "POST",
        _CHANNEL + "/invites",
        body={"max_age": 60, "max_uses": 1, "unique": True},
        emits=("INVITE_CREATE",),
        needs=may.CREATE_INSTANT_INVITE,
        sees=True,
    ),
    Case("GET", "/invites/{code}", query="with_counts=true"),
    Case("DELETE", "/invites/{code}", emits=("INVITE_DELETE",)),
    # Messages
    Case("GET", _MESSAGES, query="limit=100", sees=True),
    Case("GET", _MESSAGE, sees=True, needs=may.READ_MESSAGE_HISTORY),
    Case(
        "POST",
        _MESSAGES,
        body=MESSAGE,
        emits=("MESSAGE_CREATE",),
        needs=may.SEND_MESSAGES | may.EMBED_LINKS,
        sees=True,
    ),
    Case("POST", _MESSAGES, body={"poll": POLL}, emits=("MESSAGE_CREATE",), needs=may.SEND_POLLS),
    Case("POST", _MESSAGES, body=MESSAGE, params={"channel_id": "dm"}, emits=("MESSAGE_CREATE",)),
    Case(
        "POST",
        _MESSAGES,
        body=MESSAGE,
        params=_THREAD,
        emits=("MESSAGE_CREATE",),
        needs=may.SEND_MESSAGES_IN_THREADS,
    ),
    Case(
        "POST",
        _MESSAGES,
        body=lambda stage: {
            "content": "an answer",
            "message_reference": {"message_id": stage.ids["theirs"]},
        },
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        _MESSAGES,
        body=lambda stage: {
            "message_reference": {
                "type": 1,
                "channel_id": stage.ids["channel_id"],
                "message_id": stage.ids["theirs"],
            },
        },
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        _MESSAGES,
        body={"flags": 1 << 15, "components": [{"type": 10, "content": "# Text"}, ROW]},
        emits=("MESSAGE_CREATE",),
    ),
    Case("PATCH", _MESSAGE, body={"content": "other"}, emits=("MESSAGE_UPDATE",), sees=True),
    Case("DELETE", _MESSAGE, 204, emits=("MESSAGE_DELETE",), sees=True),
    Case(
        "DELETE",
        _MESSAGE,
        204,
        params={"message_id": "theirs"},
        emits=("MESSAGE_DELETE",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case(
        "POST",
        _MESSAGES + "/bulk-delete",
        204,
        body=lambda stage: {"messages": [stage.ids["message_id"], stage.ids["theirs"]]},
        emits=("MESSAGE_DELETE_BULK",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case("GET", _MESSAGES + "/pins"),
    *(
        Case(
            "PUT",
            _CHANNEL + where + "/{message_id}",
            204,
            emits=("MESSAGE_UPDATE", "MESSAGE_CREATE", "CHANNEL_PINS_UPDATE"),
            needs=may.PIN_MESSAGES,
        )
        for where in ("/messages/pins", "/pins")
    ),
    *(
        Case(
            "DELETE",
            _CHANNEL + where + "/{message_id}",
            204,
            params={"message_id": "pinned"},
            emits=("MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE"),
            needs=may.PIN_MESSAGES,
        )
        for where in ("/messages/pins", "/pins")
    ),
    Case("GET", _CHANNEL + "/pins"),
    # Reactions
    Case(
        "PUT",
        _REACTION + "/@me",
        204,
        params={"message_id": "theirs"},
        emits=("MESSAGE_REACTION_ADD",),
        needs=may.ADD_REACTIONS | may.READ_MESSAGE_HISTORY,
        sees=True,
    ),
    Case("DELETE", _REACTION + "/@me", 204, emits=("MESSAGE_REACTION_REMOVE",)),
    Case(
        "DELETE",
        _REACTION + "/{user_id}",
        204,
        emits=("MESSAGE_REACTION_REMOVE",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case("GET", _REACTION, query="limit=100", needs=may.READ_MESSAGE_HISTORY),
    Case(
        "DELETE",
        _REACTION,
        204,
        emits=("MESSAGE_REACTION_REMOVE_EMOJI",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case(
        "DELETE",
        _MESSAGE + "/reactions",
        204,
        emits=("MESSAGE_REACTION_REMOVE_ALL",),
        needs=may.MANAGE_MESSAGES,
    ),
    # Polls
    Case(
        "GET",
        _CHANNEL + "/polls/{message_id}/answers/{answer_id}",
        params={"message_id": "poll"},
    ),
    Case(
        "POST",
        _CHANNEL + "/polls/{message_id}/expire",
        params={"message_id": "poll"},
        emits=("MESSAGE_UPDATE", "MESSAGE_CREATE"),
    ),
    # Threads
    Case(
        "POST",
        _MESSAGE + "/threads",
        201,
        body={"name": "talk"},
        emits=(*_OPENED, "MESSAGE_UPDATE"),
        needs=may.CREATE_PUBLIC_THREADS,
    ),
    Case(
        "POST",
        _CHANNEL + "/threads",
        201,
        body={"name": "whisper"},
        emits=("THREAD_CREATE",),
        needs=may.CREATE_PRIVATE_THREADS,
    ),
    Case(
        "POST",
        _CHANNEL + "/threads",
        201,
        body={"name": "talk", "type": 11, "auto_archive_duration": 60},
        emits=_OPENED,
        needs=may.CREATE_PUBLIC_THREADS,
    ),
    Case(
        "POST",
        _CHANNEL + "/threads",
        201,
        body={"name": "post", "message": {"content": "a post"}},
        params={"channel_id": "forum"},
        emits=_OPENED,
        needs=may.SEND_MESSAGES,
    ),
    Case("GET", _CHANNEL + "/threads/archived/public", needs=may.READ_MESSAGE_HISTORY),
    Case("GET", _CHANNEL + "/threads/archived/private", needs=may.MANAGE_THREADS),
    Case("GET", _CHANNEL + "/users/@me/threads/archived/private"),
    Case("GET", _GUILD + "/threads/active"),
    Case("GET", _THREAD_MEMBER, params=_THREAD, query="with_member=true"),
    Case("GET", _THREAD_MEMBER + "/{user_id}", params=_THREAD),
    Case(
        "PUT",
        _THREAD_MEMBER + "/@me",
        204,
        params=_THREAD,
        arrange=left,
        emits=("THREAD_MEMBERS_UPDATE", "THREAD_CREATE"),
    ),
    Case("DELETE", _THREAD_MEMBER + "/@me", 204, params=_THREAD, emits=("THREAD_MEMBERS_UPDATE",)),
    Case(
        "PUT",
        _THREAD_MEMBER + "/{user_id}",
        204,
        params=_THREAD | {"user_id": "ada"},
        emits=("THREAD_MEMBERS_UPDATE",),
        needs=may.SEND_MESSAGES_IN_THREADS,
    ),
    Case(
        "DELETE",
        _THREAD_MEMBER + "/{user_id}",
        204,
        params=_THREAD,
        emits=("THREAD_MEMBERS_UPDATE",),
        needs=may.MANAGE_THREADS,
    ),
    # Servers
    Case("GET", _GUILD, query="with_counts=true"),
    Case("GET", _GUILD + "/preview"),
    Case(
        "PATCH",
        _GUILD,
        body=lambda stage: {"name": "Orchard", "system_channel_id": stage.ids["channel_id"]},
        emits=("GUILD_UPDATE",),
        needs=may.MANAGE_GUILD,
    ),
    Case(
        "PUT",
        _GUILD + "/incident-actions",
        body=lambda stage: {"dms_disabled_until": stage.in_days(0.5)},
        emits=("GUILD_UPDATE",),
        needs=may.MANAGE_GUILD,
    ),
    Case("GET", _GUILD + "/channels"),
    *(
        Case(
            "POST",
            _GUILD + "/channels",
            201,
            body={"name": "new", "type": kind},
            emits=("CHANNEL_CREATE",),
            needs=may.MANAGE_CHANNELS,
        )
        for kind in (0, 2, 4, 5, 13, 15)
    ),
    Case(
        "PATCH",
        _GUILD + "/channels",
        204,
        body=lambda stage: [{"id": stage.ids["channel_id"], "position": 5}],
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_CHANNELS,
    ),
    Case("GET", _GUILD + "/roles"),
    Case("GET", _GUILD + "/roles/member-counts"),
    Case("GET", _GUILD + "/roles/{role_id}"),
    Case(
        "POST",
        _GUILD + "/roles",
        body={"name": "Friend", "permissions": "2048", "color": 255, "hoist": True},
        emits=("GUILD_ROLE_CREATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        _GUILD + "/roles/{role_id}",
        body={"name": "Other", "mentionable": True},
        emits=("GUILD_ROLE_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        _GUILD + "/roles",
        body=lambda stage: [{"id": stage.ids["role_id"], "position": 3}],
        emits=("GUILD_ROLE_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        _GUILD + "/roles/{role_id}",
        204,
        emits=("GUILD_ROLE_DELETE",),
        needs=may.MANAGE_ROLES,
    ),
    # Members
    Case("GET", _GUILD + "/members", query="limit=10"),
    Case("GET", _GUILD + "/members/search", query="query=b"),
    Case("GET", _MEMBER),
    Case(
        "PATCH",
        _MEMBER,
        body={"nick": "Bee"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_NICKNAMES,
    ),
    Case(
        "PATCH",
        _MEMBER,
        body=lambda stage: {"roles": [stage.ids["spare"]]},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        _MEMBER,
        body=lambda stage: {"communication_disabled_until": stage.in_days(1)},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MODERATE_MEMBERS,
    ),
    Case(
        "PATCH",
        _GUILD + "/members/@me",
        body={"nick": "Helper"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.CHANGE_NICKNAME,
    ),
    Case(
        "PUT",
        _MEMBER + "/roles/{role_id}",
        204,
        params={"role_id": "spare"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        _MEMBER + "/roles/{role_id}",
        204,
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        _MEMBER,
        204,
        emits=("GUILD_MEMBER_REMOVE",),
        needs=may.KICK_MEMBERS,
    ),
    Case("GET", _GUILD + "/bans", arrange=banned, needs=may.BAN_MEMBERS),
    Case("GET", _GUILD + "/bans/{user_id}", arrange=banned, needs=may.BAN_MEMBERS),
    Case(
        "PUT",
        _GUILD + "/bans/{user_id}",
        204,
        body={"delete_message_seconds": 60},
        emits=("GUILD_MEMBER_REMOVE", "GUILD_BAN_ADD", "MESSAGE_DELETE_BULK"),
        needs=may.BAN_MEMBERS,
    ),
    Case(
        "DELETE",
        _GUILD + "/bans/{user_id}",
        204,
        arrange=banned,
        emits=("GUILD_BAN_REMOVE",),
        needs=may.BAN_MEMBERS,
    ),
    Case(
        "POST",
        _GUILD + "/bulk-ban",
        body=lambda stage: {"user_ids": [stage.ids["user_id"], stage.ids["ada"]]},
        emits=("GUILD_MEMBER_REMOVE", "GUILD_BAN_ADD"),
        needs=may.BAN_MEMBERS | may.MANAGE_GUILD,
    ),
    Case("GET", _GUILD + "/audit-logs", arrange=banned, needs=may.VIEW_AUDIT_LOG),
    # Scheduled events
    Case("GET", _SCHEDULED, query="with_user_count=true"),
    Case("GET", _ONE_SCHEDULED, query="with_user_count=true"),
    Case(
        "POST",
        _SCHEDULED,
        body=_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS,
    ),
    Case(
        "POST",
        _SCHEDULED,
        body=_voice_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS | may.CONNECT | may.VIEW_CHANNEL,
    ),
    Case(
        "POST",
        _SCHEDULED,
        body=_stage_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS | may.MANAGE_CHANNELS | may.MUTE_MEMBERS | may.MOVE_MEMBERS,
    ),
    Case(
        "PATCH",
        _ONE_SCHEDULED,
        body={"name": "Sowing", "status": 2},
        emits=("GUILD_SCHEDULED_EVENT_UPDATE",),
    ),
    Case("DELETE", _ONE_SCHEDULED, 204, emits=("GUILD_SCHEDULED_EVENT_DELETE",)),
    Case("GET", _ONE_SCHEDULED + "/users", query="with_member=true"),
    Case("GET", _ONE_SCHEDULED + "/users/counts"),
    # Emoji, invites, onboarding, welcome
    Case("GET", _GUILD + "/emojis"),
    Case("GET", _GUILD + "/emojis/{emoji_id}"),
    Case(
        "POST",
        _GUILD + "/emojis",
        201,
        body={"name": "leaf", "image": PNG},
        emits=("GUILD_EMOJIS_UPDATE",),
        needs=may.CREATE_GUILD_EXPRESSIONS,
    ),
    Case(
        "PATCH",
        _GUILD + "/emojis/{emoji_id}",
        body={"name": "twig"},
        emits=("GUILD_EMOJIS_UPDATE",),
    ),
    Case("DELETE", _GUILD + "/emojis/{emoji_id}", 204, emits=("GUILD_EMOJIS_UPDATE",)),
    Case("GET", _GUILD + "/invites", needs=may.MANAGE_GUILD),
    Case("GET", _GUILD + "/onboarding"),
    Case(
        "PUT",
        _GUILD + "/onboarding",
        body=lambda stage: {
            "enabled": False,
            "mode": 0,
            "default_channel_ids": [stage.ids["channel_id"]],
            "prompts": [
                {
                    "id": "1",
                    "title": "Why?",
                    "single_select": True,
                    "required": True,
                    "in_onboarding": True,
                    "type": 0,
                    "options": [
                        {"title": "Because", "role_ids": [stage.ids["role_id"]], "channel_ids": []}
                    ],
                }
            ],
        },
        needs=may.MANAGE_GUILD | may.MANAGE_ROLES,
    ),
    Case("GET", _GUILD + "/welcome-screen", arrange=welcoming),
    Case(
        "PATCH",
        _GUILD + "/welcome-screen",
        body=lambda stage: {
            "enabled": True,
            "description": "Come in",
            "welcome_channels": [
                {"channel_id": stage.ids["channel_id"], "description": "talk", "emoji_name": "🌱"}
            ],
        },
        needs=may.MANAGE_GUILD,
    ),
)
# They always refuse; `test_refusals` has them.
REFUSING = {
    "PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
    "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
}
