"""Reading the charter through the real client, as a member sees it."""

from __future__ import annotations

import pytest

from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


async def test_a_member_reads_mission_and_values_and_nobody_else_sees_it(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    answer = await ada.runs("/charter show")

    assert "We keep the river clean" in answer
    assert "🌱 Honesty" in answer
    assert answer.is_ephemeral


async def test_autocomplete_offers_values_by_what_was_typed(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    choices = await ada.completes("/values show", value="co")

    assert [choice.value for choice in choices] == ["Courage"]


async def test_a_value_is_shown_with_how_it_is_seen(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")

    answer = await ada.runs("/values show", value="honesty")

    assert "We name a mistake the day we see it." in answer
    assert "We talk about people who are not in the room." in answer


async def test_a_value_that_is_not_there_is_explained_in_the_members_language(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")

    answer = await bea.runs("/values show", value="Gold")

    assert "Einen Wert namens „Gold“ gibt es hier nicht." in answer


async def test_the_charter_is_still_there_after_a_restart(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    await tenet.restart()

    assert "🔥 Courage" in await ada.runs("/charter show")
