"""The one message to those who pledged to words that have changed, from the queue to their DMs."""

from __future__ import annotations

from datetime import datetime

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Content, DirectMessage, Receipt, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.pledges.service import digests, versions
from cogs.pledges.service.digests import DIGEST
from cogs.pledges.service.kinds import REWORDED
from cogs.pledges.views import versions as pages

LOOK_SECONDS = 300.0

ASKED = "asked"
"""What the message that is being sent asks about, in the payload of the job while it is in hand."""


class Digesting:
    """Looks whom to write to, words it, and keeps what became of it."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    def register(self) -> None:
        """Have the outbox's worker and the ticks know it."""
        self._bot.deliveries.register(
            DIGEST,
            Renderer(self._render, sent=self._sent, refused=self._refused, dropped=self._dropped),
        )
        self._bot.ticks.add("pledges.digest", self.look, seconds=LOOK_SECONDS)

    async def look(self) -> None:
        """Hand those whose turn it is to the outbox. A crash repeats it, which changes nothing."""
        bot, now = self._bot, self._bot.clock.now()
        async with bot.db.read() as session:
            due = await digests.list_due(session, now=now, shards=bot.deliveries.shards)
        if due:
            async with bot.db.begin() as session:
                await digests.ask(session, due, now=now)

    async def _render(self, rendering: Rendering) -> Action | Wait | Drop | None:
        session, job = rendering.session, rendering.job
        member = _member(job)
        unasked = await digests.find_unasked(session, member)
        if not unasked or rendering.guild is None:
            return None
        reworded = await versions.list_reworded(session, member)
        asked = [one for one in reworded if one.is_open and one.pledge_id in unasked]
        if not asked:
            return Drop("they have answered, or the value is gone")
        job.payload[ASKED] = [(pledge_id, to) for pledge_id, to in unasked.items()]
        say = await rendering.speak_to(member, None)
        server = rendering.guild.name
        embed, view = pages.page(
            reworded, asked[0].now.id, say, guild_id=job.guild_id, server=server
        )
        text = say(
            "pledges-versions-digest",
            count=len(asked),
            server=discord.utils.escape_markdown(server),
        )
        server = rendering.server
        line = say("pledges-versions-digest-line", count=len(asked))
        reason = Reason(REWORDED, {"server": server}, line=line)
        return DirectMessage(member.user_id, Content(text, embeds=[embed], view=view), reason)

    async def _sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        """What was published after it was worded is not what it asked about."""
        await digests.note_asked(session, job.payload[ASKED], now=now)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """They cannot be written to; their own list shows it."""
        await digests.note_asked(session, job.payload[ASKED], now=now)
        return True

    async def _dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        unasked = await digests.find_unasked(session, _member(job))
        await digests.note_asked(session, list(unasked.items()), now=now)


def _member(job: Job) -> MemberKey:
    return MemberKey(job.guild_id, job.payload["user_id"])
