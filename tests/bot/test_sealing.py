"""What people wrote is unreadable where it rests, and reads as it was with the key."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot import audit, facts, keys, resealing, sealing
from bot.config import DatabaseSettings
from bot.db import Base, PostgresDatabase, SqliteDatabase, UtcDateTime
from bot.errors import ConfigurationError, UnavailableError
from bot.sealing import CannotOpen, Keyring
from tests.conftest import ALL_TABLES

OLD, NEW, OTHER = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))
WORDS = "Ich sage „Nein“, wenn es zu viel wird 🌱"
MARKER = "zu viel wird"
ROOT = Path(__file__).parent.parent.parent
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)

AnyDatabase = SqliteDatabase | PostgresDatabase
Opened = Callable[..., Awaitable[AnyDatabase]]


@pytest_asyncio.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    """Opens the same database with other keys; the one before is closed."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{request.getfixturevalue('database_path')}"
    else:
        url = request.getfixturevalue("postgres_server")
    current: list[AnyDatabase] = []

    async def open_with(*given_keys: str, seals: bool = True) -> AnyDatabase:
        for former in current:
            await former.stop()
        kind = SqliteDatabase if request.param == "sqlite" else PostgresDatabase
        db = kind(url, ring=Keyring(given_keys, seals=seals))
        await db.start()
        current[:] = [db]
        return db

    if request.param == "postgres":
        db = await open_with()
        emptied = " ".join(f'DELETE FROM "{table}";' for table in reversed(ALL_TABLES))
        async with db.begin() as session:
            await session.execute(sa.text(f"DO $$ BEGIN {emptied} END $$"))
    yield open_with
    await current[0].stop()


def some(column: sa.Column[Any], number: int) -> object:
    """What a member could have written, or any value of the column's type."""
    kind = column.type
    if sealing.is_sealed(kind):
        words = f"{column} {number}: {WORDS}"
        return words if isinstance(kind, sealing.SealedText) else {"words": [words]}
    if column.foreign_keys or isinstance(kind, sa.Integer | sa.BigInteger):
        return number
    if isinstance(kind, UtcDateTime):
        return AT
    for known, value in (
        (sa.Boolean, False),
        (sa.JSON, {}),
        (sa.Time, time(8)),
        (sa.Date, date(2026, 3, number)),
        (sa.String, f"t{number}"),
    ):
        if isinstance(kind, known):
            return value
    return Decimal(number)


async def fill(db: AnyDatabase, rows: int = 2) -> int:
    """Rows in every table; returns in how many fields words were written."""
    async with db.begin() as session:
        for table in Base.metadata.sorted_tables:
            for number in range(1, rows + 1):
                values = {column.name: some(column, number) for column in table.columns}
                await session.execute(sa.insert(table).values(values))
    return rows * len(list(sealing.sealed_columns(Base.metadata)))


async def stored(db: AnyDatabase) -> list[str]:
    """Every field as the database holds it."""
    found: list[str] = []
    async with db.read() as session:
        for column in sealing.sealed_columns(Base.metadata):
            found += (await session.scalars(sa.select(sa.cast(column, sa.Text)))).all()
    return found


async def assert_all_is_read(db: AnyDatabase, rows: int = 2) -> None:
    async with db.read() as session:
        for column in sealing.sealed_columns(Base.metadata):
            read = (await session.scalars(sa.select(column))).all()
            expected = [some(column, number) for number in range(1, rows + 1)]
            assert sorted(map(str, read)) == sorted(map(str, expected)), column


async def reseal(db: AnyDatabase, **options: Any) -> int:
    return sum([changed async for _, changed in resealing.reseal(db, **options)])


@asynccontextmanager
async def refused() -> AsyncIterator[list[str]]:
    told: list[str] = []
    with pytest.raises(ConfigurationError) as refusal:
        yield told
    told.append(str(refusal.value))


@pytest.mark.asyncio
async def test_with_a_key_nothing_that_was_written_can_be_read_where_it_rests(
    opened: Opened,
) -> None:
    db = await opened(NEW)

    fields = await fill(db)

    resting = await stored(db)
    assert len(resting) == fields > 60
    assert all(sealing.SEALED in field for field in resting)
    assert [field for field in resting if MARKER in field or "words" in field] == []
    await assert_all_is_read(db)


@pytest.mark.asyncio
async def test_the_file_of_a_server_with_a_key_holds_none_of_the_words(
    database_path: Path,
) -> None:
    db = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}", ring=Keyring([NEW]))
    await db.start()

    await fill(db)
    files = b"".join(path.read_bytes() for path in database_path.parent.glob("tenet.db*"))
    await db.stop()

    assert MARKER.encode() not in files
    assert b"t1" in files


@pytest.mark.asyncio
async def test_without_a_key_words_rest_as_they_are_and_read_the_same_with_one_later(
    opened: Opened,
) -> None:
    fields = await fill(await opened())
    plain = await stored(await opened())

    with_key = await opened(NEW)

    assert len([field for field in plain if MARKER in field]) == fields
    await assert_all_is_read(with_key)


@pytest.mark.asyncio
async def test_sealing_later_reaches_every_field_and_a_second_run_finds_nothing(
    opened: Opened,
) -> None:
    fields = await fill(await opened())
    db = await opened(NEW)

    first, second = await reseal(db), await reseal(db)

    assert (first, second) == (fields, 0)
    assert [field for field in await stored(db) if MARKER in field] == []
    await assert_all_is_read(db)


@pytest.mark.asyncio
async def test_a_run_that_was_stopped_goes_on_where_it_was(opened: Opened) -> None:
    fields = await fill(await opened(), rows=5)
    db = await opened(NEW)
    steps = resealing.reseal(db, batch=2)
    done = [await anext(steps) for _ in range(7)]
    await steps.aclose()

    rest = await reseal(db, batch=2)

    assert sum(changed for _, changed in done) == 35
    assert rest == fields - 35
    await assert_all_is_read(db, rows=5)


@pytest.mark.asyncio
async def test_a_new_key_takes_over_and_the_old_one_can_be_thrown_away(opened: Opened) -> None:
    old = await opened(OLD)
    await keys.admit(old)
    fields = await fill(old)

    both = await opened(NEW, OLD)
    await keys.admit(both)
    await assert_all_is_read(both)
    changed = await reseal(both)
    new = await opened(NEW)
    await keys.admit(new)

    assert changed == fields
    await assert_all_is_read(new)
    async with refused() as told:
        await keys.admit(await opened(OLD))
    assert f"({fields} with the key {sealing.mark_of(NEW)})" in told[0]


@pytest.mark.asyncio
async def test_opening_makes_everything_plain_and_no_key_is_needed_any_more(
    opened: Opened,
) -> None:
    fields = await fill(await opened(NEW))

    changed = await reseal(await opened(NEW, seals=False))
    plain = await opened()
    await keys.admit(plain)

    assert changed == fields
    assert len([field for field in await stored(plain) if MARKER in field]) == fields
    await assert_all_is_read(plain)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("given_keys", "says"),
    [((), "TENET_ENCRYPTION_KEY is not set"), ((OTHER,), "holds other keys, and not that one")],
)
async def test_sealed_words_without_their_key_are_refused_in_a_sentence(
    opened: Opened, given_keys: tuple[str, ...], says: str
) -> None:
    sealed = await opened(OLD)
    await keys.admit(sealed)
    await fill(sealed)

    async with refused() as told:
        await keys.admit(await opened(*given_keys))

    assert says in told[0]
    assert sealing.mark_of(OLD) in told[0]
    assert not any(key in told[0] for key in (OLD, OTHER))


@pytest.mark.asyncio
async def test_a_key_that_sealed_nothing_that_is_left_is_not_asked_for(opened: Opened) -> None:
    await keys.admit(await opened(OLD))
    db = await opened(NEW)

    await keys.admit(db)

    async with db.read() as session:
        known = await facts.starting_with(session, keys.FACT)
    assert list(known) == [f"{keys.FACT}:{sealing.mark_of(NEW)}"]


@pytest.mark.asyncio
async def test_words_that_are_carried_to_another_column_do_not_open_there(opened: Opened) -> None:
    db = await opened(NEW)
    await fill(db)
    step = Base.metadata.tables["pledge_steps"].c.words
    reason = Base.metadata.tables["pledge_objections"].c.reason
    async with db.begin() as session:
        other = sa.select(sa.cast(reason, sa.Text)).limit(1).scalar_subquery()
        await session.execute(sa.update(step.table).values({step: other}))

    async with db.read() as session:
        with pytest.raises(CannotOpen, match=r"were written to pledge_objections\.reason"):
            (await session.scalars(sa.select(step))).all()


@pytest.mark.asyncio
async def test_a_command_that_only_reads_leaves_what_the_bot_has_written_down(
    opened: Opened,
) -> None:
    db = await opened(OLD)
    await keys.admit(db)

    await keys.admit(await opened(), only_reads=True)
    await keys.admit(await opened(NEW), only_reads=True)

    async with db.read() as session:
        assert await keys.known_marks(session) == {sealing.mark_of(OLD)}


@pytest.mark.asyncio
async def test_what_nobody_said_stays_empty_with_and_without_a_key(opened: Opened) -> None:
    table = Base.metadata.tables["value_questions"]
    row = {"guild_id": 1, "value_id": 1, "text": "", "answers": None, "created_at": AT}
    db = await opened(NEW)
    async with db.begin() as session:
        await session.execute(sa.insert(table).values(row))
        await session.execute(sa.insert(table).values(row | {"answers": []}))
        await audit.note(session, "a.b", guild_id=1, actor_id=None, before=None, after=None, at=AT)

    changed = await reseal(db)
    async with db.read() as session:
        answers = (await session.scalars(sa.select(table.c.answers).order_by(table.c.id))).all()
        without = await session.scalar(
            sa.select(sa.func.count()).select_from(table).where(table.c.answers.is_(None))
        )

    assert changed == 0
    assert (answers, without) == ([None, []], 1)


@pytest.mark.asyncio
async def test_an_error_of_the_database_does_not_repeat_what_was_written(opened: Opened) -> None:
    db = await opened()
    table = Base.metadata.tables["pledge_steps"]

    with pytest.raises(sa.exc.IntegrityError) as error:
        async with db.begin() as session:
            await session.execute(sa.insert(table).values(words=WORDS))

    assert MARKER not in str(error.value)


@pytest.mark.thorough
@pytest.mark.asyncio
@pytest.mark.parametrize("opened", ["postgres"], indirect=True)
async def test_a_bot_on_postgresql_that_does_not_know_the_key_is_noticed(
    opened: Opened, request: pytest.FixtureRequest
) -> None:
    bot = await opened()
    url = request.getfixturevalue("postgres_server")
    settings = DatabaseSettings(url=url, encryption_key=NEW)

    async with bot.read():
        with pytest.raises(UnavailableError, match="Restart it with the key"):
            await resealing.refuse_a_bot_without_the_key(settings)
    await keys.admit(await opened(NEW))
    await resealing.refuse_a_bot_without_the_key(settings)


RINGS = (Keyring(), Keyring([NEW]), Keyring([NEW, OLD]), Keyring([NEW], seals=False))
TEXTS = st.one_of(
    st.text(),
    st.builds(str.__add__, st.sampled_from([sealing.SEALED, sealing.PLAIN]), st.text()),
)


@given(words=TEXTS)
def test_any_words_come_back_as_they_were_even_such_as_look_sealed(words: str) -> None:
    for ring in RINGS:
        assert ring.open("a.b", ring.seal("a.b", words)) == words


DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(data=DATA)
def test_any_data_comes_back_as_it_was(data: Any) -> None:
    column = sealing.SealedJson("a.b")
    for ring in RINGS:
        dialect = sa.create_engine("sqlite://").dialect
        sealing.equip(dialect, ring)

        resting = column.process_bind_param(data, dialect)

        assert column.process_result_value(resting, dialect) == data
        assert data in (None, resting) or ring.mark is not None or isinstance(data, str)


def test_sealed_words_that_were_changed_do_not_open() -> None:
    ring = Keyring([NEW])
    resting = ring.seal("a.b", WORDS)
    changed = resting[:-6] + ("A" if resting[-6] != "A" else "B") + resting[-5:]

    with pytest.raises(CannotOpen, match="damaged or changed") as refusal:
        ring.open("a.b", changed)

    assert WORDS not in str(refusal.value)


def test_the_same_words_never_rest_the_same_way_twice() -> None:
    ring = Keyring([NEW])

    assert len({ring.seal("a.b", "yes") for _ in range(50)}) == 50


def test_a_token_does_not_tell_when_it_was_made() -> None:
    token = Keyring([NEW]).seal("a.b", WORDS).rpartition(":")[2]

    assert base64.urlsafe_b64decode(token)[1:9] == bytes(8)


def test_no_query_can_compare_or_sort_by_what_may_be_sealed() -> None:
    words = Base.metadata.tables["pledge_steps"].c.words

    for compare in (
        lambda: words == "yes",
        lambda: words.like("y%"),
        lambda: words.in_(["yes"]),
        lambda: words.desc(),
    ):
        with pytest.raises(TypeError, match="may be sealed"):
            compare()
    assert words.is_not(None) is not None


def test_no_key_index_or_rule_of_a_table_holds_what_may_be_sealed() -> None:
    for column in sealing.sealed_columns(Base.metadata):
        table = column.table
        assert isinstance(table, sa.Table)
        used = {
            named
            for part in (*table.indexes, *table.constraints)
            if not isinstance(part, sa.CheckConstraint)
            for named in getattr(part, "columns", ())
        }
        assert column not in used, f"{column} stands in a key, an index or a rule"


def test_each_sealed_column_is_known_by_a_name_of_its_own() -> None:
    columns = list(sealing.sealed_columns(Base.metadata))
    names = [column.type.name_inside for column in columns]

    assert len(set(names)) == len(names)
    # Renaming a column later must not rename this: what rests sealed would not open any more.
    assert names == [f"{column.table.name}.{column.name}" for column in columns]


PLAIN_ON_PURPOSE = {
    **dict.fromkeys(
        (
            *("charters.mission", "charter_versions.mission", "charter_versions.summary"),
            *("charter_values.promise", "charter_values.looks_like"),
            *("charter_values.does_not_look_like", "charter_value_revisions.promise"),
            *("charter_value_revisions.looks_like", "charter_value_revisions.does_not_look_like"),
        ),
        "published: it stands pinned in the server",
    ),
    **dict.fromkeys(
        (
            *("activity.subject", "charter_versions.revisions", "buddy_pairs.value_ids"),
            *("buddy_pairs.passed_over", "deliveries.payload", "digest_items.payload"),
            *("initiative_reports.present", "onboarding_journeys.reached"),
            *("onboarding_journeys.roles", "reconciliations.parts"),
        ),
        "ids and counts",
    ),
    **dict.fromkeys(
        (
            *("initiative_series.rule", "initiative_series.skipped", "reminders.recurrence"),
            *("reminders.channel", "schedules.rule", "schedules.skipped"),
            *("stewards_digests.recurrence", "guild_settings.value"),
        ),
        "settings",
    ),
    **dict.fromkeys(
        (
            *("charter_values.name", "charter_value_revisions.name", "reminders.name"),
            "pledge_posts.channel_name",
        ),
        "names that stand in the server, looked up and sorted by",
    ),
    **dict.fromkeys(
        (
            *("charter_values.emoji", "charter_value_revisions.emoji", "pledge_reactions.emoji"),
            *("pledge_erasures.emoji", "audit.what", "deliveries.key", "digest_items.key"),
            *("facts.key", "facts.value", "guild_settings.key", "notices.about"),
            *("notices.text_key", "deliveries.last_error"),
        ),
        "codes of our own and of Discord's",
    ),
}
"""Long texts and data that are not sealed, and why; a new column belongs here or is sealed."""


def test_every_long_text_and_all_data_is_sealed_or_has_a_reason_not_to_be() -> None:
    unsealed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.JSON | sa.Text)
        or (isinstance(column.type, sa.String) and (column.type.length or 0) >= 100)
    }

    assert unsealed - set(PLAIN_ON_PURPOSE) == set()


def test_the_document_lists_what_is_sealed() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    listed = re.findall(r"^- `(\w+)`: (.*)$", text, re.MULTILINE)
    named = [f"{table}.{column}" for table, cells in listed for column in re.findall(r"\w+", cells)]

    assert sorted(named) == sorted(map(str, sealing.sealed_columns(Base.metadata)))


HOT = (
    *("activity", "deliveries", "pledges", "pledge_reactions", "pledge_role_grants"),
    *("onboarding_journeys", "onboarding_offers", "initiative_signups", "schedules", "guilds"),
)


def test_a_storm_writes_to_no_column_that_has_to_be_sealed() -> None:
    sealed = {column.table.name for column in sealing.sealed_columns(Base.metadata)}

    assert set(HOT) <= set(ALL_TABLES)
    assert sealed & set(HOT) == set()


def test_the_mark_of_a_key_does_not_give_it_away() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", sealing.mark_of(NEW))
    assert len({sealing.mark_of(key) for key in (OLD, NEW, OTHER)}) == 3
