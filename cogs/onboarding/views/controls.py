"""The buttons and lists of the conversation.

What moves it carries the turn at which it was drawn. What only answers a step does not: the message
stays where it is, and all its buttons go on working.
"""

from __future__ import annotations

import discord
from discord import ui

from bot.components import Control
from bot.texts import Speaker
from cogs.onboarding.service.journeys import Press
from cogs.onboarding.service.scenes import Scene

START = Control("onboarding:start")
START_FROM_DM = Control("onboarding:start-from-dm:{guild}")
HERE = Control("onboarding:here:{journey}")
MOVE = Control("onboarding:move:{journey}")
AGAIN = Control("onboarding:again:{journey}")
PRESSES = {press: Control(f"onboarding:{press}:{{journey}}:{{turn}}") for press in Press}
LANGUAGE = Control("onboarding:language:{journey}")
REMIND = Control("onboarding:remind:{journey}:{turn}")


def press_button(
    now: Scene, press: Press, say: Speaker, *, row: int | None = None
) -> ui.Button[ui.View]:
    """A button that moves a journey on from where it is now."""
    style = discord.ButtonStyle.secondary
    if press is Press.CONTINUE:
        style = discord.ButtonStyle.primary
    return PRESSES[press].button(
        say(f"onboarding-{press}"), style=style, row=row, journey=now.id, turn=now.turn
    )
