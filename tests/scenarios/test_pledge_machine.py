"""Whatever happens to posts, people, words and the bot itself: afterwards everything agrees.

The real client against the local Discord, beside a small model of the rules. Nothing is waited for
but the bot itself; where it was away, the model compares as the bot does, and both must find the
same.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.clock import MovableClock
from bot.reconcile import Cause
from bot.simulator.faults import GatewayOrder
from bot.simulator.people import SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import roles as world_roles
from cogs.charter import service as charter
from cogs.charter.service import Typed
from tests import charters
from tests.conftest import MONDAY
from tests.factories import VALUES, found_village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.pledge_model import ROLED, Model, Worth

pytestmark = pytest.mark.thorough

GARDENER = "Gardener"
PEOPLE = ("Ada", "Ben", "Cleo", "Dan", "Eve")
EMOJIS = ("🌱", "❤️", "🔥", "🐢", "🍎", "🌊")
"""Those of the first three values, and three for values to come or to change to."""
FEW_VALUES, MANY_VALUES = 2, 4

person = st.sampled_from(PEOPLE)
emoji = st.sampled_from(EMOJIS)
which = st.integers(0, 3)
toggles = st.lists(st.tuples(person, emoji), min_size=1, max_size=5)

T = TypeVar("T")


class Machine(RuleBasedStateMachine):
    """A village with a pledge post, its bot, and what should be so."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.lives = 0
        self.added = 0
        self.run(self._found())

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        async def within() -> T:
            async with asyncio.timeout(3 * PATIENCE):
                return await doing

        return self.runner.run(within())

    def teardown(self) -> None:
        try:
            if not self.is_up:
                self.run(self._start())
            self.run(self._agree())
        finally:
            self.run(self._close())
            self.runner.close()
            self.folder.cleanup()

    # Rules.

    @rule(person=person, emoji=emoji)
    def toggle(self, person: str, emoji: str) -> None:
        self.run(self._toggle([(person, emoji)]))

    @rule(acts=toggles)
    def toggle_in_haste(self, acts: Sequence[tuple[str, str]]) -> None:
        self.run(self._toggle(acts))

    @rule(emoji=st.none() | emoji)
    def clear(self, emoji: str | None) -> None:
        self.run(self._clear(emoji))

    @rule(person=person)
    def come_or_go(self, person: str) -> None:
        self.run(self._come_or_go(person))

    @precondition(lambda self: self.is_up)
    @rule(person=person, chosen=st.sets(which))
    def pick(self, person: str, chosen: set[int]) -> None:
        if person in self.model.here:
            self.run(self._pick(person, sorted({self.value(number).name for number in chosen})))

    @precondition(lambda self: self.is_up)
    @rule(person=person, number=which)
    def withdraw(self, person: str, number: int) -> None:
        name = self.value(number).name
        if person in self.model.here and self.model.holds(person, name):
            self.run(self._withdraw(person, name))

    @precondition(lambda self: self.is_up)
    @rule(number=which)
    def reword(self, number: int) -> None:
        self.run(self._reword(self.value(number)))

    @precondition(lambda self: self.is_up)
    @rule(number=which, emoji=emoji)
    def change_emoji(self, number: int, emoji: str) -> None:
        if self.is_free(emoji, self.value(number).name):
            self.run(self._remark(self.value(number), emoji))

    @precondition(lambda self: self.is_up and len(self.model.values) > FEW_VALUES)
    @rule(number=which)
    def retire(self, number: int) -> None:
        self.run(self._retire(self.value(number)))

    @precondition(lambda self: self.is_up and len(self.model.values) < MANY_VALUES)
    @rule(emoji=emoji)
    def add(self, emoji: str) -> None:
        if self.is_free(emoji):
            self.run(self._add(emoji))

    @precondition(lambda self: self.is_up)
    @rule(acts=toggles)
    def lose_the_line_and_resume(self, acts: Sequence[tuple[str, str]]) -> None:
        self.run(self._break_line(acts, GatewayOrder.RECONNECT))

    @precondition(lambda self: self.is_up)
    @rule(
        acts=toggles,
        cleared=st.sampled_from([False, False, True]),
        moved=st.none() | person,
    )
    def lose_the_session(
        self, acts: Sequence[tuple[str, str]], cleared: bool, moved: str | None
    ) -> None:
        self.run(self._break_line(acts, GatewayOrder.INVALID, cleared=cleared, moved=moved))

    @precondition(lambda self: self.is_up)
    @rule()
    def stop(self) -> None:
        self.run(self._stop())

    @precondition(lambda self: self.is_up)
    @rule(acts=st.lists(st.tuples(person, emoji), max_size=1))
    def kill(self, acts: Sequence[tuple[str, str]]) -> None:
        """Perhaps in the middle of taking in what somebody does."""
        self.run(self._kill(acts))

    @precondition(lambda self: not self.is_up)
    @rule()
    def start(self) -> None:
        self.run(self._start())

    @precondition(lambda self: self.is_up)
    @rule()
    def agree(self) -> None:
        self.run(self._agree())

    # The village and its bot.

    async def _found(self) -> None:
        self.clock = MovableClock(MONDAY)
        self.sim = Simulator(clock=self.clock, identify_seconds=0, rate_limits=False)
        await self.sim.__aenter__()
        self.clock.on_move(self.sim.settle)
        self.village = found_village(self.sim.world)
        self.role = world_roles.create(
            self.sim.world, self.village.guild, GARDENER, position=1, permissions=0
        )
        self.people = {name: self.village.join(f"{name} Example") for name in PEOPLE}
        self.names = {one.id: name for name, one in self.people.items()}
        self.config = self.village.config(pledges={"roles": dict.fromkeys(ROLED, GARDENER)})
        self.path = Path(shutil.copy(self.empty, Path(self.folder.name) / "tenet.db"))
        self.running: RunningBot | None = None
        named = {str(one["name"]): Worth(one["name"], one["emoji"]) for one in VALUES}
        self.model = Model(named, set(PEOPLE))
        self.stood_for = {value.emoji: value.name for value in named.values()}
        await self._start()

    async def _close(self) -> None:
        if self.running is not None:
            await self.running.stop()
        await self.sim.__aexit__(None, None, None)

    @property
    def is_up(self) -> bool:
        return self.running is not None

    @property
    def tenet(self) -> RunningBot:
        assert self.running is not None
        return self.running

    @property
    def board(self) -> SeenMessage:
        return self.village.steward.sees(self.village.channels["pledges"])[-1]

    def value(self, number: int) -> Worth:
        values = list(self.model.values.values())
        return values[number % len(values)]

    def emojis(self) -> set[str]:
        return {value.emoji for value in self.model.values.values()}

    def is_free(self, text: str, name: str | None = None) -> bool:
        """Whether a value may take an emoji: what stood for one never stands for another."""
        return text not in self.emojis() and self.stood_for.get(text, name) == name

    async def _start(self) -> None:
        running = RunningBot(self.sim, self.path, self.clock, self.config)
        await running.start()
        running.bot.before_identify_hook = _at_once  # type: ignore[method-assign]
        self.running = running
        self.model.compares()

    async def _stop(self) -> None:
        running, self.running = self.tenet, None
        await running.stop()

    async def _kill(self, acts: Sequence[tuple[str, str]]) -> None:
        """Go on with what was committed at one moment, and let nothing later reach anybody."""
        self._do(acts)
        await asyncio.sleep(0)
        self.lives += 1
        path = Path(self.folder.name) / f"life{self.lives}.db"
        with sqlite3.connect(self.path) as before, sqlite3.connect(path) as after:
            before.backup(after)
        self.sim.faults.cut(times=100_000)
        await self._stop()
        self.sim.faults.clear()
        self.path = path

    # What people do.

    def _do(self, acts: Sequence[tuple[str, str]]) -> list[tuple[str, str, bool]]:
        """Reactions one after the other, without waiting for anybody; those that were possible."""
        done = []
        for name, text in acts:
            if name not in self.model.here:
                continue
            added = self.model.toggles(name, text)
            one, board = self.people[name], self.board
            self._at_once(one.reacts(text, to=board) if added else one.unreacts(text, to=board))
            done.append((name, text, added))
        return done

    def _at_once(self, doing: Coroutine[Any, Any, None]) -> None:
        """What people do by a click on the post is done before anything else happens."""
        with pytest.raises(StopIteration):
            doing.send(None)

    async def _toggle(self, acts: Sequence[tuple[str, str]]) -> None:
        done = self._do(acts)
        if self.is_up:
            await self.tenet.caught_up()
            for name, text, added in done:
                self.model.hears_toggled(name, text, added)

    async def _clear(self, text: str | None) -> None:
        self.village.steward.clears(text, of=self.board)
        self.model.is_cleared(text)
        if self.is_up:
            await self.tenet.caught_up()
            self.model.hears_cleared(text)

    async def _come_or_go(self, name: str) -> None:
        goes = self._move(name)
        if self.is_up:
            await self.tenet.caught_up()
            (self.model.hears_left if goes else self.model.hears_returned)(name)

    def _move(self, name: str) -> bool:
        """Somebody leaves the server, or comes back; whether they leave."""
        goes = name in self.model.here
        self.model.here ^= {name}
        if goes:
            self.people[name].leaves()
        else:
            self.people[name].joins(self.village.guild)
        return goes

    async def _pick(self, name: str, chosen: Sequence[str]) -> None:
        one = self.people[name]
        await one.selects(list(chosen), on=await one.clicks("Pledge…", on=self.board))
        await self.tenet.settled()
        self.model.picks(name, chosen)

    async def _withdraw(self, name: str, value: str) -> None:
        await self.people[name].runs("/pledge withdraw", {"value": value})
        await self.tenet.settled()
        self.model.withdraws(name, value)

    # What stewards publish.

    async def _reword(self, value: Worth) -> None:
        promise = f"We mean it, take {value.revision + 1}."
        await self._write(value, promise=promise)
        self.model.is_reworded(value.name)

    async def _remark(self, value: Worth, text: str) -> None:
        await self._write(value, emoji=text)
        self.model.is_remarked(value.name, text)
        self.stood_for[text] = value.name
        self.model.shows_values()

    async def _write(self, value: Worth, **changes: str) -> None:
        guild_id = self.village.guild.id
        async with self.tenet.bot.db.begin() as session:
            now = await charter.get_value(session, guild_id, value.name)
            typed = Typed(
                now.name,
                changes.get("emoji", now.emoji),
                changes.get("promise", now.promise),
                "\n".join(now.looks_like),
                "\n".join(now.does_not_look_like),
            )
            await charters.write_value(session, guild_id, now.id, typed, now=self.clock.now())
            await charters.publish(session, guild_id, now=self.clock.now())
        await self.tenet.caught_up()

    async def _retire(self, value: Worth) -> None:
        guild_id = self.village.guild.id
        async with self.tenet.bot.db.begin() as session:
            found = await charter.get_value(session, guild_id, value.name)
            await charters.retire(session, guild_id, found.id, now=self.clock.now())
        await self.tenet.caught_up()
        self.model.is_retired(value.name)
        self.model.shows_values()

    async def _add(self, text: str) -> None:
        self.added += 1
        name = f"Patience {self.added}"
        async with self.tenet.bot.db.begin() as session:
            await charters.add_value(
                session, self.village.guild.id, name=name, emoji=text, now=self.clock.now()
            )
        await self.tenet.caught_up()
        self.model.is_added(name, text)
        self.stood_for[text] = name
        self.model.shows_values()

    # What happens to the line.

    async def _break_line(
        self,
        acts: Sequence[tuple[str, str]],
        order: GatewayOrder,
        *,
        cleared: bool = False,
        moved: str | None = None,
    ) -> None:
        again, resumes = asyncio.Event(), order is GatewayOrder.RECONNECT

        async def hear(*_: object) -> None:
            again.set()

        heard = "on_shard_resumed" if resumes else "on_raw_ready"
        self.tenet.bot.add_listener(hear, heard)
        self.sim.faults.order(order)
        done = self._do(acts)
        if cleared:
            self.village.steward.clears(of=self.board)
            self.model.is_cleared(None)
        if moved is not None:
            self._move(moved)
        await again.wait()
        self.tenet.bot.remove_listener(hear, heard)
        await self.tenet.caught_up()
        if resumes:
            for name, text, added in done:
                self.model.hears_toggled(name, text, added)
            return
        await self._compare()
        self.model.compares()

    # Whether everything agrees.

    async def _compare(self) -> None:
        self.tenet.bot.reconciler.ask(self.village.guild.id, cause=Cause.STEWARD)
        await self.tenet.caught_up()

    async def _agree(self) -> None:
        await self.tenet.caught_up()
        await self._compare()
        self.model.compares()
        self._look()
        with sqlite3.connect(self.path) as watching:
            before = watching.execute("PRAGMA data_version").fetchone()
            await self._compare()
            assert watching.execute("PRAGMA data_version").fetchone() == before
        watching.close()
        self._look()

    def _look(self) -> None:
        with sqlite3.connect(self.path) as looking:
            rows = looking.execute(
                "SELECT user_id, charter_values.name, value_revision, state FROM pledges"
                " JOIN charter_values ON charter_values.id = value_id"
            ).fetchall()
            grants = looking.execute("SELECT user_id, state FROM pledge_role_grants").fetchall()
        looking.close()
        found = {(self.names[user], name, number): state for user, name, number, state in rows}
        assert found == self.model.pledges
        active = [(user, name) for user, name, _, state in rows if state == "active"]
        assert len(active) == len(set(active))
        having = {name for name in PEOPLE if self.model.has_role(name)}
        assert {self.names[user] for user, state in grants if state == "given"} == having
        for name, one in self.people.items():
            if name in self.model.here:
                assert (GARDENER in one.role_names) is (name in having), name
        for text in self.emojis():
            people = sum(mark[1] == text for mark in self.model.standing)
            assert self.board.reactions.get(text) == people + 1, text


async def _at_once(_shard_id: int, *, initial: bool = False) -> None:
    """Discord wants five seconds between two IDENTIFYs; the local one was told not to."""


def play(empty: Path, examples: int, steps: int) -> None:
    Machine.empty = empty
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.reuse, Phase.generate],  # shrinking would take many minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(180)
def test_whatever_happens_pledges_roles_and_reactions_agree_after_a_comparison(
    empty_database: Path,
) -> None:
    play(empty_database, examples=6, steps=15)


@pytest.fixture
def machine(empty_database: Path) -> Iterator[Machine]:
    """One walk whose steps a test chooses itself; it agrees at the end, or the test fails."""
    Machine.empty = empty_database
    machine = Machine()
    yield machine
    machine.teardown()


def test_a_reaction_without_meaning_that_went_unseen_does_not_stand_in_the_way_of_a_pledge(
    machine: Machine,
) -> None:
    honesty = machine.model.values["Honesty"]
    machine.toggle("Ben", "🌊")
    machine.lose_the_session([("Cleo", "🔥")], cleared=True, moved=None)
    machine.run(machine._remark(honesty, "🌊"))
    machine.lose_the_session([("Ben", "🌊")], cleared=False, moved=None)

    assert machine.model.holds("Ben", "Honesty")


def test_a_reaction_put_back_for_a_value_counts_although_others_stand_without_meaning(
    machine: Machine,
) -> None:
    honesty = machine.model.values["Honesty"]
    machine.toggle_in_haste([("Ben", "🌊"), ("Cleo", "🌊")])
    machine.lose_the_session([("Ben", "🌊")], cleared=False, moved=None)
    machine.run(machine._remark(honesty, "🌊"))
    machine.toggle("Ben", "🌊")

    assert machine.model.holds("Ben", "Honesty")
    assert not machine.model.holds("Cleo", "Honesty")
