"""What is asked without a click: organisers for an outcome, the absent for what kept them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Content, DirectMessage, Receipt, Refusal
from bot.client import Tenet
from bot.components import rows
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.texts import Speaker
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState
from cogs.initiatives.service import missed, outcomes, overdue
from cogs.initiatives.service.kinds import MISSED, NEWS, ORGANISING
from cogs.initiatives.service.organisers import organises
from cogs.initiatives.views import closing as views
from cogs.initiatives.views import closing_messages as messages

log = logging.getLogger(__name__)

LOOK_SECONDS = 300.0

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""How long to wait when Discord does not say who is there."""

NOT_HERE = "they are not in this server any more"


def register(bot: Tenet) -> None:
    """Bring the renderers, the notice's button and the tick to the parts that call them."""
    bot.deliveries.register(
        overdue.ASK,
        Renderer(
            render_question,
            refused=question_refused,
            dropped=question_dropped,
        ),
    )
    bot.deliveries.register(
        missed.ASK,
        Renderer(render_missed, sent=missed_sent, refused=missed_refused, dropped=missed_dropped),
    )
    bot.deliveries.register(outcomes.TOLD, Renderer(render_news, refused=news_refused))

    def draw(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
        return rows(views.open_button(say, int(arguments["initiative_id"])))

    bot.telling.draws(overdue.NOTICE, draw)

    async def look() -> None:
        """Ask about what is over. A crash repeats it: whoever was asked is not asked besides."""
        now = bot.clock.now()
        async with bot.db.read() as session:
            due = await overdue.list_to_ask(session, now=now, shards=bot.deliveries.shards)
        for initiative_id in due:
            async with bot.db.begin() as session:
                await overdue.ask(session, initiative_id, now=now)

    bot.ticks.add("initiatives.overdue", look, seconds=LOOK_SECONDS)


async def render_question(rendering: Rendering) -> Action | Wait | Drop | None:
    """An organiser is asked; not at night, and the second time not if they wish for no more."""
    session, now, payload = rendering.session, rendering.now, rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    asked = await overdue.find_question(
        session, payload["initiative_id"], member.user_id, payload["time"], now=now
    )
    if asked is None or rendering.guild is None:
        return None
    say = await rendering.speak_to(member, None)
    embed, view = messages.question(asked, rendering.server, say)
    reason = Reason(ORGANISING, {"title": asked.title, "server": rendering.server})
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def question_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """They cannot be written to; stewards hear of it, unless others can be asked."""
    await overdue.unreachable(session, job.payload["initiative_id"], now=now)
    return True


async def question_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """They do not want to be asked, or are not here."""
    await overdue.unreachable(session, job.payload["initiative_id"], now=now)


async def render_missed(rendering: Rendering) -> Action | Wait | Drop | None:
    """The question what kept them, once the gate lets it through and they are there."""
    session = rendering.session
    signup_id: int = rendering.job.payload["signup_id"]
    asked = await missed.find_question(session, signup_id)
    if asked is None or rendering.guild is None:
        return None
    say = await rendering.speak_to(asked.member, asked.language)
    embed, view = messages.missed_question(asked, signup_id, rendering.server, say)
    about = {"title": asked.title, "server": rendering.server}
    reason = Reason(MISSED, about, locale=asked.language)
    return DirectMessage(asked.member.user_id, Content(embeds=[embed], view=view), reason)


async def missed_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """They were asked, and that is one of the messages that they did not ask for."""
    await missed.asked(session, job.payload["signup_id"], now=now)


async def missed_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """They cannot be asked, and need not be."""
    await missed.asked(session, job.payload["signup_id"], now=now)
    return True


async def missed_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """They are not to be asked any more."""
    await missed.asked(session, job.payload["signup_id"], now=now)


async def render_news(rendering: Rendering) -> Action | Wait | Drop | None:
    """What came of it, to somebody who was part of it."""
    session, payload = rendering.session, rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    initiative = await session.get(Initiative, payload["initiative_id"])
    if initiative is None or initiative.state != InitiativeState.CLOSED:
        return None
    told = await outcomes.find_outcome(session, initiative.id)
    if told is None:
        return None
    carries = await organises(session, initiative, member.user_id)
    overview = await service.get_overview(session, initiative.id)
    say = await rendering.speak_to(member, None)
    embed, view = messages.news(
        overview,
        told,
        rendering.server,
        say,
        may_confirm=outcomes.may_confirm(told, member.user_id, organises=carries),
        carries=carries,
    )
    about = {"title": overview.title, "server": rendering.server}
    line = messages.news_line(overview, told, say)
    reason = Reason(ORGANISING if carries else NEWS, about, line=line)
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def news_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs reads it on the card."""
    return True
