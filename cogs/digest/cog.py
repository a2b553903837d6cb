"""The stewards' weekly digest."""

from __future__ import annotations

from discord.ext import commands

from bot.client import Tenet


class DigestCog(commands.Cog):
    """What a week asks of the stewards, in one post."""

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    await bot.add_cog(DigestCog(bot))
