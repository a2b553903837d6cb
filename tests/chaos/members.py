"""What members do, each of them one thing after the other, and what they were told was done.

Somebody who got no answer does not know; they wait until the bot has been started anew, as what
they did may still be under way, and until then nobody asks anything about it.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from bot.simulator.people import Form, NoAnswer, Person, SeenMessage
from bot.simulator.people.seen import CannotDo, NotSeen
from bot.simulator.world import members
from tests.chaos.machine import Machine
from tests.factories import Village

WRONG = ("went wrong on our side", "from an earlier version")
BEGUN = ("direct message", "Step 1")
EMOJIS = {"Honesty": "🌱", "Care": "❤️", "Courage": "🔥"}
MISSION, SUMMARY = "Mission", "What is new?"
Act = Callable[[random.Random], Awaitable[None]]


@dataclass
class Told:
    """What members were told was done; what nobody was told about is not in it."""

    pledges: dict[tuple[int, str], bool] = field(default_factory=dict)
    """By member and value, of those who pledge by command."""
    seats: dict[int, bool] = field(default_factory=dict)
    """Whether somebody has a place, or a turn in the line."""
    steps: Counter[int] = field(default_factory=Counter)
    """How many steps of the conversation somebody has left behind, at the least."""
    missions: dict[int, str] = field(default_factory=dict)
    """The words of each version of the charter that was published."""
    acts: Counter[str] = field(default_factory=Counter)
    """What an answer said had been done, by kind."""
    reactions: int = 0
    """Made or taken back; nobody is told anything about them."""
    unanswered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Answers that said something else than was to be expected."""
    impossible: Counter[str] = field(default_factory=Counter)
    """Why Discord did not let somebody do something."""
    entries: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """How often somebody was told of a pledge by command: member, value, kind in the ledger."""
    untold: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """How often they asked for it and do not know what came of it."""


@dataclass(frozen=True)
class Life:
    """A loop that does one thing at a time, and what it draws from."""

    act: Act
    chance: random.Random


class Members:
    """Everybody who lives here, and a loop for each."""

    def __init__(self, village: Village, machine: Machine, seed: int, card: SeenMessage) -> None:
        self._village = village
        self._machine = machine
        self._seed = seed
        self._card = card
        self._guests = 0
        self._version = 1
        self.told = Told()
        self.standing: set[tuple[int, str]] = set()
        """The reactions that stand, by member and value."""
        self.residents = [village.join(f"Resident {n}") for n in range(10)]
        """They react once and stay: if most reactions of a value vanished in an absence, it would
        be taken for a moderator's doing, which withdraws nobody's pledge."""
        self.reacting = [village.join(f"Reactor {n}") for n in range(6)]
        self.pledging = [village.join(f"Pledger {n}") for n in range(4)]
        self.joining = [village.join(f"Joiner {n}") for n in range(6)]

    async def settle_in(self) -> None:
        """The residents pledge to everything."""
        for person in self.residents:
            post = next(one for one in person.sees("pledges") if one.reactions)
            for value, emoji in EMOJIS.items():
                await person.reacts(emoji, to=post)
                self.standing.add((person.id, value))

    def lives(self) -> list[Life]:
        """The loops. Each draws from a chance of its own: how far the others are is timing."""
        acts: list[Act] = [
            *(partial(self._react, one) for one in self.reacting),
            *(partial(self._pledge, one) for one in self.pledging),
            *(partial(self._take_or_give_up_a_seat, one) for one in self.joining),
            self._come_begin_and_perhaps_leave,
            self._come_begin_and_perhaps_leave,
            self._write_the_charter,
        ]
        return [
            Life(act, random.Random(f"{self._seed}:life {number}"))
            for number, act in enumerate(acts)
        ]

    async def live(self, life: Life, until: asyncio.Event) -> None:
        """Do it again and again."""
        while not until.is_set():
            await asyncio.sleep(life.chance.uniform(0.02, 0.4))
            await self._machine.is_up.wait()
            kills = self._machine.kills
            try:
                await life.act(life.chance)
            except _NotTold:
                await self._machine.next_start(after=kills, or_at=until)
            except (CannotDo, NotSeen) as error:  # a button is not there yet, or not any more
                self.told.impossible[str(error)[:80]] += 1
                await asyncio.sleep(0.2)

    async def _react(self, person: Person, chance: random.Random) -> None:
        """React, or take a reaction back; what stands on Discord in the end is what counts."""
        value, emoji = chance.choice(sorted(EMOJIS.items()))
        post = next(one for one in person.sees("pledges") if one.reactions)
        if (person.id, value) in self.standing:
            await person.unreacts(emoji, to=post)
            self.standing.discard((person.id, value))
        else:
            await person.reacts(emoji, to=post)
            self.standing.add((person.id, value))
        self.told.reactions += 1

    async def _pledge(self, person: Person, chance: random.Random) -> None:
        value = chance.choice(sorted(EMOJIS))
        makes = not self.told.pledges.get((person.id, value), False)
        command = "/pledge make" if makes else "/pledge withdraw"
        done = ("You have pledged to",) if makes else ("is withdrawn",)
        kind = "pledge.made" if makes else "pledge.withdrawn"
        self.told.pledges.pop((person.id, value), None)
        self.told.untold[person.id, value, kind] += 1
        answer = await person.runs(command, value=value)
        self._hear("pledge", answer, *done)
        self.told.untold[person.id, value, kind] -= 1
        self.told.entries[person.id, value, kind] += "already" not in str(answer)
        self.told.pledges[person.id, value] = makes

    async def _take_or_give_up_a_seat(self, person: Person, chance: random.Random) -> None:
        takes = not self.told.seats.pop(person.id, False)
        if takes:
            self._hear("seat", await person.clicks("Join", on=self._card), "You are in", "in line")
        else:
            answer = await person.clicks("Can't make it", on=self._card)
            if "it goes to the next in line" in str(answer):
                answer = await person.clicks("Give up my seat", on=answer)
            self._hear("seat given up", answer, "Noted")
        self.told.seats[person.id] = takes

    async def _come_begin_and_perhaps_leave(self, chance: random.Random) -> None:
        self._guests += 1
        person = self._village.join(f"Guest {self._guests}")
        self._hear("onboarding", await person.runs("/onboarding start"), *BEGUN)
        self.told.steps[person.id] = 0
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(chance.uniform(0.05, 0.3))
            mine = person.dms(self._village.application)
            if not mine:
                break
            self._hear("step", await person.clicks("Next", on=mine[-1]), "Step ")
            self.told.steps[person.id] += 1
        if chance.random() < 0.3:
            members.leave(self._village.world, self._village.guild, person.id)

    async def _write_the_charter(self, chance: random.Random) -> None:
        steward = self._village.steward
        await asyncio.sleep(chance.uniform(0.3, 2))
        form = await steward.runs("/charter edit mission")
        self._hear("form", form)
        words = f"We keep the river clean, {chance.randrange(10**9)} times over."
        assert isinstance(form, Form)
        self._hear("draft", await steward.fills_in(form, {MISSION: words}), "draft")
        asking = await steward.runs("/charter publish")
        self._hear("form", asking)
        if not isinstance(asking, Form):
            return
        asked = await steward.fills_in(asking, {SUMMARY: "The river."})
        self._hear("form", asked)
        (button,) = (b for b in asked.buttons if b.custom_id and ":confirm:" in b.custom_id)
        done = await steward.clicks(button.label, on=asked)
        self._hear("charter", done, "Version ")
        version = int(done.text.partition("Version ")[2].partition(" ")[0])
        self.told.missions[version] = words

    def _hear(self, what: str, answer: object, *done: str) -> None:
        """An answer that says it is done, in one of these words; anything else leaves it open."""
        if isinstance(answer, NoAnswer) or any(one in str(answer) for one in WRONG):
            self.told.unanswered[what] += 1
            raise _NotTold
        if done and not any(one in str(answer) for one in done):
            self.told.refused[f"{what}: {str(answer)[:200]}"] += 1
            raise _NotTold
        if done:
            self.told.acts[what] += 1


class _NotTold(Exception):
    """Whether it was done is not known to who did it."""
