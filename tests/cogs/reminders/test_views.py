"""Reminders in words: everything fits, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.recurrence import Every, Recurrence
from bot.settings import Place
from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.reminders import views
from cogs.reminders.service import MOST_REMINDERS, Chooses, ReminderText

LANGUAGES = ("en", "de")
TEXTS = Texts()
VALUE = ValueText(1, "G" * 100, "🌱", "p" * 200, ("b" * 200,), ("c" * 200,), 1)


def reminder(number: int = 1) -> ReminderText:
    return ReminderText(
        id=number,
        guild_id=1,
        name=f"*{number}" + "n" * 98,
        recurrence=Recurrence(Every.WEEK, time(9, 5), weekdays=tuple(range(7))),
        own_zone=None,
        zone="America/Argentina/ComodRivadavia",
        channel=Place(10**19),
        chooses=Chooses.FIXED,
        value_id=1,
        owner_id=None,
        is_paused=False,
        is_slowed=False,
        next_run_at=datetime(2026, 3, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_reminders_as_there_may_be_fit_into_one_list(language: str) -> None:
    say = TEXTS.speak(language)
    shown = [reminder(number) for number in range(MOST_REMINDERS)]

    embed = views.listing(shown, None, {1: VALUE}, say)

    assert len(embed) <= 6000
    assert len(embed.fields) <= 25
    assert all("<t:1772582400:F>" in (field.value or "") for field in embed.fields)


def test_a_reminder_says_when_it_comes_in_the_words_of_each_language() -> None:
    friday = Recurrence(Every.MONTH, time(18), weekdays=(4,), nth=1)
    shown = replace(reminder(), recurrence=friday, zone="Europe/Berlin")

    said = [views.listing([shown], None, {}, TEXTS.speak(it)).fields[0].value for it in LANGUAGES]

    assert "first Friday" in (said[0] or "")
    assert "ersten Freitag jedes Monats um 18:00 Uhr" in (said[1] or "")
