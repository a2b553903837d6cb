"""Behind the curtain: what each act set off, in words, with the raw JSON a click away."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from discord.utils import format_dt
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import reporting
from bot.activity import Activity
from bot.deliveries import Delivery, State
from bot.reconciliations import Reconciliation, find
from bot.rehearsal import ledger
from bot.rehearsal.community import Community
from bot.rehearsal.page import requests
from bot.rehearsal.running import RunningBot
from bot.simulator.exchange import Exchange
from bot.simulator.world.entities import Json
from bot.texts import SOURCE_LANGUAGE, Texts

MOST_ENTRIES = 50
MOST_FACTS = 60
"""Of each kind in one entry; what comes then is only counted."""

LONGEST_RAW = 20_000
"""Characters of one piece of raw JSON."""

_STATES = {State.PENDING: "is on its way", State.DONE: "has been sent", State.FAILED: "failed"}


@dataclass(frozen=True)
class Fact:
    """One thing that an act set off; `raw` is what a developer would look at."""

    words: str
    raw: str


@dataclass(eq=False)
class Entry:
    """One act with everything that it set off.

    Attributes:
        facts: By the name of their kind.
        more: How many of a kind were left out.
        is_open: Whether something may still come.
    """

    number: int
    at: datetime
    words: str
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    more: Counter[str] = field(default_factory=Counter)
    is_open: bool = True

    def add(self, kind: str, words: str, raw: Any) -> None:
        """Note one more."""
        known = self.facts.setdefault(kind, [])
        if len(known) >= MOST_FACTS:
            self.more[kind] += 1
            return
        text = json.dumps(requests.without_secrets(raw), ensure_ascii=False, indent=2)
        known.append(Fact(words, text[:LONGEST_RAW]))

    def listed(self) -> Iterator[tuple[int, str, Fact]]:
        """Every fact with its number and its kind."""
        numbers = count()
        for kind, facts in self.facts.items():
            for fact in facts:
                yield next(numbers), kind, fact


class Curtain:
    """Keeps what the latest acts have set off.

    Attributes:
        on_meanwhile: Called when the bot does something that nobody has just asked for.
    """

    def __init__(self, community: Community, running: RunningBot) -> None:
        self.entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self._community = community
        self._running = running
        self._requests = requests.Requests(community.world, community.guild)
        self._numbers = count(1)
        self._ledger_id = 0
        self._delivery_id = 0
        self._reconciliation_id = 0
        self._looked_at = community.world.now()
        self.on_meanwhile: Callable[[], None] = lambda: None
        self._say = Texts().speak(SOURCE_LANGUAGE)

    def begin(self, words: str) -> Entry:
        """An act begins."""
        if self.entries:
            self.entries[0].is_open = False
        entry = Entry(next(self._numbers), self._community.world.now(), words)
        self.entries.appendleft(entry)
        return entry

    def end(self) -> None:
        """All that the latest act set off has been noted; what comes now came by itself."""
        if self.entries:
            self.entries[0].is_open = False

    def find(self, number: int) -> Entry | None:
        """An entry that is still kept."""
        return next((entry for entry in self.entries if entry.number == number), None)

    def hear(self, exchange: Exchange) -> None:
        """Note a request of the bot."""
        self._current().add("Requests", self._requests.words(exchange), requests.raw(exchange))

    async def look(self) -> None:
        """Note what has been written down since the last look, in the entry that is open."""
        if not self._running.is_running:
            return
        async with self._running.bot.db.read() as session:
            await self._look_at_ledger(session)
            await self._look_at_deliveries(session)
            await self._look_at_reconciliations(session)

    async def begin_after(self) -> None:
        """Leave out what has been written down until now."""
        async with self._running.bot.db.read() as session:
            self._ledger_id = await _last(session, Activity.id)
            self._delivery_id = await _last(session, Delivery.id)
            self._reconciliation_id = await _last(session, Reconciliation.id)
        self._looked_at = self._community.world.now()

    def _current(self) -> Entry:
        if not self.entries or not self.entries[0].is_open:
            self.begin("Meanwhile")
            self.on_meanwhile()
        return self.entries[0]

    async def _look_at_ledger(self, session: AsyncSession) -> None:
        rows = list(
            await session.scalars(
                select(Activity).where(Activity.id > self._ledger_id).order_by(Activity.id)
            )
        )
        if not rows:
            return
        self._ledger_id = rows[-1].id
        kinds: dict[str, list[Activity]] = {}
        for row in rows:
            kinds.setdefault(row.kind, []).append(row)
        for kind, some in kinds.items():
            raw = [_columns(row) for row in some[:MOST_FACTS]]
            self._current().add("Ledger", ledger.words(kind, len(some)), raw)

    async def _look_at_deliveries(self, session: AsyncSession) -> None:
        ended = Delivery.done_at >= self._looked_at
        rows = await session.scalars(
            select(Delivery)
            .where(or_(Delivery.id > self._delivery_id, ended))
            .order_by(Delivery.id)
            .limit(MOST_FACTS * 2)
        )
        self._looked_at = self._community.world.now()
        for row in rows:
            self._delivery_id = max(self._delivery_id, row.id)
            words = f"{_in_words(row.kind)} {self._state(row)}"
            self._current().add("Deliveries", words, _columns(row))

    async def _look_at_reconciliations(self, session: AsyncSession) -> None:
        ids = await session.scalars(
            select(Reconciliation.id).where(
                Reconciliation.id > self._reconciliation_id, Reconciliation.ended_at.is_not(None)
            )
        )
        for found_id in sorted(ids):
            self._reconciliation_id = found_id
            outcome = await find(session, found_id)
            if outcome is not None:
                told = reporting.told(outcome, self._say)
                self._current().add("Recovered", told, {"id": found_id, "told": told})

    def _state(self, row: Delivery) -> str:
        if row.last_error:
            return f"did not go out: {row.last_error}"
        if row.state == State.PENDING and row.not_before > self._community.world.now():
            return f"waits until {format_dt(row.not_before, 'f')}"
        return _STATES[State(row.state)]


async def _last(session: AsyncSession, column: Any) -> int:
    return int(await session.scalar(select(func.coalesce(func.max(column), 0))) or 0)


def _columns(row: Any) -> Json:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _in_words(kind: str) -> str:
    """The kind of a delivery, a little more like words."""
    capability, _, what = kind.partition(".")
    return f"{capability.capitalize()}: {what.replace('_', ' ')}" if what else kind
