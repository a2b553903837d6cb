"""What is remembered of private messages that nobody asked for at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contact.deciding import stopped_since
from bot.contact.kinds import Reason
from bot.contact.models import (
    KEEP,
    Contact,
    ContactChoice,
    ContactOutcome,
    DigestItem,
    QuietHours,
    Stopped,
    Unreachable,
)
from bot.db import insert_into
from bot.deliveries import Job
from bot.models import MemberKey


async def find(session: AsyncSession, member: MemberKey, message_id: int) -> Contact | None:
    """The contact that a message was."""
    return await session.scalar(
        select(Contact).where(
            Contact.guild_id == member.guild_id,
            Contact.user_id == member.user_id,
            Contact.message_id == message_id,
        )
    )


async def list_latest(
    session: AsyncSession, member: MemberKey, *, offset: int, most: int
) -> Sequence[Contact]:
    """What a member was sent or not sent unasked, the latest first."""
    rows = await session.scalars(
        select(Contact)
        .where(Contact.guild_id == member.guild_id, Contact.user_id == member.user_id)
        .order_by(Contact.sent_at.desc(), Contact.id.desc())
        .offset(offset)
        .limit(most)
    )
    return rows.all()


async def count_week(session: AsyncSession, member: MemberKey, *, now: datetime) -> int:
    """How many messages counted in the last seven days; urgent ones do not."""
    return (
        await session.scalar(
            select(func.count())
            .select_from(Contact)
            .where(
                Contact.guild_id == member.guild_id,
                Contact.user_id == member.user_id,
                Contact.outcome == ContactOutcome.SENT,
                Contact.is_urgent.is_(False),
                Contact.sent_at > now - timedelta(days=7),
            )
        )
        or 0
    )


async def stop(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """A member wants nothing more that they did not ask for; saying so again is a later word."""
    statement = insert_into(Stopped, session.get_bind().dialect.name)
    await session.execute(
        statement.values(**member._asdict(), since=now).on_conflict_do_update(
            index_elements=["guild_id", "user_id"], set_={"since": now}
        )
    )


async def allow(session: AsyncSession, member: MemberKey) -> None:
    """A member may be written to again."""
    await _delete(session, Stopped, member)


async def is_stopped(session: AsyncSession, member: MemberKey) -> bool:
    """Whether a member wants no unasked messages."""
    return await stopped_since(session, member) is not None


async def keep(
    session: AsyncSession,
    member: MemberKey,
    reason: Reason,
    outcome: ContactOutcome,
    *,
    now: datetime,
    message_id: int | None = None,
) -> None:
    """Remember what became of a message that nobody asked for at that moment."""
    session.add(
        Contact(
            guild_id=member.guild_id,
            user_id=member.user_id,
            kind=reason.kind.name,
            outcome=outcome,
            is_urgent=reason.kind.urgent,
            about=dict(reason.about),
            message_id=message_id,
            sent_at=now,
        )
    )


async def merge(
    session: AsyncSession, member: MemberKey, reason: Reason, job: Job, *, expires_at: datetime
) -> None:
    """Have what a delivery would have said become a line of the member's digest."""
    statement = insert_into(DigestItem, session.get_bind().dialect.name)
    await session.execute(
        statement.values(
            **member._asdict(),
            kind=job.kind,
            reason_kind=reason.kind.name,
            key=job.key,
            payload=job.payload,
            asked_at=job.created_at,
            expires_at=expires_at,
        ).on_conflict_do_update(
            index_elements=["guild_id", "key"],
            set_={"payload": job.payload, "asked_at": job.created_at, "expires_at": expires_at},
        )
    )


async def refused(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """Discord does not let us write to a member; they are left alone until they act."""
    statement = insert_into(Unreachable, session.get_bind().dialect.name)
    await session.execute(
        statement.values(**member._asdict(), since=now).on_conflict_do_update(
            index_elements=["guild_id", "user_id"], set_={"since": now}
        )
    )


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase whom we wrote to and when, and what they said about it."""
    for table in (Contact, Unreachable, Stopped, ContactChoice, QuietHours, DigestItem):
        await _delete(session, table, member)


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Which messages a member was sent unasked, and whether more may be or can be."""
    sent = await session.execute(
        select(Contact.kind, Contact.sent_at)
        .where(Contact.guild_id == member.guild_id, Contact.user_id == member.user_id)
        .order_by(Contact.id)
    )
    contacts = [{"kind": kind, "sent_at": at.isoformat()} for kind, at in sent]
    found: dict[str, Any] = {"sent": contacts} if contacts else {}
    unreachable = await session.get(Unreachable, tuple(member))
    if unreachable is not None:
        found["unreachable_since"] = unreachable.since.isoformat()
    stopped = await stopped_since(session, member)
    if stopped is not None:
        found["unwanted_since"] = stopped.isoformat()
    found |= await _chosen(session, member)
    return found


async def _chosen(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """What a member said about messages, and what waits for their digest."""
    found: dict[str, Any] = {}
    choices = await session.execute(
        select(ContactChoice.kind, ContactChoice.choice, ContactChoice.chosen_at)
        .where(ContactChoice.guild_id == member.guild_id, ContactChoice.user_id == member.user_id)
        .order_by(ContactChoice.kind)
    )
    found["choices"] = [
        {"kind": kind, "choice": choice, "chosen_at": at.isoformat()}
        for kind, choice, at in choices
    ]
    quiet = await session.get(QuietHours, tuple(member))
    if quiet is not None:
        found["quiet_hours"] = {
            "from": None if quiet.begin is None else quiet.begin.isoformat(),
            "until": None if quiet.end is None else quiet.end.isoformat(),
            "hold_urgent": quiet.hold_urgent,
        }
    waiting = await session.execute(
        select(DigestItem.reason_kind, DigestItem.asked_at)
        .where(DigestItem.guild_id == member.guild_id, DigestItem.user_id == member.user_id)
        .order_by(DigestItem.id)
    )
    found["for_the_digest"] = [{"kind": kind, "asked_at": at.isoformat()} for kind, at in waiting]
    return {name: part for name, part in found.items() if part}


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what is older than `KEEP`; a wish for no messages has no end of its own."""
    await session.execute(delete(Contact).where(Contact.sent_at < now - KEEP))
    await session.execute(delete(Unreachable).where(Unreachable.since < now - KEEP))


async def _delete(
    session: AsyncSession,
    table: type[Contact | Unreachable | Stopped | ContactChoice | QuietHours | DigestItem],
    member: MemberKey,
) -> None:
    await session.execute(
        delete(table).where(table.guild_id == member.guild_id, table.user_id == member.user_id)
    )
