"""What follows a post: its thread, its answers, the end of the one before, and being ignored."""

from __future__ import annotations

from datetime import datetime

from discord.utils import escape_markdown, format_dt
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    Action,
    Content,
    CountAnswers,
    DirectMessage,
    Edit,
    Receipt,
    Refusal,
    Remove,
    StartThread,
)
from bot.components import shorten
from bot.contact import Reason
from bot.deliveries import Drop, Job
from bot.interactions import Interaction, answer, speaker
from bot.models import MemberKey
from bot.rendering import Rendering
from bot.stewards import is_steward, require_steward_in
from bot.texts import Speaker
from cogs.reminders import service
from cogs.reminders.service import aging, ignored, posts
from cogs.reminders.views import heading
from cogs.reminders.views import ignored as views

GONE = frozenset({10003, 10008})
"""The channel or the message is not there any more."""

LONGEST_THREAD_NAME = 100

CONTROLS = (views.NORMAL, views.REWRITE, views.REWRITE_FORM)


async def render_thread(rendering: Rendering) -> Action | None:
    """A place to talk, under a post that has none yet."""
    shown = await service.find_post(
        rendering.session, rendering.job.payload["post_id"], now=rendering.now
    )
    if shown is None or shown.message_id is None or shown.thread_id is not None:
        return None
    if not shown.has_thread:
        return None
    name = shorten(heading(shown.carried.value), LONGEST_THREAD_NAME)
    return StartThread(shown.channel_id, shown.message_id, name)


async def thread_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """It is there."""
    if receipt.channel_id is not None:
        await posts.mark_thread(session, job.payload["post_id"], thread_id=receipt.channel_id)


async def render_count(rendering: Rendering) -> Action | None:
    """Look at a post that was not looked at yet."""
    found = await aging.find_to_count(rendering.session, rendering.job.payload["post_id"])
    return None if found is None else CountAnswers(found.channel_id, found.message_id)


async def count_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """Keep how many answers there were, and nothing about whose."""
    if receipt.answers is not None:
        await aging.mark_counted(session, job.payload["post_id"], answers=receipt.answers, now=now)


async def count_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A post that is gone, or that we may not look at, counts neither way."""
    await aging.could_not_count(
        session, job.payload["post_id"], is_gone=refusal.code in GONE, now=now
    )
    return refusal.code in GONE


async def render_parting(rendering: Rendering) -> Action | None:
    """The former post goes, or shrinks to a line."""
    found = await aging.find_parting(rendering.session, rendering.job.payload["post_id"])
    if found is None:
        return None
    standing = found.standing
    if not found.is_folded:
        return Remove(standing.channel_id, standing.message_id)
    what = found.name if found.value is None else heading(found.value)
    line = rendering.say(
        "reminders-folded", what=escape_markdown(what), day=format_dt(found.posted_at, "D")
    )
    return Edit(standing.channel_id, standing.message_id, Content(line))


async def parting_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """It is put away."""
    if receipt.message_id is not None:
        await aging.mark_parted(session, job.payload["post_id"], now=now)


async def parting_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """What somebody removed already is put away."""
    if refusal.code not in GONE:
        return False
    await aging.mark_parted(session, job.payload["post_id"], now=now)
    return True


async def render_ignored(rendering: Rendering) -> Action | Drop | None:
    """Its owner is told, while they can do something about it."""
    slowed = await ignored.find_slowed(rendering.session, rendering.job.payload["reminder_id"])
    if slowed is None or rendering.guild is None:
        return None
    if slowed.owner_id is None:
        return Drop("nobody owns it any more")
    if not await is_steward(rendering.guild, slowed.owner_id, rendering.settings):
        return Drop("its owner is no steward any more")
    say = await rendering.speak_to(MemberKey(slowed.guild_id, slowed.owner_id), None)
    words = Content(
        views.slowed(slowed, rendering.server, say),
        view=views.buttons(say, slowed.guild_id, slowed.id),
    )
    reason = Reason(ignored.IGNORED, {"name": slowed.name, "server": rendering.server})
    return DirectMessage(slowed.owner_id, words, reason)


async def ignored_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """The owner does not hear of it, so stewards do."""
    await ignored.tell_stewards(session, job.payload["reminder_id"], now=now)


async def ignored_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """The owner cannot be written to, so stewards hear of it."""
    await ignored.tell_stewards(session, job.payload["reminder_id"], now=now)
    return True


@views.NORMAL.handles
async def back_to_normal(interaction: Interaction, *, guild: int, reminder_id: int) -> None:
    """Let a reminder come as often as its rule says."""
    await require_steward_in(interaction, guild)
    async with interaction.client.db.begin() as session:
        restored = await ignored.back_to_normal(
            session,
            guild,
            reminder_id,
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    say = await speaker(interaction, guild_id=guild)
    await answer(interaction, _as_usual("reminders-back-to-normal", restored, say))


@views.REWRITE.handles
async def ask_for_words(interaction: Interaction, *, guild: int, reminder_id: int) -> None:
    """Open the form with the reminder's words as they are now."""
    await require_steward_in(interaction, guild)
    async with interaction.client.db.read() as session:
        shown = await ignored.get_for_change(session, guild, reminder_id)
    say = await speaker(interaction, guild_id=guild)
    await views.REWRITE_FORM.open(
        interaction,
        say("reminders-rewrite-title"),
        views.fields(shown, say),
        guild=guild,
        reminder_id=reminder_id,
    )


@views.REWRITE_FORM.handles
async def rewrite(
    interaction: Interaction, *, guild: int, reminder_id: int, values: dict[str, str]
) -> None:
    """Keep the new words."""
    await require_steward_in(interaction, guild)
    async with interaction.client.db.begin() as session:
        rewritten = await ignored.rewrite(
            session,
            guild,
            reminder_id,
            text=values.get("text", ""),
            actor_id=interaction.user.id,
            now=interaction.client.clock.now(),
        )
    say = await speaker(interaction, guild_id=guild)
    await answer(interaction, _as_usual("reminders-rewritten", rewritten, say))


def _as_usual(key: str, reminder: ignored.SlowedText, say: Speaker) -> str:
    at = reminder.next_run_at
    return say(
        key,
        name=escape_markdown(reminder.name),
        moment="none" if at is None else format_dt(at, "F"),
    )
