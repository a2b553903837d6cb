"""Which capabilities there are, and what each of them answers; loaded by name, never imported."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any, Protocol, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Community
from bot.models import MemberKey


@dataclass(frozen=True)
class Difference:
    """Where the file and the database say different things about a community."""

    path: str
    in_file: str
    in_database: str


@dataclass(frozen=True)
class CharterChange:
    """What another version of a server's charter changes, as the other capabilities need to know.

    Values are named by their ids. Those that are new have none before the version is in force.
    """

    guild_id: int
    version: int
    """The version that is in force afterwards."""
    mission_changed: bool = False
    added: tuple[int, ...] = ()
    reworded: Mapping[int, int] = field(default_factory=dict)
    """The revision of its words that holds afterwards, by value."""
    remarked: tuple[int, ...] = ()
    """Values with another emoji, in the same words or in others."""
    retired: tuple[int, ...] = ()


@dataclass(frozen=True)
class Affected:
    """Something that a new version of the charter touches, in a sentence and a number."""

    key: str
    """The text, which is given `count`."""
    count: int


class CapabilityService(Protocol):
    """What every capability's `service.py` answers, besides its own use cases."""

    async def seed(
        self, session: AsyncSession, guild_id: int, community: Community, *, now: datetime
    ) -> None:
        """Write what the file says about a community that is seen for the first time."""

    async def differences(
        self, session: AsyncSession, guild_id: int, community: Community
    ) -> list[Difference]:
        """Where the file says something else than the database."""

    async def forget(self, session: AsyncSession, member: MemberKey) -> None:
        """Erase what is stored about a member; anonymous counts stay."""

    async def export(self, session: AsyncSession, member: MemberKey) -> dict[str, Any]:
        """Everything that is stored about a member, as plain data."""

    async def affected(self, session: AsyncSession, change: CharterChange) -> list[Affected]:
        """Whom or what a charter that is about to be published touches; nothing is changed."""

    async def adopt(self, session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
        """Follow a charter that has just been published, in the same transaction."""


def names() -> tuple[str, ...]:
    """The capabilities, in loading order."""
    return cast("tuple[str, ...]", importlib.import_module("cogs").CAPABILITIES)


def cogs() -> Iterator[ModuleType]:
    """The modules whose `setup()` adds the cogs, in loading order."""
    for name in names():
        yield importlib.import_module(f"cogs.{name}.cog")


def services() -> Iterator[tuple[str, CapabilityService]]:
    """Each capability's name and service, in loading order."""
    for name in names():
        module: ModuleType = importlib.import_module(f"cogs.{name}.service")
        yield name, cast("CapabilityService", module)


def import_models() -> None:
    """Make every table known to the metadata."""
    for module in (
        "activity",
        "audit",
        "channels",
        "contact.models",
        "deliveries",
        "models",
        "notices",
        "preferences",
        "reconciliations",
        "schedules",
    ):
        importlib.import_module(f"bot.{module}")
    for name in names():
        importlib.import_module(f"cogs.{name}.models")
