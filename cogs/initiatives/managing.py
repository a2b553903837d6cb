"""`/initiative manage`: the panel of whoever carries an initiative.

Every button carries the initiative's number and nothing else, and each handler asks anew whether
who presses may do it: a panel may be older than the last change of who organises.
"""

from __future__ import annotations

from discord import app_commands
from discord.utils import escape_markdown

from bot.client import Tenet
from bot.components import shorten
from bot.errors import MemberError
from bot.interactions import Interaction, answer, speaker, update
from cogs.initiatives import service
from cogs.initiatives.acting import acting
from cogs.initiatives.service import managing
from cogs.initiatives.suggesting import choices
from cogs.initiatives.views import managing as views
from cogs.initiatives.views.frame import PANEL

CONTROLS = (
    PANEL,
    views.CANCEL,
    views.CANCEL_FORM,
)


def register(bot: Tenet) -> None:
    """The panel does nothing without a click."""


async def open_panel(interaction: Interaction, name: str) -> None:
    """Answer `/initiative manage` with the panel of the initiative that was named."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        initiative_id = await managing.find_by_name(session, actor, name)
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    embed, view = views.panel(managed, await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What whoever types may manage."""
    actor = await acting(interaction)
    async with interaction.client.db.read() as session:
        found = await managing.suggest(session, actor, typed)
    return await choices(interaction, found)


async def show_panel(
    interaction: Interaction, initiative_id: int, *, said: str | None = None
) -> None:
    """Put the panel as it is now in place of the private message that was pressed.

    Args:
        said: What has just happened, in the actor's language; stands above it.
    """
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    embed, view = views.panel(managed, await speaker(interaction))
    await update(interaction, said, embed=embed, view=view)


async def explain_with_words(interaction: Interaction, problem: MemberError, *words: str) -> None:
    """Say why a form came too late, and give back what was typed into it."""
    say = await speaker(interaction)
    typed = "\n".join(word for word in words if word)
    text = say(problem.key, **problem.arguments)
    if typed:
        text += f"\n{say('initiatives-you-wrote')}\n>>> {escape_markdown(typed)}"
    await answer(interaction, shorten(text, 2000))


@PANEL.handles
async def back(interaction: Interaction, *, initiative_id: int) -> None:
    """Back to the panel."""
    await show_panel(interaction, initiative_id)


@views.CANCEL.handles
async def ask_reason(interaction: Interaction, *, initiative_id: int) -> None:
    """Open the form that asks why it is called off."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    say = await speaker(interaction)
    await views.CANCEL_FORM.open(
        interaction,
        say("initiatives-form-cancel-title"),
        views.cancel_fields(say),
        initiative_id=initiative_id,
    )


@views.CANCEL_FORM.handles
async def cancel(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """Call it off, and have everybody told who has to do with it."""
    actor = await acting(interaction)
    bot = interaction.client
    reason = values.get("reason", "")
    try:
        async with bot.db.begin() as session:
            title, count = await service.cancel(
                session, actor, initiative_id, reason=reason, now=bot.clock.now()
            )
    except (service.NotOpen, service.NotYours) as problem:
        await explain_with_words(interaction, problem, reason)
        return
    say = await speaker(interaction)
    said = say("initiatives-cancel-done", title=escape_markdown(title), count=count)
    await show_panel(interaction, initiative_id, said=said)
