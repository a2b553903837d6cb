"""Starting, checking in, and the organiser's list of people."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta

import discord
from discord.utils import escape_markdown, format_dt

from bot import preferences
from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.models import MemberKey
from cogs.initiatives.acting import acting
from cogs.initiatives.managing import show_panel
from cogs.initiatives.service import people as people_service
from cogs.initiatives.service import running
from cogs.initiatives.views import people as people_views
from cogs.initiatives.views import running as views

START_SECONDS = 30.0

CONTROLS = (
    views.START,
    views.CODE,
    views.CHECK_IN,
    people_views.PEOPLE,
    people_views.PEOPLE_PAGE,
)


def register(bot: Tenet) -> None:
    """Bring the tick that starts what is due."""

    async def start_due() -> None:
        """A crash repeats it: what was started is not started again."""
        now = bot.clock.now()
        async with bot.db.read() as session:
            due = await running.list_due(session, now=now, shards=bot.deliveries.shards)
        if due:
            async with bot.db.begin() as session:
                await running.start_due(session, due, now=now)

    bot.ticks.add("initiatives.start", start_due, seconds=START_SECONDS)


class TooManyGuesses(MemberError):
    """Codes are shown at the place; they are not to be found by trying."""

    key = "initiatives-too-many-guesses"


class Guesses:
    """How often members typed codes that are none; a restart forgives them."""

    MOST = 5
    WITHIN = timedelta(minutes=10)

    def __init__(self) -> None:
        self._missed: dict[MemberKey, deque[datetime]] = {}

    def require_some_left(self, member: MemberKey, *, now: datetime) -> None:
        """Let pass who has not guessed too often lately.

        Raises:
            TooManyGuesses: They have.
        """
        missed = self._missed.get(member, deque())
        while missed and missed[0] <= now - self.WITHIN:
            missed.popleft()
        if len(missed) >= self.MOST:
            raise TooManyGuesses(when=format_dt(missed[0] + self.WITHIN, "R"))

    def missed(self, member: MemberKey, *, now: datetime) -> None:
        """They typed a code that is none."""
        since = now - self.WITHIN
        for other in [key for key, at in self._missed.items() if not at or at[-1] <= since]:
            del self._missed[other]
        self._missed.setdefault(member, deque(maxlen=self.MOST)).append(now)


async def check_in_by_code(interaction: Interaction, guesses: Guesses, code: str) -> None:
    """Answer `/initiative check-in`."""
    bot, member = interaction.client, member_key(interaction)
    now = bot.clock.now()
    guesses.require_some_left(member, now=now)
    say = await speaker(interaction)
    try:
        async with bot.db.begin() as session:
            arrival = await running.check_in_by_code(
                session, member, code, role_ids=_roles(interaction), language=say.language, now=now
            )
    except running.WrongCode:
        guesses.missed(member, now=now)
        raise
    await answer(interaction, views.arrived(arrival, say))


@views.CHECK_IN.handles
async def check_in(interaction: Interaction, *, initiative_id: int) -> None:
    """On the card: I am here."""
    bot, member = interaction.client, member_key(interaction)
    say = await speaker(interaction)
    now = bot.clock.now()
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=now)
        arrival = await running.check_in(
            session,
            member,
            initiative_id,
            role_ids=_roles(interaction),
            language=say.language,
            now=now,
        )
    await answer(interaction, views.arrived(arrival, say))


@views.START.handles
async def start(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: it starts now."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        initiative = await running.start(session, actor, initiative_id, now=bot.clock.now())
        title, code = initiative.title, initiative.code
    say = await speaker(interaction)
    said = say("initiatives-started", title=escape_markdown(title), code=code or "")
    await show_panel(interaction, initiative_id, said=said)


@views.CODE.handles
async def renew_code(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: another code; the old one is none any more."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        code = await running.renew_code(session, actor, initiative_id, now=bot.clock.now())
    say = await speaker(interaction)
    await show_panel(interaction, initiative_id, said=say("initiatives-code-renewed", code=code))


@people_views.PEOPLE.handles
async def show_people(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: who is there, in, waiting, or might come."""
    await _show_page(interaction, initiative_id, 0)


@people_views.PEOPLE_PAGE.handles
async def turn_people(
    interaction: Interaction, *, initiative_id: int, page: int, button: int
) -> None:
    """Another page of them."""
    await _show_page(interaction, initiative_id, page)


async def _show_page(interaction: Interaction, initiative_id: int, page: int) -> None:
    actor = await acting(interaction)
    async with interaction.client.db.read() as session:
        listed = await people_service.list_people(session, actor, initiative_id, page=page)
    embed, view = people_views.people(listed, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


def _roles(interaction: Interaction) -> Collection[int]:
    guild_id_of(interaction)
    member = interaction.user
    return [role.id for role in member.roles] if isinstance(member, discord.Member) else []
