"""Figures as people type them: hours, sums of money, things counted. Exact, and never a float."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_territory_currencies

from bot.errors import MemberError
from bot.texts import unmarked, unturned
from cogs.initiatives.models import AmountKind

HOUR = "h"

MOST = Decimal(1_000_000_000_000)
"""More than this of anything is a slip of the finger."""
MOST_HOURS = Decimal(1_000_000)
MOST_PEOPLE = 1_000_000
MOST_LINES = 10
LONGEST_UNIT = 60

_HOUR_DIGITS = 2
_UNIT_DIGITS = 3

_WITHOUT_MINOR_UNIT = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_WITH_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
"""As ISO 4217 has them; of the others in use, everyone has hundredths. CLDR, which Babel carries,
tells how many digits are usual instead: none for the Serbian dinar, which has hundredths."""

_NAMED = {"€": "EUR", "euro": "EUR", "euros": "EUR"}
"""Names that mean one currency only; a dollar is many."""

_NUMBER = r"[0-9][0-9.,'\u2019\u00a0\u202f]*"
_SPACED = r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?"
_MINUS = re.compile(r"[-\u2212\u2013]\s*[0-9]")
_EXPONENT = re.compile(r"[0-9.,]\s?[eE][+-]?[0-9]")
_UNIT = re.compile(rf"({_NUMBER})\s*([^\s\d].*)", re.DOTALL)
_BEHIND = re.compile(rf"({_SPACED}|{_NUMBER})\s*([^\W\d_]+|€)")
_BEFORE = re.compile(rf"([^\W\d_]+|€)\s*({_SPACED}|{_NUMBER})")


class NotANumber(MemberError):
    """What was typed cannot be read as a number."""

    key = "initiatives-amount-not-a-number"


class BelowZero(MemberError):
    """Nothing that comes of an initiative is less than nothing."""

    key = "initiatives-amount-below-zero"


class TooMuch(MemberError):
    """More than can be meant."""

    key = "initiatives-amount-too-much"


class TooPrecise(MemberError):
    """More decimal places than there can be."""

    key = "initiatives-amount-too-precise"


class NotWhole(MemberError):
    """Half a person cannot come, and a currency without minor units is not parted."""

    key = "initiatives-amount-not-whole"


class NoCurrency(MemberError):
    """A sum without its currency."""

    key = "initiatives-amount-no-currency"


class UnknownCurrency(MemberError):
    """Not a currency that is in use, or a name that several have."""

    key = "initiatives-amount-unknown-currency"


class NoUnit(MemberError):
    """A number without what it counts."""

    key = "initiatives-amount-no-unit"


class UnitTooLong(MemberError):
    """Its words are too many."""

    key = "initiatives-amount-unit-too-long"


class TooManyLines(MemberError):
    """More different figures than a card can hold."""

    key = "initiatives-amount-too-many"


@dataclass(frozen=True)
class Figure:
    """So much of something; `unit` is `h`, a currency's code, or words."""

    kind: AmountKind
    unit: str
    amount: Decimal


def read_number(typed: str, *, language: str) -> Decimal:
    """A number of zero or more, with the comma and the point where the language has them.

    Where only one reading is possible, that is taken in any language: 12,5 is no thousands. One
    that could be both, 1.234, is read as whoever writes the language means it.

    Raises:
        NotANumber, BelowZero: As they say.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if _MINUS.match(text):
        raise BelowZero(given=_given(typed))
    if not re.fullmatch(rf"{_SPACED}|{_NUMBER}", text):
        raise NotANumber(given=_given(typed))
    text = re.sub(r"[ '\u2019]", "\u00a0", text)  # NFKC has made spaces of the narrow ones
    whole, fraction = _parted(text, language)
    groups = re.split(r"[.,\u00a0]", whole)
    grouped = len(groups) > 1
    well_formed = all(groups) and (
        not grouped or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    )
    marks = set(re.findall(r"[.,\u00a0]", whole))
    if not well_formed or len(marks) > 1 or fraction == "":
        raise NotANumber(given=_given(typed))
    digits = "".join(groups)
    return Decimal(digits if fraction is None else f"{digits}.{fraction}")


def read_hours(typed: str, *, language: str) -> Figure | None:
    """Hours that were given; None when nothing was typed.

    Raises:
        NotANumber, BelowZero, TooMuch, TooPrecise: As they say.
    """
    text = re.sub(r"\s*(?:h|hrs?|hours?|std\.?|stunden?)\s*$", "", typed.strip(), flags=re.I)
    if not typed.strip():
        return None
    amount = read_number(text or typed, language=language)
    if amount > MOST_HOURS:
        raise TooMuch(given=_given(typed), most=int(MOST_HOURS))
    return Figure(AmountKind.HOURS, HOUR, _exact(amount, _HOUR_DIGITS, typed))


def read_people(typed: str, *, language: str) -> int | None:
    """How many people; None when nothing was typed.

    Raises:
        NotANumber, BelowZero, NotWhole, TooMuch: As they say.
    """
    if not typed.strip():
        return None
    amount = read_number(typed, language=language)
    if amount != amount.to_integral_value():
        raise NotWhole("initiatives-amount-half-a-person", given=_given(typed))
    if amount > MOST_PEOPLE:
        raise TooMuch(given=_given(typed), most=MOST_PEOPLE)
    return int(amount)


def read_funds(typed: str, *, language: str, on: date) -> tuple[Figure, ...]:
    """Sums of money, one in a line or parted by semicolons; those in one currency are added up.

    Args:
        on: The day on which the currencies have to be in use.

    Raises:
        NotANumber, BelowZero, TooMuch, TooPrecise, NotWhole, NoCurrency, UnknownCurrency,
        TooManyLines: As they say.
    """
    return _read_lines(typed, lambda line: _money(line, language, on))


def read_units(typed: str, *, language: str) -> tuple[Figure, ...]:
    """Things counted, "30 trees planted", one in a line or parted by semicolons.

    Raises:
        NotANumber, BelowZero, TooMuch, TooPrecise, NoUnit, UnitTooLong, TooManyLines: As they say.
    """
    return _read_lines(typed, lambda line: _counted(line, language))


def minor_digits(currency: str) -> int:
    """How many decimal places a currency has."""
    if currency in _WITHOUT_MINOR_UNIT:
        return 0
    return 3 if currency in _WITH_THOUSANDTHS else 2


@lru_cache(maxsize=4)
def currencies(on: date) -> frozenset[str]:
    """The codes of all currencies that are legal tender somewhere."""
    return frozenset(
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, start_date=on, tender=True)
    )


def written(figure: Figure, *, language: str) -> str:
    """A figure as it could have been typed in a language, to be changed in a form."""
    number = format(figure.amount, "f")
    if language == "de":
        number = number.replace(".", ",")
    return number if figure.kind is AmountKind.HOURS else f"{number} {figure.unit}"


def _parted(text: str, language: str) -> tuple[str, str | None]:
    """What stands before the decimal mark, and what behind it; None: there is no such mark."""
    marks = [index for index, character in enumerate(text) if character in ".,"]
    if not marks:
        return text, None
    last = marks[-1]
    kinds = {text[index] for index in marks}
    whole, behind = text[:last], text[last + 1 :]
    if len(kinds) == 2 or "\u00a0" in whole:
        return whole, behind
    if len(marks) > 1:
        return text, None
    could_be_thousands = len(behind) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    decimal_mark = "," if language == "de" else "."
    if could_be_thousands and text[last] != decimal_mark:
        return text, None
    return whole, behind


def _exact(amount: Decimal, digits: int, typed: str) -> Decimal:
    """The number without zeros at its end; as typed, it has at most so many decimal places.

    Zeros count: three of them behind a mark may well have been meant as thousands.
    """
    if _places(amount) > digits:
        raise TooPrecise(given=_given(typed), digits=digits)
    return Decimal(format(amount.normalize(), "f"))


def _places(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def _read_lines(typed: str, read: Callable[[str], Figure]) -> tuple[Figure, ...]:
    found: dict[str, Figure] = {}
    for line in _lines(typed):
        figure = read(line)
        same = figure.unit.casefold()
        before = found.get(same)
        if before is not None:
            figure = Figure(before.kind, before.unit, before.amount + figure.amount)
            if figure.amount > MOST:
                raise TooMuch(given=_given(line), most=int(MOST))
        found[same] = figure
    if len(found) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return tuple(found.values())


def _lines(typed: str) -> Iterator[str]:
    lines: Iterable[str] = re.split(r"[;\n]", unturned(typed))
    return (line for line in (line.strip().lstrip("•*").strip() for line in lines) if line)


def _money(line: str, language: str, on: date) -> Figure:
    text = unicodedata.normalize("NFKC", line)
    if _MINUS.search(text):
        raise BelowZero(given=_given(line))
    behind, before = _BEHIND.fullmatch(text), _BEFORE.fullmatch(text)
    if behind is not None:
        number, name = behind.groups()
    elif before is not None:
        name, number = before.groups()
    elif re.fullmatch(rf"{_SPACED}|{_NUMBER}", text):
        raise NoCurrency(given=_given(line))
    elif re.match(r"[0-9]", text) and not _EXPONENT.match(text):
        raise UnknownCurrency(given=_given(line))
    else:
        raise NotANumber(given=_given(line))
    code = _NAMED.get(name.casefold(), name.upper())
    if _EXPONENT.match(text) or (len(name) == 1 and name != "€"):
        raise NotANumber(given=_given(line))
    if code not in currencies(on):
        raise UnknownCurrency(given=_given(name))
    amount = read_number(number, language=language)
    if amount > MOST:
        raise TooMuch(given=_given(line), most=int(MOST))
    digits = minor_digits(code)
    if digits == 0 and _places(amount):
        raise NotWhole(given=_given(line), currency=code)
    exact = _exact(amount, digits, line)
    return Figure(AmountKind.FUNDS, code, exact.quantize(Decimal(1).scaleb(-digits)))


def _counted(line: str, language: str) -> Figure:
    text = unicodedata.normalize("NFC", line)
    if _MINUS.match(text):
        raise BelowZero(given=_given(line))
    if re.fullmatch(_NUMBER, text):
        raise NoUnit(given=_given(line))
    match = _UNIT.fullmatch(text)
    if match is None or _EXPONENT.match(text):
        raise NotANumber(given=_given(line))
    number, words = match.groups()
    if len(words) > LONGEST_UNIT:
        raise UnitTooLong(given=_given(line), longest=LONGEST_UNIT)
    amount = read_number(number, language=language)
    if amount > MOST:
        raise TooMuch(given=_given(line), most=int(MOST))
    return Figure(AmountKind.UNITS, " ".join(words.split()), _exact(amount, _UNIT_DIGITS, line))


def _given(typed: str) -> str:
    """What was typed, short enough to be said back."""
    text = " ".join(unturned(typed).split())
    return unmarked(text if len(text) <= 40 else text[:39] + "…")
