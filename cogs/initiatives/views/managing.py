"""The organiser's panel: what they see of their initiative, and a button for all they can do."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import discord
from discord import ButtonStyle
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.initiatives import service
from cogs.initiatives.models import InitiativeState
from cogs.initiatives.service.managing import Managed
from cogs.initiatives.views import (
    arranging,
    carrying,
    closing,
    deciding,
    editing,
    moving,
    people,
    polling,
    repeating,
    running,
)
from cogs.initiatives.views.card import needed, stage, when, where
from cogs.initiatives.views.frame import COLOUR, card_link, places
from cogs.initiatives.views.placing import WHERE

CANCEL = Control("initiatives:cancel:{initiative_id}")
CANCEL_FORM = Form("initiatives:cancel-form:{initiative_id}")

PROPOSED = frozenset({InitiativeState.PROPOSED})
OPEN = frozenset({InitiativeState.OPEN})
RUNNING = frozenset({InitiativeState.RUNNING})
LIVE = OPEN | RUNNING
CLOSED = frozenset({InitiativeState.CLOSED})
CANCELLED = frozenset({InitiativeState.CANCELLED})


@dataclass(frozen=True)
class Tool:
    """A button of the panel.

    Args:
        control: Takes `initiative_id` and nothing else; its handler asks `require_organiser`, and
            ends in `managing.show_panel`.
        label: The key of what stands on it.
        states: Where the initiative must stand for it to be there.
        shown: What must be so besides.
    """

    control: Control
    label: str
    states: Collection[InitiativeState]
    style: ButtonStyle = ButtonStyle.secondary
    shown: Callable[[Managed], bool] = lambda managed: True


def _has_begun(managed: Managed) -> bool:
    """Whether something can have come of it; what has no date is done when it is done."""
    overview = managed.shown.overview
    return (
        overview.state == InitiativeState.RUNNING
        or overview.starts_at is None
        or managed.shown.is_over
    )


def _is_polled(managed: Managed) -> bool:
    return managed.shown.overview.poll_until is not None


def _has_no_date(managed: Managed) -> bool:
    return managed.shown.overview.starts_at is None and not _is_polled(managed)


def _has_date(managed: Managed) -> bool:
    return managed.shown.overview.starts_at is not None


def _repeats(managed: Managed) -> bool:
    return managed.series_id is not None


TOOLS: tuple[Tool, ...] = (
    Tool(
        running.START,
        "initiatives-manage-start",
        OPEN,
        ButtonStyle.success,
        lambda managed: managed.shown.overview.poll_until is None,
    ),
    Tool(people.PEOPLE, "initiatives-manage-people", LIVE | CLOSED),
    Tool(moving.MOVE, "initiatives-manage-move", PROPOSED | LIVE),
    Tool(arranging.PLACES, "initiatives-manage-places", LIVE),
    Tool(WHERE, "initiatives-manage-where", PROPOSED | LIVE),
    Tool(polling.POLL, "initiatives-manage-poll", OPEN, shown=_has_no_date),
    Tool(polling.CHOOSE, "initiatives-manage-choose", OPEN, shown=_is_polled),
    Tool(closing.OPEN, "initiatives-closing-open", LIVE, shown=_has_begun),
    Tool(closing.OPEN, "initiatives-closing-correct", CLOSED),
    Tool(running.CODE, "initiatives-manage-new-code", RUNNING),
    Tool(
        carrying.TAKE_OVER,
        "initiatives-take-over",
        PROPOSED | LIVE,
        ButtonStyle.success,
        lambda managed: managed.may_take_over,
    ),
    Tool(editing.EDIT, "initiatives-manage-edit", PROPOSED | LIVE),
    Tool(carrying.CARRIERS, "initiatives-manage-carriers", PROPOSED | LIVE),
    Tool(repeating.REPEAT, "initiatives-manage-repeat", LIVE | CLOSED, shown=_has_date),
    Tool(repeating.REPEAT, "initiatives-manage-repeat", CANCELLED, shown=_repeats),
    Tool(
        deciding.WITHDRAW,
        "initiatives-withdraw",
        PROPOSED,
        ButtonStyle.danger,
        lambda managed: managed.is_own,
    ),
    Tool(CANCEL, "initiatives-manage-cancel", LIVE, ButtonStyle.danger),
)
"""In the order in which they stand on the panel; at most 25 at one stage."""


def panel(managed: Managed, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """Where the initiative stands, and what those who carry it can do about it."""
    overview = managed.shown.overview
    embed = discord.Embed(
        title=shorten(escape_markdown(overview.title), 256),
        description="\n".join(_facts(managed, say)),
        url=card_link(overview),
        colour=COLOUR,
    )
    embed.set_author(name=stage(managed.shown, say))
    embed.set_footer(text=say("initiatives-manage-footer"))
    return embed, rows(
        *(
            tool.control.button(say(tool.label), style=tool.style, initiative_id=managed.id)
            for tool in TOOLS
            if managed.state in tool.states and tool.shown(managed)
        )
    )


def cancel_fields(say: Speaker) -> list[Field]:
    """The question why it is called off."""
    return [
        Field(
            "reason",
            say("initiatives-form-cancel-reason"),
            say("initiatives-form-cancel-reason-hint"),
            long=True,
            longest=service.LONGEST_REASON,
        )
    ]


def _facts(managed: Managed, say: Speaker) -> list[str]:
    shown, overview = managed.shown, managed.shown.overview
    lines = [places(overview, say)]
    if managed.surplus:
        lines.append(say("initiatives-manage-surplus", count=managed.surplus))
    for key, count in (
        ("initiatives-waiting", overview.waiting),
        ("initiatives-interested", overview.interested),
        ("initiatives-arrived", shown.arrived),
    ):
        if count:
            lines.append(say(key, count=count))
    lines += [needed(need, say) for need in shown.needs]
    date, place = when(overview, say), where(overview, say)
    if date is not None:
        lines.append(say("initiatives-card-when", when=date))
    if place is not None:
        lines.append(say("initiatives-card-where", where=place))
    carry = [overview.organiser_id, *shown.coorganisers]
    named = [f"<@{user_id}>" for user_id in carry if user_id is not None]
    if named:
        lines.append(say("initiatives-card-who", who=", ".join(named)))
    if managed.asked:
        asked = ", ".join(f"<@{user_id}>" for user_id in managed.asked)
        lines.append(say("initiatives-manage-asked", who=asked))
    if managed.code is not None and overview.state == InitiativeState.RUNNING:
        lines.append(say("initiatives-manage-code", code=managed.code))
    return lines
