"""Ending tasks for certain."""

from __future__ import annotations

import asyncio
from typing import Any

ASK_AGAIN_SECONDS = 0.2


async def cancel(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and return when they have ended; what they raise is nobody's business any more.

    One request is not enough: `asyncio.wait_for` before Python 3.12 drops it when what it waits for
    is done in the same moment, and a task that runs for ever then goes on doing so.
    """
    while under_way := [task for task in tasks if not task.done()]:
        for task in under_way:
            task.cancel()
        await asyncio.wait(under_way, timeout=ASK_AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
