"""What keeps a draft from being published, and that it is said where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.texts import Texts
from cogs.charter import reviewing
from cogs.charter.service import Content, Entry
from cogs.charter.service.problems import find

GOOD = Entry(1, 1, "Care", "❤️", "We carry.", ("We ask.", "We share."), ("We look away.",))
OTHER = replace(GOOD, key=2, id=2, name="Honesty", emoji="🌱")


def keys(
    *values: Entry,
    mission: str = "Clean water.",
    earlier: dict[str, tuple[int, str]] | None = None,
    known: set[int] | None = None,
) -> list[tuple[int | None, str, str]]:
    found = find(Content(mission, values), earlier_emojis=earlier or {}, known_emojis=known)
    for problem in found:
        for language in ("en", "de"):
            assert reviewing.problem(problem, Texts().speak(language))
    return [
        (problem.value_key, problem.part, problem.key.removeprefix("charter-problem-"))
        for problem in found
    ]


def test_what_is_complete_has_no_problems() -> None:
    assert keys(GOOD, OTHER) == []


def test_an_empty_charter_lacks_mission_and_values() -> None:
    assert keys(mission="") == [(None, "mission", "no-mission"), (None, "values", "no-values")]


def test_a_mission_may_have_a_thousand_characters() -> None:
    assert keys(GOOD, mission="m" * 1000) == []
    assert keys(GOOD, mission="m" * 1001) == [(None, "mission", "mission-long")]


def test_more_than_twelve_values_are_too_many() -> None:
    emojis = "🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏🍐🍑🍒"
    values = [
        replace(GOOD, key=number, name=f"Value {number}", emoji=emoji)
        for number, emoji in enumerate(emojis)
    ]

    assert keys(*values[:12]) == []
    assert keys(*values) == [(None, "values", "too-many-values")]


@pytest.mark.parametrize(
    ("differences", "part", "key"),
    [
        ({"name": ""}, "name", "no-name"),
        ({"name": "n" * 101}, "name", "name-long"),
        ({"emoji": ""}, "emoji", "no-emoji"),
        ({"emoji": ":heart:"}, "emoji", "bad-emoji"),
        ({"emoji": "🌱🌱"}, "emoji", "bad-emoji"),
        ({"promise": ""}, "promise", "no-promise"),
        ({"promise": "p" * 201}, "promise", "promise-long"),
        ({"looks_like": ("one",)}, "looks_like", "few-behaviours"),
        ({"looks_like": ()}, "looks_like", "few-behaviours"),
        ({"looks_like": tuple("abcdef")}, "looks_like", "many-behaviours"),
        ({"looks_like": ("a", "b" * 201)}, "looks_like", "line-long"),
        ({"does_not_look_like": ()}, "does_not_look_like", "no-counter-example"),
        ({"does_not_look_like": tuple("abcdef")}, "does_not_look_like", "many-counter-examples"),
        ({"does_not_look_like": ("b" * 201,)}, "does_not_look_like", "line-long"),
    ],
)
def test_each_part_of_a_value_is_asked_for(
    differences: dict[str, object], part: str, key: str
) -> None:
    assert keys(replace(GOOD, **differences), OTHER) == [(1, part, key)]  # type: ignore[arg-type]


def test_of_two_values_that_cannot_be_told_apart_the_later_is_told() -> None:
    assert keys(GOOD, replace(OTHER, name="CARE")) == [(2, "name", "name-taken")]
    assert keys(GOOD, replace(OTHER, emoji="❤")) == [(2, "emoji", "emoji-taken")]
    hands = replace(GOOD, emoji="✊🏿"), replace(OTHER, emoji="✊🏻")
    assert keys(*hands) == [(2, "emoji", "emoji-taken")]


def test_an_emoji_that_stood_for_another_value_cannot_be_taken_over() -> None:
    assert keys(GOOD, OTHER, earlier={"🌱": (9, "Growth")}) == [(2, "emoji", "emoji-used")]
    assert keys(GOOD, OTHER, earlier={"🌱": (2, "Growth"), "❤": (9, "care")}) == []


def test_a_custom_emoji_has_to_be_the_servers_own() -> None:
    leaf = replace(GOOD, emoji="<a:leaf:123456789012345678>")

    assert keys(leaf, known={123456789012345678}) == []
    assert keys(leaf, known=None) == []
    assert keys(leaf, known={1}) == [(1, "emoji", "emoji-foreign")]
