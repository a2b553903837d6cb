"""A reminder as stewards put it together: what was understood, what it looks like, and choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import ButtonStyle, SelectOption
from discord.utils import escape_markdown, format_dt

from bot import moments
from bot.actions import Content
from bot.components import Control, Field, Form, rows, shorten
from bot.recurrence import LONGEST, describe
from bot.settings import Place
from bot.texts import Speaker
from cogs.charter.service import ValueText, plain_emoji
from cogs.reminders.models import Asks, Chooses, Former
from cogs.reminders.service import LONGEST_TEXT, REMINDER_FIELDS, Options
from cogs.reminders.service.options import LONGEST_DAYS, LONGEST_NAME
from cogs.reminders.views.post import COLOUR, Worded

# `draft` is the reminder that is edited, or 0 for a new one: what was drawn for one of them never
# changes another that was begun since.
WHEN_FORM = Form("reminders:draft-when-form:{draft}", for_stewards=True)
TEXT_FORM = Form("reminders:draft-text-form:{draft}", for_stewards=True)
PLACE_FORM = Form("reminders:draft-place-form:{draft}", for_stewards=True)
WHEN = Control("reminders:draft-when:{draft}", for_stewards=True)
TEXT = Control("reminders:draft-text:{draft}", for_stewards=True)
PLACE = Control("reminders:draft-place:{draft}", for_stewards=True)
VALUE = Control("reminders:draft-value:{draft}", for_stewards=True)
ASKS = Control("reminders:draft-asks:{draft}", for_stewards=True)
FORMER = Control("reminders:draft-former:{draft}", for_stewards=True)
EXTRAS = Control("reminders:draft-extras:{draft}", for_stewards=True)
SAVE = Control("reminders:draft-save:{draft}", for_stewards=True)
DISCARD = Control("reminders:draft-discard:{draft}", for_stewards=True)
EDIT = Control("reminders:edit:{reminder_id}", for_stewards=True)
SKIP_NOT = Control("reminders:skip-not:{reminder_id}:{day}", for_stewards=True)
"""`day` is an ordinal."""

RUNS_SHOWN = 5
EXTRA_NAMES = ("has_thread", "is_silent", "observes_quiet_days")


@dataclass(frozen=True)
class Shown:
    """A reminder with what is around it.

    Args:
        zone: In which it is meant.
        runs: The next five at most.
        channel: Where it is posted; None: nobody has said where.
        missing: Permissions we lack there.
        worded: As it would look if it came now; None: the charter has no values.
    """

    options: Options
    zone: str
    runs: Sequence[datetime]
    channel: Place | None
    values: Sequence[ValueText]
    missing: Sequence[str]
    worded: Worded | None
    is_new: bool = False


def when_fields(typed: Mapping[str, str], zone: str, say: Speaker) -> list[Field]:
    """Its name and when it comes."""
    return [
        Field(
            "name",
            say("reminders-form-name"),
            value=typed.get("name") or None,
            placeholder=say("reminders-form-name-example"),
            longest=LONGEST_NAME,
        ),
        Field(
            "rule",
            say("reminders-form-rule"),
            say("reminders-form-rule-hint"),
            value=typed.get("rule") or None,
            placeholder=say("reminders-form-rule-example"),
            longest=LONGEST,
        ),
        Field(
            "zone",
            say("reminders-form-zone"),
            say("reminders-form-zone-hint", zone=zone),
            value=typed.get("zone") or None,
            required=False,
            longest=60,
        ),
        Field(
            "until",
            say("reminders-form-until"),
            value=typed.get("until") or None,
            placeholder=say("reminders-form-until-example"),
            required=False,
            longest=60,
        ),
        Field(
            "skip",
            say("reminders-form-skip"),
            say("reminders-form-skip-hint"),
            value=typed.get("skip") or None,
            placeholder=say("reminders-form-skip-example"),
            required=False,
            longest=LONGEST_DAYS,
        ),
    ]


def text_fields(text: str, say: Speaker) -> list[Field]:
    """What stands above the value."""
    known = " ".join(f"{{{name}}}" for name in REMINDER_FIELDS)
    return [
        Field(
            "text",
            say("reminders-form-text"),
            known,
            value=text or None,
            placeholder=say("reminders-form-text-example"),
            required=False,
            long=True,
            longest=LONGEST_TEXT,
        )
    ]


def place_fields(options: Options, say: Speaker) -> list[Field]:
    """Where it is posted, and whom it pings."""
    channel = options.channel
    chosen = [] if channel is None or channel.id is None else [channel.id]
    role = [] if options.ping_role_id is None else [options.ping_role_id]
    return [
        Field(
            "channel",
            say("reminders-form-channel"),
            say("reminders-form-channel-hint"),
            required=False,
            picker=PLACE.channel_select(chosen, draft=0),
        ),
        Field(
            "role",
            say("reminders-form-role"),
            say("reminders-form-role-hint"),
            required=False,
            picker=PLACE.role_select(role, draft=0),
        ),
    ]


def facts(shown: Shown, say: Speaker) -> discord.Embed:
    """When, where and with what it comes."""
    options = shown.options
    rule = describe(options.recurrence, say)
    embed = discord.Embed(
        title=shorten(escape_markdown(options.name), 256),
        description=say("reminders-rule", rule=_capital(rule), zone=shown.zone.replace("_", " ")),
        colour=COLOUR,
    )
    embed.add_field(
        name=say("reminders-panel-runs", zone=shown.zone.replace("_", " ")),
        value="\n".join(_run(moment, shown.zone, say) for moment in shown.runs)
        or say("reminders-panel-no-runs"),
        inline=False,
    )
    limits = []
    if options.until_on is not None:
        day = moments.say_day(options.until_on, say.language)
        limits.append(say("reminders-panel-until", day=day))
    if options.skipped:
        days = ", ".join(moments.say_day(day, say.language) for day in options.skipped)
        limits.append(say("reminders-panel-skipped", days=days))
    if limits:
        embed.add_field(
            name=say("reminders-panel-limits"), value=shorten("\n".join(limits), 1024), inline=False
        )
    where = "—" if shown.channel is None else place(shown.channel)
    lines = [say("reminders-panel-where", place=where)]
    if options.ping_role_id is not None:
        lines.append(say("reminders-panel-ping", role=f"<@&{options.ping_role_id}>"))
    lines.append(say("reminders-panel-value", value=chosen_value(options, shown.values, say)))
    lines.append(say("reminders-panel-asks", asks=options.asks.value))
    lines.append(say("reminders-panel-former", former=options.former.value))
    lines += [
        say(f"reminders-panel-{name.replace('_', '-')}")
        for name in ("has_thread", "is_silent")
        if getattr(options, name)
    ]
    if not options.observes_quiet_days:
        lines.append(say("reminders-panel-also-quiet"))
    embed.add_field(name=say("reminders-panel-how"), value="\n".join(lines), inline=False)
    if shown.missing:
        embed.add_field(
            name=say("reminders-cannot-write"),
            value=say("reminders-cannot-write-how", missing=", ".join(shown.missing)),
            inline=False,
        )
    return embed


def chosen_value(options: Options, values: Sequence[ValueText], say: Speaker) -> str:
    """Which value it carries, in words."""
    for value in values:
        if options.chooses is Chooses.FIXED and value.id == options.value_id:
            return f"{value.emoji} {escape_markdown(value.name)}"
    return say("reminders-chooses", chooses=options.chooses.value)


def panel(
    shown: Shown, draft: int, say: Speaker
) -> tuple[str, list[discord.Embed], discord.ui.View | None]:
    """A draft with everything that can be chosen, and the post as it would look."""
    embed = facts(shown, say)
    embed.set_footer(text=say("reminders-panel-unsaved"))
    embeds = [embed]
    if shown.worded is None:
        embeds.append(discord.Embed(description=say("reminders-panel-no-values"), colour=COLOUR))
    else:
        embeds += as_seen(shown.worded.content)
    text = "" if shown.worded is None else shown.worded.content.text or ""
    heading = say("reminders-panel-preview")
    return shorten(f"{heading}\n{text}", 2000), embeds, _choices(shown, draft, say)


def as_seen(content: Content) -> list[discord.Embed]:
    """What stands under a post's text; a vote as words, since nobody is to vote in a preview."""
    embeds = list(content.embeds)
    if content.poll is not None:
        answers = "\n".join(f"⚪ {escape_markdown(answer)}" for answer in content.poll.answers)
        question = shorten(f"🗳️ {escape_markdown(content.poll.question)}", 256)
        embeds.append(discord.Embed(title=question, description=answers, colour=COLOUR))
    return embeds


def saved(shown: Shown, reminder_id: int, say: Speaker) -> tuple[discord.Embed, discord.ui.View]:
    """A reminder that comes, with the way to change it."""
    view = rows(EDIT.button(say("reminders-edit"), reminder_id=reminder_id))
    assert view is not None
    return facts(shown, say), view


def correct_button(draft: int, say: Speaker) -> discord.ui.View | None:
    """The way back to the form with what was typed."""
    return rows(
        WHEN.button(say("reminders-correct"), style=ButtonStyle.primary, draft=draft),
        DISCARD.button(say("reminders-discard"), draft=draft),
    )


def correct_text_button(draft: int, say: Speaker) -> discord.ui.View | None:
    """The way back to the text as it was typed."""
    return rows(TEXT.button(say("reminders-correct"), style=ButtonStyle.primary, draft=draft))


def place(channel: Place) -> str:
    """A channel as Discord shows it, by name when nobody knows its id."""
    return f"<#{channel.id}>" if channel.id is not None else shorten(f"#{channel.name}", 30)


def _choices(shown: Shown, draft: int, say: Speaker) -> discord.ui.View | None:
    options = shown.options
    values = [
        SelectOption(
            label=shorten(say("reminders-chooses", chooses=chooses.value), 100),
            value=chooses.value,
            default=options.chooses is chooses,
        )
        for chooses in (Chooses.ATTENTION, Chooses.IN_TURN)
    ] + [
        SelectOption(
            label=shorten(value.name, 100),
            value=str(value.id),
            emoji=plain_emoji(value.emoji),
            default=options.chooses is Chooses.FIXED and value.id == options.value_id,
        )
        for value in shown.values[:23]
    ]
    asks = [
        SelectOption(
            label=shorten(say("reminders-panel-asks", asks=one.value), 100),
            value=one.value,
            default=options.asks is one,
        )
        for one in Asks
    ]
    former = [
        SelectOption(
            label=shorten(say("reminders-panel-former", former=one.value), 100),
            value=one.value,
            default=options.former is one,
        )
        for one in Former
    ]
    extras = [
        SelectOption(
            label=shorten(say(f"reminders-panel-{name.replace('_', '-')}"), 100),
            value=name,
            default=bool(getattr(options, name)),
        )
        for name in EXTRA_NAMES
    ]
    return rows(
        VALUE.select(values, draft=draft),
        ASKS.select(asks, draft=draft),
        FORMER.select(former, draft=draft),
        EXTRAS.select(
            extras,
            placeholder=say("reminders-panel-extras"),
            minimum=0,
            maximum=len(extras),
            draft=draft,
        ),
        SAVE.button(say("reminders-save"), style=ButtonStyle.success, row=4, draft=draft),
        WHEN.button(say("reminders-draft-when"), row=4, draft=draft),
        TEXT.button(say("reminders-draft-text"), row=4, draft=draft),
        PLACE.button(say("reminders-draft-place"), row=4, draft=draft),
        DISCARD.button(say("reminders-discard"), row=4, draft=draft),
    )


def _run(moment: datetime, zone: str, say: Speaker) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    day = moments.say_day(local.date(), say.language)
    return say(
        "reminders-panel-run", day=day, time=f"{local:%H:%M}", relative=format_dt(moment, "R")
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
