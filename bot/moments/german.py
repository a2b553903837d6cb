"""How moments are written in German."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from bot.moments import days
from bot.moments.common import figures, half, in_time
from bot.moments.errors import NotAMoment
from bot.moments.items import (
    Clock,
    Day,
    Item,
    Language,
    Lasting,
    Lead,
    Midnight,
    Number,
    Part,
    Style,
    To,
    Week,
    Weekday,
    Which,
    rule,
    words,
)

Match = re.Match[str]

_WEEKDAYS = {
    **dict.fromkeys(("montag", "mo"), 0),
    **dict.fromkeys(("dienstag", "di"), 1),
    **dict.fromkeys(("mittwoch", "mi"), 2),
    **dict.fromkeys(("donnerstag", "do"), 3),
    **dict.fromkeys(("freitag", "fr"), 4),
    **dict.fromkeys(("samstag", "sonnabend", "sa"), 5),
    **dict.fromkeys(("sonntag", "so"), 6),
}
_MONTHS = {
    **dict.fromkeys(("januar", "jänner", "jan"), 1),
    **dict.fromkeys(("februar", "feber", "feb"), 2),
    **dict.fromkeys(("märz", "maerz", "mär", "mrz"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    "mai": 5,
    **dict.fromkeys(("juni", "jun"), 6),
    **dict.fromkeys(("juli", "jul"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sep", "sept"), 9),
    **dict.fromkeys(("oktober", "okt"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("dezember", "dez"), 12),
}
_HOURS = {
    **dict.fromkeys(("ein", "eins"), 1),
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    **dict.fromkeys(("fünf", "fuenf"), 5),
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    **dict.fromkeys(("zwölf", "zwoelf"), 12),
}
_COUNTS = _HOURS | {
    **dict.fromkeys(("einer", "einem", "eine", "einen"), 1),
    "vierzehn": 14,
    "zwanzig": 20,
    "dreissig": 30,
}
_PARTS = {
    **dict.fromkeys(("morgen", "morgens", "früh", "vormittag", "vormittags"), Part.MORNING),
    **dict.fromkeys(("mittag", "mittags"), Part.MIDDAY),
    **dict.fromkeys(("nachmittag", "nachmittags"), Part.AFTERNOON),
    **dict.fromkeys(("abend", "abends"), Part.EVENING),
    **dict.fromkeys(("nacht", "nachts"), Part.NIGHT),
}
_WHICH = {"dies": Which.THIS, "nächst": Which.NEXT, "naechst": Which.NEXT, "kommend": Which.COMING}

_WEEKDAY = words(_WEEKDAYS)
_LONG_WEEKDAY = words({name: 0 for name in _WEEKDAYS if len(name) > 2})
_MONTH = words(_MONTHS)
_PART = words(dict.fromkeys(_PARTS, 0))
_SURE_PART = words({name: 0 for name in _PARTS if name != "morgen"})
_HOUR = rf"[0-9]{{1,2}}|{words(_HOURS)}"
_COUNT = rf"[0-9]{{1,3}}|{words(_COUNTS)}"
_YEAR = r"(?:,?\s*([0-9]{4}))?(?![0-9:.])"
_ENDING = r"e[nrms]?"
_NTH = r"(?:(?P<nth>erst|zweit|dritt|viert|letzt)e[nrms]?|(?P<figure>[1-4])\.)"
_NTHS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "letzt": -1}


def _weekday(match: Match) -> tuple[Item, ...]:
    which = Which.ANY if match["which"] is None else _WHICH[match["which"]]
    day = Weekday(_WEEKDAYS[match["day"]], which)
    return (day,) if match["part"] is None else (day, _PARTS[match["part"]])


def _day(match: Match) -> tuple[Item, ...]:
    day, month, year = match.groups()
    return (Day(days.on(int(day), _MONTHS[month], int(year) if year else None)),)


def _nth_weekday(match: Match) -> tuple[Item, ...]:
    nth = int(match["figure"]) if match["figure"] else _NTHS[match["nth"]]
    number, month = _WEEKDAYS[match["day"]], match["month"]
    if month is None:
        which = match["which"] or match["which2"]
        return (Day(days.nth_weekday(nth, number, ahead=int(which[0] != "d"))),)
    year = int(match["year"]) if match["year"] else None
    return (Day(days.nth_weekday(nth, number, month=_MONTHS[month], year=year)),)


def _count(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _COUNTS[typed]


def _eight_days(today: date, base: date) -> date:
    """In acht Tagen: to many people that is a week."""
    raise days.TwoDays(today + timedelta(days=7), today + timedelta(days=8))


def _later(match: Match) -> tuple[Item, ...]:
    count, unit = _count(match["count"]), match["unit"]
    if unit.startswith("tag"):
        return (Day(_eight_days if count == 8 else days.later(days=count)),)
    if unit.startswith("woche"):
        return (Day(days.later(days=7 * count)),)
    return (Day(days.later(months=count)),)


_SPAN = (
    r"(?:(?P<half>(?:einer|eine)\s+halben?\s+stunde)"
    r"|(?P<mixed>anderthalb|eineinhalb)\s+stunden"
    rf"|(?P<mixed2>{_COUNT})einhalb\s+stunden"
    rf"|(?P<count>{_COUNT}|[0-9]{{1,2}}[.,](?:25|5|50|75))\s*"
    r"(?P<unit>stunden?|std\.?|h|minuten?|min\.?)"
    r"(?:\s*(?:und\s+)?(?P<more>[0-9]{1,2})\s*(?:minuten?|min\.?|m))?)"
)


def _span(match: Match) -> timedelta:
    if match["half"]:
        return timedelta(minutes=30)
    if match["mixed"] or match["mixed2"]:
        return timedelta(hours=_count(match["mixed2"]) if match["mixed2"] else 1, minutes=30)
    typed = match["count"].replace(",", ".")
    if match["unit"].startswith("m"):
        if match["more"] or "." in typed:
            raise NotAMoment
        return timedelta(minutes=_count(typed))
    if "." in typed:
        if match["more"]:
            raise NotAMoment
        return timedelta(minutes=round(float(typed) * 60))
    return timedelta(hours=_count(typed), minutes=int(match["more"] or 0))


def _hour(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _HOURS[typed]


def _o_clock(match: Match) -> tuple[Item, ...]:
    return (Clock(_hour(match[1]), int(match[2] or match[3] or 0), Style.EXACT),)


def _half_to(match: Match) -> tuple[Item, ...]:
    value = _hour(match[1]) - 1
    if not 0 <= value < 12:
        raise NotAMoment
    return (Clock(value or 12, 30, Style.BARE),)


def _quarter(match: Match) -> tuple[Item, ...]:
    value = _hour(match[2])
    if not 1 <= value <= 12:
        raise NotAMoment
    if match[1] == "nach":
        return (Clock(value, 15, Style.BARE),)
    return (Clock(value - 1 or 12, 45, Style.BARE),)


@cache
def german() -> Language:
    """German, in which dates always begin with the day."""
    which = words(dict.fromkeys(_WHICH, 0))
    return Language(
        rules=(
            rule(
                rf"(?:(?P<which>{which}){_ENDING}\s+)?(?P<day>{_WEEKDAY})"
                rf"(?:\.?,?\s+(?P<part>{_PART}))?",
                _weekday,
            ),
            rule(
                rf"(?:(?P<which>{which}){_ENDING}\s+)?(?P<day>{_LONG_WEEKDAY})(?P<part>{_PART})",
                _weekday,
            ),
            rule("heute", lambda m: (Day(days.later()),)),
            rule(r"heute\s+(?:am\s+)?morgen", lambda m: (Day(days.later()), Part.MORNING)),
            rule("morgen", lambda m: (Day(days.later(days=1)),)),
            rule("übermorgen|uebermorgen", lambda m: (Day(days.later(days=2)),)),
            rule(
                rf"(?:heute\s+)?in\s+(?P<count>{_COUNT})\s+(?P<unit>tag|tagen|wochen?|monat|monaten)",
                _later,
            ),
            rule(rf"in\s+{_SPAN}", lambda m: (in_time(_span(m)),)),
            rule(rf"([0-9]{{1,2}})\.?\s*({_MONTH})\.?{_YEAR}", _day),
            rule(
                r"([0-9]{1,2})\.(?=\s|$)",
                lambda m: (Day(days.of_month(int(m[1]))),),
            ),
            rule(
                rf"{_NTH}\s+(?P<day>{_WEEKDAY})\s+"
                rf"(?:(?:im\s+|des\s+)?(?P<month>{_MONTH})s?(?:\s+(?P<year>[0-9]{{4}}))?(?![0-9:.])"
                r"|(?:im|des)\s+(?P<which>dies|nächst|naechst|kommend)e[nrms]?\s+monat(?:s|es)?"
                r"|(?P<which2>diese[rsn]|nächste[rsn])\s+monats?)",
                _nth_weekday,
            ),
            rule(r"(?:in\s+)?(?:der\s+)?diese[rn]?\s+woche", lambda m: (Week(0),)),
            rule(
                r"(?:in\s+)?(?:der\s+)?(?:nächste|naechste|kommende)[rn]?\s+woche",
                lambda m: (Week(1),),
            ),
            rule(
                r"(?:in\s+)?(?:der\s+)?(?:übernächste|uebernaechste)[rn]?\s+woche",
                lambda m: (Week(2),),
            ),
            rule(
                rf"({_HOUR})(?:[:.]([0-9]{{2}}))?\s*uhr(?:\s+([0-9]{{2}})(?!\s*uhr))?(?![.:])",
                _o_clock,
            ),
            rule(r"([0-9]{1,2})h([0-9]{2})", lambda m: (Clock(int(m[1]), int(m[2]), Style.EXACT),)),
            rule(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?([ap]m)", lambda m: (half(m[1], m[2], m[3]),)),
            rule(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s(pm)", lambda m: (half(m[1], m[2], m[3]),)),
            rule(
                rf"({_HOUR})\s+((?:morgen|vormittag|mittag|nachmittag|abend|nacht)s)",
                lambda m: (Clock(_hour(m[1]), 0, Style.BARE), _PARTS[m[2]]),
            ),
            rule(rf"halb\s+({_HOUR})(?:\s+uhr)?", _half_to),
            rule(rf"viertel\s+(vor|nach)\s+({_HOUR})(?:\s+uhr)?", _quarter),
            rule("mitternacht", lambda m: (Midnight(),)),
            rule(rf"{_SURE_PART}", lambda m: (_PARTS[m[0]],)),
            rule(rf"(?:am|in\s+der)\s+({_PART})", lambda m: (_PARTS[m[1]],)),
            rule(rf"(?:für|fuer|dauer:?)\s+{_SPAN}(?:\s+lang)?", lambda m: (Lasting(_span(m)),)),
            rule(rf"{_SPAN}\s+lang", lambda m: (Lasting(_span(m)),)),
            rule("um|ab|von|gegen|ca|circa|etwa", lambda m: (Lead(),)),
            rule("zwischen", lambda m: (Lead(between=True),)),
            rule(r"bis(?:\s+zum|\s+zur)?", lambda m: (To("to"),)),
            rule("und", lambda m: (To("and"),)),
            rule("am|den|der|dem|vom", lambda m: ()),
            rule(words(_HOURS), lambda m: (Number(_HOURS[m[0]]),)),
            *figures(order="dmy", clock_is_exact=True),
        ),
        clock_is_exact=True,
    )
