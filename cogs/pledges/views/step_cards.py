"""A member's own step, the question on its day, and what others see of it when it is shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.components import rows, shorten
from bot.contact.controls import dress
from bot.texts import Speaker
from cogs.pledges.models import StepState
from cogs.pledges.service.asking import PER_MESSAGE
from cogs.pledges.service.steps import Step
from cogs.pledges.views.fields import COLOUR
from cogs.pledges.views.steps import (
    DAY,
    DONE,
    LET_GO,
    NOT_YET,
    OPEN,
    SHARE,
    TAKE_BACK,
    day_name,
    day_options,
    heading,
)


@dataclass(frozen=True)
class Shown:
    """What a message consists of."""

    text: str | None = None
    embed: discord.Embed | None = None
    view: ui.View | None = None


def panel(
    step: Step,
    say: Speaker,
    *,
    today: date,
    note: str | None = None,
    choosing: bool = False,
    in_dm: bool = False,
) -> Shown:
    """A member's own step, and all that they can do with it.

    Args:
        choosing: Whether they said "not yet" and are choosing another day.
        in_dm: Whether nobody else is there to whom it could be shown.
    """
    if not step.is_open:
        return _settled(step, say, note=note, in_dm=in_dm)
    embed = discord.Embed(title=say("pledges-step-title"), colour=COLOUR)
    lines = [f"> {escape_markdown(step.words)}", _when(step, say, today)]
    if step.shared_channel_id is not None:
        lines.append(say("pledges-step-shown-in", channel=f"<#{step.shared_channel_id}>"))
    embed.add_field(name=heading(step.value), value="\n".join(lines), inline=False)
    days = day_options(say, today=today) if choosing else []
    buttons = [
        *_answers(step, say, row=0),
        OPEN.button(
            say("pledges-step-change"), row=1, guild_id=step.guild_id, value_id=step.value_id
        ),
        None if in_dm else _sharing(step, say, row=1),
    ]
    return Shown(note, embed, rows(*buttons, _day_select(step, days, say) if days else None))


def _settled(step: Step, say: Speaker, *, note: str | None, in_dm: bool) -> Shown:
    """What is said once a step is done or let go, and what can follow."""
    another = None
    if step.value is not None:
        another = OPEN.button(
            say("pledges-step-another"), guild_id=step.guild_id, value_id=step.value_id
        )
    is_shown = step.shared_channel_id is not None and not in_dm
    note = note or settled_note(step, say)
    return Shown(note, None, rows(another, _sharing(step, say) if is_shown else None))


def settled_note(step: Step, say: Speaker) -> str:
    """One warm line."""
    if step.state is StepState.LET_GO:
        return say("pledges-step-let-go")
    if step.value is None:
        return say("pledges-step-done-plain")
    return say("pledges-step-done", value=escape_markdown(step.value.name))


def question(
    steps: Sequence[Step],
    say: Speaker,
    *,
    guild_id: int,
    server: str,
    today: date,
    note: str | None = None,
    settled: Step | None = None,
    choosing: int | None = None,
) -> Shown:
    """The private question about what was due, each step with its three answers.

    Args:
        server: The server's name.
        note: What was just answered, and what follows from it.
        settled: The step that was just done or let go.
        choosing: The id of the step for which another day is being chosen.
    """
    items: list[ui.Item[ui.View]] = []
    embed = None
    if steps:
        embed = discord.Embed(title=say("pledges-step-question-title"), colour=COLOUR)
        embed.description = say(
            "pledges-step-question", server=escape_markdown(server), count=len(steps)
        )
    for index, step in enumerate(steps):
        number = index + 1 if len(steps) > 1 else None
        name = heading(step.value)
        assert embed is not None
        embed.add_field(
            name=name if number is None else _numbered(number, name, say),
            value=f"> {escape_markdown(step.words)}",
            inline=False,
        )
        if step.id == choosing:
            items.append(_day_select(step, day_options(say, today=today), say, row=index))
        else:
            items += _answers(step, say, row=index, number=number)
    if settled is not None and settled.value is not None:
        # A row of its own, or the last with room: a list of days takes up all of one.
        last = len(steps)
        if last == PER_MESSAGE:
            last = max(index for index, step in enumerate(steps) if step.id != choosing)
        items.append(
            OPEN.button(
                say("pledges-step-another"),
                row=last,
                guild_id=guild_id,
                value_id=settled.value_id,
            )
        )
    return Shown(note, embed, dress(rows(*items), say, guild_id))


def steps_in(custom_ids: Iterable[str]) -> list[int]:
    """The steps that a question is about, by what can be pressed under it."""
    found: dict[int, None] = {}
    for custom_id in custom_ids:
        for control in (DONE, DAY):
            match = control.pattern.fullmatch(custom_id)
            if match is not None:
                found[int(match["step_id"])] = None
    return list(found)


def shared(step: Step, say: Speaker) -> discord.Embed:
    """What everybody sees of a step whose member shows it: their words, never the day."""
    is_done = step.state is StepState.DONE
    first = say(
        "pledges-step-shared-done" if is_done else "pledges-step-shared",
        member=f"<@{step.user_id}>",
        value=heading(step.value),
    )
    mark = "✅ " if is_done else ""
    return discord.Embed(
        description=f"{mark}{first}\n> {escape_markdown(step.words)}", colour=COLOUR
    )


def _when(step: Step, say: Speaker, today: date) -> str:
    if step.due_on is None:
        return say("pledges-step-no-day")
    key = "pledges-step-by" if step.due_on > today else "pledges-step-was-by"
    return say(key, day=day_name(step.due_on, say))


def _answers(
    step: Step, say: Speaker, *, row: int, number: int | None = None
) -> list[ui.Item[ui.View]]:
    labels = [say(f"pledges-step-{answer}-button") for answer in ("done", "not-yet", "let-go")]
    if number is not None:
        labels = [_numbered(number, label, say) for label in labels]
    return [
        DONE.button(
            labels[0],
            style=discord.ButtonStyle.success,
            row=row,
            guild_id=step.guild_id,
            step_id=step.id,
        ),
        NOT_YET.button(labels[1], row=row, guild_id=step.guild_id, step_id=step.id),
        LET_GO.button(labels[2], row=row, guild_id=step.guild_id, step_id=step.id),
    ]


def _sharing(step: Step, say: Speaker, *, row: int | None = None) -> ui.Item[ui.View]:
    if step.shared_channel_id is not None:
        return TAKE_BACK.button(say("pledges-step-take-back-button"), row=row, step_id=step.id)
    return SHARE.button(say("pledges-step-share-button"), row=row, step_id=step.id)


def _day_select(
    step: Step, days: Sequence[discord.SelectOption], say: Speaker, *, row: int | None = None
) -> ui.Select[ui.View]:
    select = DAY.select(
        days,
        placeholder=shorten(say("pledges-step-which-day-placeholder"), 150),
        guild_id=step.guild_id,
        step_id=step.id,
    )
    select.row = row
    return select


def _numbered(number: int, label: str, say: Speaker) -> str:
    return say("pledges-step-numbered", number=number, label=label)
