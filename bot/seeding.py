"""A community's first sight: what the file says goes into the database, which is then the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, capabilities, claims, keys, settings
from bot.capabilities import Difference
from bot.config import Community, Config
from bot.contact import limits
from bot.db import open_database
from bot.models import Guild
from bot.settings import Place, Setting
from bot.sharding import Shards

PlaceSetting = Setting[dict[str, object] | None]

_PLACES: tuple[tuple[str, PlaceSetting], ...] = (
    ("channels.welcome", settings.WELCOME_CHANNEL),
    ("channels.stewards", settings.STEWARDS_CHANNEL),
    ("channels.pledges", settings.PLEDGES_CHANNEL),
    ("channels.initiatives", settings.INITIATIVES_CHANNEL),
    ("channels.reminders", settings.REMINDERS_CHANNEL),
    ("channels.hello", settings.HELLO_CHANNEL),
    ("roles.onboarded", settings.ONBOARDED_ROLE),
)


async def first_sight(
    session: AsyncSession,
    guild_id: int,
    config: Config,
    *,
    found: dict[str, int],
    now: datetime,
) -> bool:
    """Seed a noted server if the file describes it and it was not seeded before.

    Args:
        found: Ids of channels (`#name`) and roles (`@name`) of the server, so that what the file
            names survives a renaming.

    Returns:
        Whether it was seeded now.
    """
    guild = await session.get(Guild, guild_id)
    community = config.communities.get(guild_id)
    if guild is None or community is None or guild.seeded_at is not None:
        return False
    guild.seeded_at = now
    await _seed_settings(session, guild_id, community, config, found=found, now=now)
    for _, service in capabilities.services():
        await service.seed(session, guild_id, community, now=now)
    await activity.record(session, "community.seeded", guild_id=guild_id, at=now, source="config")
    return True


async def unseen(
    session: AsyncSession, guild_ids: Sequence[int], config: Config, *, now: datetime
) -> list[int]:
    """Note which servers we serve, and return those the file describes but nobody seeded yet."""
    rows = await session.execute(
        select(Guild.id, Guild.seeded_at, Guild.left_at).where(Guild.id.in_(guild_ids))
    )
    known = {guild_id: (seeded_at, left_at) for guild_id, seeded_at, left_at in rows}
    new = [guild_id for guild_id in dict.fromkeys(guild_ids) if guild_id not in known]
    if new:
        await session.execute(insert(Guild), [{"id": guild_id, "seen_at": now} for guild_id in new])
    returned = [guild_id for guild_id, (_, left_at) in known.items() if left_at is not None]
    if returned:
        await session.execute(update(Guild).where(Guild.id.in_(returned)).values(left_at=None))
    return [
        guild_id
        for guild_id in dict.fromkeys(guild_ids)
        if guild_id in config.communities and known.get(guild_id, (None, None))[0] is None
    ]


async def leave(session: AsyncSession, guild_ids: Sequence[int], *, now: datetime) -> None:
    """Servers have removed the bot: note when, so that their grace period begins.

    What was still to be done in them is not.
    """
    if not guild_ids:
        return
    await session.execute(
        update(Guild).where(Guild.id.in_(guild_ids), Guild.left_at.is_(None)).values(left_at=now)
    )
    await claims.end_those_of(session, guild_ids, now=now)


async def served(session: AsyncSession, shards: Shards) -> set[int]:
    """The servers of these shards that have not removed us, as far as we know."""
    query = select(Guild.id).where(Guild.left_at.is_(None))
    ours = shards.clause(Guild.id.expression)
    return set(await session.scalars(query if ours is None else query.where(ours)))


async def differences(config: Config) -> Sequence[tuple[int, Difference]]:
    """Where file and database differ, per server; servers never seen are not compared.

    Raises:
        UnavailableError: The database cannot be opened.
    """
    db = open_database(config.database)
    await db.start()
    try:
        await keys.admit(db, only_reads=True)
        found: list[tuple[int, Difference]] = []
        async with db.read() as session:
            for guild_id, community in config.communities.items():
                guild = await session.get(Guild, guild_id)
                if guild is None or guild.seeded_at is None:
                    continue
                own = await _settings_differences(session, guild_id, community, config)
                for _, service in capabilities.services():
                    own += await service.differences(session, guild_id, community)
                found += [(guild_id, difference) for difference in own]
        return found
    finally:
        await db.stop()


async def _seed_settings(
    session: AsyncSession,
    guild_id: int,
    community: Community,
    config: Config,
    *,
    found: dict[str, int],
    now: datetime,
) -> None:
    async def put(setting: Setting[object], value: object) -> None:
        await settings.change(session, guild_id, setting, value, actor_id=None, now=now)

    await put(settings.LANGUAGE, config.language_of(community))
    await put(settings.ZONE, config.zone_of(community))
    if community.texts:
        await put(settings.TEXTS, dict(community.texts))
    await limits.seed(session, guild_id, community, now=now)
    for path, setting in _PLACES:
        place = _named(community, path)
        if place is None:
            continue
        if place.id is None and place.name is not None:
            mark = "@" if path.startswith("roles.") else "#"
            place = Place(found.get(mark + place.name), place.name)
        await put(setting, place.dump())
    if community.roles.steward:
        await put(settings.STEWARD_ROLES, _found(community.roles.steward, found))
    if community.onboarding.roles is not None:
        await put(settings.ONBOARDED_ROLES, _found(community.onboarding.roles, found))


def _found(roles: Sequence[int | str], found: dict[str, int]) -> list[dict[str, object]]:
    """Roles as the database keeps them, by their ids where they are known."""
    places = [Place.of(role) for role in roles]
    return [
        Place(place.id or found.get(f"@{place.name}"), place.name).dump()
        for place in places
        if place is not None
    ]


async def _settings_differences(
    session: AsyncSession, guild_id: int, community: Community, config: Config
) -> list[Difference]:
    stored = await settings.read(session, guild_id)
    pairs: list[tuple[str, object, object]] = [
        ("language", config.language_of(community), stored.language),
        ("zone", config.zone_of(community), stored.zone),
        ("texts", dict(community.texts), stored.get(settings.TEXTS)),
    ]
    different = [
        Difference(path, str(in_file), str(in_database))
        for path, in_file, in_database in pairs
        if in_file != in_database
    ]
    for path, setting in _PLACES:
        named, kept = _named(community, path), stored.place(setting)
        if named is None or kept is None:
            same = named is kept
        else:
            same = named.id == kept.id if named.id is not None else named.name == kept.name
        if not same:
            different.append(Difference(path, str(named or "—"), str(kept or "—")))
    different += limits.differences(community, stored)
    stewards = community.roles.steward or None, stored.get(settings.STEWARD_ROLES) or None
    given = community.onboarding.roles, stored.get(settings.ONBOARDED_ROLES)
    different += _roles_differences("roles.steward", *stewards)
    return different + _roles_differences("onboarding.roles", *given)


def _roles_differences(
    path: str, in_file: Sequence[int | str] | None, kept: list[dict[str, Any]] | None
) -> list[Difference]:
    """Whether the database has other roles; a list left out says nothing about them."""
    if in_file is None and kept is None:
        return []
    wanted = [Place.of(role) for role in in_file or ()]
    places = [Place.load(role) for role in kept or ()]
    same = in_file is not None and len(wanted) == len(places)
    for one, other in zip(wanted, places, strict=False):
        if one is not None and other is not None:
            same &= one.id == other.id if one.id is not None else one.name == other.name
    if same:
        return []
    named = "—" if in_file is None else ", ".join(map(str, wanted)) or "none"
    return [Difference(path, named, ", ".join(map(str, places)) or "none")]


def _named(community: Community, path: str) -> Place | None:
    group, _, name = path.partition(".")
    return Place.of(getattr(getattr(community, group), name))
