"""Random histories of rewording and answering against a small model of the rules."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db import SqliteDatabase
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.service import digests, figures, objections, versions
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, GUILD, HONESTY, Scene

pytestmark = pytest.mark.thorough

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMES = {"Honesty": HONESTY, "Care": CARE}

MEMBERS = st.sampled_from([ADA, BEN])
VALUES = st.sampled_from(list(NAMES))


@dataclass(frozen=True)
class Reacts:
    """A member reacts, or takes the reaction back."""

    user_id: int
    name: str
    added: bool


@dataclass(frozen=True)
class Rewords:
    """Stewards publish other words."""

    name: str


@dataclass(frozen=True)
class Answers:
    """A member presses a button under words that may be old: so many revisions behind."""

    user_id: int
    name: str
    how: str
    behind: int


@dataclass(frozen=True)
class Writes:
    """Half an hour passes, and whoever is due is written to."""


histories = st.lists(
    st.builds(Reacts, MEMBERS, VALUES, st.sampled_from([True, True, False]))
    | st.builds(Rewords, VALUES)
    | st.builds(
        Answers,
        MEMBERS,
        VALUES,
        st.sampled_from(["reaffirm", "let go", "object", "take back"]),
        st.sampled_from([0, 0, 0, 1]),
    )
    | st.builds(Writes),
    max_size=25,
)


@dataclass
class Model:
    """Who holds to which words, who has what against them, and who was asked about which."""

    revisions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 1))
    standing: set[tuple[int, str]] = field(default_factory=set)
    held: dict[tuple[int, str], int] = field(default_factory=dict)
    renewed: set[tuple[int, str]] = field(default_factory=set)
    """Those whose pledge took the place of one to earlier words."""
    objected: set[tuple[int, str, int]] = field(default_factory=set)
    silent: set[tuple[int, str]] = field(default_factory=set)
    """Asked about the present words, or having answered: nobody is asked about these again."""
    ledger: Counter[str] = field(default_factory=Counter)

    def makes(self, who: tuple[int, str]) -> None:
        before, now = self.held.get(who), self.revisions[who[1]]
        if before != now:
            self.ledger["pledge.made" if before is None else "pledge.reaffirmed"] += 1
            (self.renewed.discard if before is None else self.renewed.add)(who)
            self.held[who] = now

    def ends(self, who: tuple[int, str]) -> None:
        if self.held.pop(who, None) is not None:
            self.ledger["pledge.withdrawn"] += 1
            self.silent.discard(who)

    def reacts(self, act: Reacts) -> None:
        who = (act.user_id, act.name)
        if act.added and who not in self.standing:
            self.standing.add(who)
            self.makes(who)
        elif not act.added and who in self.standing:
            self.standing.discard(who)
            self.ends(who)

    def rewords(self, name: str) -> None:
        self.revisions[name] += 1
        self.silent = {who for who in self.silent if who[1] != name}

    def answers(self, act: Answers) -> None:
        who, revision = (act.user_id, act.name), self.revisions[act.name]
        if act.behind or who not in self.held:
            return
        is_earlier = self.held[who] < revision
        match act.how:
            case "reaffirm":
                self.makes(who)
                self.forgets((*who, revision))
            case "let go":
                self.ends(who)
            case "object" if is_earlier:
                if (*who, revision) not in self.objected:
                    self.ledger["pledge.objected"] += 1
                self.objected.add((*who, revision))
                self.silent.add(who)
            case "take back" if is_earlier:
                self.forgets((*who, revision))

    def forgets(self, objection: tuple[int, str, int]) -> None:
        if objection in self.objected:
            self.objected.discard(objection)
            self.ledger["pledge.objection_taken_back"] += 1

    def figures(self) -> dict[str, tuple[int, int, int]]:
        """To the present words, how many of them renewed, and to earlier ones; by value."""
        found = {}
        for name, revision in self.revisions.items():
            here = {who: held for who, held in self.held.items() if who[1] == name}
            present = {who for who, held in here.items() if held == revision}
            found[name] = (len(present), len(present & self.renewed), len(here) - len(present))
        return found

    def asks(self) -> set[tuple[int, str]]:
        asked = {
            who
            for who, revision in self.held.items()
            if revision < self.revisions[who[1]] and who not in self.silent
        }
        self.silent |= asked
        return asked


class World:
    """The same in a database."""

    def __init__(self, db: SqliteDatabase) -> None:
        self.scene = Scene(db, NOW)
        self.db = db

    async def value(self, name: str) -> ValueText:
        async with self.db.read() as session:
            return await charter.get_value(session, GUILD, name)

    async def reacts(self, act: Reacts) -> None:
        how = self.scene.reacts if act.added else self.scene.unreacts
        await self.scene.happens(how(act.user_id, NAMES[act.name]))

    async def rewords(self, name: str) -> None:
        known = await self.value(name)
        async with self.db.begin() as session:
            await charters.reword(
                session, GUILD, known, f"{name}, {known.revision} times.", now=self.scene.now
            )

    async def answers(self, act: Answers) -> None:
        value, member = await self.value(act.name), MemberKey(GUILD, act.user_id)
        revision, now = value.revision - act.behind, self.scene.now
        async with self.db.begin() as session:
            if act.how == "reaffirm":
                await versions.reaffirm(session, member, value.id, revision=revision, now=now)
            elif act.how == "let go":
                await versions.let_go(session, member, value.id, revision=revision, now=now)
            else:
                reason = "Because." if act.how == "object" else ""
                await versions.object_to(
                    session, member, value.id, revision=revision, reason=reason, now=now
                )

    async def asks(self) -> set[tuple[int, str]]:
        """Who is written to about what, as the message words it."""
        self.scene.now += timedelta(minutes=31)
        asked = set()
        async with self.db.begin() as session:
            for member in await digests.list_due(session, now=self.scene.now):
                unasked = await digests.find_unasked(session, member)
                for one in await versions.list_reworded(session, member):
                    if one.is_open and one.pledge_id in unasked:
                        asked.add((member.user_id, one.now.name))
                await digests.note_asked(session, list(unasked.items()), now=self.scene.now)
        return asked

    async def held(self) -> dict[tuple[int, str], int]:
        names = {(await self.value(name)).id: name for name in NAMES}
        held: dict[tuple[int, str], int] = {}
        for row in await self.scene.rows():
            if row.state == "active":
                who = (row.user_id, names[row.value_id])
                assert who not in held
                held[who] = row.value_revision
        return held

    async def figures(self) -> dict[str, tuple[int, int, int]]:
        async with self.db.read() as session:
            return {
                figure.value.name: (figure.present, figure.reaffirmed, figure.earlier)
                for figure in await figures.summary(session, GUILD)
                if figure.value.name in NAMES
            }

    async def objected(self) -> int:
        async with self.db.read() as session:
            return (await objections.list_page(session, GUILD, 0)).total

    async def ledger(self) -> dict[str, int]:
        counts = await self.scene.ledger()
        counts.pop("pledge.post_opened")
        return counts


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
def test_any_history_of_words_and_answers_ends_where_the_rules_say(
    empty_database: Path, history: list[Reacts | Rewords | Answers | Writes]
) -> None:
    async def play(folder: Path) -> None:
        path = shutil.copy(empty_database, folder / "tenet.db")
        db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        await db.start()
        world, model = World(db), Model()
        await world.scene.build()
        for act in history:
            match act:
                case Reacts():
                    await world.reacts(act)
                    model.reacts(act)
                case Rewords(name):
                    await world.rewords(name)
                    model.rewords(name)
                case Answers():
                    await world.answers(act)
                    model.answers(act)
                case Writes():
                    assert await world.asks() == model.asks()
        assert await world.held() == model.held
        assert await world.figures() == model.figures()
        assert await world.objected() == len(model.objected)
        assert await world.ledger() == dict(model.ledger)
        assert await world.asks() == model.asks()
        assert await world.asks() == set()
        await db.stop()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))
