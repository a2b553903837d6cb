"""Putting the draft in force: what it changes, what it lacks, whom it affects, and the act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, capabilities, notices
from bot.capabilities import Affected, CharterChange
from bot.db import touch
from bot.errors import MemberError
from cogs.charter.models import Charter, CharterDraft, CharterVersion, Value, ValueRevision
from cogs.charter.service import changes as comparing
from cogs.charter.service import drafts
from cogs.charter.service import problems as checking
from cogs.charter.service.changes import Changes
from cogs.charter.service.content import NOTHING, Content
from cogs.charter.service.drafts import Draft, DraftMoved
from cogs.charter.service.problems import Problem
from cogs.charter.service.reading import EMPTY, TOPIC, plain_emoji
from cogs.charter.service.versions import VersionLine, line_of

LONGEST_SUMMARY = 1000


class NotReady(MemberError):
    """Something is missing."""

    key = "charter-not-ready"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NothingChanged(MemberError):
    """The draft says what is in force."""

    key = "charter-nothing-changed"


@dataclass(frozen=True)
class Review:
    """The draft beside the charter in force."""

    draft: Draft
    present: Content
    changes: Changes
    problems: tuple[Problem, ...]

    def require(self) -> None:
        """Let pass what may be published.

        Raises:
            NothingChanged: It is what is in force.
            NotReady: Something is missing.
        """
        if not self.changes:
            raise NothingChanged
        if self.problems:
            raise NotReady(self.problems)


async def review(
    session: AsyncSession, guild_id: int, *, known_emojis: Collection[int] | None = None
) -> Review:
    """What the draft changes, and what it still lacks.

    Args:
        known_emojis: The server's own emojis by id; None when nobody can tell.
    """
    draft = await drafts.read_draft(session, guild_id)
    _, present = await drafts.in_force(session, guild_id)
    content = await _with_returning(session, guild_id, draft.content)
    changes = comparing.compare(present, content)
    problems = await find_problems(session, guild_id, content, known_emojis=known_emojis)
    return Review(replace(draft, content=content), present, changes, tuple(problems))


async def list_affected(session: AsyncSession, review: Review) -> list[Affected]:
    """Whom and what publishing it would affect, in numbers."""
    draft = review.draft
    version, _ = await drafts.in_force(session, draft.guild_id)
    change = await _foresee(session, draft.guild_id, version + 1, review.present, draft.content)
    found: list[Affected] = []
    for _, service in capabilities.services():
        found += await service.affected(session, change)
    return [line for line in found if line.count]


async def find_problems(
    session: AsyncSession,
    guild_id: int,
    content: Content,
    *,
    known_emojis: Collection[int] | None = None,
) -> list[Problem]:
    """Everything that keeps this content from being this server's charter."""
    return checking.find(
        content,
        earlier_emojis=await _earlier_emojis(session, guild_id),
        known_emojis=known_emojis,
    )


async def publish(
    session: AsyncSession,
    guild_id: int,
    *,
    turn: int,
    actor_id: int,
    known_emojis: Collection[int] | None = None,
    now: datetime,
) -> VersionLine:
    """Put the draft in force, exactly as it was at this turn.

    Raises:
        DraftMoved: It has changed since, or somebody else has published it.
        NothingChanged, NotReady: As `Review.require` says.
    """
    await drafts.lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    if row is None or row.turn != turn:
        raise DraftMoved
    seen = await review(session, guild_id, known_emojis=known_emojis)
    seen.require()
    version, _ = await drafts.in_force(session, guild_id)
    line = await _put_in_force(
        session,
        guild_id,
        version + 1,
        seen.draft.content,
        await _foresee(session, guild_id, version + 1, seen.present, seen.draft.content),
        summary=seen.draft.summary,
        actor_id=actor_id,
        now=now,
    )
    await session.execute(delete(CharterDraft).where(CharterDraft.guild_id == guild_id))
    session.expunge(row)
    return line


async def found(
    session: AsyncSession, guild_id: int, content: Content, *, now: datetime
) -> VersionLine:
    """Put a server's first charter in force, as its operator wrote it."""
    change = await _foresee(session, guild_id, 1, NOTHING, content)
    return await _put_in_force(
        session, guild_id, 1, content, change, summary="", actor_id=None, now=now
    )


async def _put_in_force(
    session: AsyncSession,
    guild_id: int,
    version: int,
    content: Content,
    change: CharterChange,
    *,
    summary: str,
    actor_id: int | None,
    now: datetime,
) -> VersionLine:
    added = await _write_values(session, guild_id, version, content, now=now)
    await session.merge(
        Charter(guild_id=guild_id, mission=content.mission, version=version, changed_at=now)
    )
    rows = await session.scalars(
        select(Value)
        .where(Value.guild_id == guild_id, Value.retired_at.is_(None))
        .order_by(Value.position)
    )
    record = CharterVersion(
        guild_id=guild_id,
        version=version,
        mission=content.mission,
        revisions=[[row.id, row.revision, row.emoji] for row in rows],
        summary=summary,
        published_by=actor_id,
        published_at=now,
    )
    session.add(record)
    await session.flush()
    touch(session, TOPIC)
    if content.values:
        await notices.close_notice(session, EMPTY, guild_id=guild_id, now=now)
    change = replace(change, added=added)
    await _note(session, change, summary, actor_id=actor_id, now=now)
    if actor_id is not None:  # on first sight each capability writes its own part
        for _, service in capabilities.services():
            await service.adopt(session, change, now=now)
    return line_of(record)


async def _write_values(
    session: AsyncSession, guild_id: int, version: int, content: Content, *, now: datetime
) -> tuple[int, ...]:
    """Bring the values in line with the content; returns those that were not in force before."""
    stored = {
        row.id: row
        for row in await session.scalars(select(Value).where(Value.guild_id == guild_id))
    }
    added: list[int] = []
    for position, entry in enumerate(content.values):
        row = None if entry.id is None else stored.pop(entry.id)
        if row is None:
            row = Value(guild_id=guild_id, revision=0, retired_at=None)
            session.add(row)
        is_new = row.revision == 0 or row.retired_at is not None
        row.retired_at = None
        reworded = row.revision == 0 or _words(row) != entry.words
        row.position, row.emoji = position, entry.emoji
        if reworded:
            row.revision += 1
            row.name, row.promise = entry.name, entry.promise
            row.looks_like = list(entry.looks_like)
            row.does_not_look_like = list(entry.does_not_look_like)
        await session.flush()
        if is_new:
            added.append(row.id)
        if reworded:
            session.add(
                ValueRevision(
                    value_id=row.id,
                    revision=row.revision,
                    version=version,
                    name=row.name,
                    emoji=row.emoji,
                    promise=row.promise,
                    looks_like=row.looks_like,
                    does_not_look_like=row.does_not_look_like,
                )
            )
    for row in stored.values():
        if row.retired_at is None:
            row.retired_at = now
    await session.flush()
    return tuple(added)


async def _note(
    session: AsyncSession,
    change: CharterChange,
    summary: str,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    guild_id = change.guild_id
    await audit.note(
        session,
        "charter.published",
        guild_id=guild_id,
        actor_id=actor_id,
        before=change.version - 1 or None,
        after={"version": change.version, "summary": summary},
        at=now,
    )
    acts: list[tuple[str, Iterable[int]]] = [
        ("charter.value_added", change.added),
        ("charter.value_reworded", change.reworded),
        ("charter.value_retired", change.retired),
    ]
    rows = [(kind, value_id) for kind, ids in acts for value_id in ids]
    for kind, value_id in [("charter.published", None), *rows]:
        await activity.record(
            session,
            kind,
            guild_id=guild_id,
            at=now,
            user_id=actor_id,
            subject_id=change.version,
            value_id=value_id,
            source="config" if actor_id is None else "command",
        )


async def _with_returning(session: AsyncSession, guild_id: int, content: Content) -> Content:
    """New values that are called like a retired one, as that one: its pledges are theirs."""
    if all(value.id is not None for value in content.values):
        return content
    rows = await session.scalars(
        select(Value)
        .where(Value.guild_id == guild_id, Value.retired_at.is_not(None))
        .order_by(Value.id)
    )
    retired = {row.name.casefold(): row.id for row in rows}
    return replace(
        content,
        values=tuple(
            replace(value, id=retired.pop(value.name.casefold(), None))
            if value.id is None
            else value
            for value in content.values
        ),
    )


async def _foresee(
    session: AsyncSession, guild_id: int, version: int, present: Content, content: Content
) -> CharterChange:
    """What other capabilities will be told; values that are new have no ids yet."""
    rows = await session.scalars(select(Value).where(Value.guild_id == guild_id))
    stored = {row.id: row for row in rows}
    staying = [(stored[value.id], value) for value in content.values if value.id is not None]
    ids = {row.id for row, _ in staying}
    return CharterChange(
        guild_id=guild_id,
        version=version,
        mission_changed=present.mission != content.mission,
        reworded={row.id: row.revision + 1 for row, value in staying if _words(row) != value.words},
        remarked=tuple(row.id for row, value in staying if row.emoji != value.emoji),
        retired=tuple(
            row.id for row in stored.values() if row.retired_at is None and row.id not in ids
        ),
    )


async def _earlier_emojis(session: AsyncSession, guild_id: int) -> dict[str, tuple[int, str]]:
    """Which value each emoji stood for last, by its plain form: the value's id and name."""
    rows = await session.scalars(
        select(CharterVersion.revisions)
        .where(CharterVersion.guild_id == guild_id)
        .order_by(CharterVersion.version)
    )
    held = {plain_emoji(emoji): value_id for values in rows for value_id, _, emoji in values}
    names = dict(
        (
            await session.execute(select(Value.id, Value.name).where(Value.guild_id == guild_id))
        ).all()
    )
    return {emoji: (value_id, names.get(value_id, "")) for emoji, value_id in held.items()}


def _words(row: Value) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return row.name, row.promise, tuple(row.looks_like), tuple(row.does_not_look_like)
