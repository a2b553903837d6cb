"""Pledges through the real client: reacting, being away, and everything that can go wrong."""

from __future__ import annotations

import pytest

from bot.simulator.people import SeenMessage
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


def board(village: Village, channel: str = "pledges") -> SeenMessage:
    """The pledge post as the steward sees it."""
    (message,) = village.steward.sees(village.channels[channel])
    return message


async def test_the_file_seeds_a_post_with_one_reaction_for_each_value(
    village: Village, tenet: RunningBot
) -> None:
    post = board(village)

    assert list(post.reactions) == ["🌱", "❤️", "🔥"]
    assert "We say what is so, kindly and early." in post
    assert "Nobody has pledged yet." in post


async def test_a_reaction_pledges_and_taking_it_back_withdraws(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    await ada.reacts("🌱", to=board(village))
    await ada.until(lambda: "One person has pledged." in board(village), what="the figure")
    assert "🌱 Honesty" in await ada.runs("/pledge mine")

    await ada.unreacts("🌱", to=board(village))
    await ada.until(lambda: "One person" not in board(village), what="the figure")
    assert "You have not pledged" in await ada.runs("/pledge mine")
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (1, 1)
