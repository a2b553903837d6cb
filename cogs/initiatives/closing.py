"""What organisers press to tell what came of an initiative, and others to look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.client import Tenet
from bot.components import Control
from bot.interactions import Interaction, answer, defer, speaker, update
from bot.models import MemberKey
from bot.texts import Speaker, unmarked
from cogs.initiatives import asking, photos
from cogs.initiatives.acting import acting
from cogs.initiatives.models import Initiative
from cogs.initiatives.service import (
    Actor,
    attendance,
    closing,
    get_overview,
    managing,
    missed,
    outcomes,
    reports,
)
from cogs.initiatives.service.organisers import organises
from cogs.initiatives.service.reports import Preview
from cogs.initiatives.views import closing as views
from cogs.initiatives.views import closing_messages as messages

PRUNE_SECONDS = timedelta(days=1).total_seconds()

CONTROLS: tuple[Control, ...] = (
    views.OPEN,
    views.WORDS,
    views.WORDS_FORM,
    views.FIGURES,
    views.FIGURES_FORM,
    views.PRESENT,
    views.PAGE,
    views.EVERYBODY,
    views.NOBODY,
    views.TELL,
    views.DISCARD,
    views.OUTCOME,
    views.CONFIRM,
    messages.CAME_UP,
    messages.DID_NOT_SUIT,
    messages.NO_ANSWER,
)


def register(bot: Tenet) -> None:
    """Bring what happens without a click to the parts that call it."""
    asking.register(bot)

    async def prune() -> None:
        async with bot.db.begin() as session:
            await reports.prune(session, now=bot.clock.now())

    bot.ticks.add("initiatives.reports", prune, seconds=PRUNE_SECONDS)


async def open_by_name(
    interaction: Interaction, name: str, photo: discord.Attachment | None = None
) -> None:
    """Answer `/initiative close`.

    Raises:
        NotAPhoto, PhotoTooLarge, MayNotPost, PhotoLost: As they say; nothing has changed then.
    """
    actor = await acting(interaction)
    async with interaction.client.db.read() as session:
        initiative_id = await managing.find_by_name(session, actor, name)
    if photo is None:
        await open_preview(interaction, initiative_id)
        return
    ending = photos.check(interaction, photo)
    await defer(interaction)
    shown, say = await _begin(interaction, initiative_id)
    raw = await photos.fetch(photo)
    # The first thing sent after a deferral takes its place, and would be private like it.
    await update(
        interaction, embed=views.preview(shown, say), view=views.preview_buttons(shown, say)
    )
    link = await photos.post(interaction, shown, raw, ending)
    shown = await _write(interaction, actor, initiative_id, {"evidence": link}, say)
    await _show(interaction, shown, say)


async def open_preview(interaction: Interaction, initiative_id: int) -> None:
    """Show what has been said so far about what came of it, in private."""
    shown, say = await _begin(interaction, initiative_id)
    in_dm = interaction.guild_id is None
    await answer(
        interaction,
        embed=views.preview(shown, say),
        view=views.preview_buttons(shown, say, in_dm=in_dm),
    )


@views.OPEN.handles
async def open_close(interaction: Interaction, *, initiative_id: int) -> None:
    """From a panel, a message or a notice."""
    await open_preview(interaction, initiative_id)


@views.WORDS.handles
async def open_words(interaction: Interaction, *, initiative_id: int) -> None:
    """The form for words, with what was typed before."""
    shown, say = await _begin(interaction, initiative_id)
    await views.WORDS_FORM.open(
        interaction,
        say("initiatives-closing-words-title"),
        views.words_fields(shown.answers, say),
        initiative_id=initiative_id,
    )


@views.FIGURES.handles
async def open_figures(interaction: Interaction, *, initiative_id: int) -> None:
    """The form for figures, with what was typed before."""
    shown, say = await _begin(interaction, initiative_id)
    await views.FIGURES_FORM.open(
        interaction,
        say("initiatives-closing-figures-title"),
        views.figures_fields(shown.answers, say),
        initiative_id=initiative_id,
    )


@views.WORDS_FORM.handles
@views.FIGURES_FORM.handles
async def write(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """A form was sent: keep all of it, and show what it makes."""
    actor = await _actor(interaction, initiative_id)
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    shown = await _write(interaction, actor, initiative_id, values, say)
    await _show(interaction, shown, say)


@views.PRESENT.handles
async def mark_some(
    interaction: Interaction, *, initiative_id: int, page: int, values: list[str]
) -> None:
    """Who was there, of a page of people, and whom somebody added to it."""
    data: dict[str, Any] = dict(interaction.data or {})
    users = data.get("resolved", {}).get("users", {})
    people = [int(one) for one in values if not users.get(one, {}).get("bot")]
    await _mark(
        interaction,
        initiative_id,
        lambda known, present: views.marked(known, present, page, people),
        page=page,
    )


@views.EVERYBODY.handles
async def mark_everybody(interaction: Interaction, *, initiative_id: int) -> None:
    """All who had a seat were there, besides those who are marked already."""
    await _mark(interaction, initiative_id, lambda known, present: [*known.expected, *present])


@views.NOBODY.handles
async def mark_nobody(interaction: Interaction, *, initiative_id: int) -> None:
    """Nobody was there; or the marking begins anew."""
    await _mark(interaction, initiative_id, lambda known, present: [])


@views.PAGE.handles
async def turn(interaction: Interaction, *, initiative_id: int, page: int) -> None:
    """Other people to choose from."""
    shown, say = await _begin(interaction, initiative_id)
    await _show(interaction, shown, say, page=page)


@views.TELL.handles
async def tell(interaction: Interaction, *, initiative_id: int) -> None:
    """Close it with this, or correct what was said."""
    bot = interaction.client
    actor = await _actor(interaction, initiative_id)
    async with bot.db.begin() as session:
        done = await closing.tell(
            session, actor, initiative_id, act_id=interaction.id, now=bot.clock.now()
        )
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    await update(interaction, views.told(done, say))


@views.DISCARD.handles
async def discard(interaction: Interaction, *, initiative_id: int) -> None:
    """What was typed is not to be told."""
    actor = await _actor(interaction, initiative_id)
    async with interaction.client.db.begin() as session:
        await reports.discard(session, actor, initiative_id)
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    await update(interaction, say("initiatives-closing-discarded"))


@views.OUTCOME.handles
async def look(interaction: Interaction, *, initiative_id: int) -> None:
    """On the closed card: all that is known of what came of it."""
    await show_outcome(interaction, initiative_id)


async def show_outcome(interaction: Interaction, initiative_id: int) -> None:
    """What came of it, who says so, what was said before, and what this member can do about it.

    Raises:
        NoOutcome: Nobody has told it yet.
    """
    actor = await _actor(interaction, initiative_id)
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    embed, view = await _outcome(interaction, actor, initiative_id, say)
    await answer(interaction, embed=embed, view=view)


@views.CONFIRM.handles
async def confirm(interaction: Interaction, *, initiative_id: int, outcome_id: int) -> None:
    """A second person answers for it."""
    bot = interaction.client
    actor = await _actor(interaction, initiative_id)
    async with bot.db.begin() as session:
        done = await outcomes.confirm(
            session, actor, initiative_id, outcome_id, now=bot.clock.now()
        )
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    embed, view = await _outcome(interaction, actor, initiative_id, say)
    key = "initiatives-outcome-confirmed" if done.is_new else "initiatives-outcome-confirmed-before"
    await update(interaction, say(key), embed=embed, view=view)


@messages.CAME_UP.handles
async def came_up(interaction: Interaction, *, signup_id: int) -> None:
    """Something came up."""
    await _count(interaction, signup_id, missed.Kept.CAME_UP)


@messages.DID_NOT_SUIT.handles
async def did_not_suit(interaction: Interaction, *, signup_id: int) -> None:
    """The time, the place or the thing itself did not suit them."""
    await _count(interaction, signup_id, missed.Kept.DID_NOT_SUIT)


@messages.NO_ANSWER.handles
async def no_answer(interaction: Interaction, *, signup_id: int) -> None:
    """They would rather not say."""
    await _count(interaction, signup_id, None)


async def _count(interaction: Interaction, signup_id: int, kept: missed.Kept | None) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        guild_id = await missed.answered(
            session, interaction.user.id, signup_id, kept, now=bot.clock.now()
        )
    say = await speaker(interaction, guild_id=guild_id)
    await update(interaction, say("initiatives-missed-thanks"))


async def _actor(interaction: Interaction, initiative_id: int) -> Actor:
    """Who acts; in a direct message nobody knows who is a steward where."""
    if interaction.guild_id is not None:
        return await acting(interaction)
    async with interaction.client.db.read() as session:
        overview = await get_overview(session, initiative_id)
    return Actor(MemberKey(overview.guild_id, interaction.user.id), is_steward=False)


async def _begin(interaction: Interaction, initiative_id: int) -> tuple[Preview, Speaker]:
    actor = await _actor(interaction, initiative_id)
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    async with interaction.client.db.begin() as session:
        shown = await reports.begin(
            session,
            actor,
            initiative_id,
            language=say.language,
            now=interaction.client.clock.now(),
        )
    return shown, say


async def _write(
    interaction: Interaction,
    actor: Actor,
    initiative_id: int,
    values: Mapping[str, str],
    say: Speaker,
) -> Preview:
    async with interaction.client.db.begin() as session:
        return await reports.write(
            session,
            actor,
            initiative_id,
            values,
            language=say.language,
            now=interaction.client.clock.now(),
        )


async def _mark(
    interaction: Interaction,
    initiative_id: int,
    choose: Callable[[attendance.Known, tuple[int, ...]], list[int]],
    *,
    page: int = 0,
) -> None:
    actor = await _actor(interaction, initiative_id)
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    async with interaction.client.db.begin() as session:
        shown = await reports.mark(
            session,
            actor,
            initiative_id,
            choose,
            language=say.language,
            now=interaction.client.clock.now(),
        )
    await _show(interaction, shown, say, page=page)


async def _show(interaction: Interaction, shown: Preview, say: Speaker, *, page: int = 0) -> None:
    in_dm = interaction.guild_id is None
    await update(
        interaction,
        embed=views.preview(shown, say),
        view=views.preview_buttons(shown, say, page=page, in_dm=in_dm),
    )


async def _outcome(
    interaction: Interaction, actor: Actor, initiative_id: int, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    async with interaction.client.db.read() as session:
        overview = await get_overview(session, initiative_id, guild_id=actor.member.guild_id)
        versions = await outcomes.list_versions(session, initiative_id)
        if not versions:
            raise outcomes.NoOutcome(title=unmarked(overview.title))
        carries = await _carries(session, actor, initiative_id)
        kept = await missed.count(session, actor.member.guild_id, initiative_id) if carries else {}
    user_id = actor.member.user_id
    may_confirm = outcomes.may_confirm(versions[0], user_id, organises=carries)
    return (
        views.outcome(versions, overview.title, say, kept=kept),
        views.outcome_buttons(versions[0], say, may_confirm=may_confirm, may_correct=carries),
    )


async def _carries(session: AsyncSession, actor: Actor, initiative_id: int) -> bool:
    if actor.is_steward:
        return True
    initiative = await session.get(Initiative, initiative_id)
    return initiative is not None and await organises(session, initiative, actor.member.user_id)
