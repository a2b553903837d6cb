"""Changing the words of an initiative that stands."""

from __future__ import annotations

from bot.client import Tenet
from bot.interactions import Interaction, guild_id_of, speaker
from cogs.charter import service as charter
from cogs.initiatives.acting import acting
from cogs.initiatives.managing import explain_with_words, show_panel
from cogs.initiatives.service import NotOpen, NotYours, editing, managing
from cogs.initiatives.service.editing import Words
from cogs.initiatives.views import editing as views

CONTROLS = (views.EDIT, views.EDIT_FORM)


def register(bot: Tenet) -> None:
    """Nothing of it happens without a click."""


@views.EDIT.handles
async def ask_words(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: open the form with the words that hold."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
        values = await charter.list_values(session, guild_id_of(interaction))
    say = await speaker(interaction)
    await views.EDIT_FORM.open(
        interaction,
        say("initiatives-form-edit-title"),
        views.edit_fields(managed.shown.overview, values, say),
        initiative_id=initiative_id,
    )


@views.EDIT_FORM.handles
async def edit(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """The card and whatever else shows it follow the new words."""
    actor = await acting(interaction)
    bot = interaction.client
    chosen = tuple(int(one) for one in values.get("values", "").split() if one.isdecimal())
    words = Words(values.get("title", ""), values.get("what", ""), values.get("first_step"), chosen)
    try:
        async with bot.db.begin() as session:
            is_new = await editing.edit(session, actor, initiative_id, words, now=bot.clock.now())
    except (NotOpen, NotYours) as problem:
        await explain_with_words(interaction, problem, words.title, words.what)
        return
    say = await speaker(interaction)
    said = say("initiatives-edited" if is_new else "initiatives-edited-same")
    await show_panel(interaction, initiative_id, said=said)
