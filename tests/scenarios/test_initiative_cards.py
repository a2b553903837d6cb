"""Looking at initiatives through the real client: the card, what it asks of me, what is mine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.simulator.people import Answer, Person, SeenMessage
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    Kind,
    Need,
    PlaceKind,
    Signup,
    SignupState,
)
from cogs.initiatives.service import changing
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

NASTY = "**@everyone** <@1> [x](https://x.example) ~~gone~~ שלום # `y` ||z||"


class Square:
    """The bot, and initiatives whose cards stand in one channel."""

    def __init__(self, tenet: RunningBot, village: Village) -> None:
        self.tenet = tenet
        self.village = village
        self.channel = village.channels["initiatives"]

    async def holds(self, *, signups: dict[Person, SignupState] | None = None, **row: Any) -> int:
        """An initiative as it is, with its card on the way."""
        bot = self.tenet.bot
        guild_id = self.village.guild.id
        async with bot.db.begin() as session:
            made = await an_initiative(
                session,
                **{"guild_id": guild_id, "channel_id": self.channel.id, "message_id": None} | row,
            )
            for position, (person, state) in enumerate((signups or {}).items()):
                session.add(
                    Signup(
                        initiative_id=made.id,
                        guild_id=guild_id,
                        user_id=person.id,
                        state=state,
                        position=position,
                        language="en",
                        changed_at=bot.clock.now(),
                    )
                )
            await changing.changed(session, made, now=bot.clock.now())
        await self.tenet.settled()
        return made.id

    async def becomes(self, initiative_id: int, **changes: Any) -> None:
        """Something changed about it, some time later."""
        bot = self.tenet.bot
        async with bot.db.begin() as session:
            row = await session.get_one(Initiative, initiative_id)
            for name, value in changes.items():
                setattr(row, name, value)
            await changing.changed(session, row, now=bot.clock.now())

    def card(self) -> SeenMessage:
        return self.village.steward.sees(self.channel)[-1]


@pytest.fixture
def square(tenet: RunningBot, village: Village) -> Square:
    return Square(tenet, village)


def labels(answer: Answer | SeenMessage) -> list[str]:
    return [button.label for button in answer.buttons]


async def test_one_card_is_edited_from_stage_to_stage_and_shows_what_can_be_pressed(
    square: Square, clock: MovableClock
) -> None:
    ada, bea = square.village.join("Ada"), square.village.join("Bea")
    start = clock.now() + timedelta(days=2)
    id_ = await square.holds(
        title="Park clean-up",
        organiser_id=ada.id,
        kind=Kind.EVENT,
        starts_at=start,
        place_kind=PlaceKind.OUTSIDE,
        place_text="At the bridge",
        first_step="Borrow gloves",
        capacity=2,
        signups={bea: SignupState.CONFIRMED},
    )
    async with square.tenet.bot.db.begin() as session:
        session.add(Need(initiative_id=id_, name="driver", capacity=2, position=0))
    seen: list[tuple[str, list[str]]] = []
    for changes in (
        {},
        {"capacity": 1},
        {"state": InitiativeState.RUNNING, "starts_at": clock.now()},
        {"ends_at": clock.now()},
        {"state": InitiativeState.CANCELLED, "reason": "Storm."},
    ):
        await square.becomes(id_, **changes)
        clock.advance(timedelta(seconds=5))
        await square.tenet.settled()
        seen.append((square.card().text, labels(square.card())))

    assert len(ada.sees(square.channel)) == 1
    (opened, full, running, over, cancelled) = seen
    for part in ("Event", "At the bridge", "Borrow gloves", f"<t:{int(start.timestamp())}:F>"):
        assert part in opened[0]
    assert "driver — **0 of 2**" in opened[0]
    assert "In: 1 of 2" in opened[0]
    assert opened[1] == ["Join", "Maybe", "Can't make it"]
    assert "Event · full" in full[0]
    assert "under way" in running[0]
    assert running[1] == ["Check in"]
    assert "Whoever organised it is yet to say." in over[0]
    assert "Called off: Park clean-up" in cancelled[0]
    assert "Storm." in cancelled[0]
    assert cancelled[1] == []


@pytest.mark.thorough
async def test_show_asks_everybody_what_concerns_them_and_nothing_else(square: Square) -> None:
    ada, bea, cleo = (square.village.join(name) for name in ("Ada", "Bea", "Cleo"))
    await square.holds(
        title="Park clean-up",
        organiser_id=ada.id,
        capacity=1,
        signups={bea: SignupState.CONFIRMED},
    )
    show = "/initiative show"

    organiser = await ada.runs(show, initiative="Park clean-up")
    guest = await bea.runs(show, initiative="Park clean-up")
    stranger = await cleo.runs(show, initiative="Park clean-up")

    assert "You organise this." in organiser
    assert "Manage" in labels(organiser)
    assert "You are in." in guest
    assert labels(guest)[:1] == ["Can't make it"]
    assert "Manage" not in labels(guest)
    assert "It is full. You can stand in line" in stranger
    assert labels(stranger) == ["Join", "Maybe", "Can't make it"]
    await cleo.clicks("Join", on=stranger)
    assert "You wait as number 1." in await cleo.runs(show, initiative="Park clean-up")


@pytest.mark.thorough
async def test_the_list_narrows_by_what_is_asked_and_leads_to_each(
    square: Square, clock: MovableClock
) -> None:
    dora = square.village.join("Dora", locale="de")
    for number in range(6):
        starts = clock.now() + timedelta(days=number, hours=1)
        await square.holds(title=f"Number {number}", kind=Kind.WORKSHOP, starts_at=starts)
    await square.holds(title="Some day", kind=Kind.PROJECT)

    first = await dora.runs("/initiative list", kind="workshop")
    second = await dora.clicks("Weiter", on=first)
    undated = await dora.runs("/initiative list", when="no-date")
    none = await dora.runs("/initiative list", kind="workshop", when="no-date")
    opened = await dora.selects("Number 5", on=second)

    assert "Workshops" in first
    assert "Number 0" in first
    assert "Number 5" not in first
    assert "Number 5" in second
    assert "Seite 2 von 2" in second
    assert "Some day" in undated
    assert "Number" not in undated
    assert "Nichts passt dazu." in none
    assert "Es gibt einen Platz für dich." in opened


@pytest.mark.thorough
async def test_mine_says_how_one_stands_and_hands_out_a_calendar_of_it(
    square: Square, clock: MovableClock
) -> None:
    ada, bea = square.village.join("Ada"), square.village.join("Bea")
    soon = clock.now() + timedelta(days=1)
    assert "sign" in await bea.runs("/initiative mine")
    await square.holds(title="Led by Bea", organiser_id=bea.id, starts_at=soon)
    await square.holds(
        title="Full",
        capacity=1,
        starts_at=soon + timedelta(days=1),
        signups={ada: SignupState.CONFIRMED, bea: SignupState.WAITING},
    )
    await square.holds(title="Perhaps", signups={bea: SignupState.INTERESTED})

    mine = await bea.runs("/initiative mine")
    calendar = await bea.clicks("Calendar (.ics)", on=mine)

    for part in ("Led by Bea", "You organise this.", "You wait as number 1.", "You said maybe."):
        assert part in mine
    assert calendar.files == ("initiatives.ics",)
    assert b"SUMMARY:Led by Bea" in bea.opens(calendar)
    assert b"SUMMARY:Full" not in bea.opens(calendar)


@pytest.mark.thorough
async def test_a_title_full_of_signs_stays_a_title_wherever_it_is_shown(square: Square) -> None:
    bea = square.village.join("Bea")
    title = NASTY[:100]
    await square.holds(title=title, organiser_id=bea.id)

    for shown in (
        square.card(),
        await bea.runs("/initiative show", initiative=title),
        await bea.runs("/initiative list"),
        await bea.runs("/initiative mine"),
    ):
        assert "\\*\\*@everyone\\*\\*" in shown
        assert "\\|\\|z\\|\\|" in shown
        assert not shown.mention_everyone
        assert shown.mention_ids == ()
