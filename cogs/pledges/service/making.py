"""The one way in which pledges come to hold, whichever door they came by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, Table, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.db import insert_into, touch
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgePost, PledgeReaction, PledgeState, Source
from cogs.pledges.service import posts, reaffirming

ELSEWHERE = "pledges.elsewhere"
"""What a commit touches when somebody pledged in a server that has no pledge post."""

_pledges = cast("Table", Pledge.__table__)

ACT = (_pledges.c.id, _pledges.c.guild_id, _pledges.c.user_id, _pledges.c.value_id)
"""What `follow` is told of each pledge that changed."""


class Wanted(NamedTuple):
    """A pledge that shall hold, to a value in the words of one revision."""

    guild_id: int
    user_id: int
    value_id: int
    value_revision: int


async def make(
    session: AsyncSession, member: MemberKey, value: ValueText, *, source: Source, now: datetime
) -> bool:
    """Pledge a member to a value in its present words; what holds already stays as it is.

    Returns:
        Whether that was news.
    """
    return bool(await _make(session, member, [value], source=source, now=now))


async def choose(
    session: AsyncSession,
    member: MemberKey,
    value_ids: Collection[int],
    *,
    source: Source,
    now: datetime,
) -> None:
    """Pledge a member to these values, and take back what they chose by the same door before.

    A pledge for which their reaction stands, or that they made elsewhere, is not taken back: what
    they look at may be older than that. Values that have left the charter are passed over.
    """
    values = await charter.list_values(session, member.guild_id)
    chosen = [value for value in values if value.id in value_ids]
    await _make(session, member, chosen, source=source, now=now)
    reacted = exists(
        select(PledgeReaction.user_id).where(
            PledgeReaction.value_id == _pledges.c.value_id,
            PledgeReaction.user_id == _pledges.c.user_id,
        )
    )
    changed = await session.execute(
        update(_pledges)
        .where(
            _pledges.c.guild_id == member.guild_id,
            _pledges.c.user_id == member.user_id,
            _pledges.c.value_id.in_([value.id for value in values if value not in chosen]),
            _pledges.c.state == PledgeState.ACTIVE,
            _pledges.c.source == source,
            ~reacted,
        )
        .values(state=PledgeState.WITHDRAWN, ended_at=now)
        .returning(*ACT)
    )
    await follow(session, "pledge.withdrawn", changed.all(), source=source, now=now)


async def list_guilds(session: AsyncSession) -> list[int]:
    """The servers in which anybody is pledged to anything."""
    rows = await session.scalars(
        select(_pledges.c.guild_id).where(_pledges.c.state == PledgeState.ACTIVE).distinct()
    )
    return list(rows)


async def hold(
    session: AsyncSession, wanted: Collection[Wanted], *, source: Source, now: datetime
) -> int:
    """Have these pledges hold, each once however often it is asked for.

    Returns:
        How many did not before.
    """
    if not wanted:
        return 0
    statement = insert_into(Pledge, session.get_bind().dialect.name)
    given = statement.excluded
    changed = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "user_id", "value_id", "value_revision"],
            set_={name: given[name] for name in ("state", "source", "made_at", "ended_at")},
            where=_pledges.c.state != PledgeState.ACTIVE,
        ).returning(*ACT),
        [
            pledge._asdict()
            | {"state": PledgeState.ACTIVE, "source": source, "made_at": now, "ended_at": None}
            for pledge in wanted
        ],
    )
    return await follow(session, "pledge.made", changed.all(), source=source, now=now)


async def follow(
    session: AsyncSession,
    kind: str,
    changed: Sequence[Row[*tuple[Any, ...]]],
    *,
    source: str,
    now: datetime,
) -> int:
    """What every change of pledges is followed by: the ledger, the queue, figures on the posts."""
    await activity.record_many(
        session,
        [
            {
                "kind": kind,
                "guild_id": guild_id,
                "at": now,
                "user_id": user_id,
                "subject_id": pledge_id,
                "value_id": value_id,
                "source": source,
            }
            for pledge_id, guild_id, user_id, value_id in changed
        ],
    )
    if changed:
        match kind:
            case "pledge.made":
                await reaffirming.made(session, changed)
            case "pledge.reopened":
                await reaffirming.returned(session, changed, now=now)
            case _:
                await reaffirming.ended(session, [pledge_id for pledge_id, _, _, _ in changed])
    await posts.ask_boards(session, {guild_id for _, guild_id, _, _ in changed}, now=now)
    return len(changed)


async def _make(
    session: AsyncSession,
    member: MemberKey,
    values: Sequence[ValueText],
    *,
    source: Source,
    now: datetime,
) -> int:
    wanted = [Wanted(*member, value.id, value.revision) for value in values]
    made = await hold(session, wanted, source=source, now=now)
    if made and not await session.scalar(
        select(exists().where(PledgePost.guild_id == member.guild_id))
    ):
        touch(session, ELSEWHERE)
    return made
