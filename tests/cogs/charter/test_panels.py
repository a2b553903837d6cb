"""What stewards are shown fits a message, however much they type."""

from __future__ import annotations

from datetime import UTC, datetime

import discord
import pytest

from bot.texts import Texts
from cogs.charter import history, panels, reviewing
from cogs.charter.service import (
    FIELDS,
    Content,
    Draft,
    Entry,
    Review,
    VersionLine,
    VersionText,
    Written,
    compare,
)
from cogs.charter.service.problems import find

EMPTY = Content("", ())


def stuffed(character: str) -> Content:
    """As much as the forms take, in every part of twelve values."""
    return Content(
        character * 3000,
        tuple(
            Entry(
                key=1_790_000_000_000 + number,
                name=f"{number}" + character * 499,
                emoji=character * 100,
                promise=character * 1000,
                looks_like=tuple(f"{line}" + character * 400 for line in range(6)),
                does_not_look_like=tuple(f"{line}" + character * 400 for line in range(6)),
            )
            for number in range(12)
        ),
    )


def reviewed(content: Content, before: Content = EMPTY) -> Review:
    draft = Draft(1, 1, 1_790_000_000_000, content, summary="*" * 1000)
    problems = find(content, earlier_emojis={}, known_emojis=set())
    return Review(draft, before, compare(before, content), tuple(problems))


def check(shown: tuple[discord.Embed, discord.ui.View | None]) -> None:
    """Discord's limits (FACTS §1)."""
    embed, view = shown
    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    for field in embed.fields:
        assert 0 < len(field.name or "") <= 256
        assert 0 < len(field.value or "") <= 1024
    if view is None:
        return
    components = [item for row in view.to_components() for item in row["components"]]  # type: ignore[typeddict-item]
    ids = [component["custom_id"] for component in components]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id) <= 100 for custom_id in ids)
    assert len(view.to_components()) <= 5
    for component in components:
        assert len(component.get("label", "")) <= 80
        for option in component.get("options", ()):
            assert 0 < len(option["label"]) <= 100


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("character", ["*", "x", "ع", "語"])
def test_every_panel_fits_whatever_was_typed(language: str, character: str) -> None:
    say = Texts().speak(language)
    content = stuffed(character)
    review = reviewed(content)
    entry = content.values[0]
    written = Written(
        review.draft,
        entry.key,
        crossed=entry,
        crossed_fields=FIELDS,
        crossed_mission=content.mission,
        outdated=True,
        returned=True,
    )

    check(panels.value_panel(written, review, say))
    check(panels.mission_panel(written, review, say))
    check(panels.retired_panel(entry, written, review, say))
    for chosen in (0, *(value.key for value in content.values)):
        check(panels.order_panel(review.draft, chosen, say))
    for page in (0, 1, 5, 999):
        check(reviewing.overview(review, say, page=page))
    check(reviewing.not_ready(review, say))
    check(reviewing.confirmation(review, [], say))
    check(reviewing.discarding(review, say))
    assert len(panels.notes(written, say)) <= 2000


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_of_the_history_fits(language: str) -> None:
    say = Texts().speak(language)
    content = Content(
        "*" * 1000,
        tuple(
            Entry(n, n, "*" * 100, "🌱", "*" * 200, ("*" * 200,) * 5, ("_" * 200,) * 5)
            for n in range(1, 13)
        ),
    )
    lines = [
        VersionLine(n, datetime(2026, 3, 2, tzinfo=UTC), 700_000_000_000_000_001, "*" * 1000)
        for n in range(40, 0, -1)
    ]
    text = VersionText(lines[0], content)

    for page in (0, 1, 4, 99):
        check(history.listing(lines, page, say))
        check(history.version(text, say, page=page))
        check(history.compared(text, compare(EMPTY, content), say, page=page))


def test_the_forms_come_with_everything_that_was_typed() -> None:
    say = Texts().speak("en")
    entry = stuffed("x").values[0]

    fields = {field.name: field for field in panels.value_fields(entry, say)}

    assert len(fields) == 5
    assert fields["name"].value == entry.name
    assert fields["looks_like"].value == "\n".join(entry.looks_like)
    assert all(len(field.value or "") <= field.longest <= 4000 for field in fields.values())
