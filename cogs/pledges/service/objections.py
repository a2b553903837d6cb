"""What members have against new words of a value: collected for the next review of the charter.

Stewards read what was written and not who wrote it. Whose it is, is kept, so that its member can
see it, change it, take it back and have it erased.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.db import insert_into
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Objection, Source

LONGEST = 600
"""Characters of one: enough to say why, and short enough for several to be read on one page."""

PER_PAGE = 4


@dataclass(frozen=True)
class Read:
    """An objection as stewards read it."""

    value: ValueText
    """In the words that are objected to."""
    in_force: bool
    """Whether those words are in force."""
    reason: str


@dataclass(frozen=True)
class Own:
    """An objection as its member reads it."""

    id: int
    value: ValueText
    """In the words that are objected to."""
    reason: str


@dataclass(frozen=True)
class Page:
    """Objections by value, in the community's order, the newest of each first."""

    objections: tuple[Read, ...]
    number: int
    count: int
    total: int


async def write(
    session: AsyncSession, member: MemberKey, value: ValueText, reason: str, *, now: datetime
) -> None:
    """Say why one does not agree with a value's present words; writing again replaces it."""
    known = await _find(session, member, value)
    statement = insert_into(Objection, session.get_bind().dialect.name)
    written = await session.scalar(
        statement.values(
            **member._asdict(),
            value_id=value.id,
            value_revision=value.revision,
            reason=reason,
            made_at=now,
        )
        .on_conflict_do_update(
            index_elements=["guild_id", "user_id", "value_id", "value_revision"],
            set_={"reason": reason, "made_at": now},
        )
        .returning(Objection.id)
    )
    if known is None:
        await _record(session, "pledge.objected", member, value, written, now=now)


async def take_back(
    session: AsyncSession, member: MemberKey, value: ValueText, *, now: datetime
) -> None:
    """Delete what a member had against a value's present words, if they had anything."""
    gone = await session.scalar(
        delete(Objection).where(*_of(member, value)).returning(Objection.id)
    )
    if gone is not None:
        await _record(session, "pledge.objection_taken_back", member, value, gone, now=now)


async def find(
    session: AsyncSession, member: MemberKey, values: Collection[ValueText]
) -> dict[int, str]:
    """What a member has against the present words of these values, by value id."""
    rows = await session.execute(
        select(Objection.value_id, Objection.reason).where(
            Objection.guild_id == member.guild_id,
            Objection.user_id == member.user_id,
            tuple_(Objection.value_id, Objection.value_revision).in_(
                [(value.id, value.revision) for value in values]
            ),
        )
    )
    return dict(rows.all())


async def list_own(session: AsyncSession, member: MemberKey) -> list[Own]:
    """Everything that a member wrote, the newest first: of values that they have let go, too."""
    found = await session.execute(
        select(Objection.id, Objection.value_id, Objection.value_revision, Objection.reason)
        .where(Objection.guild_id == member.guild_id, Objection.user_id == member.user_id)
        .order_by(Objection.made_at.desc(), Objection.id.desc())
    )
    rows = found.all()
    words = await charter.find_words(session, {(row.value_id, row.value_revision) for row in rows})
    return [Own(row.id, words[row.value_id, row.value_revision], row.reason) for row in rows]


async def rewrite(
    session: AsyncSession, member: MemberKey, objection_id: int, reason: str, *, now: datetime
) -> bool:
    """Put an objection of a member's own into other words; none at all take it back.

    Returns:
        Whether there was such a one.
    """
    own = {one.id: one for one in await list_own(session, member)}
    if objection_id not in own:
        return False
    if reason:
        await write(session, member, own[objection_id].value, reason, now=now)
    else:
        await take_back(session, member, own[objection_id].value, now=now)
    return True


async def has_any(session: AsyncSession, member: MemberKey) -> bool:
    """Whether a member has written any."""
    found = select(Objection.id).where(
        Objection.guild_id == member.guild_id, Objection.user_id == member.user_id
    )
    return await session.scalar(found.limit(1)) is not None


async def list_page(session: AsyncSession, guild_id: int, number: int) -> Page:
    """A page of what members wrote, without who wrote it; the last one when there are fewer."""
    total = (
        await session.scalar(
            select(func.count()).select_from(Objection).where(Objection.guild_id == guild_id)
        )
        or 0
    )
    count = max(1, -(-total // PER_PAGE))
    number = max(0, min(number, count - 1))
    values = await charter.list_values(session, guild_id)
    present = {value.id: value.revision for value in values}
    places = {value_id: place for place, value_id in enumerate(present)}
    order = (
        case(places, value=Objection.value_id, else_=len(places)) if places else Objection.value_id
    )
    rows = await session.execute(
        select(Objection.value_id, Objection.value_revision, Objection.reason)
        .where(Objection.guild_id == guild_id)
        .order_by(
            order,
            Objection.value_id,
            Objection.made_at.desc(),
            Objection.id.desc(),
        )
        .offset(number * PER_PAGE)
        .limit(PER_PAGE)
    )
    found = rows.all()
    words = await charter.find_words(session, {(row.value_id, row.value_revision) for row in found})
    return Page(
        tuple(
            Read(
                words[row.value_id, row.value_revision],
                present.get(row.value_id) == row.value_revision,
                row.reason,
            )
            for row in found
        ),
        number,
        count,
        total,
    )


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    """What a member wrote, with what it is about."""
    rows = list(
        await session.scalars(
            select(Objection)
            .where(Objection.guild_id == member.guild_id, Objection.user_id == member.user_id)
            .order_by(Objection.id)
        )
    )
    words = await charter.find_words(session, {(row.value_id, row.value_revision) for row in rows})
    return [
        {
            "value": words[row.value_id, row.value_revision].name,
            "value_revision": row.value_revision,
            "reason": row.reason,
            "made_at": row.made_at.isoformat(),
        }
        for row in rows
    ]


async def _find(session: AsyncSession, member: MemberKey, value: ValueText) -> int | None:
    found: int | None = await session.scalar(select(Objection.id).where(*_of(member, value)))
    return found


def _of(member: MemberKey, value: ValueText) -> tuple[Any, ...]:
    return (
        Objection.guild_id == member.guild_id,
        Objection.user_id == member.user_id,
        Objection.value_id == value.id,
        Objection.value_revision == value.revision,
    )


async def _record(
    session: AsyncSession,
    kind: str,
    member: MemberKey,
    value: ValueText,
    subject_id: int | None,
    *,
    now: datetime,
) -> None:
    await activity.record(
        session,
        kind,
        guild_id=member.guild_id,
        user_id=member.user_id,
        at=now,
        subject_id=subject_id,
        value_id=value.id,
        source=Source.BUTTON,
    )
