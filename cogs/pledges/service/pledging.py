"""What members ask about their pledges, and what can be counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgeState, Source
from cogs.pledges.service import posts, reaffirming, stepping


class NotPledged(MemberError):
    """The member has no such pledge."""

    key = "pledges-not-pledged"


@dataclass(frozen=True)
class Held:
    """A pledge that its member holds."""

    value: ValueText
    made_at: datetime
    earlier_words: bool
    """Whether the value's words have changed since."""


async def list_held(session: AsyncSession, member: MemberKey) -> list[Held]:
    """A member's pledges to the values in force, in the community's order."""
    rows = await session.scalars(_active(member).order_by(Pledge.value_revision))
    latest = {row.value_id: row for row in rows}
    return [
        Held(value, latest[value.id].made_at, latest[value.id].value_revision != value.revision)
        for value in await charter.list_values(session, member.guild_id)
        if value.id in latest
    ]


async def withdraw(
    session: AsyncSession, member: MemberKey, value_id: int, *, now: datetime
) -> ValueText | None:
    """Withdraw a member's pledge to a value, in whatever words it was made.

    Returns:
        The value; None when it has left the charter since.

    Raises:
        NotPledged: There is no such pledge, or no longer.
    """
    changed = await session.execute(
        update(Pledge)
        .where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.value_id == value_id,
            Pledge.state == PledgeState.ACTIVE,
        )
        .values(state=PledgeState.WITHDRAWN, source=Source.COMMAND, ended_at=now)
        .returning(Pledge.id)
        .execution_options(synchronize_session=False)
    )
    pledge_ids = list(changed.scalars())
    if not pledge_ids:
        raise NotPledged
    for pledge_id in pledge_ids:
        await activity.record(
            session,
            "pledge.withdrawn",
            guild_id=member.guild_id,
            at=now,
            user_id=member.user_id,
            subject_id=pledge_id,
            value_id=value_id,
            source=Source.COMMAND,
        )
    await reaffirming.ended(session, pledge_ids)
    await stepping.withdrawn(session, [(*member, value_id)], now=now)
    await posts.ask_boards(session, {member.guild_id}, now=now)
    values = await charter.list_values(session, member.guild_id)
    return next((value for value in values if value.id == value_id), None)


async def counts(session: AsyncSession, guild_id: int) -> dict[int, int]:
    """How many members are pledged to each value in its present words, by value id."""
    values = await charter.list_values(session, guild_id)
    found = {value.id: 0 for value in values}
    if not values:
        return found
    rows = await session.execute(
        select(Pledge.value_id, func.count())
        .where(
            Pledge.guild_id == guild_id,
            Pledge.state == PledgeState.ACTIVE,
            or_(
                *(
                    and_(Pledge.value_id == value.id, Pledge.value_revision == value.revision)
                    for value in values
                )
            ),
        )
        .group_by(Pledge.value_id)
    )
    found.update(dict(rows.all()))
    return found


async def held_by(
    session: AsyncSession, guild_id: int, user_ids: Collection[int]
) -> dict[int, frozenset[int]]:
    """The values that members are pledged to, in whatever words, by user id."""
    rows = await session.execute(
        select(Pledge.user_id, Pledge.value_id)
        .where(
            Pledge.guild_id == guild_id,
            Pledge.user_id.in_(user_ids),
            Pledge.state == PledgeState.ACTIVE,
        )
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for user_id, value_id in rows:
        found.setdefault(user_id, set()).add(value_id)
    return {user_id: frozenset(value_ids) for user_id, value_ids in found.items()}


def _active(member: MemberKey) -> Any:
    return select(Pledge).where(
        Pledge.guild_id == member.guild_id,
        Pledge.user_id == member.user_id,
        Pledge.state == PledgeState.ACTIVE,
    )
