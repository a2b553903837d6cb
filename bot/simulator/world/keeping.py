"""A whole world as JSON, and back: what a local Discord is kept in between two runs.

Sessions, open interactions and rate limits are not kept: to its clients Discord has been away.
"""

from __future__ import annotations

import base64
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.simulator.world import events, invites, polls, threads
from bot.simulator.world.entities import (
    AUDIT_LOG_LENGTH,
    Application,
    Channel,
    Guild,
    Json,
    User,
)
from bot.simulator.world.world import World

FORMAT: Final = 1
"""Raised when an older version could not read what is written any more."""


class NotAWorld(ValueError):
    """What was read is no world, or one of a newer version."""


@dataclass(slots=True)
class _File:
    channel_id: int
    attachment_id: int
    name: str
    base64: str


@dataclass(slots=True, kw_only=True)
class _Kept:
    format: int
    moment: datetime
    last_id: int
    cdn_url: str
    users: list[User]
    applications: list[Application]
    guilds: list[Guild]
    dms: list[Channel]
    files: list[_File]
    parts: dict[str, Any]


_ADAPTER = TypeAdapter(_Kept)


def dump(world: World) -> bytes:
    """Everything there is in a world, as JSON."""
    files = [_File(*key, base64.b64encode(it).decode()) for key, it in world.files.items()]
    kept = _Kept(
        format=FORMAT,
        moment=world.now(),
        last_id=world.snowflakes.last,
        cdn_url=world.cdn_url,
        users=list(world.users.values()),
        applications=list(world.applications.values()),
        guilds=list(world.guilds.values()),
        dms=list(world.dms.values()),
        files=files,
        parts=world.kept_parts(),
    )
    return _ADAPTER.dump_json(kept)


def moment_of(kept: Json) -> datetime:
    """When a world was kept; its clock goes on from there, since ids carry their time.

    Raises:
        NotAWorld: It cannot be read.
    """
    if not isinstance(kept.get("format"), int):
        raise NotAWorld("it holds no world")
    if kept["format"] > FORMAT:
        raise NotAWorld(f"it has the format {kept['format']}; this version reads {FORMAT}")
    try:
        return TypeAdapter(datetime).validate_python(kept.get("moment"))
    except ValidationError:
        raise NotAWorld("it does not say when it was kept") from None


def restore(world: World, kept: Json) -> None:
    """Put a world that was kept into an empty one, which nobody is connected to.

    Files are served where this world's are: addresses that messages carry are changed accordingly.

    Raises:
        NotAWorld: It cannot be read.
    """
    moment_of(kept)
    moved = _moved(kept, str(kept.get("cdn_url")), world.cdn_url)
    try:
        found = _ADAPTER.validate_python(moved)
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotAWorld(f"{where}: {first['msg']}") from None
    world.snowflakes.last = found.last_id
    world.users.update((user.id, user) for user in found.users)
    for application in found.applications:
        world.applications[application.id] = application
        world.applications_by_token[application.token] = application
    for guild in found.guilds:
        _settle(world, guild)
    for channel in found.dms:
        world.channels[channel.id] = channel
        world.dms[frozenset(channel.recipient_ids)] = channel
    for file in found.files:
        data = base64.b64decode(file.base64)
        world.files[file.channel_id, file.attachment_id, file.name] = data
    world.take_up_parts(found.parts)
    _make_appointments(world)


def _settle(world: World, guild: Guild) -> None:
    """Make one of what stands in several places: users, channels, invites."""
    for member in guild.members.values():
        member.user = world.users[member.user.id]
    guild.audit_log = deque(guild.audit_log, maxlen=AUDIT_LOG_LENGTH)
    world.guilds[guild.id] = guild
    world.channels.update(guild.channels)
    world.channels.update(guild.threads)
    world.invites.update(guild.invites)


def _make_appointments(world: World) -> None:
    """Have happen by itself whatever still would have."""
    for channel in world.channels.values():
        if channel.thread is not None and not channel.thread.archived:
            threads.watch_activity(world, channel)
        for message in channel.messages.values():
            if message.poll is not None and not message.poll.is_finalized:
                polls.watch(world, message)
    for guild in world.guilds.values():
        for event in guild.events.values():
            if event.status in events.OPEN:
                events.watch(world, event)
    for invite in world.invites.values():
        invites.watch(world, invite)


def _moved(value: Any, before: str, after: str) -> Any:
    """JSON with every address below one changed to one below another."""
    if isinstance(value, str):
        return value.replace(before, after) if before in value else value
    if isinstance(value, dict):
        return {key: _moved(item, before, after) for key, item in value.items()}
    return [_moved(item, before, after) for item in value] if isinstance(value, list) else value
