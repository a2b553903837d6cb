"""What a member is told in private after an act of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.components import rows
from bot.texts import Speaker
from cogs.pledges.service import Held, Outcome
from cogs.pledges.views.fields import COLOUR, add_values, named
from cogs.pledges.views.mine import since
from cogs.pledges.views.picker import picker_button


def told(outcome: Outcome, say: Speaker) -> str:
    """What an act changed, and what it could not."""
    return "\n".join(_told(outcome, say))


def receipt(
    outcome: Outcome, held: Sequence[Held], say: Speaker, *, guild_id: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """What holds now, and what was not taken because its words are new."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    if not held and not outcome.reworded:
        embed.description = say("pledges-receipt-none")
    lines = [(pledge.value, since(pledge, say)) for pledge in held]
    lines += [(value, say("pledges-receipt-new-words")) for value in outcome.reworded]
    add_values(embed, lines)
    return embed, rows(picker_button(say, guild_id, key="pledges-pick-again"))


def _told(outcome: Outcome, say: Speaker) -> Iterator[str]:
    if outcome.made:
        yield say("pledges-made", values=named(outcome.made))
    if outcome.renewed:
        yield say("pledges-renewed", values=named(outcome.renewed))
    if outcome.unchanged:
        yield say("pledges-unchanged", values=named(outcome.unchanged))
    reacted = outcome.reacted
    others = [value for value in outcome.withdrawn if value not in reacted]
    if others:
        yield say("pledges-withdrawn-alone", value=named(others), count=len(others))
    if reacted:
        yield say("pledges-withdrawn", value=named(reacted), count=len(reacted))
    if outcome.reworded:
        yield say("pledges-reworded", values=named(outcome.reworded), count=len(outcome.reworded))
    if outcome.gone:
        yield say("pledges-gone", count=outcome.gone)
    if outcome == Outcome():
        yield say("pledges-nothing-changed")
