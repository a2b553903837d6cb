"""Taking reminders over from the file; nothing is kept about members."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.config.agreement import OF_THE_WEEK
from bot.config.models import Reminder as ReminderInFile
from bot.models import MemberKey
from bot.settings import Place
from cogs.charter import service as charter
from cogs.reminders.service.rules import ReminderText, add, list_reminders

log = logging.getLogger(__name__)


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Take over the file's reminders."""
    zone = (await settings.read(session, guild_id)).zone
    for reminder in community.reminders:
        value_id = None
        if reminder.value.casefold() != OF_THE_WEEK:
            try:
                value_id = (await charter.get_value(session, guild_id, reminder.value)).id
            except charter.NoSuchValue:
                log.warning("stewards have published a charter without %s", reminder.value)
        await add(
            session,
            guild_id,
            name=reminder.name,
            weekday=reminder.weekday.value,
            at=reminder.at,
            zone=zone,
            channel=Place.of(reminder.channel),
            value_id=value_id,
            text=reminder.text,
            actor_id=None,
            now=now,
        )


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file's reminders are not those that come."""
    names = {value.id: value.name for value in await charter.list_values(session, guild_id)}
    stored = {reminder.name: reminder for reminder in await list_reminders(session, guild_id)}
    found: list[Difference] = []
    for in_file in community.reminders:
        kept = stored.pop(in_file.name, None)
        if kept is None:
            found.append(Difference(f"reminders.{in_file.name}", _when(in_file), "—"))
            continue
        for part, wanted, present in _parts(in_file, kept, names):
            if wanted.casefold() != present.casefold():
                found.append(Difference(f"reminders.{in_file.name}.{part}", wanted, present))
    found += [
        Difference(f"reminders.{name}", "—", f"{kept.weekday} {kept.at:%H:%M}")
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
    """Reminders hold nothing about members; who set one up stands in the audit."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Reminders hold nothing about members."""
    return {}


def _parts(
    in_file: ReminderInFile, kept: ReminderText, names: dict[int, str]
) -> list[tuple[str, str, str]]:
    place = Place.of(in_file.channel)
    channel = "—" if kept.channel is None else str(kept.channel)
    if place is not None and place.id is not None and kept.channel is not None:
        channel = str(kept.channel.id)
    value = OF_THE_WEEK if kept.value_id is None else names.get(kept.value_id, "—")
    return [
        ("weekday", in_file.weekday.value, kept.weekday),
        ("at", f"{in_file.at:%H:%M}", f"{kept.at:%H:%M}"),
        ("channel", str(place or "—"), channel),
        ("value", in_file.value, value),
        ("text", in_file.text or "—", kept.text or "—"),
    ]


def _when(in_file: ReminderInFile) -> str:
    return f"{in_file.weekday.value} {in_file.at:%H:%M}"
