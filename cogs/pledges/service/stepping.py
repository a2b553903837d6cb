"""What a member does with their next steps: names them, words them anew, settles and shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import Table, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.db import insert_into
from bot.errors import MemberError
from bot.models import MemberKey
from bot.rows import given_rows, rows_as_text
from bot.texts import unturned
from cogs.pledges.models import NextStep, StepState
from cogs.pledges.service import sharing, steps
from cogs.pledges.service.steps import Step

LONGEST = 300
FARTHEST = timedelta(days=366)

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing: the fillers of Hangul, the empty cell of Braille."""

_steps = cast("Table", NextStep.__table__)


class StepSettled(MemberError):
    """It is done or let go, and not open to be changed."""

    key = "pledges-step-settled"


class StepEmpty(MemberError):
    """Nothing that could be read was written."""

    key = "pledges-step-empty"


class StepTooLong(MemberError):
    """More was written than a step takes."""

    key = "pledges-step-too-long"


class NoSuchDay(MemberError):
    """The day has passed, or lies too far ahead."""

    key = "pledges-step-no-such-day"


class SharedAlready(MemberError):
    """It is shown to others in one place, and one is enough."""

    key = "pledges-step-shared-already"


async def write(
    session: AsyncSession,
    member: MemberKey,
    value_id: int,
    *,
    words: str,
    due_on: date | None,
    zone: str,
    now: datetime,
) -> Step:
    """Name the next step for a value, or word the open one anew.

    Another day is asked about on that day; other words for the same day are not asked about again.

    Args:
        zone: The server's.

    Raises:
        StepEmpty, StepTooLong: The words are none, or too many.
        NoSuchDay: It is past, unless it was theirs before, or more than a year ahead.
        NotPledgedToIt: The member is not pledged to it, or it has left the charter.
    """
    plain = readable(words)
    value, before = await steps.prepare(session, member, value_id)
    written_at = now
    if before is not None and due_on == before.due_on:
        written_at = before.written_at
    else:
        await _check_day(session, member, due_on, zone=zone, now=now)
    statement = insert_into(NextStep, session.get_bind().dialect.name)
    step_id = await session.scalar(
        statement.values(
            **member._asdict(),
            value_id=value_id,
            words=plain,
            due_on=due_on,
            state=StepState.OPEN,
            written_at=written_at,
        )
        .on_conflict_do_update(
            index_elements=["guild_id", "user_id", "value_id"],
            index_where=text("state = 'open'"),
            set_={"words": plain, "due_on": due_on, "written_at": written_at},
        )
        .returning(_steps.c.id)
    )
    row = await steps.get_row(session, member, cast("int", step_id))
    if before is None:
        await _record(session, "pledge.step_named", row, now=now)
    await sharing.ask_edit(session, row, now=now)
    return steps.as_step(row, value)


async def move(
    session: AsyncSession,
    member: MemberKey,
    step_id: int,
    due_on: date | None,
    *,
    zone: str,
    now: datetime,
) -> Step:
    """Not yet: be asked on another day, or not at all.

    Raises:
        NoSuchStep, StepSettled: There is none, or none that is open.
        NoSuchDay: It is past, or more than a year ahead.
    """
    row = await steps.get_row(session, member, step_id)
    if row.state != StepState.OPEN:
        raise StepSettled
    if due_on != row.due_on:
        await _check_day(session, member, due_on, zone=zone, now=now)
        row.due_on, row.written_at = due_on, now
    return steps.as_step(row, await steps.value_of(session, member.guild_id, row.value_id))


async def settle(
    session: AsyncSession, member: MemberKey, step_id: int, state: StepState, *, now: datetime
) -> Step:
    """Done, or let go; saying so twice is saying it once.

    Raises:
        NoSuchStep: There is none, or it is somebody else's.
        StepSettled: The other was said before.
    """
    row = await steps.get_row(session, member, step_id)
    if row.state not in (StepState.OPEN, state):
        raise StepSettled
    value = await steps.value_of(session, member.guild_id, row.value_id)
    if row.state == StepState.OPEN:
        row.state, row.settled_at = state, now
        if state is StepState.DONE:
            await _record(session, "pledge.step_done", row, now=now)
            await sharing.ask_edit(session, row, now=now)
        else:
            await sharing.ask_removal(session, [row], now=now)
            row.shared_channel_id = row.shared_message_id = None
    return steps.as_step(row, value)


async def share(
    session: AsyncSession, member: MemberKey, step_id: int, channel_id: int, *, now: datetime
) -> Step:
    """Show a step to others, in a channel where both its member and we may write.

    Raises:
        NoSuchStep, StepSettled: There is none, or none that is open.
        NotPledgedToIt: Its pledge was withdrawn, or its value has left the charter.
        SharedAlready: It is shown somewhere else.
    """
    row = await steps.get_row(session, member, step_id)
    if row.state != StepState.OPEN:
        raise StepSettled
    value, _ = await steps.prepare(session, member, row.value_id)
    if row.shared_channel_id not in (None, channel_id):
        raise SharedAlready(channel=f"<#{row.shared_channel_id}>")
    if row.shared_channel_id is None:
        row.shared_channel_id = channel_id
        await sharing.ask_post(session, row, channel_id, now=now)
    return steps.as_step(row, value)


async def take_back(
    session: AsyncSession, member: MemberKey, step_id: int, *, now: datetime
) -> Step:
    """Show a step to nobody else any more, whatever has become of it.

    Raises:
        NoSuchStep: There is none, or it is somebody else's.
    """
    row = await steps.get_row(session, member, step_id)
    await sharing.ask_removal(session, [row], now=now)
    row.shared_channel_id = row.shared_message_id = None
    return steps.as_step(row, await steps.value_of(session, member.guild_id, row.value_id))


async def withdrawn(
    session: AsyncSession, keys: Collection[tuple[int, int, int]], *, now: datetime
) -> None:
    """Pledges were withdrawn: what was to come of them is let go without a word.

    Args:
        keys: Each pledge's server, member and value.
    """
    # Most withdrawals have no step, and to look whether anybody has one costs next to nothing.
    some = select(_steps.c.id).where(
        _steps.c.guild_id.in_({guild_id for guild_id, _, _ in keys}),
        _steps.c.state == StepState.OPEN,
    )
    if not keys or await session.scalar(some.limit(1)) is None:
        return
    columns = (_steps.c.guild_id, _steps.c.user_id, _steps.c.value_id)
    dialect = session.get_bind().dialect.name
    given = given_rows(dialect, guild_id=int, user_id=int, value_id=int)
    let_go = await session.execute(
        update(_steps)
        .where(tuple_(*columns).in_(select(given)), _steps.c.state == StepState.OPEN)
        .values(state=StepState.LET_GO, settled_at=now)
        .returning(
            _steps.c.id,
            _steps.c.guild_id,
            _steps.c.shared_channel_id,
            _steps.c.shared_message_id,
        ),
        {"rows": rows_as_text(keys)},
    )
    shown = [cast("sharing.Shown", row) for row in let_go if row.shared_channel_id is not None]
    if shown:
        await sharing.ask_removal(session, shown, now=now)
        await session.execute(
            update(_steps)
            .where(_steps.c.id.in_([step.id for step in shown]))
            .values(shared_channel_id=None, shared_message_id=None)
        )


def readable(typed: str) -> str:
    """What was typed, on one line, without what cannot be seen or turns the text around it.

    Raises:
        StepEmpty, StepTooLong: Nothing of it can be read, or it is too much.
    """
    line = " ".join(unturned(typed).split())
    plain = "".join(letter for letter in line if unicodedata.category(letter) != "Cc")
    if not any(_is_seen(letter) for letter in plain):
        raise StepEmpty
    if len(plain) > LONGEST:
        raise StepTooLong(longest=LONGEST, length=len(plain))
    return plain


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK


async def _check_day(
    session: AsyncSession, member: MemberKey, day: date | None, *, zone: str, now: datetime
) -> None:
    today = await steps.today_of(session, member, zone=zone, now=now)
    if day is not None and not today < day <= today + FARTHEST:
        raise NoSuchDay


async def _record(session: AsyncSession, kind: str, row: NextStep, *, now: datetime) -> None:
    await activity.record(
        session,
        kind,
        guild_id=row.guild_id,
        at=now,
        user_id=row.user_id,
        subject_id=row.id,
        value_id=row.value_id,
        source="button",
    )
