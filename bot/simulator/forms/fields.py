"""Reading a request body field by field, collecting Discord's nested 50035 errors on the way.

Discord reports every problem of a body at once, each at its own path, arrays indexed by string
keys: https://docs.discord.com/developers/reference#error-messages. A check therefore never raises
at the first problem; it reads the whole form and `Problems.raise_if_any` raises once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.simulator import errors

Path = tuple[str, ...]

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,20}")
_SNOWFLAKE = re.compile(r"[0-9]{1,20}")


class Problems:
    """Every problem found in one request body, in Discord's nested shape."""

    def __init__(self) -> None:
        self.nested: dict[str, Any] = {}

    def add(self, path: Path, code: str, message: str) -> None:
        node = self.nested
        for key in path:
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def raise_if_any(self) -> None:
        if self.nested:
            raise errors.form(_outermost(self.nested))


class Form:
    """One JSON object of a body together with the path at which its problems are reported.

    Readers return the value in its proper type, or None when it is absent, null or wrong; what is
    wrong has then been reported.
    """

    def __init__(self, body: Mapping[str, Any], problems: Problems, path: Path = ()) -> None:
        self.body = body
        self.problems = problems
        self.path = path

    def __contains__(self, key: str) -> bool:
        return key in self.body

    def refuse(self, key: str | None, code: str, message: str) -> None:
        """Report a problem at a key of this object, or at the object itself when key is None."""
        self.problems.add(self.path if key is None else (*self.path, key), code, message)

    def given(self, key: str) -> bool:
        """Whether the key is present with something other than null."""
        return self.body.get(key) is not None

    def any_value(self, key: str, *, required: bool = False) -> Any:
        value = self.body.get(key)
        if value is None and required:
            self.refuse(key, "BASE_TYPE_REQUIRED", "This field is required")
        return value

    def string(
        self,
        key: str,
        *,
        minimum: int = 0,
        maximum: int | None = None,
        required: bool = False,
        trimmed: bool = False,
        choices: Collection[str] | None = None,
    ) -> str | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(key, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        text = value
        measured = text.strip() if trimmed else text
        if required and minimum and not measured:
            self.refuse(key, "BASE_TYPE_REQUIRED", "This field is required")
            return None
        if not self._fits(key, len(measured), minimum, maximum):
            return None
        if choices is not None and text not in choices:
            self.refuse(key, "BASE_TYPE_CHOICES", f"Value must be one of {_listed(choices)}.")
            return None
        return text

    def integer(
        self,
        key: str,
        *,
        minimum: int | None = None,
        maximum: int | None = None,
        required: bool = False,
        choices: Collection[int] | None = None,
    ) -> int | None:
        """A whole number; one sent as text is a number in the body from then on."""
        value = self.any_value(key, required=required)
        if value is None:
            return None
        number = _whole(value)
        if number is None:
            self.refuse(key, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if number is not value and isinstance(self.body, dict):
            self.body[key] = number
        if choices is not None:
            if number not in choices:
                self.refuse(key, "BASE_TYPE_CHOICES", f"Value must be one of {_listed(choices)}.")
                return None
            return number
        return number if self._in_range(key, number, minimum, maximum, "int") else None

    def number(
        self,
        key: str,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        required: bool = False,
    ) -> float | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, (int, float)) or isinstance(value, bool) or value != value:
            self.refuse(key, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
            return None
        return value if self._in_range(key, value, minimum, maximum, "float") else None

    def boolean(self, key: str, *, required: bool = False) -> bool | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, bool):
            self.refuse(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
            return None
        return value

    def snowflake(self, key: str, *, required: bool = False) -> int | None:
        """An id, sent as a string or as a number."""
        value = self.any_value(key, required=required)
        if value is None:
            return None
        number = snowflake_of(value)
        if number is None:
            self.refuse(key, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return number

    def bitfield(self, key: str, *, required: bool = False) -> int | None:
        """A permission set: a decimal string, or a number; it stays as it was sent."""
        value = self.any_value(key, required=required)
        if value is None:
            return None
        number = _whole(value)
        if number is None:
            self.refuse(key, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        return number if self._in_range(key, number, 0, 2**64 - 1, "int") else None

    def moment(self, key: str, *, required: bool = False) -> datetime | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse(
                key,
                "DATE_TIME_TYPE_PARSE",
                f'Could not parse "{value}". Should be ISO8601.',
            )
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def url(
        self,
        key: str,
        *,
        maximum: int = 2048,
        required: bool = False,
        schemes: Collection[str] = ("http", "https"),
    ) -> str | None:
        text = self.string(key, maximum=maximum, required=required, minimum=1 if required else 0)
        if not text:
            return text
        problem = url_problem(text, schemes)
        if problem is not None:
            self.refuse(key, *problem)
            return None
        return text

    def form(self, key: str, *, required: bool = False) -> Form | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.refuse(key, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return None
        return Form(value, self.problems, (*self.path, key))

    def values(
        self,
        key: str,
        *,
        minimum: int = 0,
        maximum: int | None = None,
        required: bool = False,
        unique: bool = False,
    ) -> Sequence[Any] | None:
        value = self.any_value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, (list, tuple)):
            self.refuse(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return None
        self._fits(key, len(value), minimum, maximum)
        if unique and len({repr(item) for item in value}) != len(value):
            self.refuse(key, "SET_TYPE_CONTAINS_DUPLICATES", "Set contains duplicates.")
        return value

    def forms(
        self,
        key: str,
        *,
        minimum: int = 0,
        maximum: int | None = None,
        required: bool = False,
    ) -> list[Form]:
        found = self.values(key, minimum=minimum, maximum=maximum, required=required)
        return list(self._objects(key, found or ()))

    def snowflakes(
        self,
        key: str,
        *,
        minimum: int = 0,
        maximum: int | None = None,
        required: bool = False,
    ) -> list[int]:
        """A set of ids."""
        found = self.values(key, minimum=minimum, maximum=maximum, required=required) or ()
        numbers: list[int] = []
        for index, value in enumerate(found):
            number = snowflake_of(value)
            if number is None:
                self.problems.add(
                    (*self.path, key, str(index)),
                    "NUMBER_TYPE_COERCE",
                    f'Value "{value}" is not snowflake.',
                )
            elif number in numbers:
                self.problems.add(
                    (*self.path, key, str(index)),
                    "SET_TYPE_ALREADY_CONTAINS_VALUE",
                    "The set already contains this value",
                )
            else:
                numbers.append(number)
        return numbers

    def integers(
        self,
        key: str,
        *,
        choices: Collection[int],
        minimum: int = 0,
        maximum: int | None = None,
        unique: bool = True,
    ) -> list[int]:
        found = self.values(key, minimum=minimum, maximum=maximum, unique=unique) or ()
        numbers: list[int] = []
        for index, value in enumerate(found):
            number = _whole(value)
            if number is None or number not in choices:
                self.problems.add(
                    (*self.path, key, str(index)),
                    "BASE_TYPE_CHOICES",
                    f"Value must be one of {_listed(choices)}.",
                )
            else:
                numbers.append(number)
        return numbers

    def localizations(
        self, key: str, *, minimum: int, maximum: int, locales: Collection[str]
    ) -> dict[str, str]:
        """A map of locale to text; an unknown locale is a problem of its own key."""
        found = self.form(key)
        if found is None:
            return {}
        texts: dict[str, str] = {}
        for locale in found.body:
            if locale not in locales:
                found.refuse(
                    locale, "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid enum value.'
                )
                continue
            text = found.string(locale, minimum=minimum, maximum=maximum)
            if text is not None:
                texts[locale] = text
        return texts

    def _objects(self, key: str, values: Sequence[Any]) -> Iterator[Form]:
        for index, value in enumerate(values):
            path = (*self.path, key, str(index))
            if isinstance(value, Mapping):
                yield Form(value, self.problems, path)
            else:
                self.problems.add(
                    path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"
                )

    def _fits(self, key: str, length: int, minimum: int, maximum: int | None) -> bool:
        if length >= minimum and (maximum is None or length <= maximum):
            return True
        if maximum is None:
            self.refuse(key, "BASE_TYPE_MIN_LENGTH", f"Must be {minimum} or more in length.")
        elif minimum:
            self.refuse(
                key,
                "BASE_TYPE_BAD_LENGTH",
                f"Must be between {minimum} and {maximum} in length.",
            )
        else:
            self.refuse(key, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")
        return False

    def _in_range(
        self, key: str, number: float, minimum: float | None, maximum: float | None, kind: str
    ) -> bool:
        if minimum is not None and number < minimum:
            self.refuse(
                key,
                "NUMBER_TYPE_MIN",
                f"{kind} value should be greater than or equal to {minimum}.",
            )
            return False
        if maximum is not None and number > maximum:
            self.refuse(
                key, "NUMBER_TYPE_MAX", f"{kind} value should be less than or equal to {maximum}."
            )
            return False
        return True


def each(body: object, check: Callable[[Form], None]) -> None:
    """As `checked`, for a body that is a list of objects; `front` has seen to that."""
    problems = Problems()
    for index, entry in enumerate(body if isinstance(body, list) else ()):
        check(Form(entry, problems, (str(index),)))
    problems.raise_if_any()


def checked(body: object, check: Callable[[Form], None]) -> None:
    """Run a check over a whole body and raise all that it found as one 50035.

    Raises:
        ApiError: 400/50035 with every problem, or 400/50109 when the body is no JSON object.
    """
    if not isinstance(body, Mapping):
        raise errors.ApiError(400, 50109, "The request body contains invalid JSON.")
    problems = Problems()
    check(Form(body, problems))
    problems.raise_if_any()


def snowflake_of(value: object) -> int | None:
    """The id in a number or numeric string; None when it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 2**64 else None
    if isinstance(value, str) and _SNOWFLAKE.fullmatch(value):
        return int(value)
    return None


def url_problem(text: str, schemes: Collection[str]) -> tuple[str, str] | None:
    """Code and message when the text is not a URL of one of the schemes."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "URL_TYPE_INVALID_URL", "Not a well formed URL."
    if parts.scheme not in schemes:
        if parts.scheme:
            listed = _listed([f"'{scheme}'" for scheme in schemes])
            return (
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{parts.scheme}" is not supported. Scheme must be one of {listed}.',
            )
        return "URL_TYPE_INVALID_URL", "Not a well formed URL."
    if not parts.netloc or any(character.isspace() for character in text):
        return "URL_TYPE_INVALID_URL", "Not a well formed URL."
    return None


def _outermost(node: dict[str, Any]) -> dict[str, Any]:
    """Without what lies inside something that is wrong itself: Discord looks no further there."""
    if "_errors" in node:
        return {"_errors": node["_errors"]}
    return {key: _outermost(child) for key, child in node.items()}


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 168.0 is an integer in JSON Schema; discord.py sends hours like that
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    return None


def _listed(values: Collection[object]) -> str:
    return "(" + ", ".join(str(value) for value in values) + ")"
