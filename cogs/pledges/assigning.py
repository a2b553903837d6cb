"""/pledge roles: what a steward sees and chooses in the panel."""

from __future__ import annotations

import discord

from bot import granting
from bot.errors import MemberError
from bot.granting import Opening
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.places import find_role
from bot.settings import Place
from bot.stewards import require_steward
from bot.stewards_only import stewards_only
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.pledges.granting import problem
from cogs.pledges.service import roles
from cogs.pledges.service.roles import ChangedMeanwhile
from cogs.pledges.views import roles as views
from cogs.pledges.views.roles import Line


class Gone(MemberError):
    """The role or value that was chosen is no longer there."""

    key = "pledges-roles-gone"


class RoleRefused(MemberError):
    """A role that must not or cannot be given for a pledge; its key says why."""


async def show(interaction: Interaction) -> None:
    """Open the panel."""
    await require_steward(interaction)
    say = await speaker(interaction)
    embed, view = views.overview(await _lines(interaction, say), say)
    await answer(interaction, embed=embed, view=view)


@views.SHOW.handles
@stewards_only
async def _show_all(interaction: Interaction) -> None:
    say = await speaker(interaction)
    embed, view = views.overview(await _lines(interaction, say), say)
    await update(interaction, embed=embed, view=view)


@views.PICK.handles
@stewards_only
async def _pick(interaction: Interaction, *, values: list[str]) -> None:
    await _redraw(interaction, int(values[0]))


@views.LEAVE.handles
@stewards_only
async def _leave(interaction: Interaction, *, value_id: int) -> None:
    await _redraw(interaction, value_id)


@views.CHOOSE.handles
@stewards_only
async def _choose(interaction: Interaction, *, value_id: int, mark: int, values: list[str]) -> None:
    """Give the role from now on, ask first whether that is meant, or refuse."""
    say = await speaker(interaction)
    if not values:
        await _keep(interaction, value_id, None, mark)
        return
    try:
        role = _checked(interaction, int(values[0]))
    except MemberError as refusal:
        await _redraw(interaction, value_id, note=say(refusal.key, **refusal.arguments))
        return
    opening = _opening(role)
    if opening is None:
        await _keep(interaction, value_id, role, mark)
        return
    line = await _line(interaction, value_id, say)
    if line.mark != mark:
        await _redraw(interaction, value_id, note=say(ChangedMeanwhile.key))
        return
    embed, view = views.confirmation(line, opening, granting.is_only_way(role), say)
    await update(interaction, embed=embed, view=view)


@views.GIVE.handles
@stewards_only
async def _give(interaction: Interaction, *, value_id: int, role_id: int, mark: int) -> None:
    say = await speaker(interaction)
    try:
        role = _checked(interaction, role_id)
    except MemberError as refusal:
        await _redraw(interaction, value_id, note=say(refusal.key, **refusal.arguments))
        return
    await _keep(interaction, value_id, role, mark)


async def _keep(
    interaction: Interaction, value_id: int, role: discord.Role | None, mark: int
) -> None:
    """Write the choice down, unless somebody else has chosen meanwhile."""
    bot, say = interaction.client, await speaker(interaction)
    await _line(interaction, value_id, say)  # that there is such a value
    note = "pledges-roles-saved"
    try:
        async with bot.db.begin() as session:
            await roles.choose(
                session,
                guild_id_of(interaction),
                value_id,
                None if role is None else Place(role.id, role.name),
                seen=mark,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    except ChangedMeanwhile as refusal:
        note = refusal.key
    await _redraw(interaction, value_id, note=say(note))


async def _redraw(interaction: Interaction, value_id: int, *, note: str | None = None) -> None:
    say = await speaker(interaction)
    unseen = 0 if interaction.guild is None else granting.out_of_sight(interaction.guild)
    embed, view = views.one(await _line(interaction, value_id, say), say, unseen=unseen)
    await update(interaction, note, embed=embed, view=view)


async def _line(interaction: Interaction, value_id: int, say: Speaker) -> Line:
    """A value as the panel shows it.

    Raises:
        Gone: It has left the charter, and has no role.
    """
    for line in await _lines(interaction, say):
        if line.value.id == value_id:
            return line
    raise Gone


async def _lines(interaction: Interaction, say: Speaker) -> list[Line]:
    """The values in force, then those retired that still have a role."""
    bot, guild_id = interaction.client, guild_id_of(interaction)
    chosen = roles.chosen(await bot.settings.of(guild_id))
    async with bot.db.read() as session:
        present = await charter.list_values(session, guild_id)
        retired = await charter.list_retired(session, guild_id, list(chosen))
    found = []
    for value in (*present, *retired):
        place = chosen.get(value.id)
        role = None if interaction.guild is None else find_role(interaction.guild, place)
        named = None if place is None else f"@{place}"
        found.append(
            Line(
                value,
                named if role is None else role.mention,
                None if role is None else role.id,
                value in retired,
                _troubles(interaction.guild, place, say),
                roles.mark(place),
            )
        )
    return found


def _troubles(guild: discord.Guild | None, place: Place | None, say: Speaker) -> tuple[str, ...]:
    if guild is None or place is None:
        return ()
    wrong = problem(guild, place)
    if wrong is not None:
        return (say(f"pledges-{wrong.key}", **wrong.arguments),)
    role = find_role(guild, place)
    opening = None if role is None else _opening(role)
    if role is None or opening is None:
        return ()
    return (views.opened(opening, granting.is_only_way(role), say),)


def _checked(interaction: Interaction, role_id: int) -> discord.Role:
    """The chosen role.

    Raises:
        RoleRefused: It must not or cannot be given.
        Gone: It was deleted.
    """
    role = None if interaction.guild is None else interaction.guild.get_role(role_id)
    if role is None:
        raise Gone
    wrong = granting.hindrance(role)
    if wrong is not None:
        raise RoleRefused(f"pledges-{wrong.key}", **wrong.arguments)
    return role


def _opening(role: discord.Role) -> Opening | None:
    return next(iter(granting.openings([role])), None)


CONTROLS = (views.SHOW, views.PICK, views.CHOOSE, views.GIVE, views.LEAVE)
