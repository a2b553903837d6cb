"""The form in which somebody proposes an initiative, and its private preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import ButtonStyle
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.config import Decision
from bot.errors import MemberError
from bot.moments import Span, say_span
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives import service
from cogs.initiatives.service.configuring import Rules
from cogs.initiatives.service.proposals import LONGEST_FIRST_STEP, MOST_VALUES
from cogs.initiatives.service.showing import Shown
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views.card import card

PROPOSE = Form("initiatives:propose:{act_id}:{kind}")
"""`act_id`: what began the draft; `kind`: the one that was asked for, see `kind_of`."""
PUBLISH = Control("initiatives:publish:{act_id}:{turn}")
EDIT = Control("initiatives:edit:{act_id}")
PREVIEW = Control("initiatives:preview:{act_id}")
KIND = Control("initiatives:kind:{act_id}")
PLACES = Control("initiatives:draft-places:{act_id}")
PLACES_FORM = Form("initiatives:draft-places-form:{act_id}")
WHERE = Control("initiatives:draft-where:{act_id}")
WHERE_FORM = Form("initiatives:draft-where-form:{act_id}")
DATES = Control("initiatives:draft-dates:{act_id}")
DATES_FORM = Form("initiatives:draft-dates-form:{act_id}")
DISCARD = Control("initiatives:discard:{act_id}")
DISCARD_NOW = Control("initiatives:discard-now:{act_id}")

LONGEST_CONTENT = 2000

Page = tuple[str, discord.Embed | None, discord.ui.View | None]


def number_of(kind: service.Kind | None) -> int:
    """A kind as a button carries it; 0 is none."""
    return 0 if kind is None else 1 + list(service.Kind).index(kind)


def kind_of(number: int) -> service.Kind | None:
    """The kind that a button carries; 0, and what is none any more, is none."""
    kinds = list(service.Kind)
    return kinds[number - 1] if 0 < number <= len(kinds) else None


def form_fields(sketch: Sketch | None, values: Sequence[ValueText], say: Speaker) -> list[Field]:
    """The questions, with what was typed before."""
    chosen = () if sketch is None else sketch.values
    fields = [
        Field(
            "title",
            say("initiatives-form-name"),
            value=(sketch and sketch.title) or None,
            longest=service.LONGEST_TITLE,
        ),
        Field(
            "what",
            say("initiatives-form-what"),
            say("initiatives-form-what-hint"),
            value=(sketch and sketch.what) or None,
            long=True,
            longest=service.LONGEST_WHAT,
        ),
        Field(
            "when",
            say("initiatives-form-when"),
            say("initiatives-form-when-hint"),
            value=(sketch and sketch.when) or None,
            required=False,
            longest=service.LONGEST_WHEN,
        ),
        Field(
            "first_step",
            say("initiatives-form-first"),
            say("initiatives-form-first-hint"),
            value=(sketch and sketch.first_step) or None,
            required=False,
            longest=LONGEST_FIRST_STEP,
        ),
    ]
    if values:
        fields.insert(
            1,
            Field(
                "values",
                say("initiatives-form-value"),
                say("initiatives-form-value-hint", most=MOST_VALUES),
                choices=[value_option(value, chosen) for value in values],
                most=MOST_VALUES,
            ),
        )
    return fields


def preview(
    sketch: Sketch,
    shown: Shown,
    values: Mapping[int, ValueText],
    problems: Sequence[MemberError],
    say: Speaker,
    *,
    public: Speaker,
    rules: Rules,
    zone: str,
    said: str | None = None,
) -> Page:
    """The card as everybody will see it, what was understood, and what can still be changed.

    Args:
        public: Speaks the language of the card.
        zone: The server's; where it differs from the member's, a date is told in both.
        said: What has just happened.
    """
    lines = [] if said is None else [said]
    if problems:
        lines += [f"⚠️ {say(problem.key, **problem.arguments)}" for problem in problems]
        lines.append(say("initiatives-kept"))
    else:
        lines.append(say("initiatives-preview"))
        lines += understood(sketch, say, zone=zone)
        lines.append(_decision(rules, say))
    drawable = bool(sketch.title and sketch.what)
    embed = card(shown, values, public, whole=True) if drawable else None
    return shorten("\n".join(lines), LONGEST_CONTENT), embed, _controls(sketch, problems, say)


def understood(sketch: Sketch, say: Speaker, *, zone: str) -> list[str]:
    """The time that was read in what was typed, in the member's zone, and in the server's."""
    if sketch.dates:
        words = [
            say_span(date.starts_at, date.ends_at, language=say.language, zone=sketch.zone)
            for date in sketch.dates
        ]
        lines = [say("initiatives-when-dates", zone=sketch.zone.replace("_", " "))]
        lines += [f"• **{date}**" for date in words]
        if sketch.poll_until is not None:
            until = discord.utils.format_dt(sketch.poll_until, "f")
            lines.append(say("initiatives-when-until", until=until))
        return lines
    if sketch.words is not None:
        reason = sketch.words.error
        return [
            say("initiatives-when-words", when=escape_markdown(sketch.when)),
            say(reason.key, **reason.arguments),
        ]
    if sketch.span is None:
        return [say("initiatives-when-none", edit=say("initiatives-edit"))]
    lines = [echo(sketch.span, "initiatives-when-yours", sketch.zone, say)]
    if differ(sketch.span.starts_at, sketch.zone, zone):
        lines.append(echo(sketch.span, "initiatives-when-server", zone, say))
    if sketch.span.is_repeated:
        lines.append(say("initiatives-when-twice"))
    return lines


def discarding(sketch: Sketch, say: Speaker) -> Page:
    """The question before a draft is thrown away."""
    title = escape_markdown(sketch.title) or say("initiatives-untitled")
    return (
        say("initiatives-discard-sure", title=title),
        None,
        rows(
            DISCARD_NOW.button(
                say("initiatives-discard-now"), style=ButtonStyle.danger, act_id=sketch.act_id
            ),
            PREVIEW.button(say("initiatives-discard-keep"), act_id=sketch.act_id),
        ),
    )


def _controls(
    sketch: Sketch, problems: Sequence[MemberError], say: Speaker
) -> discord.ui.View | None:
    act_id = sketch.act_id
    return rows(
        PUBLISH.button(
            say("initiatives-publish"),
            style=ButtonStyle.success,
            disabled=bool(problems),
            act_id=act_id,
            turn=sketch.turn,
        ),
        EDIT.button(
            say("initiatives-edit"),
            style=ButtonStyle.primary if problems else ButtonStyle.secondary,
            act_id=act_id,
        ),
        PLACES.button(say("initiatives-edit-places"), act_id=act_id),
        WHERE.button(say("initiatives-edit-where"), act_id=act_id),
        DATES.button(say("initiatives-edit-dates"), act_id=act_id),
        KIND.select(
            [
                discord.SelectOption(
                    label=say(f"initiatives-kind-{kind}.one"),
                    description=say(f"initiatives-kind-{kind}.about"),
                    value=kind.value,
                    default=kind is sketch.likely_kind,
                )
                for kind in service.Kind
            ],
            act_id=act_id,
        ),
        DISCARD.button(say("initiatives-discard"), style=ButtonStyle.danger, act_id=act_id),
    )


def _decision(rules: Rules, say: Speaker) -> str:
    if rules.decide is Decision.SECONDS:
        return say("initiatives-preview-seconds", count=rules.seconds)
    return say(f"initiatives-preview-{rules.decide}")


def echo(span: Span, key: str, zone: str, say: Speaker) -> str:
    """A time as the clocks of a zone show it, in words, with the zone's name."""
    words = say_span(span.starts_at, span.ends_at, language=say.language, zone=zone)
    return say(key, when=words, zone=zone.replace("_", " "))


def differ(moment: datetime, one: str, other: str) -> bool:
    """Whether the clocks of two zones show different times at a moment."""
    there = [moment.astimezone(ZoneInfo(zone)).utcoffset() for zone in (one, other)]
    return there[0] != there[1]


def value_option(value: ValueText, chosen: Sequence[int]) -> discord.SelectOption:
    """A value to choose in a form."""
    return discord.SelectOption(
        label=shorten(value.name, 100),
        value=str(value.id),
        description=shorten(value.promise, 100),
        emoji=value.emoji,
        default=value.id in chosen,
    )
