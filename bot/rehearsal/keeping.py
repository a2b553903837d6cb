"""A rehearsal in a folder: the local Discord as a file beside the bot's database."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.config import Config
from bot.errors import ConfigurationError
from bot.rehearsal import community as communities
from bot.rehearsal.community import Community
from bot.simulator.world import keeping
from bot.simulator.world.world import World

DISCORD: Final = "discord.json"
DATABASE: Final = "tenet.db"
_LOCK: Final = "lock.db"
_NEW: Final = "discord.json.new"
_KNOWN = {
    file + ending for file in (DATABASE, _LOCK) for ending in ("", "-journal", "-wal", "-shm")
} | {DISCORD, _NEW}

_FORMAT = 1


@dataclass(slots=True, kw_only=True)
class Kept:
    """What is kept besides the world and the bot's database.

    Attributes:
        config: The community's file; None for the one that comes with Tenet.
        channels: Those that were made for the file, by name; likewise the roles.
        people: Those who are or have been members, by name.
        zones: The zones of those who chose one, by their ids.
        reads: User, channel, and the last message that the user has seen in it.
        story: What has been done, to be told as a story.
    """

    config: str | None
    guild: int
    application: int
    channels: dict[str, int]
    roles: dict[str, int]
    people: dict[str, int]
    zones: dict[int, str] = field(default_factory=dict)
    reads: list[tuple[int, int, int]] = field(default_factory=list)
    story: dict[str, Any] = field(default_factory=dict)
    rehearsal: int = _FORMAT


_ADAPTER = TypeAdapter(Kept)


@dataclass(slots=True)
class Found:
    """A rehearsal that was kept."""

    kept: Kept
    world: dict[str, Any]
    moment: datetime


class Folder:
    """Where a rehearsal is kept, for one process at a time.

    Args:
        path: Made if it is not there.

    Raises:
        ConfigurationError: It cannot be used, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            there = {entry.name for entry in path.iterdir()}
        except OSError as refused:
            raise _unusable(path, (refused.strerror or str(refused)).lower()) from None
        strange = sorted(there - _KNOWN)
        if strange:
            shown = ", ".join(strange[:3]) + (", …" if len(strange) > 3 else "")
            raise _unusable(path, f"it holds something else: {shown}")
        if DATABASE in there and DISCORD not in there:
            raise _unusable(path, f"it holds a {DATABASE} that belongs to no rehearsal")
        self._lock = sqlite3.connect(path / _LOCK, timeout=0, isolation_level=None)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as refused:
            self._lock.close()
            in_use = "locked" in str(refused)
            reason = "another rehearsal is using it" if in_use else str(refused)
            raise _unusable(path, reason) from None

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.path / DATABASE

    def read(self) -> Found | None:
        """What was kept here; None in an empty folder.

        Raises:
            ConfigurationError: It cannot be read, or a newer version wrote it.
        """
        file = self.path / DISCORD
        try:
            written = json.loads(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as unreadable:
            raise _unusable(self.path, f"{DISCORD} cannot be read: {unreadable}") from None
        if not isinstance(written, dict) or not isinstance(written.get("rehearsal"), int):
            raise _unusable(self.path, f"its {DISCORD} is not of a rehearsal")
        if written["rehearsal"] > _FORMAT:
            raise _unusable(self.path, "a newer version of Tenet wrote it")
        try:
            world = written.pop("world", None)
            if not isinstance(world, dict):
                raise keeping.NotAWorld("it holds no world")
            moment = keeping.moment_of(world)
            return Found(_ADAPTER.validate_python(written), world, moment)
        except (ValidationError, keeping.NotAWorld) as wrong:
            said = str(wrong)
            if isinstance(wrong, ValidationError):
                first = wrong.errors(include_url=False, include_input=False)[0]
                said = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise _unusable(self.path, f"{DISCORD}: {said}") from None

    def restore(self, found: Found, world: World, config: Config) -> Community:
        """Put the world that was kept into an empty one, and take its community up.

        Raises:
            ConfigurationError: It cannot be read.
        """
        try:
            keeping.restore(world, found.world)
        except keeping.NotAWorld as wrong:
            raise _unusable(self.path, f"{DISCORD}: {wrong}") from None
        kept = found.kept
        return communities.take_up(
            world,
            config,
            guild=world.guilds[kept.guild],
            application=world.applications[kept.application],
            channel_ids=kept.channels,
            role_ids=kept.roles,
            people=kept.people,
        )

    def write(self, snapshot: bytes) -> None:
        """Put a snapshot in the place of the last one; after a power cut it is one of the two.

        Raises:
            OSError: There is no room, or the like.
        """
        new = self.path / _NEW
        with new.open("wb") as file:
            file.write(snapshot)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / DISCORD)

    def close(self) -> None:
        """Let another process use it."""
        self._lock.close()


def snapshot(kept: Kept, world: World) -> bytes:
    """Both as one file."""
    return _ADAPTER.dump_json(kept)[:-1] + b',"world":' + keeping.dump(world) + b"}"


def _unusable(path: Path, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"--keep {path}: expected an empty folder, or one that a rehearsal was kept in; {reason}"
    )
