"""Initiatives as people see them: the card, the list, the form, and what is answered to a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.errors import MemberError
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives import service
from cogs.initiatives.models import SignupState
from cogs.initiatives.service import Answers, News, Overview, Page, Place

COLOUR = discord.Colour(0x2E7D6B)
COLOUR_OVER = discord.Colour(0x8A8F94)
MEMBERS_NAMED = 40
"""Mentions of 22 characters each: forty fit into one field of 1,024."""
PER_PAGE = 5

JOIN = Control("initiatives:join:{initiative_id}")
LEAVE = Control("initiatives:leave:{initiative_id}")
PAGE = Control("initiatives:page:{page}")
CORRECT = Control("initiatives:correct:{draft_id}")
PROPOSE = Form("initiatives:propose")


def card(
    overview: Overview, members: Sequence[int], value: ValueText | None, say: Speaker
) -> discord.Embed:
    """What it is, which value it serves, who is in and how many wait."""
    title = escape_markdown(overview.title)
    embed = discord.Embed(
        title=title if overview.is_open else say("initiatives-cancelled-title", title=title),
        description=shorten(escape_markdown(overview.what), 3000),
        colour=COLOUR if overview.is_open else COLOUR_OVER,
    )
    if value is not None:
        embed.add_field(name=say("initiatives-value"), value=heading(value))
    if overview.when_text:
        embed.add_field(name=say("initiatives-when"), value=escape_markdown(overview.when_text))
    if overview.organiser_id is not None:
        embed.add_field(name=say("initiatives-organiser"), value=f"<@{overview.organiser_id}>")
    embed.add_field(name=places(overview, say), value=_named(overview, members, say), inline=False)
    if overview.waiting:
        waiting = say("initiatives-waiting", count=overview.waiting)
        embed.add_field(name=say("initiatives-queue"), value=waiting, inline=False)
    return embed


def card_buttons(overview: Overview, say: Speaker) -> discord.ui.View | None:
    """Join and Leave, as long as there is something to join."""
    if not overview.is_open:
        return None
    return rows(
        JOIN.button(
            say("initiatives-join"),
            style=discord.ButtonStyle.success,
            initiative_id=overview.id,
        ),
        LEAVE.button(say("initiatives-leave"), initiative_id=overview.id),
    )


def places(overview: Overview, say: Speaker) -> str:
    """How many are in, and of how many places."""
    if overview.capacity is None:
        return say("initiatives-in-unlimited", confirmed=overview.confirmed)
    return say("initiatives-in", confirmed=overview.confirmed, capacity=overview.capacity)


def heading(value: ValueText) -> str:
    """A value's emoji and name."""
    return f"{value.emoji} {value.name}"


def listing(page: Page, values: Mapping[int, ValueText], say: Speaker) -> discord.Embed:
    """A page of what people can join."""
    embed = discord.Embed(title=say("initiatives-list-title"), colour=COLOUR)
    if not page.total:
        embed.description = say("initiatives-list-empty")
    for overview in page.initiatives:
        embed.add_field(
            name=escape_markdown(overview.title),
            value="\n".join(_lines(overview, values, say)),
            inline=False,
        )
    if page.count > 1:
        embed.set_footer(text=say("initiatives-list-page", page=page.number + 1, pages=page.count))
    return embed


def listing_buttons(page: Page, say: Speaker) -> discord.ui.View | None:
    """Back and further, when there is more than one page."""
    if page.count == 1:
        return None
    return rows(
        PAGE.button(
            say("initiatives-list-back"), disabled=page.number == 0, page=max(0, page.number - 1)
        ),
        PAGE.button(
            say("initiatives-list-further"),
            disabled=page.number + 1 >= page.count,
            page=page.number + 1,
        ),
    )


def form_fields(answers: Answers, values: Sequence[ValueText], say: Speaker) -> list[Field]:
    """The questions, with what was typed before."""
    fields = [
        Field(
            "title",
            say("initiatives-form-name"),
            value=answers.title or None,
            longest=service.LONGEST_TITLE,
        ),
        Field(
            "what",
            say("initiatives-form-what"),
            say("initiatives-form-what-hint"),
            value=answers.what or None,
            long=True,
            longest=service.LONGEST_WHAT,
        ),
        Field(
            "capacity",
            say("initiatives-form-capacity"),
            say("initiatives-form-capacity-hint", most=service.MOST_PLACES),
            value=answers.capacity or None,
            required=False,
            longest=20,
        ),
        Field(
            "when",
            say("initiatives-form-when"),
            say("initiatives-form-when-hint"),
            value=answers.when or None,
            required=False,
            longest=service.LONGEST_WHEN,
        ),
    ]
    if values:
        fields.insert(
            2,
            Field(
                "value",
                say("initiatives-form-value"),
                say("initiatives-form-value-hint"),
                choices=[_option(value, answers) for value in values],
            ),
        )
    return fields


def problems(found: Sequence[MemberError], say: Speaker) -> str:
    """Everything that keeps a form from being published, and that nothing of it is lost."""
    sentences = [say(problem.key, **problem.arguments) for problem in found]
    return "\n".join([*sentences, say("initiatives-kept")])


def correct_button(draft_id: int, say: Speaker) -> discord.ui.View | None:
    """The way back into the form."""
    return rows(
        CORRECT.button(
            say("initiatives-correct"), style=discord.ButtonStyle.primary, draft_id=draft_id
        )
    )


def where_you_stand(place: Place, say: Speaker, card: Speaker) -> str:
    """What a click has led to, and what can be done next.

    Args:
        card: Speaks the language of the card, whose buttons are named.
    """
    step = "new" if place.is_new else "same"
    key = {
        SignupState.CONFIRMED: f"initiatives-you-are-in-{step}",
        SignupState.WAITING: f"initiatives-you-wait-{step}",
        SignupState.LEFT: f"initiatives-you-left-{step}",
    }[place.state]
    return say(
        key,
        title=escape_markdown(place.title),
        number=place.number or 0,
        join=card("initiatives-join"),
        leave=card("initiatives-leave"),
    )


def promoted(news: News, server: str, say: Speaker) -> discord.Embed:
    """The private message that says a place is theirs, and how to give it on."""
    initiative = news.initiative
    embed = discord.Embed(
        title=escape_markdown(initiative.title),
        description=say("initiatives-promoted", server=escape_markdown(server)),
        url=card_link(initiative),
        colour=COLOUR,
    )
    if initiative.when_text:
        embed.add_field(name=say("initiatives-when"), value=escape_markdown(initiative.when_text))
    embed.set_footer(text=say("initiatives-promoted-why"))
    return embed


def cancelled(news: News, server: str, say: Speaker) -> discord.Embed:
    """The private message that says it will not take place."""
    embed = discord.Embed(
        title=escape_markdown(news.initiative.title),
        description=say("initiatives-cancelled", server=escape_markdown(server)),
        colour=COLOUR_OVER,
    )
    embed.set_footer(text=say("initiatives-cancelled-why"))
    return embed


def leave_button(initiative_id: int, say: Speaker) -> discord.ui.View | None:
    """Leave, for those who are in."""
    return rows(LEAVE.button(say("initiatives-leave"), initiative_id=initiative_id))


def card_link(overview: Overview) -> str | None:
    """Where the card stands."""
    if overview.channel_id is None or overview.message_id is None:
        return None
    where = f"{overview.guild_id}/{overview.channel_id}/{overview.message_id}"
    return f"https://discord.com/channels/{where}"


def _named(overview: Overview, members: Sequence[int], say: Speaker) -> str:
    if not members:
        return say("initiatives-nobody-yet")
    named = " ".join(f"<@{user_id}>" for user_id in members[:MEMBERS_NAMED])
    more = overview.confirmed - min(len(members), MEMBERS_NAMED)
    return f"{named} {say('initiatives-and-more', count=more)}" if more > 0 else named


def _lines(overview: Overview, values: Mapping[int, ValueText], say: Speaker) -> list[str]:
    value = values.get(overview.value_id or 0)
    lines = [] if value is None else [heading(value)]
    if overview.when_text:
        lines.append(escape_markdown(overview.when_text))
    figures = places(overview, say)
    if overview.waiting:
        figures += f" · {say('initiatives-waiting', count=overview.waiting)}"
    lines.append(figures)
    link = card_link(overview)
    if link is not None:
        lines.append(f"[{say('initiatives-to-the-card')}]({link})")
    return lines


def _option(value: ValueText, answers: Answers) -> discord.SelectOption:
    return discord.SelectOption(
        label=shorten(value.name, 100),
        value=str(value.id),
        description=shorten(value.promise, 100),
        emoji=value.emoji,
        default=str(value.id) == answers.value,
    )
