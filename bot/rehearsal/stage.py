"""Where a story is played: the local Discord, its community, the bot, and a clock to move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import capabilities
from bot.clock import MovableClock
from bot.errors import ConfigurationError
from bot.rehearsal import community as communities
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.running import RunningBot
from bot.rehearsal.story import Story
from bot.rehearsal.transcript import Transcript
from bot.simulator.people import Answer, CannotDo, Choice, Person, waiting
from bot.simulator.server import Simulator
from bot.simulator.world.entities import Channel, ChannelType

PATIENCE_SECONDS = 5.0
"""How long something that is expected may take, in real seconds."""

T = TypeVar("T")


class Failed(Exception):
    """A step did not go as the story says.

    Args:
        expected: What should have been.
        instead: What was.
    """

    def __init__(self, expected: str, instead: str) -> None:
        super().__init__(expected, instead)
        self.expected = expected
        self.instead = instead

    @property
    def lines(self) -> list[str]:
        """Both, to be read one below the other."""
        first, *rest = self.instead.split("\n")
        return [
            f"expected  {self.expected}",
            f"instead   {first}",
            *(f"          {line}" for line in rest),
        ]


@dataclass(kw_only=True)
class Stage(Rehearsal):
    """A rehearsal that a story is played in: everything a step may need.

    Attributes:
        answers: What came of each person's last command, click or form.
        choices: What was last suggested to each person.
        patience: How many real seconds something that is expected may take.
    """

    transcript: Transcript
    answers: dict[str, Answer] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    patience: float = PATIENCE_SECONDS

    def person(self, name: str) -> Person:
        """The person of this name."""
        return self.community.people[name]

    def place(self, person: Person, name: str) -> Channel | None:
        """The place that somebody calls by this name; None when they see no such place.

        Args:
            name: `DM`, `thread` for the private thread opened last, or a channel's or thread's.
        """
        world, bot_id = self.sim.world, self.community.application.id
        if name.upper() == "DM":
            return world.dms.get(frozenset({person.id, bot_id}))
        seen = person.channels()
        if name.casefold() in ("thread", "private thread"):
            threads = [item for item in seen if item.type == ChannelType.PRIVATE_THREAD]
            return max(threads, key=lambda item: item.id, default=None)
        return next(
            (item for item in seen if (item.name or "").casefold() == name.casefold()), None
        )

    async def until(self, look: Callable[[], T | None]) -> T | None:
        """What `look` finds, now or before patience ends."""
        return await waiting.until(self.sim.world, look, within=self.patience)

    async def rest(self) -> None:
        """Let everything that was set off come to its end, and write down what was to be seen.

        Raises:
            Failed: It does not end.
        """
        try:
            await super().rest()
        except TimeoutError:
            raise Failed("the bot to come to rest", "it was still busy after 10 s") from None
        self.transcript.show()

    async def move_to(self, moment: datetime) -> None:
        """Move the clock on, stopping at whatever the bot has planned until then.

        Raises:
            Failed: The moment has passed already.
        """
        try:
            await super().move_to(moment)
        except CannotDo as passed:
            raise Failed("a moment to come", str(passed)) from None


@asynccontextmanager
async def set_up(
    story: Story, write: Callable[[str], None], *, width: int, colour: bool
) -> AsyncIterator[Stage]:
    """Found the community of a story, with its members in it and the bot not yet started.

    Raises:
        ConfigurationError: The community's file is not right, or lacks a role the story names.
    """
    config = communities.load(story.community)
    capabilities.import_models()
    zone = ZoneInfo(config.zone_of(next(iter(config.communities.values()))))
    clock = MovableClock(story.begins.replace(tzinfo=zone))
    async with Simulator(clock=clock, identify_seconds=0) as sim:
        community = communities.found(sim.world, config)
        clock.on_move(sim.settle)
        for name, said in story.people.items():
            try:
                community.introduce(name, said)
            except CannotDo as unknown:
                raise ConfigurationError(f"{story.name}: people: {name}: {unknown}") from None
        transcript = Transcript(community, write, width=width, colour=colour)
        with TemporaryDirectory(prefix="tenet-") as folder:
            running = RunningBot(sim, Path(folder) / "tenet.db", clock, community.config)
            stage = Stage(sim, clock, community, running, transcript=transcript)
            try:
                yield stage
            finally:
                await running.stop()
