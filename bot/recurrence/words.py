"""What the words of a rule mean, in each language we read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.recurrence.rule import LAST, Every


class Part(StrEnum):
    """What a word tells about a rule."""

    UNIT = auto()
    """Counts in days, weeks, months or years."""
    NUMBER = auto()
    ORDINAL = auto()
    """The how manieth; `LAST` is the last."""
    OTHER = auto()
    """Every other one."""
    WEEKDAYS = auto()
    """One day of the week, or several in one word."""
    MONTH = auto()
    TO = auto()
    """From one weekday to another."""
    OF = auto()
    """What stands before is a part of what comes: the first of the month, am 3. des Monats."""
    FILLER = auto()


Value = Every | int | tuple[int, ...] | None
Word = tuple[Part, Value]


@dataclass(frozen=True)
class Vocabulary:
    """A language.

    Args:
        words: By the word as it is written, in small letters.
        time: Where in a rule the time of day stands.
    """

    language: str
    words: Mapping[str, Word]
    time: re.Pattern[str]


def _all(part: Part, meanings: Mapping[str, Value]) -> dict[str, Word]:
    return {
        word: (part, value) for written, value in meanings.items() for word in written.split("|")
    }


_NUMBERS_EN = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBERS_DE = (
    *("eins", "zwei", "drei", "vier", "fünf", "sechs"),
    *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)
_PART_EN = r"(?:in the (?:morning|afternoon|evening)|at night)"
_PART_DE = r"(?:morgens|früh|vormittags|nachmittags|abends|nachts)"

ENGLISH = Vocabulary(
    "en",
    {
        **_all(
            Part.UNIT,
            {
                "day|days|daily": Every.DAY,
                "week|weeks|weekly": Every.WEEK,
                "month|months|monthly": Every.MONTH,
                "year|years|yearly|annually": Every.YEAR,
            },
        ),
        **_all(
            Part.NUMBER,
            {
                name: number
                for number, name in enumerate(
                    [
                        "one",
                        "two",
                        "three",
                        "four",
                        "five",
                        "six",
                        "seven",
                        "eight",
                        "nine",
                        "ten",
                        "eleven",
                        "twelve",
                    ],
                    1,
                )
            },
        ),
        **_all(
            Part.ORDINAL,
            {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST},
        ),
        **_all(Part.OTHER, {"other|alternate": 2}),
        **_all(Part.OTHER, {"fortnight|fortnightly|biweekly": 0}),
        **_all(
            Part.WEEKDAYS,
            {
                "monday|mondays|mon": (0,),
                "tuesday|tuesdays|tue|tues": (1,),
                "wednesday|wednesdays|wed|weds": (2,),
                "thursday|thursdays|thu|thur|thurs": (3,),
                "friday|fridays|fri": (4,),
                "saturday|saturdays|sat": (5,),
                "sunday|sundays|sun": (6,),
                "weekday|weekdays|workday|workdays": (0, 1, 2, 3, 4),
                "weekend|weekends": (5, 6),
            },
        ),
        **_all(
            Part.MONTH,
            {
                "january|jan": 1,
                "february|feb": 2,
                "march|mar": 3,
                "april|apr": 4,
                "may": 5,
                "june|jun": 6,
                "july|jul": 7,
                "august|aug": 8,
                "september|sep|sept": 9,
                "october|oct": 10,
                "november|nov": 11,
                "december|dec": 12,
            },
        ),
        **_all(Part.TO, {"to|until|till|through|-": None}),
        **_all(Part.OF, {"of": None}),
        **_all(Part.FILLER, {"every|each|a|an|the|on|in|and|at|from|once|per|always|&": None}),
    },
    re.compile(
        r"\b(?:at )?(?:"
        r"[0-9]{1,2}[:.][0-9]{2} ?(?:[ap]\.?m\b\.?)"
        rf"|[0-9]{{1,2}}:[0-9]{{2}}(?: {_PART_EN})?(?: ?h\b)?"
        rf"|[0-9]{{1,2}} ?[ap]\.?m\b\.?"
        rf"|(?<=\bat )[0-9]{{1,2}} {_PART_EN}"
        r"|noon|midday|midnight"
        r")|\bat [0-9]{1,2}(?:\.[0-9]{2})?(?! ?(?:st|nd|rd|th)\b)(?![0-9:.])"
    ),
)

GERMAN = Vocabulary(
    "de",
    {
        **_all(
            Part.UNIT,
            {
                "tag|tage|tages|tagen|täglich": Every.DAY,
                "woche|wochen|wöchentlich": Every.WEEK,
                "monat|monate|monaten|monatlich": Every.MONTH,
                "jahr|jahre|jahren|jährlich": Every.YEAR,
            },
        ),
        **_all(
            Part.NUMBER,
            {
                name: number
                for number, name in enumerate(
                    [
                        "eins",
                        "zwei",
                        "drei",
                        "vier",
                        "fünf",
                        "sechs",
                        "sieben",
                        "acht",
                        "neun",
                        "zehn",
                        "elf",
                        "zwölf",
                    ],
                    1,
                )
            },
        ),
        **_all(
            Part.ORDINAL,
            {
                "|".join(stem + ending for ending in ("e", "en", "er", "es", "em")): number
                for stem, number in (
                    ("erst", 1),
                    ("zweit", 2),
                    ("dritt", 3),
                    ("viert", 4),
                    ("fünft", 5),
                    ("letzt", LAST),
                )
            },
        ),
        **_all(Part.OTHER, {"zweiwöchentlich|vierzehntägig|14-tägig|vierzehntäglich": 0}),
        **_all(
            Part.WEEKDAYS,
            {
                "montag|montags|mo": (0,),
                "dienstag|dienstags|di": (1,),
                "mittwoch|mittwochs|mi": (2,),
                "donnerstag|donnerstags|do": (3,),
                "freitag|freitags|fr": (4,),
                "samstag|samstags|sonnabend|sonnabends|sa": (5,),
                "sonntag|sonntags|so": (6,),
                "werktag|werktags|wochentags|werktage": (0, 1, 2, 3, 4),
                "wochenende|wochenenden": (5, 6),
            },
        ),
        **_all(
            Part.MONTH,
            {
                "januar|jänner|jan": 1,
                "februar|feber|feb": 2,
                "märz|mär|maerz": 3,
                "april|apr": 4,
                "mai": 5,
                "juni|jun": 6,
                "juli|jul": 7,
                "august|aug": 8,
                "september|sep|sept": 9,
                "oktober|okt": 10,
                "november|nov": 11,
                "dezember|dez": 12,
            },
        ),
        **_all(Part.TO, {"bis|-": None}),
        **_all(Part.OF, {"monats|monates": Every.MONTH, "jahres": Every.YEAR, "im": None}),
        **_all(
            Part.FILLER,
            {
                "jeden|jede|jedes|jedem|jeder|alle|am|an|in|den|der|die|das|des|dem|um|und|immer"
                "|einmal|pro|ein|eine|einen|von|vom|zum|&": None
            },
        ),
    },
    re.compile(
        rf"\b(?:(?:um|gegen|ab) )?(?:{_PART_DE} (?:um )?(?=[0-9]))?(?:"
        rf"[0-9]{{1,2}}[:.][0-9]{{2}} ?(?:uhr\b|h\b)(?: {_PART_DE})?"
        rf"|[0-9]{{1,2}}:[0-9]{{2}}(?: {_PART_DE})?"
        rf"|[0-9]{{1,2}} ?(?:uhr\b|h\b)(?: ?[0-9]{{2}}\b)?(?: {_PART_DE})?"
        r"|mitternacht|mittags\b"
        rf")|\b(?:{_PART_DE} )?um [0-9]{{1,2}}(?:\.[0-9]{{2}})?(?![0-9:.])(?: {_PART_DE})?"
    ),
)

VOCABULARIES = (ENGLISH, GERMAN)
