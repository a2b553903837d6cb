"""Putting a reminder together: the form, the preview that only the steward sees, and saving it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.components import UnknownControl
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.settings import REMINDERS_CHANNEL, Place
from bot.stewards import require_steward
from cogs.reminders import looking, posting, service
from cogs.reminders.models import Asks, Chooses, Former
from cogs.reminders.service import drafts
from cogs.reminders.service.drafts import Draft, DraftKey
from cogs.reminders.views import panel

CONTROLS = (
    panel.WHEN,
    panel.WHEN_FORM,
    panel.TEXT,
    panel.TEXT_FORM,
    panel.PLACE,
    panel.PLACE_FORM,
    panel.VALUE,
    panel.ASKS,
    panel.FORMER,
    panel.EXTRAS,
    panel.SAVE,
    panel.DISCARD,
    panel.EDIT,
)


class PingsEverybody(MemberError):
    """One role can be pinged, and everybody is none."""

    key = "reminders-pings-everybody"


async def begin(interaction: Interaction) -> None:
    """Open the form for a new reminder, with what was typed the last time and never saved."""
    await require_steward(interaction)
    key = _key(interaction, 0)
    async with interaction.client.db.read() as session:
        draft = await drafts.find(session, key)
    await _open_form(interaction, key, draft)


async def edit(interaction: Interaction, name: str) -> None:
    """Open a reminder with everything that can be chosen about it."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        draft = await drafts.begin_editing(
            session, guild_id_of(interaction), interaction.user.id, name, say, now=bot.clock.now()
        )
    await _show(interaction, draft, anew=True)


@panel.EDIT.handles
async def edit_shown(interaction: Interaction, *, reminder_id: int) -> None:
    """Under a reminder that is shown: change it."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        reminder = await service.get_reminder(session, reminder_id)
    if reminder.guild_id != guild_id_of(interaction):
        raise service.NoSuchReminder(name=f"#{reminder_id}")
    await edit(interaction, reminder.name)


@panel.WHEN.handles
async def correct(interaction: Interaction, *, draft: int) -> None:
    """Back to the form, with what was typed."""
    await require_steward(interaction)
    key = _key(interaction, draft)
    async with interaction.client.db.read() as session:
        found = await drafts.find(session, key)
    await _open_form(interaction, key, found)


@panel.WHEN_FORM.handles
async def typed(interaction: Interaction, *, draft: int, values: dict[str, str]) -> None:
    """Keep what was typed, then show how it is understood, or say what cannot be."""
    await require_steward(interaction)
    bot, key = interaction.client, _key(interaction, draft)
    settings, now = await bot.settings.of(key.guild_id), bot.clock.now()
    say = await speaker(interaction)
    async with bot.db.begin() as session:
        await drafts.note_typed(
            session, key, {name: values.get(name, "") for name in drafts.WHEN_FIELDS}, now=now
        )
    try:
        async with bot.db.begin() as session:
            read = await drafts.read(
                session,
                key,
                language=looking.locale_of(interaction, say),
                server_zone=settings.zone,
                now=now,
            )
    except MemberError as error:
        sentence = say(error.key, **error.arguments)
        await _tell(interaction, sentence, panel.correct_button(draft, say))
        return
    await _show(interaction, read)


@panel.TEXT.handles
async def ask_text(interaction: Interaction, *, draft: int) -> None:
    """What stands above the value?"""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        found = await drafts.get(session, _key(interaction, draft))
    say = await speaker(interaction)
    fields = panel.text_fields(found.typed.get("text", ""), say)
    await panel.TEXT_FORM.open(interaction, say("reminders-form-title"), fields, draft=draft)


@panel.TEXT_FORM.handles
async def text_typed(interaction: Interaction, *, draft: int, values: dict[str, str]) -> None:
    """Keep it, then show it, or say where it cannot be filled in."""
    await require_steward(interaction)
    bot, key = interaction.client, _key(interaction, draft)
    now, given = bot.clock.now(), values.get("text", "")
    async with bot.db.begin() as session:
        await drafts.note_typed(session, key, {"text": given}, now=now)
    try:
        async with bot.db.begin() as session:
            changed = await drafts.set_text(session, key, given, now=now)
    except MemberError as error:
        say = await speaker(interaction)
        sentence = say(error.key, **error.arguments)
        await _tell(interaction, sentence, panel.correct_text_button(draft, say))
        return
    await _show(interaction, changed)


@panel.PLACE.handles
async def ask_place(interaction: Interaction, *, draft: int) -> None:
    """Where, and whom does it ping?"""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        found = await drafts.get(session, _key(interaction, draft))
    assert found.options is not None
    say = await speaker(interaction)
    await panel.PLACE_FORM.open(
        interaction,
        say("reminders-form-title"),
        panel.place_fields(found.options, say),
        draft=draft,
    )


@panel.PLACE_FORM.handles
async def place_chosen(interaction: Interaction, *, draft: int, values: dict[str, str]) -> None:
    """Post it there, and ping that role."""
    await require_steward(interaction)
    channel_id, role_id = (_id(values.get(name, "")) for name in ("channel", "role"))
    channel = None
    if channel_id is not None:
        found = None if interaction.guild is None else interaction.guild.get_channel(channel_id)
        if found is None:
            raise UnknownControl  # no channel of this server
        channel = Place(channel_id, found.name)
    if role_id is not None:
        role = None if interaction.guild is None else interaction.guild.get_role(role_id)
        if role is None or role.is_default():
            raise PingsEverybody

    async def choose(session: AsyncSession) -> Draft:
        return await drafts.set_place(
            session,
            _key(interaction, draft),
            channel,
            role_id,
            now=interaction.client.clock.now(),
        )

    await _choose(interaction, choose)


@panel.VALUE.handles
async def value_chosen(interaction: Interaction, *, draft: int, values: list[str]) -> None:
    """Carry this value, or choose among them in this way."""
    if not values[0].isdecimal() and values[0] not in set(Chooses) - {Chooses.FIXED}:
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_value(
            session, _key(interaction, draft), values[0], now=interaction.client.clock.now()
        ),
    )


@panel.ASKS.handles
async def asks_chosen(interaction: Interaction, *, draft: int, values: list[str]) -> None:
    """End with this."""
    await require_steward(interaction)
    if values[0] not in set(Asks):
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            _key(interaction, draft),
            asks=Asks(values[0]),
            now=interaction.client.clock.now(),
        ),
    )


@panel.FORMER.handles
async def former_chosen(interaction: Interaction, *, draft: int, values: list[str]) -> None:
    """Do this with the former post."""
    await require_steward(interaction)
    if values[0] not in set(Former):
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            _key(interaction, draft),
            former=Former(values[0]),
            now=interaction.client.clock.now(),
        ),
    )


@panel.EXTRAS.handles
async def extras_chosen(interaction: Interaction, *, draft: int, values: list[str]) -> None:
    """Let these come with it, and no others."""
    extras = {name: name in values for name in panel.EXTRA_NAMES}
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            _key(interaction, draft),
            extras=extras,
            now=interaction.client.clock.now(),
        ),
    )


@panel.SAVE.handles
async def save(interaction: Interaction, *, draft: int) -> None:
    """From now on it comes."""
    await require_steward(interaction)
    bot, key = interaction.client, _key(interaction, draft)
    settings, say = await bot.settings.of(key.guild_id), await speaker(interaction)
    async with bot.db.begin() as session:
        found = await drafts.get(session, key)
        assert found.options is not None
        if found.options.channel is None and settings.place(REMINDERS_CHANNEL) is None:
            raise posting.NoChannel
        reminder = await drafts.save(session, key, zone=settings.zone, now=bot.clock.now())
    shown = await looking.shown_of(bot, reminder, reminder.guild_id)
    embed, view = panel.saved(shown, reminder.id, say)
    await update(interaction, say("reminders-saved"), embed=embed, view=view)


@panel.DISCARD.handles
async def discard(interaction: Interaction, *, draft: int) -> None:
    """Let go of what was not saved."""
    await require_steward(interaction)
    async with interaction.client.db.begin() as session:
        await drafts.discard(session, _key(interaction, draft))
    await update(interaction, (await speaker(interaction))("reminders-discarded"))


async def _choose(
    interaction: Interaction, choose: Callable[[AsyncSession], Awaitable[Draft]]
) -> None:
    await require_steward(interaction)
    async with interaction.client.db.begin() as session:
        draft = await choose(session)
    await _show(interaction, draft)


async def _show(interaction: Interaction, draft: Draft, *, anew: bool = False) -> None:
    assert draft.options is not None
    bot, say = interaction.client, await speaker(interaction)
    shown = await looking.shown_of(bot, draft.options, guild_id_of(interaction))
    text, embeds, view = panel.panel(shown, draft.key.reminder_id, say)
    is_own = interaction.message is not None and interaction.message.flags.ephemeral
    if is_own and not anew:
        await update(interaction, text, embeds=embeds, view=view)
    else:
        await answer(interaction, text, embeds=embeds, view=view)


async def _open_form(interaction: Interaction, key: DraftKey, draft: Draft | None) -> None:
    say = await speaker(interaction)
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    fields = panel.when_fields({} if draft is None else draft.typed, settings.zone, say)
    await panel.WHEN_FORM.open(
        interaction, say("reminders-form-title"), fields, draft=key.reminder_id
    )


def _key(interaction: Interaction, draft: int) -> DraftKey:
    return DraftKey(guild_id_of(interaction), interaction.user.id, draft)


async def _tell(interaction: Interaction, sentence: str, view: discord.ui.View | None) -> None:
    """Say what cannot be understood, in place of the panel if there is one."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await update(interaction, sentence, view=view)
    else:
        await answer(interaction, sentence, view=view)


def _id(chosen: str) -> int | None:
    return int(chosen) if chosen.isdecimal() else None
