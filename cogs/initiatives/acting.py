"""From an interaction to who acts on an initiative."""

from __future__ import annotations

from bot.interactions import Interaction, member_key
from bot.stewards import NotASteward, require_steward
from cogs.initiatives.service import Actor


async def acting(interaction: Interaction) -> Actor:
    """Who acts, and whether as a steward.

    Raises:
        NotInServer: It happened in a DM.
    """
    try:
        await require_steward(interaction)
    except NotASteward:
        return Actor(member_key(interaction), is_steward=False)
    return Actor(member_key(interaction), is_steward=True)
