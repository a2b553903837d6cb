"""A reminder that a steward is still putting together; nothing that was typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from bot.errors import MemberError
from bot.models import MemberKey
from bot.recurrence import day_of, describe
from bot.settings import Place
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.reminders.models import Asks, Chooses, Former, ReminderDraft
from cogs.reminders.service import ignored
from cogs.reminders.service.options import Options, read_name, read_text, read_when
from cogs.reminders.service.rules import (
    ReminderText,
    add,
    edit,
    get_by_name,
    get_reminder,
)

KEEP = timedelta(days=14)

WHEN_FIELDS = ("name", "rule", "zone", "until", "skip")


class NoDraft(MemberError):
    """There is nothing that waits to be saved."""

    key = "reminders-no-draft"


class DraftKey(NamedTuple):
    """Whose draft, and of what; what was begun for one reminder never changes another.

    Args:
        reminder_id: The reminder that is edited; 0: a new one.
    """

    guild_id: int
    user_id: int
    reminder_id: int


@dataclass(frozen=True)
class Draft:
    """What a steward has said so far.

    Args:
        typed: What stands in the form, as it was typed.
        options: What was understood; None: nothing yet.
    """

    key: DraftKey
    typed: Mapping[str, str]
    options: Options | None
    based_on: Options | None


async def find(session: AsyncSession, key: DraftKey) -> Draft | None:
    """What a steward has not saved, if there is anything."""
    row = await session.get(ReminderDraft, tuple(key))
    return None if row is None else _draft(row)


async def get(session: AsyncSession, key: DraftKey) -> Draft:
    """What a steward has not saved, with what was understood of it.

    Raises:
        NoDraft: It was saved or discarded, or is not understood yet.
    """
    draft = await find(session, key)
    if draft is None or draft.options is None:
        raise NoDraft
    return draft


async def note_typed(
    session: AsyncSession, key: DraftKey, typed: Mapping[str, str], *, now: datetime
) -> None:
    """Keep what was typed, whether it can be understood or not."""
    before = await session.get(ReminderDraft, tuple(key))
    kept = {} if before is None else before.typed
    await _keep(session, key, {"typed": {**kept, **typed}}, now=now)


async def read(
    session: AsyncSession,
    key: DraftKey,
    *,
    language: str,
    server_zone: str,
    now: datetime,
) -> Draft:
    """Understand what was typed.

    Raises:
        MemberError: It cannot be; what was typed is kept.
    """
    draft = await find(session, key)
    if draft is None:
        raise NoDraft
    typed = draft.typed
    name = read_name(typed.get("name", ""))
    when = read_when(
        typed.get("rule", ""),
        typed.get("zone", ""),
        typed.get("until", ""),
        typed.get("skip", ""),
        language=language,
        server_zone=server_zone,
        now=now,
    )
    options = draft.options or Options(name, when.recurrence)
    anchor = options.recurrence.anchor_on
    recurrence = when.recurrence
    if anchor is not None and recurrence == replace(
        options.recurrence, anchor_on=recurrence.anchor_on
    ):
        recurrence = options.recurrence  # the same rule goes on counting from its first week
    options = replace(
        options,
        name=name,
        recurrence=recurrence,
        own_zone=when.own_zone,
        until_on=when.until_on,
        skipped=when.skipped,
    )
    return await _set(session, draft, options, now=now)


async def begin_editing(
    session: AsyncSession, guild_id: int, user_id: int, name: str, say: Speaker, *, now: datetime
) -> Draft:
    """Begin with a reminder as it is.

    Raises:
        NoSuchReminder: There is none of this name.
    """
    reminder: ReminderText = await get_by_name(session, guild_id, name)
    key = DraftKey(guild_id, user_id, reminder.id)
    options = reminder.options
    today = day_of(now, reminder.zone)
    coming = replace(options, skipped=tuple(day for day in options.skipped if day >= today))
    await _keep(
        session,
        key,
        {
            "typed": typed_from(coming, say),
            "options": coming.dump(),
            "based_on": options.dump(),
        },
        now=now,
    )
    return await get(session, key)


def typed_from(options: Options, say: Speaker) -> dict[str, str]:
    """What somebody would type for these options."""
    return {
        "name": options.name,
        "rule": describe(options.recurrence, say).partition(" (")[0],
        "zone": options.own_zone or "",
        "until": "" if options.until_on is None else options.until_on.isoformat(),
        "skip": ", ".join(day.isoformat() for day in options.skipped),
        "text": options.text or "",
    }


async def set_text(session: AsyncSession, key: DraftKey, typed: str, *, now: datetime) -> Draft:
    """Say something else above the value.

    Raises:
        UnknownField, UnreadableText, TextTooLong: It cannot be; what was typed is kept.
    """
    draft = await get(session, key)
    assert draft.options is not None
    return await _set(session, draft, replace(draft.options, text=read_text(typed)), now=now)


async def set_value(session: AsyncSession, key: DraftKey, chosen: str, *, now: datetime) -> Draft:
    """Choose how it comes to its value: by name of a `Chooses`, or a value's id."""
    draft = await get(session, key)
    assert draft.options is not None
    if chosen.isdecimal():
        values = await charter.list_values(session, key.guild_id)
        value_id = next((value.id for value in values if value.id == int(chosen)), None)
        if value_id is None:
            raise charter.NoSuchValue(name=f"#{chosen}")
        options = replace(draft.options, chooses=Chooses.FIXED, value_id=value_id)
    else:
        options = replace(draft.options, chooses=Chooses(chosen), value_id=None)
    return await _set(session, draft, options, now=now)


async def set_some(
    session: AsyncSession,
    key: DraftKey,
    *,
    asks: Asks | None = None,
    former: Former | None = None,
    extras: Mapping[str, bool] | None = None,
    now: datetime,
) -> Draft:
    """Choose what it ends with, what happens to the former one, or what comes with it."""
    draft = await get(session, key)
    options = draft.options
    assert options is not None
    if asks is not None:
        options = replace(options, asks=asks)
    if former is not None:
        options = replace(options, former=former)
    if extras is not None:
        options = replace(
            options,
            has_thread=extras["has_thread"],
            is_silent=extras["is_silent"],
            observes_quiet_days=extras["observes_quiet_days"],
        )
    return await _set(session, draft, options, now=now)


async def set_place(
    session: AsyncSession,
    key: DraftKey,
    channel: Place | None,
    ping_role_id: int | None,
    *,
    now: datetime,
) -> Draft:
    """Choose where it is posted and which role it pings; None: the usual channel, no role."""
    draft = await get(session, key)
    assert draft.options is not None
    options = replace(draft.options, channel=channel, ping_role_id=ping_role_id)
    return await _set(session, draft, options, now=now)


async def save(session: AsyncSession, key: DraftKey, *, zone: str, now: datetime) -> ReminderText:
    """Have it come from now on.

    Raises:
        NoDraft: It was saved or discarded already.
        MemberError: As `rules.add` and `rules.edit` say; the draft stays.
    """
    # Held until this transaction ends: who presses twice saves once.
    await session.get(ReminderDraft, tuple(key), with_for_update=True, populate_existing=True)
    draft = await get(session, key)
    assert draft.options is not None
    if not key.reminder_id:
        saved = await add(
            session, key.guild_id, draft.options, zone=zone, actor_id=key.user_id, now=now
        )
    else:
        assert draft.based_on is not None
        saved = await edit(
            session,
            key.reminder_id,
            draft.options,
            based_on=draft.based_on,
            zone=zone,
            actor_id=key.user_id,
            now=now,
        )
        if saved.is_slowed and (saved.text, saved.asks) != (
            draft.based_on.text,
            draft.based_on.asks,
        ):
            await ignored.back_to_normal(
                session, key.guild_id, saved.id, actor_id=key.user_id, now=now
            )
            saved = await get_reminder(session, saved.id)
    await discard(session, key)
    return saved


async def discard(session: AsyncSession, key: DraftKey) -> None:
    """Let go of it; doing it twice changes nothing."""
    await session.execute(
        delete(ReminderDraft).where(
            ReminderDraft.guild_id == key.guild_id,
            ReminderDraft.user_id == key.user_id,
            ReminderDraft.reminder_id == key.reminder_id,
        )
    )


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Delete whatever they have not saved."""
    await session.execute(delete(ReminderDraft).where(_of(member)))


async def export(session: AsyncSession, member: MemberKey) -> list[Mapping[str, str]]:
    """What they typed and have not saved."""
    return list(await session.scalars(select(ReminderDraft.typed).where(_of(member))))


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what nobody has touched for `KEEP`."""
    await session.execute(delete(ReminderDraft).where(ReminderDraft.saved_at < now - KEEP))


async def _set(session: AsyncSession, draft: Draft, options: Options, *, now: datetime) -> Draft:
    await _keep(session, draft.key, {"options": options.dump()}, now=now)
    return replace(draft, options=options)


async def _keep(
    session: AsyncSession, key: DraftKey, values: dict[str, Any], *, now: datetime
) -> None:
    fresh: dict[str, Any] = {"typed": {}, "options": None, "based_on": None}
    await session.execute(
        insert_into(ReminderDraft, session.get_bind().dialect.name)
        .values(**key._asdict(), **{**fresh, **values}, saved_at=now)
        .on_conflict_do_update(
            index_elements=list(DraftKey._fields), set_={**values, "saved_at": now}
        )
    )
    row = await session.get(ReminderDraft, tuple(key))
    if row is not None:
        await session.refresh(row)


def _draft(row: ReminderDraft) -> Draft:
    return Draft(
        DraftKey(row.guild_id, row.user_id, row.reminder_id),
        row.typed,
        None if row.options is None else Options.load(row.options),
        None if row.based_on is None else Options.load(row.based_on),
    )


def _of(member: MemberKey) -> ColumnElement[bool]:
    return and_(ReminderDraft.guild_id == member.guild_id, ReminderDraft.user_id == member.user_id)
