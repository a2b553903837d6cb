"""What is stored about one member in one server, from every table: shown, taken along, erased."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, capabilities, contact, deliveries, notices, preferences, schedules
from bot.models import MemberKey

log = logging.getLogger(__name__)

FORMAT = "tenet-member"
VERSION = 1
"""Of what a member takes along; docs/export.md describes it."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Everything that is stored about a member, by capability; parts without anything are left out.

    What belongs to no capability comes under `bot`.
    """
    found: dict[str, Any] = {
        "bot": _filled(
            {
                "preferences": await preferences.describe(session, member),
                "contact": await contact.describe(session, member),
                "acts": await activity.export(session, member),
                "changes": await audit.export(session, member),
                "deliveries": await deliveries.export(session, member),
            }
        )
    }
    for name, service in capabilities.services():
        found[name] = _filled(await service.export(session, member) or {})
    return _filled(found)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase a member from every table; counts without names stay, and the words of the charter.

    What has to be undone on Discord, such as a role that we gave, is asked for in the same
    transaction; the delivery that does it is deleted like all others some days after it is done.
    """
    await deliveries.forget(session, member)
    await notices.forget(session, member)
    for _, service in capabilities.services():
        await service.forget(session, member)
    for spine in (activity, contact, preferences, schedules):
        await spine.forget(session, member)
    await audit.forget(session, member)


def envelope(
    servers: Sequence[Mapping[str, Any]], *, user_id: int, now: datetime
) -> dict[str, Any]:
    """The whole file that a member takes along."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(),
        "user_id": str(user_id),
        "servers": servers,
    }


def _filled(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part}
