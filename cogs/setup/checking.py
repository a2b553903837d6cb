"""/setup check, and what it looks at that belongs to no other capability."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import invite, notices
from bot.actions import Post, needed
from bot.checks import SERVER_PERMISSION, Found, Problem, need_channel
from bot.client import Tenet
from bot.components import Control
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.notices import about_channel
from bot.places import find_channel, find_role
from bot.settings import STEWARD_ROLES, STEWARDS_CHANNEL, GuildSettings
from bot.stewards import require_steward
from cogs.setup.views import checking as views

CONTROLS: tuple[Control, ...] = (views.AGAIN,)


def register(bot: Tenet) -> None:
    """Have what concerns the bot as a whole looked at."""
    bot.checks.add("setup", _stewards)
    bot.checks.add("setup", _application)


def invitation(
    bot: Tenet, guild_id: int | None = None, *, and_for_now: str | None = None
) -> str | None:
    """The link with exactly the permissions that the bot uses, once we know who we are.

    Args:
        and_for_now: One more permission, which can be taken back afterwards.
    """
    if bot.application_id is None:
        return None
    asked = invite.permissions() | ({and_for_now} if and_for_now else set())
    return invite.invite_url(bot.application_id, asked, guild_id=guild_id)


async def count(bot: Tenet, guild: discord.Guild) -> int:
    """How many problems a check finds now; what is only good to know is none."""
    return sum(not problem.is_hint for problem in await bot.watching.check(guild))


async def begin(interaction: Interaction) -> None:
    """Check the server, and show what was found."""
    await require_steward(interaction)
    embed, view = await _check(interaction)
    await answer(interaction, embed=embed, view=view)


@views.AGAIN.handles
async def check_again(interaction: Interaction) -> None:
    """Check once more, in the same message."""
    await require_steward(interaction)
    embed, view = await _check(interaction)
    await update(interaction, embed=embed, view=view)


async def _check(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    guild = bot.get_guild(guild_id)
    say = await speaker(interaction)
    problems = [] if guild is None else await bot.watching.check(guild)
    async with bot.db.read() as session:
        told = await notices.list_open(session, guild_id)
    found = {problem.about for problem in problems}
    is_server_wide = any(about.partition(":")[0] == SERVER_PERMISSION for about in found)
    embed = views.found(
        problems,
        say,
        at=bot.clock.now(),
        others=len(told - found),
        invite=invitation(bot, guild_id) if is_server_wide else None,
    )
    return embed, views.again(say)


async def _stewards(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """Whether the stewards can be told of anything, and nobody else is."""
    found = need_channel(settings, STEWARDS_CHANNEL, needed(Post))
    if settings.place(STEWARDS_CHANNEL) is None:
        found.append(
            Problem(
                about_channel(STEWARDS_CHANNEL), "check-stewards-none", "check-stewards-none-fix"
            )
        )
    channel = find_channel(guild, settings.place(STEWARDS_CHANNEL))
    if channel is not None and channel.permissions_for(guild.default_role).view_channel:
        found.append(
            Problem(
                "stewards.public",
                "check-stewards-public",
                "check-stewards-public-fix",
                {"channel": channel.mention},
            )
        )
    for role in settings.places(STEWARD_ROLES):
        if find_role(guild, role) is None:
            found.append(
                Problem(
                    f"{STEWARD_ROLES.key}:{role.id or role.name}",
                    "check-steward-role",
                    "check-steward-role-fix",
                    {"role": discord.utils.escape_markdown(str(role))},
                )
            )
    return found


async def _application(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """What Discord lets the bot know, and who owns it."""
    found: list[Found] = []
    flags = bot.application_flags
    if not (flags.gateway_guild_members or flags.gateway_guild_members_limited):
        found.append(Problem("intent.members", "check-intent", "check-intent-fix"))
    if guild.mfa_level is discord.MFALevel.require_2fa:
        found.append(
            Problem("two-factor", "check-two-factor", "check-two-factor-fix", is_hint=True)
        )
    return found
