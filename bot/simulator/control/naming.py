"""What the words of a request stand for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.simulator.people.forms import Form
from bot.simulator.people.person import Person
from bot.simulator.people.seen import Answer, CannotDo
from bot.simulator.world.entities import Application, Channel, Guild, Message, ScheduledEvent, User
from bot.simulator.world.snowflakes import parse

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

_FORMS_KEPT = 1000


class BadRequest(Exception):
    """The request names something that is not there, or lacks something."""


class Naming:
    """Finds servers, people, channels and messages, and remembers open forms."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.world = simulator.world
        self._people: dict[int, Person] = {}
        self._forms: OrderedDict[str, Form] = OrderedDict()

    def guild(self, word: object) -> Guild:
        """A server by id or name; the first one for None."""
        if word is None:
            found = next(iter(self.world.guilds.values()), None)
        else:
            found = self.world.guilds.get(parse(word) or 0) or next(
                (guild for guild in self.world.guilds.values() if guild.name == word), None
            )
        if found is None:
            raise BadRequest(f"there is no server {word!r}")
        return found

    def person(self, word: object) -> Person:
        """A person by id or name."""
        user = self.world.users.get(parse(word) or 0) or next(
            (
                user
                for user in self.world.users.values()
                if not user.bot and word in (user.display_name, user.username)
            ),
            None,
        )
        if user is None or user.bot:
            raise BadRequest(f"there is no person {word!r}")
        return self.as_person(user)

    def as_person(self, user: User) -> Person:
        person = self._people.get(user.id)
        if person is None:
            guild = self.world.guilds.get(min(user.guild_ids, default=0))
            person = self._people[user.id] = Person(self.world, user, guild)
        return person

    def bot(self, word: object = None) -> Application:
        """An application by id or name; the first one for None."""
        for application in self.world.applications.values():
            if word is None or word in (application.name, str(application.id)):
                return application
        raise BadRequest(f"there is no bot {word!r}")

    def channel(self, word: object, person: Person | None = None) -> Channel | None:
        """A channel by id, `#name`, or `DM`; None for None."""
        if word is None:
            return None
        if word == "DM" and person is not None:
            return person.dm(self.bot())
        found = self.world.channels.get(parse(word) or 0)
        if found is None and isinstance(word, str):
            guild = person.guild if person is not None else None
            guilds = [guild] if guild is not None else list(self.world.guilds.values())
            found = next(
                (
                    channel
                    for home in guilds
                    for channel in (*home.channels.values(), *home.threads.values())
                    if channel.name == word.lstrip("#")
                ),
                None,
            )
        if found is None:
            raise BadRequest(f"there is no channel {word!r}")
        return found

    def message(self, word: object, person: Person) -> Message:
        """A message by id, among those that the person can see."""
        number = parse(word) or 0
        direct = [channel for pair, channel in self.world.dms.items() if person.id in pair]
        for channel in (*person.channels(), *direct):
            found = channel.messages.get(number) or channel.ephemerals.get(number)
            if found is not None:
                return found
        raise BadRequest(f"{person.name} sees no message {word!r}")

    def role_ids(self, words: Iterable[object], guild: Guild) -> list[int]:
        ids: list[int] = []
        for word in words:
            found = next(
                (role for role in guild.roles.values() if word in (role.name, str(role.id))), None
            )
            if found is None:
                raise BadRequest(f"there is no role {word!r}")
            ids.append(found.id)
        return ids

    def event(self, word: object, person: Person) -> ScheduledEvent:
        guild = person.guild
        for event in [] if guild is None else guild.events.values():
            if word in (event.name, str(event.id)):
                return event
        raise BadRequest(f"there is no event {word!r}")

    def keep(self, form: Form) -> str:
        """Remember an open form; the id that names it in `submit`."""
        assert form.opener is not None
        form_id = str(form.opener.id)
        self._forms[form_id] = form
        while len(self._forms) > _FORMS_KEPT:
            self._forms.popitem(last=False)
        return form_id

    def form(self, word: object) -> Answer:
        found = self._forms.get(str(word))
        if found is None:
            raise CannotDo(f"there is no open form {word!r}")
        return found


def required(body: Mapping[str, Any], key: str) -> Any:
    if body.get(key) is None:
        raise BadRequest(f"{key} is missing")
    return body[key]
