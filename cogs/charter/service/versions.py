"""The versions of a charter, as each of them was read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from cogs.charter.models import CharterVersion, ValueRevision
from cogs.charter.service import changes as comparing
from cogs.charter.service.changes import Changes
from cogs.charter.service.content import NOTHING, Content, Entry
from cogs.charter.service.reading import ValueText


class NoSuchVersion(MemberError):
    """There was never such a version."""

    key = "charter-no-such-version"


@dataclass(frozen=True)
class VersionLine:
    """A version in a list."""

    version: int
    published_at: datetime
    published_by: int | None
    summary: str


@dataclass(frozen=True)
class VersionText:
    """A version as it was read then."""

    line: VersionLine
    content: Content


async def list_versions(session: AsyncSession, guild_id: int) -> list[VersionLine]:
    """Every version, the newest first."""
    rows = await session.scalars(
        select(CharterVersion)
        .where(CharterVersion.guild_id == guild_id)
        .order_by(CharterVersion.version.desc())
    )
    return [line_of(row) for row in rows]


async def get_version(session: AsyncSession, guild_id: int, version: int) -> VersionText:
    """A version as it was read then.

    Raises:
        NoSuchVersion: There was none of this number.
    """
    row = await session.get(CharterVersion, (guild_id, version))
    if row is None:
        raise NoSuchVersion(version=version)
    ids = [value_id for value_id, _, _ in row.revisions]
    worded = {
        (revision.value_id, revision.revision): revision
        for revision in await session.scalars(
            select(ValueRevision).where(ValueRevision.value_id.in_(ids))
        )
    }
    entries = tuple(
        _entry(worded[value_id, revision], emoji) for value_id, revision, emoji in row.revisions
    )
    return VersionText(line_of(row), Content(row.mission, entries))


async def find_words(
    session: AsyncSession, wanted: Collection[tuple[int, int]]
) -> dict[tuple[int, int], ValueText]:
    """The words of revisions as they were published, retired values too.

    Args:
        wanted: Value and revision of each.
    """
    if not wanted:
        return {}
    rows = await session.scalars(
        select(ValueRevision).where(
            tuple_(ValueRevision.value_id, ValueRevision.revision).in_(sorted(wanted))
        )
    )
    return {
        (row.value_id, row.revision): ValueText(
            id=row.value_id,
            name=row.name,
            emoji=row.emoji,
            promise=row.promise,
            looks_like=tuple(row.looks_like),
            does_not_look_like=tuple(row.does_not_look_like),
            revision=row.revision,
        )
        for row in rows
    }


async def changes_between(
    session: AsyncSession, guild_id: int, earlier: int, later: int
) -> Changes:
    """What differs between two versions; version 0 is a charter with nothing in it.

    Raises:
        NoSuchVersion: There was none of such a number.
    """
    before = NOTHING
    if earlier:
        before = (await get_version(session, guild_id, earlier)).content
    return comparing.compare(before, (await get_version(session, guild_id, later)).content)


def line_of(row: CharterVersion) -> VersionLine:
    return VersionLine(row.version, row.published_at, row.published_by, row.summary)


def _entry(revision: ValueRevision, emoji: str) -> Entry:
    return Entry(
        key=revision.value_id,
        id=revision.value_id,
        name=revision.name,
        emoji=emoji,
        promise=revision.promise,
        looks_like=tuple(revision.looks_like),
        does_not_look_like=tuple(revision.does_not_look_like),
    )
