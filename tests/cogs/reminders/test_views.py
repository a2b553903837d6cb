"""Reminders in words: everything fits, in every language."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.config.kinds import Weekday
from bot.settings import Place
from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.reminders import views
from cogs.reminders.service import MOST_REMINDERS, Asks, Chooses, ReminderText

LANGUAGES = ("en", "de")
TEXTS = Texts()
VALUE = ValueText(1, "G" * 100, "🌱", "p" * 200, ("b" * 200,), ("c" * 200,), 1)


def reminder(number: int = 1, weekday: str = "wednesday") -> ReminderText:
    return ReminderText(
        id=number,
        guild_id=1,
        name=f"*{number}" + "n" * 98,
        weekday=weekday,
        at=time(9, 5),
        zone="America/Argentina/ComodRivadavia",
        channel=Place(10**19),
        chooses=Chooses.FIXED,
        value_id=1,
        asks=Asks.NOTHING,
        text=None,
        is_paused=False,
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


def test_every_day_of_the_week_has_a_name_in_every_language() -> None:
    for language in LANGUAGES:
        said = {views.rule(reminder(weekday=day.value), TEXTS.speak(language)) for day in Weekday}
        assert len(said) == 7
    assert "jeden Mittwoch um 09:05 Uhr" in views.rule(reminder(), TEXTS.speak("de"))
