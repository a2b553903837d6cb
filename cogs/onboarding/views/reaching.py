"""What is said about when and where somebody is written to."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.components import rows
from bot.texts import Speaker
from cogs.onboarding.service.journeys import Press
from cogs.onboarding.service.nudges import When
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.starting import Started
from cogs.onboarding.views.controls import HERE, REMIND, START_FROM_DM, press_button
from cogs.onboarding.views.parts import Around, Shown


def paused(now: Scene, say: Speaker) -> Shown:
    """A journey that rests; whether its member is reminded is theirs to choose."""
    words = [say("onboarding-paused", number=now.number, steps=now.steps)]
    if now.remind_at is None:
        words.append(say(f"onboarding-paused-unreminded-{now.place}"))
    else:
        at = discord.utils.format_dt(now.remind_at, "F")
        words.append(say(f"onboarding-paused-reminded-{now.place}", at=at))
    words.append(say("onboarding-paused-how-to-go-on"))
    options = [
        discord.SelectOption(label=say(f"onboarding-remind-{when}"), value=when) for when in When
    ]
    choose = REMIND.select(
        options, placeholder=say("onboarding-remind"), journey=now.id, turn=now.turn
    )
    return Shown(
        "\n".join(words),
        view=rows(
            choose, press_button(now, Press.CONTINUE, say), press_button(now, Press.STOP, say)
        ),
    )


def nudge(now: Scene, say: Speaker, around: Around) -> Shown:
    """The one reminder that was asked for."""
    text = say("onboarding-nudge", server=around.server, number=now.number, steps=now.steps)
    return Shown(
        text,
        view=rows(press_button(now, Press.CONTINUE, say), press_button(now, Press.STOP, say)),
    )


def offer(say: Speaker, guild_id: int, server: str) -> Shown:
    """The one message to somebody who joined, where a server has switched it on."""
    start = START_FROM_DM.button(
        say("onboarding-start"), style=discord.ButtonStyle.primary, guild=guild_id
    )
    return Shown(say("onboarding-offer", server=server), view=rows(start))


def moved(started: Started, say: Speaker, *, at: datetime | None) -> Shown:
    """What stands in place of a step that is being written to a better place.

    Args:
        at: When its turn comes, about; None: at once.
    """
    now = started.scene
    if at is None:
        text = say("onboarding-moving")
    else:
        text = say("onboarding-moving-later", when=discord.utils.format_dt(at, "R"))
    return Shown(text, view=rows(HERE.button(say("onboarding-here"), journey=now.id)))
