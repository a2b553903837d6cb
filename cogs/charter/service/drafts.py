"""The next charter while stewards write it: begun, kept step by step, described, thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit
from bot.db import insert_into
from bot.errors import MemberError
from cogs.charter.models import Charter, CharterDraft
from cogs.charter.service.content import (
    NOTHING,
    Content,
    Entry,
    content_of,
    lines,
    one_line,
)
from cogs.charter.service.reading import NoCharter, get_charter

STEPS_KEPT = 60
"""Changes that can be undone, and forms that can be told from what was changed meanwhile."""


class DraftMoved(MemberError):
    """What was shown is not what is in the draft any more."""

    key = "charter-draft-moved"


@dataclass(frozen=True)
class Draft:
    """The next charter as it stands; the one in force until somebody changes something."""

    guild_id: int
    base_version: int
    """The version in force when it was begun; 0 before there is one."""
    turn: int
    """0 while nothing has been changed."""
    content: Content
    summary: str = ""
    changed_by: int | None = None
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has changed something."""
        return self.turn > 0


@dataclass(frozen=True)
class Typed:
    """A value's form as it was filled in; behaviours one per line."""

    name: str = ""
    emoji: str = ""
    promise: str = ""
    looks_like: str = ""
    does_not_look_like: str = ""

    def entry(self, key: int = 0, value_id: int | None = None) -> Entry:
        """What it says, complete or not."""
        return Entry(
            key=key,
            id=value_id,
            name=one_line(self.name),
            emoji=self.emoji.strip(),
            promise=one_line(self.promise),
            looks_like=lines(self.looks_like),
            does_not_look_like=lines(self.does_not_look_like),
        )


@dataclass(frozen=True)
class Written:
    """What became of an edit."""

    draft: Draft
    key: int = 0
    """The value that was written; 0 for other edits."""
    changed: bool = True
    crossed: Entry | None = None
    """What another steward had written since the form was opened and this edit replaced."""
    crossed_fields: tuple[str, ...] = ()
    crossed_mission: str | None = None
    outdated: bool = False
    """Whether the form belonged to a draft that was published or thrown away since."""
    undone: bool = False
    """Whether it took an edit back, so that undoing it is doing that again."""
    returned: bool = False
    """Whether the value had been taken out since the form was opened, and is back."""


async def read_draft(session: AsyncSession, guild_id: int) -> Draft:
    """The draft, or what the next one would begin with."""
    row = await session.get(CharterDraft, guild_id)
    return await _begun(session, guild_id) if row is None else draft_of(row)


async def in_force(session: AsyncSession, guild_id: int) -> tuple[int, Content]:
    """The version in force and what it says; 0 and nothing before there is one."""
    try:
        charter = await get_charter(session, guild_id)
    except NoCharter:
        return 0, NOTHING
    return charter.version, content_of(charter)


async def summarise(
    session: AsyncSession, guild_id: int, summary: str, *, actor_id: int, now: datetime
) -> Draft:
    """Keep what somebody says about the new version until they confirm it.

    Raises:
        DraftMoved: There is no draft any more.
    """
    await lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    if row is None:
        raise DraftMoved
    row.summary = "\n".join(one_line(line) for line in summary.strip().splitlines())
    row.turn += 1
    row.changed_by, row.changed_at = actor_id, now
    await session.flush()
    return draft_of(row)


async def discard(
    session: AsyncSession, guild_id: int, *, turn: int, actor_id: int, now: datetime
) -> None:
    """Throw the draft away.

    Raises:
        DraftMoved: It has changed since it was shown, or is gone.
    """
    await lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    if row is None or row.turn != turn:
        raise DraftMoved
    await audit.note(
        session,
        "charter.draft",
        guild_id=guild_id,
        actor_id=actor_id,
        before={"mission": row.mission, "values": list(row.values)},
        after=None,
        at=now,
    )
    await activity.record(
        session,
        "charter.draft_discarded",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        source="command",
    )
    await session.execute(delete(CharterDraft).where(CharterDraft.guild_id == guild_id))
    session.expunge(row)


async def begin(
    session: AsyncSession, guild_id: int, *, actor_id: int, now: datetime
) -> CharterDraft:
    """The draft's row, begun if there is none; nobody else changes it until we commit."""
    await lock(session, guild_id)
    begun = await _begun(session, guild_id)
    insert = insert_into(CharterDraft, session.get_bind().dialect.name)
    await session.execute(
        insert.values(
            guild_id=guild_id,
            base_version=begun.base_version,
            turn=int(now.timestamp() * 1000),
            mission=begun.content.mission,
            values=[value.dump() for value in begun.content.values],
            steps=[],
            summary="",
            changed_by=actor_id,
            changed_at=now,
        ).on_conflict_do_nothing()
    )
    return await session.get_one(
        CharterDraft, guild_id, with_for_update=True, populate_existing=True
    )


async def lock(session: AsyncSession, guild_id: int) -> None:
    """Have everybody else who writes or publishes a draft of this server wait for our commit.

    The charter's row stands for the draft, which may not be there yet, or no longer.
    """
    await session.execute(
        select(Charter.version).where(Charter.guild_id == guild_id).with_for_update()
    )


async def _begun(session: AsyncSession, guild_id: int) -> Draft:
    version, content = await in_force(session, guild_id)
    return Draft(guild_id, version, 0, content)


async def unchanged(session: AsyncSession, row: CharterDraft) -> Draft:
    """An edit has changed nothing: a draft that it began is none."""
    if row.steps:
        return draft_of(row)
    guild_id = row.guild_id
    await session.execute(delete(CharterDraft).where(CharterDraft.guild_id == guild_id))
    session.expunge(row)
    return await _begun(session, guild_id)


async def step(
    session: AsyncSession,
    row: CharterDraft,
    part: str,
    before: Any,
    after: Any,
    *,
    is_undo: bool = False,
    actor_id: int,
    now: datetime,
) -> None:
    """Note a change: for undoing it, in the audit and in the ledger."""
    row.turn += 1
    step = {"turn": row.turn, "part": part, "before": before, "after": after, "undo": is_undo}
    row.steps = [*row.steps, step][-STEPS_KEPT:]
    row.changed_by, row.changed_at = actor_id, now
    await session.flush()
    await audit.note(
        session,
        f"charter.{part.partition(':')[0]}",
        guild_id=row.guild_id,
        actor_id=actor_id,
        before=before,
        after=after,
        at=now,
    )
    await activity.record(
        session,
        "charter.drafted",
        guild_id=row.guild_id,
        at=now,
        user_id=actor_id,
        source="command",
    )


def content_of_row(row: CharterDraft) -> Content:
    """What the draft says."""
    return Content(row.mission, tuple(Entry.load(stored) for stored in row.values))


def draft_of(row: CharterDraft) -> Draft:
    """The draft as others see it."""
    return Draft(
        guild_id=row.guild_id,
        base_version=row.base_version,
        turn=row.turn,
        content=content_of_row(row),
        summary=row.summary,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
