"""/audit: who changed what, and when."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot import moments
from bot.components import Control, UnknownControl
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from cogs.setup.service import auditing
from cogs.setup.service.auditing import Wanted
from cogs.setup.views import auditing as views

CONTROLS: tuple[Control, ...] = (views.PAGE, views.WHOLE)

AGO = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1, "vorgestern": 2}
BACK = tuple(timedelta(days=days) for days in (7, 365, 3650))
"""From how long ago a day is read: what is read as one still to come is one that has been."""
MOST_CHOICES = 25
LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


class UnknownKind(MemberError):
    """Nothing of the kind was ever changed here."""

    key = "audit-unknown-kind"


class NotYet(MemberError):
    """Whatever is still to come has changed nothing."""

    key = "audit-not-yet"


async def begin(
    interaction: Interaction,
    who: discord.User | None,
    what: str | None,
    since: str | None,
    until: str | None,
) -> None:
    """Show the newest of the changes that are asked for."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    settings, say = await bot.settings.of(guild_id), await speaker(interaction)
    now, zone = bot.clock.now(), settings.zone
    language = str(interaction.locale)
    wanted = Wanted(who=who.id if who else 0)
    if since is not None:
        begins = read_past_day(since, language=language, zone=zone, now=now)
        wanted = Wanted(**vars(wanted) | {"since": int(begins.timestamp())})
    if until is not None:
        ends = read_past_day(until, language=language, zone=zone, now=now) + timedelta(days=1)
        wanted = Wanted(**vars(wanted) | {"until": int(ends.timestamp())})
    async with bot.db.read() as session:
        if what is not None:
            kinds = await auditing.list_kinds(session, guild_id)
            asked = what.strip().casefold()
            one = next((it for it in kinds if asked in (it, views.kind(it, say).casefold())), None)
            if one is None:
                raise UnknownKind
            wanted = Wanted(**vars(wanted) | {"what": auditing.number_of(one)})
        found = await auditing.list_changes(session, guild_id, wanted, 0)
    embed, view = views.shown(found, wanted, say)
    await answer(interaction, embed=embed, view=view)


async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The kinds of changes that there were here, in words that hold what was typed."""
    await require_steward(interaction)
    say = await speaker(interaction)
    async with interaction.client.db.read() as session:
        kinds = await auditing.list_kinds(session, guild_id_of(interaction))
    named = sorted((views.kind(one, say), one) for one in kinds)
    asked = typed.strip().casefold()
    fitting = [(name, one) for name, one in named if asked in name.casefold()]
    return [app_commands.Choice(name=name[:100], value=one) for name, one in fitting[:MOST_CHOICES]]


@views.PAGE.handles
async def turn(
    interaction: Interaction, *, page: int, who: int, what: int, since: int, until: int
) -> None:
    """Show another page of the same."""
    await require_steward(interaction)
    if max(who, page) >= 2**63 or max(since, until) > LATEST:
        raise UnknownControl
    wanted = Wanted(who=who, what=what, since=since, until=until)
    async with interaction.client.db.read() as session:
        found = await auditing.list_changes(session, guild_id_of(interaction), wanted, page)
    embed, view = views.shown(found, wanted, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


@views.WHOLE.handles
async def show_whole(interaction: Interaction, *, values: list[str]) -> None:
    """Give the whole of a change as a file."""
    await require_steward(interaction)
    if not values[0].isdecimal() or len(values[0]) > 18:
        raise auditing.NoSuchChange
    async with interaction.client.db.read() as session:
        change = await auditing.get_change(session, guild_id_of(interaction), int(values[0]))
    name, data = views.file_of(change)
    await answer(interaction, file=discord.File(io.BytesIO(data), filename=name))


def read_past_day(typed: str, *, language: str, zone: str, now: datetime) -> datetime:
    """When a day began that has been, or today; without a year the last such day.

    Raises:
        Unreadable: It is no day.
        NotYet: It is still to come.
    """
    there = ZoneInfo(zone)
    today = now.astimezone(there).date()
    ago = AGO.get(typed.strip().casefold())
    day = None if ago is None else today - timedelta(days=ago)
    refusal: MemberError = NotYet()
    for back in BACK:
        if day is not None and day <= today:
            break
        try:
            day = moments.read_day(typed, language=language, zone=there, now=now - back)
        except moments.Unreadable as unread:
            refusal = unread if day is None else refusal
    if day is None or day > today:
        raise refusal
    return datetime.combine(day, time(), there)
