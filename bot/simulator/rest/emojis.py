"""A server's emoji: https://discord.com/developers/docs/resources/emoji."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.limits import EMOJIS_PER_KIND
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.applications import emoji_name
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, guilds
from bot.simulator.world.entities import Emoji, Guild, Member
from bot.simulator.world.snowflakes import parse

_EMOJIS = "/guilds/{guild_id}/emojis"
_EMOJI = _EMOJIS + "/{emoji_id}"


@route("GET", _EMOJIS)
async def list_emojis(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, [people.emoji(call.world, emoji) for emoji in guild.emojis.values()])


@route("GET", _EMOJI, rules=("10014",))
async def get_emoji(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, people.emoji(call.world, _find(call, guild)))


@route("POST", _EMOJIS, rules=("CREATE_GUILD_EXPRESSIONS", "50 (30008)", "name 2–32"))
async def create_emoji(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.CREATE_GUILD_EXPRESSIONS)
    name = emoji_name(call.body)
    if len(guild.emojis) >= EMOJIS_PER_KIND:
        raise errors.refused(30008)
    role_ids = tuple(parse(item) or 0 for item in call.body.get("roles") or ())
    emoji = guilds.create_emoji(call.world, guild, name, creator_id=call.bot_id, role_ids=role_ids)
    _record(call, guild, emoji, audit.Action.EMOJI_CREATE)
    return Reply(201, people.emoji(call.world, emoji))


@route("PATCH", _EMOJI, rules=("own: CREATE_, others': MANAGE_GUILD_EXPRESSIONS", "10014"))
async def edit_emoji(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    emoji = _find(call, guild)
    _require(call, guild, me, emoji)
    body = call.body or {}
    if body.get("name") is not None:
        emoji.name = emoji_name(body)
    if "roles" in body:
        emoji.role_ids = tuple(parse(item) or 0 for item in body["roles"] or ())
    guilds.emojis_changed(call.world, guild)
    _record(call, guild, emoji, audit.Action.EMOJI_UPDATE)
    return Reply(200, people.emoji(call.world, emoji))


@route("DELETE", _EMOJI, rules=("own: CREATE_, others': MANAGE_GUILD_EXPRESSIONS", "10014"))
async def delete_emoji(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    emoji = _find(call, guild)
    _require(call, guild, me, emoji)
    guilds.delete_emoji(call.world, guild, emoji.id)
    _record(call, guild, emoji, audit.Action.EMOJI_DELETE)
    return NO_CONTENT


def _find(call: Call, guild: Guild) -> Emoji:
    emoji = guild.emojis.get(call.id("emoji_id"))
    if emoji is None:
        raise errors.unknown("emoji")
    return emoji


def _require(call: Call, guild: Guild, me: Member, emoji: Emoji) -> None:
    granted = permissions.in_guild(guild, me, call.now)
    wanted = permissions.MANAGE_GUILD_EXPRESSIONS
    if emoji.creator_id == call.bot_id:
        wanted |= permissions.CREATE_GUILD_EXPRESSIONS
    if not granted & wanted:
        raise errors.missing_permissions()


def _record(call: Call, guild: Guild, emoji: Emoji, action: audit.Action) -> None:
    audit.record(
        call.world,
        guild,
        action,
        actor_id=call.bot_id,
        target_id=emoji.id,
        changes=[audit.change("name", None, emoji.name)],
        reason=call.reason,
    )
