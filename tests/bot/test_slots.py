"""Requests stay apart, whoever makes them, and a share never takes all."""

from __future__ import annotations

import asyncio

import pytest

from bot.slots import Share, Slots

pytestmark = pytest.mark.asyncio


async def taken(slots: Slots | Share, times: int, at: list[float]) -> None:
    for _ in range(times):
        await slots.take()
        at.append(asyncio.get_running_loop().time())


async def test_a_share_and_the_rest_together_stay_below_the_limit() -> None:
    slots = Slots(200)
    share = Share(slots, 100)
    rest_at: list[float] = []
    share_at: list[float] = []

    began = asyncio.get_running_loop().time()
    await asyncio.gather(taken(slots, 12, rest_at), taken(share, 6, share_at))

    assert max(rest_at + share_at) - began >= 17 / 200 * 0.99
    assert max(share_at) - began >= 5 / 100 * 0.99


async def test_who_waits_for_a_share_keeps_nothing_from_the_rest() -> None:
    slots = Slots(20)
    slow = Share(slots, 0.1)
    await slow.take()
    waiting = [asyncio.create_task(slow.take()) for _ in range(10)]
    await asyncio.sleep(0)

    began = asyncio.get_running_loop().time()
    await slots.take()

    assert asyncio.get_running_loop().time() - began < 4 / 20
    for task in waiting:
        task.cancel()
