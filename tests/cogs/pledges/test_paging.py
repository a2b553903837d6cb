"""Reading everybody under an emoji: no id is passed over, whatever Discord does in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from cogs.pledges.paging import PAGE, Kind, Pages

pytestmark = pytest.mark.asyncio


class Emoji:
    """What stands under one, as Discord would list it."""

    def __init__(self, *ordinary: int, burst: Sequence[int] = (), bots: Sequence[int] = ()) -> None:
        self.listed: dict[Kind, Sequence[int]] = {0: ordinary, 1: burst}
        self.bots = bots
        self.asked: list[tuple[Kind, int | None]] = []
        self.fails_at = 0

    async def fetch(self, kind: Kind, after: int | None) -> Sequence[Any]:
        self.asked.append((kind, after))
        if len(self.asked) == self.fails_at:
            raise OSError("gone")
        listed = self.listed[kind]
        start = 0 if after is None else listed.index(after) + 1
        return [
            {"id": str(user_id), "bot": user_id in self.bots}
            for user_id in listed[start : start + PAGE]
        ]


async def spans(pages: Pages) -> list[tuple[int, int | None, list[int]]]:
    found = []
    while (span := await pages.next()) is not None:
        found.append(tuple(span))
    return found


async def test_each_page_tells_of_the_ids_up_to_its_last() -> None:
    emoji = Emoji(*range(1, 251))

    found = await spans(Pages(emoji.fetch, (0,)))

    assert [(after, upto, len(ids)) for after, upto, ids in found] == [
        (0, 100, 100),
        (100, 200, 100),
        (200, None, 50),
    ]
    assert emoji.asked == [(0, None), (0, 100), (0, 200)]


async def test_bots_are_left_out_and_their_ids_still_count_as_read() -> None:
    emoji = Emoji(*range(1, 102), bots=[1, 100])

    (first, second) = await spans(Pages(emoji.fetch, (0,)))

    assert first == (0, 100, list(range(2, 100)))
    assert second == (100, None, [101])


async def test_super_reactions_are_merged_and_nobody_is_missing_before_both_lists_are_read() -> (
    None
):
    emoji = Emoji(*range(10, 1210, 10), burst=[5, 10, 1005, 2000])

    found = await spans(Pages(emoji.fetch, (0, 1)))

    ids = [user_id for _, _, user_ids in found for user_id in user_ids]
    assert ids == sorted({*range(10, 1210, 10), 5, 1005, 2000})
    assert [(after, upto) for after, upto, _ in found] == [(0, 1000), (1000, None)]
    assert len(emoji.asked) == 3


async def test_a_page_that_fails_is_asked_for_again_and_no_other() -> None:
    emoji = Emoji(*range(1, 251))
    emoji.fails_at = 2
    pages = Pages(emoji.fetch, (0,))
    assert (await pages.next() or ())[:2] == (0, 100)

    with pytest.raises(OSError, match="gone"):
        await pages.next()
    found = await spans(pages)

    assert [(after, upto, len(ids)) for after, upto, ids in found] == [
        (100, 200, 100),
        (200, None, 50),
    ]
    assert emoji.asked == [(0, None), (0, 100), (0, 100), (0, 200)]


@pytest.mark.parametrize("turned_round", [1, 150, 220])
async def test_a_list_out_of_order_is_read_whole_before_anybody_is_missing(
    turned_round: int,
) -> None:
    listed = list(range(1, 251))
    listed[turned_round - 1], listed[turned_round] = listed[turned_round], listed[turned_round - 1]
    emoji = Emoji(*listed)

    *_, last = await spans(Pages(emoji.fetch, (0,)))

    assert last == (0, None, list(range(1, 251)))


async def test_a_list_that_goes_round_in_circles_comes_to_an_end() -> None:
    async def fetch(_kind: Kind, _after: int | None) -> Sequence[Any]:
        return [{"id": str(number)} for number in range(PAGE, 0, -1)]

    (only,) = await spans(Pages(fetch, (0,)))

    assert only == (0, None, list(range(1, PAGE + 1)))


async def test_nobody_is_one_span_without_anybody() -> None:
    assert await spans(Pages(Emoji().fetch, (0, 1))) == [(0, None, [])]
