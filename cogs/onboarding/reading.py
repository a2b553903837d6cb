"""What newcomers wrote about what brings them here, for the stewards to read."""

from __future__ import annotations

import discord
from discord.utils import format_dt

from bot.components import Control, rows, shorten
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.onboarding.service import reflections
from cogs.onboarding.service.reflections import Page
from cogs.onboarding.views.asking import quoted
from cogs.onboarding.views.parts import COLOUR, Shown

PAGES = Control("onboarding:reflections:{page}", for_stewards=True)

LONGEST_SHOWN = 1300
"""Of one reflection with its marks escaped, so that a page of them fits into one message."""


async def show(interaction: Interaction) -> None:
    """Answer a steward with the newest reflections; only they see it."""
    shown = await _page(interaction, 0)
    await answer(interaction, embed=shown.embed, view=shown.view)


@PAGES.handles
async def _turn(interaction: Interaction, *, page: int) -> None:
    shown = await _page(interaction, page)
    await update(interaction, embed=shown.embed, view=shown.view)


async def _page(interaction: Interaction, number: int) -> Shown:
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        page = await reflections.list_reflections(session, guild_id_of(interaction), number)
    return draw(page, await speaker(interaction))


def draw(page: Page, say: Speaker) -> Shown:
    """A page of reflections."""
    embed = discord.Embed(title=say("onboarding-reflections-title"), colour=COLOUR)
    if not page.reflections:
        embed.description = say("onboarding-reflections-none")
        return Shown("", embed)
    told = [
        f"<@{one.user_id}> · {format_dt(one.written_at, 'D')}\n{quoted(one.text, LONGEST_SHOWN)}"
        for one in page.reflections
    ]
    embed.description = shorten("\n\n".join([say("onboarding-reflections-hint"), *told]), 4096)
    embed.set_footer(
        text=say(
            "onboarding-reflections-page",
            total=page.total,
            page=page.number + 1,
            pages=page.count,
        )
    )
    newer = older = None
    if page.number > 0:
        newer = PAGES.button(say("onboarding-reflections-newer"), page=page.number - 1)
    if page.number + 1 < page.count:
        older = PAGES.button(say("onboarding-reflections-older"), page=page.number + 1)
    return Shown("", embed, rows(newer, older))
