"""How a server wants its initiatives decided and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.capabilities import Difference
from bot.config import Community, Decision
from bot.errors import MemberError
from bot.settings import GuildSettings, Setting

DECIDE: Setting[str] = Setting("initiatives.decide", Decision.OPEN.value)
SECONDS: Setting[int] = Setting("initiatives.seconds", 3)
SILENCE_DAYS: Setting[int] = Setting("initiatives.silence_days", 7)
CONFIRM_HOURS: Setting[int] = Setting("initiatives.confirm_hours", 12)
EVENTS: Setting[bool] = Setting("initiatives.events", True)
THREADS: Setting[bool] = Setting("initiatives.threads", False)

_ALL: tuple[tuple[str, Setting[object]], ...] = (
    ("decide", DECIDE),
    ("seconds", SECONDS),
    ("silence_days", SILENCE_DAYS),
    ("confirm_hours", CONFIRM_HOURS),
    ("events", EVENTS),
    ("threads", THREADS),
)


RANGES = {"seconds": (1, 25), "silence_days": (1, 60), "confirm_hours": (1, 168)}
"""What each number may be, as in the configuration."""


class BadNumber(MemberError):
    """Not a whole number, or one that makes no sense there."""

    key = "initiatives-bad-number"


@dataclass(frozen=True)
class Rules:
    """What holds in one server.

    Args:
        decide: Who decides about a proposal.
        seconds: How many members, besides its proposer, have to second it.
        silence: How long a proposal may wait before its card says that nobody has answered.
        confirm_within: How long an offered seat is kept.
        events: Whether initiatives with a date are mirrored as events of Discord.
        threads: Whether each gets a thread to talk in.
    """

    decide: Decision
    seconds: int
    silence: timedelta
    confirm_within: timedelta
    events: bool
    threads: bool

    @classmethod
    def of(cls, stored: GuildSettings) -> Rules:
        """As the server's settings say."""
        return cls(
            decide=Decision(stored.get(DECIDE)),
            seconds=stored.get(SECONDS),
            silence=timedelta(days=stored.get(SILENCE_DAYS)),
            confirm_within=timedelta(hours=stored.get(CONFIRM_HOURS)),
            events=stored.get(EVENTS),
            threads=stored.get(THREADS),
        )


async def read_rules(session: AsyncSession, guild_id: int) -> Rules:
    """The rules of one server."""
    return Rules.of(await settings.read(session, guild_id))


def read_number(name: str, typed: str) -> int:
    """A number of the form for the settings.

    Args:
        name: Of `RANGES`.

    Raises:
        BadNumber: It is none, or out of its range.
    """
    least, most = RANGES[name]
    given = typed.strip()
    is_number = given.isascii() and given.isdigit() and len(given) < 6
    if not is_number or not least <= int(given) <= most:
        raise BadNumber(given=given[:40], least=least, most=most)
    return int(given)


async def change(
    session: AsyncSession,
    guild_id: int,
    name: str,
    value: str | int | bool,
    *,
    actor_id: int,
    now: datetime,
) -> None:
    """Set one rule as a steward wants it; `deciding.follow_rules` lets what waits follow."""
    await settings.change(session, guild_id, dict(_ALL)[name], value, actor_id=actor_id, now=now)


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Write what the file says where it differs from the default."""
    for name, setting in _ALL:
        value = getattr(community.initiatives, name)
        if value != setting.default:
            await settings.change(session, guild_id, setting, value, actor_id=None, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file wants it differently."""
    stored = await settings.read(session, guild_id)
    pairs = [
        (name, str(getattr(community.initiatives, name)), str(stored.get(setting)))
        for name, setting in _ALL
    ]
    return [
        Difference(f"initiatives.{name}", in_file.lower(), in_database.lower())
        for name, in_file, in_database in pairs
        if in_file != in_database
    ]
