"""Doing things together through the real client, as people see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator.exchange import Exchange
from bot.simulator.people import Answer, Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import messages as world_messages
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios import initiating
from tests.scenarios.initiating import PLACES, TITLE, WHAT, WHEN, proposes

pytestmark = pytest.mark.asyncio

LEAVE = "Can't make it"
WHY = "Why does it not take place?"
CLEAN_UP = initiating.CLEAN_UP | {PLACES: "1"}


class Yard:
    """The bot, and people around one initiative."""

    def __init__(self, tenet: RunningBot, village: Village) -> None:
        self.tenet = tenet
        self.village = village
        self.ada = village.join("Ada")

    async def starts(self, person: Person | None = None, **options: Any) -> SeenMessage:
        """Somebody (Ada) starts the clean-up, with other answers or elsewhere if given."""
        person = person or self.ada
        answers = CLEAN_UP | options.get("differences", {})
        await proposes(person, answers, channel=options.get("channel"))
        await self.tenet.settled()
        return self.card(options.get("channel", self.village.channels["initiatives"]))

    def card(self, channel: Any = None) -> SeenMessage:
        return self.ada.sees(channel or self.village.channels["initiatives"])[-1]

    async def clicks(self, person: Person, label: str, card: SeenMessage | None = None) -> Answer:
        answer = await person.clicks(label, on=card or self.card())
        await self.tenet.settled()
        return answer

    async def gives_up(self, person: Person) -> Answer:
        asked = await self.clicks(person, "Can't make it")
        return await self.clicks(person, "Give up my seat", asked)

    def notices(self) -> list[str]:
        stewards = self.village.channels["stewards"]
        return [notice.text for notice in self.village.steward.sees(stewards)]


@pytest_asyncio.fixture
async def yard(
    request: pytest.FixtureRequest,
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
) -> AsyncIterator[Yard]:
    """A community; a test may be given other channels as parameter."""
    names = getattr(request, "param", ("initiatives", "stewards", "welcome"))
    config = village.config(channels={name: name for name in names})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    yield Yard(tenet, village)
    await tenet.stop()


async def test_an_initiative_gets_a_card_that_says_what_who_and_when(yard: Yard) -> None:
    card = await yard.starts()

    for part in (
        "Park clean-up",
        "❤️ Care",
        "some Saturday or other",
        "In: 0 of 1",
        "Be the first.",
    ):
        assert part in card
    assert yard.ada.mention in card
    assert card.mention_ids == ()


async def test_an_answer_names_the_buttons_as_the_card_does_whatever_its_own_language(
    yard: Yard,
) -> None:
    cleo = yard.village.join("Cleo", locale="de")
    card = await yard.starts()

    answer = await yard.clicks(cleo, "Join")

    assert "Du bist dabei" in answer
    assert f"drücke auf „{card.button(LEAVE).label}“" in answer


async def test_the_last_place_is_taken_once_and_the_next_in_line_is_told_when_it_is_free(
    yard: Yard,
) -> None:
    bea = yard.village.join("Bea")
    cleo = yard.village.join("Cleo", locale="de")
    await yard.starts()

    assert "You are in" in await yard.clicks(bea, "Join")
    assert "Nummer 1 in der Warteschlange" in await yard.clicks(cleo, "Join")
    assert "schon in der Warteschlange, als Nummer 1" in await yard.clicks(cleo, "Join")
    assert "In: 1 of 1" in yard.card()
    assert "1 person waits" in yard.card()
    asked = await yard.clicks(bea, "Can't make it")
    assert "Others wait for a seat" in asked
    kept = await yard.clicks(bea, "Keep it", asked)
    assert "You are in" in kept
    asked = await yard.clicks(bea, "Can't make it")
    assert "Noted: you can't make it" in await yard.clicks(bea, "Give up my seat", asked)

    card = yard.card()
    assert bea.mention not in card
    assert "waits" not in card
    assert "In: 1 of 1" in card
    (told,) = cleo.dms(yard.village.application)
    assert "Ein Platz ist frei geworden und für dich reserviert." in told
    assert "Du bist dabei" in await yard.clicks(cleo, "Bestätigen", told)
    assert cleo.mention in yard.card()
    assert bea.dms(yard.village.application) == []


async def test_the_private_message_has_the_way_out_in_it(yard: Yard) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    await yard.starts()
    for person in (bea, cleo):
        await yard.clicks(person, "Join")
    await yard.gives_up(bea)
    (told,) = cleo.dms(yard.village.application)

    await yard.clicks(cleo, "Can't make it", told)

    assert "In: 0 of 1" in yard.card()
    (after,) = cleo.dms(yard.village.application)
    assert "Noted: you can't make it" in after
    assert [button.label for button in after.buttons] == ["Join"]
    assert "You are in" in await yard.clicks(cleo, "Join", after)
    assert cleo.mention in yard.card()


async def test_whoever_closed_their_dms_is_told_beside_the_card_without_a_ping(
    yard: Yard,
) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    cleo.closes_dms()
    await yard.starts()
    for person in (bea, cleo):
        await yard.clicks(person, "Join")
    card = yard.card()

    await yard.gives_up(bea)

    assert "In: 1 of 1" in yard.ada.looks_again(card)
    told = yard.card()
    assert f"{cleo.mention}, a seat in **Park clean-up** is kept for you until" in told
    assert "You are in" in await yard.clicks(cleo, "Join", card)
    assert cleo.mention in yard.ada.looks_again(card)
    assert told.mention_ids == ()
    assert yard.notices() == []


async def test_a_member_who_leaves_the_server_frees_their_place_at_once(yard: Yard) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    await yard.starts()
    for person in (bea, cleo):
        await yard.clicks(person, "Join")

    bea.leaves()

    told = await cleo.waits_for("A seat is free")
    assert "You are in" in await yard.clicks(cleo, "Confirm", told)
    assert bea.mention not in yard.card()
    assert cleo.mention in yard.card()
    assert (await yard.tenet.ledger(yard.village.guild.id))["initiative.promoted"] == 1


async def test_who_left_while_the_bot_was_away_is_noticed_and_nobody_else_loses_a_place(
    yard: Yard,
) -> None:
    bea, cleo, dan = (yard.village.join(name) for name in ("Bea", "Cleo", "Dan"))
    await yard.starts(differences={PLACES: "2"})
    for person in (bea, cleo, dan):
        await yard.clicks(person, "Join")

    await yard.tenet.stop()
    bea.leaves()
    await yard.tenet.start()

    card = yard.card()
    assert bea.mention not in card
    assert cleo.mention in card
    assert "In: 2 of 2" in card
    (told,) = dan.dms(yard.village.application)
    assert "A seat is free" in told
    guild = yard.tenet.bot.get_guild(yard.village.guild.id)
    assert guild is not None
    assert (await yard.tenet.bot.reconciler.compare(guild)).changed == 0


async def test_a_card_stays_alive_over_a_restart(yard: Yard) -> None:
    bea = yard.village.join("Bea")
    await yard.starts()

    await yard.tenet.restart()

    assert "You are in" in await yard.clicks(bea, "Join")
    assert bea.mention in yard.card()


async def test_a_card_that_somebody_deleted_stays_deleted_until_a_steward_wants_it_back(
    sim: Simulator, yard: Yard
) -> None:
    bea = yard.village.join("Bea")
    card = await yard.starts()
    channel, stewards = yard.village.channels["initiatives"], yard.village.channels["stewards"]
    world_messages.delete(sim.world, channel.messages[card.id])

    shown = await bea.runs("/initiative show", initiative="park CLEAN-UP")
    assert "You are in" in await yard.clicks(bea, "Join", shown)

    assert bea.sees(channel) == []
    assert bea.mention in await bea.runs("/initiative show", initiative="Park clean-up")
    (notice,) = yard.village.steward.sees(stewards)
    assert "Somebody deleted the card of **Park clean-up**" in notice

    steward = yard.village.steward
    assert "on its way" in await yard.clicks(steward, "Post the card again", notice)
    assert "Nothing was posted" in await yard.clicks(steward, "Post the card again", notice)

    (again,) = bea.sees(channel)
    assert bea.mention in again
    assert again.mention_ids == ()


@pytest.mark.thorough
async def test_a_channel_deleted_with_its_cards_is_one_notice_and_one_click(
    sim: Simulator, yard: Yard, clock: MovableClock
) -> None:
    stewards = yard.village.channels["stewards"]
    for number in range(2):
        await yard.starts(differences={TITLE: f"Number {number}"})
    world_channels.delete(sim.world, yard.village.channels["initiatives"])
    back = world_channels.create(sim.world, yard.village.guild, "initiatives")
    bea = yard.village.join("Bea")

    for number in range(2):
        shown = await bea.runs("/initiative show", initiative=f"Number {number}")
        assert "You are in" in await bea.clicks("Join", on=shown)
    await yard.tenet.settled()

    told = yard.village.steward.sees(stewards)
    notice, gone = sorted(told, key=lambda seen: 'The channel "initiatives"' in seen)
    assert 'The channel "initiatives" was deleted' in gone
    assert "the cards of 2 initiatives" in notice
    assert yard.ada.sees(back) == []
    asked = await yard.ada.runs("/initiative show", initiative="Number 0")
    assert "Its card is gone" in asked
    assert "Post the card again" in [button.label for button in asked.buttons]
    where = await yard.clicks(yard.village.steward, "Post the cards again", notice)
    assert "Where should it stand?" in where
    answer = await yard.village.steward.selects(str(back.id), on=where)
    assert "2 cards are on their way" in answer
    clock.advance(timedelta(seconds=5))
    await yard.tenet.settled()

    assert len(yard.ada.sees(back)) == 2
    assert all(bea.mention in card for card in yard.ada.sees(back))


async def test_the_list_turns_its_pages_in_place(yard: Yard) -> None:
    assert "Nothing is planned" in await yard.ada.runs("/initiative list")
    for number in range(6):
        await yard.starts(differences={TITLE: f"Number {number}"})

    first = await yard.ada.runs("/initiative list")
    assert "Number 5" in first
    assert "Number 0" not in first
    assert first.buttons[0].disabled

    second = await yard.ada.clicks("Further", on=first)
    assert "Number 0" in second
    assert "Page 2 of 2" in second
    choices = await yard.ada.completes("/initiative show", initiative="BER 3")
    assert [choice.name for choice in choices] == ["Number 3"]


async def test_calling_it_off_is_seen_on_the_card_and_told_to_whoever_had_signed_up(
    yard: Yard,
) -> None:
    bea = yard.village.join("Bea")
    await yard.starts()
    await yard.clicks(bea, "Join")

    refusal = await bea.runs("/initiative manage", initiative="Park clean-up")
    assert "Only whoever organises" in refusal
    panel = await yard.ada.runs("/initiative manage", initiative="Park clean-up")
    form = await yard.ada.clicks("Call it off…", on=panel)
    answer = await yard.ada.fills_in(form, {WHY: "The river has risen."})
    assert "I will write to the one person" in answer
    await yard.tenet.settled()

    card = yard.card()
    assert "Called off: Park clean-up" in card
    assert card.buttons == ()
    (told,) = bea.dms(yard.village.application)
    assert "called off" in told
    assert "The river has risen." in told


async def test_more_places_let_the_queue_in(yard: Yard) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    await yard.starts()
    for person in (bea, cleo):
        await yard.clicks(person, "Join")

    panel = await yard.ada.runs("/initiative manage", initiative="Park clean-up")
    form = await yard.ada.clicks("Seats and needs…", on=panel)
    assert '"0" is not a number of seats.' in await yard.ada.fills_in(form, {PLACES: "0"})
    form = await yard.ada.clicks("Seats and needs…", on=panel)
    await yard.ada.fills_in(form, {PLACES: "5"})
    await yard.tenet.settled()

    assert "In: 2 of 5" in yard.card()


async def test_a_title_full_of_signs_stays_a_title(yard: Yard) -> None:
    bad = "**@everyone** <@1> [x](https://x.example) \u202eesrever # `y`"

    card = await yard.starts(differences={TITLE: bad, WHAT: "> " + bad * 10})

    assert "\u202e" not in card.text
    assert "\\*\\*@everyone\\*\\*" in card
    assert not card.mention_everyone
    assert card.mention_ids == ()


async def test_two_of_one_title_keep_their_own_cards_though_an_answer_gets_lost(
    sim: Simulator, yard: Yard, clock: MovableClock
) -> None:
    bea = yard.village.join("Bea")
    channel = yard.village.channels["initiatives"]
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    await proposes(yard.ada, CLEAN_UP)
    first = await bea.waits_for("Park clean-up", channel=channel)
    second = await yard.starts()

    clock.advance(timedelta(minutes=1))
    await yard.tenet.settled()
    assert len(bea.sees(channel)) == 2
    await yard.clicks(bea, "Join", first)

    assert bea.mention in bea.looks_again(first)
    assert bea.mention not in bea.looks_again(second)


@pytest.mark.parametrize("yard", [("stewards", "welcome")], indirect=True)
async def test_without_a_channel_for_initiatives_the_card_stands_where_it_was_started(
    yard: Yard,
) -> None:
    general = yard.village.channels["general"]

    await yard.starts(channel=general)

    assert "Park clean-up" in yard.card(general)
    assert yard.notices() == []


async def test_a_channel_that_is_gone_is_told_once_and_cards_stand_where_they_are_started(
    sim: Simulator, yard: Yard
) -> None:
    world_channels.delete(sim.world, yard.village.channels["initiatives"])
    general = yard.village.channels["general"]
    await yard.tenet.restart()

    await yard.starts(channel=general)
    await yard.starts(channel=general)

    assert len(yard.village.steward.sees(general)) == 2
    (notice,) = yard.notices()
    assert 'The channel "initiatives" was deleted' in notice


async def test_a_rush_of_clicks_is_few_edits_and_the_last_one_shows_everybody(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(channels={"initiatives": "initiatives", "welcome": "welcome"})
    tenet = RunningBot(
        sim, database_path, clock, config | {"deliveries": {"edit_every_seconds": 300}}
    )
    await tenet.start()
    yard = Yard(tenet, village)
    card = await yard.starts(differences={PLACES: ""})
    edits: list[Exchange] = []
    sim.observers.append(
        lambda seen: (
            edits.append(seen) if isinstance(seen, Exchange) and seen.method == "PATCH" else None
        )
    )

    crowd = [village.join(f"Person {number}") for number in range(15)]
    for person in crowd:
        assert "You are in" in await person.clicks("Join", on=card)
    clock.advance(timedelta(seconds=301))
    await tenet.settled()
    await tenet.stop()

    assert "In: 15" in yard.card()
    assert len(edits) == 1


@pytest.mark.thorough
async def test_of_two_with_one_title_both_are_suggested_and_the_date_tells_them_apart(
    yard: Yard,
) -> None:
    for when in ("3 March 2026 at 18:00", "10 March 2026 at 18:00"):
        await yard.starts(differences={WHEN: when})

    for command in ("/initiative show", "/initiative manage"):
        found = await yard.ada.completes(command, initiative="park")

        assert [choice.name for choice in found] == [
            "Park clean-up · Tuesday 10 March 2026, 18:00",
            "Park clean-up · Tuesday 3 March 2026, 18:00",
        ]


@pytest.mark.thorough
async def test_whoever_leaves_the_server_and_rejoins_has_no_seat_and_lines_up_behind_the_others(
    yard: Yard,
) -> None:
    bea, cleo, dan = (yard.village.join(name) for name in ("Bea", "Cleo", "Dan"))
    await yard.starts(differences={PLACES: "1"})
    for person in (bea, cleo, dan):
        await yard.clicks(person, "Join")

    bea.leaves()
    await cleo.waits_for("A seat is free")
    bea.joins(yard.village.guild)
    await yard.tenet.caught_up()

    assert bea.mention not in yard.card()
    assert "number 2 in line" in await yard.clicks(bea, "Join")
