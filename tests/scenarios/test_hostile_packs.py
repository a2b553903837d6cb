"""A steward who means harm opens files that were made to be slow."""

from __future__ import annotations

import asyncio

import pytest

from bot.simulator.people import File
from tests.factories import Village
from tests.running import RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

SLOW = b"[" + b"a," * 20_000 + b"]"
"""Takes a second to read, and holds nothing."""


async def test_while_slow_packs_are_read_everybody_else_is_answered(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await ada.runs("/pledge make", value="Honesty")

    opened = [
        asyncio.create_task(
            village.steward.runs("/charter import", file=File("slow.yaml", SLOW, "text/yaml"))
        )
        for _ in range(3)
    ]
    answered = 0
    while not all(task.done() for task in opened):
        assert "Honesty" in await ada.runs("/pledge mine")
        answered += 1
    answers = await asyncio.gather(*opened)

    assert answered > 2
    assert all("There are no settings in this file" in answer for answer in answers)
