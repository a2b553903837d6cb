"""A reminder's post: what stands above the value, the value with its proof, and its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.actions import Content, Poll
from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.service import Overview
from cogs.reminders.service import (
    REMINDER_FIELDS,
    Asks,
    Carried,
    Proof,
    ProofText,
    QuestionText,
    fill,
    mentioned,
)

LIVED = Control("reminders:lived:{post_id}:{value_id}")

COLOUR = discord.Colour(0x2E7D6B)
USUAL_ANSWERS = 4
"""How many answers each of the usual votes offers."""

LONGEST_TEXT = 2000
LONGEST_TITLE = 256
LONGEST_FIELD = 1024
LONGEST_POLL_QUESTION = 300
LONGEST_POLL_ANSWER = 55


@dataclass(frozen=True)
class Worded:
    """A post as it is sent; `is_shortened` when something did not fit and was cut at a word."""

    content: Content
    is_shortened: bool


def post(
    carried: Carried,
    say: Speaker,
    *,
    text: str | None,
    post_id: int | None,
    may_poll: bool = True,
    ping_role_id: int | None = None,
    is_silent: bool = False,
) -> Worded:
    """A post in the words of now. What its text mentions is not said again below it.

    Args:
        text: The reminder's template; None for the usual one.
        post_id: What its buttons are about; None for a preview, whose buttons do nothing.
        may_poll: Whether a vote may be posted there; otherwise it is asked as a question.
        ping_role_id: The role that is mentioned at the top.
        is_silent: It makes no sound where it arrives.
    """
    fits = _Fits()
    is_poll = carried.asks is Asks.POLL and may_poll
    template = usual_text(carried.asks if may_poll else _unvoted(carried.asks), say)
    if text is not None:
        template = text
    named = mentioned(template)
    words = _words(carried, is_poll, say)
    mention = "" if ping_role_id is None else f"<@&{ping_role_id}>\n"
    # Discord trims what it is sent, and what stands there must be recognised after a crash.
    above = fits(fill(template, words).strip(), LONGEST_TEXT - len(mention))
    embed = discord.Embed(
        title=fits(words["value"], LONGEST_TITLE),
        description=None if "promise" in named else words["promise"],
        colour=COLOUR,
    )
    for name, heading_key in (
        ("looks_like", "reminders-looks-like"),
        ("proof", f"reminders-proof-{_key(carried.proof.proof)}-title"),
        ("question", "reminders-question-title"),
    ):
        if name not in named and words[name] and not (name == "question" and is_poll):
            value = fits(words[name], LONGEST_FIELD)
            embed.add_field(name=say(heading_key), value=value, inline=False)
    if is_poll:
        embed.set_footer(text=say("reminders-poll-public"))
    content = Content(
        (mention + above).strip() or None,
        embeds=[embed],
        view=_buttons(carried, post_id, say),
        ping_role_id=ping_role_id,
        poll=_poll(carried, say, fits) if is_poll else None,
        is_silent=is_silent,
    )
    return Worded(content, fits.failed)


def usual_text(asks: Asks, say: Speaker) -> str:
    """The template of a reminder that has none of its own."""
    key = {
        Asks.QUESTION: "reminders-default-text-question",
        Asks.POLL: "reminders-default-text-poll",
        Asks.NOTHING: "reminders-default-text",
    }[asks]
    return say(key, **{name: f"{{{name}}}" for name in REMINDER_FIELDS})


def lived(value: ValueText, say: Speaker) -> discord.Embed:
    """Everything that a value looks like, and what it does not look like."""
    embed = discord.Embed(
        title=shorten(_heading(value), LONGEST_TITLE),
        description=escape_markdown(value.promise),
        colour=COLOUR,
    )
    for key, behaviours in (
        ("reminders-lived", value.looks_like),
        ("reminders-not-lived", value.does_not_look_like),
    ):
        listed = "\n".join(f"• {escape_markdown(one)}" for one in behaviours)
        embed.add_field(name=say(key), value=shorten(listed, LONGEST_FIELD), inline=False)
    return embed


def question_words(
    question: QuestionText | int | None, value: ValueText, say: Speaker, *, is_poll: bool
) -> tuple[str, tuple[str, ...]]:
    """A question and the answers that it offers, if it is put to the vote."""
    if question is None:
        return "", ()
    if isinstance(question, QuestionText):
        return question.text, question.answers
    if not is_poll:
        return say(f"reminders-question-{question}", value=value.name), ()
    answers = (
        say(f"reminders-poll-{question}-answer-{number}") for number in range(1, USUAL_ANSWERS + 1)
    )
    return say(f"reminders-poll-{question}", value=value.name), tuple(answers)


class _Fits:
    """Cuts at a word what is longer than Discord takes, and remembers that it did."""

    failed = False

    def __call__(self, text: str, longest: int) -> str:
        self.failed |= len(text) > longest
        return shorten(text, longest)


def _words(carried: Carried, is_poll: bool, say: Speaker) -> Mapping[str, str]:
    """What each field is filled in with; signs of stewards and members format nothing."""
    question, answers = question_words(
        carried.question, carried.value, say, is_poll=carried.asks is Asks.POLL
    )
    lines = [escape_markdown(question)]
    if not is_poll:
        lines += [f"• {escape_markdown(answer)}" for answer in answers]
    return {
        "value": _heading(carried.value),
        "promise": escape_markdown(carried.value.promise),
        "looks_like": escape_markdown(carried.behaviour),
        "proof": _proof(carried.proof, say),
        "question": "\n".join(lines),
        "next_initiative": _next(carried.next_initiative, say),
        "mission": escape_markdown(carried.mission),
    }


def _proof(proof: ProofText, say: Speaker) -> str:
    if proof.told is not None:
        return say(
            "reminders-proof-outcome",
            title=escape_markdown(proof.told.initiative.title),
            sentence=escape_markdown(proof.told.outcome.sentence),
            grade=say(f"initiatives-grade-{proof.told.outcome.grade}"),
        )
    if proof.open is not None:
        title = escape_markdown(proof.open.title)
        return say("reminders-proof-initiative", title=title, when=_when(proof.open, say))
    return say("reminders-proof-nothing")


def _next(initiative: Overview | None, say: Speaker) -> str:
    if initiative is None:
        return say("reminders-next-initiative-none")
    return say(
        "reminders-next-initiative",
        title=escape_markdown(initiative.title),
        when=_when(initiative, say),
        link=_link(initiative) or "",
    )


def _when(initiative: Overview, say: Speaker) -> str:
    if initiative.starts_at is not None:
        return format_dt(initiative.starts_at, "F")
    if initiative.when_text:
        return escape_markdown(initiative.when_text)
    return say("reminders-initiative-undated")


def _buttons(carried: Carried, post_id: int | None, say: Speaker) -> ui.View | None:
    buttons: list[ui.Button[ui.View]] = [
        LIVED.button(
            say("reminders-lived-open"),
            disabled=post_id is None,
            post_id=post_id or 0,
            value_id=carried.value.id,
        )
    ]
    initiative = carried.proof.initiative
    link = None if initiative is None else _link(initiative)
    if link is not None:
        buttons.append(ui.Button(label=say("reminders-initiative-open"), url=link))
    return rows(*buttons)


def _poll(carried: Carried, say: Speaker, fits: _Fits) -> Poll:
    question, answers = question_words(carried.question, carried.value, say, is_poll=True)
    return Poll(
        fits(question, LONGEST_POLL_QUESTION),
        tuple(fits(answer, LONGEST_POLL_ANSWER) for answer in answers),
    )


def _heading(value: ValueText) -> str:
    return f"{value.emoji} {escape_markdown(value.name)}"


def _link(initiative: Overview) -> str | None:
    if initiative.channel_id is None or initiative.message_id is None:
        return None
    where = f"{initiative.guild_id}/{initiative.channel_id}/{initiative.message_id}"
    return f"https://discord.com/channels/{where}"


def _key(proof: Proof) -> str:
    return {
        Proof.OUTCOME: "outcome",
        Proof.INITIATIVE: "initiative",
        Proof.NOTHING_HEARD: "nothing",
    }[proof]


def _unvoted(asks: Asks) -> Asks:
    return Asks.QUESTION if asks is Asks.POLL else asks
