"""What Discord refuses in an application command."""

from __future__ import annotations

from typing import Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.forms import commands
from tests.simulator.forms.complaints import complaints


def command(**differences: Any) -> dict[str, Any]:
    return {"name": "pledge", "description": "Pledges", "type": 1, **differences}


def option(kind: int = 3, name: str = "value", **differences: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "description": "A value", **differences}


def refused(body: Any, **options: Any) -> set[tuple[str, str]]:
    with pytest.raises(ApiError) as caught:
        commands.check_command(body, **options)
    assert caught.value.code == 50035
    return complaints(caught.value.errors)


@pytest.mark.parametrize(
    "name", ["pledge", "werte-zeigen", "größe", "l'été", "नमस्ते", "สวัสดี", "価値", "a_1"]
)
def test_a_name_of_any_script_is_accepted(name: str) -> None:
    commands.check_command(command(name=name))


@pytest.mark.parametrize("name", ["Pledge", "two words", "a.b", "🌱", "GRÖSSE", "x/y"])
def test_a_name_with_capitals_spaces_or_signs_is_invalid(name: str) -> None:
    assert refused(command(name=name)) == {("name", "APPLICATION_COMMAND_INVALID_NAME")}


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        (command(name="x" * 33), "name", "BASE_TYPE_BAD_LENGTH"),
        ({"description": "no name"}, "name", "BASE_TYPE_REQUIRED"),
        ({"name": "x"}, "description", "BASE_TYPE_REQUIRED"),
        (command(description=""), "description", "BASE_TYPE_REQUIRED"),
        (command(description="d" * 101), "description", "BASE_TYPE_BAD_LENGTH"),
        (command(type=9), "type", "BASE_TYPE_CHOICES"),
        (
            command(options=[option(name=f"o{n}") for n in range(26)]),
            "options",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            command(options=[option(), option(name="who", required=True)]),
            "options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            command(options=[option(), option()]),
            "options.1.name",
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (command(options=[option(kind=12)]), "options.0.type", "BASE_TYPE_CHOICES"),
        (
            command(options=[option(1, "show"), option()]),
            "options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[option(1, "show", options=[option(1, "deeper")])]),
            "options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[option(2, "group", options=[option(2, "deeper")])]),
            "options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])]),
            "options.0.autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
        ),
        (
            command(options=[option(choices=[{"name": str(n), "value": "x"} for n in range(26)])]),
            "options.0.choices",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            command(options=[option(choices=[{"name": "a", "value": "v" * 101}])]),
            "options.0.choices.0.value",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            command(options=[option(4, choices=[{"name": "a", "value": "many"}])]),
            "options.0.choices.0.value",
            "NUMBER_TYPE_COERCE",
        ),
        (
            command(options=[option(choices=[{"name": "a", "value": "1"}] * 2)]),
            "options.0.choices.1.name",
            "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        ),
        (command(options=[option(4, min_value=2**53)]), "options.0.min_value", "NUMBER_TYPE_MAX"),
        (command(options=[option(max_length=6001)]), "options.0.max_length", "NUMBER_TYPE_MAX"),
        (
            command(options=[option(min_length=5, max_length=4)]),
            "options.0.min_length",
            "APPLICATION_COMMAND_OPTIONS_MIN_GREATER_THAN_MAX",
        ),
        (
            command(name_localizations={"xx": "versprechen"}),
            "name_localizations.xx",
            "ENUM_TYPE_COERCE",
        ),
        (
            command(name_localizations={"de": "Versprechen"}),
            "name_localizations.de",
            "APPLICATION_COMMAND_INVALID_NAME",
        ),
        (command(contexts=[0, 3]), "contexts.1", "BASE_TYPE_CHOICES"),
        (command(contexts=[0, 0]), "contexts", "SET_TYPE_CONTAINS_DUPLICATES"),
        (
            command(default_member_permissions="lots"),
            "default_member_permissions",
            "NUMBER_TYPE_COERCE",
        ),
        (
            {"name": "Thank them", "type": 2, "description": "x"},
            "description",
            "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
        ),
    ],
)
def test_a_wrong_command_is_refused_where_it_is_wrong(body: Any, path: str, code: str) -> None:
    assert (path, code) in refused(body)


def test_a_context_menu_name_may_have_spaces_and_capitals() -> None:
    commands.check_command({"name": "Thank this member", "type": 2})


def test_groups_subcommands_and_their_options_nest_three_deep() -> None:
    deep = option(1, "add", options=[option(required=True), option(4, "count", min_value=1)])

    commands.check_command(command(options=[option(2, "admin", options=[deep]), option(1, "mine")]))


def test_eight_thousand_characters_count_the_longest_localization() -> None:
    options = [
        option(
            name=f"o{n}",
            description="d" * 100,
            choices=[{"name": f"c{m}", "value": "v" * 100} for m in range(2)],
        )
        for n in range(25)
    ]
    body = command(options=options)
    size = commands.command_size(body)
    assert size < 8000
    commands.check_command(body)

    longer = {"de": "D" * 100}
    for entry in options:
        entry["choices"] = [
            {"name": f"c{m}", "value": "v" * 100, "name_localizations": longer} for m in range(2)
        ]

    assert commands.command_size(body) > 8000
    assert ("", "APPLICATION_COMMAND_TOO_LARGE") in refused(body)


def test_a_change_may_leave_everything_out() -> None:
    commands.check_command({}, partial=True, kind=1)


def test_a_whole_scope_is_refused_by_index() -> None:
    with pytest.raises(ApiError) as caught:
        commands.check_bulk([command(), command(), {"name": "x", "description": ""}])

    assert complaints(caught.value.errors) == {
        ("1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        ("2.description", "BASE_TYPE_REQUIRED"),
    }


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)])
def test_a_scope_is_full_at_its_count(kind: int, most: int) -> None:
    def one(number: int) -> dict[str, Any]:
        body: dict[str, Any] = {"name": f"c{number}", "type": kind}
        return body | ({"description": "d"} if kind == 1 else {})

    commands.check_bulk([one(number) for number in range(most)])
    with pytest.raises(ApiError) as caught:
        commands.check_bulk([one(number) for number in range(most + 1)])
    assert caught.value.code == 30032
