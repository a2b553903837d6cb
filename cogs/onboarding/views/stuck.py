"""The list of those between two steps, and what a steward can do for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot import contact
from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.buddies.service import WANT
from cogs.onboarding.models import State
from cogs.onboarding.service.journeys import Press
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import Plan
from cogs.onboarding.service.stuck import Sending, Waiting
from cogs.onboarding.views.controls import press_button
from cogs.onboarding.views.parts import COLOUR, Around, Shown
from cogs.onboarding.wording import step_name

PAGE_SIZE = 10

LIST = Control("onboarding:stuck:{page}:{hours}", for_stewards=True)
CHOOSE = Control("onboarding:stuck-one:{page}:{hours}", for_stewards=True)
NUDGE = Control("onboarding:stuck-nudge:{journey}:{page}:{hours}", for_stewards=True)
BUDDY = Control("onboarding:stuck-buddy:{journey}:{page}:{hours}", for_stewards=True)
PEACE = Control("onboarding:stuck-peace:{journey}:{page}:{hours}", for_stewards=True)
_WANT = Control(WANT)


def listing(
    people: Sequence[Waiting],
    names: Mapping[int, str],
    plan: Plan,
    say: Speaker,
    *,
    total: int,
    page: int,
    hours: int,
    note: str = "",
) -> Shown:
    """A page of those between two steps.

    Args:
        names: What they are called, as far as it is known.
        note: What just happened.
    """
    if not people:
        return Shown(
            "\n".join(part for part in (note, say("onboarding-stuck-none", hours=hours)) if part)
        )
    embed = discord.Embed(
        title=say("onboarding-stuck-title", number=total, hours=hours),
        description="\n".join(_line(one, plan, say) for one in people),
        colour=COLOUR,
    )
    embed.set_footer(text=say("onboarding-stuck-footer"))
    options = [
        discord.SelectOption(
            label=shorten(names.get(one.member.user_id, f"#{one.journey_id}"), 100),
            value=str(one.journey_id),
            description=shorten(_step(one, plan, say), 100),
        )
        for one in people
    ]
    choose = CHOOSE.select(
        options, placeholder=say("onboarding-stuck-choose"), page=page, hours=hours
    )
    pages = -(-total // PAGE_SIZE)
    turning: list[ui.Item[Any]] = []
    if pages > 1:
        turning = [
            LIST.button(say(f"onboarding-stuck-{key}"), disabled=off, page=max(to, 0), hours=hours)
            for key, to, off in (
                ("previous", page - 1, page == 0),
                ("next", page + 1, page + 1 >= pages),
            )
        ]
    return Shown(note, embed, rows(choose, *turning))


def person(one: Waiting, plan: Plan, say: Speaker, *, page: int, hours: int) -> Shown:
    """Somebody between two steps, and what can be done."""
    lines = [_line(one, plan, say), ""]
    if one.nudged_at is None:
        lines.append(say("onboarding-stuck-what-to-do"))
    else:
        at = discord.utils.format_dt(one.nudged_at, "D")
        lines.append(say("onboarding-stuck-was-written-to", at=at))
    embed = discord.Embed(description="\n".join(lines), colour=COLOUR)
    is_written = one.nudged_at is not None
    return Shown(
        "",
        embed,
        rows(
            NUDGE.button(
                say("onboarding-stuck-nudge"),
                style=discord.ButtonStyle.primary,
                disabled=is_written,
                journey=one.journey_id,
                page=page,
                hours=hours,
            ),
            BUDDY.button(
                say("onboarding-stuck-buddy"),
                disabled=is_written,
                journey=one.journey_id,
                page=page,
                hours=hours,
            ),
            PEACE.button(
                say("onboarding-stuck-peace"), journey=one.journey_id, page=page, hours=hours
            ),
            LIST.button(say("onboarding-stuck-back"), page=page, hours=hours),
        ),
    )


def outcome(sending: Sending, say: Speaker) -> str:
    """What becomes of a message that a steward asked for."""
    if sending.hindered_by == contact.UNREACHABLE:
        return say("onboarding-stuck-unreachable")
    if sending.hindered_by == contact.UNWANTED:
        return say("onboarding-stuck-unwanted")
    if sending.hindered_by is not None:
        return say("onboarding-stuck-enough")
    if sending.at is not None:
        return say("onboarding-stuck-later", at=discord.utils.format_dt(sending.at, "F"))
    return say("onboarding-stuck-now")


def hand(now: Scene, say: Speaker, around: Around, *, with_buddy: bool) -> Shown:
    """The one message by which a steward reaches out."""
    words = [say("onboarding-hand", server=around.server, number=now.number, steps=now.steps)]
    want = None
    if with_buddy:
        words.append(say("buddies-want-what"))
        want = _WANT.button(say("buddies-want"), guild=now.member.guild_id)
    buttons = rows(
        press_button(now, Press.CONTINUE, say),
        want,
        press_button(now, Press.STOP, say),
    )
    return Shown("\n".join(words), view=buttons)


def _line(one: Waiting, plan: Plan, say: Speaker) -> str:
    return say(
        "onboarding-stuck-line",
        member=f"<@{one.member.user_id}>",
        step=discord.utils.escape_markdown(_step(one, plan, say)),
        since=discord.utils.format_dt(one.since, "R"),
        state="paused" if one.state is State.LATER else "silent",
        written="no" if one.nudged_at is None else "yes",
    )


def _step(one: Waiting, plan: Plan, say: Speaker) -> str:
    return shorten(step_name(one.step, plan, say), 60)
