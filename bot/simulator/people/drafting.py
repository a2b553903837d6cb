"""A command line that is being typed: what is there, and what the client offers to go on with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator.forms import commands as kinds
from bot.simulator.interactions.registry import Command
from bot.simulator.interactions.state import Callback, Kind
from bot.simulator.people import acting, command_lines
from bot.simulator.people.command_lines import (
    ENTITY_KINDS,
    Scene,
    inline,
    is_named,
    named,
    pickable,
    shown_name,
)
from bot.simulator.people.interacting import Actor
from bot.simulator.people.seen import CannotDo, NotSeen
from bot.simulator.world.entities import Channel, ChannelType, Guild, Json, Role, User
from bot.simulator.world.world import World

MOST_REMEMBERED = 200
"""Suggestions for one option: each answer has 25 at most, so these are the latest ones."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A command line that is being typed.

    Attributes:
        head: The command with its subcommands, as it was typed.
        options: What it takes.
        given: What has been typed for its options, by their own names, in the order typed.
        is_readable: False where something in it is no option, such as half an option's name.
    """

    command: Command
    head: str
    options: Sequence[Json]
    given: Mapping[str, str]
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion of autocomplete."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that the client offers: how it is shown, and what is typed for it."""

    label: str
    typed: str


class Writer(Actor):
    """One user who is helped with what they type."""

    def __init__(self, world: World, user: User, guild: Guild | None = None) -> None:
        super().__init__(world, user, guild)
        self._suggested: dict[tuple[int, str], dict[str, str | int | float]] = {}

    def types(self, line: str, place: Channel) -> Begun | None:
        """A line that is being typed, as the client reads it; None before the command is there."""
        return begun(self.offered(place), line, self.user.locale)

    def offers(self, option: Json, place: Channel) -> list[Offer]:
        """The values of an option that the client lists by itself."""
        return list(offers(option, self._scene(place)))

    def suggested(self, command: Command, option: str) -> Mapping[str, str | int | float]:
        """What the bot has suggested for an option: each value by the name it was shown with."""
        return self._suggested.get((command.id, option), {})

    async def completes(
        self,
        line: str,
        options: Mapping[str, Any] | None = None,
        /,
        *,
        channel: Channel | None = None,
        **values: Any,
    ) -> list[Choice]:
        """What autocomplete suggests while they type the last of the options given.

        Raises:
            NotSeen: The bot did not answer: "Loading options failed".
        """
        place = channel or self.here()
        given = {**(options or {}), **values}
        if not given:
            raise CannotDo("nothing is being typed")
        filled = command_lines.fill(
            self._commands(place), line, given, self._scene(place), focus=list(given)[-1]
        )
        interaction = acting.start(
            self.world,
            application_id=filled.command.application_id,
            kind=Kind.AUTOCOMPLETE,
            user_id=self.user.id,
            channel=place,
            data=self._command_data(filled, place),
        )
        if await acting.first_response(self.world, interaction) is not Callback.CHOICES:
            raise NotSeen(acting.failure(interaction).text)
        assert filled.focused is not None
        known = self._suggested.setdefault((filled.command.id, filled.focused["name"]), {})
        if len(known) > MOST_REMEMBERED:
            known.clear()
        known.update({item["name"]: item["value"] for item in interaction.choices})
        return [Choice(item["name"], item["value"]) for item in interaction.choices]


def begun(commands: Iterable[Command], line: str, locale: str) -> Begun | None:
    """What has been typed so far, once the command and its subcommands are all there."""
    words = line.removeprefix("/").split(" ")
    command = named(commands, words[0], locale)
    if command is None or len(words) < 2:
        return None
    options, used = command.options, 1
    while any(option["type"] in (kinds.SUBCOMMAND, kinds.GROUP) for option in options):
        word = words[used] if used < len(words) - 1 else None
        chosen = next((item for item in options if is_named(item, word, locale)), None)
        if chosen is None:
            return None
        options, used = chosen.get("options", []), used + 1
    head = "/" + " ".join(words[:used])
    try:
        return Begun(command, head, options, inline(" ".join(words[used:]), options, locale))
    except CannotDo:
        return Begun(command, head, options, {}, is_readable=False)


def offers(option: Json, scene: Scene) -> Iterator[Offer]:
    """The values of an option that the client knows by itself, without asking the bot."""
    kind = option["type"]
    if option.get("choices"):
        for choice in option["choices"]:
            name = shown_name(choice, scene.locale)
            yield Offer(name, name)
    elif kind == kinds.BOOLEAN:
        yield from (Offer(word, word) for word in ("true", "false"))
    elif kind in ENTITY_KINDS:
        wanted = option.get("channel_types")
        found = [
            entity
            for entity in pickable(ENTITY_KINDS[kind], scene)
            if not (wanted and isinstance(entity, Channel) and entity.type not in wanted)
        ]
        names = [_name(entity, scene) for entity in found]
        times = Counter(name.casefold() for name in names)
        for entity, name in zip(found, names, strict=True):
            is_alone = times[name.casefold()] == 1
            told = name if is_alone else f"{name} ({_apart(entity)})"
            yield Offer(told, name if is_alone else str(entity.id))


def _name(entity: User | Role | Channel, scene: Scene) -> str:
    if isinstance(entity, User):
        member = None if scene.guild is None else scene.guild.members.get(entity.id)
        return f"@{entity.display_name if member is None else member.display_name}"
    if isinstance(entity, Role):
        return f"@{entity.name.lstrip('@')}"
    return str(entity.name) if entity.type == ChannelType.CATEGORY else f"#{entity.name}"


def _apart(entity: User | Role | Channel) -> str:
    """What tells two of one name apart."""
    return entity.username if isinstance(entity, User) else str(entity.id)
