"""/onboarding configure: what a steward presses and chooses in the panel."""

from __future__ import annotations

import discord

from bot import granting
from bot.actions import Content, Post, missing_permissions
from bot.components import Field, shorten
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.settings import Place
from bot.stewards import require_steward
from bot.stewards_only import stewards_only
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.onboarding.panelling import changing, drawn, redraw, setup_of
from cogs.onboarding.service import dilemmas
from cogs.onboarding.service.configuring import MOST_ROLES
from cogs.onboarding.service.dilemmas import LONGEST_QUESTION
from cogs.onboarding.views import panel
from cogs.onboarding.views.panel import KINDS, Page

CHANNELS_NAMED = 5


class CannotPostThere(MemberError):
    """The bot lacks permissions in a channel."""

    key = "onboarding-configure-cannot-post-there"


class RoleRefused(MemberError):
    """A role that must not or cannot be given to everybody who finishes; its key says why."""


class Gone(MemberError):
    """What was chosen is no longer there."""

    key = "onboarding-configure-gone"


async def show(interaction: Interaction) -> None:
    """Open the panel."""
    await require_steward(interaction)
    shown = await drawn(interaction, Page.HOME)
    await answer(interaction, embed=shown.embed, view=shown.view)


@panel.SHOW.handles
@stewards_only
async def _show_page(interaction: Interaction, *, page: int) -> None:
    await redraw(interaction, Page(page) if page in set(Page) else Page.HOME)


@panel.SWITCH.handles
@stewards_only
async def _switch(interaction: Interaction, *, on: int, mark: int) -> None:
    async with changing(interaction, Page.HOME, mark) as change:
        await change.switch(on=bool(on))


@panel.STEPS.handles
@stewards_only
async def _choose_steps(interaction: Interaction, *, mark: int, values: list[str]) -> None:
    async with changing(interaction, Page.STEPS, mark) as change:
        await change.choose_steps([kind for kind in KINDS if kind.value in values])


@panel.PICK.handles
@stewards_only
async def _pick(interaction: Interaction, *, values: list[str]) -> None:
    picked = next((kind for kind in KINDS if kind.value in values), None)
    await redraw(interaction, Page.ORDER, picked=picked)


@panel.MOVE.handles
@stewards_only
async def _move(interaction: Interaction, *, kind: int, up: int, mark: int) -> None:
    picked = KINDS[min(kind, len(KINDS) - 1)]
    async with changing(interaction, Page.ORDER, mark, picked=picked) as change:
        await change.move_step(picked, up=bool(up))


@panel.ROLES.handles
@stewards_only
async def _choose_roles(interaction: Interaction, *, mark: int, values: list[str]) -> None:
    await _weigh_roles(interaction, [int(value) for value in values], mark, is_meant=False)


@panel.GIVE.handles
@stewards_only
async def _give_anyway(
    interaction: Interaction, *, first: int, second: int, third: int, mark: int
) -> None:
    chosen = [role_id for role_id in (first, second, third) if role_id]
    await _weigh_roles(interaction, chosen, mark, is_meant=True)


async def _weigh_roles(
    interaction: Interaction, role_ids: list[int], mark: int, *, is_meant: bool
) -> None:
    """Give the roles from now on, ask first whether that is meant, or refuse."""
    say = await speaker(interaction)
    try:
        roles = _checked_roles(interaction, role_ids)
    except MemberError as refusal:
        await redraw(interaction, Page.ROLES, note=say(refusal.key, **refusal.arguments))
        return
    opened = granting.openings(roles)
    if opened and not is_meant:
        words = [_words(one, say) for one in opened]
        shown = panel.confirmation([role.id for role in roles], words, mark, say)
        await update(interaction, embed=shown.embed, view=shown.view)
        return
    async with changing(interaction, Page.ROLES, mark) as change:
        await change.choose_roles([Place(role.id, role.name) for role in roles])


@panel.WELCOME.handles
@stewards_only
async def _choose_welcome(interaction: Interaction, *, mark: int, values: list[str]) -> None:
    channel = _chosen_channel(interaction, values)
    if channel is None:
        raise Gone
    missing = missing_permissions(
        interaction.client, guild_id_of(interaction), Post(channel.id, Content())
    )
    if missing:
        raise CannotPostThere(channel=channel.mention, missing=", ".join(missing))
    async with changing(interaction, Page.CHANNELS, mark) as change:
        await change.choose_welcome(Place(channel.id, channel.name))


@panel.HELLO.handles
@stewards_only
async def _choose_hello(interaction: Interaction, *, mark: int, values: list[str]) -> None:
    channel = _chosen_channel(interaction, values)
    async with changing(interaction, Page.CHANNELS, mark) as change:
        await change.choose_hello(None if channel is None else Place(channel.id, channel.name))


@panel.OFFER.handles
@stewards_only
async def _offer_by_dm(interaction: Interaction, *, on: int, mark: int) -> None:
    async with changing(interaction, Page.REACHING, mark) as change:
        await change.offer_by_dm(on=bool(on))


@panel.ASK_NUMBERS.handles
@stewards_only
async def _ask_numbers(interaction: Interaction, *, mark: int) -> None:
    setup, say = await setup_of(interaction), await speaker(interaction)
    fields = [
        Field(
            name,
            say(f"onboarding-configure-field-{key}"),
            say(f"onboarding-configure-field-{key}.description"),
            value=str(value),
            longest=5,
        )
        for name, key, value in (
            ("raid_joins", "raid", setup.raid_joins),
            ("stuck_hours", "stuck", setup.stuck_hours),
        )
    ]
    await panel.NUMBERS.open(
        interaction, say("onboarding-configure-numbers"), fields, mark=setup.mark
    )


@panel.NUMBERS.handles
@stewards_only
async def _set_numbers(interaction: Interaction, *, mark: int, values: dict[str, str]) -> None:
    async with changing(interaction, Page.REACHING, mark) as change:
        await change.set_numbers(
            raid_joins=values.get("raid_joins", ""), stuck_hours=values.get("stuck_hours", "")
        )


@panel.ASK_DILEMMA.handles
@stewards_only
async def _ask_dilemma(interaction: Interaction) -> None:
    say = await speaker(interaction)
    async with interaction.client.db.read() as session:
        values = await charter.list_values(session, guild_id_of(interaction))
    options = [
        discord.SelectOption(label=shorten(value.name, 100), value=str(value.id))
        for value in values
    ]
    question = Field(
        "question",
        say("onboarding-configure-field-question"),
        say("onboarding-configure-field-question.description"),
        long=True,
        longest=LONGEST_QUESTION,
    )
    await panel.DILEMMA.open(
        interaction,
        say("onboarding-configure-dilemma-write"),
        [
            question,
            Field("first", say("onboarding-configure-field-first"), choices=options),
            Field("second", say("onboarding-configure-field-second"), choices=options),
        ],
    )


@panel.DILEMMA.handles
@stewards_only
async def _write_dilemma(interaction: Interaction, *, values: dict[str, str]) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        await dilemmas.write(
            session,
            guild_id_of(interaction),
            question=values.get("question", ""),
            first_value_id=int(values.get("first") or 0),
            second_value_id=int(values.get("second") or 0),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    await redraw(interaction, Page.DILEMMAS, note=say("onboarding-configure-saved"))


@panel.RETIRE.handles
@stewards_only
async def _retire_dilemma(interaction: Interaction, *, values: list[str]) -> None:
    bot, note = interaction.client, "onboarding-configure-saved"
    try:
        async with bot.db.begin() as session:
            await dilemmas.retire(
                session,
                guild_id_of(interaction),
                int(values[0]),
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    except dilemmas.NoSuchDilemma:
        note = "onboarding-configure-changed-meanwhile"
    say = await speaker(interaction)
    await redraw(interaction, Page.DILEMMAS, note=say(note))


def _checked_roles(interaction: Interaction, role_ids: list[int]) -> list[discord.Role]:
    """The chosen roles.

    Raises:
        RoleRefused: One of them must not or cannot be given.
        Gone: One of them was deleted.
    """
    guild = interaction.guild
    roles = [None if guild is None else guild.get_role(one) for one in role_ids[:MOST_ROLES]]
    found = [role for role in roles if role is not None]
    if len(found) < len(roles):
        raise Gone
    for role in found:
        wrong = granting.hindrance(role)
        if wrong is not None:
            raise RoleRefused(f"onboarding-{wrong.key}", **wrong.arguments)
    return found


def _chosen_channel(interaction: Interaction, values: list[str]) -> discord.TextChannel | None:
    """The chosen channel; None when none was chosen.

    Raises:
        Gone: It was deleted.
    """
    if not values:
        return None
    guild = interaction.guild
    channel = None if guild is None else guild.get_channel(int(values[0]))
    if not isinstance(channel, discord.TextChannel):
        raise Gone
    return channel


def _words(opening: granting.Opening, say: Speaker) -> str:
    named = ", ".join(f"<#{channel.id}>" for channel in opening.channels[:CHANNELS_NAMED])
    return say(
        "onboarding-configure-roles-open",
        role=opening.role.mention,
        channels=named,
        more=max(len(opening.channels) - CHANNELS_NAMED, 0),
    )


CONTROLS = (
    panel.SHOW,
    panel.SWITCH,
    panel.STEPS,
    panel.PICK,
    panel.MOVE,
    panel.ROLES,
    panel.GIVE,
    panel.WELCOME,
    panel.HELLO,
    panel.OFFER,
    panel.ASK_NUMBERS,
    panel.NUMBERS,
    panel.ASK_DILEMMA,
    panel.DILEMMA,
    panel.RETIRE,
)
