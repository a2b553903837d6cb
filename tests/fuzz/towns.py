"""Two servers with one of each in them, and words that may be read in one of them only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.db import Base
from bot.simulator.people import Form, Person, join
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.world import channels, guilds, roles
from bot.simulator.world.entities import Channel, Guild
from cogs.onboarding.models import Answer, Journey
from cogs.pledges.models import Objection
from tests.factories import PLACES, VALUES, Village
from tests.running import RunningBot
from tests.scenarios.initiating import CLEAN_UP, TITLE, WHAT, proposes

HERE, THERE = "kestrelmark", "wagtailmark"
"""Stands in what is written in the server that is attacked, and in the one beside it."""
WEEKLY = {"name": "Monday value", "weekday": "monday", "at": "09:00"}


@dataclass
class Town:
    """One of the two servers.

    Attributes:
        mark: What nobody elsewhere may read.
        sleeper: A member who never does anything, so that nobody may write to them.
    """

    guild: Guild
    places: dict[str, Channel]
    steward: Person
    member: Person
    newcomer: Person
    sleeper: Person
    mark: str

    @property
    def people(self) -> tuple[Person, ...]:
        return self.steward, self.member, self.newcomer


def found(village: Village) -> tuple[Town, Town, dict[str, object]]:
    """The village, another beside it, and the config file of both."""
    world = village.world
    beside = guilds.create(world, "Beside", owner=join(world, "Olga").user)
    places = {name: channels.create(world, beside, name) for name in PLACES}
    places["general"] = channels.create(world, beside, "general")
    steward = roles.create(world, beside, "Steward", position=1, permissions=0)
    roles.create(world, beside, "Neighbour", position=2, permissions=0)
    guilds.add_bot(world, beside, village.application, granted=MINIMAL_GRANT, role_position=3)
    here = Town(village.guild, village.channels, village.steward, *_three(village, "H"), HERE)
    there = Town(
        beside,
        places,
        join(world, "TSteward", beside, roles=(steward,)),
        *(join(world, f"T{name}", beside) for name in ("Member", "Newcomer", "Sleeper")),
        THERE,
    )
    config = village.config(reminders=[WEEKLY], values=_values(HERE))
    communities = config["communities"]
    communities[beside.id] = communities[here.guild.id] | {
        "mission": f"We keep {THERE} to ourselves.",
        "values": _values(THERE),
        "reminders": [WEEKLY | {"name": f"Reminder {THERE}"}],
    }
    return here, there, config


def _three(village: Village, prefix: str) -> tuple[Person, ...]:
    return tuple(village.join(prefix + name) for name in ("Member", "Newcomer", "Sleeper"))


def _values(mark: str) -> list[dict[str, object]]:
    return [{**value, "promise": f"{value['promise']} {mark}"} for value in VALUES]


async def live_in(town: Town, tenet: RunningBot) -> None:
    """Leave one of each: an initiative, a pledge, a journey, an answer, an objection, a draft."""
    words = {TITLE: f"Clean-up {town.mark}", WHAT: f"We tidy {town.mark}."}
    await proposes(town.member, {**CLEAN_UP, **words})
    await town.member.runs("/pledge make", value="Honesty")
    await town.newcomer.runs("/onboarding start")
    form = await town.steward.runs("/charter edit mission")
    assert isinstance(form, Form)
    await town.steward.fills_in(form, {form.fields[0].label: f"We keep {town.mark}."})
    now = tenet.clock.now()
    theirs = {"guild_id": town.guild.id, "user_id": town.newcomer.user.id}
    async with tenet.bot.db.begin() as session:
        session.add(
            Objection(**theirs, value_id=1, value_revision=1, reason=town.mark, made_at=now)
        )
        mine = select(Journey.id).where(Journey.guild_id == town.guild.id)
        wrote = {"step": "reflection", "content": {"text": town.mark}, "answered_at": now}
        session.add(Answer(journey_id=await session.scalar(mine), **wrote))
    await tenet.caught_up()


async def rows_of(tenet: RunningBot, guild_id: int) -> dict[str, list[str]]:
    """Everything that is stored of a server, by table."""
    found: dict[str, list[str]] = {}
    async with tenet.bot.db.read() as session:
        for table in Base.metadata.sorted_tables:
            if "guild_id" in table.columns:
                query = select(table).where(table.c.guild_id == guild_id)
                found[table.name] = sorted(map(repr, (await session.execute(query)).all()))
    return found
