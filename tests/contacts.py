"""Messages that members were sent before a test begins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact
from bot.contact import ContactOutcome, Kind, Reason
from bot.models import MemberKey

ORDINARY = Kind("test.ordinary")


async def was_written_to(
    session: AsyncSession, member: MemberKey, *moments: datetime, kind: Kind = ORDINARY
) -> None:
    """They were sent so many messages that they had not asked for."""
    for moment in moments:
        await contact.keep(session, member, Reason(kind), ContactOutcome.SENT, now=moment)
