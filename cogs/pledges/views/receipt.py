"""What a member is told in private after an act of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.components import rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Held, Outcome
from cogs.pledges.views import steps
from cogs.pledges.views.fields import COLOUR, add_values, named
from cogs.pledges.views.mine import as_made, see_words
from cogs.pledges.views.picker import picker_button

LONGEST = 2000
"""Characters of a message (Discord)."""


def told(outcome: Outcome, held: Sequence[Held], say: Speaker, *, roles: Mapping[int, int]) -> str:
    """What an act changed, and what it could not.

    Args:
        held: What holds now.
        roles: The role that goes with a value and can be given, by the value's id.
    """
    lines = [*_told(outcome, say), *_roles(outcome, held, say, roles)]
    if outcome.named:
        lines += ["", say("pledges-receipt-step", count=len(outcome.named))]
    return shorten("\n".join(lines), LONGEST)


def receipt(
    outcome: Outcome, held: Sequence[Held], say: Speaker, *, guild_id: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """What holds now, and what was not taken because its words are new."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    if not held and not outcome.reworded:
        embed.description = say("pledges-receipt-none")
    lines = [as_made(pledge, say) for pledge in held]
    lines += [(value, say("pledges-receipt-new-words")) for value in outcome.reworded]
    add_values(embed, lines)
    return embed, rows(
        _step_control(outcome.named, say, guild_id),
        picker_button(say, guild_id, key="pledges-pick-again"),
        see_words(held, say, guild_id),
    )


def _step_control(
    values: Sequence[ValueText], say: Speaker, guild_id: int
) -> discord.ui.Item[discord.ui.View] | None:
    """The way to a next step for what was pledged to just now."""
    if len(values) == 1:
        return steps.open_button(values[0].id, say, guild_id=guild_id)
    return steps.value_select(values, say, guild_id=guild_id)


def _told(outcome: Outcome, say: Speaker) -> Iterator[str]:
    if outcome.made:
        yield say("pledges-made", values=named(outcome.made, say))
    if outcome.renewed:
        yield say("pledges-renewed", values=named(outcome.renewed, say))
    if outcome.unchanged:
        yield say("pledges-unchanged", values=named(outcome.unchanged, say))
    reacted = outcome.reacted
    others = [value for value in outcome.withdrawn if value not in reacted]
    if others:
        yield say("pledges-withdrawn-alone", value=named(others, say), count=len(others))
    if reacted:
        yield say("pledges-withdrawn", value=named(reacted, say), count=len(reacted))
    if outcome.reworded:
        yield say(
            "pledges-reworded", values=named(outcome.reworded, say), count=len(outcome.reworded)
        )
    if outcome.gone:
        yield say("pledges-gone", count=outcome.gone)
    if outcome == Outcome():
        yield say("pledges-nothing-changed")


def _roles(
    outcome: Outcome, held: Sequence[Held], say: Speaker, roles: Mapping[int, int]
) -> Iterator[str]:
    """Which roles come and go with what changed; one that goes with two pledges stays with one."""
    new = {value.id for value in outcome.made}
    now = {roles.get(one.value.id) for one in held}
    before = {roles.get(one.value.id) for one in held if one.value.id not in new}
    before |= {roles.get(value.id) for value in outcome.withdrawn}
    come = [value for value in outcome.made if roles.get(value.id) not in before]
    go = [value for value in outcome.withdrawn if roles.get(value.id) not in now]
    for key, values in (("pledges-role-comes", come), ("pledges-role-goes", go)):
        named = dict.fromkeys(f"<@&{roles[value.id]}>" for value in values if value.id in roles)
        if named:
            yield say(key, roles=", ".join(named), count=len(named))
