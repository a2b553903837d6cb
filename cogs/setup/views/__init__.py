"""How the bot is doing, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import discord

from bot.checks import worded
from bot.components import shorten
from bot.reporting import told
from bot.reports import Outcome
from bot.texts import Speaker
from cogs.setup.service import Standing

COLOUR = discord.Colour.blurple()

MOST_NOTICES = 5
LONGEST_FIELD = 1024
"""Characters of a field's value (FACTS §4)."""


@dataclass(frozen=True)
class Health:
    """What the process knows of itself."""

    version: str
    started_at: datetime
    connected_at: datetime | None
    """Since when this server's connection has stood; None while it does not."""
    last: Outcome | None
    """The last comparison of this server since the start."""
    is_comparing: bool
    next_at: datetime
    invite: str | None = None
    """The link that brings the bot into another server."""


def status(health: Health, standing: Standing, say: Speaker) -> discord.Embed:
    """How the bot is doing in one server."""
    embed = discord.Embed(title=say("setup-status-title"), colour=COLOUR)
    connected = (
        say("setup-status-connected", at=discord.utils.format_dt(health.connected_at, "R"))
        if health.connected_at is not None
        else say("setup-status-disconnected")
    )
    started = discord.utils.format_dt(health.started_at, "R")
    running = say("setup-status-running", version=health.version, started=started)
    embed.description = f"{running} {connected}"
    embed.add_field(
        name=say("setup-status-comparison"), value=_comparison(health, say), inline=False
    )
    if standing.found is not None:
        found = f"{discord.utils.format_dt(standing.found.ended_at, 'f')}: "
        found += told(standing.found, say)
        embed.add_field(
            name=say("setup-status-found"), value=shorten(found, LONGEST_FIELD), inline=False
        )
    embed.add_field(name=say("setup-status-outbox"), value=_outbox(standing, say), inline=False)
    embed.add_field(
        name=say("setup-status-notices"),
        value=shorten(_notices(standing, say), LONGEST_FIELD),
        inline=False,
    )
    if health.invite is not None:
        embed.add_field(
            name="\u200b", value=say("setup-status-invite", url=health.invite), inline=False
        )
    return embed


def _comparison(health: Health, say: Speaker) -> str:
    if health.is_comparing:
        return say("setup-status-comparing")
    following = say("setup-status-next", at=discord.utils.format_dt(health.next_at, "R"))
    if health.last is None:
        return f"{say('setup-status-never')} {following}"
    return f"{_counted(health.last, say)}\n{following}"


def _counted(outcome: Outcome, say: Speaker) -> str:
    report = outcome.report
    return say(
        "setup-status-counts",
        at=discord.utils.format_dt(outcome.ended_at, "f"),
        looked=report.looked_at,
        added=report.added,
        removed=report.removed,
        repaired=report.repaired,
        failed=report.failed,
    )


def _outbox(standing: Standing, say: Speaker) -> str:
    waiting = standing.waiting
    sentences = []
    if waiting.due_since is None:
        sentences.append(say("setup-status-outbox-empty"))
    else:
        since = discord.utils.format_dt(waiting.due_since, "R")
        sentences.append(say("setup-status-outbox-due", count=waiting.due, since=since))
    if waiting.later:
        sentences.append(say("setup-status-outbox-later", count=waiting.later))
    if waiting.failed:
        sentences.append(say("setup-status-outbox-failed", count=waiting.failed))
    return " ".join(sentences)


def _notices(standing: Standing, say: Speaker) -> str:
    shown = standing.notices[:MOST_NOTICES]
    if not shown:
        return say("setup-status-notices-none")
    room = LONGEST_FIELD // (MOST_NOTICES + 1)
    lines = [
        "- " + shorten(worded(say, notice.text_key, notice.arguments), room) for notice in shown
    ]
    more = len(standing.notices) - len(shown)
    return "\n".join([*lines, *([say("setup-status-notices-more", count=more)] if more else [])])
