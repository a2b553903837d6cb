"""Two servers with one of each in them, and words that may be read in one of them only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from bot.db import Base
from bot.simulator.people import Form, Person, join
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.world import (
    channels,
    events,
    guilds,
    invites,
    members,
    messages,
    reactions,
    roles,
    threads,
)
from bot.simulator.world.entities import Channel, Guild
from bot.simulator.world.thread_opening import open_thread
from bot.simulator.world.world import World
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
    (pinged,) = (role.id for role in village.guild.roles.values() if role.name == "Neighbour")
    config = village.config(reminders=[WEEKLY | {"ping": pinged}], values=_values(HERE))
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


async def bustles(world: World, town: Town) -> None:
    """Have everything happen once that the bot is told of, and leave nothing of it."""
    guild, user = town.guild, town.member.user
    role = roles.create(world, guild, "Passing")
    roles.update(world, guild, role, name="Passed")
    members.add_role(world, guild, town.member.member, role.id)
    members.remove_role(world, guild, town.member.member, role.id)
    roles.delete(world, guild, role)
    place = channels.create(world, guild, "passing")
    channels.update(world, place, name="passed")
    thread = open_thread(world, place, "Passing", owner_id=user.id)
    threads.update(world, thread, name="Passed")
    threads.add_member(world, thread, town.steward.user.id)
    threads.remove_member(world, thread, town.steward.user.id)
    threads.delete(world, thread)
    message = await town.member.says("Good morning.", place)
    await town.member.reacts("🌱", to=message)
    await town.member.unreacts("🌱", to=message)
    await town.member.reacts("🌱", to=message)
    written = place.messages[message.id]
    reactions.clear_emoji(world, place, written, next(iter(written.reactions.values())).emoji)
    reactions.clear(world, place, written)
    messages.pin(world, written, actor_id=user.id)
    messages.delete(world, written)
    said = [(await town.member.says("Again.", place)).id for _ in range(2)]
    messages.bulk_delete(world, place, said)
    begins = world.now() + timedelta(days=1)
    fields = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "location": "The river"}
    event = events.create(
        world, guild, creator_id=user.id, name="Passing", entity_type=events.EXTERNAL, **fields
    )
    events.update(world, event, name="Passed")
    town.member.subscribes(event)
    town.member.unsubscribes(event)
    events.delete(world, event)
    emoji = guilds.create_emoji(world, guild, "passing", creator_id=user.id)
    guilds.delete_emoji(world, guild, emoji.id)
    invites.delete(world, invites.create(world, place, inviter_id=user.id))
    channels.delete(world, place)
    guest = join(world, "Passing", guild)
    members.ban(world, guild, guest.user)
    members.unban(world, guild, guest.user)


def ids_in(town: Town) -> list[int]:
    """Its own id first, then those of what is in it."""
    found = [town.guild.id, *(channel.id for channel in town.places.values())]
    found += [person.user.id for person in (*town.people, town.sleeper)]
    found += list(town.guild.roles)
    written = [one for channel in town.places.values() for one in channel.messages]
    return [*found, *written[-20:]]


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
