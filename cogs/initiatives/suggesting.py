"""Initiatives as autocomplete names them: Discord refuses the whole list if two names are alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from discord import app_commands

from bot import preferences
from bot.components import shorten
from bot.interactions import Interaction, guild_id_of, member_key, speaker
from bot.moments import say_span
from cogs.initiatives.service import Suggested

MOST = 25
LONGEST = 100


async def choices(
    interaction: Interaction, found: Sequence[Suggested]
) -> list[app_commands.Choice[str]]:
    """The first of them; what shares its title says when it is, as the times of a series do."""
    shown = found[:MOST]
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    async with interaction.client.db.read() as session:
        zone = await preferences.zone_of(session, member_key(interaction), otherwise=settings.zone)
    say = await speaker(interaction)
    names = name_apart(shown, language=say.language, zone=zone)
    return [
        app_commands.Choice(name=name, value=str(one.id))
        for one, name in zip(shown, names, strict=True)
    ]


def name_apart(found: Sequence[Suggested], *, language: str, zone: str) -> list[str]:
    """A name for each that no other has and that fits; its title alone where that will do."""
    alike = Counter(shorten(one.title, LONGEST) for one in found)
    names: list[str] = []
    for one in found:
        tail = ""
        if alike[shorten(one.title, LONGEST)] > 1 and one.starts_at is not None:
            tail = " · " + say_span(one.starts_at, None, language=language, zone=zone)
        name = _with(one.title, tail)
        number = 1
        while name in names:
            number += 1
            name = _with(one.title, f"{tail} · {number}")
        names.append(name)
    return names


def _with(title: str, tail: str) -> str:
    return shorten(title, LONGEST - len(tail)) + tail
