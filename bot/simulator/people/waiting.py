"""Waiting for what happens next, without looking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from bot.simulator.interactions.state import Interaction
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.world import World

T = TypeVar("T")


async def until(world: World, look: Callable[[], T | None], *, within: float) -> T | None:
    """What `look` finds, asked now and after every event of the world; None when time is up.

    Args:
        within: Real seconds.
    """
    with _woken_by_events(world) as woken:
        return await _ask(look, woken, within)


async def until_changed(
    interaction: Interaction, look: Callable[[], T | None], *, within: float
) -> T | None:
    """What `look` finds, asked now and whenever the answer to the interaction changes."""
    woken = asyncio.Event()
    interaction.watchers.append(woken.set)
    try:
        return await _ask(look, woken, within)
    finally:
        interaction.watchers.remove(woken.set)


async def until_moment(
    world: World,
    interaction: Interaction,
    look: Callable[[], T | None],
    *,
    deadline: datetime,
    within: float,
) -> T | None:
    """As `until_changed`, but no longer than a moment of the simulator's clock.

    The clock may be moved meanwhile, and then the moment comes at once; a clock that stands still
    never gets there, and `within` real seconds end the wait.
    """
    woken = asyncio.Event()
    interaction.watchers.append(woken.set)
    appointment = world.agenda.at(deadline, woken.set)
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    try:
        while True:
            found = look()
            if found is not None:
                return found
            left = (deadline - world.now()).total_seconds()
            real = end - loop.time()
            if left <= 0 or real <= 0:
                return None
            woken.clear()
            try:
                async with asyncio.timeout(min(left, real) + 0.001):
                    await woken.wait()
            except TimeoutError:
                continue
    finally:
        appointment.cancel()
        interaction.watchers.remove(woken.set)


async def _ask(look: Callable[[], T | None], woken: asyncio.Event, within: float) -> T | None:
    try:
        async with asyncio.timeout(within):
            while True:
                found = look()
                if found is not None:
                    return found
                woken.clear()
                await woken.wait()
    except TimeoutError:
        return look()


@contextmanager
def _woken_by_events(world: World) -> Iterator[asyncio.Event]:
    woken = asyncio.Event()

    def wake(_dispatch: Dispatch) -> None:
        # The listener hears of an event while its cause is still being written down.
        loop.call_soon(woken.set)

    loop = asyncio.get_running_loop()
    world.listeners.append(wake)
    try:
        yield woken
    finally:
        world.listeners.remove(wake)
