"""The link that brings the bot into a server, with the permissions that it uses and no others."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from urllib.parse import urlencode

import discord

from bot.actions import ClearEmoji, carried_out, needed

ADDRESS = "https://discord.com/oauth2/authorize"
"""https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow"""

POLLS = "send_polls"

EVERYWHERE = frozenset(
    (POLLS, *needed(*(action for action in carried_out() if action is not ClearEmoji)))
)
"""What the bot uses in a server that has switched nothing off."""

CLEARING = frozenset(needed(ClearEmoji))
"""What it uses besides where reactions that stand for no value are to be removed."""


def permissions(*, clears: bool = False) -> frozenset[str]:
    """What to ask a server for.

    Args:
        clears: Whether other people's reactions are to be removed from under pledge posts.
    """
    return EVERYWHERE | CLEARING if clears else EVERYWHERE


def invite_url(
    application_id: int, permissions: Iterable[str], *, guild_id: int | None = None
) -> str:
    """The link. Opened where the bot is already, it gives the role of the bot what it lacks.

    Args:
        guild_id: The server that is chosen beforehand.
    """
    granted = discord.Permissions(**dict.fromkeys(permissions, True))
    query = {
        "client_id": application_id,
        "scope": "bot applications.commands",
        "permissions": granted.value,
    }
    if guild_id is not None:
        query["guild_id"] = guild_id
    return f"{ADDRESS}?{urlencode(query)}"


def application_id_of(token: str) -> int | None:
    """Whose token it is: its first part is the application's id in base64; None if it is not."""
    head = token.partition(".")[0]
    try:
        number = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 20 else None
