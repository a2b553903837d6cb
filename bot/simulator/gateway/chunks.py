"""Op 8, request guild members.

https://discord.com/developers/docs/events/gateway-events#request-guild-members
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.simulator import intents, wire
from bot.simulator.gateway.session import Session
from bot.simulator.limits import CHUNK_ALL_EVERY, CHUNK_MEMBERS
from bot.simulator.payloads import people
from bot.simulator.world.entities import Guild, Json, Member
from bot.simulator.world.snowflakes import parse

if TYPE_CHECKING:
    from bot.simulator.gateway.hub import Gateway

log = logging.getLogger(__name__)

_MOST_IDS = 100
_MOST_MATCHES = 100


def answer(gateway: Gateway, session: Session, body: Any) -> None:
    """Send the members asked for, in chunks; or RATE_LIMITED when asked for all too often."""
    request: Json = body if isinstance(body, dict) else {}
    guild = gateway.world.guilds.get(parse(request.get("guild_id")) or 0)
    if guild is None or session.application.id not in guild.bot_ids:
        log.warning("members were requested of a server that the bot is not in")
        return
    nonce = request.get("nonce")
    wants_all = not request.get("user_ids") and not request.get("query")
    if gateway.faults.take_chunk_refusal():
        _refuse(session, guild, nonce, CHUNK_ALL_EVERY.total_seconds())
        return
    if wants_all and not int(request.get("limit") or 0):
        if not session.intents & intents.GUILD_MEMBERS:
            log.warning("all members were requested without the GUILD_MEMBERS intent")
            return
        wait = gateway.chunk_wait(session.application.id, guild.id)
        if wait > 0:
            _refuse(session, guild, nonce, wait)
            return
    members, not_found = _chosen(guild, request)
    _send(session, guild, members, not_found, request)


def _chosen(guild: Guild, request: Json) -> tuple[list[Member], list[str]]:
    wanted = request.get("user_ids")
    if wanted:
        asked = wanted if isinstance(wanted, list) else [wanted]
        ids = [parse(item) for item in asked[:_MOST_IDS]]
        found = [guild.members[item] for item in ids if item in guild.members]
        missing = [str(item) for item in ids if item not in guild.members]
        return found, missing
    limit = int(request.get("limit") or 0)
    query = str(request.get("query") or "").casefold()
    if not query:
        everybody = [guild.members[user_id] for user_id in guild.member_ids]
        return (everybody[:limit] if limit else everybody), []
    matching = [member for member in guild.members.values() if matches(member, query)]
    return matching[: min(limit or _MOST_MATCHES, _MOST_MATCHES)], []


def matches(member: Member, query: str) -> bool:
    """Whether the member's username, display name or nickname begins with the folded text."""
    names = (member.user.username, member.user.global_name, member.nick)
    return any(name is not None and name.casefold().startswith(query) for name in names)


def page(guild: Guild, *, after: int, limit: int) -> list[Member]:
    """Members with ids above `after`, ascending."""
    start = bisect_left(guild.member_ids, after + 1)
    return [guild.members[user_id] for user_id in guild.member_ids[start : start + limit]]


def _send(
    session: Session,
    guild: Guild,
    members: Sequence[Member],
    not_found: list[str],
    request: Json,
) -> None:
    count = max(1, -(-len(members) // CHUNK_MEMBERS))
    for index in range(count):
        part = members[index * CHUNK_MEMBERS : (index + 1) * CHUNK_MEMBERS]
        data: Json = {
            "guild_id": str(guild.id),
            "members": [people.member(member) for member in part],
            "chunk_index": index,
            "chunk_count": count,
        }
        if not_found and index == 0:
            data["not_found"] = not_found
        if request.get("presences"):
            data["presences"] = []
        if request.get("nonce") is not None:
            data["nonce"] = request["nonce"]
        session.push("GUILD_MEMBERS_CHUNK", wire.dumps(data))


def _refuse(session: Session, guild: Guild, nonce: Any, retry_after: float) -> None:
    meta: Json = {"guild_id": str(guild.id)}
    if nonce is not None:
        meta["nonce"] = nonce
    data = {"opcode": 8, "retry_after": round(retry_after, 3), "meta": meta}
    session.push("RATE_LIMITED", wire.dumps(data))
