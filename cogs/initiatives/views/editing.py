"""The form in which an initiative's own words are changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.components import Control, Field, Form
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives import service
from cogs.initiatives.service import Overview
from cogs.initiatives.service.proposals import LONGEST_FIRST_STEP, MOST_VALUES
from cogs.initiatives.views.proposing import value_option

EDIT = Control("initiatives:edit-words:{initiative_id}")
EDIT_FORM = Form("initiatives:edit-words-form:{initiative_id}")


def edit_fields(overview: Overview, values: Sequence[ValueText], say: Speaker) -> list[Field]:
    """The questions of the proposal that are about words, with what holds."""
    fields = [
        Field(
            "title",
            say("initiatives-form-name"),
            value=overview.title,
            longest=service.LONGEST_TITLE,
        ),
        Field(
            "what",
            say("initiatives-form-what"),
            say("initiatives-form-what-hint"),
            value=overview.what,
            long=True,
            longest=service.LONGEST_WHAT,
        ),
        Field(
            "first_step",
            say("initiatives-form-first"),
            say("initiatives-form-first-hint"),
            value=overview.first_step,
            required=False,
            longest=LONGEST_FIRST_STEP,
        ),
    ]
    if values:
        fields.insert(
            1,
            Field(
                "values",
                say("initiatives-form-value"),
                say("initiatives-form-value-hint", most=MOST_VALUES),
                choices=[value_option(value, overview.value_ids) for value in values],
                most=MOST_VALUES,
            ),
        )
    return fields
