"""The kinds of private messages about pledges, each of which a member can switch off."""

from __future__ import annotations

from datetime import timedelta

from bot.contact import Kind, Overflow
from cogs.pledges.service.digests import WORTH_ASKING

STEP = Kind("pledges.step", patience=timedelta(days=14))
"""The question how a next step went, on the day that they named."""

REWORDED = Kind("pledges.reworded", overflow=Overflow.MERGE, patience=WORTH_ASKING)
"""The words of a value that they pledged to are others now."""

KINDS = (STEP, REWORDED)
