"""The one way in which pledges come to hold, whichever door they came by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    Executable,
    Row,
    Table,
    and_,
    bindparam,
    exists,
    literal,
    null,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.db import insert_into, touch
from bot.models import MemberKey
from bot.rows import given_rows, rows_as_text
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgePost, PledgeReaction, PledgeState, Source
from cogs.pledges.service import posts, reaffirming, roles, stepping

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
    they look at may be older than that. Nor is one to earlier words, which no list shows as chosen.
    Values that have left the charter are passed over.
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
            tuple_(_pledges.c.value_id, _pledges.c.value_revision).in_(
                [(value.id, value.revision) for value in values if value not in chosen]
            ),
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

    A member holds to one wording of a value at a time: a pledge of theirs to earlier words becomes
    renewed, and what takes its place knows which words those were.

    Returns:
        How many did not before.
    """
    if not wanted:
        return 0
    # Words that were never changed have no earlier ones: most storms cost no statement here.
    later = [pledge for pledge in wanted if pledge.value_revision > 1]
    earlier = await _renew(session, later, now=now) if later else {}
    rows = [(*pledge, earlier.get(pledge[:3], _NONE).value_revision) for pledge in wanted]
    made = await session.execute(
        _upsert(session.get_bind().dialect.name),
        {"rows": rows_as_text(rows), "source": source, "made_at": now},
    )
    changed = made.all()
    held = {key for key, pledge in earlier.items() if pledge.state == PledgeState.ACTIVE}
    if held:
        renewed = [row for row in changed if tuple(row[1:]) in held]
        await follow(session, "pledge.reaffirmed", renewed, source=source, now=now)
        first = [row for row in changed if tuple(row[1:]) not in held]
        await follow(session, "pledge.made", first, source=source, now=now)
    else:
        await follow(session, "pledge.made", changed, source=source, now=now)
    return len(changed)


@cache
def _upsert(dialect: str) -> Executable:
    """Insert pledges, or have those that hold no longer hold again."""
    given = given_rows(
        dialect, guild_id=int, user_id=int, value_id=int, value_revision=int, from_revision=int
    )
    alike = {
        "state": literal(PledgeState.ACTIVE, _pledges.c.state.type),
        "source": bindparam("source", type_=_pledges.c.source.type),
        "made_at": bindparam("made_at", type_=_pledges.c.made_at.type),
        "ended_at": null(),
    }
    statement = insert_into(Pledge, dialect).from_select(
        [*given.c.keys(), *alike], select(*given.c, *alike.values()).where(true())
    )
    return statement.on_conflict_do_update(
        index_elements=["guild_id", "user_id", "value_id", "value_revision"],
        set_={name: statement.excluded[name] for name in ("from_revision", *alike)},
        where=_pledges.c.state != PledgeState.ACTIVE,
    ).returning(*ACT)


class _Earlier(NamedTuple):
    """The words that a member held to before, and whether they did until now."""

    value_revision: int | None
    state: PledgeState | None


_NONE = _Earlier(None, None)


async def _renew(
    session: AsyncSession, wanted: Collection[Wanted], *, now: datetime
) -> Mapping[tuple[int, int, int], _Earlier]:
    """End the pledges to earlier words of those that shall hold; by server, member and value.

    One that rests because its member left is ended, too: it must not come back beside the later.
    """
    dialect = session.get_bind().dialect.name
    found = await session.execute(_find_earlier(dialect), {"rows": rows_as_text(wanted)})
    rows = found.all()
    if rows:
        ids = rows_as_text((row.id,) for row in rows)
        await session.execute(_end_renewed(dialect), {"rows": ids, "now": now})
    return {
        (row.guild_id, row.user_id, row.value_id): _Earlier(row.value_revision, row.state)
        for row in rows
    }


@cache
def _find_earlier(dialect: str) -> Executable:
    given = given_rows(dialect, guild_id=int, user_id=int, value_id=int, value_revision=int)
    columns = (_pledges.c.guild_id, _pledges.c.user_id, _pledges.c.value_id)
    same = [_pledges.c[name] == given.c[name] for name in ("guild_id", "user_id", "value_id")]
    return (
        select(_pledges.c.id, *columns, _pledges.c.value_revision, _pledges.c.state)
        .select_from(given.join(_pledges, and_(*same)))
        .where(
            _pledges.c.value_revision < given.c.value_revision,
            _pledges.c.state.in_([PledgeState.ACTIVE, PledgeState.LEFT]),
        )
        .with_for_update(of=_pledges)
    )


@cache
def _end_renewed(dialect: str) -> Executable:
    return (
        update(_pledges)
        .where(_pledges.c.id.in_(select(given_rows(dialect, id=int))))
        .values(
            state=PledgeState.RENEWED, ended_at=bindparam("now", type_=_pledges.c.ended_at.type)
        )
    )


async def follow(
    session: AsyncSession,
    kind: str,
    changed: Sequence[Row[*tuple[Any, ...]]],
    *,
    source: str,
    now: datetime,
) -> int:
    """What every change of pledges is followed by: ledger, queue, roles, figures."""
    if not changed:
        return 0
    acts = [tuple(row) for row in changed]
    await activity.record_alike(session, kind, acts, at=now, source=source)
    match kind:
        case "pledge.made" | "pledge.reaffirmed":
            await reaffirming.made(session, changed)
        case "pledge.reopened":
            await reaffirming.returned(session, changed, now=now)
        case _:
            await reaffirming.ended(session, [pledge_id for pledge_id, _, _, _ in changed])
    if kind == "pledge.withdrawn":
        await stepping.withdrawn(session, [act[1:] for act in acts], now=now)
    if kind != "pledge.closed":  # who left has no roles any more
        await roles.ask(session, changed, now=now)
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
