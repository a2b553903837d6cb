"""Where our own ids stand, besides foreign keys, so that they can be others in another database.

Discord's ids are the same everywhere. Ours are kept as long as the other database has not given the
same ones to somebody else; the ids of a table where it has are all moved up by one offset, and
whatever names them with them. By convention a name means the same wherever it is used, be it a
column's or a key's within JSON; the rest is said here one by one, and held to the tables by a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Offsets = Mapping[str, int]
"""By how much the ids of a table are moved up; those of other tables stay as they are."""

Row = dict[str, Any]

NAMES = {
    "digest_id": "stewards_digests",
    "first_value_id": "charter_values",
    "initiative_id": "initiatives",
    "journey_id": "onboarding_journeys",
    "need_id": "initiative_needs",
    "notice_id": "notices",
    "outcome_id": "initiative_outcomes",
    "pair_id": "buddy_pairs",
    "pledge_id": "pledges",
    "proof_id": "initiatives",
    "reconciliation_id": "reconciliations",
    "reminder_id": "reminders",
    "run_id": "schedule_runs",
    "schedule_id": "schedules",
    "second_value_id": "charter_values",
    "series_id": "initiative_series",
    "signup_id": "initiative_signups",
    "step_id": "pledge_steps",
    "value_id": "charter_values",
    "value_ids": "charter_values",
}
"""What an id of this name, or each of a list of them, is the id of."""

POSTS = {"pledges": "pledge_posts", "reminders": "reminder_posts"}
"""What `post_id` means, by the capability whose delivery it is in."""

KEYS = {"reminders.post": "schedule_runs"}
"""What the first number in a delivery's key is the id of, where its payload does not have it."""

SUBJECTS = {
    "buddy.": "buddy_pairs",
    "digest.": "stewards_digests",
    "initiative.": "initiatives",
    "onboarding.": "onboarding_journeys",
    "pledge.objec": "pledge_objections",
    "pledge.post_": "pledge_posts",
    "pledge.step_": "pledge_steps",
    "reminder.": "reminders",
    "reminders.": "reminders",
}
"""What `subject_id` means, by how the kind of an act or a schedule begins."""

ABOUTS = {
    "initiatives.": "initiatives",
    "initiatives.series": "initiative_series",
    "pledges.": "pledge_posts",
    "pledges.emoji": "charter_values",
    "reminders.": "reminders",
}
"""What the first number in a notice's subject is the id of, by how the subject begins."""

SKIPPED = "skipped:"

STEPS = {"value": "charter_values", "dilemma": "onboarding_dilemmas"}

LARGEST = 2**40
"""Ids of ours are below it, Discord's and moments in milliseconds above."""

_NUMBER = re.compile(r"(?<=[:-])\d+")


def move(table: str, row: Row, offsets: Offsets) -> None:
    """Have a row name everything by its new id; foreign keys and its own id are not looked at."""
    before = dict(row)
    for name, value in before.items():
        if value is None:
            continue
        rule = RULES.get((table, name))
        if rule is not None:
            row[name] = rule(value, before, offsets)
        elif name in NAMES or isinstance(value, dict | list):
            row[name] = _within(name, value, offsets)


def shifted(value: int, table: str, offsets: Offsets) -> int:
    """An id's new number; 0 and Discord's ids mean no row of ours."""
    return value + offsets.get(table, 0) if 0 < value < LARGEST else value


def _within(name: str, value: Any, offsets: Offsets, *, posts: str | None = None) -> Any:
    """Plain data with every id in it that a name gives away moved."""
    if isinstance(value, dict):
        return {key: _within(str(key), inner, offsets, posts=posts) for key, inner in value.items()}
    if isinstance(value, list):
        return [_within(name, inner, offsets, posts=posts) for inner in value]
    table = posts if name == "post_id" else NAMES.get(name)
    if table is None or isinstance(value, bool) or not isinstance(value, int):
        return value
    return shifted(value, table, offsets)


def _payload(value: Any, row: Row, offsets: Offsets) -> Any:
    return _within("", value, offsets, posts=POSTS.get(str(row["kind"]).partition(".")[0]))


def _delivery_key(key: str, row: Row, offsets: Offsets) -> str:
    """A key repeats ids of the payload, in its order, behind the kind."""
    other = KEYS.get(row["kind"])
    number = key.removeprefix(f"{row['kind']}:")
    if other is not None and number.isdecimal():
        return f"{row['kind']}:{shifted(int(number), other, offsets)}"
    moved = _payload(row["payload"], row, offsets)
    pending = [
        (before, moved[name])
        for name, before in row["payload"].items()
        if isinstance(before, int) and before != moved[name]
    ]
    return _replaced(key, pending)


def _replaced(key: str, pending: list[tuple[int, int]]) -> str:
    def replace(match: re.Match[str]) -> str:
        for index, (before, after) in enumerate(pending):
            if str(before) == match[0]:
                del pending[index]
                return str(after)
        return match[0]

    return _NUMBER.sub(replace, key)


def _subject(value: int, row: Row, offsets: Offsets) -> int:
    table = _of_the_longest(str(row["kind"]), SUBJECTS)
    return value if table is None else shifted(value, table, offsets)


def _of_the_longest(text: str, prefixes: Mapping[str, str]) -> str | None:
    found = [prefix for prefix in prefixes if text.startswith(prefix)]
    return prefixes[max(found, key=len)] if found else None


def _about(about: str, row: Row, offsets: Offsets) -> str:
    skipped, subject = about.startswith(SKIPPED), about.removeprefix(SKIPPED)
    if skipped:  # a post that came too late
        table = POSTS.get(subject.partition(".")[0])
    else:
        table = _of_the_longest(subject, ABOUTS)
    head, separator, rest = subject.partition(":")
    number, more, tail = rest.partition(":")
    if table is None or not number.isdecimal():
        return about
    number = str(shifted(int(number), table, offsets))
    return f"{SKIPPED if skipped else ''}{head}{separator}{number}{more}{tail}"


def _step(step: str, row: Row, offsets: Offsets) -> str:
    kind, _, number = step.partition(":")
    if kind not in STEPS or not number.isdecimal():
        return step
    return f"{kind}:{shifted(int(number), STEPS[kind], offsets)}"


def _steps(steps: list[str], row: Row, offsets: Offsets) -> list[str]:
    return [_step(step, row, offsets) for step in steps]


def _question(question: str, row: Row, offsets: Offsets) -> str:
    kind, _, number = question.partition("-")
    if kind != "own" or not number.isdecimal():
        return question
    return f"own-{shifted(int(number), 'value_questions', offsets)}"


def _revisions(revisions: list[list[Any]], row: Row, offsets: Offsets) -> list[list[Any]]:
    return [[shifted(id_, "charter_values", offsets), *rest] for id_, *rest in revisions]


def _entries(value: Any, row: Row, offsets: Offsets) -> Any:
    """A draft of a charter: its values are called by their ids, new ones by a moment."""
    if isinstance(value, list):
        return [_entries(inner, row, offsets) for inner in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _entries(inner, row, offsets) for key, inner in value.items()}
    if "promise" in value:
        for name in ("key", "id"):
            if value.get(name):
                moved[name] = shifted(value[name], "charter_values", offsets)
    if "part" in value:
        moved["part"] = _step(value["part"], row, offsets)
    return moved


def _setting(value: Any, row: Row, offsets: Offsets) -> Any:
    return _roles(value, offsets) if row["key"] == ROLES else _within("", value, offsets)


def _audited(value: Any, row: Row, offsets: Offsets) -> Any:
    if row["what"] == f"settings.{ROLES}":
        return _roles(value, offsets)
    return _entries(_within("", value, offsets), row, offsets)


ROLES = "pledges.roles"


def _roles(value: Any, offsets: Offsets) -> Any:
    """Roles by the ids of values, which are words there as JSON wants it."""
    if not isinstance(value, dict):
        return value
    return {
        str(shifted(int(key), "charter_values", offsets)) if key.isdecimal() else key: place
        for key, place in value.items()
    }


def _answer(answers: dict[str, Any], row: Row, offsets: Offsets) -> Any:
    """What somebody answered or typed, which calls the ids of values just `values`."""
    moved = _within("", answers, offsets)
    if "values" in answers:
        moved["values"] = _within("value_ids", answers["values"], offsets)
    return moved


def _choice(value: int, row: Row, offsets: Offsets) -> int:
    return shifted(value, "charter_values", offsets)


RULES: Mapping[tuple[str, str], Callable[[Any, Row, Offsets], Any]] = {
    ("activity", "subject_id"): _subject,
    ("audit", "before"): _audited,
    ("audit", "after"): _audited,
    ("charter_drafts", "values"): _entries,
    ("charter_drafts", "steps"): _entries,
    ("charter_versions", "revisions"): _revisions,
    ("deliveries", "key"): _delivery_key,
    ("deliveries", "payload"): _payload,
    ("digest_items", "key"): _delivery_key,
    ("digest_items", "payload"): _payload,
    ("guild_settings", "value"): _setting,
    ("initiative_drafts", "answers"): _answer,
    ("notices", "about"): _about,
    ("onboarding_answers", "content"): _answer,
    ("onboarding_answers", "step"): _step,
    ("onboarding_answers", "choice"): _choice,
    ("onboarding_journeys", "step"): _step,
    ("onboarding_journeys", "reached"): _steps,
    ("onboarding_tallies", "step"): _step,
    ("reminder_posts", "question"): _question,
    ("schedules", "subject_id"): _subject,
}
"""What a name alone does not say. A row is read as it was; what a rule answers replaces it."""
