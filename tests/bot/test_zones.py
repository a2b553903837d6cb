"""Finding a time zone by what people call it."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import zones

WINTER = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)

NOT_A_PLACE = {"Factory", "localtime", "posixrules"}


def names(typed: str, language: str = "en", now: datetime = WINTER) -> list[str]:
    return [found.name for found in zones.search(typed, language, now=now)]


@pytest.mark.thorough
def test_every_zone_is_found_by_its_own_name() -> None:
    for name in sorted(zoneinfo.available_timezones() - NOT_A_PLACE):
        best = zones.search(name, "en", now=WINTER)[0]
        assert best.local.utcoffset() == WINTER.astimezone(zoneinfo.ZoneInfo(name)).utcoffset()


@pytest.mark.thorough
def test_every_place_is_found_by_its_city_in_each_language() -> None:
    for language in ("en", "de"):
        for name in sorted(zoneinfo.available_timezones() - NOT_A_PLACE):
            place = zones.look_up(name, language, now=WINTER)
            if place is None:
                continue  # an earlier name of another zone
            city, _, country = place.place.partition(", ")
            assert name in names(city, language), f"{city} ({country})"


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_country_with_a_zone_is_found_by_its_name(language: str) -> None:
    for name in sorted(zoneinfo.available_timezones() - NOT_A_PLACE):
        place = zones.look_up(name, language, now=WINTER)
        if place is not None and ", " in place.place:
            country = place.place.rpartition(", ")[2]
            assert any(
                found.place.endswith(country)
                for found in zones.search(country, language, now=WINTER)
            )


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("berlin", "Europe/Berlin"),
        ("  BERLIN ", "Europe/Berlin"),
        ("\u200fBerlin", "Europe/Berlin"),
        ("Zürich", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("Zuerich", "Europe/Zurich"),
        ("sao paulo", "America/Sao_Paulo"),
        ("St. John's", "America/St_Johns"),
        ("new-york", "America/New_York"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("München, Deutschland", "Europe/Berlin"),
        ("Wien", "Europe/Vienna"),
        ("Vienna", "Europe/Vienna"),
        ("Kiew", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Österreich", "Europe/Vienna"),
        ("oesterreich", "Europe/Vienna"),
        ("USA", "America/New_York"),
        ("uk", "Europe/London"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Berlim", "Europe/Berlin"),
        ("utc", "Etc/UTC"),
    ],
)
def test_what_people_write_finds_what_they_mean(typed: str, best: str) -> None:
    assert names(typed)[0] == best


def test_places_are_called_what_the_member_calls_them() -> None:
    (german,) = zones.search("Vienna", "de", now=WINTER)
    (english,) = zones.search("Wien", "en", now=WINTER)

    assert (german.place, english.place) == ("Wien, Österreich", "Vienna, Austria")


def test_a_place_shows_its_present_local_time() -> None:
    (winter,) = zones.search("Berlin", "en", now=WINTER)
    (summer,) = zones.search("Berlin", "en", now=SUMMER)

    assert f"{winter.local:%H:%M} {summer.local:%H:%M}" == "13:00 14:00"


def test_a_country_with_more_zones_than_fit_shows_every_different_clock_first() -> None:
    found = zones.search("Vereinigte Staaten", "de", now=WINTER)

    assert len(found) == zones.MOST_FOUND
    assert [place.name for place in found[:3]] == [
        "America/New_York",
        "America/Chicago",
        "America/Denver",
    ]
    assert {"Pacific/Honolulu", "America/Phoenix", "America/Anchorage"} <= {
        place.name for place in found[:8]
    }


def test_the_name_of_a_clock_finds_the_places_that_keep_it() -> None:
    assert "Europe/Berlin" in names("MEZ")
    assert "Europe/Berlin" in names("Central European Time")


@pytest.mark.parametrize(
    "typed", ["UTC+2", "utc +02:00", "GMT+2", "+2", "+0200", "UTC\N{MINUS SIGN}5"]
)
def test_an_offset_finds_places_where_that_is_the_time_now(typed: str) -> None:
    found = zones.search(typed, "en", now=SUMMER)

    wanted = timedelta(hours=-5 if typed.endswith("5") else 2)
    assert {place.local.utcoffset() for place in found} == {wanted}
    assert 1 < len(found) <= zones.MOST_FOUND
    assert found[-1].name.startswith("Etc/GMT")


def test_an_offset_follows_summer_time() -> None:
    assert "Europe/Berlin" in names("UTC+2", now=SUMMER)
    assert "Europe/Berlin" not in names("UTC+2", now=WINTER)
    assert names("UTC+5:30") == ["Asia/Kolkata", "Asia/Colombo"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "🌱", ",,,", "UTC+99", "+25", "qqqqqq", "'; drop", "x" * 5000]
)
def test_nothing_is_found_for_what_means_nothing(typed: str) -> None:
    assert names(typed) == []


@given(st.text(max_size=120), st.sampled_from(["en", "de"]))
def test_whatever_is_typed_is_answered_with_zones_that_exist(typed: str, language: str) -> None:
    found = zones.search(typed, language, now=WINTER)

    assert len(found) <= zones.MOST_FOUND
    assert len({place.name for place in found}) == len(found)
    assert all(place.local == WINTER for place in found)


def test_a_stored_name_that_no_machine_knows_is_no_place() -> None:
    assert zones.look_up("Europe/Atlantis", "en", now=WINTER) is None
    assert zones.look_up(None, "en", now=WINTER) is None
