"""What is pressed and said from the start on."""

from __future__ import annotations

from discord import ButtonStyle, ui
from discord.utils import escape_markdown

from bot.components import Control
from bot.texts import Speaker
from cogs.initiatives.service.running import Arrival

START = Control("initiatives:start:{initiative_id}")
CODE = Control("initiatives:code:{initiative_id}")
CHECK_IN = Control("initiatives:check-in:{initiative_id}")
"""On the card while it is under way, and wherever somebody is asked whether they are there."""


def check_in_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """I am here."""
    return CHECK_IN.button(
        say("initiatives-check-in"), style=ButtonStyle.success, initiative_id=initiative_id
    )


def arrived(arrival: Arrival, say: Speaker) -> str:
    """What checking in has led to."""
    key = "same" if not arrival.is_new else "expected" if arrival.had_seat else "welcome"
    return say(f"initiatives-arrived-{key}", title=escape_markdown(arrival.title))
