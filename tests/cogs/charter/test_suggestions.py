"""What is suggested while a steward types the name of a value in the draft."""

from __future__ import annotations

from cogs.charter.editing import suggestions
from cogs.charter.service import Content, Draft, Entry


def entry(key: int, name: str) -> Entry:
    return Entry(
        key=key,
        name=name,
        emoji="🌱",
        promise="We say what is so.",
        looks_like=("We ask.", "We answer."),
        does_not_look_like=("We guess.",),
    )


def test_two_values_of_one_name_are_told_apart() -> None:
    entries = (entry(1, "Care"), entry(2, "Care"), entry(3, "Courage"))
    draft = Draft(guild_id=1, base_version=0, turn=1, content=Content("", entries))
    offered = suggestions(draft, "ca")
    assert [choice.value for choice in offered] == ["#1", "#2"]
    assert len({choice.name for choice in offered}) == 2
