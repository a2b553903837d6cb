"""Which commands an application has registered, globally and in each server.

https://docs.discord.com/developers/interactions/application-commands
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.simulator import errors
from bot.simulator.forms.commands import CREATES_PER_DAY, check_room
from bot.simulator.world.entities import Json
from bot.simulator.world.world import World

_DAY = timedelta(days=1)
_INTEGERS = ("type", "min_length", "max_length")
_EVERY_OPTION = frozenset(
    {
        "type",
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "required",
    }
)
_NESTED = frozenset({"options"})
_NUMERIC = frozenset({"choices", "autocomplete", "min_value", "max_value"})
_OPTIONS_OF_KIND = {
    1: _NESTED,
    2: _NESTED,
    3: frozenset({"choices", "autocomplete", "min_length", "max_length"}),
    4: _NUMERIC,
    7: frozenset({"channel_types"}),
    10: _NUMERIC,
}


@dataclass(slots=True, eq=False)
class Command:
    """One registered command; `guild_id` is None for a global one.

    Attributes:
        fields: Everything else as it is answered: names, descriptions, options, permissions.
        permissions: What a server's settings say about it: `{id, type, permission}` entries.
    """

    id: int
    application_id: int
    guild_id: int | None
    version: int
    fields: Json
    permissions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.fields["name"])

    @property
    def type(self) -> int:
        return int(self.fields["type"])

    @property
    def options(self) -> list[Json]:
        found = self.fields.get("options", [])
        assert isinstance(found, list)
        return found

    @property
    def default_member_permissions(self) -> int | None:
        bits = self.fields["default_member_permissions"]
        return None if bits is None else int(bits)

    def allows_context(self, context: int) -> bool:
        """Whether it appears in a server (0) or in the bot's direct messages (1)."""
        contexts = self.fields.get("contexts")
        if contexts is not None:
            return context in contexts
        return context == 0 or (
            context == 1 and self.guild_id is None and self.fields.get("dm_permission", True)
        )

    def payload(self) -> Json:
        shown: Json = {
            "id": str(self.id),
            "application_id": str(self.application_id),
            "version": str(self.version),
            **self.fields,
        }
        if self.guild_id is not None:
            shown["guild_id"] = str(self.guild_id)
        return shown


Scope = tuple[int, int | None]


@dataclass(slots=True)
class _Kept:
    """The commands of one world, and when which scope was given new ones."""

    commands: list[Command]
    created: list[tuple[int, int | None, list[datetime]]]


_ADAPTER = TypeAdapter(_Kept)


class Commands:
    """The registered commands of one world, by application and scope."""

    def __init__(self) -> None:
        self._scopes: dict[Scope, dict[int, Command]] = {}
        self._created: dict[Scope, deque[datetime]] = {}

    def of(self, application_id: int, guild_id: int | None) -> list[Command]:
        """The commands of one scope; global ones for None."""
        return list(self._scopes.get((application_id, guild_id), {}).values())

    def available(self, application_ids: Iterable[int], guild_id: int | None) -> list[Command]:
        """What these bots offer in a server, or in direct messages for None.

        A server's own command hides the global one of the same name and type.
        """
        found: list[Command] = []
        for application_id in application_ids:
            own = self.of(application_id, guild_id) if guild_id is not None else []
            hidden = {(command.type, command.name) for command in own}
            found += own
            found += [
                command
                for command in self.of(application_id, None)
                if (command.type, command.name) not in hidden
            ]
        return found

    def get(self, application_id: int, guild_id: int | None, command_id: int) -> Command:
        """One command.

        Raises:
            ApiError: 404/10063.
        """
        found = self._scopes.get((application_id, guild_id), {}).get(command_id)
        if found is None:
            raise errors.unknown("application command")
        return found

    def find(self, command_id: int, application_id: int) -> Command | None:
        """A command of any scope by its id."""
        for (owner_id, _), commands in self._scopes.items():
            if owner_id == application_id and command_id in commands:
                return commands[command_id]
        return None

    def upsert(
        self, world: World, application_id: int, guild_id: int | None, body: Mapping[str, Any]
    ) -> tuple[Command, bool]:
        """Register a command, replacing one of the same name and type; whether it is new.

        Raises:
            ApiError: 30032 (too many), 30034 (too many created today).
        """
        scope = (application_id, guild_id)
        commands = self._scopes.setdefault(scope, {})
        fields = _fields(body, is_global=guild_id is None)
        existing = _same(commands.values(), fields)
        if existing is not None:
            _replace(world, existing, fields)
            return existing, False
        kind = fields["type"]
        check_room(kind, sum(command.type == kind for command in commands.values()) + 1)
        self._count_creation(scope, world.now())
        command = Command(world.new_id(), application_id, guild_id, world.new_id(), fields)
        commands[command.id] = command
        return command, True

    def overwrite(
        self,
        world: World,
        application_id: int,
        guild_id: int | None,
        bodies: Iterable[Mapping[str, Any]],
    ) -> list[Command]:
        """Replace a whole scope; commands that stay keep their id.

        Raises:
            ApiError: 30034 (too many created today).
        """
        scope = (application_id, guild_id)
        before = self._scopes.get(scope, {})
        after: dict[int, Command] = {}
        for body in bodies:
            fields = _fields(body, is_global=guild_id is None)
            command = _same(before.values(), fields)
            if command is None:
                self._count_creation(scope, world.now())
                command = Command(world.new_id(), application_id, guild_id, world.new_id(), fields)
            else:
                _replace(world, command, fields)
            after[command.id] = command
        self._scopes[scope] = after
        return list(after.values())

    def edit(self, world: World, command: Command, body: Mapping[str, Any]) -> None:
        """Change what the body names; the type stays."""
        changes = {
            key: value
            for key, value in body.items()
            if value is not None or key not in ("name", "description")
        }
        merged = {**command.fields, **changes, "type": command.type}
        _replace(world, command, _fields(merged, is_global=command.guild_id is None))

    def delete(self, command: Command) -> None:
        del self._scopes[command.application_id, command.guild_id][command.id]

    def kept(self) -> Json:
        commands = [item for scope in self._scopes.values() for item in scope.values()]
        created = [(*scope, list(moments)) for scope, moments in self._created.items()]
        kept: Json = _ADAPTER.dump_python(_Kept(commands, created), mode="json")
        return kept

    def take_up(self, _world: World, kept: Json) -> None:
        found = _ADAPTER.validate_python(kept)
        for command in found.commands:
            scope = (command.application_id, command.guild_id)
            self._scopes.setdefault(scope, {})[command.id] = command
        for application_id, guild_id, moments in found.created:
            self._created[application_id, guild_id] = deque(moments)

    def _count_creation(self, scope: Scope, now: datetime) -> None:
        created = self._created.setdefault(scope, deque())
        while created and created[0] <= now - _DAY:
            created.popleft()
        if len(created) >= CREATES_PER_DAY:
            wait = (created[0] + _DAY - now).total_seconds()
            refusal = errors.refused(30034)
            refusal.extra = {"retry_after": round(wait, 3), "global": False}
            raise refusal
        created.append(now)


def _same(commands: Iterable[Command], fields: Json) -> Command | None:
    wanted = (fields["type"], fields["name"])
    return next((item for item in commands if (item.type, item.name) == wanted), None)


def _replace(world: World, command: Command, fields: Json) -> None:
    """A version marks a change, so what is sent again unchanged keeps the old one."""
    if fields != command.fields:
        command.fields = fields
        command.version = world.new_id()


def _fields(body: Mapping[str, Any], *, is_global: bool) -> Json:
    kind = int(body.get("type") or 1)
    bits = body.get("default_member_permissions")
    fields: Json = {
        "type": kind,
        "name": str(body["name"]),
        "name_localizations": _localizations(body, "name_localizations"),
        "description": str(body.get("description") or "") if kind in (1, 4) else "",
        "description_localizations": _localizations(body, "description_localizations"),
        "default_member_permissions": None if bits is None else str(bits),
        "nsfw": bool(body.get("nsfw", False)),
        "contexts": _integers(body.get("contexts")) if is_global else None,
        "integration_types": _integers(body.get("integration_types")) or [0],
    }
    if is_global:
        dm_permission = body.get("dm_permission")
        contexts = fields["contexts"]
        fields["dm_permission"] = (
            1 in contexts if contexts is not None else dm_permission is not False
        )
    options = [_option(option) for option in body.get("options") or ()]
    if options:
        fields["options"] = options
    return fields


def _option(raw: Mapping[str, Any]) -> Json:
    """An option with what its kind has; whatever else was sent is not kept."""
    option: Json = {}
    kept = _EVERY_OPTION | _OPTIONS_OF_KIND.get(int(raw["type"]), frozenset())
    for key, value in raw.items():
        if value is None or key not in kept:
            continue
        if key in _INTEGERS:
            option[key] = int(value)
        elif key == "options":
            option[key] = [_option(child) for child in value]
        elif key == "choices":
            option[key] = [
                {name: item for name, item in choice.items() if item is not None}
                for choice in value
            ]
        elif key == "channel_types":
            option[key] = [int(item) for item in value]
        elif key.endswith("_localizations"):
            option[key] = _localizations(raw, key)
        else:
            option[key] = value
    for key in ("options", "choices", "channel_types"):
        if not option.get(key):
            option.pop(key, None)
    return option


def _integers(values: Any) -> list[int] | None:
    return None if values is None else sorted(int(value) for value in values)


def _localizations(body: Mapping[str, Any], key: str) -> Json | None:
    found = body.get(key) or {}
    return {locale: text for locale, text in found.items() if text is not None} or None
