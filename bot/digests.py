"""What capabilities tell stewards once a week, in lines that are worded when they are posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.switches import capability_of, is_on


class Section(StrEnum):
    """What a line is about, in the order in which stewards read it."""

    WAITING = "waiting"
    """It waits for an answer of theirs."""
    STUCK = "stuck"
    FAILED = "failed"
    RECOVERED = "recovered"
    VALUES = "values"
    """Which of them nobody acted on."""
    AHEAD = "ahead"
    """What runs by itself in the week to come."""


@dataclass(frozen=True)
class Thing:
    """One of the things that a line counts.

    Args:
        named: What somebody called it, as they typed it.
        key: What it is called otherwise: a text without arguments.
        link: Where it stands.
        count: How many of the line's things it stands for, where these are counted by kind.
    """

    named: str | None = None
    key: str | None = None
    link: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of the stewards' digest. It never says how much somebody did.

    Args:
        key: A text that is given `count`, `things`, `at` and the arguments. It says what stewards
            can do about it, by a command.
        arguments: A moment among them is shown as a date.
        things: The first of them are named; the rest of `count` is "and n more".
        covers: What open notices are about that say the same; they are not counted once more.
        at: When it comes; lines of `Section.AHEAD` are put in order by it.
    """

    section: Section
    key: str
    count: int = 1
    arguments: Mapping[str, str | int | datetime] = field(default_factory=dict)
    things: Sequence[Thing] = ()
    covers: frozenset[str] = frozenset()
    at: datetime | None = None


Collect = Callable[[AsyncSession, int, datetime, datetime], Awaitable[Sequence[Line]]]
"""From a server and the time that is told about, its beginning and its end, to lines.

What stands open is told as it is now, what happened only when it lies in that time, and what comes
for the week after it. Nothing is changed by it.
"""


class Digests:
    """Who contributes to the stewards' digest."""

    def __init__(self) -> None:
        self._collects: dict[str, Collect] = {}

    def add(self, name: str, collect: Collect) -> None:
        """Have `collect` asked; a name counts once."""
        self._collects[name] = collect

    async def collect(
        self, session: AsyncSession, guild_id: int, *, since: datetime, until: datetime
    ) -> list[Line]:
        """Everybody's lines, in the order in which they were added; what rests has none."""
        lines: list[Line] = []
        chosen = await settings.read(session, guild_id)
        for name, collect in self._collects.items():
            if not is_on(chosen, capability_of(name)):
                continue
            lines += await collect(session, guild_id, since, until)
        return lines
