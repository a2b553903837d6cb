"""/reminder questions: what posts about a value ask, in stewards' own words."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.components import UnknownControl
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from bot.texts import Speaker, unmarked
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.reminders.service import questions as service
from cogs.reminders.service.questions import QuestionText
from cogs.reminders.views import questions as views

CONTROLS = (
    views.PANEL,
    views.CHOOSE,
    views.ADD,
    views.ADD_FORM,
    views.EDIT,
    views.EDIT_FORM,
    views.REMOVE,
)


async def open_panel(interaction: Interaction, value_name: str) -> None:
    """Answer with the panel of a value."""
    await require_steward(interaction)
    guild_id = guild_id_of(interaction)
    async with interaction.client.db.read() as session:
        value = await charter.get_value(session, guild_id, value_name)
        own = await service.list_questions(session, guild_id, value.id)
    embed, view = views.panel(value, own, await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


@views.PANEL.handles
async def show_panel(interaction: Interaction, *, value_id: int) -> None:
    """Go back to the panel."""
    await require_steward(interaction)
    await _show(interaction, value_id, await speaker(interaction))


@views.CHOOSE.handles
async def show_question(interaction: Interaction, *, value_id: int, values: list[str]) -> None:
    """Show one question with what can be done about it."""
    await require_steward(interaction)
    guild_id = guild_id_of(interaction)
    if not values[0].isdecimal():
        raise UnknownControl
    async with interaction.client.db.read() as session:
        value = await _value(session, guild_id, value_id)
        shown = await service.get_question(session, guild_id, int(values[0]))
    embed, view = views.question(shown, value, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


@views.ADD.handles
async def ask_for_new(interaction: Interaction, *, value_id: int) -> None:
    """Open the form for a new question."""
    await require_steward(interaction)
    say = await speaker(interaction)
    title = say("reminders-question-add")
    await views.ADD_FORM.open(interaction, title, views.fields(say), value_id=value_id)


@views.ADD_FORM.handles
async def add(interaction: Interaction, *, value_id: int, values: dict[str, str]) -> None:
    """Keep a new question."""
    await require_steward(interaction)
    guild_id = guild_id_of(interaction)
    async with interaction.client.db.begin() as session:
        await _value(session, guild_id, value_id)
        added = await service.add_question(
            session,
            guild_id,
            value_id,
            text=values.get("text", ""),
            answers=values.get("answers", ""),
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    await _changed(interaction, "reminders-question-added", added)


@views.EDIT.handles
async def ask_for_words(interaction: Interaction, *, question_id: int) -> None:
    """Open the form with a question as it is now."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        shown = await service.get_question(session, guild_id_of(interaction), question_id)
    say = await speaker(interaction)
    title = say("reminders-question-edit")
    await views.EDIT_FORM.open(
        interaction, title, views.fields(say, shown), question_id=question_id
    )


@views.EDIT_FORM.handles
async def edit(interaction: Interaction, *, question_id: int, values: dict[str, str]) -> None:
    """Keep a question's new words."""
    await require_steward(interaction)
    async with interaction.client.db.begin() as session:
        edited = await service.edit_question(
            session,
            guild_id_of(interaction),
            question_id,
            text=values.get("text", ""),
            answers=values.get("answers", ""),
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    await _changed(interaction, "reminders-question-edited", edited)


@views.REMOVE.handles
async def remove(interaction: Interaction, *, question_id: int) -> None:
    """Have a question asked no more; its words are shown once more, to be copied."""
    await require_steward(interaction)
    async with interaction.client.db.begin() as session:
        removed = await service.remove_question(
            session,
            guild_id_of(interaction),
            question_id,
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    await _changed(interaction, "reminders-question-removed", removed)


async def _changed(interaction: Interaction, key: str, question: QuestionText) -> None:
    say = await speaker(interaction)
    done = say(key, question=unmarked(question.text))
    await _show(interaction, question.value_id, say, done=done)


async def _show(
    interaction: Interaction, value_id: int, say: Speaker, *, done: str | None = None
) -> None:
    guild_id = guild_id_of(interaction)
    async with interaction.client.db.read() as session:
        value = await _value(session, guild_id, value_id)
        own = await service.list_questions(session, guild_id, value_id)
    embed, view = views.panel(value, own, say, done=done)
    await update(interaction, embed=embed, view=view)


async def _value(session: AsyncSession, guild_id: int, value_id: int) -> ValueText:
    for value in await charter.list_values(session, guild_id):
        if value.id == value_id:
            return value
    raise charter.ValueRetired
