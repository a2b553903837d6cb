"""What stewards set about the way in; every change is written down with who made it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.errors import MemberError
from bot.settings import (
    HELLO_CHANNEL,
    ONBOARDED_ROLES,
    WELCOME_CHANNEL,
    GuildSettings,
    Place,
    Setting,
)
from cogs.onboarding.models import Dilemma, PostState
from cogs.onboarding.service import roles, welcome
from cogs.onboarding.service.offers import OFFER_DM
from cogs.onboarding.service.rushes import RAID_JOINS
from cogs.onboarding.service.steps import STEPS, Kind
from cogs.onboarding.service.stuck import STUCK_HOURS
from cogs.onboarding.service.welcome import ENABLED

MOST_ROLES = 3
"""As many as a button can carry while a steward is asked whether they mean it."""

MOST_RAID_JOINS = 1000
MOST_STUCK_HOURS = 720

T = TypeVar("T")


class NotANumber(MemberError):
    """A number was asked for, within bounds."""

    key = "onboarding-configure-not-a-number"


class ChangedMeanwhile(Exception):
    """Somebody set something else since the panel was drawn; it is to be drawn anew."""


@dataclass(frozen=True)
class Setup:
    """Everything that can be set, at one moment."""

    is_on: bool
    welcome: Place | None
    hello: Place | None
    kinds: tuple[Kind, ...]
    """Those switched on, in order; the finish is the last."""
    roles: tuple[Place, ...]
    offers_by_dm: bool
    raid_joins: int
    stuck_hours: int
    dilemmas: tuple[int, ...]
    """The ids of those that are asked."""

    @property
    def mark(self) -> int:
        """Tells this setup from any other; a button carries the one it was drawn for."""
        said: Any = [
            self.is_on,
            *(place and place.dump() for place in (self.welcome, self.hello)),
            list(self.kinds),
            [role.dump() for role in self.roles],
            self.offers_by_dm,
            self.raid_joins,
            self.stuck_hours,
            list(self.dilemmas),
        ]
        return zlib.crc32(json.dumps(said).encode())


async def read(session: AsyncSession, guild_id: int) -> Setup:
    """The setup of a server as this session sees it."""
    stored = await settings.read(session, guild_id)
    asked = await session.scalars(
        select(Dilemma.id)
        .where(Dilemma.guild_id == guild_id, Dilemma.retired_at.is_(None))
        .order_by(Dilemma.id)
    )
    return Setup(
        is_on=stored.get(ENABLED),
        welcome=stored.place(WELCOME_CHANNEL),
        hello=stored.place(HELLO_CHANNEL),
        kinds=_kinds(stored),
        roles=tuple(roles.wanted(stored)),
        offers_by_dm=stored.get(OFFER_DM),
        raid_joins=stored.get(RAID_JOINS),
        stuck_hours=stored.get(STUCK_HOURS),
        dilemmas=tuple(asked),
    )


class Changing:
    """Changes by one steward, of the setup that they saw.

    Args:
        seen: The mark of the setup on their screen; None, whatever it is.
    """

    def __init__(
        self,
        session: AsyncSession,
        guild_id: int,
        actor_id: int,
        *,
        seen: int | None,
        now: datetime,
    ) -> None:
        self._session = session
        self._guild_id = guild_id
        self._actor_id = actor_id
        self._seen = seen
        self._now = now

    async def switch(self, *, on: bool) -> None:
        """Offer the conversation, or no longer; those under way can go on either way."""
        await self._look()
        await self._set(ENABLED, on)
        post = await welcome.find(self._session, self._guild_id)
        if on and (post is None or post.state is not PostState.STANDING):
            await welcome.want_anew(self._session, self._guild_id, now=self._now)

    async def choose_steps(self, chosen: Collection[Kind]) -> None:
        """Have these kinds of step in the order they had; new ones where they stand by default."""
        kinds = list((await self._look()).kinds)
        kept = [kind for kind in kinds if kind in chosen and kind is not Kind.FINISH]
        for kind in Kind:
            if kind in chosen and kind not in kept and kind is not Kind.FINISH:
                kept.insert(_place_for(kind, kept), kind)
        await self._set(STEPS, [kind.value for kind in (*kept, Kind.FINISH)])

    async def move_step(self, kind: Kind, *, up: bool) -> None:
        """Change places with the neighbour; at the end of the list nothing happens."""
        kinds = [one for one in (await self._look()).kinds if one is not Kind.FINISH]
        if kind not in kinds:
            return
        at = kinds.index(kind)
        to = at - 1 if up else at + 1
        if 0 <= to < len(kinds):
            kinds[at], kinds[to] = kinds[to], kinds[at]
            await self._set(STEPS, [one.value for one in (*kinds, Kind.FINISH)])

    async def choose_roles(self, chosen: Sequence[Place]) -> None:
        """Give these roles at the end."""
        await self._look()
        await self._set(ONBOARDED_ROLES, [place.dump() for place in chosen])

    async def choose_welcome(self, place: Place) -> None:
        """Welcome newcomers in this channel; the post follows."""
        before = await self._look()
        if before.welcome is None or before.welcome.id != place.id:
            await self._set(WELCOME_CHANNEL, place.dump())
            if before.is_on:
                await welcome.want_anew(self._session, self._guild_id, now=self._now)

    async def choose_hello(self, place: Place | None) -> None:
        """Point those who finish to this channel, or to none."""
        await self._look()
        await self._set(HELLO_CHANNEL, None if place is None else place.dump())

    async def offer_by_dm(self, *, on: bool) -> None:
        """Write once to those who join, or to nobody."""
        await self._look()
        await self._set(OFFER_DM, on)

    async def set_numbers(self, *, raid_joins: str, stuck_hours: str) -> None:
        """Set what is typed as numbers.

        Raises:
            NotANumber: It is none, or out of bounds; nothing is changed.
        """
        await self._look()
        joins = _number(raid_joins, 0, MOST_RAID_JOINS)
        hours = _number(stuck_hours, 1, MOST_STUCK_HOURS)
        await self._set(RAID_JOINS, joins)
        await self._set(STUCK_HOURS, hours)

    async def _look(self) -> Setup:
        """The setup as it is.

        Raises:
            ChangedMeanwhile: It is not the one they saw.
        """
        found = await read(self._session, self._guild_id)
        if self._seen is not None and found.mark != self._seen:
            raise ChangedMeanwhile
        return found

    async def _set(self, setting: Setting[T], value: T) -> None:
        await settings.change(
            self._session,
            self._guild_id,
            setting,
            value,
            actor_id=self._actor_id,
            now=self._now,
        )


def _kinds(stored: GuildSettings) -> tuple[Kind, ...]:
    named = set(Kind)
    known = [Kind(name) for name in dict.fromkeys(stored.get(STEPS)) if name in named]
    return (*(kind for kind in known if kind is not Kind.FINISH), Kind.FINISH)


def _place_for(kind: Kind, kept: Sequence[Kind]) -> int:
    """Behind the last of those that stand before it by default."""
    default = list(Kind)
    before = [at for at, one in enumerate(kept) if default.index(one) < default.index(kind)]
    return before[-1] + 1 if before else 0


def _number(typed: str, least: int, most: int) -> int:
    """A whole number as somebody typed it.

    Raises:
        NotANumber: It is none, or out of bounds.
    """
    text = typed.strip()
    if not text.isdecimal() or not least <= int(text[:10]) <= most:
        raise NotANumber(given=text[:50], least=least, most=most)
    return int(text)
