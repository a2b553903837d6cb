"""What reminders bring to the parts that call them: runs, deliveries and a tick."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.client import Tenet
from bot.rendering import Renderer
from bot.schedules import DueRun
from cogs.reminders import posting, service, tending, wording
from cogs.reminders.service import aging, drafts, ignored, posts
from cogs.reminders.views import ignored as views

LOOK_SECONDS = 60.0
PRUNE_SECONDS = 24 * 3600.0
TICK = "reminders.answers"


def register(bot: Tenet) -> None:
    """Bring the run's handler, the renderers and the tick to the parts that call them."""

    async def run(session: AsyncSession, due: DueRun, now: datetime) -> None:
        await posting.run(bot, session, due, now)

    bot.schedules.register(service.KIND, run, name=service.find_name)
    bot.contacts.register(ignored.IGNORED)
    bot.telling.draws(ignored.NOTICE, views.under_notice)
    for kind, renderer in (
        (
            service.POST,
            Renderer(
                partial(posting.render, bot),
                sent=partial(posting.sent, bot),
                refused=wording.poll_refused,
                dropped=posting.dropped,
            ),
        ),
        (posts.THREAD, Renderer(tending.render_thread, sent=tending.thread_sent)),
        (
            aging.COUNT,
            Renderer(tending.render_count, sent=tending.count_sent, refused=tending.count_refused),
        ),
        (
            aging.PART,
            Renderer(
                tending.render_parting, sent=tending.parting_sent, refused=tending.parting_refused
            ),
        ),
        (
            ignored.TOLD,
            Renderer(
                tending.render_ignored,
                refused=tending.ignored_refused,
                dropped=tending.ignored_dropped,
            ),
        ),
    ):
        bot.deliveries.register(kind, renderer)

    async def look() -> None:
        """Have posts counted whose reminder comes again soon. A crash leaves that to the next."""
        now = bot.clock.now()
        async with bot.db.read() as session:
            due = await aging.list_to_count(session, now=now, shards=bot.deliveries.shards)
        if due:
            async with bot.db.begin() as session:
                await aging.ask_to_count(session, due, now=now)

    async def prune() -> None:
        """Delete drafts that nobody came back to. A crash leaves that to the next."""
        async with bot.db.begin() as session:
            await drafts.prune(session, now=bot.clock.now())

    bot.ticks.add(TICK, look, seconds=LOOK_SECONDS)
    bot.ticks.add("reminders.drafts", prune, seconds=PRUNE_SECONDS)
