"""Writing the next charter: what the forms and buttons of stewards do."""

from __future__ import annotations

import logging
from dataclasses import asdict

import aiohttp
import discord
from discord.utils import escape_markdown

from bot.components import shorten
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from cogs.charter import panels, reviewing, service, views
from cogs.charter.service import (
    CannotUndo,
    Content,
    DraftMoved,
    Entry,
    NoSuchEntry,
    NoSuchValue,
    Review,
    TooManyValues,
    Typed,
    Written,
)

log = logging.getLogger(__name__)


async def known_emojis(interaction: Interaction, content: Content) -> set[int] | None:
    """The server's own emojis by id, when a charter has any of that kind; None when nobody knows.

    We are told of them when we connect and not when they change, so when one is not among those
    they are asked for.
    """
    used = {emoji_id for entry in content.values if (emoji_id := entry.emoji_id) is not None}
    if interaction.guild is None or not used:
        return None
    known = {emoji.id for emoji in interaction.guild.emojis}
    if used <= known:
        return known
    try:
        return {emoji.id for emoji in await interaction.guild.fetch_emojis()}
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("the emojis of server %d are not known: %s", interaction.guild.id, error)
        return None


async def read_draft(interaction: Interaction) -> service.Draft:
    """The draft as it is now, or what it would begin with."""
    async with interaction.client.db.read() as session:
        return await service.read_draft(session, guild_id_of(interaction))


async def look(interaction: Interaction) -> Review:
    """The draft beside the charter in force."""
    draft = await read_draft(interaction)
    known = await known_emojis(interaction, draft.content)
    async with interaction.client.db.read() as session:
        return await service.review(session, guild_id_of(interaction), known_emojis=known)


async def find_entry(interaction: Interaction, typed: str) -> tuple[service.Draft, Entry]:
    """The value of the draft that was chosen from the suggestions, or typed by its name.

    Raises:
        NoSuchValue: There is none.
    """
    draft = await read_draft(interaction)
    wanted = typed.strip().casefold()
    for entry in draft.content.values:
        if wanted in (entry.name.casefold(), f"#{entry.key}"):
            return draft, entry
    raise NoSuchValue(name=escape_markdown(shorten(typed, 100)))


async def open_mission(interaction: Interaction) -> None:
    """Show the form for the mission, with what is in the draft."""
    await require_steward(interaction)
    draft = await read_draft(interaction)
    say = await speaker(interaction)
    await panels.MISSION_FORM.open(
        interaction,
        say("charter-form-mission"),
        panels.mission_fields(draft.content.mission, say),
        base=draft.base_version,
        seen=draft.turn,
    )


async def open_value(interaction: Interaction, draft: service.Draft, entry: Entry) -> None:
    """Show the form for a value, with what is in the draft; key 0 stands for a new one."""
    say = await speaker(interaction)
    title = say("charter-form-new") if not entry.key else say("charter-form-value")
    await panels.VALUE_FORM.open(
        interaction,
        title,
        panels.value_fields(entry, say),
        key=entry.key,
        base=draft.base_version,
        seen=draft.turn,
    )


async def add_value(interaction: Interaction) -> None:
    """Show an empty form, unless the charter is full.

    Raises:
        TooManyValues: It is; the reason is told before anything is typed.
    """
    await require_steward(interaction)
    draft = await read_draft(interaction)
    if len(draft.content.values) >= service.MOST_VALUES:
        raise TooManyValues(most=service.MOST_VALUES)
    await open_value(interaction, draft, Entry(key=0))


async def edit_value(interaction: Interaction, value: str) -> None:
    """Show the form for a value of the draft."""
    await require_steward(interaction)
    draft, entry = await find_entry(interaction, value)
    await open_value(interaction, draft, entry)


async def retire_value(interaction: Interaction, value: str) -> None:
    """Take a value out of the draft."""
    await require_steward(interaction)
    bot = interaction.client
    _, entry = await find_entry(interaction, value)
    async with bot.db.begin() as session:
        written = await service.retire_value(
            session,
            guild_id_of(interaction),
            entry.key,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    embed, view = panels.retired_panel(entry, written, await look(interaction), say)
    await answer(interaction, embed=embed, view=view)


async def show_order(interaction: Interaction) -> None:
    """Show the values of the draft in their order, to be moved."""
    await require_steward(interaction)
    draft = await read_draft(interaction)
    embed, view = panels.order_panel(draft, 0, await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


@panels.MISSION_FORM.handles
async def write_mission(
    interaction: Interaction, *, base: int, seen: int, values: dict[str, str]
) -> None:
    """The form for the mission was sent."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        written = await service.write_mission(
            session,
            guild_id_of(interaction),
            values.get("mission", ""),
            base=base,
            seen=seen,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    embed, view = panels.mission_panel(written, await look(interaction), say)
    await answer(interaction, panels.notes(written, say), embed=embed, view=view)


@panels.VALUE_FORM.handles
async def write_value(
    interaction: Interaction, *, key: int, base: int, seen: int, values: dict[str, str]
) -> None:
    """The form for a value was sent; when the charter is full by now, nothing typed is lost."""
    await require_steward(interaction)
    bot = interaction.client
    typed = Typed(**{name: values.get(name, "") for name in asdict(Typed())})
    say = await speaker(interaction)
    try:
        async with bot.db.begin() as session:
            written = await service.write_value(
                session,
                guild_id_of(interaction),
                key,
                typed,
                base=base,
                seen=seen,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    except TooManyValues as full:
        text = say(full.key, **full.arguments) + "\n" + say("charter-note-not-lost")
        await answer(interaction, text, embed=panels.value_preview(typed.entry(), (), say))
        return
    embed, view = panels.value_panel(written, await look(interaction), say)
    await answer(interaction, panels.notes(written, say), embed=embed, view=view)


@panels.EDIT_MISSION.handles
async def edit_mission_again(interaction: Interaction) -> None:
    """Back into the form, with what is in the draft now."""
    await open_mission(interaction)


@panels.EDIT_VALUE.handles
async def edit_value_again(interaction: Interaction, *, key: int) -> None:
    """Back into the form, with what is in the draft now."""
    await require_steward(interaction)
    await _open_key(interaction, key)


@reviewing.MEND.handles
async def mend(interaction: Interaction, *, values: list[str]) -> None:
    """Into the form of what was chosen."""
    await require_steward(interaction)
    key = int(values[0])
    if key:
        await _open_key(interaction, key)
    else:
        await open_mission(interaction)


@panels.UNDO.handles
async def undo(interaction: Interaction, *, turn: int) -> None:
    """Take back the edit of this message; when it was built upon, only show what is so."""
    await require_steward(interaction)
    bot = interaction.client
    say = await speaker(interaction)
    written: Written | None = None
    try:
        async with bot.db.begin() as session:
            written = await service.undo(
                session,
                guild_id_of(interaction),
                turn,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
        text = say("charter-undone" if written.undone else "charter-redone")
    except CannotUndo as refusal:
        text = say(refusal.key)
    review = await look(interaction)
    if written is not None and review.draft.content.find(written.key):
        embed, view = panels.value_panel(written, review, say)
    else:
        embed, view = reviewing.overview(review, say)
    await update(interaction, text, embed=embed, view=view)


@panels.ORDER_CHOOSE.handles
async def choose_to_move(interaction: Interaction, *, turn: int, values: list[str]) -> None:
    """A value was chosen: show where it can go."""
    await require_steward(interaction)
    draft = await read_draft(interaction)
    say = await speaker(interaction)
    embed, view = panels.order_panel(draft, int(values[0]), say)
    text = None if turn == draft.turn else say("charter-draft-moved")
    await update(interaction, text, embed=embed, view=view)


@panels.ORDER_MOVE.handles
async def move(interaction: Interaction, *, key: int, index: int, turn: int, button: int) -> None:
    """Put the chosen value where the button says, if that is still what it would mean."""
    await require_steward(interaction)
    bot = interaction.client
    say = await speaker(interaction)
    text = say("charter-note-kept")
    try:
        async with bot.db.begin() as session:
            written = await service.place_value(
                session,
                guild_id_of(interaction),
                key,
                index,
                seen=turn,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
        draft = written.draft
    except (DraftMoved, NoSuchEntry) as refusal:
        text = say(refusal.key)
        draft = await read_draft(interaction)
    embed, view = panels.order_panel(draft, key, say)
    await update(interaction, text, embed=embed, view=view)


async def _open_key(interaction: Interaction, key: int) -> None:
    draft = await read_draft(interaction)
    entry = draft.content.find(key)
    if entry is None:
        raise NoSuchEntry
    await open_value(interaction, draft, entry)


def suggestions(draft: service.Draft, typed: str) -> list[discord.app_commands.Choice[str]]:
    """The values of a draft whose name holds what was typed so far."""
    wanted = typed.strip().casefold()
    holding = [entry for entry in draft.content.values if wanted in entry.name.casefold()]
    holding.sort(key=lambda entry: not entry.name.casefold().startswith(wanted))
    named: dict[str, str] = {}
    for entry in holding[:25]:
        name = shorten(views.heading(entry), 90) or "—"
        while name in named:  # a draft may hold one name twice; Discord takes no list that does
            name += " ·"
        named[name] = f"#{entry.key}"
    return [discord.app_commands.Choice(name=name, value=key) for name, key in named.items()]


CONTROLS = (
    panels.MISSION_FORM,
    panels.VALUE_FORM,
    panels.EDIT_MISSION,
    panels.EDIT_VALUE,
    reviewing.MEND,
    panels.UNDO,
    panels.ORDER_CHOOSE,
    panels.ORDER_MOVE,
)
