"""An initiative as an event of the server, and what stewards can do when it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.actions import EventStatus, MirrorEvent
from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.initiatives.models import InitiativeState
from cogs.initiatives.service import Overview
from cogs.initiatives.service.calendars import end_of
from cogs.initiatives.views.frame import card_link

MIRROR = Control("initiatives:mirror:{initiative_id}")

LONGEST_NAME = 100
LONGEST_DESCRIPTION = 1000
LONGEST_LOCATION = 100
"""What Discord takes (FACTS §1)."""

_STATUSES = {
    InitiativeState.OPEN: EventStatus.SCHEDULED,
    InitiativeState.RUNNING: EventStatus.ACTIVE,
    InitiativeState.CLOSED: EventStatus.COMPLETED,
    InitiativeState.CANCELLED: EventStatus.CANCELLED,
}


def event(overview: Overview, *, is_stage: bool | None, say: Speaker) -> MirrorEvent | None:
    """The event that mirrors an initiative; none for what has no date.

    Args:
        is_stage: Whether its channel is a stage; None when there is no such channel here.
    """
    ends_at = end_of(overview)
    if overview.starts_at is None or ends_at is None:
        return None
    channel_id = overview.place_channel_id if is_stage is not None else None
    place = overview.place_text or overview.link or say("initiatives-event-place")
    return MirrorEvent(
        event_id=overview.event_id,
        name=shorten(overview.title, LONGEST_NAME),
        description=_description(overview, say),
        starts_at=overview.starts_at,
        ends_at=ends_at,
        channel_id=channel_id,
        is_stage=bool(is_stage),
        location=None if channel_id is not None else _location(place, say),
        status=_STATUSES[overview.state],
    )


def again(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """Under the notice that an event is gone: the way back."""
    return rows(
        MIRROR.button(say("initiatives-event-again"), initiative_id=int(arguments["initiative"]))
    )


def _description(overview: Overview, say: Speaker) -> str:
    """What it is; and where to sign up, since interest in an event takes no seat."""
    link = card_link(overview)
    how = say("initiatives-event-sign-up", card=link) if link else say("initiatives-event-how")
    room = LONGEST_DESCRIPTION - len(how) - 2
    return f"{shorten(overview.what, room).strip()}\n\n{how}"


def _location(place: str, say: Speaker) -> str:
    """A link that does not fit is no place to go to."""
    if len(place) <= LONGEST_LOCATION:
        return place
    return say("initiatives-event-place") if "://" in place else shorten(place, LONGEST_LOCATION)
