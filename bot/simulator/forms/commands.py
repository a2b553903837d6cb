"""Application commands: https://docs.discord.com/developers/interactions/application-commands."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.simulator import errors
from bot.simulator.forms.fields import Form, Problems, checked

NAME_LENGTH = 32
DESCRIPTION_LENGTH = 100
OPTIONS = 25
CHOICES = 25
COMMAND_SIZE = 8000
# How many commands of each type (1 slash, 2 user, 3 message, 4 entry point) one scope may hold.
COMMANDS_PER_SCOPE = {1: 100, 2: 15, 3: 15, 4: 1}
CREATES_PER_DAY = 200

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
_WITH_CHOICES = (STRING, INTEGER, NUMBER)
_EXACT = 2**53 - 1

# fmt: off
LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko",
})
# fmt: on


def check_command(body: object, *, partial: bool = False, kind: int | None = None) -> None:
    """Check one command.

    Args:
        partial: An edit, in which everything may be left out.
        kind: The type of the command that an edit changes.
    """

    def check(form: Form) -> None:
        _command(form, partial=partial, kind=kind)

    checked(body, check)


def check_bulk(commands: object) -> None:
    """Check a whole scope, as PUT replaces it.

    Raises:
        ApiError: 50035 with the index of each wrong command first in its path; 30032 for too many.
    """
    if not isinstance(commands, list):
        raise errors.ApiError(400, 50109, "The request body contains invalid JSON.")
    problems = Problems()
    kinds: Counter[int] = Counter()
    names: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        if not isinstance(command, Mapping):
            problems.add(
                (str(index),),
                "MODEL_TYPE_CONVERT",
                "Only dictionaries may be used in a ModelType",
            )
            continue
        form = Form(command, problems, (str(index),))
        kind = _command(form, partial=False, kind=None)
        kinds[kind] += 1
        name = command.get("name")
        if isinstance(name, str):
            if (kind, name) in names:
                form.refuse(
                    "name",
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                )
            names.add((kind, name))
    for kind, number in kinds.items():
        check_room(kind, number)
    problems.raise_if_any()


def check_room(kind: int, number: int) -> None:
    """Refuse a scope holding more commands of a type than Discord allows.

    Raises:
        ApiError: 30032.
    """
    most = COMMANDS_PER_SCOPE.get(kind, 100)
    if number > most:
        raise errors.ApiError(
            400, 30032, f"Maximum number of application commands reached ({most})"
        )


def is_command_name(name: str) -> bool:
    r"""Whether a name matches `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case."""
    return (
        1 <= len(name) <= NAME_LENGTH
        and name == name.lower()
        and all(_is_name_character(character) for character in name)
    )


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(("DEVANAGARI ", "THAI "))


def _command(form: Form, *, partial: bool, kind: int | None) -> int:
    found = form.integer("type", choices=tuple(COMMANDS_PER_SCOPE))
    kind = kind or found or 1
    name = form.string("name", minimum=1, maximum=NAME_LENGTH, required=not partial)
    if kind == 1 and name is not None:
        _check_name(form, "name", name)
    names = form.localizations(
        "name_localizations", minimum=1, maximum=NAME_LENGTH, locales=LOCALES
    )
    if kind == 1:
        _check_names(form, names)
    _check_description(form, needed=kind in (1, 4) and not partial, allowed=kind in (1, 4))
    if kind == 1:
        _check_options(form, depth=0)
    elif form.given("options") and form.body["options"]:
        form.refuse(
            "options",
            "APPLICATION_COMMAND_INVALID_OPTIONS",
            "Context menu commands cannot have options",
        )
    form.bitfield("default_member_permissions")
    form.boolean("dm_permission")
    form.boolean("nsfw")
    form.integers("contexts", choices=(0, 1, 2), minimum=1)
    form.integers("integration_types", choices=(0, 1), minimum=1)
    if command_size(form.body) > COMMAND_SIZE:
        form.refuse(
            None,
            "APPLICATION_COMMAND_TOO_LARGE",
            f"Command exceeds maximum size ({COMMAND_SIZE})",
        )
    return kind


def command_size(command: Any) -> int:
    """Characters of names, descriptions and choice values, the longest localization counted."""
    if not isinstance(command, Mapping):
        return 0
    total = sum(_longest(command, key) for key in ("name", "description"))
    for option in _listed(command, "options"):
        total += command_size(option)
    for choice in _listed(command, "choices"):
        if isinstance(choice, Mapping):
            total += _longest(choice, "name") + len(str(choice.get("value", "")))
    return total


def _longest(holder: Mapping[str, Any], key: str) -> int:
    texts = [holder.get(key)]
    localizations = holder.get(f"{key}_localizations")
    if isinstance(localizations, Mapping):
        texts.extend(localizations.values())
    return max((len(text) for text in texts if isinstance(text, str)), default=0)


def _listed(holder: Mapping[str, Any], key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []


def _check_name(form: Form, key: str, name: str) -> None:
    if not is_command_name(name):
        form.refuse(key, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_names(form: Form, names: Mapping[str, str]) -> None:
    found = form.form("name_localizations") if names else None
    for locale, name in names.items():
        if found is not None:
            _check_name(found, locale, name)


def _check_description(form: Form, *, needed: bool, allowed: bool) -> None:
    if not allowed:
        if form.body.get("description"):
            form.refuse(
                "description",
                "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
                "Context menu commands cannot have description",
            )
        return
    form.string("description", minimum=1, maximum=DESCRIPTION_LENGTH, required=needed)
    form.localizations(
        "description_localizations", minimum=1, maximum=DESCRIPTION_LENGTH, locales=LOCALES
    )


def _check_options(form: Form, *, depth: int) -> None:
    """Check the options of a command (depth 0), a group (1) or a subcommand (2)."""
    options = form.forms("options", maximum=OPTIONS)
    names: set[str] = set()
    kinds: list[int] = []
    optional_seen = False
    for option in options:
        kind = option.integer("type", required=True, choices=range(1, 12))
        name = option.string("name", minimum=1, maximum=NAME_LENGTH, required=True)
        if name is not None:
            _check_name(option, "name", name)
            if name in names:
                option.refuse(
                    "name",
                    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                    "Option name already exists",
                )
            names.add(name)
        _check_names(
            option,
            option.localizations(
                "name_localizations", minimum=1, maximum=NAME_LENGTH, locales=LOCALES
            ),
        )
        _check_description(option, needed=True, allowed=True)
        if kind is None:
            continue
        kinds.append(kind)
        required = option.boolean("required") or False
        if required and optional_seen:
            option.refuse(
                None,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not required
        if kind in (SUBCOMMAND, GROUP):
            _check_nesting(option, kind, depth)
        elif depth == 1:
            option.refuse(
                "type",
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "A sub-command group may hold sub-commands only",
            )
        else:
            _check_value_option(option, kind)
    if any(kind in (SUBCOMMAND, GROUP) for kind in kinds) and any(
        kind not in (SUBCOMMAND, GROUP) for kind in kinds
    ):
        form.refuse(
            "options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other "
            "types",
        )


def _check_nesting(option: Form, kind: int, depth: int) -> None:
    if depth == 2 or (kind == GROUP and depth == 1):
        option.refuse(
            "type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-commands and groups cannot be nested this deep",
        )
        return
    _check_options(option, depth=1 if kind == GROUP else 2)


def _check_value_option(option: Form, kind: int) -> None:
    autocomplete = option.boolean("autocomplete") or False
    choices = _check_choices(option, kind)
    if autocomplete and (choices or kind not in _WITH_CHOICES):
        option.refuse(
            "autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
            "Autocomplete is for string, integer and number options without choices",
        )
    if kind == CHANNEL:
        option.integers("channel_types", choices=(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16))
    if kind == STRING:
        least = option.integer("min_length", minimum=0, maximum=6000)
        most = option.integer("max_length", minimum=1, maximum=6000)
        _check_order(option, "min_length", least, most)
    if kind == INTEGER:
        low = option.integer("min_value", minimum=-_EXACT, maximum=_EXACT)
        high = option.integer("max_value", minimum=-_EXACT, maximum=_EXACT)
        _check_order(option, "min_value", low, high)
    if kind == NUMBER:
        lowest = option.number("min_value", minimum=-_EXACT, maximum=_EXACT)
        highest = option.number("max_value", minimum=-_EXACT, maximum=_EXACT)
        _check_order(option, "min_value", lowest, highest)


def _check_order(option: Form, key: str, least: float | None, most: float | None) -> None:
    if least is not None and most is not None and least > most:
        option.refuse(
            key,
            "APPLICATION_COMMAND_OPTIONS_MIN_GREATER_THAN_MAX",
            "The minimum cannot be greater than the maximum",
        )


def _check_choices(option: Form, kind: int) -> int:
    choices = option.forms("choices", maximum=CHOICES)
    if choices and kind not in _WITH_CHOICES:
        option.refuse(
            "choices",
            "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
            "Choices are for string, integer and number options",
        )
        return len(choices)
    check_choices(choices, kind)
    return len(choices)


def check_choices(choices: list[Form], kind: int) -> None:
    """Check fixed choices, or those an autocomplete callback suggests."""
    names: set[str] = set()
    for choice in choices:
        name = choice.string("name", minimum=1, maximum=100, required=True)
        choice.localizations("name_localizations", minimum=1, maximum=100, locales=LOCALES)
        if kind == STRING:
            value = choice.any_value("value", required=True)
            if value is not None and not isinstance(value, str):
                choice.refuse(
                    "value", "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.'
                )
            else:
                choice.string("value", maximum=100)
        elif kind == INTEGER:
            choice.integer("value", minimum=-_EXACT, maximum=_EXACT, required=True)
        else:
            choice.number("value", minimum=-_EXACT, maximum=_EXACT, required=True)
        if name is not None and name in names:
            choice.refuse(
                "name",
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                "Option choice name already exists",
            )
        if name is not None:
            names.add(name)
