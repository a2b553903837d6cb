"""One event that cannot be read must not end the connection, and with it the process.

discord.py lets whatever its parsers raise end everything. Discord changes what it sends now and
then, and an event that stays unreadable would meet the next process, too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot import metrics

log = logging.getLogger(__name__)

Parser = Callable[[Any], None]

NEEDED = frozenset({"READY", "RESUMED"})
"""Without these there is no session to save."""


def survive(parsers: dict[str, Parser], look_again: Callable[[int], None]) -> None:
    """Have unreadable events logged and left out.

    Args:
        parsers: discord.py's, by the name of the event; changed in place.
        look_again: Told which server something was missed of.
    """
    for event, parse in list(parsers.items()):
        if event not in NEEDED:
            parsers[event] = _surviving(event, parse, look_again)


def _surviving(event: str, parse: Parser, look_again: Callable[[int], None]) -> Parser:
    def parse_or_leave_out(data: Any) -> None:
        try:
            parse(data)
        except Exception:  # outermost: what escapes from here would end the connection
            metrics.ERRORS.labels("gateway").inc()
            log.exception("%s could not be read and was left out", event)
            guild_id = data.get("guild_id") if isinstance(data, dict) else None
            if isinstance(guild_id, str) and guild_id.isdecimal():
                look_again(int(guild_id))

    return parse_or_leave_out
