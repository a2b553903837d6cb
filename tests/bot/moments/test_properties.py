"""What holds of every moment, in every zone, on every day."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import moments
from bot.moments import errors

ZONES = st.sampled_from(
    (
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Asia/Beirut",
        "Africa/Casablanca",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "America/St_Johns",
        "Africa/Cairo",
        "Etc/UTC",
    )
)
ALL_ZONES = st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime", "Factory"}))
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
NOWS = st.integers(0, 5 * 365 * 86_400).map(lambda it: FIRST + timedelta(seconds=it))
LANGUAGES = st.sampled_from(("en", "en-US", "en-GB", "de"))
MINUTES = st.integers(1, 2 * 365 * 24 * 60)


@pytest.mark.thorough
@settings(max_examples=400)
@given(ZONES | ALL_ZONES, NOWS, LANGUAGES, MINUTES, st.none() | st.integers(1, 60 * 24 * 9))
@example("Europe/Berlin", datetime(2027, 10, 30, 12, tzinfo=UTC), "de", 12 * 60 + 30, None)
def test_what_is_said_of_a_moment_is_read_as_that_moment(
    zone: str, now: datetime, language: str, ahead: int, lasting: int | None
) -> None:
    there = ZoneInfo(zone)
    starts_at = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    ends_at = None if lasting is None else starts_at + timedelta(minutes=lasting)
    said = moments.say_span(starts_at, ends_at, language=language, zone=zone)
    for moment in (starts_at, ends_at):
        if moment is not None and moment.astimezone(there).fold:
            return  # its second time, which cannot be typed

    if starts_at <= now:
        return
    try:
        span = moments.read(said, language=language, zone=zone, now=now)
    except errors.EndsFirst:
        assert ends_at is not None
        assert ends_at.astimezone(there).replace(tzinfo=None) <= starts_at.astimezone(
            there
        ).replace(tzinfo=None), "the clocks went back meanwhile"
        return

    assert (span.starts_at, span.ends_at) == (starts_at, ends_at)


@settings(max_examples=60)
@given(ZONES | ALL_ZONES, NOWS, st.integers(1, 700), st.integers(0, 23), st.integers(0, 59))
@example("Europe/Berlin", datetime(2027, 3, 1, tzinfo=UTC), 27, 2, 30)
@example("America/Santiago", datetime(2027, 9, 1, tzinfo=UTC), 4, 0, 15)
@example("Australia/Lord_Howe", datetime(2027, 10, 1, tzinfo=UTC), 2, 2, 15)
@example("Europe/Berlin", datetime(2027, 10, 1, tzinfo=UTC), 30, 2, 30)
def test_a_time_of_day_is_what_the_clocks_show_or_is_refused(
    zone: str, now: datetime, days: int, hour: int, minute: int
) -> None:
    there = ZoneInfo(zone)
    day = now.astimezone(there).date() + timedelta(days=days)
    wanted = datetime.combine(day, time(hour, minute))
    typed = f"{day.isoformat()} {hour:02}:{minute:02}"

    try:
        span = moments.read(typed, language="en", zone=zone, now=now)
    except errors.SkippedTime:
        for fold in (0, 1):
            back = wanted.replace(tzinfo=there, fold=fold).astimezone(UTC).astimezone(there)
            assert back.replace(tzinfo=None) != wanted
        return

    assert span.starts_at.tzinfo is UTC
    assert span.starts_at.astimezone(there).replace(tzinfo=None) == wanted
    assert span.starts_at.astimezone(there).fold == 0
    again = wanted.replace(tzinfo=there, fold=1).astimezone(UTC)
    assert span.is_repeated == (again != span.starts_at)


WORDS = (
    *("friday", "saturday", "next", "this", "coming", "tomorrow", "today", "tonight", "at", "from"),
    *("to", "until", "for", "and", "between", "in", "two", "2", "weeks", "days", "hours", "18:00"),
    *("6pm", "6", "14", "17", "-", ",", "3", "april", "december", "30", "february", "12.12."),
    *("3/4", "2027", "10.30", "evening", "morning", "midnight", "noon", "first", "last", "of"),
    *("week", "am", "the", "nächsten", "freitag", "um", "uhr", "bis", "morgen", "abends", "halb"),
    *("24", "0", "99", "2027-12-01", "<t:1900000000>"),
)


@pytest.mark.thorough
@settings(max_examples=1000)
@given(
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60),
    ZONES,
    NOWS,
    LANGUAGES,
)
def test_whatever_is_typed_is_a_moment_to_come_or_a_refusal(
    typed: str, zone: str, now: datetime, language: str
) -> None:
    try:
        span = moments.read(typed, language=language, zone=zone, now=now)
    except errors.Unreadable:
        return

    assert span.starts_at > now
    assert span.ends_at is None or span.ends_at > span.starts_at


@settings(max_examples=40)
@given(ZONES, NOWS, st.sampled_from(("Freitag", "Montag", "Sonntag")), st.integers(0, 23))
def test_a_weekday_is_one_of_the_next_seven_days(
    zone: str, now: datetime, weekday: str, hour: int
) -> None:
    there = ZoneInfo(zone)
    try:
        span = moments.read(f"{weekday} {hour} Uhr", language="de", zone=zone, now=now)
    except (errors.DayUnclear, errors.SkippedTime):
        return

    start = span.starts_at.astimezone(there)
    assert moments.say_day(start.date(), "de").startswith(weekday)
    assert 0 <= (start.date() - now.astimezone(there).date()).days <= 7
