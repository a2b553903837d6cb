"""The kinds of private messages that initiatives send, each of which a member can switch off."""

from __future__ import annotations

from datetime import timedelta

from bot.contact import Kind, Overflow
from cogs.initiatives.service.missed import WORTH_ASKING

SEAT = Kind("initiatives.seat", urgent=True)
"""A seat is offered to somebody who waits for one."""

CHANGED = Kind("initiatives.changed", urgent=True)
"""What they signed up for or voted on has a date, has another one, or does not take place."""

REMINDER = Kind("initiatives.reminder", urgent=True)
"""The reminder that they asked for."""

DECIDED = Kind("initiatives.decided", overflow=Overflow.MERGE)
"""What became of a proposal that they made or seconded."""

ORGANISING = Kind("initiatives.organising", patience=timedelta(days=14))
"""Questions and answers about what they organise."""

ASKED = Kind("initiatives.asked")
"""Somebody asks them to organise along, or to take over."""

NEWS = Kind("initiatives.news", overflow=Overflow.MERGE)
"""What came of something they were part of."""

MISSED = Kind("initiatives.missed", patience=WORTH_ASKING)
"""The one question what kept them."""

INVITATION = Kind("initiatives.invitation", overflow=Overflow.EXPIRE)
"""How to sign up for an event that they marked on Discord."""

KINDS = (SEAT, CHANGED, REMINDER, DECIDED, ORGANISING, ASKED, NEWS, MISSED, INVITATION)
