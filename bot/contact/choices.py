"""What members choose: how they want each kind of message, and when they are left in peace."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contact.kinds import Kind
from bot.contact.limits import USUAL, Quiet
from bot.contact.models import Choice, ContactChoice, QuietHours
from bot.db import insert_into
from bot.models import MemberKey


async def choice_of(session: AsyncSession, member: MemberKey, kind: Kind) -> Choice:
    """How a member wants a kind."""
    row = await session.get(ContactChoice, (*member, kind.name))
    return Choice.ON if row is None else Choice(row.choice)


async def all_choices(session: AsyncSession, member: MemberKey) -> dict[str, Choice]:
    """What a member has said about kinds, by their names."""
    rows = await session.execute(
        select(ContactChoice.kind, ContactChoice.choice).where(
            ContactChoice.guild_id == member.guild_id, ContactChoice.user_id == member.user_id
        )
    )
    return {kind: Choice(choice) for kind, choice in rows}


async def choose(
    session: AsyncSession, member: MemberKey, kind: Kind, choice: Choice, *, now: datetime
) -> None:
    """Want a kind in this way from now on.

    Raises:
        ValueError: Urgent messages cannot wait for a digest.
    """
    if kind.urgent and choice is Choice.DIGEST:
        raise ValueError(f"{kind.name} cannot wait for a digest")
    await session.execute(
        insert_into(ContactChoice, session.get_bind().dialect.name)
        .values(**member._asdict(), kind=kind.name, choice=choice, chosen_at=now)
        .on_conflict_do_update(
            index_elements=["guild_id", "user_id", "kind"],
            set_={"choice": choice, "chosen_at": now},
        )
    )


async def quiet_of(session: AsyncSession, member: MemberKey) -> Quiet:
    """When a member is left in peace."""
    row = await session.get(QuietHours, tuple(member))
    if row is None:
        return USUAL
    return Quiet(row.begin, row.end, row.hold_urgent)


async def be_quiet(session: AsyncSession, member: MemberKey, quiet: Quiet) -> None:
    """Be left in peace at these times."""
    values = {"begin": quiet.begin, "end": quiet.end, "hold_urgent": quiet.hold_urgent}
    await session.execute(
        insert_into(QuietHours, session.get_bind().dialect.name)
        .values(**member._asdict(), **values)
        .on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=values)
    )
