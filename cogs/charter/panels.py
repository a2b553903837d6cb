"""What stewards are shown while they write a charter: forms, previews, the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.charter import reviewing, views
from cogs.charter.service import (
    LONGEST_MISSION,
    Draft,
    Entry,
    Problem,
    Review,
    Written,
)

MISSION_FORM = Form("charter:mission:{base}:{seen}", for_stewards=True)
VALUE_FORM = Form("charter:value:{key}:{base}:{seen}", for_stewards=True)
EDIT_MISSION = Control("charter:edit-mission", for_stewards=True)
EDIT_VALUE = Control("charter:edit:{key}", for_stewards=True)
UNDO = Control("charter:undo:{turn}", for_stewards=True)
ORDER_CHOOSE = Control("charter:order:{turn}", for_stewards=True)
ORDER_MOVE = Control("charter:move:{key}:{index}:{turn}:{button}", for_stewards=True)
ROOM_TO_TYPE = {"name": 500, "emoji": 100, "promise": 1000}
"""More than a charter takes: what is typed is kept, and what is too long is said."""

Again = Callable[..., discord.ui.Button[discord.ui.View]]


def mission_fields(mission: str, say: Speaker) -> list[Field]:
    """The question for the mission."""
    return [
        Field(
            "mission",
            say("charter-part-mission"),
            say("charter-form-mission-hint", most=LONGEST_MISSION),
            value=mission or None,
            required=False,
            long=True,
            longest=max(3 * LONGEST_MISSION, len(mission)),
        )
    ]


def value_fields(entry: Entry, say: Speaker) -> list[Field]:
    """The five questions about a value, with what is in the draft."""
    fields = [
        Field(
            name,
            say(f"charter-part-{name}"),
            say(f"charter-form-{name}-hint"),
            value=getattr(entry, name) or None,
            required=False,
            longest=max(room, len(getattr(entry, name))),
        )
        for name, room in ROOM_TO_TYPE.items()
    ]
    for name, key in (
        ("looks_like", "charter-looks-like"),
        ("does_not_look_like", "charter-does-not-look-like"),
    ):
        typed = "\n".join(getattr(entry, name))
        fields.append(
            Field(
                name,
                say(key),
                say(f"charter-form-{name.replace('_', '-')}-hint"),
                value=typed or None,
                required=False,
                long=True,
                longest=max(2500, len(typed)),
            )
        )
    return fields


def value_preview(entry: Entry, problems: Sequence[Problem], say: Speaker) -> discord.Embed:
    """A value as members will see it, with what is missing where it is missing."""
    marks = {found.part: "⚠️ " for found in problems}
    mark = marks.get("name", marks.get("emoji", ""))
    embed = discord.Embed(
        title=mark + (shorten(views.heading(entry), 250) or say("charter-no-name")),
        description=marks.get("promise", "") + (shorten(entry.promise, 1200) or "—"),
        colour=reviewing.WARNING if problems else views.COLOUR,
    )
    for name, key in (
        ("looks_like", "charter-looks-like"),
        ("does_not_look_like", "charter-does-not-look-like"),
    ):
        listed = shorten("\n".join(f"• {line}" for line in getattr(entry, name)), 1024)
        embed.add_field(name=marks.get(name, "") + say(key), value=listed or "—", inline=False)
    if problems:
        embed.add_field(
            name=say("charter-missing"),
            value=shorten(
                "\n".join(f"⚠️ {reviewing.problem(found, say)}" for found in problems), 1024
            ),
            inline=False,
        )
    return embed


def value_panel(written: Written, review: Review, say: Speaker) -> reviewing.Shown:
    """The preview of a value that was just written, and what can be done next."""
    entry = review.draft.content.find(written.key)
    if entry is None:
        return reviewing.overview(review, say)
    problems = [found for found in review.problems if found.value_key == entry.key]
    embed = value_preview(entry, problems, say)
    return embed, _next_steps(written, review, say, EDIT_VALUE.button, key=entry.key)


def mission_panel(written: Written, review: Review, say: Speaker) -> reviewing.Shown:
    """The mission as members will read it, and what can be done next."""
    problems = [found for found in review.problems if found.part == "mission"]
    embed = discord.Embed(
        title=say("charter-title"),
        description=shorten(review.draft.content.mission, 3000),
        colour=reviewing.WARNING if problems else views.COLOUR,
    )
    for found in problems:
        embed.add_field(name=say("charter-missing"), value=f"⚠️ {reviewing.problem(found, say)}")
    return embed, _next_steps(written, review, say, EDIT_MISSION.button)


def retired_panel(entry: Entry, written: Written, review: Review, say: Speaker) -> reviewing.Shown:
    """A value that was just taken out."""
    embed = discord.Embed(
        title=shorten(views.heading(entry), 250) or say("charter-no-name"),
        description=say("charter-retired"),
        colour=views.COLOUR,
    )
    return embed, _next_steps(written, review, say, None)


def notes(written: Written, say: Speaker) -> str:
    """What happened to an edit, in sentences; what it crossed comes last, as that may be long."""
    found = [say("charter-note-kept" if written.changed else "charter-note-same")]
    if written.outdated:
        found.append(say("charter-note-outdated"))
    if written.returned:
        found.append(say("charter-note-returned"))
    if written.crossed is not None:
        found.append(say("charter-note-crossed"))
        for name in written.crossed_fields:
            theirs = escape_markdown(shorten(_said(written.crossed, name), 250))
            found.append(f"**{say(_part_key(name))}**: {theirs}")
    if written.crossed_mission is not None:
        found.append(say("charter-note-crossed"))
        found.append(escape_markdown(shorten(written.crossed_mission, 1000)))
    return shorten("\n".join(found), 2000)


def order_panel(draft: Draft, chosen: int, say: Speaker) -> reviewing.Shown:
    """The values in order, a list to choose one from, and buttons that move it."""
    entries = draft.content.values
    embed = discord.Embed(
        title=say("charter-order-title"),
        description="\n".join(
            f"{number}. {'➡️ ' * (entry.key == chosen)}{reviewing.named(entry, say, longest=80)}"
            for number, entry in enumerate(entries, 1)
        )
        or say("charter-problem-no-values"),
        colour=views.COLOUR,
    )
    if len(entries) < 2:
        return embed, None
    embed.set_footer(text=say("charter-order-hint"))
    place = next((i for i, entry in enumerate(entries) if entry.key == chosen), None)
    last = len(entries) - 1
    select = ORDER_CHOOSE.select(
        [reviewing.value_option(entry, chosen, say) for entry in entries],
        placeholder=say("charter-order-choose"),
        turn=draft.turn,
    )
    if place is None:
        return embed, rows(select)
    moves = (
        (0, "⏫", "first"),
        (place - 1, "⬆️", "up"),
        (place + 1, "⬇️", "down"),
        (last, "⏬", "last"),
    )
    return embed, rows(
        select,
        *(
            ORDER_MOVE.button(
                say(f"charter-order-{name}"),
                emoji=emoji,
                disabled=place == (0 if button < 2 else last),
                key=chosen,
                index=min(max(index, 0), last),
                turn=draft.turn,
                button=button,
            )
            for button, (index, emoji, name) in enumerate(moves)
        ),
    )


def _next_steps(
    written: Written, review: Review, say: Speaker, again: Again | None, **ids: int
) -> discord.ui.View | None:
    ready = bool(review.changes) and not review.problems
    return rows(
        None if again is None else again(say("charter-edit-again"), **ids),
        UNDO.button(
            say("charter-redo" if written.undone else "charter-undo"), turn=written.draft.turn
        )
        if written.changed
        else None,
        reviewing.DIFF.button(say("charter-see-changes"), page=0),
        reviewing.publish_button(review.draft, say) if ready else None,
    )


def _part_key(name: str) -> str:
    if name in ROOM_TO_TYPE:
        return f"charter-part-{name}"
    return "charter-" + name.replace("_", "-")


def _said(entry: Entry, name: str) -> str:
    said = getattr(entry, name)
    return said if isinstance(said, str) else " / ".join(said)
