"""A reminder that a steward is still putting together; nothing that was typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from bot.errors import MemberError
from bot.models import MemberKey
from bot.recurrence import describe
from bot.settings import Place
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.reminders.models import Asks, Chooses, Former, ReminderDraft
from cogs.reminders.service.options import Options, read_name, read_text, read_when
from cogs.reminders.service.rules import ReminderText, add, edit, get_by_name

KEEP = timedelta(days=14)

WHEN_FIELDS = ("name", "rule", "zone", "until", "skip")


class NoDraft(MemberError):
    """There is nothing that waits to be saved."""

    key = "reminders-no-draft"


@dataclass(frozen=True)
class Draft:
    """What a steward has said so far.

    Args:
        typed: What stands in the form, as it was typed.
        options: What was understood; None: nothing yet.
        reminder_id: The reminder that is edited; None: it is new.
    """

    member: MemberKey
    typed: Mapping[str, str]
    options: Options | None
    reminder_id: int | None
    based_on: Options | None


async def find(session: AsyncSession, member: MemberKey) -> Draft | None:
    """What a steward has not saved, if there is anything."""
    row = await session.get(ReminderDraft, tuple(member))
    return None if row is None else _draft(row)


async def get(session: AsyncSession, member: MemberKey) -> Draft:
    """What a steward has not saved, with what was understood of it.

    Raises:
        NoDraft: It was saved or discarded, or is not understood yet.
    """
    draft = await find(session, member)
    if draft is None or draft.options is None:
        raise NoDraft
    return draft


async def note_typed(
    session: AsyncSession, member: MemberKey, typed: Mapping[str, str], *, now: datetime
) -> None:
    """Keep what was typed, whether it can be understood or not."""
    before = await session.get(ReminderDraft, tuple(member))
    kept = {} if before is None else before.typed
    await _keep(session, member, {"typed": {**kept, **typed}}, now=now)


async def read(
    session: AsyncSession,
    member: MemberKey,
    *,
    language: str,
    server_zone: str,
    now: datetime,
) -> Draft:
    """Understand what was typed.

    Raises:
        MemberError: It cannot be; what was typed is kept.
    """
    draft = await find(session, member)
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
    session: AsyncSession, member: MemberKey, name: str, say: Speaker, *, now: datetime
) -> Draft:
    """Begin with a reminder as it is.

    Raises:
        NoSuchReminder: There is none of this name.
    """
    reminder: ReminderText = await get_by_name(session, member.guild_id, name)
    options = reminder.options
    await _keep(
        session,
        member,
        {
            "reminder_id": reminder.id,
            "typed": typed_from(options, say),
            "options": options.dump(),
            "based_on": options.dump(),
        },
        now=now,
    )
    return await get(session, member)


def typed_from(options: Options, say: Speaker) -> dict[str, str]:
    """What somebody would type for these options."""
    return {
        "name": options.name,
        "rule": describe(options.recurrence, say),
        "zone": options.own_zone or "",
        "until": "" if options.until_on is None else options.until_on.isoformat(),
        "skip": ", ".join(day.isoformat() for day in options.skipped),
        "text": options.text or "",
    }


async def begin_anew(session: AsyncSession, member: MemberKey) -> None:
    """Forget what they were editing, so that a new one begins empty."""
    draft = await find(session, member)
    if draft is not None and draft.reminder_id is not None:
        await discard(session, member)


async def set_text(session: AsyncSession, member: MemberKey, typed: str, *, now: datetime) -> Draft:
    """Say something else above the value.

    Raises:
        UnknownField, UnreadableText, TextTooLong: It cannot be; what was typed is kept.
    """
    draft = await get(session, member)
    assert draft.options is not None
    return await _set(session, draft, replace(draft.options, text=read_text(typed)), now=now)


async def set_value(
    session: AsyncSession, member: MemberKey, chosen: str, *, now: datetime
) -> Draft:
    """Choose how it comes to its value: by name of a `Chooses`, or a value's id."""
    draft = await get(session, member)
    assert draft.options is not None
    if chosen.isdecimal():
        values = await charter.list_values(session, member.guild_id)
        value_id = next((value.id for value in values if value.id == int(chosen)), None)
        if value_id is None:
            raise charter.NoSuchValue(name=f"#{chosen}")
        options = replace(draft.options, chooses=Chooses.FIXED, value_id=value_id)
    else:
        options = replace(draft.options, chooses=Chooses(chosen), value_id=None)
    return await _set(session, draft, options, now=now)


async def set_some(
    session: AsyncSession,
    member: MemberKey,
    *,
    asks: Asks | None = None,
    former: Former | None = None,
    extras: Mapping[str, bool] | None = None,
    now: datetime,
) -> Draft:
    """Choose what it ends with, what happens to the former one, or what comes with it."""
    draft = await get(session, member)
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
    member: MemberKey,
    channel: Place | None,
    ping_role_id: int | None,
    *,
    now: datetime,
) -> Draft:
    """Choose where it is posted and which role it pings; None: the usual channel, no role."""
    draft = await get(session, member)
    assert draft.options is not None
    options = replace(draft.options, channel=channel, ping_role_id=ping_role_id)
    return await _set(session, draft, options, now=now)


async def save(
    session: AsyncSession, member: MemberKey, *, zone: str, now: datetime
) -> ReminderText:
    """Have it come from now on.

    Raises:
        NoDraft: It was saved or discarded already.
        MemberError: As `rules.add` and `rules.edit` say; the draft stays.
    """
    draft = await get(session, member)
    assert draft.options is not None
    if draft.reminder_id is None:
        saved = await add(
            session, member.guild_id, draft.options, zone=zone, actor_id=member.user_id, now=now
        )
    else:
        assert draft.based_on is not None
        saved = await edit(
            session,
            draft.reminder_id,
            draft.options,
            based_on=draft.based_on,
            zone=zone,
            actor_id=member.user_id,
            now=now,
        )
    await discard(session, member)
    return saved


async def discard(session: AsyncSession, member: MemberKey) -> None:
    """Let go of it; doing it twice changes nothing."""
    await session.execute(
        delete(ReminderDraft).where(
            ReminderDraft.guild_id == member.guild_id, ReminderDraft.user_id == member.user_id
        )
    )


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what nobody has touched for `KEEP`."""
    await session.execute(delete(ReminderDraft).where(ReminderDraft.saved_at < now - KEEP))


async def _set(session: AsyncSession, draft: Draft, options: Options, *, now: datetime) -> Draft:
    await _keep(session, draft.member, {"options": options.dump()}, now=now)
    return replace(draft, options=options)


async def _keep(
    session: AsyncSession, member: MemberKey, values: dict[str, Any], *, now: datetime
) -> None:
    fresh: dict[str, Any] = {"reminder_id": None, "typed": {}, "options": None, "based_on": None}
    await session.execute(
        insert_into(ReminderDraft, session.get_bind().dialect.name)
        .values(**member._asdict(), **{**fresh, **values}, saved_at=now)
        .on_conflict_do_update(
            index_elements=["guild_id", "user_id"], set_={**values, "saved_at": now}
        )
    )
    row = await session.get(ReminderDraft, tuple(member))
    if row is not None:
        await session.refresh(row)


def _draft(row: ReminderDraft) -> Draft:
    return Draft(
        MemberKey(row.guild_id, row.user_id),
        row.typed,
        None if row.options is None else Options.load(row.options),
        row.reminder_id,
        None if row.based_on is None else Options.load(row.based_on),
    )
