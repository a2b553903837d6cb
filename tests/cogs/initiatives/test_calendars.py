"""Files for calendars, read by another parser than the library that makes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from cogs.initiatives.models import InitiativeState, PlaceKind
from cogs.initiatives.service.calendars import calendar_of
from tests.initiatives import an_overview

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
STARTS = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe", None)


def read(made: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(made.decode("utf-8"))


def test_an_initiative_is_read_back_as_what_it_is() -> None:
    overview = an_overview(
        title="River; clean-up, again\\",
        what="Two boats.\nAnd a bag — for everything that is not the river, " + "ü" * 80,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        zone="Europe/Berlin",
        place_kind=PlaceKind.OUTSIDE,
        place_text="Boathouse, left bank",
        sequence=4,
    )

    (event,) = read(calendar_of([overview], name="Riverside", now=NOW)).events

    assert event.uid == f"{overview.uid}@tenet"
    assert event.sequence == 4
    assert event.summary == overview.title
    assert event.location == "Boathouse, left bank"
    assert event.status == EventStatus.CONFIRMED
    assert isinstance(event.dtstart, datetime)
    assert event.dtstart.isoformat() == "2026-03-29T11:30:00+02:00"
    assert (event.dtstart, event.dtend) == (STARTS, STARTS + timedelta(hours=2))
    assert event.description is not None
    assert event.description.startswith(overview.what)
    assert event.description.endswith("/channels/800000000000000001/50/60")


def test_the_file_brings_its_zone_along_and_names_nobody() -> None:
    made = calendar_of(
        [an_overview(starts_at=STARTS, zone="Europe/Berlin")], name="Riverside", now=NOW
    ).decode("utf-8")

    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin" in made
    assert "ORGANIZER" not in made
    assert "ATTENDEE" not in made
    assert all(len(line.encode("utf-8")) <= 75 for line in made.split("\r\n"))


@pytest.mark.parametrize("state", [InitiativeState.CANCELLED, InitiativeState.DECLINED])
def test_what_does_not_take_place_is_cancelled_in_calendars_too(state: InitiativeState) -> None:
    overview = an_overview(starts_at=STARTS, state=state, sequence=2)

    (event,) = read(calendar_of([overview], name="Riverside", now=NOW)).events

    assert (event.status, event.sequence) == (EventStatus.CANCELLED, 2)


def test_what_is_only_proposed_is_tentative() -> None:
    overview = an_overview(starts_at=STARTS, state=InitiativeState.PROPOSED)

    (event,) = read(calendar_of([overview], name="Riverside", now=NOW)).events

    assert event.status == EventStatus.TENTATIVE


def test_what_has_no_date_is_left_out_and_an_open_end_is_three_hours_on() -> None:
    dated = an_overview(starts_at=STARTS)

    (event,) = read(calendar_of([an_overview(), dated], name="Riverside", now=NOW)).events

    assert event.dtend == STARTS + timedelta(hours=3)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    overviews = [
        an_overview(starts_at=first + timedelta(hours=hours), zone="Europe/Berlin", uid=str(hours))
        for hours in (0, 1)
    ]

    events = read(calendar_of(overviews, name="Riverside", now=NOW)).events

    starts = sorted(event.dtstart.astimezone(UTC) for event in events)  # type: ignore[union-attr]
    assert starts == [first, first + timedelta(hours=1)]


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100),
    what=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300),
    zone=st.sampled_from(ZONES),
    starts_at=st.integers(0, 10 * 366 * 24 * 60).map(lambda it: NOW + timedelta(minutes=it)),
)
def test_any_words_and_any_moment_survive(
    title: str, what: str, zone: str | None, starts_at: datetime
) -> None:
    overview = an_overview(title=title, what=what, zone=zone, starts_at=starts_at)

    (event,) = read(calendar_of([overview], name="Riverside", now=NOW)).events

    assert isinstance(event.dtstart, datetime)
    assert event.dtstart.astimezone(UTC) == starts_at
    assert event.summary == title
    assert (event.description or "").startswith(what)
