"""What is left of a member whom everything has forgotten: nothing that names them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    String,
    Text,
    Time,
    cast,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.exc import IntegrityError

from bot import forgetting, people
from bot.db import Base, Database, SqliteDatabase, UtcDateTime
from bot.models import MemberKey
from bot.sealing import SealedJson, SealedText
from cogs.initiatives.models import Exact
from cogs.pledges.models import Objection
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

MEMBER = MemberKey(GUILD, 900_000_000_000_000_001)
OTHER = 900_000_000_000_000_002
SECRET = "something I have told nobody else, and never will"

NEVER_ABOUT_PEOPLE = {
    *("charter_drafts.steps", "charter_drafts.values", "charter_versions.revisions"),
    *("charter_value_revisions.does_not_look_like", "charter_value_revisions.looks_like"),
    *("charter_values.does_not_look_like", "charter_values.looks_like"),
    *("guild_settings.value", "reconciliations.parts", "reminders.channel"),
    *("initiative_series.pattern", "initiative_series.rule", "initiative_series.skipped"),
    *("reminders.recurrence", "schedules.rule", "schedules.skipped"),
    *("stewards_digests.recurrence", "value_questions.answers"),
}
"""Columns that hold structures in which no member is named: rules, words, counts, channels."""


KEYS = {"deliveries.key", "notices.about", "digest_items.key"}
"""Columns whose texts are put together from what the row is about, ids of members among it."""

LONG_ENOUGH = 60
WORDS = "these are the words of one person alone"
"""What stands in every column that takes words of such a length."""

OF_EVERYBODY = {
    **dict.fromkeys(
        ("charter_drafts", "charter_posts", "charter_value_revisions", "charter_values"),
        "the charter is the community's",
    ),
    **dict.fromkeys(("charter_versions", "charters"), "the charter is the community's"),
    **dict.fromkeys(
        ("reminders", "value_questions", "stewards_digests", "quiet_days", "onboarding_dilemmas"),
        "what stewards set up for everybody",
    ),
    **dict.fromkeys(("pledge_posts", "guild_settings", "schedules"), "set up for everybody"),
    **dict.fromkeys(
        ("initiatives", "initiative_needs", "initiative_outcomes", "initiative_series"),
        "what is done together; it goes on without the name of who proposed it",
    ),
    "initiative_amounts": "figures of what was done together",
    "activity": "what was done; by whom is dropped",
    "audit": "what a setting was before and after; who changed it is dropped",
    "deliveries": "why Discord refused something",
    "facts": "what the process remembers about itself",
    "notices": "what is broken; those that name the member are dropped",
    "reconciliations": "counts of what a comparison found",
    "automated_posts": "how many posts a channel had this week",
    "reminder_posts": "which value and question a post carried",
    "onboarding_tallies": "counts",
    "pledge_erasures": "a digest, so that a reaction that still stands is not a new pledge",
}
"""Tables whose words are not one person's, and why."""


OTHERS_INSIDE = {
    *("audit.before", "audit.after", "buddy_pairs.passed_over", "deliveries.payload"),
    *("initiative_reports.present", "notices.arguments"),
}
"""Columns of a row that is about somebody else, in which the member may be named."""

EXAMPLES: dict[type, Any] = {
    UtcDateTime: MONDAY,
    Date: MONDAY.date(),
    Time: MONDAY.time(),
    JSON: [],
    Boolean: False,
    Float: 1.0,
    Integer: 1,
    Exact: Decimal(1),
    String: "running",
}


def something(column: Column[Any], *, user_id: int, mentioned: int) -> Any:
    """A value that a column takes.

    Args:
        user_id: Whoever stands in it.
        mentioned: Somebody whose id is inside what it holds.
    """
    if column.name in people.COLUMNS:
        return user_id
    if isinstance(column.type, JSON | SealedJson):
        is_named = user_id == mentioned or str(column) in OTHERS_INSIDE
        return [mentioned] if is_named else []
    length = getattr(column.type, "length", None) or 1000
    if str(column) in KEYS:
        return f"of:{user_id}"
    if isinstance(column.type, String | SealedText) and length >= LONG_ENOUGH:
        return WORDS
    if column.name == "uid":
        return f"uid-{user_id % 10}"
    if column.name == "guild_id" or str(column) == "guilds.id":
        return GUILD
    for kind, example in EXAMPLES.items():
        if isinstance(column.type, kind):
            return example[:length] if isinstance(example, str) else example
    raise AssertionError(f"what goes into {column}?")


async def fill(db: Database, *, user_id: int, mentioned: int) -> None:
    """A row in every table, as far as its keys allow another one."""
    async with db.begin() as session:
        for table in Base.metadata.sorted_tables:
            row = {
                column.name: something(column, user_id=user_id, mentioned=mentioned)
                for column in table.columns
            }
            with suppress(IntegrityError):
                async with session.begin_nested():
                    await session.execute(insert(table).values(row))


async def empty_tables(db: Database) -> list[str]:
    """The tables into which nothing went."""
    async with db.read() as session:
        return [
            table.name
            for table in Base.metadata.sorted_tables
            if not await session.scalar(select(func.count()).select_from(table))
        ]


async def holding(db: Database, what: str) -> set[str]:
    """The columns in which something stands."""
    found = set()
    async with db.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                raw = literal_column(f'"{table.name}"."{column.name}"')
                values = await session.scalars(select(cast(raw, Text)).select_from(table))
                if any(what in (value or "") for value in values):
                    found.add(str(column))
    return found


@pytest.fixture(params=["theirs", "somebody else's"])
def owner(request: pytest.FixtureRequest) -> int:
    """Whose rows they are that mention the member."""
    return MEMBER.user_id if request.param == "theirs" else OTHER


async def test_no_column_of_any_table_keeps_the_id_of_whom_everything_forgets(
    each_db: Database, owner: int
) -> None:
    await fill(each_db, user_id=owner, mentioned=MEMBER.user_id)
    assert await empty_tables(each_db) == []
    before = await holding(each_db, str(MEMBER.user_id))
    assert before == OTHERS_INSIDE if owner == OTHER else len(before) > 40

    async with each_db.begin() as session:
        await forgetting.forget(session, MEMBER)

    left = await holding(each_db, str(MEMBER.user_id))
    assert left - NEVER_ABOUT_PEOPLE == set()


async def test_no_table_of_ones_own_keeps_a_word(each_db: Database) -> None:
    await fill(each_db, user_id=MEMBER.user_id, mentioned=MEMBER.user_id)

    async with each_db.begin() as session:
        await forgetting.forget(session, MEMBER)

    left = {name.partition(".")[0] for name in await holding(each_db, WORDS)}
    assert left - set(OF_EVERYBODY) == set()


async def test_what_is_erased_is_gone_from_the_files_as_well(
    db: SqliteDatabase, database_path: Path
) -> None:
    await fill(db, user_id=MEMBER.user_id, mentioned=MEMBER.user_id)
    async with db.begin() as session:
        session.add(
            Objection(
                **MEMBER._asdict(), value_id=1, value_revision=2, reason=SECRET, made_at=MONDAY
            )
        )
    assert SECRET.encode() in files_of(database_path)

    async with db.begin() as session:
        await forgetting.forget(session, MEMBER)
    await db.scrub()

    assert SECRET.encode() not in files_of(database_path)


def files_of(database: Path) -> bytes:
    """Everything that lies on the disk for a database."""
    return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
