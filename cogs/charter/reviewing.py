"""The draft as a whole, as stewards look at it: what changes, what it lacks, the questions."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown

from bot.capabilities import Affected
from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.charter import pages, views
from cogs.charter.service import LONGEST_SUMMARY, Changes, Draft, Entry, Kind, Problem, Review

LONGEST_LIST = 3800
"""Of the 4,096 characters of a description; the rest is for saying that there is more."""

WARNING = discord.Colour(0xB7791F)


SUMMARY_FORM = Form("charter:summary:{turn}", for_stewards=True)


MEND = Control("charter:mend", for_stewards=True)


DIFF = Control("charter:diff:{page}", for_stewards=True)


ASK_SUMMARY = Control("charter:publish:{turn}", for_stewards=True)


CONFIRM = Control("charter:confirm:{turn}", for_stewards=True)


DISCARD = Control("charter:discard:{turn}", for_stewards=True)


CONFIRM_DISCARD = Control("charter:discarding:{turn}", for_stewards=True)


Shown = tuple[discord.Embed, discord.ui.View | None]


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
            items.append(publish_button(review.draft, say))
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
        description="\n".join(_as_many_as_fit(problem_lines(review, say), say)),
        colour=WARNING,
    )
    return embed, rows(
        DIFF.button(say("charter-see-changes"), page=0),
        mend_select(review, say),
    )


def _as_many_as_fit(lines: Sequence[str], say: Speaker) -> list[str]:
    """The first lines, and how many more there are."""
    shown: list[str] = []
    for line in lines:
        if sum(map(len, shown)) + len(shown) + len(line) > LONGEST_LIST:
            return [*shown, say("charter-problems-more", count=len(lines) - len(shown))]
        shown.append(line)
    return shown


def mend_select(review: Review, say: Speaker) -> discord.ui.Select[discord.ui.View] | None:
    """The parts of which something is missing, to choose one and open its form."""
    options: list[discord.SelectOption] = []
    if any(found.part == "mission" for found in review.problems):
        options.append(discord.SelectOption(label=say("charter-part-mission"), value="0"))
    keys = {found.value_key for found in review.problems}
    options += [
        value_option(entry, None, say) for entry in review.draft.content.values if entry.key in keys
    ]
    if not options:
        return None
    return MEND.select(options[:25], placeholder=say("charter-mend"))


def confirmation(review: Review, found: Sequence[Affected], say: Speaker) -> Shown:
    """The question before a version is put in force: what changes, and whom it affects.

    Args:
        found: Whom it affects.
    """
    version = review.draft.base_version + 1
    embed = discord.Embed(
        title=say("charter-confirm-title", version=version),
        description=shorten(escape_markdown(review.draft.summary), 3000),
        colour=views.COLOUR,
    )
    embed.add_field(
        name=say("charter-confirm-changes"), value=counted(review.changes, say), inline=False
    )
    embed.add_field(name=say("charter-confirm-affected"), value=affected(found, say), inline=False)
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
    return "" if entry is None else f"{named(entry, say)}: "


def publish_button(draft: Draft, say: Speaker) -> discord.ui.Button[discord.ui.View]:
    return ASK_SUMMARY.button(
        say("charter-publish"), style=discord.ButtonStyle.success, turn=draft.turn
    )


def value_option(entry: Entry, chosen: int | None, say: Speaker) -> discord.SelectOption:
    label = f"{entry.emoji} {entry.name}" if not entry.emoji.startswith("<") else entry.name
    return discord.SelectOption(
        label=shorten(label.strip() or say("charter-no-name"), 100),
        value=str(entry.key),
        default=entry.key == chosen,
    )


def named(entry: Entry, say: Speaker, *, longest: int = 40) -> str:
    """How a value is called in a line, be it finished or not."""
    return pages.heading(entry, longest=longest) if entry.name else say("charter-no-name")
