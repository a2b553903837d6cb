"""What members do about their pledges in private, and the figures anybody may see."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands
from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, preferences
from bot.components import rows, shorten
from bot.interactions import (
    Interaction,
    MayNotPost,
    answer,
    guild_id_of,
    may_post,
    member_key,
    public_speaker,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.presence import require_member
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges import granting, service, views
from cogs.pledges.service import Held, Outcome, Source, objections, roles, steps
from cogs.pledges.views import Own


async def make(interaction: Interaction, name: str) -> None:
    """Pledge to the value of this name."""
    member = member_key(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=bot.clock.now())
        outcome = await service.pledge_to(
            session, member, name, source=Source.COMMAND, now=bot.clock.now()
        )
    await _hand_receipt(interaction, member, outcome)


async def withdraw(interaction: Interaction, name: str) -> None:
    """Withdraw the pledge to the value of this name."""
    member = member_key(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        outcome = await service.withdraw_named(
            session, member, name, source=Source.COMMAND, now=bot.clock.now()
        )
    await _hand_receipt(interaction, member, outcome)


async def show_mine(interaction: Interaction) -> None:
    """Show somebody their own pledges."""
    member = member_key(interaction)
    async with interaction.client.db.read() as session:
        own = await _own(session, interaction, member)
    say = await speaker(interaction)
    embed, view = views.mine(own, say, guild_id=member.guild_id)
    await answer(interaction, embed=embed, view=view)


async def show_summary(interaction: Interaction) -> None:
    """Show the figures to whoever asked."""
    async with interaction.client.db.read() as session:
        figures = await service.summary(session, guild_id_of(interaction))
    say = await speaker(interaction)
    everyone = views.SHOW_SUMMARY.button(say("pledges-show-everyone"))
    view = rows(everyone if figures and may_post(interaction) else None)
    await answer(interaction, embed=views.summary(figures, say), view=view)


async def suggest_new(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What may be pledged to and is not yet."""
    async with interaction.client.db.read() as session:
        return _choices(await service.suggest_new(session, member_key(interaction), typed))


async def suggest_held(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What may be withdrawn."""
    async with interaction.client.db.read() as session:
        return _choices(await service.suggest_held(session, member_key(interaction), typed))


@views.SHOW_SUMMARY.handles
async def show_summary_to_everyone(interaction: Interaction) -> None:
    """Repeat the figures, as they are now, for everybody in the channel.

    Raises:
        MayNotPost: What the actor may do here is asked again, it may be another day.
    """
    if not may_post(interaction):
        raise MayNotPost
    guild_id = guild_id_of(interaction)
    async with interaction.client.db.read() as session:
        figures = await service.summary(session, guild_id)
    say = await public_speaker(interaction)
    embed = views.shown_by(views.summary(figures, say), interaction.user.display_name, say)
    view = rows(views.picker_button(say, guild_id))
    await answer(interaction, embed=embed, view=view, ephemeral=False)


@views.OPEN_PICKER.handles
async def open_picker(interaction: Interaction, *, guild_id: int) -> None:
    """Show the list of values to whoever pressed, with what they hold chosen."""
    member = await member_of(interaction, guild_id)
    async with interaction.client.db.read() as session:
        values = await charter.list_values(session, guild_id)
        held = await service.list_held(session, member)
    say = await speaker(interaction, guild_id=guild_id)
    embed, view = views.picker(values, held, say, guild_id=guild_id)
    await answer(interaction, embed=embed, view=view)


@views.PICK.handles
async def pick(interaction: Interaction, *, guild_id: int, values: list[str]) -> None:
    """Pledge to what was chosen, and withdraw what was shown as theirs and is chosen no longer."""
    member = await member_of(interaction, guild_id)
    bot = interaction.client
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=bot.clock.now())
        outcome = await service.pick(
            session,
            member,
            views.chosen(values),
            shown=views.shown_as_held(interaction.message),
            source=Source.BUTTON,
            now=bot.clock.now(),
        )
    await _hand_receipt(interaction, member, outcome, in_place=True)


@views.withdraw_control.handles
async def withdraw_chosen(interaction: Interaction, *, values: list[str]) -> None:
    """Withdraw the pledge chosen in one's own list; whose it is, is who chose."""
    member = member_key(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        outcome = await service.withdraw(
            session, member, int(values[0]), source=Source.BUTTON, now=bot.clock.now()
        )
    async with bot.db.read() as session:
        own = await _own(session, interaction, member)
    say = await speaker(interaction)
    embed, view = views.mine(own, say, guild_id=member.guild_id)
    said = await told(interaction, member, outcome, own.held, say)
    await update(interaction, said, embed=embed, view=view)


CONTROLS = (views.OPEN_PICKER, views.PICK, views.SHOW_SUMMARY, views.withdraw_control)


async def _hand_receipt(
    interaction: Interaction, member: MemberKey, outcome: Outcome, *, in_place: bool = False
) -> None:
    """Tell the actor what came of their act and what holds now, after its commit.

    Args:
        in_place: Instead of the message whose control was used.
    """
    async with interaction.client.db.read() as session:
        held = await service.list_held(session, member, resting=True)
    say = await speaker(interaction, guild_id=member.guild_id)
    embed, view = views.receipt(outcome, held, say, guild_id=member.guild_id)
    said = await told(interaction, member, outcome, held, say)
    hand = update if in_place else answer
    await hand(interaction, said, embed=embed, view=view)


async def _own(session: AsyncSession, interaction: Interaction, member: MemberKey) -> Own:
    """What stands in a member's own list now."""
    bot = interaction.client
    zone = (await bot.settings.of(member.guild_id)).zone
    return Own(
        held=await service.list_held(session, member, resting=True),
        steps=await steps.list_open(session, member),
        today=await steps.today_of(session, member, zone=zone, now=bot.clock.now()),
        is_stopped=await contact.is_stopped(session, member),
        has_objected=await objections.has_any(session, member),
    )


async def told(
    interaction: Interaction,
    member: MemberKey,
    outcome: Outcome,
    held: Sequence[Held],
    say: Speaker,
) -> str:
    """What came of an act, in words, with the roles that come and go with it.

    A role that we could not give now is not spoken of, and a direct message can name none.
    """
    if interaction.guild_id is None:
        return views.told(outcome, held, say, roles={})
    bot = interaction.client
    guild = bot.get_guild(member.guild_id)
    chosen = roles.chosen(await bot.settings.of(member.guild_id))
    possible = {
        value_id: place.id
        for value_id, place in chosen.items()
        if guild is not None and place.id is not None and granting.problem(guild, place) is None
    }
    return views.told(outcome, held, say, roles=possible)


async def member_of(interaction: Interaction, guild_id: int) -> MemberKey:
    """Who acted, in the server that a control is about, wherever it was drawn.

    Raises:
        NotAMember: They are not in it any more; only in a direct message can that be.
    """
    if interaction.guild_id is None:
        await require_member(interaction.client, guild_id, interaction.user.id)
    return MemberKey(guild_id, interaction.user.id)


def _choices(values: list[ValueText]) -> list[app_commands.Choice[str]]:
    """Suggestions as they are shown; a custom emoji would be shown as its number."""
    return [
        app_commands.Choice(
            name=shorten(
                value.name if value.emoji.startswith("<") else f"{value.emoji} {value.name}", 100
            ),
            value=value.name,
        )
        for value in values[:25]
    ]
