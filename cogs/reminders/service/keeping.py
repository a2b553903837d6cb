"""Taking reminders over from the file; nothing is kept about members."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, settings
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.config.agreement import ATTENTION, OF_THE_WEEK
from bot.config.models import Reminder as ReminderInFile
from bot.models import MemberKey
from bot.recurrence import Recurrence, describe, read
from bot.settings import Place
from bot.texts import SOURCE_LANGUAGE, Speaker, Texts
from cogs.charter import service as charter
from cogs.reminders.models import Chooses
from cogs.reminders.service import drafts
from cogs.reminders.service.options import Options, begun
from cogs.reminders.service.rules import ReminderText, add, list_reminders

NO_VALUE = {OF_THE_WEEK: Chooses.IN_TURN, ATTENTION: Chooses.ATTENTION}
"""What the file may say in place of a value's name."""

log = logging.getLogger(__name__)


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Take over the file's reminders."""
    zone = (await settings.read(session, guild_id)).zone
    for reminder in community.reminders:
        options = await _options(session, guild_id, reminder, zone=zone, now=now)
        await add(session, guild_id, options, zone=zone, actor_id=None, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file's reminders are not those that come."""
    names = {value.id: value.name for value in await charter.list_values(session, guild_id)}
    stored = {reminder.name: reminder for reminder in await list_reminders(session, guild_id)}
    found: list[Difference] = []
    english = Texts().speak(SOURCE_LANGUAGE)
    for in_file in community.reminders:
        kept = stored.pop(in_file.name, None)
        if kept is None:
            found.append(
                Difference(f"reminders.{in_file.name}", describe(_rule(in_file), english), "—")
            )
            continue
        for part, wanted, present in _parts(in_file, kept, names, english):
            if wanted.casefold() != present.casefold():
                found.append(Difference(f"reminders.{in_file.name}.{part}", wanted, present))
    found += [
        Difference(f"reminders.{name}", "—", describe(kept.recurrence, english))
        for name, kept in stored.items()
    ]
    return found


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Reminders that always post a value whose words change, or one that is retired."""
    own = [reminder.value_id for reminder in await list_reminders(session, change.guild_id)]
    return [
        Affected("reminders-affected-reworded", sum(id_ in change.reworded for id_ in own)),
        Affected("reminders-affected-retired", sum(id_ in change.retired for id_ in own)),
    ]


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Nothing is to be done: a post is worded when it is its turn."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase what they have not saved, and their name from what they changed."""
    await drafts.forget(session, member)
    await audit.unname(session, member, "reminders")


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """The reminders that they have not saved, as they typed them."""
    kept = await drafts.export(session, member)
    return {"reminder_drafts": kept} if kept else {}


async def _options(
    session: AsyncSession, guild_id: int, in_file: ReminderInFile, *, zone: str, now: datetime
) -> Options:
    """A reminder of the file as stewards would have chosen it."""
    chooses, value_id = Chooses.FIXED, None
    if in_file.value.casefold() in NO_VALUE:
        chooses = NO_VALUE[in_file.value.casefold()]
    else:
        try:
            value_id = (await charter.get_value(session, guild_id, in_file.value)).id
        except charter.NoSuchValue:
            log.warning("stewards have published a charter without %s", in_file.value)
            chooses = Chooses.IN_TURN
    return Options(
        name=in_file.name,
        recurrence=begun(_rule(in_file), in_file.zone or zone, now=now),
        own_zone=in_file.zone,
        until_on=in_file.until,
        skipped=tuple(sorted(set(in_file.skip))),
        channel=Place.of(in_file.channel),
        chooses=chooses,
        value_id=value_id,
        text=in_file.text,
        asks=in_file.asks,
        former=in_file.former,
        has_thread=in_file.thread,
        ping_role_id=in_file.ping,
        is_silent=in_file.silent,
        observes_quiet_days=in_file.quiet_days,
    )


def _rule(in_file: ReminderInFile) -> Recurrence:
    """When a reminder of the file comes; counted from no week yet."""
    rule = in_file.rule
    if rule is None:
        assert in_file.weekday is not None
        assert in_file.at is not None
        rule = f"every {in_file.weekday.value} {in_file.at:%H:%M}"
    return read(rule, language=SOURCE_LANGUAGE)


def _parts(
    in_file: ReminderInFile, kept: ReminderText, names: dict[int, str], say: Speaker
) -> list[tuple[str, str, str]]:
    place = Place.of(in_file.channel)
    channel = "—" if kept.channel is None else str(kept.channel)
    if place is not None and place.id is not None and kept.channel is not None:
        channel = str(kept.channel.id)
    value = kept.chooses.value.replace("_", " ")
    if kept.chooses is Chooses.FIXED:
        value = names.get(kept.value_id or 0, "—")
    wanted = in_file.value
    if wanted.casefold() in NO_VALUE:
        wanted = NO_VALUE[wanted.casefold()].value.replace("_", " ")
    return [
        ("rule", describe(_rule(in_file), say), describe(kept.recurrence, say)),
        ("zone", in_file.zone or "—", kept.own_zone or "—"),
        ("until", str(in_file.until or "—"), str(kept.until_on or "—")),
        ("skip", _days(in_file.skip), _days(kept.skipped)),
        ("channel", str(place or "—"), channel),
        ("value", wanted, value),
        ("text", in_file.text or "—", kept.text or "—"),
        ("asks", in_file.asks.value, kept.asks.value),
        ("former", in_file.former.value, kept.former.value),
        ("thread", str(in_file.thread), str(kept.has_thread)),
        ("ping", str(in_file.ping or "—"), str(kept.ping_role_id or "—")),
        ("silent", str(in_file.silent), str(kept.is_silent)),
        ("quiet_days", str(in_file.quiet_days), str(kept.observes_quiet_days)),
    ]


def _days(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days)) or "—"
