"""From "/initiative create" and some values to the options of a command, as the client checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.forms import commands as kinds
from bot.simulator.forms.fields import snowflake_of
from bot.simulator.interactions.payloads import Entity
from bot.simulator.interactions.registry import Command
from bot.simulator.people.seen import CannotDo
from bot.simulator.world.entities import Channel, Guild, Json, Member, Role, User
from bot.simulator.world.world import World

_EXACT = 2**53 - 1
_YES = ("true", "yes", "1")
_NO = ("false", "no", "0")


@dataclass(slots=True)
class Filled:
    """A command with its options filled in, and the things that these name by id."""

    command: Command
    options: list[Json]
    entities: list[Entity] = field(default_factory=list)
    focused: Json | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Who looks from where: names are resolved among what they can see."""

    world: World
    guild: Guild | None
    visible: Sequence[Channel]
    locale: str


def fill(
    commands: Iterable[Command],
    line: str,
    values: Mapping[str, Any],
    scene: Scene,
    *,
    focus: str | None = None,
) -> Filled:
    """Resolve a command line.

    Args:
        line: `/command`, `/command subcommand` or `/command group subcommand`, then perhaps
            options as the client shows them: `/values show value:Honesty`.
        values: More options by name; objects of this package may stand for users, roles, channels.
        focus: The option being typed, for autocomplete; it need not be valid yet.

    Raises:
        CannotDo: There is no such command, or a value is not one that the client would take.
    """
    words = line.strip().removeprefix("/").split()
    if not words:
        raise CannotDo("an empty command line")
    command = _named(commands, words[0], scene.locale)
    if command is None:
        raise CannotDo(f"there is no command /{words[0]} here")
    path: list[Json] = []
    options = command.options
    used = 1
    while any(option["type"] in (kinds.SUBCOMMAND, kinds.GROUP) for option in options):
        word = words[used] if used < len(words) else None
        chosen = next((item for item in options if _is_named(item, word, scene.locale)), None)
        if chosen is None:
            names = ", ".join(item["name"] for item in options)
            raise CannotDo(f"/{' '.join(words[:used])} needs one of: {names}")
        path.append(chosen)
        options = chosen.get("options", [])
        used += 1
    rest = line.strip().removeprefix("/").split(None, used)
    given = dict(values)
    if len(rest) > used:
        given = {**_inline(rest[used], options), **given}
    filled = Filled(command, [])
    leaves = _values(options, given, scene, filled, focus)
    for step in reversed(path):
        leaves = [{"name": step["name"], "type": step["type"], "options": leaves}]
    filled.options = leaves
    return filled


def _named(commands: Iterable[Command], name: str, locale: str) -> Command | None:
    return next(
        (item for item in commands if item.type == 1 and _is_named(item.fields, name, locale)),
        None,
    )


def _is_named(holder: Json, name: str | None, locale: str) -> bool:
    localized = (holder.get("name_localizations") or {}).get(locale)
    return name is not None and name in (holder["name"], localized)


def _inline(text: str, options: Sequence[Json]) -> dict[str, str]:
    """Options written as `name:value`; a value runs to the next option's name."""
    names = "|".join(re.escape(option["name"]) for option in options)
    parts = re.split(rf"(?:^|\s)({names}):", text) if names else [text]
    if parts[0].strip():
        raise CannotDo(f"{parts[0].strip()!r} is no option of this command")
    return {name: value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True)}


def _values(
    options: Sequence[Json],
    given: Mapping[str, Any],
    scene: Scene,
    filled: Filled,
    focus: str | None,
) -> list[Json]:
    unknown = set(given) - {option["name"] for option in options}
    if unknown:
        raise CannotDo(f"no such option: {', '.join(sorted(unknown))}")
    result: list[Json] = []
    for option in options:
        name = option["name"]
        if given.get(name) is None:
            if option.get("required") and focus is None:
                raise CannotDo(f"the option {name} is required")
            continue
        entry: Json = {"name": name, "type": option["type"]}
        if name == focus:
            if not option.get("autocomplete"):
                raise CannotDo(f"the option {name} does not autocomplete")
            entry["value"] = str(given[name])
            entry["focused"] = True
            filled.focused = option
        else:
            entry["value"] = _value(option, given[name], scene, filled)
        result.append(entry)
    if focus is not None and filled.focused is None:
        raise CannotDo(f"there is no option {focus} to type into")
    return result


def _value(option: Json, value: Any, scene: Scene, filled: Filled) -> Any:
    kind = option["type"]
    name = option["name"]
    if option.get("choices"):
        for choice in option["choices"]:
            localized = (choice.get("name_localizations") or {}).get(scene.locale)
            if value in (choice["name"], choice["value"], localized):
                return choice["value"]
        names = ", ".join(choice["name"] for choice in option["choices"])
        raise CannotDo(f"{name} must be one of: {names}")
    if kind == kinds.STRING:
        text = str(value)
        _require(option.get("min_length", 0) <= len(text), f"{name} is too short")
        _require(len(text) <= option.get("max_length", 6000), f"{name} is too long")
        return text
    if kind in (kinds.INTEGER, kinds.NUMBER):
        return _number(option, value)
    if kind == kinds.BOOLEAN:
        word = str(value).lower()
        _require(word in (*_YES, *_NO), f"{name} is true or false")
        return word in _YES
    _require(kind in _ENTITY_KINDS, f"{name} takes a file, and files cannot be attached here")
    entity = find_entity(_ENTITY_KINDS[kind], value, scene)
    if isinstance(entity, Channel) and option.get("channel_types"):
        allowed = option["channel_types"]
        _require(entity.type in allowed, f"{name} does not offer this kind of channel")
    filled.entities.append(entity)
    return str(entity.id)


def _number(option: Json, value: Any) -> int | float:
    name = option["name"]
    try:
        number = int(str(value)) if option["type"] == kinds.INTEGER else float(value)
    except ValueError:
        raise CannotDo(f"{name} is a number") from None
    low = option.get("min_value", -_EXACT)
    high = option.get("max_value", _EXACT)
    _require(low <= number <= high, f"{name} is between {low} and {high}")
    return number


_USERS, _ROLES, _CHANNELS = "user", "role", "channel"
_ENTITY_KINDS = {
    kinds.USER: (_USERS,),
    kinds.ROLE: (_ROLES,),
    kinds.CHANNEL: (_CHANNELS,),
    kinds.MENTIONABLE: (_USERS, _ROLES),
}


def find_entity(allowed: Sequence[str], value: Any, scene: Scene) -> User | Role | Channel:
    """The user, role or channel that a value stands for: an object, an id, or `@name`, `#name`.

    Raises:
        CannotDo: There is none that this person could pick.
    """
    value = getattr(value, "user", value)
    number = snowflake_of(getattr(value, "id", value))
    for entity in _pickable(allowed, scene):
        if entity is value or (number is not None and entity.id == number):
            return entity
    if isinstance(value, str):
        bare = value.lstrip("@#").casefold()
        for entity in _pickable(allowed, scene):
            if bare in _names(entity, scene.guild):
                return entity
    raise CannotDo(f"there is no {' or '.join(allowed)} {value!r} to pick")


def _pickable(allowed: Sequence[str], scene: Scene) -> Iterable[User | Role | Channel]:
    if _USERS in allowed:
        if scene.guild is None:
            yield from scene.world.users.values()
        else:
            for member in scene.guild.members.values():
                yield member.user
    if _ROLES in allowed and scene.guild is not None:
        yield from scene.guild.roles.values()
    if _CHANNELS in allowed:
        yield from scene.visible


def _names(entity: User | Role | Channel, guild: Guild | None) -> set[str]:
    if isinstance(entity, User):
        member: Member | None = None if guild is None else guild.members.get(entity.id)
        names = {entity.username, entity.display_name}
        if member is not None:
            names.add(member.display_name)
        return {name.casefold() for name in names}
    return {(entity.name or "").lstrip("@").casefold()}


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CannotDo(otherwise)
