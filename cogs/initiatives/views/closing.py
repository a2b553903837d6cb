"""Telling what came of an initiative: the preview with its forms, and the outcome afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker, unmarked
from cogs.initiatives.service import attendance, missed, outcomes, reports
from cogs.initiatives.service.closing import Told
from cogs.initiatives.service.outcomes import OutcomeText
from cogs.initiatives.service.reports import Preview
from cogs.initiatives.views import results
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER

OPEN = Control("initiatives:close:{initiative_id}")
WORDS = Control("initiatives:close-words:{initiative_id}")
WORDS_FORM = Form("initiatives:close-words-form:{initiative_id}")
FIGURES = Control("initiatives:close-figures:{initiative_id}")
FIGURES_FORM = Form("initiatives:close-figures-form:{initiative_id}")
PRESENT = Control("initiatives:close-present:{initiative_id}:{page}")
PAGE = Control("initiatives:close-page:{initiative_id}:{page}")
EVERYBODY = Control("initiatives:close-everybody:{initiative_id}")
NOBODY = Control("initiatives:close-nobody:{initiative_id}")
TELL = Control("initiatives:close-tell:{initiative_id}")
DISCARD = Control("initiatives:close-discard:{initiative_id}")
OUTCOME = Control("initiatives:outcome:{initiative_id}")
CONFIRM = Control("initiatives:outcome-confirm:{initiative_id}:{outcome_id}")

PER_PAGE = 20
"""People to a page: that leaves room in the list for five who had not signed up (Discord: 25)."""
MOST_CHOSEN = 25
MOST_NAMED = 40
MOST_VERSIONS = 10


def open_button(
    say: Speaker, initiative_id: int, *, label: str = "initiatives-closing-open"
) -> ui.Button[ui.View]:
    """What leads to the preview, from the organiser's panel and from messages."""
    return OPEN.button(say(label), style=discord.ButtonStyle.primary, initiative_id=initiative_id)


def outcome_button(say: Speaker, initiative_id: int) -> ui.Button[ui.View]:
    """What leads from a closed card to all that is known of its outcome."""
    return OUTCOME.button(say("initiatives-outcome-open"), initiative_id=initiative_id)


def preview(shown: Preview, say: Speaker) -> discord.Embed:
    """What would be told as it stands, and what is wrong with it."""
    is_correction = shown.version > 0
    key = "initiatives-closing-title-again" if is_correction else "initiatives-closing-title"
    embed = discord.Embed(
        title=shorten(say(key, title=unmarked(shown.title)), 256),
        description=_as_it_will_be(shown, say),
        colour=COLOUR,
    )
    if shown.was_rebased:
        embed.add_field(name="⚠️", value=say("initiatives-closing-rebased"), inline=False)
    figures = _all_figures(shown, say)
    if figures is not None:
        embed.add_field(name=say("initiatives-closing-figures"), value=figures, inline=False)
    if shown.differently:
        embed.add_field(
            name=say("initiatives-closing-differently"),
            value=shorten(escape_markdown(shown.differently), 1024),
            inline=False,
        )
    embed.add_field(
        name=say("initiatives-closing-present"), value=_present(shown, say), inline=False
    )
    if shown.problems:
        embed.add_field(
            name=say("initiatives-closing-problems"),
            value=shorten("\n".join(say(one.key, **one.arguments) for one in shown.problems), 1024),
            inline=False,
        )
    footer = "initiatives-closing-footer-again" if is_correction else "initiatives-closing-footer"
    embed.set_footer(text=say(footer))
    return embed


def preview_buttons(
    shown: Preview, say: Speaker, *, page: int = 0, in_dm: bool = False
) -> ui.View | None:
    """Everything that can be said, and the way to tell it.

    Args:
        in_dm: There, Discord offers nobody to choose from.
    """
    id_ = shown.initiative_id
    people = order(shown)
    pages = max(1, -(-len(people) // PER_PAGE))
    page = min(page, pages - 1)
    select = None
    if not in_dm:
        select = PRESENT.user_select(
            on_page(people, shown.present or (), page),
            placeholder=say("initiatives-closing-choose", page=page + 1, pages=pages),
            maximum=MOST_CHOSEN,
            initiative_id=id_,
            page=page,
        )
    marking: list[ui.Item[Any]] = []
    if shown.expected:
        marking.append(EVERYBODY.button(say("initiatives-closing-everybody"), initiative_id=id_))
    marking.append(NOBODY.button(say("initiatives-closing-nobody"), initiative_id=id_))
    if pages > 1 and not in_dm:
        marking += [
            PAGE.button("◀", disabled=page == 0, initiative_id=id_, page=max(0, page - 1)),
            PAGE.button("▶", disabled=page + 1 >= pages, initiative_id=id_, page=page + 1),
        ]
    tell = "initiatives-closing-tell-again" if shown.version else "initiatives-closing-tell"
    telling: list[ui.Item[Any]] = [
        WORDS.button(say("initiatives-closing-words"), initiative_id=id_),
        FIGURES.button(say("initiatives-closing-figures"), initiative_id=id_),
        TELL.button(
            say(tell),
            style=discord.ButtonStyle.success,
            disabled=bool(shown.problems),
            initiative_id=id_,
        ),
        DISCARD.button(say("initiatives-closing-discard"), initiative_id=id_),
    ]
    for row, items in ((1, marking), (2, telling)):
        for item in items:
            item.row = row
    return rows(select, *marking, *telling)


def order(shown: Preview) -> list[int]:
    """Those who had a seat, and behind them those who came without one."""
    expected = set(shown.expected)
    return [*shown.expected, *(one for one in shown.present or () if one not in expected)]


def on_page(people: Sequence[int], present: Sequence[int], page: int) -> list[int]:
    """Those of a page who are marked."""
    there = set(present)
    return [one for one in people[page * PER_PAGE : (page + 1) * PER_PAGE] if one in there]


def marked(
    known: attendance.Known, present: Sequence[int], page: int, chosen: Sequence[int]
) -> list[int]:
    """Who was there, once a page has been chosen anew; the other pages stay as they are."""
    expected = set(known.expected)
    people = [*known.expected, *(one for one in present if one not in expected)]
    shown = set(on_page(people, present, page))
    return [*(one for one in present if one not in shown), *chosen]


def words_fields(answers: Mapping[str, str], say: Speaker) -> list[Field]:
    """What came of it in words."""
    return [
        Field(
            "sentence",
            say("initiatives-closing-form-sentence"),
            say("initiatives-closing-form-sentence-hint"),
            value=answers["sentence"] or None,
            long=True,
            longest=outcomes.LONGEST_SENTENCE,
        ),
        Field(
            "differently",
            say("initiatives-closing-form-differently"),
            say("initiatives-closing-form-differently-hint"),
            value=answers["differently"] or None,
            required=False,
            long=True,
            longest=outcomes.LONGEST_DIFFERENTLY,
        ),
        Field(
            "evidence",
            say("initiatives-closing-form-evidence"),
            say("initiatives-closing-form-evidence-hint"),
            value=answers["evidence"] or None,
            required=False,
            longest=outcomes.LONGEST_LINK,
        ),
    ]


def figures_fields(answers: Mapping[str, str], say: Speaker) -> list[Field]:
    """What came of it in figures."""
    return [
        Field(
            name,
            say(f"initiatives-closing-form-{name}"),
            say(f"initiatives-closing-form-{name}-hint"),
            value=answers[name] or None,
            required=False,
            long=name in ("funds", "units"),
            longest=1000 if name in ("funds", "units") else 40,
        )
        for name in reports.FIGURES
    ]


def told(done: Told, say: Speaker) -> str:
    """What is said once it is told."""
    title = unmarked(done.title)
    if done.is_correction:
        return say("initiatives-closing-corrected", title=title)
    return say("initiatives-closing-done", title=title, absent=done.absent)


def outcome(
    versions: Sequence[OutcomeText],
    title: str,
    say: Speaker,
    *,
    kept: Mapping[missed.Kept, int] | None = None,
) -> discord.Embed:
    """What came of it, who says so, and what was said before.

    Args:
        versions: The latest first.
        kept: For organisers: what kept those who were not there.
    """
    latest, *earlier = versions
    embed = discord.Embed(
        title=shorten(unmarked(title), 256),
        description=results.result(latest, say),
        colour=COLOUR_OVER,
    )
    figures = _all_figures(latest, say)
    if figures is not None:
        embed.add_field(name=say("initiatives-closing-figures"), value=figures, inline=False)
    if latest.differently:
        embed.add_field(
            name=say("initiatives-closing-differently"),
            value=shorten(escape_markdown(latest.differently), 1024),
            inline=False,
        )
    embed.add_field(
        name=say("initiatives-outcome-who"),
        value="\n".join(_who_says_so(latest, say)),
        inline=False,
    )
    if earlier:
        lines = [_before(one, say) for one in earlier[:MOST_VERSIONS]]
        embed.add_field(
            name=say("initiatives-outcome-before"),
            value=shorten("\n".join(lines), 1024),
            inline=False,
        )
    if kept:
        lines = [say(f"initiatives-missed-count-{one}", count=kept[one]) for one in kept]
        embed.add_field(
            name=say("initiatives-missed-counted"), value="\n".join(lines), inline=False
        )
    return embed


def outcome_buttons(
    latest: OutcomeText, say: Speaker, *, may_confirm: bool, may_correct: bool
) -> ui.View | None:
    """What somebody can do about an outcome."""
    id_ = latest.initiative_id
    return rows(
        confirm_button(latest, say) if may_confirm else None,
        open_button(say, id_, label="initiatives-closing-correct") if may_correct else None,
    )


def confirm_button(latest: OutcomeText, say: Speaker) -> ui.Button[ui.View]:
    """What adds a second person's word."""
    return CONFIRM.button(
        say("initiatives-outcome-confirm"),
        style=discord.ButtonStyle.success,
        initiative_id=latest.initiative_id,
        outcome_id=latest.id,
    )


def _as_it_will_be(shown: Preview, say: Speaker) -> str:
    if not (shown.sentence.strip() or shown.figures or shown.evidence):
        return say("initiatives-closing-begin")
    return results.result(shown, say)


def _present(shown: Preview, say: Speaker) -> str:
    if shown.present is None:
        return say("initiatives-closing-present-unsaid")
    expected = set(shown.expected)
    came = sum(one in expected for one in shown.present)
    others = len(shown.present) - came
    lines = [
        say(
            "initiatives-closing-present-figures",
            came=came,
            expected=len(expected),
            others=others,
        )
    ]
    if shown.present:
        names = " ".join(f"<@{one}>" for one in shown.present[: MOST_NAMED - 15])
        more = len(shown.present) - (MOST_NAMED - 15)
        lines.append(f"{names} {say('initiatives-and-more', count=more)}" if more > 0 else names)
    if shown.absent:
        lines.append(say("initiatives-closing-unmarked", count=len(shown.absent)))
    return "\n".join(lines)


def _all_figures(told: results.Tellable, say: Speaker) -> str | None:
    """Every figure on a line of its own, where the lines above have no room for all."""
    if len(told.figures) <= results.MOST_FIGURES:
        return None
    return shorten("\n".join(results.figure(one, say) for one in told.figures), 1024)


def _who_says_so(told: OutcomeText, say: Speaker) -> Iterator[str]:
    yield say(
        "initiatives-outcome-told-by", who=_name(told.told_by, say), when=format_dt(told.told_at)
    )
    if told.confirmed_at is not None:
        yield say(
            "initiatives-outcome-confirmed-by",
            who=_name(told.confirmed_by, say),
            when=format_dt(told.confirmed_at),
        )


def _before(told: OutcomeText, say: Speaker) -> str:
    figures = [results.figure(one, say) for one in told.figures]
    if told.people is not None:
        figures.insert(0, say("initiatives-result-people", count=told.people))
    said = shorten(escape_markdown(told.sentence), 120)
    return say(
        "initiatives-outcome-version",
        number=told.version,
        who=_name(told.told_by, say),
        when=format_dt(told.told_at, "d"),
        said=" · ".join([said, *figures]),
    )


def _name(user_id: int | None, say: Speaker) -> str:
    return say("initiatives-outcome-somebody") if user_id is None else f"<@{user_id}>"
