"""When requests to Discord may go out, so that answers to members never wait behind us.

Discord allows fifty requests a second for everything together (FACTS §2). What is unprompted takes
a slot first; what may take a while, such as a comparison, has a share of the slots besides.
"""

from __future__ import annotations

import asyncio


class Slots:
    """Moments at which a request may go out, one after the other, shared by all who ask."""

    def __init__(self, per_second: float) -> None:
        self._seconds_apart = 1 / per_second
        self._next = 0.0

    async def take(self) -> None:
        """Wait for the next moment that nobody has taken."""
        now = asyncio.get_running_loop().time()
        slot = max(now, self._next)
        self._next = slot + self._seconds_apart
        await asyncio.sleep(slot - now)


class Share:
    """A part of the slots: whoever takes them from here leaves the others to the rest.

    Nothing is taken ahead of its time. Ten who wait here keep one slot at most from those who do
    not, however few slots the share has.

    Args:
        per_second: How many this part is; fewer than there are.
    """

    def __init__(self, slots: Slots, per_second: float) -> None:
        self._slots = slots
        self._own = Slots(per_second)

    async def take(self) -> None:
        """Wait for this part's turn, and then for a slot."""
        await self._own.take()
        await self._slots.take()
