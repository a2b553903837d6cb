"""Which value a reminder carries: always the same, one after the other, or the neglected one.

What members did for a value is counted from the ledger. An act is something that somebody did or
bound themselves to, and that serves the value: a pledge, a next step named or done, an initiative
proposed, seconded, begun, joined, attended, carried or brought to its end. What was taken back
since does not count, and who takes back and does again counts once. Reading, looking, voting on a
date and whatever Tenet does by itself are no acts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activity import Activity
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.reminders.models import Chooses, ReminderPost

ATTENTION_SPAN = timedelta(weeks=8)
"""How far back acts for a value count."""

REST = timedelta(weeks=6)
"""How long a value that got attention is left alone while there are others."""

_CLOSE_ENOUGH = timedelta(hours=12)
"""The same weekday six weeks later is six weeks, though clocks changed or the last one was late."""

_ON_ITS_WAY = timedelta(days=1)
"""A post that was chosen this long ago and does not stand yet was never seen."""

SERVES = {
    "pledge.made": "pledge.made",
    "pledge.reaffirmed": "pledge.reaffirmed",
    "pledge.step_named": "pledge.step_named",
    "pledge.step_done": "pledge.step_done",
    "initiative.proposed": "initiative.proposed",
    "initiative.seconded": "initiative.seconded",
    "initiative.created": "initiative.created",
    "initiative.joined": "initiative.joined",
    "initiative.promoted": "initiative.joined",
    "initiative.carried": "initiative.carried",
    "initiative.taken_over": "initiative.taken_over",
    "initiative.attended": "initiative.attended",
    "initiative.closed": "initiative.closed",
}
"""The acts that serve a value, each with what it counts as."""

TAKES_BACK = {
    "pledge.withdrawn": "pledge.made",
    "initiative.unseconded": "initiative.seconded",
    "initiative.left": "initiative.joined",
    "initiative.attendance_withdrawn": "initiative.attended",
}
"""What undoes one of them, if the same member did it about the same thing."""


@dataclass(frozen=True)
class Shown:
    """When a value was last shown; `order` grows with every post of the server."""

    order: int
    at: datetime


async def choose_value(
    session: AsyncSession,
    guild_id: int,
    *,
    chooses: Chooses,
    value_id: int | None = None,
    now: datetime,
) -> ValueText | None:
    """The value for the next post; None while the charter has none.

    A fixed value that was taken out of the charter is nobody's any more: then they take turns.

    Args:
        value_id: For `Chooses.FIXED`.
    """
    values = await charter.list_values(session, guild_id)
    if not values:
        return None
    if chooses is Chooses.FIXED:
        for value in values:
            if value.id == value_id:
                return value
    shown = await list_shown(session, guild_id, now=now)
    if chooses is Chooses.ATTENTION:
        acts = await count_acts(session, guild_id, since=now - ATTENTION_SPAN)
        chosen = neglected([value.id for value in values], acts, shown, now=now)
        return next(value for value in values if value.id == chosen)
    return min(values, key=lambda value: _order(shown, value.id))


def neglected(
    value_ids: Sequence[int],
    acts: Mapping[int, int],
    shown: Mapping[int, Shown],
    *,
    now: datetime,
) -> int:
    """The value that needs attention: least acted on, and of several the one shown longest ago.

    It is one of those that were not shown for six weeks. Where there are none, since the values are
    few or the posts many, it is one of the half that was shown longest ago; so even of two values
    the same never comes twice running, and what nobody neglects comes once in a while, too.

    Args:
        value_ids: One or more, in the community's order.
        acts: How many acts served each; those without any may be left out.
    """
    rested = [
        one for one in value_ids if one not in shown or shown[one].at <= now - REST + _CLOSE_ENOUGH
    ]
    if not rested:
        longest_ago = sorted(value_ids, key=lambda one: shown[one].order)
        rested = longest_ago[: (len(longest_ago) + 1) // 2]
    return min(rested, key=lambda one: (acts.get(one, 0), _order(shown, one)))


async def list_shown(session: AsyncSession, guild_id: int, *, now: datetime) -> dict[int, Shown]:
    """When each value was last shown, by any reminder of the server."""
    rows = await session.execute(
        select(
            ReminderPost.value_id,
            func.max(ReminderPost.id),
            func.max(ReminderPost.chosen_at, type_=ReminderPost.chosen_at.type),
        )
        .where(
            ReminderPost.guild_id == guild_id,
            or_(ReminderPost.posted_at.is_not(None), ReminderPost.chosen_at > now - _ON_ITS_WAY),
        )
        .group_by(ReminderPost.value_id)
    )
    return {value_id: Shown(order, at) for value_id, order, at in rows}


async def count_acts(session: AsyncSession, guild_id: int, *, since: datetime) -> dict[int, int]:
    """How many acts served each value since then; values that nobody acted on are left out."""
    kinds = SERVES | TAKES_BACK
    # A member who was forgotten has no id any more, and each of their acts stands for itself.
    who = func.coalesce(Activity.user_id, -Activity.id)
    did = func.max(case((Activity.kind.in_(SERVES), Activity.id)))
    undid = func.max(case((Activity.kind.in_(TAKES_BACK), Activity.id)))
    acts = (
        select(Activity.value_id, did.label("did"), func.coalesce(undid, 0).label("undid"))
        .where(
            Activity.guild_id == guild_id,
            Activity.kind.in_(kinds),
            Activity.at >= since,
            Activity.value_id.is_not(None),
        )
        .group_by(Activity.value_id, case(kinds, value=Activity.kind), who, Activity.subject_id)
        .subquery()
    )
    rows = await session.execute(
        select(acts.c.value_id, func.count())
        .where(acts.c.did > acts.c.undid)
        .group_by(acts.c.value_id)
    )
    return dict(rows.all())


def _order(shown: Mapping[int, Shown], value_id: int) -> int:
    return shown[value_id].order if value_id in shown else 0
