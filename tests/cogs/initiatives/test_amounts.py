"""Figures as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MemberError
from cogs.initiatives.models import AmountKind
from cogs.initiatives.service import amounts
from cogs.initiatives.service.amounts import Figure

TODAY = date(2026, 3, 2)
LANGUAGES = st.sampled_from(["en", "de"])


def funds(typed: str, language: str = "en") -> list[tuple[str, Decimal]]:
    return [
        (one.unit, one.amount) for one in amounts.read_funds(typed, language=language, on=TODAY)
    ]


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [
        ("1.234", "1.234", "1234"),
        ("1,234", "1234", "1.234"),
        ("12,5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("0.500", "0.500", "0.500"),
        ("1.234.567", "1234567", "1234567"),
        ("1 000,5", "1000.5", "1000.5"),
        ("1\u202f000", "1000", "1000"),
        ("1'000.50", "1000.50", "1000.50"),
        ("１２", "12", "12"),
    ],
)
def test_a_number_is_read_as_its_language_means_it(typed: str, english: str, german: str) -> None:
    assert amounts.read_number(typed, language="en") == Decimal(english)
    assert amounts.read_number(typed, language="de") == Decimal(german)


@given(
    st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False),
    LANGUAGES,
    st.booleans(),
)
def test_what_a_language_writes_is_read_back_exactly(
    number: Decimal, language: str, grouped: bool
) -> None:
    typed = format_decimal(number, "#,##0.00" if grouped else "0.00", locale=language)

    assert amounts.read_number(typed, language=language) == number


@given(st.text("0123456789.,-−eE+_ 'NaInfity١½", max_size=12), LANGUAGES)
def test_whatever_is_typed_is_a_number_of_zero_or_more_or_refused(
    typed: str, language: str
) -> None:
    try:
        number = amounts.read_number(typed, language=language)
    except MemberError:
        return

    assert number.is_finite()
    assert number >= 0


@given(
    st.sampled_from(sorted(amounts.currencies(TODAY))),
    st.integers(0, 10**14),
    LANGUAGES,
)
def test_a_sum_is_written_into_a_form_so_that_it_is_read_back_exactly(
    code: str, smallest: int, language: str
) -> None:
    amount = Decimal(smallest).scaleb(-amounts.minor_digits(code))
    if amount > amounts.MOST:
        return
    figure = Figure(AmountKind.FUNDS, code, amount)

    (read,) = amounts.read_funds(
        amounts.written(figure, language=language), language=language, on=TODAY
    )

    assert read == figure
    assert str(read.amount) == str(amount)


@given(st.integers(0, 10**9), st.integers(0, 3), LANGUAGES)
def test_a_count_is_written_into_a_form_so_that_it_is_read_back_exactly(
    number: int, places: int, language: str
) -> None:
    figure = Figure(AmountKind.UNITS, "trees planted", Decimal(number).scaleb(-places))

    (read,) = amounts.read_units(amounts.written(figure, language=language), language=language)

    assert read == figure


@pytest.mark.parametrize(
    ("read", "typed", "problem"),
    [
        (amounts.read_hours, "-1", amounts.BelowZero),
        (amounts.read_hours, "−0,5", amounts.BelowZero),
        (amounts.read_hours, "NaN", amounts.NotANumber),
        (amounts.read_hours, "Infinity", amounts.NotANumber),
        (amounts.read_hours, "1e3", amounts.NotANumber),
        (amounts.read_hours, "1E-3", amounts.NotANumber),
        (amounts.read_hours, "0x10", amounts.NotANumber),
        (amounts.read_hours, "1_000", amounts.NotANumber),
        (amounts.read_hours, "١٢", amounts.NotANumber),
        (amounts.read_hours, "1,,5", amounts.NotANumber),
        (amounts.read_hours, "1,00,000", amounts.NotANumber),
        (amounts.read_hours, "h", amounts.NotANumber),
        (amounts.read_hours, "1.125", amounts.TooPrecise),
        (amounts.read_hours, "9" * 3000, amounts.TooMuch),
        (amounts.read_people, "2.5", amounts.NotWhole),
        (amounts.read_people, "-2", amounts.BelowZero),
        (amounts.read_people, "10000000", amounts.TooMuch),
        (amounts.read_units, "-3 trees", amounts.BelowZero),
        (amounts.read_units, "1e5 trees", amounts.NotANumber),
        (amounts.read_units, "NaN trees", amounts.NotANumber),
        (amounts.read_units, "1 000 trees", amounts.NotANumber),
        (amounts.read_units, "30", amounts.NoUnit),
        (amounts.read_units, "5 " + "x" * 61, amounts.UnitTooLong),
        (amounts.read_units, "0.0001 t", amounts.TooPrecise),
        (amounts.read_units, "\n".join(f"1 {'x' * n}" for n in range(1, 12)), amounts.TooManyLines),
    ],
)
def test_a_figure_that_cannot_be_meant_is_refused_by_its_name(
    read: Callable[..., Any], typed: str, problem: type[MemberError]
) -> None:
    with pytest.raises(problem):
        read(typed, language="en")


def test_money_is_read_with_its_currency_before_or_behind_it() -> None:
    assert funds("120.50 EUR\nUSD 1,000; 3€") == [
        ("EUR", Decimal("123.50")),
        ("USD", Decimal("1000.00")),
    ]
    assert funds("120,50 Euro; 1.000 jpy", "de") == [
        ("EUR", Decimal("120.50")),
        ("JPY", Decimal("1000")),
    ]
    assert funds("0.125 KWD; 12.50 RSD") == [
        ("KWD", Decimal("0.125")),
        ("RSD", Decimal("12.50")),
    ]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1000.5 JPY", amounts.NotWhole),
        ("1.000 JPY", amounts.NotWhole),
        ("1.005 EUR", amounts.TooPrecise),
        ("1.000 EUR", amounts.TooPrecise),
        ("1.2345 KWD", amounts.TooPrecise),
        ("20", amounts.NoCurrency),
        ("20 $", amounts.UnknownCurrency),
        ("20 US dollars", amounts.UnknownCurrency),
        ("5 DEM", amounts.UnknownCurrency),
        ("5 BTC", amounts.UnknownCurrency),
        ("XXX 5", amounts.UnknownCurrency),
        ("-5 EUR", amounts.BelowZero),
        ("EUR -5", amounts.BelowZero),
        ("1e5 EUR", amounts.NotANumber),
        ("NaN EUR", amounts.NotANumber),
        ("Infinity EUR", amounts.NotANumber),
        ("1000000000001 EUR", amounts.TooMuch),
        ("600000000000 EUR; 600000000000 EUR", amounts.TooMuch),
    ],
)
def test_a_sum_that_cannot_be_meant_is_refused_by_its_name(
    typed: str, problem: type[MemberError]
) -> None:
    with pytest.raises(problem):
        funds(typed)


def test_hours_may_have_their_word_and_things_counted_keep_theirs() -> None:
    hours = amounts.read_hours("42,50 Stunden", language="de")
    assert hours == Figure(AmountKind.HOURS, "h", Decimal("42.5"))
    assert amounts.read_hours("  ", language="de") is None
    assert [
        (one.unit, one.amount)
        for one in amounts.read_units(
            "30 trees planted; 12.5kg litter\n2 Trees  planted", language="en"
        )
    ] == [("trees planted", Decimal(32)), ("kg litter", Decimal("12.5"))]
