"""What a member presses about their next steps: forms, answers, sharing.

A step is always looked up together with who pressed, so an id of somebody else's finds nothing. In
direct messages nobody knows the server, so the controls that stand there carry it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.components import Control
from bot.errors import MemberError
from bot.interactions import (
    Interaction,
    MayNotPost,
    answer,
    may_post,
    member_key,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.pledges.models import StepState
from cogs.pledges.service import asking, stepping, steps
from cogs.pledges.service.steps import Step
from cogs.pledges.views import step_cards
from cogs.pledges.views import steps as controls


class WeMayNotWriteHere(MemberError):
    """We lack permissions where a member wants to share."""

    key = "pledges-step-share-not-me"


CONTROLS: tuple[Control, ...] = (
    controls.OPEN,
    controls.CHOOSE,
    controls.FORM,
    controls.LOOK,
    controls.DONE,
    controls.NOT_YET,
    controls.LET_GO,
    controls.DAY,
    controls.SHARE,
    controls.TAKE_BACK,
)


async def open_form(interaction: Interaction, member: MemberKey, value_id: int) -> None:
    """Show the form for a value, with what is open for it now.

    Raises:
        NotPledgedToIt: The member is not pledged to it, or it has left the charter.
    """
    bot = interaction.client
    settings = await bot.settings.of(member.guild_id)
    async with bot.db.read() as session:
        value, before = await steps.prepare(session, member, value_id)
        today = await steps.today_of(session, member, zone=settings.zone, now=bot.clock.now())
    say = await speaker(interaction, guild_id=member.guild_id)
    await controls.FORM.open(
        interaction,
        controls.form_title(value, say),
        controls.form_fields(before, say, today=today),
        guild_id=member.guild_id,
        value_id=value_id,
    )


@controls.OPEN.handles
async def open_one(interaction: Interaction, *, guild_id: int, value_id: int) -> None:
    """The form of one value."""
    await open_form(interaction, MemberKey(guild_id, interaction.user.id), value_id)


@controls.CHOOSE.handles
async def open_chosen(interaction: Interaction, *, guild_id: int, values: list[str]) -> None:
    """The form of the value that was chosen."""
    await open_form(interaction, MemberKey(guild_id, interaction.user.id), int(values[0]))


async def name_next(interaction: Interaction, name: str) -> None:
    """The form of the value of this name, of those that the member is pledged to."""
    member = member_key(interaction)
    async with interaction.client.db.read() as session:
        value = await charter.get_value(session, member.guild_id, name)
    await open_form(interaction, member, value.id)


@controls.FORM.handles
async def keep(
    interaction: Interaction, *, guild_id: int, value_id: int, values: dict[str, str]
) -> None:
    """Keep what was written, and show it."""
    bot = interaction.client
    member = MemberKey(guild_id, interaction.user.id)
    settings, now = await bot.settings.of(guild_id), bot.clock.now()
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=now)
        step = await stepping.write(
            session,
            member,
            value_id,
            words=values.get("words", ""),
            due_on=controls.chosen_day(values.get("day", controls.NO_DAY)),
            zone=settings.zone,
            now=now,
        )
        today = await steps.today_of(session, member, zone=settings.zone, now=now)
    say = await speaker(interaction, guild_id=guild_id)
    note = say("pledges-step-kept")
    shown = step_cards.panel(step, say, today=today, note=note, in_dm=interaction.guild_id is None)
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)


@controls.LOOK.handles
async def look(interaction: Interaction, *, guild_id: int, values: list[str]) -> None:
    """Show the step that was chosen, with all that can be done with it."""
    bot, member = interaction.client, MemberKey(guild_id, interaction.user.id)
    settings = await bot.settings.of(member.guild_id)
    async with bot.db.read() as session:
        step = await steps.find(session, member, int(values[0]))
        today = await steps.today_of(session, member, zone=settings.zone, now=bot.clock.now())
    say = await speaker(interaction, guild_id=guild_id)
    shown = step_cards.panel(step, say, today=today, in_dm=interaction.guild_id is None)
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)


@controls.DONE.handles
async def done(interaction: Interaction, *, guild_id: int, step_id: int) -> None:
    """It is done."""
    await _settle(interaction, MemberKey(guild_id, interaction.user.id), step_id, StepState.DONE)


@controls.LET_GO.handles
async def let_go(interaction: Interaction, *, guild_id: int, step_id: int) -> None:
    """It will not be done, which is fine."""
    await _settle(interaction, MemberKey(guild_id, interaction.user.id), step_id, StepState.LET_GO)


@controls.NOT_YET.handles
async def not_yet(interaction: Interaction, *, guild_id: int, step_id: int) -> None:
    """It is to be asked about on another day: which?"""
    member = MemberKey(guild_id, interaction.user.id)
    async with interaction.client.db.begin() as session:
        step = await steps.find(session, member, step_id)
        page = await _page_of(interaction, session, member)
    say = await speaker(interaction, guild_id=guild_id)
    if not step.is_open:
        await _show(interaction, page, step, say, note=say(stepping.StepSettled.key), news=False)
        return
    number = page.number_of(step_id)
    key = "pledges-step-which-day"
    note = say(key) if number is None else say(f"{key}-numbered", number=number)
    await _show(interaction, page, step, say, note=note, choosing=True)


@controls.DAY.handles
async def choose_day(
    interaction: Interaction, *, guild_id: int, step_id: int, values: list[str]
) -> None:
    """Ask again on the day that was chosen."""
    bot, member = interaction.client, MemberKey(guild_id, interaction.user.id)
    day = controls.chosen_day(values[0])
    settings, now = await bot.settings.of(guild_id), bot.clock.now()
    async with bot.db.begin() as session:
        page = await _page_of(interaction, session, member)  # before it is another day's
        step = await steps.find(session, member, step_id)
        if step.is_open:
            step = await stepping.move(session, member, step_id, day, zone=settings.zone, now=now)
    say = await speaker(interaction, guild_id=guild_id)
    if not step.is_open:
        note = say(stepping.StepSettled.key)
    elif day is None:
        note = say("pledges-step-moved-no-day")
    else:
        note = say("pledges-step-moved", day=controls.day_name(day, say))
    page = page.without(step_id)
    await _show(interaction, page, step, say, note=note, news=step.is_open)


@controls.SHARE.handles
async def share(interaction: Interaction, *, step_id: int) -> None:
    """Show the step in this channel, where both of us may write."""
    bot, member = interaction.client, member_key(interaction)
    channel_id = _require_writing(interaction)
    async with bot.db.begin() as session:
        step = await stepping.share(session, member, step_id, channel_id, now=bot.clock.now())
        page = await _page_of(interaction, session, member)
    say = await speaker(interaction)
    note = say("pledges-step-sharing", channel=f"<#{step.shared_channel_id}>")
    await _show(interaction, page, step, say, note=note)


@controls.TAKE_BACK.handles
async def take_back(interaction: Interaction, *, step_id: int) -> None:
    """Show the step to nobody else any more."""
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.begin() as session:
        before = await steps.find(session, member, step_id)
        step = await stepping.take_back(session, member, step_id, now=bot.clock.now())
        page = await _page_of(interaction, session, member)
    say = await speaker(interaction)
    was_shown = before.shared_channel_id is not None
    note = say("pledges-step-taken-back" if was_shown else "pledges-step-not-shared")
    await _show(interaction, page, step, say, note=note)


async def _settle(
    interaction: Interaction, member: MemberKey, step_id: int, state: StepState
) -> None:
    async with interaction.client.db.begin() as session:
        page = await _page_of(interaction, session, member)
        step = await steps.find(session, member, step_id)
        is_ours_to_say = step.is_open or step.state is state
        if is_ours_to_say:
            now = interaction.client.clock.now()
            step = await stepping.settle(session, member, step_id, state, now=now)
    say = await speaker(interaction, guild_id=member.guild_id)
    note = step_cards.settled_note(step, say)
    if not is_ours_to_say:
        note = say(stepping.StepSettled.key)
    await _show(interaction, page.without(step_id), step, say, note=note, news=is_ours_to_say)


@dataclass(frozen=True)
class _Page:
    """What an answer is drawn on: a step of one's own, or the question with several."""

    today: date
    asked: tuple[Step, ...] | None
    """Those of the question that are open still; None where it is no question."""

    def number_of(self, step_id: int) -> int | None:
        """What the question calls a step; None where it needs no number."""
        ids = [step.id for step in self.asked or ()]
        return ids.index(step_id) + 1 if len(ids) > 1 and step_id in ids else None

    def without(self, step_id: int) -> Self:
        """The page once a step is answered."""
        if self.asked is None:
            return self
        return replace(self, asked=tuple(step for step in self.asked if step.id != step_id))


async def _page_of(interaction: Interaction, session: AsyncSession, member: MemberKey) -> _Page:
    """What was pressed on. The question is the one message of ours that is not ephemeral."""
    bot, message = interaction.client, interaction.message
    settings, now = await bot.settings.of(member.guild_id), bot.clock.now()
    today = await steps.today_of(session, member, zone=settings.zone, now=now)
    if message is None or message.flags.ephemeral:
        return _Page(today, None)
    step_ids = step_cards.steps_in(_custom_ids(message))
    await asking.note_seen(session, member, step_ids, zone=settings.zone, now=now)
    return _Page(today, tuple(await asking.list_named(session, member, step_ids)))


async def _show(
    interaction: Interaction,
    page: _Page,
    step: Step,
    say: Speaker,
    *,
    note: str,
    choosing: bool = False,
    news: bool = True,
) -> None:
    """Draw the message again whose button was pressed.

    Args:
        news: Whether what is settled was just settled, so that another step may follow.
    """
    if page.asked is None:
        shown = step_cards.panel(
            step,
            say,
            today=page.today,
            note=note,
            choosing=choosing,
            in_dm=interaction.guild_id is None,
        )
    else:
        shown = step_cards.question(
            page.asked,
            say,
            guild_id=step.guild_id,
            server=_server(interaction, step.guild_id),
            today=page.today,
            note=note,
            settled=step if news and not step.is_open else None,
            choosing=step.id if choosing else None,
        )
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


def _custom_ids(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        if isinstance(row, discord.ActionRow):
            for child in row.children:
                if child.custom_id is not None:
                    yield child.custom_id


def _server(interaction: Interaction, guild_id: int) -> str:
    guild = interaction.client.get_guild(guild_id)
    return "—" if guild is None else guild.name


def _require_writing(interaction: Interaction) -> int:
    """Where the member is, if both they and we may write there.

    Raises:
        MayNotPost, WeMayNotWriteHere: One of us may not.
    """
    if interaction.channel_id is None or not may_post(interaction):
        raise MayNotPost
    in_thread = isinstance(interaction.channel, discord.Thread)
    send = "send_messages_in_threads" if in_thread else "send_messages"
    needed = ("view_channel", send, "embed_links")
    missing = [name for name in needed if not getattr(interaction.app_permissions, name)]
    if missing:
        raise WeMayNotWriteHere(missing=", ".join(missing))
    return interaction.channel_id
