"""How a comparison is told: to the stewards in their channel, and to the one who asked for it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import reconciliations
from bot.actions import Action, Content, Post, Refusal
from bot.components import shorten
from bot.deliveries import Job
from bot.places import find_channel
from bot.rendering import Renderer, Rendering
from bot.reports import Outcome, Report, Window
from bot.settings import STEWARDS_CHANNEL
from bot.texts import Speaker

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

LONGEST = 1900
"""Characters of a report; Discord takes 2,000 in a message (FACTS §4)."""

MOST_SENTENCES = 12
"""What is to be mended in more places than this is one matter, and nobody reads on."""


def register(bot: Tenet) -> None:
    """Have the outbox tell stewards what was found."""
    bot.deliveries.register(reconciliations.DELIVERY, Renderer(_render, refused=_refused))


async def _render(rendering: Rendering) -> Action | None:
    found = await reconciliations.find(
        rendering.session, rendering.job.payload["reconciliation_id"]
    )
    if found is None or rendering.guild is None:
        return None
    channel = find_channel(rendering.guild, rendering.settings.place(STEWARDS_CHANNEL))
    if channel is None:
        return None
    return Post(channel.id, Content(told(found, rendering.say)))


async def _refused(_session: AsyncSession, job: Job, refusal: Refusal, _now: datetime) -> bool:
    """The stewards' channel itself refuses us; the report stays in /setup status."""
    log.warning("a report could not be told: %s", refusal.reason, extra={"guild_id": job.guild_id})
    return True


def told(outcome: Outcome, say: Speaker) -> str:
    """What was found; the first sentence says what happened, and more than one more is a list."""
    report = outcome.report
    if not (report.changed or report.remarks):
        return say("reconcile-nothing", looked=report.looked_at)
    sentences = [_missed(outcome.window, say)] if outcome.window is not None else []
    if report.is_news and not sentences:
        sentences = [say("reconcile-found")]
    for name, part in outcome.parts.items():
        sentences += _part(name, part, say, is_away=outcome.window is not None)
    text = _laid_out(sentences[:MOST_SENTENCES])
    seconds = round((outcome.ended_at - outcome.began_at) / timedelta(seconds=1))
    figures = say("reconcile-figures", looked=report.looked_at, seconds=seconds)
    return f"{shorten(text, LONGEST)}\n-# {figures}"


def _laid_out(sentences: Sequence[str]) -> str:
    """Two sentences in a row, more below each other: tired stewards read this on a phone."""
    if len(sentences) < 3:
        return " ".join(sentences)
    first, *others = sentences
    return "\n".join([first, *(f"- {sentence}" for sentence in others)])


def _missed(window: Window, say: Speaker) -> str:
    """The time we were away, as the clocks of whoever reads it have it."""
    longer = window.until - window.since >= timedelta(hours=12)
    style: Literal["f", "t"] = "f" if longer else "t"
    return say(
        "reconcile-away" if window.is_exact else "reconcile-away-about",
        since=discord.utils.format_dt(window.since, style),
        until=discord.utils.format_dt(window.until, style),
    )


def _part(name: str, part: Report, say: Speaker, *, is_away: bool) -> Iterator[str]:
    """What one capability found."""
    name = name.replace(".", "-")
    unsaid = part.repaired - len(part.remarks)
    counts = {
        "added": part.added,
        "removed": part.removed,
        "repaired": unsaid,
        "sum": part.added + part.removed,
    }
    found = ["added"] * bool(part.added) + ["removed"] * bool(part.removed)
    if len(found) == 2 and say.has(f"reconcile-{name}-both"):
        found = ["both"]
    for what in found:
        yield _worded(name, what, is_away=is_away, say=say, counts=counts)
    for remark, count in part.remarks:
        yield say(remark.key, **{"count": count} | dict(remark.arguments))
    if unsaid > 0:
        yield _worded(name, "repaired", is_away=is_away, say=say, counts=counts)
    label = say(f"reconcile-part-{name}") if say.has(f"reconcile-part-{name}") else name
    for reason, count in part.reasons:
        why = say(reason.key, **{"count": count} | dict(reason.arguments))
        yield say("reconcile-failed", part=label, why=why)
    unexplained = part.failed - sum(count for _, count in part.reasons)
    if unexplained > 0:
        why = say("reconcile-why-unknown", count=unexplained)
        yield say("reconcile-failed", part=label, why=why)


def _worded(name: str, what: str, *, is_away: bool, say: Speaker, counts: dict[str, int]) -> str:
    key = f"reconcile-{name}-{what}"
    if is_away and say.has(f"{key}-away"):
        return say(f"{key}-away", **counts)
    if say.has(key):
        return say(key, **counts)
    return say(f"reconcile-other-{what}", name=name, **counts)
