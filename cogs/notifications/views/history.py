"""What a member was written, and what was kept from them, with the reason of each."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.contact.controls import why
from bot.contact.kinds import Kinds
from bot.contact.models import Contact
from bot.texts import Speaker
from cogs.notifications.views.panel import COLOUR

PAGE = Control("notifications:why:{page}")

PER_PAGE = 8


def history(
    contacts: Sequence[Contact], kinds: Kinds, server: str, say: Speaker, *, page: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """A page of it, the latest first.

    Args:
        contacts: One more than a page shows when there is another page.
    """
    embed = discord.Embed(
        title=say("notifications-why-title", server=shorten(escape_markdown(server), 150)),
        colour=COLOUR,
    )
    if not contacts:
        embed.description = say("notifications-why-none")
    for contact in contacts[:PER_PAGE]:
        kind = kinds.get(contact.kind)
        name = contact.kind if kind is None else say(f"contact-kind-{kind.text}")
        reason = "" if kind is None else why(say, kind, contact)
        outcome = say(
            "notifications-outcome",
            outcome=contact.outcome,
            when=format_dt(contact.sent_at, "f"),
        )
        embed.add_field(
            name=shorten(name, 256), value=shorten(f"{outcome}\n{reason}", 600), inline=False
        )
    embed.set_footer(text=say("notifications-why-footer"))
    has_more = len(contacts) > PER_PAGE
    if page == 0 and not has_more:
        return embed, None
    return embed, rows(
        PAGE.button(say("notifications-newer"), disabled=page == 0, page=max(0, page - 1)),
        PAGE.button(say("notifications-older"), disabled=not has_more, page=page + 1),
    )
