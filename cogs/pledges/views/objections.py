"""What members have against new words, as stewards read it: without who wrote it."""

from __future__ import annotations

from itertools import groupby

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.pledges.service.objections import LONGEST, Page
from cogs.pledges.views.fields import COLOUR
from cogs.pledges.views.versions import quoted

OBJECTIONS = Control("pledges:objections:{page}")


def objections(page: Page, say: Speaker) -> tuple[discord.Embed, ui.View | None]:
    """A page of objections, by value."""
    embed = discord.Embed(title=say("pledges-objections-title"), colour=COLOUR)
    if not page.total:
        embed.description = say("pledges-objections-none")
        return embed, None
    told = [say("pledges-objections-hint", count=page.total)]
    for (value, in_force), written in groupby(
        page.objections, key=lambda one: (one.value, one.in_force)
    ):
        name = f"{value.emoji} {escape_markdown(shorten(value.name, 100))}"
        which = say(f"pledges-objections-{'present' if in_force else 'earlier'}")
        promise = escape_markdown(shorten(value.promise, 200))
        told.append(f"**{name}** · {which}\n{promise}")
        told += [shorten(quoted(one.reason), LONGEST + 150) for one in written]
    embed.description = shorten("\n\n".join(told), 4096)
    if page.count == 1:
        return embed, None
    embed.set_footer(text=say("pledges-objections-page", page=page.number + 1, pages=page.count))
    return embed, rows(
        *(
            OBJECTIONS.button(
                say(f"pledges-versions-{key}"),
                disabled=not 0 <= other < page.count,
                page=max(0, other),
            )
            for key, other in (("back", page.number - 1), ("further", page.number + 1))
        )
    )
