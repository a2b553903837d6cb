"""A request that succeeds: what it needs, what it answers, what it sets off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import permissions as may
from bot.simulator.interactions.state import Kind
from bot.simulator.world.entities import Overwrite
from tests.simulator.conformance.furnished import Furnished

Arrange = Callable[[Furnished], Awaitable[None]]


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
    for template in (COMMANDS, GUILD_COMMANDS):
        made = await stage.garden.get("POST", stage.path(template), COMMAND)
        stage.ids["command_id"] = made["id"]
        if template == COMMANDS:
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
    await stage.garden.get("DELETE", stage.path(THREAD_MEMBER, {"channel_id": "thread"}) + "/@me")
    stage.heard.clear()


async def welcoming(stage: Furnished) -> None:
    body = {"enabled": True, "description": "hello", "welcome_channels": []}
    await stage.garden.get("PATCH", stage.path("/guilds/{guild_id}/welcome-screen"), body)
    stage.heard.clear()


PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA"
    "60e6kgAAAABJRU5ErkJggg=="
)
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
CHANNEL = "/channels/{channel_id}"
MESSAGES = CHANNEL + "/messages"
ONE_MESSAGE = MESSAGES + "/{message_id}"
REACTION = ONE_MESSAGE + "/reactions/{emoji_name}"
THREAD_MEMBER = CHANNEL + "/thread-members"
GUILD = "/guilds/{guild_id}"
MEMBER = GUILD + "/members/{user_id}"
SCHEDULED = GUILD + "/scheduled-events"
ONE_SCHEDULED = SCHEDULED + "/{guild_scheduled_event_id}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
IN_THREAD = {"channel_id": "thread"}
OPENED = ("THREAD_CREATE", "MESSAGE_CREATE")
