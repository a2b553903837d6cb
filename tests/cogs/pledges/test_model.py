"""Random histories against a small model: what members did is what stands in the database."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import SqliteDatabase
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.pledges.models import Pledge, PledgeState, Reaffirmation
from cogs.pledges.service import NotPledged, Source, choose, reactions, recovery, withdraw
from cogs.pledges.service.emojis import base_of, key_of
from cogs.pledges.service.reactions import Cleared, Event, Mark, Moved, Reacted, Unmarked
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, GUILD, HONESTY, Scene

pytestmark = pytest.mark.thorough

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Withdrawn:
    """A member withdraws by command, whatever stands under the post."""

    user_id: int
    emoji: str


@dataclass(frozen=True)
class Chosen:
    """A member chooses from the list in the conversation with newcomers."""

    user_id: int
    emojis: frozenset[str]


@dataclass(frozen=True)
class Reworded:
    """The community publishes other words for a value."""

    emoji: str


MEMBERS = st.sampled_from([ADA, BEN])
EMOJIS = st.sampled_from([HONESTY, HONESTY, CARE, "🍕"])
POST = 1

reacted = st.builds(Reacted, st.just(GUILD), st.just(POST), MEMBERS, EMOJIS, st.booleans())
moved = st.builds(Moved, st.just(GUILD), MEMBERS, st.booleans())
cleared = st.builds(
    Cleared, st.just(GUILD), st.just(POST), st.sampled_from([None, HONESTY, CARE, "🍕"])
)
unmarked = st.just(Unmarked(GUILD, POST))
batches = st.lists(
    st.lists(st.one_of(reacted, reacted, reacted, moved, cleared, unmarked), max_size=8)
    | st.builds(Withdrawn, MEMBERS, st.sampled_from([HONESTY, CARE]))
    | st.builds(Chosen, MEMBERS, st.frozensets(st.sampled_from([HONESTY, CARE])))
    | st.builds(Reworded, st.sampled_from([HONESTY, CARE])),
    max_size=8,
)


@dataclass
class Model:
    """What the rules say, in the fewest words: who stands where, and who is pledged to what."""

    standing: set[tuple[int, str]] = field(default_factory=set)
    revisions: dict[str, int] = field(default_factory=lambda: {HONESTY: 1, CARE: 1})
    pledges: dict[tuple[int, str, int], tuple[PledgeState, int | None]] = field(
        default_factory=dict
    )
    """How each stands, by member, value and revision, and which earlier words it took over from."""
    chosen: set[tuple[int, str]] = field(default_factory=set)
    """Those that came to hold by choosing from the list."""
    ledger: Counter[str] = field(default_factory=Counter)

    def happens(self, event: Event) -> None:
        if isinstance(event, Reacted) and event.emoji != "🍕":
            self.reacts((event.user_id, event.emoji), event.added)
        elif isinstance(event, Moved):
            self.moves(event.user_id, event.here)
        elif isinstance(event, Cleared):
            self.standing = {mark for mark in self.standing if event.emoji not in (None, mark[1])}

    def reacts(self, mark: tuple[int, str], added: bool) -> None:
        if added is (mark in self.standing):
            return
        if added:
            self.standing.add(mark)
            self.makes(mark, by_choice=False)
        else:
            self.standing.discard(mark)
            self.withdraws(mark)

    def makes(self, mark: tuple[int, str], *, by_choice: bool) -> None:
        present = self.revisions[mark[1]]
        held = self.held(mark)
        if held == present:
            return
        (self.chosen.add if by_choice else self.chosen.discard)(mark)
        if held is not None:
            self.turns((*mark, held), PledgeState.RENEWED, "pledge.reaffirmed")
        before = held or self.stood(mark, PledgeState.LEFT)
        if before is not None and before < present:
            self.pledges[*mark, before] = (PledgeState.RENEWED, self.pledges[*mark, before][1])
        else:
            before = None
        self.pledges[*mark, present] = (PledgeState.ACTIVE, before)
        if held is None:
            self.ledger["pledge.made"] += 1

    def chooses(self, user_id: int, emojis: frozenset[str]) -> None:
        for mark in [(user_id, HONESTY), (user_id, CARE)]:
            if mark[1] in emojis:
                self.makes(mark, by_choice=True)
            elif (
                mark in self.chosen
                and mark not in self.standing
                and self.held(mark) == self.revisions[mark[1]]
            ):
                self.withdraws(mark)

    def withdraws(self, mark: tuple[int, str]) -> None:
        held = self.held(mark)
        if held is not None:
            self.turns((*mark, held), PledgeState.WITHDRAWN, "pledge.withdrawn")

    def moves(self, user_id: int, here: bool) -> None:
        before = PledgeState.LEFT if here else PledgeState.ACTIVE
        after = PledgeState.ACTIVE if here else PledgeState.LEFT
        for pledge, (state, _) in list(self.pledges.items()):
            if pledge[0] == user_id and state is before:
                self.turns(pledge, after, "pledge.reopened" if here else "pledge.closed")

    def turns(self, pledge: tuple[int, str, int], state: PledgeState, kind: str) -> None:
        self.pledges[pledge] = (state, self.pledges[pledge][1])
        self.ledger[kind] += 1

    def held(self, mark: tuple[int, str]) -> int | None:
        """The revision that a member holds to, and there is never a second."""
        return self.stood(mark, PledgeState.ACTIVE)

    def stood(self, mark: tuple[int, str], state: PledgeState) -> int | None:
        found = [
            pledge[2]
            for pledge, (stands, _) in self.pledges.items()
            if pledge[:2] == mark and stands is state
        ]
        assert len(found) <= 1
        return found[0] if found else None


class World:
    """A fresh community in a database file of its own."""

    def __init__(self, empty: Path, folder: Path) -> None:
        path = shutil.copy(empty, folder / "tenet.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.scene = Scene(self.db, NOW)

    async def __aenter__(self) -> World:
        await self.db.start()
        await self.scene.build()
        assert self.scene.post_id == POST
        async with self.db.read() as session:
            self.values = await charter.list_values(session, GUILD)
        self.names = {value.id: base_of(key_of(value.emoji)) for value in self.values}
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.db.stop()

    async def standing(self) -> set[tuple[int, str]]:
        return {(user, emoji) for _, emoji, user in await self.scene.standing()}

    async def pledges(self) -> dict[tuple[int, str, int], tuple[str, int | None]]:
        return {
            (row.user_id, self.names[row.value_id], row.value_revision): (
                str(row.state),
                row.from_revision,
            )
            for row in await self.scene.rows()
        }

    async def ledger(self) -> dict[str, int]:
        counts = await self.scene.ledger()
        counts.pop("pledge.post_opened")
        return counts

    async def withdraws(self, act: Withdrawn) -> None:
        value_id = next(key for key, emoji in self.names.items() if emoji == act.emoji)
        with contextlib.suppress(NotPledged):
            async with self.db.begin() as session:
                await withdraw(session, MemberKey(GUILD, act.user_id), value_id, now=NOW)

    async def chooses(self, act: Chosen) -> None:
        wanted = {key for key, emoji in self.names.items() if emoji in act.emojis}
        async with self.db.begin() as session:
            member = MemberKey(GUILD, act.user_id)
            await choose(session, member, wanted, source=Source.ONBOARDING, now=NOW)

    async def rewords(self, act: Reworded) -> None:
        value = next(value for value in self.values if self.names[value.id] == act.emoji)
        async with self.db.begin() as session:
            known = await charter.get_value(session, GUILD, value.name)
            promise = f"{value.name}, put another way for the {known.revision}. time."
            await charters.reword(session, GUILD, known, promise, now=NOW)

    async def queued(self) -> set[tuple[int, str, int]]:
        """Whose pledge to which words is to be asked about."""
        async with self.db.read() as session:
            rows = await session.execute(
                select(Pledge).join(Reaffirmation, Reaffirmation.pledge_id == Pledge.id)
            )
            return {
                (row.user_id, self.names[row.value_id], row.value_revision)
                for row in rows.scalars()
            }

    async def compares(self, truth: set[tuple[int, str]]) -> int:
        """As the comparison does for every value; how much it changed."""
        changed = 0
        for value in self.values:
            async with self.db.read() as session:
                known = await recovery.known_between(
                    session, POST, self.names[value.id], after=0, upto=None
                )
            seen = {user for user, emoji in truth if emoji == self.names[value.id]}
            for users, act in ((seen - known, reactions.react), (known - seen, reactions.unreact)):
                marks = [Mark(GUILD, POST, user, self.names[value.id], value) for user in users]
                async with self.db.begin() as session:
                    changed += await act(session, marks, source=Source.RECOVERED, now=NOW)
        return changed


relaxed = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@relaxed
@given(history=batches)
@example(history=[[Moved(GUILD, BEN, False), Reacted(GUILD, POST, BEN, HONESTY, True)]])
@example(
    history=[
        [Reacted(GUILD, POST, BEN, HONESTY, True), Moved(GUILD, BEN, False)],
        Reworded(HONESTY),
        Chosen(BEN, frozenset({HONESTY})),
        [Moved(GUILD, BEN, True)],
    ]
)
def test_any_history_in_any_batches_ends_where_the_rules_say(
    empty_database: Path, history: list[list[Event] | Withdrawn | Chosen | Reworded]
) -> None:
    async def play(folder: Path) -> None:
        model = Model()
        async with World(empty_database, folder) as world:
            for batch in history:
                if isinstance(batch, Withdrawn):
                    await world.withdraws(batch)
                    model.withdraws((batch.user_id, batch.emoji))
                    continue
                if isinstance(batch, Reworded):
                    await world.rewords(batch)
                    model.revisions[batch.emoji] += 1
                    continue
                if isinstance(batch, Chosen):
                    await world.chooses(batch)
                    model.chooses(batch.user_id, batch.emojis)
                    continue
                await world.scene.happens(*batch)
                for event in batch:
                    model.happens(event)

            assert await world.standing() == model.standing
            assert await world.pledges() == model.pledges
            assert await world.ledger() == model.ledger
            assert await world.queued() == {
                pledge
                for pledge, (state, _) in model.pledges.items()
                if state is PledgeState.ACTIVE and pledge[2] != model.revisions[pledge[1]]
            }

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))


@dataclass(frozen=True)
class Told:
    """What a member did, and how often and how late the gateway told us of it."""

    event: Reacted
    times: int
    late: bool


tellings = st.lists(
    st.builds(Told, reacted, st.integers(min_value=0, max_value=2), st.booleans()), max_size=20
)


@relaxed
@given(history=tellings)
def test_whatever_the_gateway_loses_doubles_or_disorders_a_comparison_puts_right(
    empty_database: Path, history: list[Told]
) -> None:
    truth: set[tuple[int, str]] = set()
    told: list[Event] = []
    late: list[Event] = []
    for telling in history:
        event = telling.event
        mark = (event.user_id, event.emoji)
        if event.emoji != "🍕":
            (truth.add if event.added else truth.discard)(mark)
        (late if telling.late else told).extend([event] * telling.times)

    async def play(folder: Path) -> None:
        async with World(empty_database, folder) as world:
            await world.scene.happens(*told, *late)

            await world.compares(truth)

            held = {
                (user_id, emoji)
                for (user_id, emoji, _), (state, _) in (await world.pledges()).items()
                if state == "active"
            }
            assert held == truth
            assert await world.standing() == truth
            before = await world.ledger()
            assert before.get("pledge.made", 0) - before.get("pledge.withdrawn", 0) == len(truth)
            assert await world.compares(truth) == 0
            assert await world.ledger() == before

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))
