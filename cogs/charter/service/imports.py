"""A pack that somebody has opened: looked at, and then made the draft or left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter.models import CharterImport
from cogs.charter.service import changes, drafts, edits
from cogs.charter.service.changes import Changes
from cogs.charter.service.content import Content, Entry, recognised
from cogs.charter.service.drafts import Draft
from cogs.charter.service.packs import Pack

KEEP = timedelta(days=1)
"""Who has not decided by then has forgotten about it."""

LONGEST_FILE_NAME = 100


class ImportOver(MemberError):
    """It was decided, or is too old, or belongs to another server."""

    key = "charter-import-over"


@dataclass(frozen=True)
class Proposal:
    """A pack beside the charter in force and the draft.

    Args:
        content: The pack; values in force that it words are known by their ids.
        version: The version in force; 0 before there is one.
        draft: What saying yes would replace, if it `is_open`.
    """

    id: int
    file: str
    language: str | None
    content: Content
    version: int
    changes: Changes
    draft: Draft

    @property
    def is_news(self) -> bool:
        """Whether saying yes would change anything."""
        return bool(self.changes) or self.draft.is_open

    def foreign_emojis(self, known_ids: Collection[int]) -> tuple[str, ...]:
        """The names of custom emojis that are not among these."""
        return tuple(
            entry.emoji.split(":")[1]
            for entry in self.content.values
            if entry.emoji_id is not None and entry.emoji_id not in known_ids
        )


async def propose(
    session: AsyncSession,
    guild_id: int,
    pack: Pack,
    *,
    file: str,
    actor_id: int,
    now: datetime,
) -> Proposal:
    """Keep a pack until somebody says whether it becomes the draft."""
    stored: dict[str, Any] = {
        "file": file[:LONGEST_FILE_NAME],
        "language": pack.language,
        "mission": pack.content.mission,
        "values": [entry.dump() for entry in pack.content.values],
    }
    row = CharterImport(guild_id=guild_id, actor_id=actor_id, content=stored, created_at=now)
    session.add(row)
    await session.flush()
    proposal = await _proposal(session, row)
    if proposal.is_news:
        row.content = {**stored, "seen": _seen(proposal)}
    else:
        await session.delete(row)
    return proposal


async def get(session: AsyncSession, guild_id: int, import_id: int, *, now: datetime) -> Proposal:
    """A pack that nobody has decided about, beside the charter and the draft as they are now.

    Raises:
        ImportOver: There is nothing left to decide.
    """
    return await _proposal(session, await _open(session, guild_id, import_id, now=now))


async def accept(
    session: AsyncSession, guild_id: int, import_id: int, *, actor_id: int, now: datetime
) -> Proposal | Draft:
    """Make a pack the draft.

    Returns:
        The draft; or the proposal once more, as it is now, if what was shown is not so any more.

    Raises:
        ImportOver: There is nothing left to decide.
    """
    row = await _open(session, guild_id, import_id, now=now, lock=True)
    proposal = await _proposal(session, row)
    if row.content["seen"] != _seen(proposal):
        row.content = {**row.content, "seen": _seen(proposal)}
        return proposal
    draft = await edits.replace_all(session, guild_id, proposal.content, actor_id=actor_id, now=now)
    await session.delete(row)
    await activity.record(
        session,
        "charter.imported",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        source="button",
    )
    return draft


async def decline(session: AsyncSession, guild_id: int, import_id: int, *, now: datetime) -> None:
    """Leave everything as it is.

    Raises:
        ImportOver: There is nothing left to decide.
    """
    await session.delete(await _open(session, guild_id, import_id, now=now, lock=True))


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Delete what nobody has decided about."""
    await session.execute(delete(CharterImport).where(CharterImport.created_at < now - KEEP))


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Delete what a member has opened and not decided about."""
    await session.execute(
        delete(CharterImport).where(
            CharterImport.guild_id == member.guild_id, CharterImport.actor_id == member.user_id
        )
    )


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    """The packs a member has opened and not decided about."""
    rows = await session.scalars(
        select(CharterImport)
        .where(CharterImport.guild_id == member.guild_id, CharterImport.actor_id == member.user_id)
        .order_by(CharterImport.id)
    )
    return [{"file": row.content["file"], "at": row.created_at.isoformat()} for row in rows]


async def _open(
    session: AsyncSession, guild_id: int, import_id: int, *, now: datetime, lock: bool = False
) -> CharterImport:
    row = await session.get(CharterImport, import_id, with_for_update=lock or None)
    if row is None or row.guild_id != guild_id or row.created_at < now - KEEP:
        raise ImportOver
    return row


async def _proposal(session: AsyncSession, row: CharterImport) -> Proposal:
    stored = row.content
    version, present = await drafts.in_force(session, row.guild_id)
    entries = [Entry.load(value) for value in stored["values"]]
    content = Content(stored["mission"], recognised(entries, present.values))
    return Proposal(
        id=row.id,
        file=stored["file"],
        language=stored["language"],
        content=content,
        version=version,
        changes=changes.compare(present, content),
        draft=await drafts.read_draft(session, row.guild_id),
    )


def _seen(proposal: Proposal) -> list[int]:
    """What the question was about: another version or another draft is another question."""
    return [proposal.version, proposal.draft.turn]
