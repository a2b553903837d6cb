"""Whatever is asked for in whatever order: never too much, never at night, and nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, preferences
from bot.contact import (
    Contact,
    ContactOutcome,
    Denied,
    Kind,
    Limits,
    Merge,
    Overflow,
    Quiet,
    Reason,
    choices,
    digests,
)
from bot.contact.models import Choice
from bot.db import SqliteDatabase
from bot.deliveries import Wait
from bot.models import MemberKey
from tests.conftest import GUILD, MONDAY
from tests.variants import variants

ADA = MemberKey(GUILD, 7)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
PER_DAY = 5

WAITING = Kind("test.waiting", patience=timedelta(days=5))
MERGING = Kind("test.merging", overflow=Overflow.MERGE, patience=timedelta(days=9))
EXPIRING = Kind("test.expiring", overflow=Overflow.EXPIRE, patience=timedelta(days=2))
URGENT = Kind("test.urgent", urgent=True, patience=timedelta(hours=1))
KINDS = st.sampled_from([WAITING, MERGING, EXPIRING, URGENT])

HOURS = st.sampled_from([None, time(0), time(2, 30), time(8), time(13), time(22, 15)])
ZONES = st.sampled_from(["Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia"])
JUMPS = st.sampled_from([timedelta(hours=-2), timedelta(days=3)])

T = TypeVar("T")


@dataclass
class Asked:
    """A message that is to be sent, as the outbox keeps it."""

    reason: Reason
    asked_at: datetime
    not_before: datetime
    expires_at: datetime | None = None
    """As a line of a digest."""

    @property
    def is_digest(self) -> bool:
        return self.reason.kind in (digests.KIND, digests.URGENT)


class Weeks(RuleBasedStateMachine):
    """The gate, with a worker that asks it and writes down what the worker writes down."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        path = shutil.copy(self.empty, Path(self.folder.name) / "weeks.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.now = MONDAY
        self.zone = "Europe/Berlin"
        self.quiet = Quiet(None, None, hold_urgent=True)
        self.pending: list[Asked] = []
        self.lines: list[Asked] = []
        self.asked = self.urgent = 0
        self.run(self.db.start())

    def teardown(self) -> None:
        try:
            self.wait_for_all()
        finally:
            self.run(self.db.stop())
            self.runner.close()
            self.folder.cleanup()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def does(self, use_case: Callable[..., Awaitable[None]], *about: Any, **more: Any) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                await use_case(session, *about, **more)

        self.run(act())

    @initialize(per_week=st.integers(1, 4), apart=st.sampled_from([0, 6, 20]))
    def sets_up(self, per_week: int, apart: int) -> None:
        self.limits = Limits(per_week, timedelta(hours=apart), time(21), time(8), self.zone)

    @rule(kind=KINDS, has_line=st.booleans(), several=st.sampled_from([1, 1, 4, 8]))
    def asks(self, kind: Kind, has_line: bool, several: int) -> None:
        reason = Reason(kind, line="A line" if has_line else None)
        self.pending += [Asked(reason, self.now, self.now) for _ in range(several)]
        self.asked += several
        self.urgent += several * kind.urgent
        self.work()

    @rule(hours=st.sampled_from([1, 5, 11, 26, 70]))
    def passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.work()

    @rule(by=JUMPS)
    def clock_is_set(self, by: timedelta) -> None:
        self.now += by
        self.work()

    @rule(kind=KINDS, choice=st.sampled_from(Choice))
    def chooses(self, kind: Kind, choice: Choice) -> None:
        if not kind.urgent:
            self.does(choices.choose, ADA, kind, choice, now=self.now)

    @rule(begin=HOURS, end=HOURS, hold_urgent=st.booleans())
    def wants_peace(self, begin: time | None, end: time | None, hold_urgent: bool) -> None:
        both = begin is not None and end is not None
        self.quiet = Quiet(begin if both else None, end if both else None, hold_urgent)
        self.does(choices.be_quiet, ADA, self.quiet)

    @rule(zone=ZONES)
    def moves(self, zone: str) -> None:
        self.zone = zone
        self.does(preferences.choose_zone, ADA, zone, now=self.now)

    def work(self) -> None:
        self.run(self.work_through())

    async def work_through(self) -> None:
        for one in [one for one in self.pending if one.not_before <= self.now]:
            async with self.db.begin() as session:
                held = await contact.decide(
                    session, ADA, one.reason, self.limits, asked_at=one.asked_at, now=self.now
                )
                await self.follow(session, one, held)

    async def follow(self, session: AsyncSession, one: Asked, held: object) -> None:
        match held:
            case Wait(until):
                assert until > self.now
                one.not_before = until
                return
            case Merge(expires_at, weekly, urgent):
                one.expires_at = expires_at
                self.lines.append(one)
                self.ask_for_digest(digests.URGENT if urgent else digests.KIND, weekly)
            case Denied(outcome=outcome):
                await contact.keep(session, ADA, one.reason, outcome, now=self.now)
            case _:
                self.is_allowed_now(one.reason.kind)
                sent = ContactOutcome.SENT
                await contact.keep(session, ADA, one.reason, sent, now=self.now)
        self.pending.remove(one)
        if one.is_digest:
            await self.settle(session, one, was_sent=held is None)

    def ask_for_digest(self, kind: Kind, weekly: bool) -> None:
        if not any(one.reason.kind is kind for one in self.pending):
            later = self.now + (timedelta(days=3) if weekly else timedelta(0))
            self.pending.append(Asked(Reason(kind), self.now, later))

    async def settle(self, session: AsyncSession, digest: Asked, *, was_sent: bool) -> None:
        """The lines that came with a digest, and those that were worth nothing any more."""
        urgent = digest.reason.kind.urgent
        for line in [line for line in self.lines if line.reason.kind.urgent == urgent]:
            assert line.expires_at is not None
            is_over = line.expires_at <= self.now
            if was_sent or is_over:
                outcome = ContactOutcome.EXPIRED if is_over else ContactOutcome.IN_DIGEST
                await contact.keep(session, ADA, line.reason, outcome, now=self.now)
                self.lines.remove(line)
        if any(line.reason.kind.urgent == urgent for line in self.lines):
            self.ask_for_digest(digest.reason.kind, False)

    def is_allowed_now(self, kind: Kind) -> None:
        """Said in other words than the gate says it: minutes of the day, around the clock."""
        if kind.urgent and not self.quiet.hold_urgent:
            return
        begin, end = self.quiet.begin or time(21), self.quiet.end or time(8)
        local = self.now.astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        first, last = begin.hour * 60 + begin.minute, end.hour * 60 + end.minute
        assert (minute - first) % 1440 >= (last - first) % 1440, f"{kind.name} at {local}"

    def kept(self) -> list[Contact]:
        async def look() -> list[Contact]:
            async with self.db.read() as session:
                return list(await session.scalars(select(Contact).order_by(Contact.sent_at)))

        return self.run(look())

    @invariant()
    def never_too_many(self) -> None:
        if not hasattr(self, "limits"):
            return
        sent = [one for one in self.kept() if one.outcome == ContactOutcome.SENT]
        for urgent, most, span in ((False, self.limits.per_week, WEEK), (True, PER_DAY, DAY)):
            moments = [one.sent_at for one in sent if one.is_urgent == urgent]
            for early, late in zip(moments, moments[most:], strict=False):
                assert late - early >= span

    @invariant()
    def each_is_somewhere_once(self) -> None:
        digest_kinds = {digests.KIND.name, digests.URGENT.name}
        kept = [one for one in self.kept() if one.kind not in digest_kinds]
        pending = [one for one in self.pending if not one.is_digest]
        assert len(kept) + len(pending) + len(self.lines) == self.asked

    def wait_for_all(self) -> None:
        """In the end all of it was sent or has expired, and of what is urgent nothing expired."""
        for _ in range(60):
            if not self.pending:
                break
            moment = min(one.not_before for one in self.pending)
            self.now = max(self.now + timedelta(minutes=1), moment)
            self.work()
        self.never_too_many()
        self.each_is_somewhere_once()
        assert not self.pending
        assert not self.lines
        told = (ContactOutcome.SENT, ContactOutcome.IN_DIGEST)
        kept = [one for one in self.kept() if one.kind == URGENT.name]
        assert [one.outcome for one in kept if one.outcome not in told] == []
        assert len(kept) == self.urgent


@pytest.mark.parametrize(("examples", "steps"), variants([(3, 12), (12, 30)]))
def test_no_schedule_of_messages_exceeds_a_limit_or_loses_one(
    empty_database: Path, examples: int, steps: int
) -> None:
    Weeks.empty = empty_database
    run_state_machine_as_test(
        Weeks,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # a shorter failure is not worth minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
