"""Pledges to words that have changed: whom a new version asks again, and who needs no asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, case, delete, distinct, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.capabilities import Affected, CharterChange
from bot.db import insert_into
from bot.models import MemberKey
from bot.rows import given_rows, rows_as_text
from cogs.charter import service as charter
from cogs.pledges.models import Pledge, PledgeReaction, PledgeState, PostState, Reaffirmation
from cogs.pledges.service import posts
from cogs.pledges.service.emojis import base_of, key_of

_pledges = cast("Table", Pledge.__table__)
_queue = cast("Table", Reaffirmation.__table__)
_reactions = cast("Table", PledgeReaction.__table__)

_ANY = select(_queue.c.pledge_id).limit(1)


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Members who will be asked whether a pledge of theirs still holds, and pledges that rest."""
    held = (_pledges.c.guild_id == change.guild_id, _pledges.c.state == PledgeState.ACTIVE)
    asked = await session.scalar(
        select(func.count(distinct(_pledges.c.user_id))).where(
            *held, _pledges.c.value_id.in_(list(change.reworded))
        )
    )
    resting = await session.scalar(
        select(func.count()).where(*held, _pledges.c.value_id.in_(change.retired))
    )
    return [
        Affected("pledges-affected-reworded", asked or 0),
        Affected("pledges-affected-retired", resting or 0),
    ]


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Queue those whom the new words ask again, and have the posts show the new charter."""
    await _drop(session, _pledges.c.value_id.in_(change.retired))
    await _ask(
        session,
        change.reworded,
        _pledges.c.guild_id == change.guild_id,
        now=now,
    )
    await _void_reactions(session, change)
    for value_id in (*change.remarked, *change.retired):
        about = f"pledges.emoji:{value_id}"
        await notices.close_notice(session, about, guild_id=change.guild_id, now=now)
    await posts.ask_boards(session, {change.guild_id}, now=now)
    marked_before = (*change.remarked, *change.retired)
    if marked_before:
        before = await charter.get_version(session, change.guild_id, change.version - 1)
        former = [before.content.find(value_id) for value_id in marked_before]
        emojis = [value.emoji for value in former if value is not None]
        await posts.ask_unreactions(session, change.guild_id, emojis, now=now)
    if change.added or change.remarked:
        live = await posts.list_posts(session, change.guild_id, states=[PostState.LIVE])
        await posts.ask_reactions(session, [(post.guild_id, post.id) for post in live], now=now)


async def ended(session: AsyncSession, pledge_ids: Sequence[int]) -> None:
    """Pledges were withdrawn, or their members left: nobody is asked about them."""
    given = given_rows(session.get_bind().dialect.name, id=int)
    ended = _pledges.c.id.in_(select(given))
    await _drop(session, ended, rows=((pledge_id,) for pledge_id in pledge_ids))


async def made(session: AsyncSession, changed: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Members pledged to the words in force, so they need not be asked about earlier ones.

    Args:
        changed: Each pledge's id, server, member and value.
    """
    dialect = session.get_bind().dialect.name
    given = given_rows(dialect, guild_id=int, user_id=int, value_id=int)
    columns = (_pledges.c.guild_id, _pledges.c.user_id, _pledges.c.value_id)
    made = tuple_(*columns).in_(select(given))
    await _drop(session, made, rows=(tuple(row)[1:] for row in changed))


async def answered(session: AsyncSession, member: MemberKey, value_id: int) -> None:
    """A member has said what they think of the new words, and holds to the earlier ones."""
    await _drop(
        session,
        (_pledges.c.guild_id == member.guild_id)
        & (_pledges.c.user_id == member.user_id)
        & (_pledges.c.value_id == value_id),
    )


async def returned(
    session: AsyncSession, changed: Sequence[Row[*tuple[Any, ...]]], *, now: datetime
) -> None:
    """Members came back whose values may have been reworded while they were away.

    Args:
        changed: Each pledge's id, server, member and value.
    """
    for guild_id in {guild_id for _, guild_id, _, _ in changed}:
        ids = [pledge_id for pledge_id, of, _, _ in changed if of == guild_id]
        values = await charter.list_values(session, guild_id)
        revisions = {value.id: value.revision for value in values}
        members = select(_pledges.c.user_id).where(_pledges.c.id.in_(ids))
        await _ask(
            session,
            revisions,
            (_pledges.c.guild_id == guild_id) & _pledges.c.user_id.in_(members),
            now=now,
        )


async def _void_reactions(session: AsyncSession, change: CharterChange) -> None:
    """Reactions under an emoji that its value had until now stand for nothing any more.

    They stay known: should the emoji come back to a value, only new reactions are pledges to it.
    Another skin tone or spelling of the same emoji is no other emoji.
    """
    touched = (*change.remarked, *change.retired)
    if not touched:
        return
    present = {
        value.id: base_of(key_of(value.emoji))
        for value in await charter.list_values(session, change.guild_id)
    }
    stood = await session.execute(
        select(_reactions.c.value_id, _reactions.c.emoji)
        .where(_reactions.c.value_id.in_(touched))
        .distinct()
    )
    void = [tuple(row) for row in stood if present.get(row.value_id) != base_of(row.emoji)]
    if void:
        await session.execute(
            update(_reactions)
            .where(tuple_(_reactions.c.value_id, _reactions.c.emoji).in_(void))
            .values(value_id=None)
        )


async def _ask(session: AsyncSession, revisions: Any, whose: Any, *, now: datetime) -> None:
    """Queue the pledges that hold to earlier words of these values.

    Args:
        revisions: The revision in force, by value.
        whose: Which pledges are looked at.
    """
    if not revisions:
        return
    present = case(revisions, value=_pledges.c.value_id)
    found = select(_pledges.c.id, present, literal(now, Reaffirmation.queued_at.type)).where(
        whose,
        _pledges.c.value_id.in_(revisions),
        _pledges.c.state == PledgeState.ACTIVE,
        _pledges.c.value_revision < present,
    )
    statement = insert_into(Reaffirmation, session.get_bind().dialect.name).from_select(
        ["pledge_id", "to_revision", "queued_at"], found
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["pledge_id"],
            set_={
                "to_revision": statement.excluded.to_revision,
                "queued_at": statement.excluded.queued_at,
                # who was written to about these words is not again; other words are another matter
                "asked_at": case(
                    (_queue.c.to_revision == statement.excluded.to_revision, _queue.c.asked_at)
                ),
            },
        )
    )


async def _drop(
    session: AsyncSession, which: Any, *, rows: Iterable[tuple[int, ...]] | None = None
) -> None:
    """Take pledges out of the queue; most of the time it is empty, and that is cheap to know.

    Args:
        rows: Those that `which` speaks of as given.
    """
    if await session.scalar(_ANY) is None:
        return
    await session.execute(
        delete(_queue).where(_queue.c.pledge_id.in_(select(_pledges.c.id).where(which))),
        {} if rows is None else {"rows": rows_as_text(rows)},
    )
