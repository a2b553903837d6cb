"""`/initiative settings`: how initiatives work in a server, for its stewards."""

from __future__ import annotations

from bot.client import Tenet
from bot.components import UnknownControl
from bot.config import Decision
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from cogs.initiatives.service import configuring as rules
from cogs.initiatives.service import deciding
from cogs.initiatives.views import configuring as views

CONTROLS = (views.DECIDE, views.NUMBERS, views.NUMBERS_FORM, views.EVENTS, views.THREADS)


def register(bot: Tenet) -> None:
    """Nothing is set without a click."""


async def open_panel(interaction: Interaction) -> None:
    """Answer `/initiative settings`."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        now = await rules.read_rules(session, guild_id_of(interaction))
    embed, view = views.panel(now, await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


@views.DECIDE.handles
async def choose_decision(interaction: Interaction, *, values: list[str]) -> None:
    """Choose who decides about proposals; those that wait follow."""
    await require_steward(interaction)
    if values[0] not in list(Decision):
        raise UnknownControl
    await _change(interaction, decide=values[0])


@views.NUMBERS.handles
async def ask_numbers(interaction: Interaction) -> None:
    """Open the form for the numbers."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        now = await rules.read_rules(session, guild_id_of(interaction))
    say = await speaker(interaction)
    await views.NUMBERS_FORM.open(
        interaction, say("initiatives-settings-numbers-title"), views.number_fields(now, say)
    )


@views.NUMBERS_FORM.handles
async def change_numbers(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Set the numbers, all of them or none."""
    await require_steward(interaction)
    await _change(
        interaction,
        **{name: rules.read_number(name, values.get(name, "")) for name in rules.RANGES},
    )


@views.EVENTS.handles
async def choose_events(interaction: Interaction, *, wanted: int) -> None:
    """Mirror initiatives as events of Discord, or not."""
    await _change(interaction, events=bool(wanted))


@views.THREADS.handles
async def choose_threads(interaction: Interaction, *, wanted: int) -> None:
    """Give each initiative a thread to talk in, or not."""
    await _change(interaction, threads=bool(wanted))


async def _change(interaction: Interaction, **differences: str | int | bool) -> None:
    await require_steward(interaction)
    bot, guild_id, now = (
        interaction.client,
        guild_id_of(interaction),
        interaction.client.clock.now(),
    )
    async with bot.db.begin() as session:
        for name, value in differences.items():
            await rules.change(
                session, guild_id, name, value, actor_id=interaction.user.id, now=now
            )
        opened = await deciding.follow_rules(session, guild_id, now=now)
        current = await rules.read_rules(session, guild_id)
    say = await speaker(interaction)
    said = say("initiatives-settings-opened", count=opened) if opened else None
    embed, view = views.panel(current, say, said=said)
    await update(interaction, embed=embed, view=view)
