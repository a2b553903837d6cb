"""What stewards see and do about the way in, through the real client."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import charts
from bot.clock import MovableClock
from bot.simulator.people import Person, SeenMessage
from bot.simulator.world import members
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding import starts, the_dm

pytestmark = pytest.mark.asyncio


async def asks(person: Person, line: str, **options: object) -> SeenMessage:
    """They run a command; what they alone are answered."""
    seen = await person.runs(line, options)
    assert isinstance(seen, SeenMessage)
    assert seen.is_ephemeral
    return seen


async def goes_on(person: Person, village: Village, times: int = 1) -> None:
    for _ in range(times):
        await person.clicks("Next", on=the_dm(person, village))


async def test_a_steward_reads_where_newcomers_get_to_in_words_and_as_a_picture(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = (village.join(name) for name in ("Ada", "Ben"))
    await starts(ada, tenet)
    await starts(ben, tenet)
    clock.advance(timedelta(seconds=40))
    await goes_on(ada, village)
    await tenet.settled()

    funnel = await asks(village.steward, "/onboarding funnel", weeks=2)

    assert "The way in, last 2 weeks" in funnel
    assert "**Started** 2" in funnel
    assert "**Mission** 2 · 100% · fewer than 5" in funnel
    assert "**Honesty** 1 · 50% · fewer than 5" in funnel
    assert "**Finished** 0 · 0%" in funnel
    assert "On their way or pausing right now: 2." in funnel
    (file,) = funnel.payload["attachments"]
    assert "Honesty: 1, 50%, fewer than 5" in file["description"]
    assert village.steward.opens(funnel).startswith(b"\x89PNG")


async def test_where_nothing_draws_pictures_the_words_say_so(
    village: Village, tenet: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    await starts(village.join("Ada"), tenet)

    funnel = await asks(village.steward, "/onboarding funnel")

    assert "**Started** 1" in funnel
    assert "There is no picture" in funnel
    assert funnel.files == ()


async def test_a_funnel_in_which_nobody_is_yet_says_so(village: Village, tenet: RunningBot) -> None:
    funnel = await asks(village.steward, "/onboarding funnel", weeks=1)

    assert "Nobody has begun this week" in funnel


async def test_a_german_steward_reads_the_funnel_in_german(
    village: Village, tenet: RunningBot
) -> None:
    await starts(village.join("Ada"), tenet)
    dora = village.join("Dora", locale="de")
    members.add_role(village.world, village.guild, dora.member, village.roles["Steward"].id)

    funnel = await asks(dora, "/ankommen trichter")

    assert "Der Weg hinein, letzte 8 Wochen" in funnel
    assert "**Begonnen** 1" in funnel


@pytest.mark.parametrize("line", ["/onboarding funnel"])
async def test_what_is_for_stewards_refuses_everybody_else(
    village: Village, tenet: RunningBot, line: str
) -> None:
    answer = await village.join("Ada").runs(line)

    assert "This is for stewards" in answer
