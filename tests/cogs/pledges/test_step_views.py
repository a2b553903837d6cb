"""What a member sees of their next steps fits what Discord takes, and others see no more of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest

from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.pledges.models import StepState
from cogs.pledges.service.steps import Step
from cogs.pledges.views import step_cards, steps

TODAY = date(2026, 3, 2)
VALUE = ValueText(7, "_" * 100, "<:a_rather_long_name_of_one:123456789012345678>", "", (), (), 1)


def make_step(step_id: int = 1, **differences: Any) -> Step:
    """One whose words are as long as they may be, and nothing but marks."""
    fields: dict[str, Any] = {
        "id": step_id,
        "guild_id": 800_000_000_000_000_001,
        "user_id": 900_000_000_000_000_001,
        "value_id": VALUE.id,
        "value": VALUE,
        "words": "*" * 300,
        "due_on": date(2026, 3, 9),
        "state": StepState.OPEN,
        "written_at": datetime(2026, 3, 2, tzinfo=UTC),
        "shared_channel_id": None,
        "shared_message_id": None,
    }
    return Step(**fields | differences)


def fits(embed: discord.Embed | None) -> bool:
    if embed is None:
        return True
    parts = [(field.name or "", field.value or "") for field in embed.fields]
    return (
        len(embed) <= 6000
        and len(embed.description or "") <= 4096
        and all(0 < len(name) <= 256 and 0 < len(value) <= 1024 for name, value in parts)
    )


def rows_of(view: discord.ui.View | None) -> list[list[dict[str, Any]]]:
    return [] if view is None else [row["components"] for row in view.to_components()]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("count", [1, 2, 4, 5])
def test_a_question_fits_with_any_step_being_put_off(language: str, count: int) -> None:
    say = Texts().speak(language)
    asked = [make_step(number) for number in range(1, count + 1)]

    for choosing in [None, *range(1, count + 1)]:
        shown = step_cards.question(
            asked,
            say,
            guild_id=1,
            server="_" * 100,
            today=TODAY,
            note=say("pledges-step-which-day"),
            settled=make_step(99, state=StepState.DONE) if count < 5 else None,
            choosing=choosing,
        )

        drawn = rows_of(shown.view)
        assert len(drawn) <= 5
        assert all(len(row) <= (1 if row[0]["type"] == 3 else 5) for row in drawn)
        assert all(len(item.get("label", "")) <= 80 for row in drawn for item in row)
        pressed = [item["custom_id"] for row in drawn for item in row]
        assert max(map(len, pressed)) <= 100
        assert step_cards.steps_in(pressed) == [step.id for step in asked]
        with_buttons = [row for row in drawn if row[0]["type"] == 2]
        assert with_buttons[-1][-1]["custom_id"] == "contact:less:1"
        assert fits(shown.embed)


@pytest.mark.parametrize("language", ["en", "de"])
def test_ones_own_step_and_the_form_fit(language: str) -> None:
    say = Texts().speak(language)
    for step in (
        make_step(),
        make_step(due_on=None, shared_channel_id=5),
        make_step(due_on=date(2026, 2, 1), value=None),
        make_step(state=StepState.DONE, shared_channel_id=5),
        make_step(state=StepState.LET_GO),
    ):
        shown = step_cards.panel(step, say, today=TODAY, choosing=True)
        assert fits(shown.embed)
        assert len(rows_of(shown.view)) <= 5

        fields = steps.form_fields(step, say, today=TODAY)
        assert [len(field.label) <= 45 for field in fields] == [True, True]
        assert all(len(field.description or "") <= 100 for field in fields)
        labels = [option.label for option in fields[1].choices]
        assert len(labels) == len(set(labels)) <= 25
        chosen = [option.value for option in fields[1].choices if option.default]
        assert chosen == ["none" if step.due_on is None else step.due_on.isoformat()]


def test_others_see_the_words_as_they_were_meant_and_never_the_day() -> None:
    say = Texts().speak("en")
    words = "@everyone <@1> **loud** [here](https://a.example) > # `code`"

    shared = step_cards.shared(make_step(words=words), say)

    text = shared.description or ""
    assert text.splitlines()[1] == (
        r"> @everyone <@1> \*\*loud\*\* \[here](https://a.example) > # \`code\`"
    )
    assert "March" not in text
    assert fits(step_cards.shared(make_step(), say))


def test_a_day_that_was_not_offered_is_refused() -> None:
    with pytest.raises(steps.stepping.NoSuchDay):
        steps.chosen_day("tomorrow")
