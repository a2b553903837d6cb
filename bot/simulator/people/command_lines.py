"""From "/initiative propose" and some values to the options of a command, as the client checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.forms import commands as kinds
from bot.simulator.forms.fields import snowflake_of
from bot.simulator.interactions.payloads import Attached, Entity
from bot.simulator.interactions.registry import Command
from bot.simulator.interactions.state import ATTACHMENT_SIZE_LIMIT
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
class File:
    """A file of one's own, to hand over."""

    name: str
    data: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Scene:
    """Who looks from where: names are resolved among what they can see."""

    world: World
    place: Channel
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
    command = named(commands, words[0], scene.locale)
    if command is None:
        raise CannotDo(f"there is no command /{words[0]} here")
    path: list[Json] = []
    options = command.options
    used = 1
    while any(option["type"] in (kinds.SUBCOMMAND, kinds.GROUP) for option in options):
        word = words[used] if used < len(words) else None
        chosen = next((item for item in options if is_named(item, word, scene.locale)), None)
        if chosen is None:
            names = ", ".join(item["name"] for item in options)
            raise CannotDo(f"/{' '.join(words[:used])} needs one of: {names}")
        path.append(chosen)
        options = chosen.get("options", [])
        used += 1
    rest = line.strip().removeprefix("/").split(None, used)
    given = {_name_of(options, name, scene.locale): value for name, value in values.items()}
    if len(rest) > used:
        given = {**inline(rest[used], options, scene.locale), **given}
    if focus is not None:
        focus = _name_of(options, focus, scene.locale)
    filled = Filled(command, [])
    leaves = _values(options, given, scene, filled, focus)
    for step in reversed(path):
        leaves = [{"name": step["name"], "type": step["type"], "options": leaves}]
    filled.options = leaves
    return filled


def shown_name(holder: Json, locale: str) -> str:
    """What a command or option is called in somebody's client."""
    return (holder.get("name_localizations") or {}).get(locale) or str(holder["name"])


def named(commands: Iterable[Command], name: str, locale: str) -> Command | None:
    """The slash command of this name, its own or the one that the client shows."""
    return next(
        (item for item in commands if item.type == 1 and is_named(item.fields, name, locale)),
        None,
    )


def is_named(holder: Json, name: str | None, locale: str) -> bool:
    """Whether a command or option is called so, by itself or in somebody's client."""
    localized = (holder.get("name_localizations") or {}).get(locale)
    return name is not None and name in (holder["name"], localized)


def _name_of(options: Sequence[Json], name: str, locale: str) -> str:
    """The option's own name, where it was called as this person's client shows it."""
    return next((item["name"] for item in options if is_named(item, name, locale)), name)


def inline(text: str, options: Sequence[Json], locale: str) -> dict[str, str]:
    """Options written as `name:value`; a value runs to the next option's name.

    Raises:
        CannotDo: It begins with something that is no option.
    """
    shown = [(option.get("name_localizations") or {}).get(locale) for option in options]
    called = [option["name"] for option in options] + [name for name in shown if name]
    names = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    parts = re.split(rf"(?:^|\s)({names}):", text) if names else [text]
    if parts[0].strip():
        raise CannotDo(f"{parts[0].strip()!r} is no option of this command")
    return {
        _name_of(options, name, locale): value.strip()
        for name, value in zip(parts[1::2], parts[2::2], strict=True)
    }


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
    if kind == kinds.ATTACHMENT:
        attached = attach(value, scene)
        filled.entities.append(attached)
        return str(attached.id)
    entity = find_entity(ENTITY_KINDS[kind], value, scene)
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
ENTITY_KINDS = {
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
    for entity in pickable(allowed, scene):
        if entity is value or (number is not None and entity.id == number):
            return entity
    if isinstance(value, str):
        bare = value.lstrip("@#").casefold()
        for entity in pickable(allowed, scene):
            if bare in _names(entity, scene.guild):
                return entity
    raise CannotDo(f"there is no {' or '.join(allowed)} {value!r} to pick")


def attach(value: Any, scene: Scene) -> Attached:
    """Upload a file to go with a command or a form.

    Raises:
        CannotDo: It is no file, or larger than the bot takes.
    """
    _require(isinstance(value, File), f"{value!r} is no file")
    _require(len(value.data) <= ATTACHMENT_SIZE_LIMIT, f"{value.name} is too large")
    world, place = scene.world, scene.place
    attachment_id = world.new_id()
    world.files[place.id, attachment_id, value.name] = value.data
    url = f"{world.cdn_url}/attachments/{place.id}/{attachment_id}/{value.name}"
    payload: Json = {
        "id": str(attachment_id),
        "filename": value.name,
        "size": len(value.data),
        "url": url,
        "proxy_url": url,
        "content_type": value.content_type,
        "ephemeral": True,
    }
    return Attached(attachment_id, payload)


def pickable(allowed: Sequence[str], scene: Scene) -> Iterable[User | Role | Channel]:
    """Every user, role or channel that somebody could pick here."""
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
