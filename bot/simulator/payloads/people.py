"""Users, members, roles and applications as JSON."""

from __future__ import annotations

from bot.simulator import intents
from bot.simulator.world.entities import Application, Emoji, Json, Member, Role, User
from bot.simulator.world.timestamps import iso, iso_or_none
from bot.simulator.world.world import World

VERIFY_KEY = "0" * 64
_GATEWAY_PRESENCE_LIMITED = 1 << 13
_GATEWAY_GUILD_MEMBERS_LIMITED = 1 << 15
_GATEWAY_MESSAGE_CONTENT_LIMITED = 1 << 19


def user(person: User) -> Json:
    shown: Json = {
        "id": str(person.id),
        "username": person.username,
        "avatar": person.avatar,
        "discriminator": "0",
        "public_flags": person.public_flags,
        "flags": person.public_flags,
        "banner": None,
        "accent_color": None,
        "global_name": person.global_name,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if person.bot:
        shown["bot"] = True
    return shown


def own_user(person: User) -> Json:
    """The bot's own user, with what only it may see."""
    return {
        **user(person),
        "mfa_enabled": True,
        "locale": person.locale,
        "premium_type": 0,
        "email": None,
        "verified": True,
    }


def partial_member(member: Member) -> Json:
    """A member without its user, as events and interactions carry it beside one."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": iso_or_none(member.timed_out_until),
        "flags": member.flags,
        "joined_at": iso(member.joined_at),
        "nick": member.nick,
        "pending": member.pending,
        "premium_since": None,
        "roles": [str(role_id) for role_id in sorted(member.role_ids)],
        "mute": member.mute,
        "deaf": member.deaf,
    }


def member(person: Member) -> Json:
    return {**partial_member(person), "user": user(person.user)}


def role(entry: Role) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "name": entry.name,
        "permissions": str(entry.permissions),
        "position": entry.position,
        "color": entry.color,
        "colors": {
            "primary_color": entry.color,
            "secondary_color": entry.secondary_color,
            "tertiary_color": entry.tertiary_color,
        },
        "hoist": entry.hoist,
        "managed": entry.managed,
        "mentionable": entry.mentionable,
        "icon": None,
        "unicode_emoji": entry.unicode_emoji,
        "flags": entry.flags,
    }
    if entry.tags is not None:
        shown["tags"] = entry.tags
    return shown


def emoji(world: World, entry: Emoji) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "name": entry.name,
        "roles": [str(role_id) for role_id in entry.role_ids],
        "require_colons": True,
        "managed": False,
        "animated": entry.animated,
        "available": True,
    }
    creator = world.users.get(entry.creator_id or 0)
    if creator is not None:
        shown["user"] = user(creator)
    return shown


def application_flags(application: Application) -> int:
    """Which privileged intents are on, as an app in fewer than 100 servers shows it."""
    flags = 0
    for intent, flag in (
        (intents.GUILD_PRESENCES, _GATEWAY_PRESENCE_LIMITED),
        (intents.GUILD_MEMBERS, _GATEWAY_GUILD_MEMBERS_LIMITED),
        (intents.MESSAGE_CONTENT, _GATEWAY_MESSAGE_CONTENT_LIMITED),
    ):
        if application.intents & intent:
            flags |= flag
    return flags


def application(world: World, entry: Application, guild_count: int) -> Json:
    flags = application_flags(entry)
    return {
        "id": str(entry.id),
        "name": entry.name,
        "icon": None,
        "description": entry.description,
        "type": None,
        "bot": user(world.users[entry.id]),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": VERIFY_KEY,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(world.users[entry.owner_id]),
        "approximate_guild_count": guild_count,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
        "tags": [],
    }
