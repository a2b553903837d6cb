"""Initiatives in words: everything fits, whatever people write."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.initiatives import service, views
from cogs.initiatives.models import AmountKind, Grade, InitiativeState
from cogs.initiatives.service import Overview
from cogs.initiatives.service.amounts import Figure
from cogs.initiatives.service.outcomes import OutcomeText
from cogs.initiatives.service.showing import MEMBERS_NAMED, DateNow, NeedNow, Shown
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views import drafting, proposing
from tests.initiatives import an_overview

LANGUAGES = ("en", "de")
TEXTS = Texts()
LONG_GERMAN = "Rücksichtnahme und Gegenseitigkeit im täglichen Miteinander" + "ß" * 41
VALUE = ValueText(1, LONG_GERMAN, "🌱", "p" * 200, ("b" * 200,), ("c",), 1)


def overview(**differences: object) -> Overview:
    full: dict[str, object] = {
        "title": "*" * service.LONGEST_TITLE,
        "what": "_" * service.LONGEST_WHAT,
        "when_text": "~" * service.LONGEST_WHEN,
        "capacity": 500,
        "confirmed": 500,
        "waiting": 1000,
        "channel_id": 10**18,
        "message_id": 10**18,
    }
    return an_overview(**full | differences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_card_of_the_longest_texts_fits_and_says_how_many_it_does_not_name(
    language: str,
) -> None:
    members = [10**18 + number for number in range(MEMBERS_NAMED)]

    shown = Shown(overview(), names=tuple(members))

    embed = views.card(shown, {1: VALUE}, TEXTS.speak(language))

    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert all(len(field.value or "") <= 1024 for field in embed.fields)
    assert any("460" in (field.value or "") for field in embed.fields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", InitiativeState)
def test_whatever_people_write_a_card_fits_at_every_stage(
    language: str, state: InitiativeState
) -> None:
    moment = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    figures = tuple(Figure(AmountKind.UNITS, "_" * 60, Decimal(10**12)) for _ in range(30))
    outcome = OutcomeText(
        1,
        *(1, 1, 1, moment, 10**6, "*" * 300, None, "https://example.org/" + "x" * 470),
        *(Grade.SELF_REPORTED, None, None, figures),
    )
    shown = Shown(
        overview(
            state=state,
            value_ids=(1,) * 25,
            first_step="~" * 300,
            reason="*" * 500,
            place_text="_" * 100,
            link="https://example.org/" + "(" * 400,
            role_id=10**18,
            cutoff_at=moment,
            starts_at=moment,
            poll_until=moment,
            silent_at=moment,
        ),
        names=tuple(10**18 + number for number in range(MEMBERS_NAMED)),
        coorganisers=(10**18,) * 25,
        needs=tuple(NeedNow(number, "*" * 60, 500, 499) for number in range(20)),
        dates=tuple(DateNow(number, moment, moment, 500) for number in range(5)),
        seconds_needed=3,
        arrived=500,
        is_voting=True,
        outcome=outcome if state is InitiativeState.CLOSED else None,
    )

    for whole in (True, False):
        embed = views.card(shown, {1: VALUE}, TEXTS.speak(language), whole=whole)

        assert len(embed) <= 6000
        assert len(embed.description or "") <= 4096
        assert all(len(field.value or "") <= 1024 for field in embed.fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_questions_are_not_cut_off(language: str) -> None:
    fields = proposing.form_fields(None, [VALUE], TEXTS.speak(language))

    assert len(fields) == 5
    fields += drafting.places_fields(Sketch(1), TEXTS.speak(language))
    assert all(len(field.label) <= 45 for field in fields)
    assert all(len(field.description or "") <= 100 for field in fields)
    for title in ("initiatives-form-title", "initiatives-form-seats-title"):
        assert len(TEXTS.speak(language)(title)) <= 45


def test_without_values_the_form_does_not_ask_for_one() -> None:
    fields = proposing.form_fields(Sketch(1, values=(9,)), [], TEXTS.speak("en"))

    assert [field.name for field in fields] == ["title", "what", "when", "first_step"]


def test_one_who_waits_is_one_person_and_two_are_people() -> None:
    say = TEXTS.speak("de")

    assert say("initiatives-waiting", count=1) == "1 Person wartet"
    assert say("initiatives-waiting", count=2) == "2 Personen warten"


def test_a_cancelled_one_has_no_buttons() -> None:
    assert (
        views.card_buttons(
            Shown(overview(state=InitiativeState.CANCELLED)), TEXTS.speak("en"), zone="UTC"
        )
        is None
    )
