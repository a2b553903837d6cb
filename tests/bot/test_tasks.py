"""A task that is told to end ends, however often it has to be told."""

from __future__ import annotations

import asyncio

import pytest

from bot.tasks import cancel

pytestmark = pytest.mark.asyncio


async def deaf(requests: int) -> None:
    """Lose so many requests to end, as `asyncio.wait_for` does before Python 3.12."""
    for _ in range(requests):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            continue
    await asyncio.Event().wait()


@pytest.mark.parametrize("requests", [0, 1, 3])
async def test_a_request_that_gets_lost_is_made_again(requests: int) -> None:
    task = asyncio.create_task(deaf(requests))
    await asyncio.sleep(0)

    await asyncio.wait_for(cancel(task), 5)

    assert task.cancelled()


async def test_what_a_task_raises_at_its_end_stops_nobody() -> None:
    async def fails() -> None:
        raise LookupError

    await cancel(asyncio.create_task(fails()), asyncio.create_task(deaf(0)))
