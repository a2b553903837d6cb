"""Which value gets attention: what counts as an act for it, and how long it is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.db import Database, SqliteDatabase
from bot.models import MemberKey
from bot.texts import Texts
from cogs.reminders.models import Chooses
from cogs.reminders.service import values
from cogs.reminders.service.values import Shown
from tests.reminding import GUILD, a_post, a_reminder, with_values

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SIX_WEEKS = timedelta(weeks=6)
HONESTY, CARE, COURAGE = 1, 2, 3
ADA, BEA = 11, 12


@dataclass
class Community:
    """Values, what members do for them, and which one gets attention next."""

    value_ids: Sequence[int]
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.shown: dict[int, Shown] = {}
        self.history: list[tuple[datetime, int]] = []

    def posts(self, acts: dict[int, int]) -> int:
        chosen = values.neglected(self.value_ids, acts, self.shown, now=self.now)
        self.shown[chosen] = Shown(len(self.history) + 1, self.now)
        self.history.append((self.now, chosen))
        return chosen


steps = st.lists(
    st.tuples(
        st.integers(1, 30 * 24),  # hours until the next post
        st.lists(st.integers(0, 20), min_size=12, max_size=12),  # acts for each value
    ),
    max_size=60,
)


def _holds_for_any_history(count: int, history: list[tuple[int, list[int]]]) -> None:
    community = Community(range(1, count + 1))
    for hours, acts in history:
        community.now += timedelta(hours=hours)
        before = dict(community.shown)
        last = community.history[-1][1] if community.history else None
        chosen = community.posts({one: acts[one - 1] for one in community.value_ids})
        rested = {
            one
            for one in community.value_ids
            if one not in before or community.now - before[one].at >= SIX_WEEKS
        }
        if rested:
            assert chosen not in before or (
                community.now - before[chosen].at >= SIX_WEEKS - timedelta(hours=12)
            )
            assert acts[chosen - 1] <= min(acts[one - 1] for one in rested)
        if count > 1:
            assert chosen != last or community.now - before[chosen].at >= (
                SIX_WEEKS - timedelta(hours=12)
            )


@given(st.integers(1, 12), steps)
@settings(max_examples=40, deadline=None)
def test_no_value_comes_twice_within_six_weeks_while_another_has_rested(
    count: int, history: list[tuple[int, list[int]]]
) -> None:
    _holds_for_any_history(count, history)


@pytest.mark.thorough
@given(st.integers(1, 12), steps)
@settings(max_examples=700, deadline=None)
def test_nor_does_it_in_any_of_many_more_histories(
    count: int, history: list[tuple[int, list[int]]]
) -> None:
    _holds_for_any_history(count, history)


@given(
    st.integers(2, 12),
    st.lists(st.lists(st.integers(0, 20), min_size=12, max_size=12), max_size=60),
)
@settings(max_examples=30, deadline=None)
def test_every_week_no_value_is_forgotten_and_seven_of_them_keep_six_weeks_apart(
    count: int, weeks: list[list[int]]
) -> None:
    community = Community(range(1, count + 1))
    for acts in weeks:
        community.now += timedelta(weeks=1)
        community.posts({one: acts[one - 1] for one in community.value_ids})

    for value_id in community.value_ids:
        seen = [week for week, (_, chosen) in enumerate(community.history) if chosen == value_id]
        gaps = [later - earlier for earlier, later in pairwise(seen)]
        assert all(gap <= 6 + 2 * count for gap in gaps)
        if count >= 6:
            assert all(gap >= 6 for gap in gaps)


def test_of_equally_neglected_values_the_one_shown_longest_ago_comes() -> None:
    long_ago = NOW - timedelta(weeks=20)

    shown = {1: Shown(5, long_ago), 2: Shown(4, long_ago), 3: Shown(6, long_ago)}

    assert values.neglected([1, 2, 3], {}, shown, now=NOW) == 2
    assert values.neglected([1, 2, 3], {2: 1}, shown, now=NOW) == 1
    assert values.neglected([3, 2, 1], {}, {}, now=NOW) == 3


def test_the_same_weekday_six_weeks_later_is_six_weeks_though_the_clocks_have_changed() -> None:
    shown = {one: Shown(one, NOW + timedelta(weeks=one - 1)) for one in (1, 2, 3)}
    six_weeks_later = NOW + SIX_WEEKS - timedelta(hours=1)

    assert values.neglected([1, 2, 3], {1: 9}, shown, now=six_weeks_later) == 1
    a_day_before = six_weeks_later - timedelta(days=1)
    assert values.neglected([1, 2, 3], {1: 9}, shown, now=a_day_before) == 2


@pytest.mark.parametrize("kind", sorted({*values.SERVES, *values.TAKES_BACK}))
def test_every_act_that_counts_is_one_that_the_ledger_has_words_for(kind: str) -> None:
    assert Texts().speak("en").has("ledger-" + kind.replace(".", "-").replace("_", "-"))


async def did(session: AsyncSession, kind: str, **differences: Any) -> None:
    fields: dict[str, Any] = {
        "guild_id": GUILD,
        "at": NOW - timedelta(days=3),
        "user_id": ADA,
        "subject_id": 7,
        "value_id": HONESTY,
    }
    await activity.record(session, kind, **fields | differences)


async def counted(session: AsyncSession) -> dict[int, int]:
    return await values.count_acts(session, GUILD, since=NOW - values.ATTENTION_SPAN)


@pytest.mark.asyncio
async def test_what_members_did_for_a_value_counts_once_and_only_if_it_stands(
    each_db: Database,
) -> None:
    async with each_db.begin() as session:
        for kind in ("pledge.made", "pledge.withdrawn", "pledge.made"):  # to and fro
            await did(session, kind)
        await did(session, "pledge.step_done", subject_id=8)
        await did(session, "initiative.attended", user_id=BEA)
        for kind in ("initiative.attended", "initiative.attendance_withdrawn"):
            await did(session, kind, value_id=CARE)
        for kind in ("initiative.joined", "initiative.left"):
            await did(session, kind, value_id=CARE)
        for kind in ("initiative.waitlisted", "initiative.promoted", "initiative.joined"):
            await did(session, kind, value_id=COURAGE)

        assert await counted(session) == {HONESTY: 3, COURAGE: 1}


@pytest.mark.asyncio
async def test_reading_and_what_tenet_does_itself_and_what_is_long_ago_are_no_acts(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        for kind in ("onboarding.step", "reminder.posted", "reminder.added", "initiative.voted"):
            await did(session, kind)
        await did(session, "pledge.made", at=NOW - timedelta(weeks=8, seconds=1))
        await did(session, "pledge.made", guild_id=GUILD + 1)
        await did(session, "pledge.made", value_id=None)

        assert await counted(session) == {}


@pytest.mark.asyncio
async def test_acts_of_members_who_were_forgotten_still_count_each(each_db: Database) -> None:
    async with each_db.begin() as session:
        for user_id in (ADA, BEA):
            await did(session, "initiative.attended", user_id=user_id)
            await activity.forget(session, MemberKey(GUILD, user_id))

        assert await counted(session) == {HONESTY: 2}


@pytest.mark.asyncio
async def test_attention_goes_to_what_was_least_acted_on_and_counts_what_was_really_posted(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        first, second, third = [value.id for value in await with_values(session, now=NOW)]
        reminder = await a_reminder(session, now=NOW)
        await did(session, "pledge.made", value_id=first)
        await did(session, "pledge.made", value_id=second)

        async def chosen(now: datetime = NOW) -> int:
            value = await values.choose_value(session, GUILD, chooses=Chooses.ATTENTION, now=now)
            assert value is not None
            return value.id

        async def was_chosen(value_id: int, at: datetime, posted_at: datetime | None) -> None:
            await a_post(
                session,
                reminder,
                now=NOW,
                value_id=value_id,
                chosen_at=at,
                posted_at=posted_at,
            )

        assert await chosen() == third
        await was_chosen(third, NOW - timedelta(days=2), None)
        assert await chosen() == third  # nobody ever saw that one
        await was_chosen(third, NOW - timedelta(hours=1), None)
        assert await chosen() == first  # that one is on its way
        await was_chosen(first, NOW, NOW)
        assert await chosen() == second
        assert await chosen(NOW + SIX_WEEKS) == third
