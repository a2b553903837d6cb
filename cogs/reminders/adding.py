"""Putting a reminder together: the form, the preview that only the steward sees, and saving it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot.client import Tenet
from bot.components import UnknownControl
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.settings import REMINDERS_CHANNEL, Place
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.reminders import posting, service, views, wording
from cogs.reminders.models import Asks, Chooses, Former
from cogs.reminders.service import Options, drafts
from cogs.reminders.service.drafts import Draft
from cogs.reminders.service.options import coming
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
    panel.SKIP_NOT,
)


async def begin(interaction: Interaction) -> None:
    """Open the form for a new reminder, with what was typed the last time and never saved."""
    await require_steward(interaction)
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.begin() as session:
        await drafts.begin_anew(session, member)
        draft = await drafts.find(session, member)
    await _open_form(interaction, draft)


async def edit(interaction: Interaction, name: str) -> None:
    """Open a reminder with everything that can be chosen about it."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        draft = await drafts.begin_editing(
            session, member_key(interaction), name, say, now=bot.clock.now()
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
async def correct(interaction: Interaction) -> None:
    """Back to the form, with what was typed."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        draft = await drafts.find(session, member_key(interaction))
    await _open_form(interaction, draft)


@panel.WHEN_FORM.handles
async def typed(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Keep what was typed, then show how it is understood, or say what cannot be."""
    await require_steward(interaction)
    bot, member = interaction.client, member_key(interaction)
    settings, now = await bot.settings.of(member.guild_id), bot.clock.now()
    say = await speaker(interaction)
    async with bot.db.begin() as session:
        await drafts.note_typed(
            session, member, {name: values.get(name, "") for name in drafts.WHEN_FIELDS}, now=now
        )
    try:
        async with bot.db.begin() as session:
            draft = await drafts.read(
                session,
                member,
                language=_locale(interaction, say),
                server_zone=settings.zone,
                now=now,
            )
    except MemberError as error:
        sentence = say(error.key, **error.arguments)
        await _tell(interaction, sentence, panel.correct_button(say))
        return
    await _show(interaction, draft)


@panel.TEXT.handles
async def ask_text(interaction: Interaction) -> None:
    """What stands above the value?"""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        draft = await drafts.get(session, member_key(interaction))
    say = await speaker(interaction)
    fields = panel.text_fields(draft.typed.get("text", ""), say)
    await panel.TEXT_FORM.open(interaction, say("reminders-form-title"), fields)


@panel.TEXT_FORM.handles
async def text_typed(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Keep it, then show it, or say where it cannot be filled in."""
    await require_steward(interaction)
    bot, member = interaction.client, member_key(interaction)
    now, given = bot.clock.now(), values.get("text", "")
    async with bot.db.begin() as session:
        await drafts.note_typed(session, member, {"text": given}, now=now)
    try:
        async with bot.db.begin() as session:
            draft = await drafts.set_text(session, member, given, now=now)
    except MemberError as error:
        say = await speaker(interaction)
        sentence = say(error.key, **error.arguments)
        await _tell(interaction, sentence, panel.correct_text_button(say))
        return
    await _show(interaction, draft)


@panel.PLACE.handles
async def ask_place(interaction: Interaction) -> None:
    """Where, and whom does it ping?"""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        draft = await drafts.get(session, member_key(interaction))
    assert draft.options is not None
    say = await speaker(interaction)
    await panel.PLACE_FORM.open(
        interaction, say("reminders-form-title"), panel.place_fields(draft.options, say)
    )


@panel.PLACE_FORM.handles
async def place_chosen(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Post it there, and ping that role."""
    channel_id, role_id = (_id(values.get(name, "")) for name in ("channel", "role"))
    channel = None
    if channel_id is not None:
        found = None if interaction.guild is None else interaction.guild.get_channel(channel_id)
        channel = Place(channel_id, str(channel_id) if found is None else found.name)

    async def choose(session: AsyncSession) -> Draft:
        return await drafts.set_place(
            session,
            member_key(interaction),
            channel,
            role_id,
            now=interaction.client.clock.now(),
        )

    await _choose(interaction, choose)


@panel.VALUE.handles
async def value_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Carry this value, or choose among them in this way."""
    if not values[0].isdecimal() and values[0] not in set(Chooses) - {Chooses.FIXED}:
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_value(
            session, member_key(interaction), values[0], now=interaction.client.clock.now()
        ),
    )


@panel.ASKS.handles
async def asks_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """End with this."""
    if values[0] not in set(Asks):
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            member_key(interaction),
            asks=Asks(values[0]),
            now=interaction.client.clock.now(),
        ),
    )


@panel.FORMER.handles
async def former_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Do this with the former post."""
    if values[0] not in set(Former):
        raise UnknownControl
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            member_key(interaction),
            former=Former(values[0]),
            now=interaction.client.clock.now(),
        ),
    )


@panel.EXTRAS.handles
async def extras_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Let these come with it, and no others."""
    extras = {name: name in values for name in panel.EXTRA_NAMES}
    await _choose(
        interaction,
        lambda session: drafts.set_some(
            session,
            member_key(interaction),
            extras=extras,
            now=interaction.client.clock.now(),
        ),
    )


@panel.SAVE.handles
async def save(interaction: Interaction) -> None:
    """From now on it comes."""
    await require_steward(interaction)
    bot, member = interaction.client, member_key(interaction)
    settings, say = await bot.settings.of(member.guild_id), await speaker(interaction)
    async with bot.db.begin() as session:
        draft = await drafts.get(session, member)
        assert draft.options is not None
        if draft.options.channel is None and settings.place(REMINDERS_CHANNEL) is None:
            raise posting.NoChannel
        reminder = await drafts.save(session, member, zone=settings.zone, now=bot.clock.now())
    shown = await shown_of(bot, reminder, reminder.guild_id)
    embed, view = panel.saved(shown, reminder.id, say)
    await update(interaction, say("reminders-saved"), embed=embed, view=view)


@panel.DISCARD.handles
async def discard(interaction: Interaction) -> None:
    """Let go of what was not saved."""
    await require_steward(interaction)
    async with interaction.client.db.begin() as session:
        await drafts.discard(session, member_key(interaction))
    await update(interaction, (await speaker(interaction))("reminders-discarded"))


async def show(interaction: Interaction, name: str) -> None:
    """Show a reminder as it is."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        reminder = await service.get_by_name(session, guild_id_of(interaction), name)
    embed, view = panel.saved(await shown_of(bot, reminder, reminder.guild_id), reminder.id, say)
    if reminder.next_run_at is None:
        key = "reminders-is-paused" if reminder.is_paused else "reminders-is-over"
        embed.set_footer(text=say(key))
    elif reminder.is_slowed:
        embed.set_footer(text=say("reminders-is-slowed"))
    await answer(interaction, embed=embed, view=view)


async def preview(interaction: Interaction, name: str) -> None:
    """Show the post as it would look if it came now; only the steward sees it."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        reminder = await service.get_by_name(session, guild_id_of(interaction), name)
    shown = await shown_of(bot, reminder, reminder.guild_id)
    if shown.worded is None:
        await answer(interaction, say("reminders-panel-no-values"))
        return
    content = shown.worded.content
    await answer(interaction, content.text or "", embeds=list(content.embeds))


async def skip_next(interaction: Interaction, name: str) -> None:
    """Leave the next run out, with the way back."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        reminder, left_out = await service.skip_next(
            session,
            guild_id_of(interaction),
            name,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    day = left_out.astimezone(ZoneInfo(reminder.zone)).date()
    text = say(
        "reminders-skipped" if reminder.next_run_at is not None else "reminders-skipped-last",
        name=escape_markdown(reminder.name),
        moment=discord.utils.format_dt(left_out, "F"),
        next=discord.utils.format_dt(reminder.next_run_at or left_out, "F"),
    )
    await answer(interaction, text, view=views.skip_not(reminder.id, day, say))


@panel.SKIP_NOT.handles
async def skip_not(interaction: Interaction, *, reminder_id: int, day: int) -> None:
    """Have it come on that day after all."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        reminder = await service.get_reminder(session, reminder_id)
        if reminder.guild_id != guild_id_of(interaction):
            raise service.NoSuchReminder(name=f"#{reminder_id}")
        reminder = await service.skip_not(
            session,
            reminder_id,
            views.day_of(day),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    name = escape_markdown(reminder.name)
    if reminder.next_run_at is None:
        await update(interaction, say("reminders-paused", name=name))
        return
    moment = discord.utils.format_dt(reminder.next_run_at, "F")
    await update(interaction, say("reminders-resumed", name=name, moment=moment))


async def shown_of(bot: Tenet, reminder: Options, guild_id: int) -> panel.Shown:
    """A reminder, saved or not, with what is around it and the post as it would look now."""
    settings, now = await bot.settings.of(guild_id), bot.clock.now()
    place = reminder.channel or settings.place(REMINDERS_CHANNEL)
    missing = () if place is None else posting.missing_in(bot, guild_id, place)
    channel_id = None if place is None else posting.channel_id_of(bot, guild_id, place)
    may_poll = channel_id is None or wording.may_poll(bot, guild_id, channel_id)
    worded = None
    async with bot.db.read() as session:
        values = await charter.list_values(session, guild_id)
        composed = await service.compose(
            session,
            guild_id,
            chooses=reminder.chooses,
            value_id=reminder.value_id,
            asks=reminder.asks,
            text=reminder.text,
            may_poll=may_poll,
            now=now,
        )
        if composed is not None:
            carried = await service.carry(session, guild_id, composed, text=reminder.text, now=now)
            if carried is not None:
                worded = views.post(
                    carried,
                    bot.speaker(settings, settings.language),
                    text=reminder.text,
                    post_id=None,
                    may_poll=may_poll,
                )
    return panel.Shown(
        options=reminder,
        zone=reminder.own_zone or settings.zone,
        runs=coming(reminder, server_zone=settings.zone, now=now, most=panel.RUNS_SHOWN),
        channel=place,
        values=values,
        missing=missing,
        worded=worded,
    )


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
    shown = await shown_of(bot, draft.options, guild_id_of(interaction))
    text, embeds, view = panel.panel(shown, say)
    is_own = interaction.message is not None and interaction.message.flags.ephemeral
    if is_own and not anew:
        await update(interaction, text, embeds=embeds, view=view)
    else:
        await answer(interaction, text, embeds=embeds, view=view)


async def _open_form(interaction: Interaction, draft: Draft | None) -> None:
    say = await speaker(interaction)
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    fields = panel.when_fields({} if draft is None else draft.typed, settings.zone, say)
    await panel.WHEN_FORM.open(interaction, say("reminders-form-title"), fields)


async def _tell(interaction: Interaction, sentence: str, view: discord.ui.View | None) -> None:
    """Say what cannot be understood, in place of the panel if there is one."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await update(interaction, sentence, view=view)
    else:
        await answer(interaction, sentence, view=view)


def _locale(interaction: Interaction, language: Speaker) -> str:
    """How dates are read: as their Discord writes them, where that is the language they speak."""
    locale = str(interaction.locale)
    return locale if locale.partition("-")[0] == language.language else language.language


def _id(chosen: str) -> int | None:
    return int(chosen) if chosen.isdecimal() else None
