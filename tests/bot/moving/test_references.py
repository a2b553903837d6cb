"""Where ids of ours stand: nothing is forgotten, and nothing of Discord's is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Integer, Table
from sqlalchemy.types import JSON, TypeDecorator

from bot.moving import belonging, references
from tests.houses import SOMEBODY

ROOT = Path(__file__).parents[3]

OF_DISCORD = frozenset(
    {
        "act_id",
        "actor_id",
        "buddy_id",
        "channel_id",
        "client_id",
        "event_id",
        "former_channel_id",
        "former_message_id",
        "message_id",
        "newcomer_id",
        "organiser_id",
        "owner_id",
        "ping_role_id",
        "place_channel_id",
        "role_id",
        "shared_channel_id",
        "shared_message_id",
        "thread_id",
        "user_id",
    }
)
"""Ids that Discord gives out; an interaction's, too."""

NO_IDS = frozenset(
    {
        ("charter_imports", "content"),
        ("charter_value_revisions", "does_not_look_like"),
        ("charter_value_revisions", "looks_like"),
        ("charter_values", "does_not_look_like"),
        ("charter_values", "looks_like"),
        ("contacts", "about"),
        ("initiative_reports", "answers"),
        ("initiative_reports", "present"),
        ("initiative_series", "rule"),
        ("initiative_series", "skipped"),
        ("notices", "arguments"),
        ("onboarding_journeys", "roles"),
        ("reconciliations", "parts"),
        ("reminders", "channel"),
        ("reminders", "recurrence"),
        ("reminder_drafts", "typed"),
        ("schedules", "rule"),
        ("schedules", "skipped"),
        ("stewards_digests", "recurrence"),
        ("value_questions", "answers"),
    }
)
"""Plain data in which no row of ours is named, or by a key that gives it away."""

BY_NAME = frozenset(
    {
        ("buddy_pairs", "passed_over"),
        ("buddy_pairs", "value_ids"),
        ("initiative_series", "pattern"),
        ("reminder_drafts", "based_on"),
        ("reminder_drafts", "options"),
    }
)
"""Plain data in which the names of keys say what an id is of."""


def columns() -> list[tuple[Table, Column[Any]]]:
    return [(table, column) for table in belonging.tables() for column in table.columns]


@pytest.mark.parametrize("table", list(belonging.tables()), ids=lambda table: table.name)
def test_every_row_belongs_to_a_server(table: Table) -> None:
    assert belonging.clause(table, 1) is not None


def test_every_id_is_known_to_be_ours_or_discords() -> None:
    unknown = [
        f"{table.name}.{column.name}"
        for table, column in columns()
        if isinstance(column.type, BigInteger | Integer)
        and column.name.endswith(("_id", "_ids"))
        and not column.foreign_keys
        and column.name not in references.NAMES | dict.fromkeys(OF_DISCORD | {"guild_id"})
        and (table.name, column.name) not in references.RULES
    ]

    assert unknown == [], "say in bot/moving/references.py, or here, whose id it is"
    assert not OF_DISCORD & set(references.NAMES)


def test_plain_data_is_known_to_name_rows_of_ours_or_none() -> None:
    known = {*references.RULES, *NO_IDS, *BY_NAME}
    plain = {
        (table.name, column.name)
        for table, column in columns()
        if isinstance(_implied(column), JSON)
    }

    assert plain <= known, "say in bot/moving/references.py, or here, which ids stand in it"
    every = {(table.name, column.name) for table, column in columns()}
    assert known <= every, "no such column"
    assert {*references.NAMES.values(), *references.SUBJECTS.values()} <= {
        table.name for table, _ in columns()
    }


def _implied(column: Column[Any]) -> object:
    kind: Any = column.type
    while isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    return kind


OFFSETS = {
    "charter_values": 100,
    "initiatives": 1000,
    "initiative_series": 5000,
    "pledge_posts": 10,
    "reminder_posts": 20,
    "reminders": 30,
    "schedule_runs": 400,
    "value_questions": 7,
    "onboarding_dilemmas": 50,
}


@pytest.mark.parametrize(
    ("table", "row", "moved"),
    [
        (
            "deliveries",
            {
                "kind": "pledges.react",
                "key": "pledges.react:5:6",
                "payload": {"post_id": 5, "value_id": 6},
            },
            {"key": "pledges.react:15:106", "payload": {"post_id": 15, "value_id": 106}},
        ),
        (
            "deliveries",
            {"kind": "reminders.count", "key": "reminders.count:5", "payload": {"post_id": 5}},
            {"key": "reminders.count:25", "payload": {"post_id": 25}},
        ),
        (
            "deliveries",
            {
                "kind": "initiatives.ask_outcome",
                "key": f"initiatives.ask_outcome:3:{SOMEBODY}:3:3",
                "payload": {"initiative_id": 3, "user_id": SOMEBODY, "time": 3},
            },
            {
                "key": f"initiatives.ask_outcome:1003:{SOMEBODY}:3:3",
                "payload": {"initiative_id": 1003, "user_id": SOMEBODY, "time": 3},
            },
        ),
        (
            "deliveries",
            {
                "kind": "pledges.role",
                "key": f"pledges.role:{SOMEBODY}:{SOMEBODY + 1}",
                "payload": {"user_id": SOMEBODY, "role_id": SOMEBODY + 1},
            },
            {},
        ),
        (
            "deliveries",
            {"kind": "reminders.post", "key": "reminders.post:5", "payload": {"post_id": 5}},
            {"key": "reminders.post:405", "payload": {"post_id": 25}},
        ),
        (
            "deliveries",
            {"kind": "reminders.post", "key": "reminders.post:asked:5", "payload": {"post_id": 5}},
            {"key": "reminders.post:asked:25", "payload": {"post_id": 25}},
        ),
        ("notices", {"about": "initiatives.series:3"}, {"about": "initiatives.series:5003"}),
        ("notices", {"about": "initiatives.card-gone:3"}, {"about": "initiatives.card-gone:1003"}),
        ("notices", {"about": f"initiatives.cards:{SOMEBODY}"}, {}),
        ("notices", {"about": "pledges.cleared:3:99"}, {"about": "pledges.cleared:13:99"}),
        ("notices", {"about": "pledges.emoji:3"}, {"about": "pledges.emoji:103"}),
        ("notices", {"about": "skipped:reminders.post:3"}, {"about": "skipped:reminders.post:23"}),
        ("notices", {"about": f"pledges.role:{SOMEBODY}"}, {}),
        ("notices", {"about": "pledges.role:Stands for honesty"}, {}),
        ("activity", {"kind": "charter.published", "subject_id": 3}, {}),
        ("activity", {"kind": "pledge.post_opened", "subject_id": 3}, {"subject_id": 13}),
        ("activity", {"kind": "initiative.joined", "subject_id": None}, {}),
        ("schedules", {"kind": "reminders.weekly", "subject_id": 3}, {"subject_id": 33}),
        ("onboarding_journeys", {"step": "mission"}, {}),
        (
            "onboarding_journeys",
            {"reached": ["mission", "value:3", "dilemma:3"]},
            {"reached": ["mission", "value:103", "dilemma:53"]},
        ),
        ("reminder_posts", {"question": "own-3"}, {"question": "own-10"}),
        ("reminder_posts", {"question": "usual-3"}, {}),
        ("reminder_drafts", {"reminder_id": 0}, {}),
        ("charter_versions", {"revisions": [[3, 1, "🌱"]]}, {"revisions": [[103, 1, "🌱"]]}),
        (
            "charter_drafts",
            {"values": [{"key": 2**41, "id": None, "promise": "We ask."}]},
            {},
        ),
        (
            "guild_settings",
            {"key": "pledges.roles", "value": {"3": {"id": SOMEBODY}}},
            {"value": {"103": {"id": SOMEBODY}}},
        ),
        ("guild_settings", {"key": "onboarding.raid_joins", "value": 20}, {}),
        ("audit", {"what": "initiatives.edited", "before": {"title": "3"}, "after": None}, {}),
    ],
    ids=str,
)
def test_ids_are_moved_wherever_they_stand(
    table: str, row: dict[str, Any], moved: dict[str, Any]
) -> None:
    before = dict(row)

    references.move(table, row, OFFSETS)

    assert row == before | moved


def test_every_key_that_names_an_id_is_known() -> None:
    folders = [*(ROOT / "cogs").glob("*/service"), *(ROOT / "cogs").glob("*/models*")]
    files = [*(ROOT / "bot").glob("*.py"), *(ROOT / "bot/contact").glob("*.py")]
    files += [file for folder in folders for file in [folder, *folder.rglob("*.py")]]
    keys = {
        key
        for file in files
        if file.suffix == ".py"
        for key in re.findall(r'"([a-z_]+_ids?)"(?=:| in payload)', file.read_text("utf-8"))
    }
    columns_of_ours = {column.name for _, column in columns() if column.name in references.NAMES}

    known = {*references.NAMES, *OF_DISCORD, "guild_id", "post_id", "subject_id", "own_id"}
    assert keys <= known, "say in bot/moving/references.py, or above, whose id it is"
    assert set(references.NAMES) <= keys | columns_of_ours
