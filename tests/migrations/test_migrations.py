"""The schema's way up and down, on a database with rows in every table."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from datetime import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from bot import capabilities, migrating, sqlite
from bot.config import Config
from bot.db import Base
from bot.errors import ConfigurationError, UnavailableError
from bot.recurrence import Recurrence

capabilities.import_models()


def config(path: Path) -> Config:
    return Config(database={"url": f"sqlite+aiosqlite:///{path}"})


def migrate(path: Path, to: str = "head") -> str:
    return asyncio.run(migrating.upgrade(config(path), to=to))


def some(column: sa.Column[Any], number: int) -> object:
    """A value of the column's type; `number` keeps unique columns apart."""
    kind = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if column.foreign_keys:
        return number
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer | sa.BigInteger):
        return number
    if isinstance(kind, sa.JSON):
        return "{}"
    if isinstance(kind, sa.String):
        return f"t{number}"
    return f"2026-03-0{number} 08:00:00.000000"


def fill(path: Path) -> dict[str, int]:
    """Two rows in every table; returns the counts."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in Base.metadata.sorted_tables:
            for number in (1, 2):
                row = {column.name: some(column, number) for column in table.columns}
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', tuple(row.values())
                )
    return counts(path)


def counts(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name != "alembic_version" and not name.startswith("sqlite_")
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
        }


def test_the_order_of_revisions_is_what_the_maker_of_the_schema_takes_it_to_be() -> None:
    scripts = ScriptDirectory(str(migrating.SCRIPTS))
    walked = [script.revision for script in scripts.walk_revisions()]

    assert migrating.revisions() == walked[::-1]
    assert migrating.head() == scripts.get_current_head()


def test_models_equal_head(database_path: Path) -> None:
    command.check(migrating.alembic_config(config(database_path).database.url))


def test_each_step_down_and_up_keeps_the_rows_of_the_tables_that_stay(
    database_path: Path,
) -> None:
    full = fill(database_path)

    for lower, upper in zip(
        ["base", *migrating.revisions()[:-1]][::-1], migrating.revisions()[::-1], strict=True
    ):
        before = counts(database_path)
        migrate(database_path, lower)
        after = counts(database_path)
        assert set(after) <= set(before), upper
        assert after == {name: before[name] for name in after}, upper

    assert counts(database_path) == {}
    migrate(database_path)
    assert counts(database_path) == dict.fromkeys(full, 0)


def test_charters_from_before_there_were_versions_become_the_version_they_are(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tenet.db"
    migrate(path, "contact")
    behaviours = '["We ask.", "We share."]'
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO charters VALUES (1, 'Clean water.', 1, '2026-03-01 08:00:00.000000')"
        )
        for row in (
            (7, 1, 1, "Care", "❤️", "We carry.", behaviours, '["No."]', 1, None),
            (8, 1, 0, "Honesty", "🌱", "We say.", behaviours, '["No."]', 1, None),
            (9, 1, 2, "Gone", "🔥", "We did.", behaviours, '["No."]', 1, "2026-02-01 08:00:00"),
            (10, 2, 0, "Alone", "🔥", "Nobody.", behaviours, '["No."]', 1, None),
        ):
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO charter_values VALUES ({marks})", row)

    migrate(path)

    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("SELECT * FROM charter_versions").fetchall()
        revisions = connection.execute(
            "SELECT value_id, revision, version, name, looks_like FROM charter_value_revisions"
        ).fetchall()
    assert version[:3] == (1, 1, "Clean water.")
    assert json.loads(version[3]) == [[8, 1, "🌱"], [7, 1, "❤️"]]
    assert version[4:] == ("", None, "2026-03-01 08:00:00.000000")
    assert [row[:4] for row in sorted(revisions)] == [
        (7, 1, 1, "Care"),
        (8, 1, 1, "Honesty"),
        (9, 1, 1, "Gone"),
        (10, 1, 1, "Alone"),
    ]
    assert {tuple(json.loads(row[4])) for row in revisions} == {("We ask.", "We share.")}


def test_an_initiative_from_before_keeps_its_value_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "tenet.db"
    migrate(path, "preferences_heard")
    with sqlite3.connect(path) as connection:
        for number, state, value in ((1, "open", 7), (2, "cancelled", None)):
            connection.execute(
                "INSERT INTO initiatives (id, guild_id, act_id, state, title, what, value_id,"
                " created_at) VALUES (?, 1, ?, ?, 'Clean-up', 'We clean.', ?, '2026-03-01 08:00')",
                (number, number, state, value),
            )
        connection.execute(
            "INSERT INTO initiative_signups VALUES"
            " (1, 1, 1, 5, 'waiting', 1, 'en', '2026-03-01 08:00')"
        )

    migrate(path)

    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT uid, sequence, kind, place_kind FROM initiatives")
        uids = [uid for uid, *rest in rows if rest == [0, "project", "unsaid"]]
        values = connection.execute("SELECT * FROM initiative_values").fetchall()
        connection.execute("UPDATE initiatives SET state = 'closed' WHERE id = 1")
        connection.execute("UPDATE initiative_signups SET state = 'attended'")
    assert len(set(uids)) == 2
    assert values == [(1, 7, 0)]

    migrate(path, "preferences_heard")

    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT id, state, value_id FROM initiatives ORDER BY id")
        assert rows.fetchall() == [(1, "cancelled", 7), (2, "cancelled", None)]
        assert connection.execute("SELECT state FROM initiative_signups").fetchall() == [
            ("confirmed",)
        ]


def test_a_weekly_reminder_from_before_becomes_a_rule_and_back(tmp_path: Path) -> None:
    path = tmp_path / "weekly.db"
    migrate(path, to="initiatives_together")
    with sqlite3.connect(path) as connection:
        for number, weekday, at, value in (
            (1, "monday", "09:00:00.000000", None),
            (2, "friday", "18:30:00.000000", 7),
        ):
            connection.execute(
                "INSERT INTO reminders (id, guild_id, name, weekday, at, value_id, created_at)"
                " VALUES (?, 1, ?, ?, ?, ?, '2026-03-01 08:00:00.000000')",
                (number, f"Number {number}", weekday, at, value),
            )

    migrate(path)

    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT recurrence, chooses, asks, former FROM reminders ORDER BY id"
        ).fetchall()
    rules = [Recurrence.load(json.loads(row[0])) for row in rows]
    assert [(rule.weekdays, rule.at, rule.weeks) for rule in rules] == [
        ((0,), time(9), 1),
        ((4,), time(18, 30), 1),
    ]
    assert [row[1:] for row in rows] == [
        ("in_turn", "nothing", "keep"),
        ("fixed", "nothing", "keep"),
    ]

    migrate(path, "initiatives_together")

    with sqlite3.connect(path) as connection:
        again = connection.execute("SELECT weekday, at FROM reminders ORDER BY id").fetchall()
    assert again == [("monday", "09:00:00.000000"), ("friday", "18:30:00.000000")]


def test_one_steward_role_from_before_is_one_of_several_and_back(tmp_path: Path) -> None:
    path = tmp_path / "tenet.db"
    migrate(path, "sealed_words")
    host = {"id": 5, "name": "Host"}
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO guilds (id, seen_at) VALUES (1, '2026-03-01 08:00:00')")
        connection.executemany(
            "INSERT INTO guild_settings VALUES (1, ?, ?)",
            [("roles.steward", json.dumps(host)), ("roles.onboarded", json.dumps(host))],
        )

    def kept() -> dict[str, Any]:
        with sqlite3.connect(path) as connection:
            rows = connection.execute("SELECT key, value FROM guild_settings").fetchall()
        return {key: json.loads(value) for key, value in rows}

    migrate(path)
    assert kept() == {"roles.steward": [host], "roles.onboarded": host}
    migrate(path, "sealed_words")
    assert kept() == {"roles.steward": host, "roles.onboarded": host}


def test_known_reactions_go_by_the_emoji_of_their_value(tmp_path: Path) -> None:
    path = tmp_path / "tenet.db"
    migrate(path, "pledge_steps")
    with sqlite3.connect(path) as connection:
        for number, emoji, retired in (
            (1, "❤️", None),
            (2, "<:leaf:123456789012345678>", None),
            (3, "🔥", "2026-02-01 08:00:00"),
        ):
            row = (number, 1, 0, f"Value {number}", emoji, "We do.", "[]", "[]", 1, retired)
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO charter_values VALUES ({marks})", row)
        connection.execute(
            "INSERT INTO pledge_posts (id, guild_id, state, layout, created_at) "
            "VALUES (5, 1, 'live', 'full', '2026-03-01 08:00:00.000000')"
        )
        connection.executemany(
            "INSERT INTO pledge_reactions (post_id, value_id, user_id) VALUES (5, ?, ?)",
            [(1, 70), (2, 70), (3, 71), (9, 71)],
        )
        connection.execute("INSERT INTO pledge_erasures VALUES (1, 'somebody')")

    migrate(path)

    stored = "SELECT post_id, emoji, user_id, value_id FROM pledge_reactions ORDER BY emoji"
    with sqlite3.connect(path) as connection:
        assert connection.execute(stored).fetchall() == [
            (5, "123456789012345678", 70, 2),
            (5, "❤️", 70, 1),
            (5, "🔥", 71, None),
        ]
        connection.execute("INSERT INTO pledge_reactions VALUES (5, 1, 70, '❤')")
        erased = connection.execute("SELECT * FROM pledge_erasures ORDER BY emoji").fetchall()
    assert erased == [(5, "123456789012345678", "somebody"), (5, "❤️", "somebody")]

    migrate(path, "pledge_steps")

    with sqlite3.connect(path) as connection:
        kept = connection.execute("SELECT * FROM pledge_reactions ORDER BY value_id").fetchall()
        erased = connection.execute("SELECT * FROM pledge_erasures").fetchall()
    assert erased == [(1, "somebody")]
    assert kept == [
        (5, 1, 70),
        (5, 2, 70),
    ]


def test_values_that_share_a_name_with_a_retired_one_find_their_way_down(tmp_path: Path) -> None:
    path = tmp_path / "tenet.db"
    migrate(path)
    with sqlite3.connect(path) as connection:
        for number, retired in ((1, "2026-02-01 08:00:00"), (2, None)):
            row = (number, 1, 0, "Care", "❤️", "We carry.", "[]", "[]", 1, retired)
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO charter_values VALUES ({marks})", row)

    migrate(path, "contact")

    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM charter_values ORDER BY id").fetchall()
    assert names == [("Care #1",), ("Care",)]


def test_every_table_says_how_long_its_rows_are_kept() -> None:
    silent = [
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if not any(word in (mapper.class_.__doc__ or "") for word in ("ept", "elete", "verwritten"))
    ]

    assert silent == []


def test_every_constraint_has_a_name() -> None:
    nameless = [
        table.name
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []


def test_a_database_from_the_future_is_left_alone(database_path: Path) -> None:
    with sqlite3.connect(database_path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'the_future'")

    with pytest.raises(ConfigurationError, match="the_future"):
        migrate(database_path)


def test_a_revision_that_does_not_exist_is_refused(database_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no schema revision nonsense"):
        migrate(database_path, "nonsense")


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="unreachable"):
        migrate(tmp_path / "no such folder" / "tenet.db")


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tenet.db"
    path.write_text("this is a shopping list, not a database" * 100)

    with pytest.raises(UnavailableError, match="not a database"):
        migrate(path)


BREAKS_IN_THE_MIDDLE = """
import sqlalchemy as sa
from alembic import op

revision = "breaks"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("halves", sa.Column("id", sa.Integer(), primary_key=True))
    op.drop_table("facts")
    raise RuntimeError("the power went")
"""


def test_a_migration_that_breaks_off_leaves_the_database_as_it_was(
    tmp_path: Path, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = Path(shutil.copytree(migrating.SCRIPTS, tmp_path / "migrations"))
    broken = BREAKS_IN_THE_MIDDLE.format(head=migrating.head())
    (scripts / "versions" / "2099_01_01_breaks.py").write_text(broken, "utf-8")
    before = set(counts(database_path))
    head = migrating.head()
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)

    with pytest.raises(RuntimeError, match="the power went"):
        migrate(database_path)

    assert set(counts(database_path)) == before
    monkeypatch.undo()
    assert migrate(database_path) == head


def test_a_database_that_another_process_holds_is_one_sentence(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    with sqlite3.connect(database_path) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(UnavailableError, match="locked"):
            migrate(database_path, migrating.revisions()[-2])
