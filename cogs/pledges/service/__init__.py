"""The rules of pledges, and what other capabilities may ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.capabilities import Difference
from bot.config import Community
from bot.settings import PLEDGES_CHANNEL, GuildSettings, Place
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Layout, PostState, Source
from cogs.pledges.service import roles
from cogs.pledges.service.figures import Count, Figure, counts, summary
from cogs.pledges.service.keeping import export, forget
from cogs.pledges.service.making import ELSEWHERE, choose, make
from cogs.pledges.service.pledging import (
    Held,
    NoSuchValue,
    NotPledged,
    Outcome,
    ValueResting,
    held_by,
    list_held,
    pick,
    pledge_to,
    suggest_held,
    suggest_new,
    withdraw,
    withdraw_named,
)
from cogs.pledges.service.posts import (
    BOARD,
    CHANNEL,
    OTHERS,
    POST,
    REACT,
    RENEW,
    TEXT,
    TITLE,
    UNREACT,
    NoValues,
    Post,
    place_of,
    want_post,
)
from cogs.pledges.service.reaffirming import adopt, affected

__all__ = [
    "BOARD",
    "ELSEWHERE",
    "POST",
    "REACT",
    "RENEW",
    "TEXT",
    "TITLE",
    "UNREACT",
    "Count",
    "Figure",
    "Held",
    "Layout",
    "NoSuchValue",
    "NoValues",
    "NotPledged",
    "Outcome",
    "Post",
    "PostState",
    "Source",
    "ValueResting",
    "adopt",
    "affected",
    "choose",
    "counts",
    "differences",
    "export",
    "forget",
    "held_by",
    "list_held",
    "make",
    "pick",
    "place_of",
    "pledge_to",
    "seed",
    "suggest_held",
    "suggest_new",
    "summary",
    "withdraw",
    "withdraw_named",
]


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Write the file's wording, and have the values posted where it wants them."""
    given = community.pledges
    for setting, value in ((TITLE, given.title), (TEXT, given.text)):
        if value is not None:
            await settings.change(session, guild_id, setting, value, actor_id=None, now=now)
    if given.remove_other_reactions:
        await settings.change(session, guild_id, OTHERS, True, actor_id=None, now=now)
    values = await charter.list_values(session, guild_id)
    wanted = roles.in_file(given.roles, values)
    if wanted:
        await roles.write(session, guild_id, wanted, actor_id=None, now=now)
    stored = await settings.read(session, guild_id)
    named, usual = Place.of(given.channel), stored.place(PLEDGES_CHANNEL)
    if named is not None and usual is not None and _same(named, usual):
        named = usual  # its id has been found already
    if named is not None:
        await settings.change(session, guild_id, CHANNEL, named.dump(), actor_id=None, now=now)
    place = named or usual
    if place is not None:
        await want_post(session, guild_id, place, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file words or places the pledge post differently."""
    stored = await settings.read(session, guild_id)
    given = community.pledges
    found = [
        Difference(f"pledges.{name}", in_file or "—", in_database or "—")
        for name, in_file, in_database in (
            ("title", given.title, stored.get(TITLE)),
            ("text", given.text, stored.get(TEXT)),
        )
        if in_file != in_database
    ]
    if given.remove_other_reactions != stored.get(OTHERS):
        path = "pledges.remove_other_reactions"
        in_file, in_database = str(given.remove_other_reactions), str(stored.get(OTHERS))
        found.append(Difference(path, in_file.lower(), in_database.lower()))
    named, kept = Place.of(given.channel), stored.place(CHANNEL)
    if not (named is kept if named is None or kept is None else _same(named, kept)):
        found.append(Difference("pledges.channel", str(named or "—"), str(kept or "—")))
    values = await charter.list_values(session, guild_id)
    return found + _roles_differences(given.roles, stored, values)


def _roles_differences(
    given: Mapping[str, int | str], stored: GuildSettings, values: Sequence[ValueText]
) -> list[Difference]:
    """Value by value; of one that has left the charter the file says nothing."""
    in_file, kept = roles.in_file(given, values), roles.chosen(stored)
    found = []
    for value in values:
        one, other = in_file.get(value.id), kept.get(value.id)
        if not (one is other if one is None or other is None else _same(one, other)):
            path = f"pledges.roles.{value.name}"
            found.append(Difference(path, str(one or "—"), str(other or "—")))
    return found


def _same(named: Place, kept: Place) -> bool:
    return named.id == kept.id if named.id is not None else named.name == kept.name
