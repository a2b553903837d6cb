"""The kinds of private messages that onboarding sends without being asked at that moment."""

from __future__ import annotations

from bot.contact import Kind, Overflow
from cogs.onboarding.service import nudges, offers

LATER = Kind("onboarding.later", overflow=Overflow.EXPIRE, patience=nudges.LATE)
"""The reminder that they chose when they pressed Later."""

OFFER = Kind("onboarding.offer", overflow=Overflow.EXPIRE, patience=offers.LATE)
"""The offer after joining, where a server has switched it on."""

HAND = Kind("onboarding.hand", overflow=Overflow.EXPIRE)
"""A steward reaches out to somebody between two steps."""

KINDS = (LATER, OFFER, HAND)
