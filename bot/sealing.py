"""What people wrote, encrypted where it rests, if whoever runs the bot has set a key.

Keys belong to a database's connections, not to the process: each engine is equipped with a ring of
them, and the columns below seal what they write and open what they read. Without a key they write
plain text. What is sealed says with which key, and holds the name of its column inside, so that
words copied from one column to another do not open there.

The cipher is Fernet of the package `cryptography`: AES-128-CBC with an HMAC-SHA256 over it. A row
still shows who, when and how long; docs/security.md says what that means.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from sqlalchemy import JSON, Column, Dialect, MetaData, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.errors import ConfigurationError, UnavailableError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SEALED = "tenet-sealed-1:"
"""What sealed words begin with; a key's mark and a colon follow, then a Fernet token."""

PLAIN = "tenet-plain-1:"
"""What is put before plain words that happen to begin like one of these two."""

_MARK_LENGTH = 8

_COMPARISONS = frozenset({operators.is_, operators.is_not})


class CannotOpen(UnavailableError):
    """Sealed words met no key that opens them, or stand where they were not written."""


class Keyring:
    """Keys that open, and the one that seals.

    Args:
        keys: Fernet keys. The first seals, all of them open; none: nothing is sealed.
        seals: False: what is written from here on is plain, and all of them still open.

    Raises:
        ConfigurationError: There are keys, and the package `cryptography` is missing.
    """

    def __init__(self, keys: Sequence[str] = (), *, seals: bool = True) -> None:
        self._fernets: dict[str, Fernet] = {mark_of(key): _fernet(key) for key in keys}
        self.mark = next(iter(self._fernets), None) if seals else None
        """The mark of the key that seals; None: nothing is sealed."""

    @property
    def marks(self) -> frozenset[str]:
        """The marks of all keys that open."""
        return frozenset(self._fernets)

    def seal(self, name: str, words: str) -> str:
        """What is to be stored of words, in the column that is known as `name`."""
        if self.mark is None:
            return PLAIN + words if words.startswith((SEALED, PLAIN)) else words
        # The moment that a token carries would tell more than the row does.
        token = self._fernets[self.mark].encrypt_at_time(f"{name}\0{words}".encode(), 0)
        return f"{SEALED}{self.mark}:{token.decode()}"

    def open(self, name: str, stored: str) -> str:
        """The words that were stored.

        Raises:
            CannotOpen: They are sealed, and no key here fits, or they are not this column's.
        """
        if stored.startswith(PLAIN):
            return stored[len(PLAIN) :]
        if not stored.startswith(SEALED):
            return stored
        mark, _, token = stored[len(SEALED) :].partition(":")
        fernet = self._fernets.get(mark)
        if fernet is None:
            raise CannotOpen(f"{name} holds words that the key {mark} has sealed; it is not here")
        from cryptography.fernet import InvalidToken

        try:
            inside = fernet.decrypt(token).decode()
        except InvalidToken:
            raise CannotOpen(f"{name} holds sealed words that were damaged or changed") from None
        column, _, words = inside.partition("\0")
        if column != name:
            raise CannotOpen(f"{name} holds sealed words that were written to {column}")
        return words


def mark_of(key: str) -> str:
    """What tells keys apart without giving anything of them away."""
    return hashlib.sha256(f"tenet key\0{key}".encode()).hexdigest()[:_MARK_LENGTH]


def new_key() -> str:
    """A key nobody else has.

    Raises:
        ConfigurationError: The package `cryptography` is missing.
    """
    return _library().generate_key().decode()


def _fernet(key: str) -> Fernet:
    return _library()(key)


def _library() -> type[Fernet]:
    try:
        from cryptography.fernet import Fernet  # an extra; and 30 ms that few starts need
    except ImportError as missing:
        raise ConfigurationError(
            "TENET_ENCRYPTION_KEY needs the package cryptography, and it is not installed. "
            "Install it with `pip install 'tenet[encryption]'`; run.py brings it by itself."
        ) from missing
    return Fernet


_EMPTY = Keyring()


def equip(dialect: Dialect, ring: Keyring) -> None:
    """Have an engine seal and open with these keys; its dialect is all that a column is shown."""
    setattr(dialect, "tenet_keyring", ring)  # noqa: B010  # no attribute of theirs


def keyring_of(dialect: Dialect) -> Keyring:
    """The keys an engine was equipped with; an empty ring when it was not."""
    ring: Keyring = getattr(dialect, "tenet_keyring", _EMPTY)
    return ring


class _Sealed(TypeDecorator[Any]):
    """What both kinds of column have in common.

    Args:
        name_inside: What the column is known as inside of what is sealed. It is the table's and the
            column's name when it is made, and has to stay when these change.
    """

    cache_ok = True

    class Comparator(TypeDecorator.Comparator[Any]):
        """The database cannot read what is sealed; so it may ask whether there is anything."""

        def operate(self, op: Any, *other: Any, **options: Any) -> Any:
            if op in _COMPARISONS:
                return super().operate(op, *other, **options)
            self._refuse()

        def reverse_operate(self, op: Any, other: Any, **options: Any) -> Any:
            self._refuse()

        def _refuse(self) -> NoReturn:
            raise TypeError(f"{self.expr} may be sealed: no query can compare or sort by it")

    comparator_factory = Comparator

    def __init__(self, name_inside: str) -> None:
        super().__init__()
        self.name_inside = name_inside


class SealedText(_Sealed):
    """Words, however long, that rest encrypted where there is a key."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).seal(self.name_inside, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).open(self.name_inside, value)


class SealedJson(_Sealed):
    """Plain data that rests encrypted where there is a key, as one text within the JSON.

    Args:
        name_inside: As for `_Sealed`.
        none_as_null: As for JSON: whether None is SQL's NULL rather than JSON's null.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, name_inside: str, *, none_as_null: bool = False) -> None:
        super().__init__(name_inside)
        self.none_as_null = none_as_null
        self.impl = JSON(none_as_null=none_as_null)  # type: ignore[assignment]  # an instance of it
        self.should_evaluate_none = not none_as_null

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        ring = keyring_of(dialect)
        if value is None:
            return None
        if ring.mark is not None:
            return ring.seal(self.name_inside, json.dumps(value, separators=(",", ":")))
        return ring.seal(self.name_inside, value) if isinstance(value, str) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if not isinstance(value, str):
            return value
        opened = keyring_of(dialect).open(self.name_inside, value)
        return json.loads(opened) if value.startswith(SEALED) else opened


def sealed_columns(metadata: MetaData) -> Iterator[Column[Any]]:
    """The columns of all tables that are sealed where there is a key, in the tables' order."""
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if is_sealed(column.type))


def is_sealed(type_: TypeEngine[Any]) -> bool:
    """Whether a column of this type is sealed where there is a key."""
    return isinstance(type_, _Sealed)
