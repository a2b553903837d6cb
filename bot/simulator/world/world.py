"""Everything there is in one local Discord, by id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar, runtime_checkable

from bot.simulator import errors
from bot.simulator.clock import Clock, MovableClock
from bot.simulator.world.agenda import Agenda
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Application, Channel, Guild, Invite, Member, Message, User
from bot.simulator.world.snowflakes import Snowflakes

T = TypeVar("T")


@runtime_checkable
class Part(Protocol):
    """State of another module that is kept together with its world."""

    def kept(self) -> Any:
        """What it holds, as JSON."""

    def take_up(self, world: World, kept: Any) -> None:
        """Hold again what was kept; everything else of the world is there already."""


class World:
    """The registries, the clock, and the way out for events.

    `listeners` hear every dispatch, whoever may receive it: the gateway is one, people another.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or MovableClock()
        self.snowflakes = Snowflakes()
        self.agenda = Agenda()
        self.users: dict[int, User] = {}
        self.applications: dict[int, Application] = {}
        self.applications_by_token: dict[str, Application] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.dms: dict[frozenset[int], Channel] = {}
        self.invites: dict[str, Invite] = {}
        self.files: dict[tuple[int, int, str], bytes] = {}
        self.cdn_url = "http://127.0.0.1/cdn"
        self.listeners: list[Callable[[Dispatch], None]] = []
        self._parts: dict[type[object], object] = {}
        self._kept_parts: dict[str, Any] = {}

    def now(self) -> datetime:
        return self.clock.now()

    def new_id(self) -> int:
        return self.snowflakes.next(self.clock.now())

    def emit(self, dispatch: Dispatch) -> None:
        for listener in self.listeners:
            listener(dispatch)

    def part(self, kind: type[T]) -> T:
        """The one `kind` of this world, made on first use: state that another module keeps."""
        found = self._parts.get(kind)
        if found is None:
            found = self._parts[kind] = kind()
            if isinstance(found, Part) and kind.__name__ in self._kept_parts:
                found.take_up(self, self._kept_parts.pop(kind.__name__))
        assert isinstance(found, kind)
        return found

    def kept_parts(self) -> dict[str, Any]:
        """What the parts hold that are to be kept, by their names."""
        here = {
            kind.__name__: part.kept()
            for kind, part in self._parts.items()
            if isinstance(part, Part)
        }
        return {**self._kept_parts, **here}

    def take_up_parts(self, kept: dict[str, Any]) -> None:
        """Have each part hold again what was kept, as soon as it is asked for."""
        self._kept_parts = dict(kept)

    def get_user(self, user_id: int) -> User:
        try:
            return self.users[user_id]
        except KeyError:
            raise errors.unknown("user") from None

    def get_guild(self, guild_id: int) -> Guild:
        try:
            return self.guilds[guild_id]
        except KeyError:
            raise errors.unknown("guild") from None

    def get_channel(self, channel_id: int) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise errors.unknown("channel") from None

    def get_member(self, guild: Guild, user_id: int) -> Member:
        try:
            return guild.members[user_id]
        except KeyError:
            raise errors.unknown("member") from None

    def get_message(self, channel: Channel, message_id: int) -> Message:
        try:
            return channel.messages[message_id]
        except KeyError:
            raise errors.unknown("message") from None

    def guild_of(self, channel: Channel) -> Guild | None:
        return None if channel.guild_id is None else self.guilds[channel.guild_id]
