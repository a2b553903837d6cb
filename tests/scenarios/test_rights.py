"""What is for stewards is refused to everybody else, by whatever way they come to it.

Every command and every control is tried, as they are registered: one that is added is tried, too.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.simulator.people import Answer, Form, Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world.entities import Message
from bot.stewards import is_for_stewards
from cogs.onboarding.models import Answer as OnboardingAnswer
from cogs.pledges.models import Objection
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import proposes
from tests.scenarios.sweeping import leaves, runs_hidden, uses_hidden

pytestmark = pytest.mark.asyncio

OURS = ("bot.client", "bot.components")
"""What asks before any handler does."""
ONLY = "bot.stewards_only"
"""What asks in the place of handlers."""

REFUSED = "This is for stewards"
LAKE, HERON, OTTER = "We keep the lake clean.", "herons are shy", "otters came first"
PRIVATE = (LAKE, HERON, OTTER)
"""What stands in the draft, in an objection, and in what brought a newcomer here."""


@pytest_asyncio.fixture
async def busy(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """A server with one of each: a reminder, an initiative, a journey, a draft."""
    weekly = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
    tenet = RunningBot(sim, database_path, clock, village.config(reminders=[weekly]))
    await tenet.start()
    await proposes(village.steward)
    nour = village.join("Nour")
    await nour.runs("/onboarding start")
    form = await village.steward.runs("/charter edit mission")
    assert isinstance(form, Form)
    await village.steward.fills_in(form, {form.fields[0].label: LAKE})
    now, theirs = clock.now(), {"guild_id": village.guild.id, "user_id": nour.user.id}
    async with tenet.bot.db.begin() as session:
        session.add(Objection(**theirs, value_id=1, value_revision=1, reason=HERON, made_at=now))
        wrote = {"step": "reflection", "content": {"text": OTTER}, "answered_at": now}
        session.add(OnboardingAnswer(journey_id=1, **wrote))
    yield tenet
    await tenet.stop()


async def let_pass(*args: object) -> None:
    """In place of a check."""


async def own_message(person: Person) -> Message:
    """A message that only they see, with something to press."""
    shown = await person.runs("/charter show")
    assert isinstance(shown, SeenMessage)
    return person._message(shown)


async def changes_of(person: Person, tenet: RunningBot) -> list[str]:
    """What the audit says they changed."""
    async with tenet.bot.db.read() as session:
        theirs = AuditEntry.actor_id == person.user.id
        return list(await session.scalars(select(AuditEntry.what).where(theirs)))


async def tries(
    person: Person, village: Village, tenet: RunningBot, *, for_stewards: bool
) -> dict[str, Answer]:
    """What they are told by every command and control of a kind, by name."""
    told: dict[str, Answer] = {}
    for command in leaves(tenet):
        if is_for_stewards(command) is for_stewards:
            told[f"/{command.qualified_name}"] = await runs_hidden(person, village, command)
    message = await own_message(person)
    for control in tenet.bot.controls:
        if control.for_stewards is for_stewards:
            told[control.template] = await uses_hidden(person, village, control, on=message)
    return told


@pytest.mark.parametrize("checked", ["before the handler", "by the handler"])
async def test_what_is_for_stewards_is_refused_to_members(
    busy: RunningBot, village: Village, checked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_handlers = [name for name in sys.modules if "cogs." in name or name == ONLY]
    without = OURS if checked == "by the handler" else by_handlers
    for module in without:
        for check in ("require_steward", "require_steward_in"):
            if hasattr(sys.modules[module], check):
                monkeypatch.setattr(sys.modules[module], check, let_pass)
    told = await tries(village.join("Ada"), village, busy, for_stewards=True)

    assert {name: answer.text for name, answer in told.items() if REFUSED not in answer} == {}
    assert len([name for name in told if name.startswith("/")]) > 25
    assert len(told) > 100


@pytest.mark.thorough
async def test_members_neither_read_nor_change_what_is_for_stewards(
    busy: RunningBot, village: Village
) -> None:
    ada, ines = village.join("Ada"), village.steward
    told = await tries(ada, village, busy, for_stewards=False)
    assert [name for name, answer in told.items() if REFUSED in answer] == []
    assert [
        name for name, answer in told.items() if any(it in repr(answer) for it in PRIVATE)
    ] == []
    assert await changes_of(ada, busy) == []

    told = await tries(ines, village, busy, for_stewards=True)
    read = " ".join(map(repr, told.values()))
    assert [it for it in PRIVATE if it not in read] == []  # who may would have found it
    assert len(set(await changes_of(ines, busy))) > 5


async def test_a_group_that_is_wholly_for_stewards_is_hidden_from_members(
    village: Village, tenet: RunningBot
) -> None:
    tops: dict[str, set[bool]] = {}
    for command in leaves(tenet):
        top = command.root_parent or command
        tops.setdefault(top.name, set()).add(is_for_stewards(command))
        said = command.description.startswith("For stewards:")
        assert said <= is_for_stewards(command), command.qualified_name
        if is_for_stewards(command) and top.default_permissions is None:
            assert said, command.qualified_name
    hidden = {f"/{name}" for name, kinds in tops.items() if kinds == {True}}

    shown = set(village.join("Ada").commands())
    assert hidden
    assert not hidden & shown
    assert hidden <= set(village.steward.commands())
    assert {f"/{name}" for name in tops} - hidden <= shown
