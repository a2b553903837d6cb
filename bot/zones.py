"""Finding a time zone by what people call it: a city, a country, the zone's or its clock's name.

Which zones there are, what they were called before and which country lies in them comes with tzdata
(`zone.tab`, `zone1970.tab`, `tzdata.zi`); what places are called in each language comes with Babel.
Both are read when somebody searches for the first time, and kept: about 400 places, found by
looking at each of them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from babel import Locale
from babel.core import get_global

from bot.texts import LOCALES

MOST_FOUND = 25
"""Options that one select shows (Discord)."""

LONGEST_QUERY = 100

_COMMON_CODES = {"usa": "US", "uk": "GB", "uae": "AE"}
"""What people write instead of the codes of ISO 3166."""

_NOT_A_PLACE = frozenset({"Factory", "localtime", "posixrules"})
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?", re.IGNORECASE)
_BY_COUNTRY = 1
"""The grade of places whose country was asked for."""
_HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True)
class Found:
    """A zone as a member sees it."""

    name: str
    """Its IANA name."""
    place: str
    """The city, and the country where there is one."""
    local: datetime
    """What the clocks there show."""


@dataclass(frozen=True)
class _Place:
    """A zone with everything it is called, folded for comparing."""

    name: str
    country: str | None
    city: Mapping[str, str]
    """By language, as it is written."""
    order: int
    """How soon it is shown among equals."""
    names: frozenset[str]
    """Its own and earlier IANA names, and its city in every language."""
    countries: frozenset[str]
    clocks: frozenset[str]
    """What its time is called, such as "central european time" and "mez"."""
    words: frozenset[str]
    """Every word of all that, and of what tzdata remarks."""


def search(typed: str, language: str, *, now: datetime, most: int = MOST_FOUND) -> list[Found]:
    """The zones that somebody may mean, best first; none when nothing is like it.

    Args:
        typed: A city, a country, a zone or its clock, in any language we speak, or `UTC+2`.
        language: What the places are called in the answer.
    """
    given = typed[:LONGEST_QUERY]
    offset = _offset(given)
    if offset is not None:
        places = _at_offset(offset, now)
    else:
        parts = [fold(part) for part in (given, *given.split(","))]
        places = next(filter(None, (_called(part, now) for part in parts)), [])
        places = places or _nearly_called(parts[0])
    return [_found(place, language, now) for place in places[:most]]


def look_up(name: str | None, language: str, *, now: datetime) -> Found | None:
    """A zone by its IANA name; None when there is no such zone."""
    place = _places().get(name or "")
    return None if place is None else _found(place, language, now)


def fold(text: str) -> str:
    """Text as it is compared: without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf"})
    return " ".join(re.sub(r"[^\w+]|_", " ", re.sub("['’`´ʻ]", "", kept)).split())


def _called(wanted: str, now: datetime) -> list[_Place]:
    """The places that are called so, those first whose whole name it is."""
    if not wanted:
        return []
    graded: dict[int, list[_Place]] = {}
    asked = wanted.split()
    for place in _places().values():
        grade = _grade(place, wanted, asked)
        if grade is not None:
            graded.setdefault(grade, []).append(place)
    found: list[_Place] = []
    for grade in sorted(graded):
        places = graded[grade]
        if grade != _BY_COUNTRY:  # within a country they are in their order already
            places.sort(key=lambda place: place.order)
        found += _each_clock_first(places, now)
    return found


def _grade(place: _Place, wanted: str, asked: list[str]) -> int | None:
    """How well a place answers to a name: 0 is best, None not at all."""
    if wanted in place.names:
        return 0
    if wanted in place.countries:
        return _BY_COUNTRY
    if wanted in place.clocks:
        return 2
    if any(name.startswith(wanted) for name in place.names):
        return 3
    if any(name.startswith(wanted) for name in place.countries if len(name) > 3):
        return 4
    if all(any(word.startswith(part) for word in place.words) for part in asked):
        return 5
    everything = (place.names, place.countries, place.clocks)
    if len(wanted) > 2 and any(wanted in name for names in everything for name in names):
        return 6
    return None


def _nearly_called(wanted: str) -> list[_Place]:
    """The places that were probably meant by a name with a slip in it."""
    if len(wanted) < 4:
        return []
    by_name = _by_name()
    near = difflib.get_close_matches(wanted, by_name, n=MOST_FOUND, cutoff=0.8)
    return list({place.name: place for name in near for place in by_name[name]}.values())


def _offset(typed: str) -> timedelta | None:
    plain = unicodedata.normalize("NFKC", typed).replace("−", "-").replace("–", "-").strip()
    match = _OFFSET.fullmatch(plain)
    if match is None:
        return None
    sign, hours, minutes = match.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -span if sign == "-" else span


def _at_offset(offset: timedelta, now: datetime) -> list[_Place]:
    """The places where that is the time at this moment; the clock that never changes comes last."""
    here = [place for place in _places().values() if _clock(place.name, now)[0] == offset]
    lasting = [place for place in here if place.name.startswith("Etc/")]
    towns = sorted((place for place in here if place not in lasting), key=lambda it: it.order)
    return [*_each_clock_first(towns, now)[: MOST_FOUND - len(lasting)], *lasting]


def _each_clock_first(places: list[_Place], now: datetime) -> list[_Place]:
    """A country may have more zones than can be shown: one for each different clock comes first."""
    seen: Counter[tuple[timedelta, ...]] = Counter()
    ranked: list[tuple[int, _Place]] = []
    for place in places:
        clock = _clock(place.name, now)
        ranked.append((seen[clock], place))
        seen[clock] += 1
    return [place for _, place in sorted(ranked, key=lambda pair: pair[0])]


def _clock(name: str, now: datetime) -> tuple[timedelta, ...]:
    """What a zone's clocks differ from UTC by, now and half a year on."""
    zone = zoneinfo.ZoneInfo(name)
    return tuple(
        moment.astimezone(zone).utcoffset() or timedelta() for moment in (now, now + _HALF_A_YEAR)
    )


def _found(place: _Place, language: str, now: datetime) -> Found:
    city = place.city.get(language) or place.city["en"]
    country = place.country and Locale.parse(language, sep="-").territories.get(place.country)
    local = now.astimezone(zoneinfo.ZoneInfo(place.name))
    return Found(place.name, f"{city}, {country}" if country and country != city else city, local)


@cache
def _by_name() -> dict[str, list[_Place]]:
    by_name: dict[str, list[_Place]] = {}
    for place in _places().values():
        for name in place.names | place.countries:
            if len(name) > 3:
                by_name.setdefault(name, []).append(place)
    return by_name


@cache
def _places() -> dict[str, _Place]:
    """Every zone that somebody can live in, by its name."""
    known = zoneinfo.available_timezones() - _NOT_A_PLACE
    rows = {row[2]: row for row in _table("zone.tab") if row[2] in known}
    shared = {row[2]: row[0].count(",") for row in _table("zone1970.tab")}
    links = dict(_links()) | dict(get_global("zone_aliases"))  # Babel knows who moved where
    chosen = dict.fromkeys([*rows, *sorted(_lasting(known))])
    earlier: dict[str, set[str]] = {}
    for name in known:
        now_called = name
        while now_called not in chosen and now_called in links:
            now_called = links[now_called]
        earlier.setdefault(now_called, set()).add(name)
    for name in sorted(earlier.keys() - chosen.keys()):
        chosen[name] = None  # newer than the tables, or the machine's own
    locales = {
        folder.name: Locale.parse(folder.name, sep="-") for folder in sorted(LOCALES.iterdir())
    }
    in_babel = get_global("meta_zones")
    babel_names = {new: old for old, new in get_global("zone_aliases").items() if old in in_babel}
    found: dict[str, _Place] = {}
    for position, name in enumerate(chosen):
        row = rows.get(name)
        country = row[0] if row else None
        known_as = name if name in in_babel else babel_names.get(name, name)
        aliases = {name, known_as, *earlier.get(name, ())}
        city = {language: _city(name, known_as, locale) for language, locale in locales.items()}
        names = _forms([*city.values(), *aliases, *(alias.rpartition("/")[2] for alias in aliases)])
        countries = _forms(locale.territories.get(country or "") for locale in locales.values())
        codes = {country.lower()} if country else set()
        codes |= {code for code, meant in _COMMON_CODES.items() if meant == country}
        clocks = _forms(
            called for locale in locales.values() for called in _clocks(known_as, locale)
        )
        remarks = _forms(row[3:] if row else ())
        phrases = names | countries | clocks | remarks
        found[name] = _Place(
            name=name,
            country=country,
            city=city,
            order=position - 1000 * shared.get(name, 0),
            names=names,
            countries=countries | codes,
            clocks=clocks,
            words=frozenset(word for phrase in phrases for word in phrase.split()) | codes,
        )
    return found


def _lasting(known: Iterable[str]) -> Iterator[str]:
    """UTC, and the clocks that always differ from it by the same hours."""
    return (name for name in known if re.fullmatch(r"Etc/(UTC|GMT[+-][1-9]\d?)", name))


def _city(name: str, known_as: str, locale: Locale) -> str:
    offset = re.fullmatch(r"Etc/GMT([+-])(\d+)", name)
    if offset:  # POSIX counts westwards
        return f"UTC{'+-'[offset[1] == '+']}{offset[2]}"
    city = locale.time_zones.get(known_as, {}).get("city")
    return str(city or name.rpartition("/")[2].replace("_", " "))


def _clocks(known_as: str, locale: Locale) -> Iterator[str]:
    clock = locale.meta_zones.get(get_global("meta_zones").get(known_as, ""), {})
    for length in ("long", "short"):
        yield from map(str, dict(clock.get(length, {})).values())


def _forms(called: Iterable[str | None]) -> frozenset[str]:
    """Names folded, and once more as people write them who have no umlauts at hand."""
    forms: set[str] = set()
    for name in called:
        if name:
            spelt = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
            forms |= {fold(name), fold(spelt)}
    return frozenset(forms - {""})


def _table(file: str) -> Iterator[list[str]]:
    for line in _lines(file):
        if not line.startswith("#"):
            yield line.split("\t")


def _links() -> Iterator[tuple[str, str]]:
    """Names that stand for another zone, with that zone's name."""
    for line in _lines("tzdata.zi"):
        if line.startswith("L "):
            _, zone, name = line.split()
            yield name, zone


def _lines(file: str) -> list[str]:
    return resources.files("tzdata.zoneinfo").joinpath(file).read_text("utf-8").splitlines()
