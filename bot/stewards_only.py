"""Handlers that ask themselves who has come, whichever way there was to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from bot.interactions import Interaction
from bot.stewards import require_steward

Handler = Callable[..., Awaitable[None]]


def stewards_only(handler: Handler) -> Handler:
    """Let only stewards in; goes between `handles` and the handler of a control."""

    @wraps(handler)
    async def handled(interaction: Interaction, **arguments: Any) -> None:
        await require_steward(interaction)
        await handler(interaction, **arguments)

    return handled
