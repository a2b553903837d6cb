"""From characters to words that mean something; every one of them has to."""

from __future__ import annotations

import re
import unicodedata

from bot.moments.english import english
from bot.moments.errors import NamesAZone, NotAMoment
from bot.moments.german import german
from bot.moments.items import Item, Language

LONGEST = 200
"""Characters of a moment."""

_ZONES = re.compile(
    r"\b(utc|gmt|z|ce?s?t|me[sz]z?|mesz|bst|ist|[ecmp][sd]t|a[eckw][sd]t|jst|msk|eet|eest|wet|west)"
    r"(?:\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?)?\b"
)
_BETWEEN = re.compile(r"(?:[\s,;.()!?|·*_\"'„“”«»]|:(?=\s))+")
_DAY_FIRST = frozenset({"de"})
_MONTH_FIRST = frozenset({"en-US"})


def languages(language: str) -> tuple[Language, Language]:
    if language.partition("-")[0] in _DAY_FIRST:
        return german(), english("dmy")
    order = "mdy" if language in _MONTH_FIRST else "dmy" if "-" in language else None
    return english(order), german()


def plain_text(typed: str) -> str:
    """Without case, marks, and the many kinds of dashes and spaces."""
    text = unicodedata.normalize("NFKC", typed[: LONGEST + 1])
    text = "".join("-" if unicodedata.category(it) == "Pd" or it == "−" else it for it in text)
    text = "".join(it for it in text if unicodedata.category(it) != "Cf").casefold()
    text = " ".join(text.split())
    if not text or len(typed) > LONGEST:
        raise NotAMoment
    return text


def scan(plain: str, language: Language) -> list[Item]:
    """What its words mean; each of them has to mean something."""
    items: list[Item] = []
    at = 0
    while at < len(plain):
        skipped = _BETWEEN.match(plain, at)
        if skipped:
            at = skipped.end()
            continue
        found = [
            (match.end(), -order, match, it)
            for order, it in enumerate(language.rules)
            if (match := it.pattern.match(plain, at))
        ]
        if not found:
            zone = _ZONES.search(plain, at)
            if zone and zone.start() <= at + 1:
                raise NamesAZone(named=zone[0].upper())
            raise NotAMoment(typed=plain[at : at + 40])
        end, _, match, chosen = max(found, key=lambda it: it[:2])
        items += chosen.make(match)
        at = end
    return items
