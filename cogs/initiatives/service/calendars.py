"""Initiatives as a file that calendars read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cogs.initiatives.models import InitiativeState, PlaceKind
from cogs.initiatives.service.reading import USUAL_LENGTH, Overview

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Tenet//Initiatives//EN"

_STATUSES = {
    InitiativeState.PROPOSED: "TENTATIVE",
    InitiativeState.DECLINED: "CANCELLED",
    InitiativeState.CANCELLED: "CANCELLED",
}


def calendar_of(initiatives: Iterable[Overview], *, name: str, now: datetime) -> bytes:
    """Those of the initiatives that have a date, as an `.ics` file.

    Each keeps its UID whatever happens to it, and a SEQUENCE that grows with every change, so
    that importing a newer file changes what an older one has brought. Nobody is named in it.

    Args:
        name: What the calendar is called: the community's name.
        now: When the file is made.
    """
    from icalendar import Calendar  # imported late: a sixth of a second, and few ask for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for initiative in initiatives:
        if initiative.starts_at is not None:
            calendar.add_component(_event(initiative, initiative.starts_at, now))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def end_of(initiative: Overview) -> datetime | None:
    """When it ends, as far as anybody can tell; none for something without a date."""
    if initiative.starts_at is None:
        return None
    return initiative.ends_at or initiative.starts_at + USUAL_LENGTH


def _event(initiative: Overview, starts_at: datetime, now: datetime) -> Event:
    from icalendar import Event

    zone = ZoneInfo(initiative.zone) if initiative.zone else UTC
    ends_at = end_of(initiative)
    assert ends_at is not None
    event = Event()
    event.add("uid", f"{initiative.uid}@tenet")
    event.add("sequence", initiative.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", _local(starts_at, zone))
    event.add("dtend", _local(ends_at, zone))
    event.add("summary", initiative.title)
    event.add("status", _STATUSES.get(initiative.state, "CONFIRMED"))
    card = _card(initiative)
    event.add("description", "\n\n".join(part for part in (initiative.what, card) if part))
    if card is not None:
        event.add("url", card)
    where = _where(initiative)
    if where is not None:
        event.add("location", where)
    return event


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """In local time, so that a calendar shows the zone; UTC in an hour that comes a second time."""
    local = moment.astimezone(zone)
    return moment.astimezone(UTC) if local.fold else local


def _where(initiative: Overview) -> str | None:
    if initiative.place_kind == PlaceKind.OUTSIDE:
        return initiative.place_text
    if initiative.place_channel_id is not None:
        return f"https://discord.com/channels/{initiative.guild_id}/{initiative.place_channel_id}"
    return initiative.link


def _card(initiative: Overview) -> str | None:
    if initiative.channel_id is None or initiative.message_id is None:
        return None
    place = f"{initiative.guild_id}/{initiative.channel_id}/{initiative.message_id}"
    return f"https://discord.com/channels/{place}"
