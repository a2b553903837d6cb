"""What must hold before a bot's message appears in a channel or a DM."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import messages as forms
from bot.simulator.payloads import messages as payloads
from bot.simulator.rest import composing, lookup
from bot.simulator.rest.routing import Call
from bot.simulator.world import messages, polls, snowflakes
from bot.simulator.world.entities import (
    FORUM_TYPES,
    ChannelType,
    Json,
    Message,
    MessageType,
    User,
)
from bot.simulator.world.world import World

NOT_TEXT = (*sorted(FORUM_TYPES), ChannelType.CATEGORY)
_REPLY, _FORWARD = 0, 1
_ANSWERABLE = (MessageType.DEFAULT, MessageType.REPLY, 20, 23)


def send(call: Call, where: lookup.Place) -> Message:
    """Check everything and send; an enforced nonce that was used returns its message."""
    require_text(where)
    require_sending(where)
    forms.check_create(call.body, call.files, surface="channel")
    body: Json = call.body
    require_content_permissions(where, body, bool(call.files))
    nonce = body.get("nonce")
    enforce = body.get("enforce_nonce") is True
    if nonce is not None and enforce:
        earlier = messages.find_by_nonce(
            call.world, author_id=call.bot_id, channel_id=where.channel.id, nonce=nonce
        )
        if earlier is not None:
            return earlier
    if where.guild is None:
        require_reachable(call, where)
    reference = _reference(call, where, body)
    content = composing.parts(call.world, where.channel.id, body, call.files)
    replied_to = reference.pop("replied_to", None)
    found = composing.mentioned(
        call.world,
        where.guild,
        content=content["content"],
        components=content["components"],
        allowed=body.get("allowed_mentions"),
        may_mention_everyone=bool(where.bits & permissions.MENTION_EVERYONE),
        replied_to=replied_to,
    )
    draft = messages.Draft(
        author_id=call.bot_id,
        flags=int(body.get("flags") or 0) & composing.SETTABLE,
        nonce=nonce,
        enforce_nonce=enforce,
        found=found,
        **content,
        **reference,
    )
    message = messages.create(call.world, where.channel, draft)
    if message.poll is not None:
        polls.watch(call.world, message)
    return message


def require_text(where: lookup.Place) -> None:
    if where.channel.type in FORUM_TYPES:
        raise errors.refused(40058)
    if where.channel.type == ChannelType.CATEGORY:
        raise errors.refused(50008)


def require_sending(where: lookup.Place) -> None:
    """Refuse without the bit for writing here, and in a locked thread without MANAGE_THREADS."""
    thread = where.channel.thread
    if thread is None:
        where.require(permissions.SEND_MESSAGES)
        return
    where.require(permissions.SEND_MESSAGES_IN_THREADS)
    where.require_unlocked()


def require_content_permissions(where: lookup.Place, body: Json, has_files: bool) -> None:
    """Refuse embeds, files, polls, speech and voice without their permission."""
    if where.guild is None:
        return
    wanted = 0
    if body.get("embeds"):
        wanted |= permissions.EMBED_LINKS
    if has_files:
        wanted |= permissions.ATTACH_FILES
    if body.get("poll"):
        wanted |= permissions.SEND_POLLS
    if body.get("tts"):
        wanted |= permissions.SEND_TTS_MESSAGES
    if int(body.get("flags") or 0) & composing.VOICE_MESSAGE:
        wanted |= permissions.SEND_VOICE_MESSAGES
    where.require(wanted)


def require_reachable(call: Call, where: lookup.Place) -> None:
    """Refuse a DM that its recipient does not take: 50007, or 50278 without a common server."""
    for user_id in where.channel.recipient_ids:
        if user_id != call.bot_id:
            refusal = call.simulator.faults.refusal_for(user_id)
            if refusal is not None:
                raise refusal
            require_taken(call.world, call.bot_id, call.world.users[user_id])


def require_taken(world: World, bot_id: int, recipient: User) -> None:
    common = world.users[bot_id].guild_ids & recipient.guild_ids
    if not common:
        raise errors.refused(50278)
    now = world.now()
    paused = all(
        (until := world.guilds[guild_id].dms_disabled_until) is not None and until > now
        for guild_id in common
    )
    if recipient.bot or not recipient.accepts_dms or bot_id in recipient.blocked_ids or paused:
        raise errors.refused(50007)


def _reference(call: Call, where: lookup.Place, body: Json) -> dict[str, Any]:
    """What a reply or a forward adds to the draft."""
    raw = body.get("message_reference")
    if not raw:
        return {}
    message_id = snowflakes.parse(raw.get("message_id")) or 0
    if int(raw.get("type") or _REPLY) == _FORWARD:
        return _forward(call, raw, message_id)
    if not where.bits & permissions.READ_MESSAGE_HISTORY:
        raise errors.refused(160002)
    target = where.channel.messages.get(message_id)
    if target is None:
        if raw.get("fail_if_not_exists", True) is False:
            return {}
        raise errors.field(
            "message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"
        )
    if target.type not in _ANSWERABLE:
        raise errors.field(
            "message_reference",
            "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE",
            "Cannot reply to a system message",
        )
    reference = {"type": _REPLY, "channel_id": str(where.channel.id), "message_id": str(target.id)}
    if where.guild is not None:
        reference["guild_id"] = str(where.guild.id)
    return {"type": MessageType.REPLY, "reference": reference, "replied_to": target}


def _forward(call: Call, raw: Json, message_id: int) -> dict[str, Any]:
    source = call.world.get_channel(snowflakes.parse(raw.get("channel_id")) or 0)
    origin = lookup.reach(call, source, permissions.READ_MESSAGE_HISTORY)
    target = call.world.get_message(source, message_id)
    if target.type not in _ANSWERABLE or target.poll is not None:
        raise errors.refused(50068)
    reference = {"type": _FORWARD, "channel_id": str(source.id), "message_id": str(target.id)}
    if origin.guild is not None:
        reference["guild_id"] = str(origin.guild.id)
    return {"reference": reference, "snapshots": [payloads.snapshot(call.world, target)]}
