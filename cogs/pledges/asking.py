"""What happens by itself about next steps: the question on their day, and what others are shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact
from bot.actions import Action, Content, DirectMessage, Edit, Post, Receipt, Refusal, Remove
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.pledges.models import StepState
from cogs.pledges.service import asking, sharing, steps
from cogs.pledges.service.kinds import STEP
from cogs.pledges.service.steps import Step
from cogs.pledges.views import step_cards

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""How long to wait when Discord does not say who is there, or a message is on its way."""

GONE = frozenset({10003, 10008})
"""Unknown channel, unknown message (FACTS §5)."""

NOT_HERE = "they are not in this server any more"


def register(bot: Tenet) -> None:
    """Bring the tick and the renderers to the parts that call them."""
    question = Question(bot)
    renderers: Mapping[str, Renderer] = {
        asking.ASK: Renderer(
            question.render,
            sent=question.sent,
            refused=question.refused,
            dropped=question.dropped,
        ),
        sharing.SHARE: Renderer(render_shared, sent=shared, refused=not_shared),
        sharing.SHOW: Renderer(render_shown, refused=not_shown),
        sharing.UNSHARE: Renderer(render_removal),
    }
    for kind, renderer in renderers.items():
        bot.deliveries.register(kind, renderer)
    bot.ticks.add("pledges.steps", partial(look, bot), seconds=LOOK_SECONDS)


async def look(bot: Tenet) -> None:
    """Have those asked for whom it is six in the evening of a day that they named.

    A crash repeats it: whoever is about to be asked is not asked besides.
    """
    now = bot.clock.now()
    async with bot.db.read() as session:
        waiting = await asking.list_waiting(session, now=now, shards=bot.deliveries.shards)
    due: set[MemberKey] = set()
    for one in waiting:
        zone = one.zone or (await bot.settings.of(one.member.guild_id)).zone
        if asking.is_due(one.day, zone, by=now):
            due.add(one.member)
    if due:
        async with bot.db.begin() as session:
            await asking.ask(session, due, now=now)


class Question:
    """The private question how it went, about all that is due."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._asked: dict[int, Sequence[Step]] = {}
        """What each delivery under way asks about; whatever is sent has been worded by us."""

    async def render(self, rendering: Rendering) -> Action | Wait | Drop | None:
        """The question, once the gate lets it through and they are there to be asked."""
        job, session, now = rendering.job, rendering.session, rendering.now
        member = MemberKey(job.guild_id, job.payload["user_id"])
        zone, guild = rendering.settings.zone, rendering.guild
        self._asked.pop(job.id, None)
        due = await asking.list_due(session, member, zone=zone, by=job.not_before, now=now)
        if not due or guild is None:
            return None
        stopped_at = await contact.stopped_since(session, member)
        if stopped_at is not None:
            # To name a day is to ask for the question; what was named before the stop is not asked.
            due = [step for step in due if step.written_at > stopped_at] or due
        self._asked[job.id] = due
        chosen_at = min(step.written_at for step in due)
        shown = step_cards.question(
            due,
            await rendering.speak_to(member, None),
            guild_id=guild.id,
            server=guild.name,
            today=await steps.today_of(session, member, zone=zone, now=now),
        )
        embeds = [] if shown.embed is None else [shown.embed]
        reason = Reason(STEP, {"server": rendering.server}, chosen_at=chosen_at)
        return DirectMessage(member.user_id, Content(shown.text, embeds, shown.view), reason)

    async def sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        """They were asked, and that is one of the messages that they did not ask for just now."""
        await self._settle(session, job)

    async def refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """They cannot be written to; their list shows the step all the same."""
        await self._settle(session, job)
        return True

    async def dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        """They are not asked about these days any more."""
        await self._settle(session, job)

    async def _settle(self, session: AsyncSession, job: Job) -> None:
        asked = self._asked.pop(job.id, ())
        await asking.note_asked(
            session, {step.id: step.due_on for step in asked if step.due_on is not None}
        )


async def render_shared(rendering: Rendering) -> Action | None:
    """A step where its member wants others to see it, in the server's language."""
    payload = rendering.job.payload
    step = await steps.find_any(rendering.session, payload["step_id"])
    channel_id: int = payload["channel_id"]
    if step is None or step.value is None or not sharing.is_on_its_way(step, channel_id):
        return None
    return Post(channel_id, Content(embeds=[step_cards.shared(step, rendering.say)]))


async def shared(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """It stands there."""
    if receipt.channel_id is None or receipt.message_id is None:
        return
    await sharing.posted(
        session,
        job.guild_id,
        job.payload["step_id"],
        asked_in=job.payload["channel_id"],
        channel_id=receipt.channel_id,
        message_id=receipt.message_id,
        now=now,
    )


async def not_shared(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """It stands nowhere, and can be shared anew; stewards hear what we lack."""
    await sharing.lost(session, job.payload["step_id"])
    return refusal.code in GONE


async def render_shown(rendering: Rendering) -> Action | Wait | None:
    """What others see of a step, as it is now."""
    step = await steps.find_any(rendering.session, rendering.job.payload["step_id"])
    if step is None or step.value is None or step.state is StepState.LET_GO:
        return None
    if step.shared_channel_id is None or step.shared_message_id is None:
        return None  # a message that is on its way is looked at once more when it stands
    content = Content(embeds=[step_cards.shared(step, rendering.say)])
    return Edit(step.shared_channel_id, step.shared_message_id, content)


async def not_shown(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A message that somebody has deleted is shared no more."""
    if refusal.code not in GONE:
        return False
    await sharing.lost(session, job.payload["step_id"])
    return True


async def render_removal(rendering: Rendering) -> Action | None:
    """The message goes."""
    payload = rendering.job.payload
    return Remove(payload["channel_id"], payload["message_id"])
