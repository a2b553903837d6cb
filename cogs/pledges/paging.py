"""The people under an emoji, a page at a time, in the order of their ids."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

PAGE = 100
"""Users under a reaction in one answer (FACTS §1)."""

Kind = Literal[0, 1]
"""Ordinary reactions and super reactions, which are listed by themselves."""

Fetch = Callable[[Kind, int | None], Awaitable[Sequence[Any]]]
"""Asks for up to `PAGE` users of one kind whose ids are above one."""


class Span(NamedTuple):
    """Everybody under an emoji whose id lies in a range: above `after`, and up to `upto`."""

    after: int
    upto: int | None
    """None: there is nobody beyond."""
    user_ids: list[int]
    """Ascending, without bots."""


@dataclass
class _Stream:
    kind: Kind
    after: int = 0
    waiting: list[int] = field(default_factory=list)
    """Read, and not handed out yet."""
    is_done: bool = False


class Pages:
    """Reads an emoji once through; what is handed out covers all ids without a gap.

    It stays where it is when a request fails: asked again, it goes on with the same page. Discord
    lists users in the order of their ids; should it ever do otherwise, everything is read before
    any more of it is handed out, because nobody is known to be missing before that.
    """

    def __init__(self, fetch: Fetch, kinds: Sequence[Kind]) -> None:
        self._fetch = fetch
        self._streams = [_Stream(kind) for kind in kinds]
        self._after: int | None = 0
        """Up to where everybody has been handed out."""
        self._in_order = True

    async def next(self) -> Span | None:
        """The next range of ids; None after the last."""
        if self._after is None:
            return None
        while reading := [stream for stream in self._streams if not stream.is_done]:
            await self._read(min(reading, key=lambda stream: stream.after))
            upto = min((stream.after for stream in reading if not stream.is_done), default=None)
            if self._in_order and upto is not None and upto > self._after:
                return self._hand_out(self._after, upto)
        return self._hand_out(self._after, None)

    async def _read(self, stream: _Stream) -> None:
        page = await self._fetch(stream.kind, stream.after or None)
        ids = [int(user["id"]) for user in page]
        known = len(stream.waiting)
        stream.waiting += [int(user["id"]) for user in page if not user.get("bot")]
        stream.is_done = len(page) < PAGE
        if self._in_order and any(
            later <= earlier for earlier, later in zip([stream.after, *ids], ids, strict=False)
        ):
            self._in_order, self._after = False, 0
            for each in self._streams:
                each.after, each.is_done, each.waiting = 0, False, []
            return
        if ids:
            # Without an order there is no telling what comes next; an answer of old news ends it.
            stream.is_done |= not self._in_order and not set(stream.waiting[known:]).difference(
                stream.waiting[:known]
            )
            stream.after = ids[-1]

    def _hand_out(self, after: int, upto: int | None) -> Span:
        found: set[int] = set()
        for stream in self._streams:
            beyond = [] if upto is None else [one for one in stream.waiting if one > upto]
            found.update(stream.waiting if upto is None else set(stream.waiting) - set(beyond))
            stream.waiting = beyond
        self._after = upto
        return Span(after, upto, sorted(found))
