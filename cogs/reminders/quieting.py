"""/reminder quiet-days: on which days reminders rest."""

from __future__ import annotations

import discord

from bot.components import UnknownControl
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.recurrence import day_of
from bot.stewards import require_steward
from cogs.reminders.service import quieting as service
from cogs.reminders.views import quieting as views

CONTROLS = (views.ADD, views.ADD_FORM, views.REMOVE)


async def open_panel(interaction: Interaction) -> None:
    """Answer with the list."""
    await require_steward(interaction)
    embed, view = await _panel(interaction)
    await answer(interaction, embed=embed, view=view)


@views.ADD.handles
async def ask_for_days(interaction: Interaction) -> None:
    """Open the form."""
    await require_steward(interaction)
    say = await speaker(interaction)
    await views.ADD_FORM.open(interaction, say("reminders-quiet-add"), views.fields(say))


@views.ADD_FORM.handles
async def add(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Keep the days, or say what cannot be read, with the way back to the form."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    settings, say = await bot.settings.of(guild_id), await speaker(interaction)
    locale = str(interaction.locale)
    try:
        async with bot.db.begin() as session:
            added = await service.add_quiet(
                session,
                guild_id,
                first=values.get("first", ""),
                last=values.get("last", ""),
                is_yearly=values.get("again") == views.YEARLY,
                language=locale if locale.partition("-")[0] == say.language else say.language,
                zone=settings.zone,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    except MemberError as error:
        await update(interaction, say(error.key, **error.arguments), view=views.correct(say))
        return
    done = say("reminders-quiet-added", days=views.in_words(added, say))
    embed, view = await _panel(interaction, done=done)
    await update(interaction, embed=embed, view=view)


@views.REMOVE.handles
async def remove(interaction: Interaction, *, values: list[str]) -> None:
    """Let reminders come on these days after all."""
    await require_steward(interaction)
    if not values[0].isdecimal():
        raise UnknownControl
    say = await speaker(interaction)
    async with interaction.client.db.begin() as session:
        removed = await service.remove_quiet(
            session,
            guild_id_of(interaction),
            int(values[0]),
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    done = say("reminders-quiet-removed", days=views.in_words(removed, say))
    embed, view = await _panel(interaction, done=done)
    await update(interaction, embed=embed, view=view)


async def _panel(
    interaction: Interaction, *, done: str | None = None
) -> tuple[discord.Embed, discord.ui.View | None]:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    settings, say = await bot.settings.of(guild_id), await speaker(interaction)
    today = day_of(bot.clock.now(), settings.zone)
    async with bot.db.read() as session:
        days = await service.list_quiet(session, guild_id, today=today)
    return views.panel(days, say, done=done)
