"""Moments as people type them, in English and German, and what is refused.

It is Wednesday, 25 November 2026, 10:00 in Berlin.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import moments
from bot.moments import errors
from bot.texts import Texts

NOW = datetime(2026, 11, 25, 9, 0, 30, tzinfo=UTC)
TEXTS = Texts()
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def said(typed: str, language: str, now: datetime = NOW) -> str:
    """What was read: local beginning, and the end after a slash."""
    span = moments.read(typed, language=language, zone="Europe/Berlin", now=now)
    start = span.starts_at.astimezone(BERLIN)
    if span.ends_at is None:
        return f"{start:%Y-%m-%d %H:%M}"
    end = span.ends_at.astimezone(BERLIN)
    same = start.date() == end.date()
    return f"{start:%Y-%m-%d %H:%M}/{end.strftime('%H:%M' if same else '%Y-%m-%d %H:%M')}"


ENGLISH = {
    "tomorrow at 6pm": "2026-11-26 18:00",
    "Tomorrow, 6 PM": "2026-11-26 18:00",
    "tomorrow 6\u202fp.m.": "2026-11-26 18:00",
    "at 6pm tomorrow": "2026-11-26 18:00",
    "tomorrow at 18": "2026-11-26 18:00",
    "tomorrow morning at 9": "2026-11-26 09:00",
    "tomorrow at 7 in the evening": "2026-11-26 19:00",
    "tomorrow at noon": "2026-11-26 12:00",
    "tomorrow at 12pm": "2026-11-26 12:00",
    "tomorrow at 12am": "2026-11-26 00:00",
    "the day after tomorrow at 8:30am": "2026-11-27 08:30",
    "today at 14:00": "2026-11-25 14:00",
    "tonight at 8": "2026-11-25 20:00",
    "tonight 8-10": "2026-11-25 20:00/22:00",
    "this evening at 7.30": "2026-11-25 19:30",
    "Friday 18:00": "2026-11-27 18:00",
    "on fri at half past six pm": "2026-11-27 18:30",
    "Friday at a quarter to 7 in the evening": "2026-11-27 18:45",
    "Friday quarter past 6pm": "2026-11-27 18:15",
    "friday night at 9": "2026-11-27 21:00",
    "coming Friday 6pm": "2026-11-27 18:00",
    "this Friday 6pm": "2026-11-27 18:00",
    "Friday next week at 6pm": "2026-12-04 18:00",
    "next week friday 6pm": "2026-12-04 18:00",
    "next Tuesday 6pm": "2026-12-01 18:00",
    "next Wednesday 6pm": "2026-12-02 18:00",
    "Monday the week after next 10:00": "2026-12-07 10:00",
    "Saturday 14–17": "2026-11-28 14:00/17:00",
    "Saturday 14:00-17:30": "2026-11-28 14:00/17:30",
    "Saturday — 14:00": "2026-11-28 14:00",
    "Sat, 2-5pm": "2026-11-28 14:00/17:00",
    "Sat 11-1pm": "2026-11-28 11:00/13:00",
    "Sat 10am-2": "2026-11-28 10:00/14:00",
    "Sat 9am to 5pm": "2026-11-28 09:00/17:00",
    "Sat 9-17": "2026-11-28 09:00/17:00",
    "Saturday between 2 and 5pm": "2026-11-28 14:00/17:00",
    "Saturday from 2 to 5 in the afternoon": "2026-11-28 14:00/17:00",
    "from 14:00 until 17:00 on Saturday": "2026-11-28 14:00/17:00",
    "Saturday 22:00-02:00": "2026-11-28 22:00/2026-11-29 02:00",
    "Saturday 10pm-2am": "2026-11-28 22:00/2026-11-29 02:00",
    "Saturday 8pm until midnight": "2026-11-28 20:00/2026-11-29 00:00",
    "Saturday 24:00": "2026-11-29 00:00",
    "Saturday at 2pm for 2 hours": "2026-11-28 14:00/16:00",
    "Saturday at 2pm for an hour and a half": "2026-11-28 14:00/15:30",
    "Saturday at 2pm for 90 minutes": "2026-11-28 14:00/15:30",
    "Saturday at 2pm (for 1.5 hours)": "2026-11-28 14:00/15:30",
    "Friday 18:00 until Sunday 14:00": "2026-11-27 18:00/2026-11-29 14:00",
    "4 Dec 10:00 to 6 Dec 4pm": "2026-12-04 10:00/2026-12-06 16:00",
    "in two weeks at 18:00": "2026-12-09 18:00",
    "in a week at 6pm": "2026-12-02 18:00",
    "in 3 days at 6pm": "2026-11-28 18:00",
    "two weeks from today at 6pm": "2026-12-09 18:00",
    "in a month at 6pm": "2026-12-25 18:00",
    "in 2 hours": "2026-11-25 12:00",
    "in an hour and a half": "2026-11-25 11:30",
    "in half an hour": "2026-11-25 10:30",
    "in 90 minutes": "2026-11-25 11:30",
    "in 2 hours for 1 hour": "2026-11-25 12:00/13:00",
    "12 December 6pm": "2026-12-12 18:00",
    "December 12th at 18:00": "2026-12-12 18:00",
    "December 12, 2026, 18:00": "2026-12-12 18:00",
    "Sat 12 Dec 18:00": "2026-12-12 18:00",
    "3rd of April at 6pm": "2027-04-03 18:00",
    "the 28th at 6pm": "2026-11-28 18:00",
    "the 3rd at 6pm": "2026-12-03 18:00",
    "may 5 6pm": "2027-05-05 18:00",
    "24/12 18:00": "2026-12-24 18:00",
    "12/24/2026 6pm": "2026-12-24 18:00",
    "4/4/27 6pm": "2027-04-04 18:00",
    "24.12.2026 18:00": "2026-12-24 18:00",
    "2027-04-03 18:00": "2027-04-03 18:00",
    "2027-04-03T18:00": "2027-04-03 18:00",
    "2027-04-03T18:00Z": "2027-04-03 20:00",
    "2027-04-03 9:00": "2027-04-03 09:00",
    "<t:1806757200:F>": "2027-04-03 15:00",
    "first Monday of December at 6pm": "2026-12-07 18:00",
    "the last Friday in January 19:00": "2027-01-29 19:00",
    "2nd saturday of next month 14:00": "2026-12-12 14:00",
    "Samstag um 14 Uhr": "2026-11-28 14:00",
    "25 November 18:00": "2026-11-25 18:00",
    "Friday quarter to 12pm": "2026-11-27 11:45",
    "Friday 18h": "2026-11-27 18:00",
    "tomorrow 14-16h": "2026-11-26 14:00/16:00",
    "tomorrow at 06": "2026-11-26 06:00",
    "Sunday 0:00": "2026-11-29 00:00",
    "9 in the morning tomorrow": "2026-11-26 09:00",
    "tomorrow evening 7": "2026-11-26 19:00",
    "Friday: **7pm**": "2026-11-27 19:00",
    '"Friday 7pm"': "2026-11-27 19:00",
    "Saturday 10-12pm": "2026-11-28 10:00/12:00",
    "Saturday 12-2pm": "2026-11-28 12:00/14:00",
    "Saturday 8-midnight": "2026-11-28 20:00/2026-11-29 00:00",
    "Dec 31 8pm to Jan 1 2am": "2026-12-31 20:00/2027-01-01 02:00",
    "<t:1806757200> - <t:1806764400>": "2027-04-03 15:00/17:00",
}

GERMAN = {
    "morgen um 18 Uhr": "2026-11-26 18:00",
    "Morgen 18 Uhr": "2026-11-26 18:00",
    "morgen, 18:30 Uhr": "2026-11-26 18:30",
    "morgen um 18.30 Uhr": "2026-11-26 18:30",
    "morgen 18 Uhr 30": "2026-11-26 18:30",
    "morgen um 18": "2026-11-26 18:00",
    "morgen 18h30": "2026-11-26 18:30",
    "um 18 Uhr morgen": "2026-11-26 18:00",
    "morgen früh um 7": "2026-11-26 07:00",
    "morgen Abend um 8": "2026-11-26 20:00",
    "morgen um 8 Uhr abends": "2026-11-26 20:00",
    "morgen um 8 Uhr": "2026-11-26 08:00",
    "morgen um acht Uhr": "2026-11-26 08:00",
    "morgen um halb sieben abends": "2026-11-26 18:30",
    "morgen Viertel nach 6 am Abend": "2026-11-26 18:15",
    "morgen Mittag um 12": "2026-11-26 12:00",
    "heute um 14 Uhr": "2026-11-25 14:00",
    "heute Abend um 7": "2026-11-25 19:00",
    "heute Abend 19 Uhr": "2026-11-25 19:00",
    "heute 19-21 Uhr": "2026-11-25 19:00/21:00",
    "übermorgen um 9 Uhr": "2026-11-27 09:00",
    "uebermorgen 9:00": "2026-11-27 09:00",
    "Freitag um 18 Uhr": "2026-11-27 18:00",
    "am Freitag um 18 Uhr": "2026-11-27 18:00",
    "Fr. 18 Uhr": "2026-11-27 18:00",
    "Fr 18:00": "2026-11-27 18:00",
    "Freitagabend um 7": "2026-11-27 19:00",
    "Freitag Abend, 19 Uhr": "2026-11-27 19:00",
    "Freitag Morgen um 9": "2026-11-27 09:00",
    "Freitagmorgen 9 Uhr": "2026-11-27 09:00",
    "kommenden Freitag 18 Uhr": "2026-11-27 18:00",
    "diesen Freitag um 18 Uhr": "2026-11-27 18:00",
    "nächsten Dienstag um 18 Uhr": "2026-12-01 18:00",
    "Freitag nächster Woche, 18 Uhr": "2026-12-04 18:00",
    "nächste Woche Freitag 18 Uhr": "2026-12-04 18:00",
    "nächste Woche am Sonntag um 11 Uhr": "2026-12-06 11:00",
    "Montag übernächste Woche 10 Uhr": "2026-12-07 10:00",
    "Samstag 14–17 Uhr": "2026-11-28 14:00/17:00",
    "Samstag 14-17": "2026-11-28 14:00/17:00",
    "Samstag, 8-10 Uhr": "2026-11-28 08:00/10:00",
    "Samstag von 14 bis 17 Uhr": "2026-11-28 14:00/17:00",
    "Samstag zwischen 14 und 17 Uhr": "2026-11-28 14:00/17:00",
    "Samstag 10.30-12.00 Uhr": "2026-11-28 10:30/12:00",
    "Samstag ab 14 Uhr": "2026-11-28 14:00",
    "Samstag gegen 14 Uhr": "2026-11-28 14:00",
    "Samstag - 14 Uhr": "2026-11-28 14:00",
    "Sonnabend 14 Uhr": "2026-11-28 14:00",
    "von 14 bis 17 Uhr am Samstag": "2026-11-28 14:00/17:00",
    "Samstag 22 bis 2 Uhr": "2026-11-28 22:00/2026-11-29 02:00",
    "Samstag 20 Uhr bis Mitternacht": "2026-11-28 20:00/2026-11-29 00:00",
    "Samstag 24 Uhr": "2026-11-29 00:00",
    "Samstag 0 Uhr": "2026-11-28 00:00",
    "Samstag 14 Uhr für 2 Stunden": "2026-11-28 14:00/16:00",
    "Samstag 14 Uhr, 90 Minuten lang": "2026-11-28 14:00/15:30",
    "Samstag 14 Uhr für anderthalb Stunden": "2026-11-28 14:00/15:30",
    "Samstag 14 Uhr für 1,5 Stunden": "2026-11-28 14:00/15:30",
    "Freitag 18 Uhr bis Sonntag 14 Uhr": "2026-11-27 18:00/2026-11-29 14:00",
    "vom 4.12. 10 Uhr bis 6.12. 16 Uhr": "2026-12-04 10:00/2026-12-06 16:00",
    "in zwei Wochen um 18 Uhr": "2026-12-09 18:00",
    "in einer Woche um 18 Uhr": "2026-12-02 18:00",
    "in 14 Tagen um 18 Uhr": "2026-12-09 18:00",
    "heute in 14 Tagen, 18 Uhr": "2026-12-09 18:00",
    "in 3 Tagen 18:00": "2026-11-28 18:00",
    "in einem Monat um 18 Uhr": "2026-12-25 18:00",
    "in 2 Stunden": "2026-11-25 12:00",
    "in einer halben Stunde": "2026-11-25 10:30",
    "in anderthalb Stunden": "2026-11-25 11:30",
    "in 90 Minuten": "2026-11-25 11:30",
    "12. Dezember 18:30": "2026-12-12 18:30",
    "12. Dezember 2026 um 18 Uhr": "2026-12-12 18:00",
    "am 12. Dez. um 18 Uhr": "2026-12-12 18:00",
    "Samstag, den 12.12., 18 Uhr": "2026-12-12 18:00",
    "Samstag, 12. Dezember 2026, 18:00–20:00": "2026-12-12 18:00/20:00",
    "3. April 18 Uhr": "2027-04-03 18:00",
    "3. März 2027 18 Uhr": "2027-03-03 18:00",
    "3/4/2027 18:00": "2027-04-03 18:00",
    "3.4.2027 18 Uhr": "2027-04-03 18:00",
    "3.4.27 18:00": "2027-04-03 18:00",
    "3. 4. 2027, 18 Uhr": "2027-04-03 18:00",
    "10.12 um 18 Uhr": "2026-12-10 18:00",
    "am 28. um 18 Uhr": "2026-11-28 18:00",
    "am 3. um 18 Uhr": "2026-12-03 18:00",
    "2027-04-03 18:00": "2027-04-03 18:00",
    "erster Montag im Dezember um 18 Uhr": "2026-12-07 18:00",
    "am letzten Freitag im Januar 19 Uhr": "2027-01-29 19:00",
    "2. Samstag im nächsten Monat 14 Uhr": "2026-12-12 14:00",
    "24.12.18 Uhr": "2026-12-24 18:00",
    "Fr 27.11. 18h": "2026-11-27 18:00",
    "27.11. 18.00-20.00": "2026-11-27 18:00/20:00",
    "Freitag 7 abends": "2026-11-27 19:00",
    "Freitagabend 7": "2026-11-27 19:00",
    "Freitag 22-2 Uhr": "2026-11-27 22:00/2026-11-28 02:00",
    "31.12. 20 Uhr bis 1.1. 2 Uhr": "2026-12-31 20:00/2027-01-01 02:00",
    "in zweieinhalb Stunden": "2026-11-25 12:30",
    "am Mittwoch, dem 2.12., um 18 Uhr": "2026-12-02 18:00",
    "29.02.2028 18:00": "2028-02-29 18:00",
    "tomorrow at 6pm": "2026-11-26 18:00",
}


def in_words(typed: str, language: str, now: datetime = NOW) -> str:
    """What was read, or the name of the refusal, whose sentence can be said."""
    try:
        return said(typed, language, now)
    except errors.Unreadable as refused:
        sentence = TEXTS.speak(language)(refused.key, **refused.arguments)
        return sentence if "{" in sentence else type(refused).__name__


def test_english_is_read() -> None:
    assert {typed: in_words(typed, "en") for typed in ENGLISH} == ENGLISH


def test_german_is_read() -> None:
    assert {typed: in_words(typed, "de") for typed in GERMAN} == GERMAN


REFUSED_IN_ENGLISH = {
    "": errors.NotAMoment,
    "soon": errors.NotAMoment,
    "18": errors.NotAMoment,
    "may": errors.NotAMoment,
    "Friday 18": errors.NotAMoment,
    "Friday 18:00 or Saturday": errors.NotAMoment,
    "not Friday 18:00": errors.NotAMoment,
    "every Friday 18:00": errors.NotAMoment,
    "weekend at 6pm": errors.NotAMoment,
    "Friday 1800": errors.NotAMoment,
    "5 may 27 18:00": errors.NotAMoment,
    "Saturday 5 evening": errors.NotAMoment,
    "Sat/Sun 14:00": errors.NotAMoment,
    "Saturday and Sunday 14:00": errors.NotAMoment,
    "fifth Monday of November 18:00": errors.NotAMoment,
    "second Tuesday of November 18:00": errors.Past,
    "tomorrow at <t:1806757200>": errors.Contradictory,
    "Saturday 14:00, Sunday 15:00": errors.Contradictory,
    "Friday 2h": errors.HourUnclear,
    "Friday 18:00:99": errors.NotAMoment,
    "April 18:00": errors.NotAMoment,
    "1.2.3.4 18:00": errors.NotAMoment,
    "Friday 6 pmx": errors.NotAMoment,
    "Friday 18:00 CET": errors.NamesAZone,
    "Friday 6pm EST": errors.NamesAZone,
    "Friday 18:00 UTC+2": errors.NamesAZone,
    "Friday": errors.NoTime,
    "in two weeks": errors.NoTime,
    "tomorrow evening": errors.NoTime,
    "December 4-6": errors.NoTime,
    "December 14-17": errors.NoTime,
    "until Friday 18:00": errors.NotAMoment,
    "Friday until 18:00": errors.NoTime,
    "18:00": errors.NoDay,
    "6pm": errors.NoDay,
    "2-5pm": errors.NoDay,
    "next week at 6pm": errors.WhichDay,
    "Friday 18:00 to Sunday": errors.NoEndTime,
    "today 9am": errors.Past,
    "24 November 18:00": errors.Past,
    "1 November 18:00": errors.Past,
    "this Monday 18:00": errors.Past,
    "3 April 2025 18:00": errors.Past,
    "2026-11-25 09:00": errors.Past,
    "<t:1000000000>": errors.Past,
    "3 April 2207 18:00": errors.TooFar,
    "in 999 months at 6pm": errors.TooFar,
    "30 February 18:00": errors.NoSuchDay,
    "30 February": errors.NoSuchDay,
    "Feb 30th 2027 6pm": errors.NoSuchDay,
    "29 February 2027 18:00": errors.NoSuchDay,
    "2027-02-30 18:00": errors.NoSuchDay,
    "31/02/2027 18:00": errors.NoSuchDay,
    "31.4. 18:00": errors.NoSuchDay,
    "the 31st at 18:00": errors.NoSuchDay,
    "2027-13-01 18:00": errors.NoSuchDay,
    "Friday 25:00": errors.NoSuchTime,
    "Friday 18:60": errors.NoSuchTime,
    "Friday 24:30": errors.NoSuchTime,
    "Friday 18pm": errors.NoSuchTime,
    "Friday at 99": errors.NoSuchTime,
    "28 March 2027 02:30": errors.SkippedTime,
    "Friday at 6": errors.HourUnclear,
    "Friday 6:30": errors.HourUnclear,
    "Friday half past 6": errors.HourUnclear,
    "Friday at 6 o'clock": errors.HourUnclear,
    "Friday at 12": errors.HourUnclear,
    "Friday 9-5": errors.HourUnclear,
    "Saturday 2-1pm": errors.HourUnclear,
    "Friday 10-12": errors.HourUnclear,
    "Friday 9:30-11:30": errors.HourUnclear,
    "Friday midnight": errors.MidnightUnclear,
    "next Friday 18:00": errors.DayUnclear,
    "3/4/2027 18:00": errors.DayUnclear,
    "3/4 18:00": errors.DayUnclear,
    "Wednesday 18:00": errors.DayUnclear,
    "Sunday next week 11am": errors.DayUnclear,
    "Friday Saturday 18:00": errors.Contradictory,
    "Friday 18:00 19:00": errors.Contradictory,
    "tomorrow in two weeks 18:00": errors.Contradictory,
    "Friday 18:00 in the morning": errors.Contradictory,
    "tonight at 1": errors.Contradictory,
    "Friday 13 December 18:00": errors.WrongWeekday,
    "Friday in two weeks 18:00": errors.WrongWeekday,
    "Friday 17:00-14:00": errors.EndsFirst,
    "Friday 17:00-17:00": errors.EndsFirst,
    "6 Dec 10:00 to 4 Dec 2026 16:00": errors.EndsFirst,
    "4 Dec 2026 10:00 to 6 Dec 2028 16:00": errors.TooLong,
    "x" * 500: errors.NotAMoment,
}

REFUSED_IN_GERMAN = {
    "bald": errors.NotAMoment,
    "18": errors.NotAMoment,
    "mai": errors.NotAMoment,
    "Freitag 18": errors.NotAMoment,
    "jeden Freitag 18 Uhr": errors.NotAMoment,
    "freitags 18 Uhr": errors.NotAMoment,
    "nicht Freitag 18 Uhr": errors.NotAMoment,
    "Freitag oder Samstag 18 Uhr": errors.NotAMoment,
    "am Wochenende 18 Uhr": errors.NotAMoment,
    "Freitag um dreiviertel sieben": errors.NotAMoment,
    "Freitag Viertel acht": errors.NotAMoment,
    "24.12.18:00": errors.NotAMoment,
    "24.12.18": errors.Past,
    "12.13. 18 Uhr": errors.NoSuchDay,
    "in acht Tagen um 18 Uhr": errors.DayUnclear,
    "übernächsten Freitag 18 Uhr": errors.NotAMoment,
    "Freitag 12 Uhr nachts": errors.Contradictory,
    "Freitag 2 Uhr nachts": errors.Contradictory,
    "Freitag 18 Uhr MEZ": errors.NamesAZone,
    "Freitag": errors.NoTime,
    "in zwei Wochen": errors.NoTime,
    "morgen": errors.NoTime,
    "Freitagabend": errors.NoTime,
    "10.12": errors.NoTime,
    "18 Uhr": errors.NoDay,
    "10.10-12.00 Uhr": errors.NoDay,
    "14 bis 17 Uhr": errors.NoDay,
    "nächste Woche 18 Uhr": errors.WhichDay,
    "Freitag 18 Uhr bis Sonntag": errors.NoEndTime,
    "heute 9 Uhr": errors.Past,
    "24.11. 18 Uhr": errors.Past,
    "diesen Montag um 18 Uhr": errors.Past,
    "3.4.2025 18 Uhr": errors.Past,
    "3.4.2207 18 Uhr": errors.TooFar,
    "30. Februar 18 Uhr": errors.NoSuchDay,
    "30.2. 18 Uhr": errors.NoSuchDay,
    "29.2.2027 18 Uhr": errors.NoSuchDay,
    "32. Dezember 18 Uhr": errors.NoSuchDay,
    "4.13.2027 18 Uhr": errors.NoSuchDay,
    "Freitag 25 Uhr": errors.NoSuchTime,
    "Freitag 18:75": errors.NoSuchTime,
    "28.3.2027 2:30": errors.SkippedTime,
    "am 28. März 2027 um 2 Uhr 15": errors.SkippedTime,
    "Freitag um 6": errors.HourUnclear,
    "Freitag halb sieben": errors.HourUnclear,
    "Freitag 10-12": errors.HourUnclear,
    "Freitag Mitternacht": errors.MidnightUnclear,
    "nächsten Freitag 18 Uhr": errors.DayUnclear,
    "Mittwoch 18 Uhr": errors.DayUnclear,
    "kommenden Mittwoch 18 Uhr": errors.DayUnclear,
    "Freitag Samstag 18 Uhr": errors.Contradictory,
    "Freitag 18 Uhr 19 Uhr": errors.Contradictory,
    "Freitag 18 Uhr morgens": errors.Contradictory,
    "Freitag, 13. Dezember 18 Uhr": errors.WrongWeekday,
    "Freitag in zwei Wochen 18 Uhr": errors.WrongWeekday,
    "Freitag 17-14 Uhr": errors.EndsFirst,
}


@pytest.mark.parametrize(
    ("language", "table"), [("en", REFUSED_IN_ENGLISH), ("de", REFUSED_IN_GERMAN)]
)
def test_what_is_in_doubt_is_refused_with_the_sentence_that_helps(
    language: str, table: dict[str, type[errors.Unreadable]]
) -> None:
    refused = {typed: in_words(typed, language) for typed in table}

    assert refused == {typed: refusal.__name__ for typed, refusal in table.items()}


@pytest.mark.parametrize(
    ("typed", "language", "moment"),
    [
        ("next Friday 18:00", "en", "2026-12-04 18:00"),
        ("this Friday 18:00", "en", "2026-11-27 18:00"),
        ("Friday 9:00am", "en", "2026-12-04 09:00"),
        ("nächsten Freitag 18 Uhr", "de", "2026-12-04 18:00"),
        ("Freitag 8 Uhr", "de", "2026-12-04 08:00"),
        ("heute, Freitag, 18 Uhr", "de", "2026-11-27 18:00"),
        ("Freitag in einer Woche 18 Uhr", "de", "2026-12-04 18:00"),
    ],
)
def test_a_friday_named_on_a_friday_is_never_taken_for_the_wrong_one(
    typed: str, language: str, moment: str
) -> None:
    assert said(typed, language, FRIDAY) == moment


@pytest.mark.parametrize("typed", ["Friday 18:00", "coming Friday 18:00"])
def test_a_friday_that_could_be_today_or_in_a_week_is_asked_about(typed: str) -> None:
    with pytest.raises(errors.DayUnclear) as refused:
        said(typed, "en", FRIDAY)

    assert refused.value.arguments["first"] == "Friday 27 November 2026"
    assert refused.value.arguments["second"] == "Friday 4 December 2026"


def test_next_week_on_a_sunday_is_asked_about_where_weeks_may_begin_that_day() -> None:
    with pytest.raises(errors.DayUnclear):
        said("Friday next week 18:00", "en", SUNDAY)

    assert said("Freitag nächster Woche 18 Uhr", "de", SUNDAY) == "2026-12-04 18:00"


def test_figures_are_read_in_the_order_of_the_country() -> None:
    assert said("3/4/2027 18:00", "en-US") == "2027-03-04 18:00"
    assert said("3/4/2027 18:00", "en-GB") == "2027-04-03 18:00"
    assert said("3/12/2026 18:00", "en") == "2026-12-03 18:00", "the other one has been"


def test_an_hour_that_comes_twice_is_the_first_and_says_so() -> None:
    span = moments.read("31.10.2027 2:30", language="de", zone="Europe/Berlin", now=NOW)

    assert span.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert span.is_repeated


def test_an_hour_that_is_skipped_is_refused_with_one_that_is_not() -> None:
    with pytest.raises(errors.SkippedTime) as refused:
        said("28.3.2027 2:30", "de")

    assert refused.value.arguments["instead"] == "Sonntag, 28. März 2027, 03:30"


def test_what_was_typed_is_repeated_without_marks_that_turn_the_sentence_around() -> None:
    with pytest.raises(errors.NotAMoment) as refused:
        said("\u202esoon\u202c", "en")

    assert refused.value.arguments["typed"] == "soon"


@pytest.mark.parametrize(
    ("typed", "language", "times"),
    [
        ("18:00", "en", ("18:00", None)),
        ("at 6pm", "en", ("18:00", None)),
        ("2-5pm", "en", ("14:00", "17:00")),
        ("18 Uhr", "de", ("18:00", None)),
        ("von 14 bis 17 Uhr", "de", ("14:00", "17:00")),
    ],
)
def test_a_time_of_day_is_read_alone(
    typed: str, language: str, times: tuple[str, str | None]
) -> None:
    start, end = moments.read_times(typed, language=language)

    assert (f"{start:%H:%M}", end and f"{end:%H:%M}") == times


@pytest.mark.parametrize("typed", ["Friday 18:00", "6", "soon", "18:00 for 2 hours", "in 2 hours"])
def test_what_is_no_time_of_day_alone_is_refused(typed: str) -> None:
    with pytest.raises(errors.Unreadable):
        moments.read_times(typed, language="en")


def test_every_example_in_a_refusal_can_be_typed() -> None:
    for language, quotes in (("en", '""'), ("de", "„“")):
        say = Texts().speak(language)
        asked = {
            "typed": "",
            "time": "02:30",
            "instead": "",
            "year": "2027",
            "years": 5,
            "named": "",
            "first": moments.say_day(FRIDAY.date(), language),
            "second": moments.say_day(FRIDAY.date(), language),
            "day": "",
            "hour": "6",
            "early": "06:00",
            "late": "18:00",
        }
        keys = {it.key for it in vars(errors).values() if hasattr(it, "key")}
        for key in keys - {"error-refused", "moment-hour-unclear"}:
            text = say(key, **asked).partition(". ")[2]  # after what is so: what to do now
            opening, closing = quotes
            examples = [
                part.partition(closing)[0]
                for part in text.split(opening)[1 :: 2 if language == "en" else 1]
            ]
            for example in filter(None, examples):
                said(example, language)
