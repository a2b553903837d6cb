"""What came of an initiative, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from babel.numbers import format_currency, format_decimal
from discord.utils import escape_markdown

from bot.texts import Speaker
from cogs.initiatives.models import AmountKind, Grade
from cogs.initiatives.service.amounts import Figure, minor_digits

LONGEST = 1024
MOST_FIGURES = 8


class Tellable(Protocol):
    """What came of it, told or about to be."""

    @property
    def sentence(self) -> str: ...
    @property
    def people(self) -> int | None: ...
    @property
    def figures(self) -> Sequence[Figure]: ...
    @property
    def evidence(self) -> str | None: ...
    @property
    def grade(self) -> Grade: ...


def result(told: Tellable, say: Speaker) -> str:
    """One sentence, the figures, what shows it, and how far it can be trusted."""
    lines = [escape_markdown(told.sentence)]
    figures = [figure(one, say) for one in told.figures[:MOST_FIGURES]]
    if told.people is not None:
        figures.insert(0, say("initiatives-result-people", count=told.people))
    if figures:
        lines.append(" · ".join(f"**{one}**" for one in figures))
    last = say(f"initiatives-grade-{told.grade}")
    if told.evidence:
        link = f"[{say('initiatives-result-evidence')}]({told.evidence})"
        last = f"{last} · {link}"
    room = LONGEST - len(last) - 1
    text = "\n".join(lines)
    while len(text) > room and figures:  # a word that is cut could be a figure
        figures.pop()
        lines[1:] = [" · ".join(f"**{one}**" for one in figures)]
        text = "\n".join(lines)
    return f"{text[:room]}\n{last}"


def figure(one: Figure, say: Speaker) -> str:
    """An amount as the language writes it, exactly."""
    match one.kind:
        case AmountKind.FUNDS:
            digits = minor_digits(one.unit)
            number = "#,##0" + ("." + "0" * digits if digits else "")
            return str(
                format_currency(
                    one.amount,
                    one.unit,
                    f"{number} ¤¤",
                    locale=say.language,
                    currency_digits=False,
                    decimal_quantization=False,
                )
            )
        case AmountKind.HOURS:
            number = format_decimal(one.amount, locale=say.language, decimal_quantization=False)
            return say("initiatives-result-hours", hours=number)
    number = format_decimal(one.amount, locale=say.language, decimal_quantization=False)
    return f"{number} {escape_markdown(one.unit)}"
