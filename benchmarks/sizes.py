"""How much of everything is measured, and what a round hands back."""

from __future__ import annotations

from dataclasses import dataclass

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    reactions: int = 10_000
    flood: int = 100_000
    command_seconds: float = 5.0
    burst_commands: int = 1500
    chatter: int = 100_000
    guilds: int = 2499
    """Besides the one that is asked: together they are what Discord gives to one shard at most. The
    second would begin five seconds after the first, and some server's id decides who has it."""
    members: int = 100
    newcomers: int = 2000
    press_seconds: float = 60.0
    """Over which all newcomers press Start."""
    first_step_seconds: float = 20.0
    """Within which each is to have the first step."""
    idle_seconds: float = 10.0
    """For which others' commands are measured before."""
    clicks: int = 1000
    click_seconds: float = 10.0
    """Over which they all press Join."""
    journeys: int = 100_000
    initiatives: int = 10_000
    absent_members: int = 10_000
    """Who react with every emoji while the bot is away."""
    schedules: int = 100_000
    due: int = 1000
    """Schedules that are due in one tick."""
    burst: int = 5000
    """Schedules that are due in one second while others want answers."""
    posts: int = 1000
    """Reminders that are due in one second, each on a server of its own."""
    page_messages: int = 1000
    page_looks: int = 100
    """Messages of which it is measured when they are on the pages."""
    page_events: int = 10_000
    settle_seconds: float = 3.0
    """After a start, so that commands are uploaded and posts stand before anything is measured."""


QUICK = Size(
    reactions=1000,
    flood=3000,
    command_seconds=1.0,
    burst_commands=100,
    chatter=1000,
    guilds=50,
    members=20,
    newcomers=100,
    press_seconds=3.0,
    first_step_seconds=5.0,
    idle_seconds=1.0,
    clicks=100,
    click_seconds=1.0,
    journeys=2000,
    initiatives=500,
    absent_members=250,
    schedules=2000,
    due=100,
    burst=500,
    posts=20,
    page_messages=50,
    page_looks=10,
    page_events=200,
    settle_seconds=0.1,
)
