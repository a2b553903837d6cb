"""The preview of an outcome, and the outcome, as they are drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts
from cogs.initiatives.models import AmountKind, Grade
from cogs.initiatives.service import amounts, missed, outcomes, reports
from cogs.initiatives.service.amounts import Figure
from cogs.initiatives.service.attendance import Known
from cogs.initiatives.service.outcomes import OutcomeText
from cogs.initiatives.service.reports import Preview
from cogs.initiatives.views import closing

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXTS = Texts()
FULL = "**`@everyone`** _x_ "
MANY = (
    *(Figure(AmountKind.FUNDS, code, amounts.MOST) for code in ("EUR", "USD", "JPY", "KWD", "CHF")),
    *(Figure(AmountKind.UNITS, f"{n} {'_' * 57}", Decimal("999999999.999")) for n in range(10)),
)


def a_preview(**differences: Any) -> Preview:
    fields: dict[str, Any] = {
        "initiative_id": 1,
        "guild_id": 2,
        "title": "Park clean-up",
        "answers": dict.fromkeys((*reports.WORDS, *reports.FIGURES, reports.LANGUAGE), ""),
        "version": 0,
        "people": None,
        "sentence": "We planted.",
        "differently": None,
        "evidence": None,
        "figures": (),
        "present": None,
        "expected": (),
        "problems": (),
    }
    return Preview(**fields | differences)


def an_outcome(**differences: Any) -> OutcomeText:
    fields: dict[str, Any] = {
        "id": 7,
        "initiative_id": 1,
        "version": 1,
        "told_by": 11,
        "told_at": AT,
        "people": 3,
        "sentence": "We planted.",
        "differently": None,
        "evidence": None,
        "grade": Grade.SELF_REPORTED,
        "confirmed_by": None,
        "confirmed_at": None,
        "figures": (),
    }
    return OutcomeText(**fields | differences)


@pytest.mark.parametrize("language", ["en", "de"])
def test_whatever_is_told_fits_into_a_message(language: str) -> None:
    say = TEXTS.speak(language)
    crowd = tuple(range(1_000_000_000_000_000_000, 1_000_000_000_000_002_000))
    longest: dict[str, Any] = {
        "people": amounts.MOST_PEOPLE,
        "sentence": (FULL * 20)[: outcomes.LONGEST_SENTENCE],
        "differently": (FULL * 60)[: outcomes.LONGEST_DIFFERENTLY],
        "evidence": "https://example.org/" + "a" * (outcomes.LONGEST_LINK - 20),
        "figures": MANY,
    }
    preview = closing.preview(
        a_preview(
            title="*" * 100,
            present=crowd[:1500],
            expected=crowd,
            problems=tuple(
                amounts.NotANumber(given="9" * 40) for _ in range(len(reports.FIGURES) + 3)
            ),
            was_rebased=True,
            version=3,
            **longest,
        ),
        say,
    )
    versions = [an_outcome(version=n, **longest) for n in range(20, 0, -1)]
    kept = dict.fromkeys(missed.Kept, 2000)
    for embed in (preview, closing.outcome(versions, "*" * 100, say, kept=kept)):
        assert len(embed) <= 6000
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4096
        for field in embed.fields:
            assert 0 < len(field.value or "") <= 1024
            assert "@everyone`" not in (field.value or "")
    for fields in (
        closing.words_fields(a_preview().answers, say),
        closing.figures_fields(a_preview().answers, say),
    ):
        for one in fields:
            assert len(one.label) <= 45
            assert len(one.description or "") <= 100


@given(st.data())
def test_marking_one_page_leaves_the_others_as_they_are(data: st.DataObject) -> None:
    expected = tuple(range(data.draw(st.integers(0, 50))))
    others = range(100, 110)
    present = tuple(data.draw(st.sets(st.sampled_from([*expected, *others]))))
    known = Known(expected, present)
    shown = a_preview(expected=expected, present=present)
    people = closing.order(shown)
    page = data.draw(st.integers(0, max(0, (len(people) - 1) // closing.PER_PAGE)))
    on_page = people[page * closing.PER_PAGE : (page + 1) * closing.PER_PAGE]
    chosen = data.draw(st.lists(st.sampled_from([*people, 200, 201]), unique=True, max_size=25))

    after = set(closing.marked(known, present, page, [int(one) for one in chosen]))

    assert {one for one in after if one in on_page} == set(chosen) & set(on_page)
    elsewhere = set(present) - set(on_page)
    assert after - set(on_page) == elsewhere | (set(chosen) - set(on_page))


def test_who_cannot_confirm_or_correct_is_offered_neither() -> None:
    say = TEXTS.speak("en")
    both = closing.outcome_buttons(an_outcome(), say, may_confirm=True, may_correct=True)

    assert closing.outcome_buttons(an_outcome(), say, may_confirm=False, may_correct=False) is None
    assert both is not None
    assert len(both.children) == 2
    assert outcomes.may_confirm(an_outcome(), 12, organises=True)
    assert not outcomes.may_confirm(an_outcome(), 12, organises=False)
    assert not outcomes.may_confirm(an_outcome(), 11, organises=True)
    assert not outcomes.may_confirm(an_outcome(told_by=None), 12, organises=True)
    assert not outcomes.may_confirm(an_outcome(grade=Grade.ORGANISER_CONFIRMED), 12, organises=True)


def test_in_a_direct_message_nobody_can_be_chosen_from_a_list() -> None:
    say = TEXTS.speak("en")
    shown = a_preview(expected=tuple(range(60)))
    here = closing.preview_buttons(shown, say)
    there = closing.preview_buttons(shown, say, in_dm=True)

    assert here is not None
    assert there is not None
    assert len(here.children) == len(there.children) + 3  # the list, and turning its pages
