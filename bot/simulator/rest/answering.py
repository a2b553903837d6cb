"""Messages that answer an interaction: sent, changed and found through its token."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import messages as forms
from bot.simulator.forms.messages import LOADING
from bot.simulator.interactions import payloads as interaction_payloads
from bot.simulator.interactions.state import Interaction, Kind
from bot.simulator.rest import composing
from bot.simulator.rest.routing import Call
from bot.simulator.world import mentions, messages, polls
from bot.simulator.world.entities import EPHEMERAL, Json, Message, MessageType

_MENU_TYPES = (2, 3)


def send(
    call: Call,
    interaction: Interaction,
    body: Json,
    *,
    ephemeral: bool,
    kind: int,
    reference: Message | None = None,
) -> Message:
    """Send a checked message for the interaction's application."""
    channel = interaction.channel
    if channel.id not in call.world.channels:
        raise errors.unknown("channel")
    content = composing.parts(call.world, channel.id, body, call.files)
    metadata = interaction_payloads.metadata(call.world, interaction)
    if interaction.original is not None and interaction.original is not interaction.message:
        metadata["original_response_message_id"] = str(interaction.original.id)
    draft = messages.Draft(
        author_id=interaction.application_id,
        type=kind,
        flags=int(body.get("flags") or 0) & composing.SETTABLE,
        found=_mentioned(call, interaction, content["content"], content["components"], body),
        reference=None if reference is None else _reference(reference),
        interaction_metadata=metadata,
        application_id=interaction.application_id,
        webhook_id=interaction.application_id,
        viewer_id=interaction.user_id if ephemeral else None,
        **content,
    )
    message = messages.create(call.world, channel, draft)
    if message.poll is not None:
        polls.watch(call.world, message)
    return message


def think(call: Call, interaction: Interaction, *, ephemeral: bool) -> Message:
    """Show "… is thinking" until the answer comes."""
    if interaction.channel.id not in call.world.channels:
        raise errors.unknown("channel")
    draft = messages.Draft(
        author_id=interaction.application_id,
        type=response_type(interaction),
        flags=LOADING,
        reference=None if interaction.message is None else _reference(interaction.message),
        interaction_metadata=interaction_payloads.metadata(call.world, interaction),
        application_id=interaction.application_id,
        webhook_id=interaction.application_id,
        viewer_id=interaction.user_id if ephemeral else None,
    )
    return messages.create(call.world, interaction.channel, draft)


def change(call: Call, interaction: Interaction, message: Message, body: Json) -> None:
    """Carry out a checked edit; one of a deferred answer completes it."""
    was_thinking = bool(message.flags & LOADING)
    changes = composing.changes(call.world, message, body, call.files)
    if was_thinking:
        changes["flags"] = changes.get("flags", message.flags) & ~LOADING
        if body.get("poll"):
            changes["poll"] = composing.poll(call.world, body["poll"])
    if {"content", "components", "allowed_mentions"} & body.keys():
        found = _mentioned(
            call,
            interaction,
            changes.get("content", message.content),
            changes.get("components", message.components),
            body,
        )
        changes["mention_ids"] = found.user_ids
        changes["mention_role_ids"] = found.role_ids
        changes["mention_everyone"] = found.everyone
    messages.edit(call.world, message, touch=not was_thinking, **changes)
    if was_thinking and message.poll is not None:
        polls.watch(call.world, message)


def check_edit(call: Call, message: Message, body: object, path: tuple[str, ...] = ()) -> None:
    forms.check_edit(body, message, call.files, surface="interaction", path=path)


def response_type(interaction: Interaction) -> int:
    """What kind of message a first response is: it names the command, or replies to a message."""
    if interaction.message is not None:
        return MessageType.REPLY
    origin = interaction.opener or interaction
    if origin.kind is Kind.COMMAND and origin.data.get("type") in _MENU_TYPES:
        return MessageType.CONTEXT_MENU_COMMAND
    return MessageType.CHAT_INPUT_COMMAND


def is_ephemeral(body: Json) -> bool:
    return bool(int(body.get("flags") or 0) & EPHEMERAL)


def _reference(message: Message) -> Json:
    reference: Json = {
        "type": 0,
        "channel_id": str(message.channel_id),
        "message_id": str(message.id),
    }
    if message.guild_id is not None:
        reference["guild_id"] = str(message.guild_id)
    return reference


def _mentioned(
    call: Call, interaction: Interaction, content: str, components: Any, body: Json
) -> mentions.Mentions:
    guild = call.world.guild_of(interaction.channel)
    bot = None if guild is None else guild.members.get(interaction.application_id)
    bits = 0
    if guild is not None and bot is not None:
        bits = permissions.in_channel(guild, bot, interaction.channel, call.now)
    return composing.mentioned(
        call.world,
        guild,
        content=content,
        components=components,
        allowed=body.get("allowed_mentions"),
        may_mention_everyone=bool(bits & permissions.MENTION_EVERYONE),
        default_kinds=mentions.USERS_ONLY,
    )
