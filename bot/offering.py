"""What a message offers to press and to choose from, and acts that it does not offer."""

from __future__ import annotations

from typing import Any

import discord

from bot.interactions import Interaction


def is_no_mistake_of_ours(interaction: Interaction, error: Exception) -> bool:
    """Whether a handler stumbled over what its message does not offer.

    Discord lets nobody press what is not there, and lets them choose only from what is; handlers
    rely on that for what they are given, never for who gives it.
    """
    if not isinstance(error, ValueError | TypeError | LookupError):
        return False
    if interaction.message is None or interaction.type is not discord.InteractionType.component:
        return False
    data: dict[str, Any] = dict(interaction.data or {})
    for row in interaction.message.components:
        for part in getattr(row, "children", ()):
            if getattr(part, "custom_id", None) == data.get("custom_id"):
                return not _offers(part, data)
    return True


def _offers(part: Any, data: dict[str, Any]) -> bool:
    if part.type.value != data.get("component_type"):
        return False
    if not isinstance(part, discord.SelectMenu):
        return True
    values = data.get("values", ())
    offered = {option.value for option in part.options}
    return part.min_values <= len(values) <= part.max_values and (
        part.type is not discord.ComponentType.select or offered.issuperset(values)
    )
