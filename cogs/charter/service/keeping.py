"""Taking a charter over from the file, and what is kept about those who write one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey
from cogs.charter.models import Charter, CharterDraft, CharterVersion
from cogs.charter.service import imports, posts, publishing
from cogs.charter.service.content import Content, Entry
from cogs.charter.service.reading import list_values


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Put the file's mission and values in force, unless stewards have published a charter."""
    if await session.get(Charter, guild_id) is not None:
        return
    entries = tuple(
        Entry(
            key=0,
            name=value.name,
            emoji=value.emoji,
            promise=value.promise,
            looks_like=tuple(dict.fromkeys(value.looks_like)),
            does_not_look_like=tuple(dict.fromkeys(value.does_not_look_like)),
        )
        for value in community.values
    )
    await publishing.found(session, guild_id, Content(community.mission, entries), now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file's mission and values are not those in force."""
    charter = await session.get(Charter, guild_id)
    mission = "" if charter is None else charter.mission
    found: list[Difference] = []
    if mission != community.mission:
        found.append(Difference("mission", community.mission, mission or "—"))
    stored = {value.name: value for value in await list_values(session, guild_id)}
    for value in community.values:
        kept = stored.pop(value.name, None)
        if kept is None:
            found.append(Difference(f"values.{value.name}", value.promise, "—"))
            continue
        for part in ("emoji", "promise", "looks_like", "does_not_look_like"):
            if getattr(value, part) != getattr(kept, part):
                path = f"values.{value.name}.{part}"
                found.append(Difference(path, _said(value, part), _said(kept, part)))
    found += [Difference(f"values.{name}", "—", value.promise) for name, value in stored.items()]
    return found


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Unname a member as the one who published or wrote; the words are the community's."""
    guild_id, user_id = member
    await session.execute(
        update(CharterVersion)
        .where(CharterVersion.guild_id == guild_id, CharterVersion.published_by == user_id)
        .values(published_by=None)
    )
    await session.execute(
        update(CharterDraft)
        .where(CharterDraft.guild_id == guild_id, CharterDraft.changed_by == user_id)
        .values(changed_by=None)
    )
    await audit.unname(session, member, "charter")
    await imports.forget(session, member)


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """The versions a member has published, and the files they have opened and not decided about."""
    rows = await session.scalars(
        select(CharterVersion)
        .where(
            CharterVersion.guild_id == member.guild_id,
            CharterVersion.published_by == member.user_id,
        )
        .order_by(CharterVersion.version)
    )
    published = [
        {
            "version": row.version,
            "published_at": row.published_at.isoformat(),
            "summary": row.summary,
        }
        for row in rows
    ]
    parts = {"published": published, "opened": await imports.export(session, member)}
    return {name: rows for name, rows in parts.items() if rows}


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """A charter affects itself in nothing that has to be counted."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Have the pinned post follow a version that has just been published."""
    await posts.refresh(session, change.guild_id, now=now)


def _said(value: object, part: str) -> str:
    said = getattr(value, part)
    return said if isinstance(said, str) else " / ".join(said)
