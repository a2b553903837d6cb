"""The pages on which members see what became of the words they pledged to, and answer."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, Field, Form, rows, shorten
from bot.contact.controls import dress
from bot.texts import Speaker
from cogs.pledges.service.objections import LONGEST
from cogs.pledges.service.versions import Reworded
from cogs.pledges.views.fields import COLOUR, EMBED_TOTAL
from cogs.pledges.views.wording import side_by_side

SEE = Control("pledges:words:{guild}")
PAGE = Control("pledges:words:{guild}:{value}")
REAFFIRM = Control("pledges:reaffirm:{guild}:{value}:{revision}")
LET_GO = Control("pledges:let-go:{guild}:{value}:{revision}")
OBJECT = Control("pledges:object:{guild}:{value}:{revision}")
OBJECTION = Form("pledges:objection:{guild}:{value}:{revision}")

LINE = "\N{ZERO WIDTH SPACE}"
"""Discord puts three fields on a line and takes no empty one; this ends a line after two."""


def see_button(say: Speaker, guild_id: int, *, row: int | None = None) -> ui.Button[ui.View]:
    """The way to the pages from a member's own list, where a pledge is to earlier words."""
    return SEE.button(say("pledges-versions-see"), row=row, guild=guild_id)


def page(
    reworded: Sequence[Reworded],
    value_id: int,
    say: Speaker,
    *,
    guild_id: int,
    server: str | None = None,
) -> tuple[discord.Embed, ui.View | None]:
    """One value in its earlier and its new words, and what can be answered.

    Args:
        value_id: Which of them is shown.
        server: Its name, in a direct message: nothing else there says which community it is, and
            whoever was written to unasked can put an end to that.
    """
    ids = [one.now.id for one in reworded]
    number = ids.index(value_id)
    shown = reworded[number]
    buttons = _answers(shown, say, guild_id)
    if len(reworded) > 1:
        for key, other in (("back", number - 1), ("further", number + 1)):
            is_there = 0 <= other < len(ids)
            buttons.append(
                PAGE.button(
                    say(f"pledges-versions-{key}"),
                    disabled=not is_there,
                    row=1,
                    guild=guild_id,
                    value=ids[other] if is_there else value_id,
                )
            )
    embed = _embed(shown, say, server=server)
    hint = say("pledges-versions-hint")
    if len(reworded) > 1:
        place = say("pledges-versions-page", page=number + 1, pages=len(reworded))
        hint = f"{place} · {hint}"
    embed.set_footer(text=hint)
    view = rows(*buttons)
    return embed, view if server is None else dress(view, say, guild_id)


def objection_fields(written: str | None, say: Speaker) -> list[Field]:
    """The form's one question; it says who reads the answer."""
    return [
        Field(
            "reason",
            say("pledges-objection-reason"),
            description=say("pledges-objection-who-reads"),
            value=written,
            placeholder=say("pledges-objection-example"),
            required=written is None,
            long=True,
            longest=LONGEST,
        )
    ]


def _answers(shown: Reworded, say: Speaker, guild_id: int) -> list[ui.Item[ui.View]]:
    again = "" if shown.is_open else "-again"
    return [
        control.button(
            say(f"pledges-versions-{key}"),
            style=style,
            row=0,
            guild=guild_id,
            value=shown.now.id,
            revision=shown.now.revision,
        )
        for control, key, style in (
            (REAFFIRM, "reaffirm", discord.ButtonStyle.primary),
            (LET_GO, "let-go", discord.ButtonStyle.secondary),
            (OBJECT, f"object{again}", discord.ButtonStyle.secondary),
        )
    ]


def _embed(shown: Reworded, say: Speaker, *, server: str | None) -> discord.Embed:
    told = [say("pledges-versions-made", date=format_dt(shown.made_at, "D"))]
    if shown.is_back:
        told.append(say("pledges-versions-back-again"))
    if shown.before.promise == shown.now.promise:
        told.append(f"> {escape_markdown(shown.now.promise)}")
    if shown.objection is not None:
        told.append(say("pledges-versions-objected", reason=quoted(shown.objection)))
    embed = discord.Embed(
        title=shorten(f"{shown.now.emoji} {shown.now.name}", 256),
        description="\n".join(told),
        colour=COLOUR,
    )
    if server is not None:
        embed.set_author(name=shorten(server, 100))
    before, now = say("pledges-versions-before"), say("pledges-versions-now")
    room = EMBED_TOTAL - len(embed) - 300  # for the footer
    for number, pair in enumerate(side_by_side(shown.before, shown.now, say)):
        room -= len(before) + len(now) + len(pair.before) + len(pair.now) + 2 * len(LINE)
        if room < 0:
            embed.add_field(name=LINE, value=say("pledges-versions-more"), inline=False)
            break
        if number:
            embed.add_field(name=LINE, value=LINE, inline=False)
        embed.add_field(name=before, value=pair.before)
        embed.add_field(name=now, value=pair.now)
    return embed


def quoted(text: str) -> str:
    """What somebody typed, as a quotation, whatever they typed."""
    return "\n".join(f"> {escape_markdown(line)}" for line in text.splitlines())
