"""What members have against new words, as stewards read it: without who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.components import Control, Form, rows, shorten
from bot.texts import Speaker
from cogs.pledges.service.objections import LONGEST, Own, Page
from cogs.pledges.views.fields import COLOUR, option_emoji
from cogs.pledges.views.versions import quoted

OBJECTIONS = Control("pledges:objections:{page}", for_stewards=True)
OWN = Control("pledges:own-objections:{guild}")
CHOOSE_OWN = Control("pledges:own-objection:{guild}")
OWN_FORM = Form("pledges:own-objection:{guild}:{objection}")

MOST_OWN = 10
"""So many of one's own are shown, and can be chosen; taking some back shows the others."""


def own_button(say: Speaker, guild_id: int) -> ui.Button[ui.View]:
    """The way to one's own objections, for those who have any."""
    return OWN.button(say("pledges-objections-own"), guild=guild_id)


def own_objections(
    own: Sequence[Own], say: Speaker, *, guild_id: int
) -> tuple[discord.Embed, ui.View | None]:
    """What somebody wrote themselves, and the way to change it or take it back."""
    embed = discord.Embed(title=say("pledges-objections-own-title"), colour=COLOUR)
    if not own:
        embed.description = say("pledges-objections-own-none")
        return embed, None
    shown = own[:MOST_OWN]
    told = [say("pledges-objection-who-reads")]
    for one in shown:
        name = f"{one.value.emoji} {escape_markdown(shorten(one.value.name, 100))}"
        promise = escape_markdown(shorten(one.value.promise, 100))
        told.append(f"**{name}** · {promise}\n{shorten(quoted(one.reason), 240)}")
    embed.description = shorten("\n\n".join(told), 4096)
    options = [
        discord.SelectOption(
            label=shorten(one.value.name, 100),
            value=str(one.id),
            description=shorten(" ".join(one.reason.split()), 100),
            emoji=option_emoji(one.value),
        )
        for one in shown
    ]
    return embed, rows(
        CHOOSE_OWN.select(options, placeholder=say("pledges-objections-own-choose"), guild=guild_id)
    )


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
