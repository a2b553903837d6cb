"""Rules that come again: the right days through every change of the clocks, and the right words."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import moments, recurrence
from bot.recurrence import Every, Recurrence, Unreadable, describe, next_runs, read
from bot.recurrence.rule import LAST
from bot.texts import Texts

TEXTS = Texts()
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # at midnight
    "Asia/Beirut",  # at midnight
    "Africa/Cairo",  # at midnight
    "America/Havana",  # at midnight
    "Atlantic/Azores",  # at midnight, to and fro over UTC
    "Australia/Lord_Howe",  # by half an hour
    "Antarctica/Troll",  # by two hours
    "Africa/Casablanca",  # backwards for Ramadan
    "Asia/Kathmandu",  # never
)
FIRST, LAST_DAY = date(2026, 1, 1), date(2035, 12, 31)
LIKE = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # a Tuesday


def is_due(rule: Recurrence, day: date) -> bool:
    """By the calendar alone, in other words than the code's."""
    in_month = calendar.monthrange(day.year, day.month)[1]
    if rule.every is Every.DAY:
        return True
    if rule.every is Every.WEEK:
        if rule.weeks > 1:
            assert rule.anchor_on is not None
            weeks = (day - rule.anchor_on + timedelta(days=rule.anchor_on.weekday())).days // 7
            return day.weekday() in rule.weekdays and weeks % rule.weeks == 0
        return day.weekday() in rule.weekdays
    if rule.nth is not None:
        if day.weekday() != rule.weekdays[0]:
            return False
        if rule.nth == LAST:
            return day.day + 7 > in_month
        return (day.day - 1) // 7 + 1 == rule.nth
    if rule.month is not None and day.month != rule.month:
        return False
    return day.day == (in_month if rule.day == LAST else rule.day)


def expected(rule: Recurrence, zone: str, first: date, last: date) -> Iterator[datetime]:
    """Each due day's moment: a time jumped over moves on by the jump, of a double one the first."""
    day = first
    while day <= last:
        if is_due(rule, day):
            yield datetime.combine(day, rule.at, ZoneInfo(zone)).astimezone(UTC)
        day += timedelta(days=1)


days = st.dates(FIRST, date(2034, 12, 31))
weekday_sets = st.sets(st.integers(0, 6), min_size=1).map(lambda it: tuple(sorted(it)))
hours = st.sampled_from([time(0, 0), time(0, 30), time(2, 30), time(23, 45)]) | st.times().map(
    lambda it: time(it.hour, it.minute)
)


@st.composite
def rules(draw: st.DrawFn) -> Recurrence:
    at = draw(hours)
    match draw(st.sampled_from(["day", "week", "nth", "month", "year"])):
        case "day":
            return Recurrence(Every.DAY, at)
        case "week":
            weeks = draw(st.integers(1, 52))
            return Recurrence(Every.WEEK, at, weeks=weeks, weekdays=draw(weekday_sets))
        case "nth":
            nth = draw(st.sampled_from([1, 2, 3, 4, 5, LAST]))
            return Recurrence(Every.MONTH, at, weekdays=(draw(st.integers(0, 6)),), nth=nth)
        case "month":
            return Recurrence(Every.MONTH, at, day=draw(st.integers(1, 31) | st.just(LAST)))
        case _:
            day = draw(st.dates(date(2024, 1, 1), date(2024, 12, 31)))
            return Recurrence(Every.YEAR, at, day=day.day, month=day.month)


@given(rule=rules(), zone=st.sampled_from(ZONES), day=days)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_rule_falls_on_the_days_of_the_calendar_in_every_zone(
    rule: Recurrence, zone: str, day: date
) -> None:
    rule = rule.anchored(day)
    begin = datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)

    found = next_runs(rule, zone, after=begin - timedelta(seconds=1), most=6)

    last = date(2050, 12, 31)
    assert found == list(islice(expected(rule, zone, day, last), 6))


@pytest.mark.thorough
@pytest.mark.parametrize("zone", ZONES)
def test_ten_years_lose_no_run_and_double_none(zone: str) -> None:
    begin = datetime.combine(FIRST, time(0), ZoneInfo(zone)).astimezone(UTC)
    for at, daily in ((time(0, 30), Every.DAY), (time(2, 30), Every.WEEK)):
        for rule in (
            Recurrence(daily, at, weekdays=() if daily is Every.DAY else (0, 6)),
            Recurrence(Every.WEEK, at, weeks=2, weekdays=(6,), anchor_on=FIRST),
            Recurrence(Every.MONTH, at, weekdays=(6,), nth=LAST),
            Recurrence(Every.MONTH, at, day=LAST),
            Recurrence(Every.MONTH, at, day=31),
            Recurrence(Every.YEAR, at, day=29, month=2),
        ):
            found = next_runs(
                rule,
                zone,
                after=begin - timedelta(seconds=1),
                most=4000,
                until_on=LAST_DAY,
            )

            assert found == list(expected(rule, zone, FIRST, LAST_DAY))
            assert all(moment.astimezone(ZoneInfo(zone)).date() <= LAST_DAY for moment in found)


@given(rule=rules(), language=st.sampled_from(["en", "de"]))
@settings(max_examples=60, deadline=None)
def test_what_is_said_of_a_rule_can_be_typed_again_and_a_button_carries_it(
    rule: Recurrence, language: str
) -> None:
    said = describe(rule, TEXTS.speak(language))

    assert read(said[: recurrence.LONGEST], language=language) == rule
    assert Recurrence.unpack(rule.pack()) == rule
    assert len(str(rule.pack())) <= 20
    anchored = rule.anchored(FIRST)
    assert Recurrence.load(anchored.dump()) == anchored


@given(packed=st.integers(0, 10**20 - 1))
@settings(max_examples=60, deadline=None)
def test_a_button_somebody_made_up_is_a_rule_or_refused(packed: int) -> None:
    try:
        rule = Recurrence.unpack(packed)
    except ValueError:
        return

    assert rule.pack() == packed


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "every two weeks on Tuesday 18:00", "every 2 weeks on Tuesday at 18:00"),
        ("en", "Tuesdays at 6pm", "every Tuesday at 18:00"),
        ("en", "every other Wed at 7 in the evening", "every 2 weeks on Wednesday at 19:00"),
        ("en", "fortnightly on Friday at noon", "every 2 weeks on Friday at 12:00"),
        ("en", "Mon–Fri 09:15", "Monday to Friday at 09:15"),
        ("en", "first Tuesday of the month, 7pm", "on the first Tuesday of each month at 19:00"),
        ("en", "the third of each month 18:00", "on the 3rd of each month at 18:00"),
        ("en", "yearly on March 3 at 18:00", "every year on 3 March at 18:00"),
        ("en", "jeden Dienstag um 18 Uhr", "every Tuesday at 18:00"),
        ("de", "alle 14 Tage dienstags 18 Uhr", "alle 2 Wochen am Dienstag um 18:00 Uhr"),
        ("de", "immer dienstags abends um 7", "jeden Dienstag um 19:00 Uhr"),
        ("de", "werktags 9 Uhr", "montags bis freitags um 09:00 Uhr"),
        (
            "de",
            "jeden zweiten Dienstag im Monat 18.30 Uhr",
            "am zweiten Dienstag jedes Monats um 18:30 Uhr",
        ),
        ("de", "am 3. des Monats 18:00", "am 3. jedes Monats um 18:00 Uhr"),
        ("de", "jedes Jahr am 3.3. mittags", "jedes Jahr am 3. März um 12:00 Uhr"),
        ("de", "every other Friday at 6pm", "alle 2 Wochen am Freitag um 18:00 Uhr"),
        (
            "de",
            "am 31. jedes Monats um 8 Uhr",
            "am 31. jedes Monats um 08:00 Uhr (entfällt, wo es diesen Tag nicht gibt)",
        ),
    ],
)
def test_rules_are_read_as_people_write_them(language: str, typed: str, said: str) -> None:
    assert describe(read(typed, language=language), TEXTS.speak(language)) == said


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "recurrence-not-understood"),
        ("whenever", "recurrence-not-understood"),
        ("every Tuesday or so at 18:00", "recurrence-not-understood"),
        ("every Tuesday" + " " * 100, "recurrence-not-understood"),
        ("every Tuesday", "recurrence-no-time"),
        ("every two weeks at 18:00", "recurrence-no-day"),
        ("monthly at 18:00", "recurrence-no-day"),
        ("every third Tuesday at 18:00", "recurrence-ambiguous"),
        ("every 3 months on the 5th at 18:00", "recurrence-not-offered"),
        ("on the 1st and 15th of each month 18:00", "recurrence-not-offered"),
        ("every 2 days at 18:00", "recurrence-not-offered"),
        ("every 53 weeks on Monday at 18:00", "recurrence-too-many-weeks"),
        ("every Tuesday 18:00 and 19:00", "recurrence-contradictory"),
        ("daily on Tuesday at 18:00", "recurrence-contradictory"),
        ("every year on 30 February 18:00", "recurrence-no-such-day"),
        ("on the 32nd of each month 18:00", "recurrence-no-such-day"),
        ("every Tuesday at 6", "moment-hour-unclear"),
    ],
)
def test_what_is_no_rule_beyond_doubt_is_refused_with_an_example(typed: str, key: str) -> None:
    with pytest.raises((Unreadable, moments.Unreadable)) as refused:
        read(typed, language="en")

    assert refused.value.key == key
    for language in ("en", "de"):
        said = TEXTS.speak(language)(key, **refused.value.arguments)
        assert "{" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("every two weeks", "every 2 weeks on Tuesday at 18:30"),
        ("monthly at 20:00", "on the 24th of each month at 20:00"),
        ("yearly", "every year on 24 November at 18:30"),
        ("Fridays", "every Friday at 18:30"),
    ],
)
def test_what_a_rule_leaves_out_is_as_it_was_the_first_time(typed: str, said: str) -> None:
    assert describe(read(typed, language="en", like=LIKE), TEXTS.speak("en")) == said


@given(typed=st.text(alphabet="every 2nd tuemofr.:-18pmlast,month year", max_size=60))
@settings(max_examples=80, deadline=None)
def test_whatever_is_typed_is_a_rule_or_a_sentence(typed: str) -> None:
    try:
        rule = read(typed, language="de")
    except (Unreadable, moments.Unreadable) as refused:
        TEXTS.speak("de")(refused.key, **refused.arguments)
    else:
        assert next_runs(rule.anchored(FIRST), "UTC", after=LIKE, most=1)


def test_skipped_days_and_the_last_day_are_those_of_the_place() -> None:
    rule = Recurrence(Every.DAY, time(0, 30))
    begin = datetime(2026, 3, 27, 22, 0, tzinfo=UTC)

    found = next_runs(
        rule,
        "Europe/Berlin",
        after=begin,
        most=9,
        until_on=date(2026, 3, 31),
        skipped={date(2026, 3, 29)},
    )

    assert [it.astimezone(ZoneInfo("Europe/Berlin")).day for it in found] == [28, 30, 31]
