"""Per-server settings: declared with a default, seeded from the file, then the database's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.db import insert_into, touch
from bot.models import GuildSetting

TOPIC = "settings"

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Setting(Generic[T_co]):
    """A setting's name and what holds until somebody changes it."""

    key: str
    default: T_co


@dataclass(frozen=True)
class Place:
    """A channel or role as somebody named it: by id, by name, or by a name found to be an id."""

    id: int | None = None
    name: str | None = None

    @classmethod
    def of(cls, named: int | str | None) -> Place | None:
        """What the file says: an id, a name, or nothing."""
        if named is None:
            return None
        return cls(id=named) if isinstance(named, int) else cls(name=named.lstrip("#@"))

    @classmethod
    def load(cls, stored: Mapping[str, Any] | None) -> Place | None:
        """As `dump` stored it."""
        return None if stored is None else cls(id=stored["id"], name=stored["name"])

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {"id": self.id, "name": self.name}

    def __str__(self) -> str:
        return self.name or str(self.id)


LANGUAGE = Setting("language", "en")
ZONE = Setting("zone", "UTC")
MISSION_NAME: Setting[str | None] = Setting("name", None)
TEXTS: Setting[dict[str, str]] = Setting("texts", {})
"""Member-facing texts that this community words differently: key → Fluent pattern."""
WELCOME_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.welcome", None)
STEWARDS_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.stewards", None)
PLEDGES_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.pledges", None)
INITIATIVES_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.initiatives", None)
REMINDERS_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.reminders", None)
HELLO_CHANNEL: Setting[dict[str, Any] | None] = Setting("channels.hello", None)
STEWARD_ROLES: Setting[list[dict[str, Any]]] = Setting("roles.steward", [])
ONBOARDED_ROLE: Setting[dict[str, Any] | None] = Setting("roles.onboarded", None)
ONBOARDED_ROLES: Setting[list[dict[str, Any]] | None] = Setting("onboarding.roles", None)
"""Several roles; None: nobody has chosen any, and the one above is given, if there is one."""


class GuildSettings:
    """One server's settings at one moment."""

    def __init__(self, guild_id: int, values: Mapping[str, Any]) -> None:
        self.guild_id = guild_id
        self._values = dict(values)

    def get(self, setting: Setting[T]) -> T:
        """The server's value, or the default."""
        value: T = self._values.get(setting.key, setting.default)
        return value

    def place(self, setting: Setting[dict[str, Any] | None]) -> Place | None:
        """The channel or role a setting points to."""
        return Place.load(self.get(setting))

    def places(self, setting: Setting[list[dict[str, Any]]]) -> list[Place]:
        """The channels or roles a setting points to."""
        return [Place(one["id"], one["name"]) for one in self.get(setting)]

    @property
    def language(self) -> str:
        """The language of public posts."""
        return self.get(LANGUAGE)

    @property
    def zone(self) -> str:
        """The IANA zone of the server's clocks."""
        return self.get(ZONE)


_columns = GuildSetting.__table__.c
_ALL = select(_columns.key, _columns.value).where(_columns.guild_id == bindparam("guild_id"))


async def read(session: AsyncSession, guild_id: int) -> GuildSettings:
    """A server's settings as this session sees them."""
    rows = await session.execute(_ALL, {"guild_id": guild_id})
    return GuildSettings(guild_id, dict(rows.all()))


async def change(
    session: AsyncSession,
    guild_id: int,
    setting: Setting[T],
    value: T,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Set one setting and write down who did; None as actor means the operator's file."""
    made = await session.scalar(
        insert_into(GuildSetting, session.get_bind().dialect.name)
        .values(guild_id=guild_id, key=setting.key, value=value)
        .on_conflict_do_nothing(index_elements=["guild_id", "key"])
        .returning(GuildSetting.key)
    )
    before: Any = setting.default
    if made is None:  # two who set it in one moment set it one after the other
        row = await session.get_one(
            GuildSetting, (guild_id, setting.key), with_for_update=True, populate_existing=True
        )
        before, row.value = row.value, value
    if before != value:
        await audit.note(
            session,
            f"settings.{setting.key}",
            guild_id=guild_id,
            actor_id=actor_id,
            before=before,
            after=value,
            at=now,
        )
    touch(session, TOPIC)
