"""What onboarding needs in a server: where newcomers are welcomed, and what they are given."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import granting
from bot.actions import ArchiveThread, OpenThread, Post, needed
from bot.checks import Found, Need, Problem, need_channel
from bot.client import Tenet
from bot.places import find_role
from bot.settings import WELCOME_CHANNEL, GuildSettings
from cogs.onboarding.service import roles, welcome

NEEDS = needed(Post, OpenThread, ArchiveThread)

POWERS = ("role-powerful", "role-powerful-there")


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """The welcome channel and the roles at the end, where newcomers are offered the way."""
    if not welcome.is_offered(settings):
        return []
    found = need_channel(settings, WELCOME_CHANNEL, NEEDS)
    if not found:
        nowhere = {"channel": "none"}
        found.append(Problem(welcome.NO_CHANNEL, "onboarding-notice-no-channel", arguments=nowhere))
    wanted = roles.wanted(settings)
    if wanted:
        found.append(Need(("manage_roles",)))
    missing = []
    for place in wanted:
        role = find_role(guild, place)
        if role is not None:
            found += _hindrance(role)
        elif place.id is None:
            missing.append(escape_markdown(str(place)))
        else:
            found.append(_unknown(f"{roles.DELIVERY}:{place.id}", escape_markdown(str(place))))
    if missing:
        found.append(_unknown(roles.MISSING, ", ".join(missing)))
    return found


def _hindrance(role: discord.Role) -> Iterable[Found]:
    wrong = granting.hindrance(role)
    if wrong is None or wrong.key == granting.NO_PERMISSION:
        return
    key = "role-powerful" if wrong.key in POWERS else wrong.key
    about = f"{roles.DELIVERY}:{role.id}"
    yield Problem(about, f"check-{key}", f"check-{key}-fix", wrong.arguments)


def _unknown(about: str, role: str) -> Problem:
    return Problem(about, "check-role-unknown", "check-role-fix", {"role": role})
