"""Who changed what, and when: read by page, and narrowed down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import AuditEntry
from bot.errors import MemberError
from cogs.charter import service as charter
from cogs.initiatives import service as initiatives

PAGE = 5
"""Changes to a page: as many as can be shown with what was there before and after."""


class NoSuchChange(MemberError):
    """It is not there, or not this server's."""

    key = "audit-no-such-change"


@dataclass(frozen=True)
class Wanted:
    """What is looked for; 0 asks for nothing in particular, so that a button can carry it.

    Args:
        who: A user's id.
        what: The number of a kind of change.
        since: Seconds of Unix time, included.
        until: Seconds of Unix time, not included.
    """

    who: int = 0
    what: int = 0
    since: int = 0
    until: int = 0


@dataclass(frozen=True)
class Change:
    """One entry, as it was written."""

    id: int
    at: datetime
    actor_id: int | None
    what: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Names:
    """What the things are called that changes name by a number."""

    values: Mapping[int, str] = field(default_factory=dict)
    initiatives: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A page of changes, the newest first."""

    page: int
    pages: int
    total: int
    changes: Sequence[Change]
    names: Names


def number_of(what: str) -> int:
    """A kind of change as a number, which a button can carry."""
    return crc32(what.encode())


async def list_kinds(session: AsyncSession, guild_id: int) -> list[str]:
    """The kinds of changes that there were in a server."""
    kinds = select(AuditEntry.what).where(AuditEntry.guild_id == guild_id).distinct()
    return sorted(await session.scalars(kinds))


async def list_changes(session: AsyncSession, guild_id: int, wanted: Wanted, page: int) -> Found:
    """A page of a server's changes; a page past the end is the last one."""
    theirs = [AuditEntry.guild_id == guild_id]
    if wanted.who:
        theirs.append(AuditEntry.actor_id == wanted.who)
    if wanted.what:
        kinds = await list_kinds(session, guild_id)
        theirs.append(AuditEntry.what.in_([it for it in kinds if number_of(it) == wanted.what]))
    if wanted.since:
        theirs.append(AuditEntry.at >= datetime.fromtimestamp(wanted.since, UTC))
    if wanted.until:
        theirs.append(AuditEntry.at < datetime.fromtimestamp(wanted.until, UTC))
    total = await session.scalar(select(func.count()).select_from(AuditEntry).where(*theirs)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(page, pages - 1)
    rows = await session.scalars(
        select(AuditEntry)
        .where(*theirs)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset(number * PAGE)
        .limit(PAGE)
    )
    changes = [_change(row) for row in rows]
    names = await _names(session, guild_id, changes)
    return Found(number, pages, total, changes, names)


async def get_change(session: AsyncSession, guild_id: int, change_id: int) -> Change:
    """One change of a server.

    Raises:
        NoSuchChange: There is none of this number in it.
    """
    row = await session.get(AuditEntry, change_id)
    if row is None or row.guild_id != guild_id:
        raise NoSuchChange
    return _change(row)


def _change(row: AuditEntry) -> Change:
    return Change(row.id, row.at, row.actor_id, row.what, row.before, row.after)


async def _names(session: AsyncSession, guild_id: int, changes: Collection[Change]) -> Names:
    values = {value.id: value.name for value in await charter.list_retired(session, guild_id)}
    values |= {value.id: value.name for value in await charter.list_values(session, guild_id)}
    said = [side for one in changes for side in (one.before, one.after) if isinstance(side, dict)]
    titles: dict[int, str] = {}
    for number in {side["initiative"] for side in said if "initiative" in side}:
        try:
            overview = await initiatives.get_overview(session, number, guild_id=guild_id)
        except initiatives.NoSuchInitiative:
            continue
        titles[number] = overview.title
    return Names(values, titles)
