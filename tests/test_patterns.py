"""Texts of a community's own, as Fluent reads them."""

import pytest

from bot.config.patterns import fluent_entry, reads_as_fluent


@pytest.mark.parametrize(
    "text", ["* one\n* two", "[a link](x)", ".hidden", "}", "a\n\nb", "{ $n }"]
)
def test_what_members_take_for_text_reads_as_fluent(text: str) -> None:
    assert reads_as_fluent(text)


@pytest.mark.parametrize("text", ["{", "{ $n", "a } b", "{ -> }"])
def test_a_bracket_that_opens_nothing_is_found_out(text: str) -> None:
    assert not reads_as_fluent(text)


def test_a_choice_by_number_survives_being_made_an_entry() -> None:
    entry = fluent_entry("seats", "{ $n ->\n    [one] a seat\n   *[other] { $n } seats\n}\n* left")

    assert entry.endswith('    { "*" } left\n')
    assert "   *[other]" in entry
