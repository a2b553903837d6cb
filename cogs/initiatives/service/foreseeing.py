"""An initiative as it would be if a proposal were published now."""

from __future__ import annotations

from datetime import datetime

from bot.config import Decision
from bot.models import MemberKey
from cogs.initiatives.models import InitiativeState
from cogs.initiatives.service.configuring import Rules
from cogs.initiatives.service.needs import NeedNow
from cogs.initiatives.service.proposals import Proposal
from cogs.initiatives.service.reading import Overview
from cogs.initiatives.service.showing import DateNow, Shown


def foresee(proposal: Proposal, *, member: MemberKey, rules: Rules, now: datetime) -> Shown:
    """What its card would show."""
    at_once = rules.decide is Decision.OPEN
    overview = Overview(
        id=0,
        guild_id=member.guild_id,
        organiser_id=member.user_id,
        state=InitiativeState.OPEN if at_once else InitiativeState.PROPOSED,
        kind=proposal.kind,
        title=proposal.title,
        what=proposal.what,
        first_step=proposal.first_step,
        reason=None,
        value_ids=proposal.value_ids,
        when_text=proposal.when_text,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        zone=proposal.zone,
        poll_until=proposal.poll_until,
        place_kind=proposal.place_kind,
        place_text=proposal.place_text,
        place_channel_id=proposal.place_channel_id,
        link=proposal.link,
        capacity=proposal.capacity,
        role_id=proposal.role_id,
        cutoff_at=proposal.cutoff_at,
        confirmed=0,
        offered=0,
        waiting=0,
        interested=0,
        channel_id=None,
        message_id=None,
        thread_id=None,
        event_id=None,
        uid="",
        sequence=0,
        created_at=now,
        silent_at=None,
        started_at=None,
        closed_at=None,
    )
    return Shown(
        overview,
        needs=tuple(NeedNow(0, need.name, need.capacity, taken=0) for need in proposal.needs),
        dates=tuple(DateNow(0, span.starts_at, span.ends_at, votes=0) for span in proposal.dates),
        seconds_needed=rules.seconds if rules.decide is Decision.SECONDS else None,
    )
