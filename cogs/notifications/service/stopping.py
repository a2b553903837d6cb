"""Words that end every unasked message at once, wherever somebody could get one from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import select

from bot import contact, hearing
from bot.activity import Activity
from bot.contact.models import Contact
from bot.models import MemberKey
from bot.preferences import Preference

WORDS = {
    "en": {
        "stop",
        "stop it",
        "stop that",
        "stop please",
        "please stop",
        "unsubscribe",
        "stop messaging me",
        "stop writing to me",
        "leave me alone",
        "no more messages",
        "don't write to me",
        "dont write to me",
        "stopall",
        "stop all",
    },
    "de": {
        "stopp",
        "stop bitte",
        "stopp bitte",
        "bitte stop",
        "bitte stopp",
        "bitte aufhören",
        "aufhören",
        "hör auf",
        "hör bitte auf",
        "abmelden",
        "abbestellen",
        "lass mich in ruhe",
        "keine nachrichten mehr",
        "schreib mir nicht",
        "schreib mir nicht mehr",
    },
}
"""What people write to services that write to them, in both languages."""


def reads_as_stop(text: str) -> str | None:
    """The language in which a message asks to stop and says nothing else; None: it does not."""
    return hearing.heard(text, WORDS)


async def find_servers(session: AsyncSession, user_id: int) -> Sequence[int]:
    """The servers that know somebody, and so could write to them."""
    known = union(
        select(Activity.guild_id).where(Activity.user_id == user_id),
        select(Contact.guild_id).where(Contact.user_id == user_id),
        select(Preference.guild_id).where(Preference.user_id == user_id),
    )
    return sorted((await session.execute(known)).scalars())


async def stop_all(session: AsyncSession, user_id: int, *, now: datetime) -> Sequence[int]:
    """Have no server write to somebody unasked; which servers those are."""
    servers = await find_servers(session, user_id)
    for guild_id in servers:
        await contact.stop(session, MemberKey(guild_id, user_id), now=now)
    return servers


async def allow_all(session: AsyncSession, user_id: int) -> Sequence[int]:
    """Let every server write to them again; which servers those are."""
    servers = await find_servers(session, user_id)
    for guild_id in servers:
        await contact.allow(session, MemberKey(guild_id, user_id))
    return servers
