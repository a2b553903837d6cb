"""What a digest says: everybody's lines, in the order in which stewards read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.digests import Digests, Line, Section
from cogs.digest.service import spine


@dataclass(frozen=True)
class Told:
    """What there is to tell of a time."""

    since: datetime
    until: datetime
    lines: Sequence[Line]

    def of(self, section: Section) -> list[Line]:
        """The lines of one section."""
        return [line for line in self.lines if line.section is section]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits, nobody is stuck and nothing failed."""
        pressing = {Section.WAITING, Section.STUCK, Section.FAILED}
        return pressing.isdisjoint(line.section for line in self.lines)


async def collect(
    session: AsyncSession, digests: Digests, guild_id: int, *, since: datetime, until: datetime
) -> Told:
    """What happened in a time, how things stand, and what comes in the week after it."""
    theirs = await digests.collect(session, guild_id, since=since, until=until)
    covered = frozenset[str]().union(*(line.covers for line in theirs))
    own = await spine.collect(session, guild_id, since=since, until=until, covered=covered)
    ahead = [line for line in theirs if line.section is Section.AHEAD]
    others = [line for line in theirs if line.section is not Section.AHEAD]
    ahead.sort(key=lambda line: line.at or until)
    return Told(since, until, [*others, *own, *ahead])
