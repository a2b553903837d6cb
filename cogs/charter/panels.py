"""What stewards are shown while they write a charter: forms, previews, the order, the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord
from discord.utils import escape_markdown

from bot.capabilities import Affected
from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.charter import pages, views
from cogs.charter.service import (
    LONGEST_MISSION,
    LONGEST_SUMMARY,
    Changes,
    Draft,
    Entry,
    Kind,
    Problem,
    Review,
    Written,
)

WARNING = discord.Colour(0xB7791F)

MISSION_FORM = Form("charter:mission:{base}:{seen}")
VALUE_FORM = Form("charter:value:{key}:{base}:{seen}")
SUMMARY_FORM = Form("charter:summary:{turn}")

EDIT_MISSION = Control("charter:edit-mission")
EDIT_VALUE = Control("charter:edit:{key}")
UNDO = Control("charter:undo:{turn}")
MEND = Control("charter:mend")
DIFF = Control("charter:diff:{page}")
ORDER_CHOOSE = Control("charter:order:{turn}")
ORDER_MOVE = Control("charter:move:{key}:{index}:{turn}:{button}")
ASK_SUMMARY = Control("charter:publish:{turn}")
CONFIRM = Control("charter:confirm:{turn}")
DISCARD = Control("charter:discard:{turn}")
CONFIRM_DISCARD = Control("charter:discarding:{turn}")

ROOM_TO_TYPE = {"name": 500, "emoji": 100, "promise": 1000}
"""More than a charter takes: what is typed is kept, and what is too long is said."""

Again = Callable[..., discord.ui.Button[discord.ui.View]]
Shown = tuple[discord.Embed, discord.ui.View | None]


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


def summary_fields(summary: str, say: Speaker) -> list[Field]:
    """What is new, in a few sentences."""
    return [
        Field(
            "summary",
            say("charter-form-summary"),
            say("charter-form-summary-hint"),
            value=summary or None,
            long=True,
            longest=LONGEST_SUMMARY,
        )
    ]


def value_preview(entry: Entry, problems: Sequence[Problem], say: Speaker) -> discord.Embed:
    """A value as members will see it, with what is missing where it is missing."""
    marks = {found.part: "⚠️ " for found in problems}
    mark = marks.get("name", marks.get("emoji", ""))
    embed = discord.Embed(
        title=mark + (shorten(views.heading(entry), 250) or say("charter-no-name")),
        description=marks.get("promise", "") + (shorten(entry.promise, 1200) or "—"),
        colour=WARNING if problems else views.COLOUR,
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
            value=shorten("\n".join(f"⚠️ {problem(found, say)}" for found in problems), 1024),
            inline=False,
        )
    return embed


def value_panel(written: Written, review: Review, say: Speaker) -> Shown:
    """The preview of a value that was just written, and what can be done next."""
    entry = review.draft.content.find(written.key)
    if entry is None:
        return overview(review, say)
    problems = [found for found in review.problems if found.value_key == entry.key]
    embed = value_preview(entry, problems, say)
    return embed, _next_steps(written, review, say, EDIT_VALUE.button, key=entry.key)


def mission_panel(written: Written, review: Review, say: Speaker) -> Shown:
    """The mission as members will read it, and what can be done next."""
    problems = [found for found in review.problems if found.part == "mission"]
    embed = discord.Embed(
        title=say("charter-title"),
        description=shorten(review.draft.content.mission, 3000),
        colour=WARNING if problems else views.COLOUR,
    )
    for found in problems:
        embed.add_field(name=say("charter-missing"), value=f"⚠️ {problem(found, say)}")
    return embed, _next_steps(written, review, say, EDIT_MISSION.button)


def retired_panel(entry: Entry, written: Written, review: Review, say: Speaker) -> Shown:
    """A value that was just taken out."""
    embed = discord.Embed(
        title=shorten(views.heading(entry), 250) or say("charter-no-name"),
        description=say("charter-retired"),
        colour=views.COLOUR,
    )
    return embed, _next_steps(written, review, say, None)


def notes(written: Written, say: Speaker) -> str:
    """What happened to an edit, in sentences; also what it crossed."""
    found: list[str] = []
    if written.outdated:
        found.append(say("charter-note-outdated"))
    if written.returned:
        found.append(say("charter-note-returned"))
    if written.crossed is not None:
        theirs = written.crossed
        parts = [
            f"**{say(_part_key(name))}**: {escape_markdown(shorten(_said(theirs, name), 250))}"
            for name in written.crossed_fields
        ]
        found.append("\n".join([say("charter-note-crossed"), *parts]))
    if written.crossed_mission is not None:
        theirs_said = escape_markdown(shorten(written.crossed_mission, 1000))
        found.append("\n".join([say("charter-note-crossed"), theirs_said]))
    found.append(say("charter-note-kept" if written.changed else "charter-note-same"))
    return "\n".join(found)


def order_panel(draft: Draft, chosen: int, say: Speaker) -> Shown:
    """The values in order, a list to choose one from, and buttons that move it."""
    entries = draft.content.values
    embed = discord.Embed(
        title=say("charter-order-title"),
        description="\n".join(
            f"{number}. {'➡️ ' if entry.key == chosen else ''}{_named(entry, say)}"
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
        [_option(entry, chosen, say) for entry in entries],
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


def overview(review: Review, say: Speaker, *, page: int = 0) -> Shown:
    """What the draft changes, word by word, on pages; and what can be done with it."""
    blocks = pages.of_changes(review.changes, say)
    if review.problems and review.changes:
        blocks.append([f"__{say('charter-missing')}__", *problem_lines(review, say)])
    shown = pages.paginate(blocks)
    number = min(page, len(shown) - 1)
    embed = discord.Embed(
        title=say("charter-diff-title", version=review.draft.base_version + 1),
        description=shown[number] or say("charter-nothing-changed"),
        colour=WARNING if review.problems and review.changes else views.COLOUR,
    )
    if review.changes:
        footer = counted(review.changes, say)
        if len(shown) > 1:
            footer += " · " + say("charter-page", page=number + 1, pages=len(shown))
        embed.set_footer(text=footer)
    items: list[discord.ui.Item[discord.ui.View] | None] = []
    if len(shown) > 1:
        items += turning(number, len(shown), say)
    if review.draft.is_open:
        if review.changes and not review.problems:
            items.append(_publish_button(review.draft, say))
        items.append(
            DISCARD.button(
                say("charter-discard"),
                style=discord.ButtonStyle.danger,
                turn=review.draft.turn,
            )
        )
    items.append(mend_select(review, say) if review.changes else None)
    return embed, rows(*items)


def turning(number: int, count: int, say: Speaker) -> list[discord.ui.Item[discord.ui.View] | None]:
    """Back and further through the changes."""
    return [
        DIFF.button(say("charter-back"), disabled=number == 0, page=max(0, number - 1)),
        DIFF.button(say("charter-further"), disabled=number + 1 == count, page=number + 1),
    ]


def not_ready(review: Review, say: Speaker) -> Shown:
    """Everything that is missing, and the way to it."""
    embed = discord.Embed(
        title=say("charter-not-ready-title"),
        description=shorten("\n".join(problem_lines(review, say)), 4000),
        colour=WARNING,
    )
    return embed, rows(
        DIFF.button(say("charter-see-changes"), page=0),
        mend_select(review, say),
    )


def mend_select(review: Review, say: Speaker) -> discord.ui.Select[discord.ui.View] | None:
    """The parts of which something is missing, to choose one and open its form."""
    options: list[discord.SelectOption] = []
    if any(found.part == "mission" for found in review.problems):
        options.append(discord.SelectOption(label=say("charter-part-mission"), value="0"))
    keys = {found.value_key for found in review.problems}
    options += [
        _option(entry, None, say) for entry in review.draft.content.values if entry.key in keys
    ]
    if not options:
        return None
    return MEND.select(options[:25], placeholder=say("charter-mend"))


def confirmation(review: Review, say: Speaker) -> Shown:
    """The question before a version is put in force: what changes, and whom it affects."""
    version = review.draft.base_version + 1
    embed = discord.Embed(
        title=say("charter-confirm-title", version=version),
        description=shorten(escape_markdown(review.draft.summary), 3000),
        colour=views.COLOUR,
    )
    embed.add_field(
        name=say("charter-confirm-changes"), value=counted(review.changes, say), inline=False
    )
    embed.add_field(
        name=say("charter-confirm-affected"), value=affected(review.affected, say), inline=False
    )
    return embed, rows(
        CONFIRM.button(
            say("charter-confirm", version=version),
            style=discord.ButtonStyle.success,
            turn=review.draft.turn,
        ),
        ASK_SUMMARY.button(say("charter-change-summary"), turn=review.draft.turn),
        DIFF.button(say("charter-see-changes"), page=0),
    )


def discarding(review: Review, say: Speaker) -> Shown:
    """The question before a draft is thrown away."""
    embed = discord.Embed(
        title=say("charter-discard-title"),
        description=say("charter-discard-text", changes=counted(review.changes, say)),
        colour=WARNING,
    )
    return embed, rows(
        CONFIRM_DISCARD.button(
            say("charter-discard-confirm"),
            style=discord.ButtonStyle.danger,
            turn=review.draft.turn,
        ),
        DIFF.button(say("charter-discard-keep"), page=0),
    )


def affected(found: Sequence[Affected], say: Speaker) -> str:
    """Whom a version touches, a line for each kind."""
    said = [f"• {say(line.key, count=line.count)}" for line in found]
    return shorten("\n".join(said) or say("charter-confirm-nobody"), 1024)


def counted(changes: Changes, say: Speaker) -> str:
    """How much is different, in a line."""
    found = [say("charter-part-mission")] if changes.mission is not None else []
    for kind in Kind:
        count = sum(change.kind is kind for change in changes.values)
        if count:
            found.append(say(f"charter-count-{kind}", count=count))
    if changes.order is not None:
        found.append(say("charter-count-order"))
    return " · ".join(found)


def problem(found: Problem, say: Speaker) -> str:
    """What is missing, and what to do about it."""
    arguments = dict(found.arguments)
    for name in ("name", "given", "emoji"):
        if name in arguments:
            arguments[name] = escape_markdown(shorten(str(arguments[name]), 60))
    return say(found.key, **arguments)


def problem_lines(review: Review, say: Speaker) -> list[str]:
    """Everything that is missing, each with the value it belongs to."""
    return [f"⚠️ {_whose(found, review, say)}{problem(found, say)}" for found in review.problems]


def _whose(found: Problem, review: Review, say: Speaker) -> str:
    entry = None if found.value_key is None else review.draft.content.find(found.value_key)
    return "" if entry is None else f"{_named(entry, say)}: "


def _next_steps(
    written: Written, review: Review, say: Speaker, again: Again | None, **ids: int
) -> discord.ui.View | None:
    ready = bool(review.changes) and not review.problems
    return rows(
        None if again is None else again(say("charter-edit-again"), **ids),
        UNDO.button(say("charter-undo"), turn=written.draft.turn) if written.changed else None,
        DIFF.button(say("charter-see-changes"), page=0),
        _publish_button(review.draft, say) if ready else None,
    )


def _publish_button(draft: Draft, say: Speaker) -> discord.ui.Button[discord.ui.View]:
    return ASK_SUMMARY.button(
        say("charter-publish"), style=discord.ButtonStyle.success, turn=draft.turn
    )


def _option(entry: Entry, chosen: int | None, say: Speaker) -> discord.SelectOption:
    label = f"{entry.emoji} {entry.name}" if not entry.emoji.startswith("<") else entry.name
    return discord.SelectOption(
        label=shorten(label.strip() or say("charter-no-name"), 100),
        value=str(entry.key),
        default=entry.key == chosen,
    )


def _named(entry: Entry, say: Speaker) -> str:
    return pages.heading(entry) if entry.name else say("charter-no-name")


def _part_key(name: str) -> str:
    if name in ROOM_TO_TYPE:
        return f"charter-part-{name}"
    return "charter-" + name.replace("_", "-")


def _said(entry: Entry, name: str) -> str:
    said = getattr(entry, name)
    return said if isinstance(said, str) else " / ".join(said)
