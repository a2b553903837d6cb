"""Why a time that somebody typed is not taken. Each sentence shows one that would be."""

from __future__ import annotations

from bot.errors import MemberError


class Unreadable(MemberError):
    """What was typed is not one moment beyond doubt."""

    key = "moment-not-understood"


class NotAMoment(Unreadable):
    """Some word in it says nothing about time, or nothing that we understand."""


class NoTime(Unreadable):
    """A day without a time of day."""

    key = "moment-no-time"


class NoEndTime(Unreadable):
    """The day it ends is said, and the time is not."""

    key = "moment-no-end-time"


class NoDay(Unreadable):
    """A time of day without a day."""

    key = "moment-no-day"


class WhichDay(Unreadable):
    """A week without a day in it."""

    key = "moment-which-day"


class Past(Unreadable):
    """It has been."""

    key = "moment-past"


class TooFar(Unreadable):
    """So far ahead that it is a slip of the finger."""

    key = "moment-too-far"


class TooLong(Unreadable):
    """So long that it is a slip of the finger."""

    key = "moment-too-long"


class NoSuchDay(Unreadable):
    """30 February."""

    key = "moment-no-such-day"


class NoSuchTime(Unreadable):
    """25:00, or 18pm."""

    key = "moment-no-such-time"


class SkippedTime(Unreadable):
    """The clocks go forward over it."""

    key = "moment-skipped"


class HourUnclear(Unreadable):
    """6: in the morning or in the evening?"""

    key = "moment-hour-unclear"


class MidnightUnclear(Unreadable):
    """The midnight before that day, or after it?"""

    key = "moment-midnight-unclear"


class DayUnclear(Unreadable):
    """Two days can be meant: next Friday, 3/4."""

    key = "moment-day-unclear"


class Contradictory(Unreadable):
    """It names two days, or two times."""

    key = "moment-contradictory"


class WrongWeekday(Unreadable):
    """That date is another day of the week."""

    key = "moment-wrong-weekday"


class EndsFirst(Unreadable):
    """It would end before it begins."""

    key = "moment-ends-first"


class NamesAZone(Unreadable):
    """Times are meant in the member's zone, and this one says another."""

    key = "moment-names-a-zone"
