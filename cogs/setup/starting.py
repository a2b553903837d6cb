"""/setup start: a walk through what a community chooses; all of it can be left and resumed.

Where somebody is in it stands in the custom ids, and what is done in the settings themselves: there
is nothing to resume but to open it again. Nothing is made on Discord before its button is pressed.
"""

from __future__ import annotations

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

import discord
from babel import Locale

from bot import settings, switches, zones
from bot.components import UnknownControl
from bot.errors import MemberError
from bot.interactions import (
    Interaction,
    answer,
    defer,
    guild_id_of,
    public_speaker,
    speaker,
    update,
)
from bot.places import find_channel, find_roles
from bot.settings import LANGUAGE, STEWARD_ROLES, ZONE, Place, Setting
from bot.stewards import require_steward
from bot.stewards_only import stewards_only
from bot.switches import SWITCHABLE
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.charter.service import NoCharter
from cogs.setup import checking, pages
from cogs.setup.pages import CHANNELS, MOST_ROLES, Page, Setup
from cogs.setup.service import list_begun

COMMANDS = (
    *("values add", "charter import", "charter publish", "onboarding post", "pledge post"),
    *("reminder add", "setup check"),
)

MAKES_CHANNELS, MAKES_ROLES = "manage_channels", "manage_roles"
"""Permissions. The first is not among those of the invite link: only this page ever uses it."""


class Gone(MemberError):
    """What was chosen was deleted meanwhile."""

    key = "setup-start-gone"


class OnlyManagers(MemberError):
    """What changes who may do or see what is for those who manage the server."""

    key = "setup-start-only-managers"


async def begin(interaction: Interaction) -> None:
    """Open it, at the overview."""
    await require_steward(interaction)
    say = await speaker(interaction)
    embed, view = pages.drawn(Page.HOME, await _look(interaction), say)
    await answer(interaction, embed=embed, view=view)


@pages.PAGE.handles
@stewards_only
async def turn(interaction: Interaction, *, page: int) -> None:
    """Go to a page."""
    await _show(interaction, _page(page))


@pages.GO.handles
@stewards_only
async def go(interaction: Interaction, *, values: list[str]) -> None:
    """Go to a page, or to one of the channels on theirs."""
    chosen = values[0]
    if chosen.startswith("c"):
        await _show(interaction, Page.CHANNELS, which=_which(chosen[1:]))
        return
    await _show(interaction, _page(int(chosen) if chosen.isdecimal() else 0))


@pages.LANGUAGE.handles
@stewards_only
async def choose_language(interaction: Interaction, *, values: list[str]) -> None:
    """Speak this language in public."""
    if values[0] not in interaction.client.texts.languages:
        raise UnknownControl
    await _change(interaction, LANGUAGE, values[0])
    await _saved(interaction, Page.LANGUAGE)


@pages.ZONE.handles
@stewards_only
async def ask_zone(interaction: Interaction) -> None:
    """Ask where they live."""
    say, now = await speaker(interaction), await _look(interaction)
    await pages.ZONE_FORM.open(
        interaction, say("setup-start-zone"), [pages.zone_field(now.zone, say)]
    )


@pages.ZONE_FORM.handles
@stewards_only
async def take_zone(interaction: Interaction, *, values: dict[str, str]) -> None:
    """Take the zone that was meant, or ask which."""
    say, typed, now = await speaker(interaction), values["zone"], interaction.client.clock.now()
    exact = zones.look_up(typed, say.language, now=now)
    found = (
        [exact] if exact else await asyncio.to_thread(zones.search, typed, say.language, now=now)
    )
    if len(found) == 1:
        await _change(interaction, ZONE, found[0].name)
        await _saved(interaction, Page.LANGUAGE)
        return
    embed, view = pages.zones_found(found, say)
    await update(interaction, embed=embed, view=view)


@pages.ZONE_CHOSEN.handles
@stewards_only
async def choose_zone(interaction: Interaction, *, values: list[str]) -> None:
    """Live by the clocks of this zone."""
    now = interaction.client.clock.now()
    if zones.look_up(values[0], "en", now=now) is None:
        raise UnknownControl
    await _change(interaction, ZONE, values[0])
    await _saved(interaction, Page.LANGUAGE)


@pages.CHANNEL.handles
@stewards_only
async def choose_channel(interaction: Interaction, *, which: int, values: list[str]) -> None:
    """Use a channel that is there."""
    number = _which(which)
    guild = interaction.guild
    channel = None if guild is None else guild.get_channel(int(values[0]))
    if not isinstance(channel, discord.TextChannel):
        raise Gone
    await _use(interaction, number, channel)


@pages.MAKE.handles
@stewards_only
async def ask_channel(interaction: Interaction, *, which: int) -> None:
    """Say what the channel will be."""
    number = _which(which)
    name = _channel_name(CHANNELS[number][0], await public_speaker(interaction))
    if not _has(interaction, MAKES_CHANNELS):
        await _may_not(interaction, Page.CHANNELS, MAKES_CHANNELS)
        return
    say = await speaker(interaction)
    embed, view = pages.about_to_make(number, name, CHANNELS[number][0] == "stewards", say)
    await update(interaction, embed=embed, view=view)


@pages.MAKE_NOW.handles
@stewards_only
async def make_channel(interaction: Interaction, *, which: int) -> None:
    """Make a channel and use it; one of that name that is there already is used instead."""
    _require_manager(interaction)
    number, guild = _which(which), interaction.guild
    name = _channel_name(CHANNELS[number][0], await public_speaker(interaction))
    if guild is None:
        raise Gone
    await defer(interaction, thinking=False)
    channel = discord.utils.get(guild.text_channels, name=name)
    if channel is None:
        overwrites: dict[Any, discord.PermissionOverwrite] = {}
        if CHANNELS[number][0] == "stewards":
            chosen = await interaction.client.settings.of(guild.id)
            shown = discord.PermissionOverwrite(view_channel=True, send_messages=True)
            overwrites = {
                guild.default_role: discord.PermissionOverwrite(view_channel=False),
                guild.me: shown,
                **dict.fromkeys(find_roles(guild, chosen.places(STEWARD_ROLES)), shown),
            }
        try:
            channel = await guild.create_text_channel(name, overwrites=overwrites)
        except discord.Forbidden:
            await _may_not(interaction, Page.CHANNELS, MAKES_CHANNELS)
            return
    await _use(interaction, number, channel)


@pages.ROLES.handles
@stewards_only
async def choose_roles(interaction: Interaction, *, values: list[str]) -> None:
    """Let these roles make a steward."""
    _require_manager(interaction)
    guild = interaction.guild
    roles = [None if guild is None else guild.get_role(int(one)) for one in values[:MOST_ROLES]]
    found = [role for role in roles if role is not None]
    if len(found) < len(roles):
        raise Gone
    await _change(interaction, STEWARD_ROLES, [Place(one.id, one.name).dump() for one in found])
    await _saved(interaction, Page.STEWARDS)


@pages.MAKE_ROLE.handles
@stewards_only
async def ask_role(interaction: Interaction) -> None:
    """Say what the role will be."""
    if not _has(interaction, MAKES_ROLES):
        await _may_not(interaction, Page.STEWARDS, MAKES_ROLES)
        return
    say = await speaker(interaction)
    name = (await public_speaker(interaction))("setup-start-role-name")
    embed, view = pages.about_to_make_role(name, say)
    await update(interaction, embed=embed, view=view)


@pages.MAKE_ROLE_NOW.handles
@stewards_only
async def make_role(interaction: Interaction) -> None:
    """Make a role without any power of its own, and let it make a steward."""
    _require_manager(interaction)
    guild = interaction.guild
    if guild is None:
        raise Gone
    name = (await public_speaker(interaction))("setup-start-role-name")
    await defer(interaction, thinking=False)
    chosen = await interaction.client.settings.of(guild.id)
    roles = find_roles(guild, chosen.places(STEWARD_ROLES))
    if all(role.name != name for role in roles):
        try:
            roles.append(await guild.create_role(name=name, permissions=discord.Permissions.none()))
        except discord.Forbidden:
            await _may_not(interaction, Page.STEWARDS, MAKES_ROLES)
            return
    await _change(interaction, STEWARD_ROLES, [Place(one.id, one.name).dump() for one in roles])
    await _saved(interaction, Page.STEWARDS)


@pages.SWITCH.handles
@stewards_only
async def switch(interaction: Interaction, *, values: list[str]) -> None:
    """Switch on what is chosen, and off what is not."""
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.begin() as session:
        for name in SWITCHABLE:
            await switches.switch(
                session,
                guild_id,
                name,
                on=name in values,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    await _saved(interaction, Page.CAPABILITIES)


def _has(interaction: Interaction, permission: str) -> bool:
    """Whether the bot has a permission in the server as a whole."""
    guild = interaction.guild
    return guild is not None and bool(getattr(guild.me.guild_permissions, permission))


async def _may_not(interaction: Interaction, page: Page, permission: str) -> None:
    """Say which permission is missing, and how to give it."""
    bot = interaction.client
    link = checking.invitation(bot, guild_id_of(interaction), and_for_now=permission)
    embed, view = pages.may_not_make(page, permission, link or "", await speaker(interaction))
    await update(interaction, embed=embed, view=view)


async def _use(interaction: Interaction, number: int, channel: discord.TextChannel) -> None:
    """Keep a channel, and go on to the next that is not chosen yet."""
    await _change(interaction, CHANNELS[number][1], Place(channel.id, channel.name).dump())
    now = await _look(interaction)
    order = [*range(number + 1, len(CHANNELS)), *range(number)]
    following = next((one for one in order if not now.channels.get(CHANNELS[one][0])), number)
    await _saved(interaction, Page.CHANNELS, which=following)


async def _change(interaction: Interaction, setting: Setting[Any], value: Any) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        await settings.change(
            session,
            guild_id_of(interaction),
            setting,
            value,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )


async def _saved(interaction: Interaction, page: Page, *, which: int = 0) -> None:
    say = await speaker(interaction)
    await _show(interaction, page, which=which, note=say("setup-start-saved"))


async def _show(interaction: Interaction, page: Page, *, which: int = 0, note: str = "") -> None:
    say = await speaker(interaction)
    embed, view = pages.drawn(page, await _look(interaction), say, which=which, note=note)
    await update(interaction, embed=embed, view=view)


async def _look(interaction: Interaction) -> Setup:
    """What is so in this server now."""
    bot, guild_id = interaction.client, guild_id_of(interaction)
    guild, chosen = bot.get_guild(guild_id), await bot.settings.of(guild_id)
    async with bot.db.read() as session:
        try:
            in_force = len((await charter.get_charter(session, guild_id)).values)
        except NoCharter:
            in_force = 0
        draft = await charter.read_draft(session, guild_id)
        begun = await list_begun(session, guild_id)
    public = await public_speaker(interaction)
    channels: dict[str, int | None] = {}
    for name, setting in CHANNELS:
        place = chosen.place(setting)
        if place is not None:
            channel = None if guild is None else find_channel(guild, place)
            channels[name] = None if channel is None else channel.id
    roles = [] if guild is None else find_roles(guild, chosen.places(STEWARD_ROLES))
    return Setup(
        language=chosen.language,
        languages={
            tag: (Locale.parse(tag).get_display_name(tag) or tag).capitalize()
            for tag in bot.texts.languages
        },
        zone=chosen.zone,
        channels=channels,
        roles=[role.id for role in roles],
        off=[name for name in SWITCHABLE if not switches.is_on(chosen, name)],
        begun=begun,
        values=in_force,
        drafted=len(draft.content.values) if draft.is_open else 0,
        names={name: _channel_name(name, public) for name, _ in CHANNELS},
        problems=0 if guild is None else await checking.count(bot, guild),
        invite=checking.invitation(bot, guild_id),
        clock=f"{bot.clock.now().astimezone(ZoneInfo(chosen.zone)):%H:%M}",
        sample=public(
            "setup-start-sample",
            server="Tenet" if guild is None else discord.utils.escape_markdown(guild.name),
        ),
        commands={name: bot.slashes.mention(name, guild_id) for name in COMMANDS},
    )


def _channel_name(name: str, public: Speaker) -> str:
    """What a channel of this kind is called, in the language of the server."""
    return public(f"setup-start-name-{name}").lower().replace(" ", "-")


def _require_manager(interaction: Interaction) -> None:
    """Raises OnlyManagers: a steward must not say who else is one."""
    if not interaction.permissions.manage_guild:
        raise OnlyManagers


def _page(number: int) -> Page:
    return Page(number) if number in set(Page) else Page.HOME


def _which(number: int | str) -> int:
    """Raises UnknownControl: there is no such channel to choose."""
    if not str(number).isdecimal() or int(number) >= len(CHANNELS):
        raise UnknownControl
    return int(number)


CONTROLS = (
    pages.PAGE,
    pages.GO,
    pages.LANGUAGE,
    pages.ZONE,
    pages.ZONE_FORM,
    pages.ZONE_CHOSEN,
    pages.CHANNEL,
    pages.MAKE,
    pages.MAKE_NOW,
    pages.ROLES,
    pages.MAKE_ROLE,
    pages.MAKE_ROLE_NOW,
    pages.SWITCH,
)
