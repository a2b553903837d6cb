"""The world and what people see of it, as the controls answer it."""

from __future__ import annotations

from typing import Any

from bot.simulator.control.naming import Naming
from bot.simulator.people.forms import Form
from bot.simulator.people.seen import Acknowledged, Answer, NoAnswer, SeenMessage
from bot.simulator.world.entities import Channel, Guild, Member, User
from bot.simulator.world.timestamps import iso
from bot.simulator.world.world import World

# Of a large server only so many members are listed.
_MEMBERS_SHOWN = 200


def answer(naming: Naming, seen: Answer) -> dict[str, Any]:
    """What came of an act."""
    if isinstance(seen, Form):
        return form(naming, seen)
    if isinstance(seen, SeenMessage):
        return message(seen)
    kind = "no_answer" if isinstance(seen, NoAnswer) else "nothing"
    assert isinstance(seen, NoAnswer | Acknowledged)
    return {"kind": kind, "text": seen.text}


def message(seen: SeenMessage) -> dict[str, Any]:
    return {
        "kind": "message",
        "id": str(seen.id),
        "channel_id": str(seen.channel_id),
        "author": seen.author,
        "author_id": str(seen.author_id),
        "text": seen.text,
        "ephemeral": seen.is_ephemeral,
        "thinking": seen.is_thinking,
        "edited": seen.is_edited,
        "buttons": [
            {"label": b.label, "custom_id": b.custom_id, "disabled": b.disabled, "emoji": b.emoji}
            for b in seen.buttons
        ],
        "selects": [
            {
                "custom_id": s.custom_id,
                "placeholder": s.placeholder,
                "options": [{"label": label, "value": value} for label, value in s.options],
                "min_values": s.min_values,
                "max_values": s.max_values,
            }
            for s in seen.selects
        ],
        "reactions": dict(seen.reactions),
        "payload": seen.payload,
    }


def form(naming: Naming, seen: Form) -> dict[str, Any]:
    return {
        "kind": "form",
        "form": naming.keep(seen),
        "title": seen.title,
        "text": seen.text,
        "fields": [
            {
                "label": field.label,
                "custom_id": field.custom_id,
                "type": field.kind,
                "description": field.description,
                "required": field.required,
                "value": field.value,
                "min_length": field.min_length,
                "max_length": field.max_length,
                "options": [{"label": label, "value": value} for label, value in field.options],
            }
            for field in seen.fields
        ],
    }


def summary(world: World) -> dict[str, Any]:
    return {
        "now": iso(world.now()),
        "guilds": [_guild(guild) for guild in world.guilds.values()],
        "bots": [
            {"id": str(bot.id), "name": bot.name, "guild_count": len(world.users[bot.id].guild_ids)}
            for bot in world.applications.values()
        ],
        "user_count": len(world.users),
    }


def person(world: World, user: User) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "name": user.display_name,
        "locale": user.locale,
        "accepts_dms": user.accepts_dms,
        "guilds": [
            _member(world.guilds[guild_id], world.guilds[guild_id].members[user.id])
            for guild_id in sorted(user.guild_ids)
        ],
    }


def people(world: World) -> list[dict[str, Any]]:
    found = [user for user in world.users.values() if not user.bot]
    return [person(world, user) for user in found[:_MEMBERS_SHOWN]]


def channel(entry: Channel) -> dict[str, Any]:
    return {"id": str(entry.id), "name": entry.name, "type": int(entry.type)}


def _member(guild: Guild, member: Member) -> dict[str, Any]:
    return {
        "guild_id": str(guild.id),
        "nick": member.nick,
        "pending": member.pending,
        "roles": [guild.roles[role_id].name for role_id in sorted(member.role_ids)],
    }


def _guild(guild: Guild) -> dict[str, Any]:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "member_count": len(guild.members),
        "channels": [channel(entry) for entry in guild.channels.values()],
        "threads": [channel(entry) for entry in guild.threads.values()],
        "roles": [
            {"id": str(role.id), "name": role.name, "position": role.position}
            for role in guild.roles.values()
        ],
        "events": [
            {"id": str(event.id), "name": event.name, "status": event.status}
            for event in guild.events.values()
        ],
    }
