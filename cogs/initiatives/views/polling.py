"""The vote about the date: what stands on the card, in private answers and in messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

import discord
from discord.utils import escape_markdown, format_dt

from bot import moments
from bot.components import Control, Field, Form, rows
from bot.errors import MemberError
from bot.moments import Span
from bot.texts import Speaker
from cogs.initiatives.models import SignupState
from cogs.initiatives.service.dates import LONGEST_OPTIONS, MOST_OPTIONS, USUAL_DAYS, BadOption
from cogs.initiatives.service.dating import Fixed
from cogs.initiatives.service.polls import Poll
from cogs.initiatives.views.frame import COLOUR

VOTE = Control("initiatives:vote:{initiative_id}")
VOTE_NONE = Control("initiatives:vote-none:{initiative_id}")
POLL = Control("initiatives:poll:{initiative_id}")
POLL_FORM = Form("initiatives:poll-form:{initiative_id}")
CHOOSE = Control("initiatives:date-choose:{initiative_id}")
CHOSEN = Control("initiatives:date-chosen:{initiative_id}")
STOP = Control("initiatives:poll-stop:{initiative_id}")
COMING = Control("initiatives:date-coming:{initiative_id}")
NOT_COMING = Control("initiatives:date-not-coming:{initiative_id}")

ZONE_UNSAID = "UTC"


class Dated(Protocol):
    """A date of a vote, wherever it was read."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, if that was said."""


def vote_select(
    initiative_id: int,
    dates: Iterable[Dated],
    say: Speaker,
    *,
    zone: str | None,
    chosen: Collection[int] = (),
) -> discord.ui.Select[discord.ui.View]:
    """The dates to choose from, several of which may suit.

    Args:
        zone: In which they are written; options cannot show everybody their own time.
        chosen: Those that are chosen already, where one person sees it.
    """
    options = _options(dates, say, zone=zone, chosen=chosen)
    return VOTE.select(
        options,
        placeholder=say("initiatives-poll-select", zone=zone or ZONE_UNSAID),
        maximum=len(options),
        initiative_id=initiative_id,
    )


def own_votes(
    poll: Poll, say: Speaker, *, zone: str, now: datetime
) -> tuple[str, discord.ui.View | None]:
    """What a member has chosen, and changing it."""
    ahead = [option for option in poll.options if option.starts_at > now]
    chosen = [option for option in ahead if option.id in poll.chosen]
    title = escape_markdown(poll.title)
    until = format_dt(poll.until, "R")
    if chosen:
        lines = "\n".join(f"- {date_of(option, say)}" for option in chosen)
        text = say("initiatives-voted", title=title, dates=lines, until=until)
    else:
        text = say("initiatives-voted-none", title=title, until=until)
    if not ahead:
        return text, None
    return text, rows(
        vote_select(poll.initiative_id, ahead, say, zone=zone, chosen=poll.chosen),
        VOTE_NONE.button(say("initiatives-vote-none"), initiative_id=poll.initiative_id)
        if chosen
        else None,
    )


def poll_fields(
    say: Speaker, *, zone: str, dates: str | None = None, until: str | None = None
) -> list[Field]:
    """Which dates, and until when people vote.

    Args:
        dates: What was typed before.
        until: Likewise.
    """
    return [
        Field(
            "dates",
            say("initiatives-form-dates"),
            say("initiatives-form-dates-hint", most=MOST_OPTIONS, zone=zone),
            value=dates,
            placeholder=say("initiatives-form-dates-example"),
            long=True,
            longest=LONGEST_OPTIONS,
        ),
        Field(
            "until",
            say("initiatives-form-until"),
            say("initiatives-form-until-hint", days=USUAL_DAYS),
            value=until,
            required=False,
            longest=moments.LONGEST,
        ),
    ]


def problem(error: MemberError, say: Speaker) -> str:
    """What is wrong with the dates that were typed, and what to type instead."""
    said = say(error.key, **error.arguments)
    if isinstance(error, BadOption):
        return f"{said} {say(error.problem.key, **error.problem.arguments)}"
    return said


def refused(error: MemberError, typed: Mapping[str, str], say: Speaker) -> str:
    """The same, with what was typed, so that nobody has to think of it twice."""
    kept = "\n".join(typed.values()).replace("`", "'")
    return f"{problem(error, say)}\n{say('initiatives-poll-kept')}\n```\n{kept}\n```"


def started(
    title: str, options: Iterable[Span], until: datetime, say: Speaker, *, zone: str
) -> str:
    """People can vote; how the dates were read stands there, so that a slip is seen at once."""
    lines = []
    for option in options:
        date = moments.say_span(option.starts_at, option.ends_at, language=say.language, zone=zone)
        lines.append(f"- {date}")
        if option.is_repeated:
            lines.append(say("initiatives-when-twice"))
    return say(
        "initiatives-poll-started",
        title=escape_markdown(title),
        dates="\n".join(lines),
        zone=zone.replace("_", " "),
        until=format_dt(until, "f"),
    )


def choosing(
    poll: Poll, say: Speaker, *, zone: str, now: datetime, server: str | None = None
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The votes, for whoever chooses the date.

    Args:
        server: Where it is, in the private message that asks for it once the vote is over.
    """
    ahead = [option for option in poll.options if option.starts_at > now]
    if server is None:
        key = "initiatives-choose-date"
    elif not ahead:
        key = "initiatives-asked-date-passed"
    elif any(option.votes for option in ahead):
        key = "initiatives-asked-date-tied"
    else:
        key = "initiatives-asked-date-nobody"
    embed = discord.Embed(
        title=escape_markdown(poll.title),
        description=say(key, server=escape_markdown(server or "")),
        colour=COLOUR,
    )
    embed.add_field(
        name=say("initiatives-dates"),
        value="\n".join(
            say("initiatives-date-votes", date=date_of(option, say), count=option.votes)
            for option in poll.options
        ),
        inline=False,
    )
    if server is not None:
        embed.set_footer(text=say("initiatives-asked-date-why"))
    select = None
    if ahead:
        select = CHOSEN.select(
            _options(ahead, say, zone=zone),
            placeholder=say("initiatives-choose-select", zone=zone),
            initiative_id=poll.initiative_id,
        )
    stop = STOP.button(say("initiatives-poll-stop"), initiative_id=poll.initiative_id)
    return embed, rows(select, stop)


def fixed(
    told: Fixed, guild_id: int, server: str, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The private message that says which date it is, and asks whoever voted for it to join."""
    is_in = told.state in (SignupState.CONFIRMED, SignupState.OFFERED, SignupState.WAITING)
    if told.organises:
        key = "initiatives-fixed-own"
    elif is_in:
        key = "initiatives-fixed-in"
    elif told.state is SignupState.INTERESTED:
        key = "initiatives-fixed-maybe"
    else:
        key = "initiatives-fixed-voted"
    embed = discord.Embed(
        title=escape_markdown(told.title),
        description=say(key, server=escape_markdown(server), date=date_of(told, say)),
        colour=COLOUR,
    )
    if told.channel_id is not None and told.message_id is not None:
        where = f"{guild_id}/{told.channel_id}/{told.message_id}"
        embed.url = f"https://discord.com/channels/{where}"
    embed.set_footer(text=say(f"{key}-why"))
    join = COMING.button(
        say("initiatives-join"),
        style=discord.ButtonStyle.success,
        initiative_id=told.initiative_id,
    )
    if told.organises:
        return embed, None
    leave = NOT_COMING.button(say("initiatives-fixed-leave"), initiative_id=told.initiative_id)
    return embed, rows(leave) if is_in else rows(join)


def _options(
    dates: Iterable[Dated], say: Speaker, *, zone: str | None, chosen: Collection[int] = ()
) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=moments.say_span(
                option.starts_at,
                option.ends_at,
                language=say.language,
                zone=zone or ZONE_UNSAID,
            ),
            value=str(option.id),
            default=option.id in chosen,
        )
        for option in dates
    ]


class _Span(Protocol):
    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def date_of(span: _Span, say: Speaker) -> str:
    """From when until when, in everybody's own time."""
    start = format_dt(span.starts_at, "F")
    if span.ends_at is None:
        return start
    is_short = (span.ends_at - span.starts_at).total_seconds() < 86_400
    end: Any = format_dt(span.ends_at, "t" if is_short else "F")
    return say("initiatives-span", start=start, end=end)
