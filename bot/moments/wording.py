"""A moment in words, in somebody's own time; whatever is said here can be typed again."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

_PATTERNS = {"de": "EEEE, d. MMMM y"}
_PATTERN = "EEEE d MMMM y"
_YEARLY = {"de": "d. MMMM"}


def say_day(day: date, language: str) -> str:
    """Saturday 28 November 2026."""
    locale = Locale.parse(language, sep="-")
    return format_date(day, _PATTERNS.get(locale.language, _PATTERN), locale)


def say_yearly_day(day: date, language: str) -> str:
    """28 November, of whichever year."""
    locale = Locale.parse(language, sep="-")
    return format_date(day, _YEARLY.get(locale.language, "d MMMM"), locale)


def say_span(
    starts_at: datetime, ends_at: datetime | None, *, language: str, zone: str | ZoneInfo
) -> str:
    """Saturday 28 November 2026, 14:00–17:00; with both days where there are two."""
    there = ZoneInfo(zone) if isinstance(zone, str) else zone
    begins = starts_at.astimezone(there)
    said = f"{say_day(begins.date(), language)}, {_time(begins, language)}"
    if ends_at is None:
        return said
    ends = ends_at.astimezone(there)
    if ends.date() == begins.date():
        return f"{said}–{_time(ends, language)}"
    return f"{said} – {say_day(ends.date(), language)}, {_time(ends, language)}"


def _time(moment: datetime, language: str) -> str:
    locale = Locale.parse(language, sep="-")
    said = format_time(moment.time(), "HH:mm", locale=locale)
    return unicodedata.normalize("NFKC", said)
