"""Which acts are remembered, so that none is done a second time."""

from __future__ import annotations

from bot.once import once


def test_only_the_last_ids_are_remembered() -> None:
    taken: list[str] = []
    take = once(lambda data: taken.append(data["id"]), kept=2)

    for one in ("a", "a", "b", "a", "c", "b", "a"):
        take({"id": one})

    assert taken == ["a", "b", "c", "a"]
