"""Two servers, one of them under attack: what is done in it, and what is looked at afterwards."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from hypothesis import strategies as st
from sqlalchemy import text

from bot.clock import MovableClock
from bot.simulator.exchange import Delivery
from bot.simulator.interactions import payloads
from bot.simulator.interactions.payloads import Entity
from bot.simulator.interactions.registry import Commands
from bot.simulator.interactions.state import Callback, Interactions, Kind
from bot.simulator.payloads.guilds import guild_create
from bot.simulator.people import Field, File, Form, Person, acting, command_lines
from bot.simulator.people.command_lines import Scene
from bot.simulator.server import Simulator
from bot.simulator.world import messages
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Message
from bot.simulator.world.messages import Draft
from bot.switches import SWITCHABLE, switch
from tests.factories import Village, found_village
from tests.fuzz import acts, events, hostile, towns
from tests.fuzz.acts import Act, Event
from tests.fuzz.judging import REFERENCE, Judge
from tests.running import RunningBot

ANSWERED_WITHIN = 3.0
_SETTLE_EVERY = 25
SECOND = 2
"""What has one of each in both servers has this number in the other one, which came later."""
_FILES = (
    b"",
    b"\xff\xfe\x00",
    b"&a [*a,*a]",
    b"mission: x\nvalues: [{name: {a: b}}]",
    b"mission: " + b"y" * 5000,
    b"\x00" * 100,
    b"{" * 3000,
    b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
)


@dataclass
class Fuzz:
    """The bot with two servers, what is done to it, and who watches.

    Attributes:
        done: How often what kind of thing was done.
        ran: The commands that were run.
        seen: What Discord has said of the server, by the name of the event.
    """

    sim: Simulator
    village: Village
    tenet: RunningBot
    here: towns.Town
    there: towns.Town
    judge: Judge
    done: Counter[str] = field(default_factory=Counter)
    ran: set[str] = field(default_factory=set)
    slowest: float = 0.0
    seen: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    before: dict[str, list[str]] = field(default_factory=dict)
    stranger: Person | None = None
    forms: dict[str, Form] = field(default_factory=dict)

    @classmethod
    async def begin(cls, folder: Path, clock: MovableClock) -> Self:
        """Start everything; the database in the folder is called tenet.db and has its tables."""
        sim = Simulator(clock=clock, identify_seconds=0, rate_limits=False)
        await sim.start()
        village = found_village(sim.world)
        here, there, config = towns.found(village)
        tenet = RunningBot(sim, folder / "tenet.db", clock, config)
        sleepers = (here.sleeper.user.id, there.sleeper.user.id)
        judge = Judge(sim.world, (here, there), sleepers, folder / "tenet.db")
        self = cls(sim, village, tenet, here, there, judge)
        sim.observers.append(self._remember)
        await tenet.start()
        for town in (here, there):
            await towns.live_in(town, tenet)
        await towns.bustles(sim.world, here)
        self.stranger = village.join("Stranger")
        self.stranger.leaves()
        await tenet.caught_up()
        self.messages = [await self._own(person) for person in here.people]
        for person in (*here.people, self.stranger):
            direct = person.dm(village.application)
            messages.create(sim.world, direct, Draft(author_id=village.application.id))
        self.messages += list(here.places["pledges"].messages.values())[-2:]
        self.messages += list(here.places["initiatives"].messages.values())[-2:]
        self.before = await towns.rows_of(tenet, there.guild.id)
        sim.exchange_observers.append(judge.sees)
        logging.getLogger().addHandler(judge)
        await here.steward.runs("/reminder run-now", name=towns.WEEKLY["name"])  # it may ping
        await self.settled()
        return self

    async def end(self) -> None:
        """Stop everything."""
        logging.getLogger().removeHandler(self.judge)
        await self.tenet.stop()
        await self.sim.stop()

    def acts(self) -> st.SearchStrategy[Act | Event]:
        """Everything that can be done, each as likely as any other of its kind."""
        ids = self._ids()
        uploaded = self._uploaded()
        registered = list(self.tenet.bot.controls)
        ways = {
            "press": acts.controls(registered, ids),
            "run": acts.commands(uploaded),
            "hear": [acts.events()],
        }
        often = ["press"] * 3 + ["run"] * 2 + ["hear"]
        # By two draws: `one_of` would make as many of each kind as there are things of it.
        return (
            st.sampled_from(often)
            .flatmap(lambda way: st.sampled_from(ways[way]))
            .flatmap(lambda strategy: strategy)
        )

    async def crosses(self) -> None:
        """Have everybody use every control for things of the other server."""
        registered = list(self.tenet.bot.controls)
        for act in acts.crossing(registered, self.there.guild.id, SECOND):
            await patiently(self, act)

    async def tries(self) -> None:
        """Run every command once; chance alone might leave one out."""
        await self.switches_on()
        for act in acts.trying(self._uploaded()):
            await patiently(self, act)
        await self.switches_on()

    async def does(self, act: Act | Event) -> None:
        """Do it, and wait for what comes of it."""
        self.judge.act = str(act)
        if isinstance(act, Event):
            await self._happens(act)
        else:
            await self._acts(act)
        if self.done.total() % _SETTLE_EVERY == 0:
            await self.settled()

    async def switches_on(self) -> None:
        """Switch on again what a steward has switched off, or little could be done any more."""
        for capability in SWITCHABLE:
            async with self.tenet.bot.db.begin() as session:
                guild_id, actor_id = self.here.guild.id, self.here.steward.user.id
                now = self.tenet.clock.now()
                await switch(session, guild_id, capability, on=True, actor_id=actor_id, now=now)
        await self.settled()

    async def settled(self) -> None:
        """Let the bot finish what it has been asked for."""
        try:
            await self.tenet.caught_up()
        except TimeoutError:
            self.judge.finds("it does not come to rest")

    async def looks(self) -> None:
        """What holds after all that: the bot lives, its tables hold, the others are as before."""
        await self.settled()
        self.judge.act = "the look at the end"
        for act in acts.trying(self._uploaded()):
            if act.name not in self.ran:
                self.judge.finds(f"/{act.name} was never tried")
        if not self.judge.pings:
            self.judge.finds("no reminder has pinged its role")
        shown = await self.here.steward.runs("/setup status")
        if "<t:" not in shown:
            self.judge.finds(f"it does not answer: {shown.text[:200]}")
        after = await towns.rows_of(self.tenet, self.there.guild.id)
        for table, rows in self.before.items():
            if rows != after[table]:
                new, gone = set(after[table]) - set(rows), set(rows) - set(after[table])
                self.judge.finds(f"{table} of the other server: +{new!r:.500} -{gone!r:.500}")
        shown = await self.there.member.runs("/pledge mine")
        if "Honesty" not in shown:
            self.judge.finds(f"it does not answer as before: {shown.text[:200]}")
        async with self.tenet.bot.db.read() as session:
            broken = (await session.execute(text("PRAGMA foreign_key_check"))).all()
            whole = (await session.execute(text("PRAGMA integrity_check"))).scalar()
        if broken or whole != "ok":
            self.judge.finds(f"the database: {broken!r:.300} {whole!r:.300}")

    def _remember(self, delivery: object) -> None:
        if not isinstance(delivery, Delivery) or not isinstance(delivery.data, dict):
            return
        name, data, here = delivery.name, delivery.data, str(self.here.guild.id)
        if name == "GUILD_CREATE" and data.get("id") == here and name not in self.seen:
            self.seen |= {name: [said] for name, said in events.of_server(data).items()}
        elif name not in events.NEVER and data.get("guild_id") == here:
            self.seen.setdefault(name, []).append(data)

    async def _own(self, person: Person) -> Message:
        shown = await person.runs("/charter show")
        return person._message(shown)

    def _uploaded(self) -> list[Any]:
        part = self.sim.world.part(Commands)
        return part.available([self.village.application.id], self.here.guild.id)

    def _ids(self) -> list[int]:
        """Ids that mean something: of both servers and of what is in them."""
        return [*towns.ids_in(self.here), *towns.ids_in(self.there)]

    async def _happens(self, event: Event) -> None:
        index, name = divmod(event.number, len(self.seen))
        name = list(self.seen)[name]
        data = self.seen[name][index % len(self.seen[name])]
        around = events.Around(towns.ids_in(self.here), towns.ids_in(self.there))
        said = events.changed(name, data, event.seed, around)
        self.done[name] += 1
        self.judge.act = f"{name} {said!r:.900}"
        if event.seed % 20 == 0:
            name = "SOMETHING_OF_TOMORROW"
        self._say(name, said)
        if name in events.OF_SERVERS:
            if event.seed % 2 and said["id"] not in events.NOWHERE:
                await self.settled()
            self._tells_the_truth(said["id"])

    def _tells_the_truth(self, about: str) -> None:
        """Say of every server what is so, or the bot would rightly act on what was not."""
        world = self.sim.world
        if about in events.NOWHERE:
            self._say("GUILD_DELETE", {"id": about})
        for town in (self.here, self.there):
            me = self.village.application.id
            self._say("GUILD_CREATE", guild_create(world, town.guild, me, presences=False))

    def _say(self, name: str, said: dict[str, Any]) -> None:
        bots = frozenset({self.village.application.id})
        self.sim.world.emit(Dispatch(name, lambda: said, guild_id=self.here.guild.id, bot_ids=bots))

    async def _acts(self, act: Act) -> None:
        people = (*self.here.people, self.stranger)
        person = people[act.actor % len(people)]
        assert person is not None
        direct = act.where == "dm" or person is self.stranger
        command = act.data.get("command")
        if command is not None and not command.allows_context(1 if direct else 0):
            return  # Discord does not offer it there
        place = person.dm(self.village.application) if direct else person.here()
        message = None
        metadata: dict[str, Any] = {}
        opener = None
        if act.kind in (Kind.COMMAND, Kind.AUTOCOMPLETE):
            data = self._command(act, person, place)
        else:
            data = self._as_shown(dict(act.data), act.on)
            message = self._message_for(act, direct, place)
            if message is None or data is None:
                return
            if not direct:
                place = self.sim.world.channels[message.channel_id]
            metadata = {"interacted_message_id": str(message.id)}
        self.done[act.kind.name] += 1
        if act.kind is Kind.COMMAND:
            self.ran.add(act.name)
        options: dict[str, Any] = {
            "application_id": self.village.application.id,
            "user_id": person.user.id,
            "channel": place,
            "message": message,
        }
        if act.kind is Kind.MODAL_SUBMIT:
            opener = self.sim.world.part(Interactions).open(
                self.sim.world, kind=Kind.COMPONENT, data={}, metadata=metadata, **options
            )
            metadata = {
                "triggering_interaction_metadata": payloads.metadata(self.sim.world, opener)
            }
            options["opener"] = opener
        world = self.sim.world
        interaction = acting.start(world, kind=act.kind, data=data, metadata=metadata, **options)
        began = time.perf_counter()
        if act.kind is Kind.AUTOCOMPLETE:
            answered = await acting.first_response(world, interaction)
            told = ""
        else:
            shown = await acting.outcome(world, interaction, afterwards=0.05)
            told = shown.text
            if isinstance(shown, Form):
                self.forms[_kind(shown.custom_id)] = shown
            answered = interaction.response
        took = (interaction.answered_s or time.perf_counter()) - began
        self.slowest = max(self.slowest, took)
        if answered is None or took > ANSWERED_WITHIN:
            self.judge.finds(f"no answer in time ({took:.1f} s)")
        if answered is Callback.DEFERRED_MESSAGE and not interaction.completed:
            self.judge.finds("it goes on thinking")
        if REFERENCE.search(told) and "`" in told and "mistake" in told:
            self.judge.finds(f"a mistake of ours is told: {told[:200]}")

    def _as_shown(self, data: dict[str, Any], number: int) -> dict[str, Any] | None:
        """The answers of a form as its client would let them through.

        None for a form that nobody has seen yet, and of which not even the questions are known.
        """
        if "components" not in data:
            return data
        typed = [part["component"]["value"] for part in data["components"]]
        form = self.forms.get(_kind(data["custom_id"]))
        if form is None:
            names = [part["component"]["custom_id"] for part in data["components"]]
            if names == [acts.UNKNOWN]:
                return None
            parts = [_part(Field("", name, 4, max_length=100), typed[0], 0) for name in names]
        else:
            parts = [
                _part(field, typed[index % len(typed)], number + index)
                for index, field in enumerate(form.fields)
            ]
        labels = [{"type": 18, "id": at, "component": part} for at, part in enumerate(parts, 1)]
        return {**data, "components": labels}

    def _message_for(self, act: Act, direct: bool, place: Any) -> Message | None:
        if not direct:
            return self.messages[act.on % len(self.messages)]
        found = list(place.messages.values()) + list(place.ephemerals.values())
        return found[act.on % len(found)] if found else None

    def _command(self, act: Act, person: Person, place: Any) -> dict[str, Any]:
        command = act.data["command"]
        if command.type != 1:
            target = self.here.sleeper.user if command.type == 2 else self.messages[-1]
            filled = command_lines.Filled(command, [], [target])
            data = person._command_data(filled, place)
            data["target_id"] = str(target.id)
            return data
        entities: list[Entity] = []
        options = [self._settled(option, person, place, entities) for option in act.data["options"]]
        return person._command_data(command_lines.Filled(command, options, entities), place)

    def _settled(
        self, option: dict[str, Any], person: Person, place: Any, entities: list[Entity]
    ) -> dict[str, Any]:
        """The option with ids in it, where it stands for somebody or something."""
        if "options" in option:
            inner = [self._settled(one, person, place, entities) for one in option["options"]]
            return {**option, "options": inner}
        number, kind = option.get("value"), option["type"]
        if kind < 6 or kind == 10:
            return option
        guild = self.here.guild
        entity: Entity
        if kind == 11:
            name = hostile.TEXTS[number % len(hostile.TEXTS)][:80] or "x"
            scene = Scene(self.sim.world, place, guild, [], "en-US")
            content = _FILES[number % len(_FILES)]
            name = "".join(one for one in name if one.isprintable() and one not in "/?#%\\") or "x"
            entity = command_lines.attach(File(f"{name}.yaml", content), scene)
        elif kind == 7:
            entity = list(guild.channels.values())[number % len(guild.channels)]
        elif kind == 8:
            entity = list(guild.roles.values())[number % len(guild.roles)]
        else:
            members = [*guild.members.values()]
            entity = members[number % len(members)].user
        entities.append(entity)
        return {**option, "value": str(entity.id)}


def _kind(custom_id: str) -> str:
    """Which form it is, whatever it is about."""
    return re.sub(r":[0-9]+", "", custom_id)


def _part(field: Field, typed: str, number: int) -> dict[str, Any]:
    if field.kind == 4:
        value = typed[: field.max_length].ljust(field.min_length, "x")
        return {"type": 4, "custom_id": field.custom_id, "value": value or "x" * field.required}
    chosen = [field.options[number % len(field.options)][1]] if field.options else []
    if number % 3 == 0 and not field.required:
        chosen = []
    return {"type": field.kind, "custom_id": field.custom_id, "values": chosen}


async def patiently(fuzz: Fuzz, act: Act | Event) -> None:
    """Do it, but not for five minutes."""
    try:
        async with asyncio.timeout(60):
            await fuzz.does(act)
    except TimeoutError:
        fuzz.judge.finds("it hangs")
