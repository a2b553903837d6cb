"""Drawing the panel from what is so, and changing what is so from the panel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot import granting
from bot.config import OnboardingStep as Kind
from bot.interactions import Interaction, guild_id_of, speaker, update
from bot.places import find_channel, find_role
from bot.texts import Speaker
from cogs.onboarding.service import configuring, dilemmas
from cogs.onboarding.service.configuring import ChangedMeanwhile, Changing, Setup
from cogs.onboarding.views import panel
from cogs.onboarding.views.panel import DilemmaLine, Page, Room
from cogs.onboarding.views.parts import Shown


@asynccontextmanager
async def changing(
    interaction: Interaction, page: Page, mark: int, *, picked: Kind | None = None
) -> AsyncIterator[Changing]:
    """Change something in one transaction, then show the page as it is; a stale one only that."""
    bot, note = interaction.client, "onboarding-configure-saved"
    try:
        async with bot.db.begin() as session:
            yield Changing(
                session,
                guild_id_of(interaction),
                interaction.user.id,
                seen=mark,
                now=bot.clock.now(),
            )
    except ChangedMeanwhile:
        note = "onboarding-configure-changed-meanwhile"
    say = await speaker(interaction)
    await redraw(interaction, page, note=say(note), picked=picked)


async def redraw(
    interaction: Interaction, page: Page, *, note: str = "", picked: Kind | None = None
) -> None:
    shown = await drawn(interaction, page, note=note, picked=picked)
    await update(interaction, shown.text or None, embed=shown.embed, view=shown.view)


async def drawn(
    interaction: Interaction, page: Page, *, note: str = "", picked: Kind | None = None
) -> Shown:
    say = await speaker(interaction)
    async with interaction.client.db.read() as session:
        setup = await configuring.read(session, guild_id_of(interaction))
        written = await dilemmas.list_written(session, guild_id_of(interaction))
    lines = [
        DilemmaLine(
            one.id,
            one.question,
            say("onboarding-name-dilemma-of", a=one.first.name, b=one.second.name)
            if one.first is not None and one.second is not None
            else say("onboarding-name-gone"),
        )
        for one in written
    ]
    room = _room(interaction.guild, setup, tuple(lines), say)
    return panel.panel(page, setup, room, say, note=note, picked=picked)


async def setup_of(interaction: Interaction) -> Setup:
    async with interaction.client.db.read() as session:
        return await configuring.read(session, guild_id_of(interaction))


def _room(
    guild: discord.Guild | None, setup: Setup, lines: tuple[DilemmaLine, ...], say: Speaker
) -> Room:
    """What stands behind the names in the setup, and what keeps it from working."""
    if guild is None:
        return Room(dilemmas=lines)
    here, hello = find_channel(guild, setup.welcome), find_channel(guild, setup.hello)
    found = [(place, find_role(guild, place)) for place in setup.roles]
    troubles = []
    if here is None and setup.is_on:
        troubles.append(say("onboarding-configure-no-welcome"))
    for place, role in found:
        wrong = None if role is None else granting.hindrance(role)
        if role is None:
            troubles.append(say("onboarding-configure-role-gone", role=str(place)))
        elif wrong is not None:
            troubles.append(say(f"onboarding-{wrong.key}", **wrong.arguments))
    return Room(
        roles=tuple(f"@{place}" if role is None else role.mention for place, role in found),
        role_ids=tuple(role.id for _, role in found if role is not None),
        welcome=None if here is None else here.mention,
        welcome_id=None if here is None else here.id,
        hello=None if hello is None else hello.mention,
        hello_id=None if hello is None else hello.id,
        troubles=tuple(troubles),
        out_of_sight=granting.out_of_sight(guild),
        dilemmas=lines,
    )
