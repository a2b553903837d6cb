"""/notifications: the panel on which members choose, and the list of what they were sent."""

from __future__ import annotations

import asyncio

import discord
from babel import Locale

from bot import contact, moments, preferences, zones
from bot.components import UnknownControl
from bot.contact import choices
from bot.contact.controls import CHOICES
from bot.contact.digests import DIGEST
from bot.contact.limits import Limits, Quiet
from bot.contact.models import Choice
from bot.contact.records import list_latest
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.texts import unturned
from cogs.notifications.views import history, panel
from cogs.notifications.views.panel import Shown

CONTROLS = (
    panel.KIND,
    panel.SET,
    panel.BACK,
    panel.QUIET,
    panel.QUIET_FORM,
    panel.NIGHT,
    panel.ZONE,
    panel.ZONE_FORM,
    panel.ZONE_CHOSEN,
    panel.LANGUAGE,
    history.PAGE,
)


async def open_panel(interaction: Interaction) -> None:
    """Answer with everything they have chosen."""
    embed, view = panel.panel(await _look(interaction), await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


async def open_history(interaction: Interaction, page: int = 0) -> None:
    """Answer with what they were sent, and what not."""
    embed, view = await _history(interaction, page)
    await answer(interaction, embed=embed, view=view)


@history.PAGE.handles
async def turn_page(interaction: Interaction, *, page: int) -> None:
    """Another page of it."""
    embed, view = await _history(interaction, page)
    await update(interaction, embed=embed, view=view)


@panel.KIND.handles
async def show_kind(interaction: Interaction, *, values: list[str]) -> None:
    """One kind, and how it may be had."""
    number = int(values[0]) if values[0].isdecimal() else -1
    await _show_kind(interaction, number)


@panel.SET.handles
async def choose(interaction: Interaction, *, kind: int, choice: int) -> None:
    """Want a kind in this way from now on."""
    bot = interaction.client
    found = bot.contacts.numbered(kind)
    if found is None or choice >= len(CHOICES):
        raise UnknownControl
    chosen = CHOICES[choice]
    if found.urgent and chosen is Choice.DIGEST:
        raise UnknownControl
    async with bot.db.begin() as session:
        await choices.choose(session, member_key(interaction), found, chosen, now=bot.clock.now())
    await _show_panel(interaction)


@panel.BACK.handles
async def back(interaction: Interaction) -> None:
    """Back to everything."""
    await _show_panel(interaction)


@panel.QUIET.handles
async def ask_quiet(interaction: Interaction) -> None:
    """From when until when?"""
    say = await speaker(interaction)
    fields = panel.quiet_fields(await _look(interaction), say)
    await panel.QUIET_FORM.open(interaction, say("notifications-form-quiet"), fields)


@panel.QUIET_FORM.handles
async def quiet_typed(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Be left in peace then; with both fields empty, as is usual in the server."""
    bot, member, say = interaction.client, member_key(interaction), await speaker(interaction)
    typed = [values.get(name, "").strip() for name in ("begin", "end")]
    begin = end = None
    if any(typed):
        begin, end = (moments.read_times(one, language=say.language)[0] for one in typed)
    async with bot.db.begin() as session:
        before = await choices.quiet_of(session, member)
        await choices.be_quiet(session, member, Quiet(begin, end, before.hold_urgent))
    await _show_panel(interaction)


@panel.NIGHT.handles
async def urgent_at_night(interaction: Interaction, *, hold: int) -> None:
    """Let urgent messages wait for the end of the quiet hours, or not."""
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.begin() as session:
        before = await choices.quiet_of(session, member)
        await choices.be_quiet(session, member, Quiet(before.begin, before.end, bool(hold)))
    await _show_panel(interaction)


@panel.ZONE.handles
async def ask_zone(interaction: Interaction) -> None:
    """Where do they live?"""
    say = await speaker(interaction)
    fields = panel.zone_fields(await _look(interaction), say, zones.LONGEST_QUERY)
    await panel.ZONE_FORM.open(interaction, say("notifications-form-zone"), fields)


@panel.ZONE_FORM.handles
async def zone_typed(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Take the zone when there is only one like it, else show what they may have meant."""
    bot, say = interaction.client, await speaker(interaction)
    typed, now = unturned(values.get("zone", "")), bot.clock.now()
    exact = zones.look_up(typed.strip(), say.language, now=now)
    found = (
        [exact] if exact else await asyncio.to_thread(zones.search, typed, say.language, now=now)
    )
    if len(found) == 1:
        await _live_in(interaction, found[0].name)
        return
    text, view = panel.places(found, say)
    await update(interaction, text, view=view)


@panel.ZONE_CHOSEN.handles
async def zone_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Live by these clocks from now on."""
    say = await speaker(interaction)
    if zones.look_up(values[0], say.language, now=interaction.client.clock.now()) is None:
        raise UnknownControl
    await _live_in(interaction, values[0])


@panel.LANGUAGE.handles
async def language_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Be spoken to in this language from now on."""
    bot = interaction.client
    if values[0] not in bot.texts.languages:
        raise UnknownControl
    async with bot.db.begin() as session:
        await preferences.choose_language(
            session, member_key(interaction), values[0], now=bot.clock.now()
        )
    await _show_panel(interaction)


async def _live_in(interaction: Interaction, zone: str) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        await preferences.choose_zone(session, member_key(interaction), zone, now=bot.clock.now())
    await _show_panel(interaction)


async def _show_panel(interaction: Interaction) -> None:
    embed, view = panel.panel(await _look(interaction), await speaker(interaction))
    await update(interaction, embed=embed, view=view)


async def _show_kind(interaction: Interaction, number: int) -> None:
    found = interaction.client.contacts.numbered(number)
    if found is None:
        raise UnknownControl
    embed, view = panel.kind(found, await _look(interaction), await speaker(interaction))
    await update(interaction, embed=embed, view=view)


async def _look(interaction: Interaction) -> Shown:
    """What they have chosen in this community."""
    bot, member = interaction.client, member_key(interaction)
    settings = await bot.settings.of(member.guild_id)
    async with bot.db.read() as session:
        own = await preferences.find(session, member)
        return Shown(
            guild_id=member.guild_id,
            server=_server(interaction),
            kinds=[kind for kind in bot.contacts if kind.name != DIGEST],
            choices=await choices.all_choices(session, member),
            quiet=await choices.quiet_of(session, member),
            limits=Limits.of(settings),
            is_stopped=await contact.is_stopped(session, member),
            language=None if own is None else own.language,
            zone=None if own is None else own.zone,
            languages={
                tag: (Locale.parse(tag).get_display_name(tag) or tag).capitalize()
                for tag in bot.texts.languages
            },
        )


async def _history(
    interaction: Interaction, page: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.read() as session:
        found = await list_latest(
            session, member, offset=page * history.PER_PAGE, most=history.PER_PAGE + 1
        )
    return history.history(
        found, bot.contacts, _server(interaction), await speaker(interaction), page=page
    )


def _server(interaction: Interaction) -> str:
    guild = interaction.client.get_guild(guild_id_of(interaction))
    return "Discord" if guild is None else guild.name
