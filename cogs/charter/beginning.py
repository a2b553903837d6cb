"""Beginning with a charter that others could have written: chosen, looked at, then made the draft.

It goes the way of a file that somebody opens: nothing changes before a steward says so.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import discord

from bot.components import Control, rows
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.charter import sharing, starters
from cogs.charter.service import imports, packs

STARTERS = ("neighbourhood", "learning", "workplace", "advocacy")

OPEN = Control("charter:starters", for_stewards=True)
CHOOSE = Control("charter:starter", for_stewards=True)


@cache
def pack(name: str, language: str) -> packs.Pack:
    """One of the starters, in a language or else in English."""
    folder = resources.files(starters)
    file = folder / f"{name}.{language}.yaml"
    if not file.is_file():
        file = folder / f"{name}.en.yaml"
    return packs.read(file.read_bytes())


async def begin(interaction: Interaction) -> None:
    """Answer /charter starter."""
    await require_steward(interaction)
    text, view = _choices(await speaker(interaction))
    await answer(interaction, text, view=view)


@OPEN.handles
async def open_list(interaction: Interaction) -> None:
    """Show them below the message that was pressed, which stays."""
    await begin(interaction)


@CHOOSE.handles
async def choose(interaction: Interaction, *, values: list[str]) -> None:
    """Show what a starter would change, and ask."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    name = values[0] if values[0] in STARTERS else STARTERS[0]
    language = (await bot.settings.of(guild_id)).language
    say = await speaker(interaction)
    async with bot.db.begin() as session:
        proposal = await imports.propose(
            session,
            guild_id,
            pack(name, language),
            file=say(f"charter-starter-{name}"),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    embed, view = await sharing.ask(interaction, proposal)
    await update(interaction, embed=embed, view=view)


def _choices(say: Speaker) -> tuple[str, discord.ui.View | None]:
    options = [
        discord.SelectOption(
            label=say(f"charter-starter-{name}"),
            value=name,
            description=say(f"charter-starter-{name}.description"),
        )
        for name in STARTERS
    ]
    return say("charter-starters"), rows(
        CHOOSE.select(options, placeholder=say("charter-starters-choose"))
    )


CONTROLS = (OPEN, CHOOSE)
