"""The conversation as members see it, and its buttons."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord import ui

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.onboarding.models import RoleState, State
from cogs.onboarding.service.journeys import Answer, Press, Started
from cogs.onboarding.service.scenes import Scene

COLOUR = discord.Colour(0x2E7D6B)

START = Control("onboarding:start")
HERE = Control("onboarding:here:{journey}")
PRESSES = {press: Control(f"onboarding:{press}:{{journey}}:{{turn}}") for press in Press}


@dataclass(frozen=True)
class Around:
    """What the words mention of the server."""

    server: str
    role: str | None = None
    next_channel_id: int | None = None
    """Where somebody who has finished could go next."""


@dataclass(frozen=True)
class Shown:
    """What a message consists of."""

    text: str
    embed: discord.Embed | None = None
    view: ui.View | None = None


def welcome(say: Speaker, server: str) -> Shown:
    """The post in the welcome channel."""
    embed = discord.Embed(
        title=shorten(say("onboarding-post-title", server=server), 256),
        description=say("onboarding-post-text"),
        colour=COLOUR,
    )
    start = START.button(say("onboarding-start"), style=discord.ButtonStyle.primary)
    return Shown("", embed, rows(start))


def scene(now: Scene, say: Speaker, around: Around) -> Shown:
    """A journey as it is now: the step with its buttons, or how it rests or ended."""
    match now.state:
        case State.RUNNING:
            text = say(f"onboarding-header-{now.place}", server=around.server)
            return Shown(text, _step(now, say, around), _buttons(now, say))
        case State.LATER:
            text = say("onboarding-paused", number=now.number, steps=now.steps)
            return Shown(text, view=rows(_button(now, Press.CONTINUE, say), _stop(now, say)))
        case State.FINISHED:
            return Shown(_closing(now, say, around))
        case State.LEFT:
            return Shown(say("onboarding-left", server=around.server))
        case State.WAITING:
            return Shown(say("onboarding-screening"))
        case State.STOPPED | State.OFFERED:
            return Shown(say("onboarding-stopped", server=around.server))


def answer(started: Started, say: Speaker, around: Around) -> Shown:
    """What is said back to somebody who pressed Start; only they see it."""
    now = started.scene
    words = [say("onboarding-back-again", number=now.number)] if started.is_back else []
    match started.answer:
        case Answer.HERE:
            shown = scene(now, say, around)
            return Shown("\n".join([*words, shown.text]), shown.embed, shown.view)
        case Answer.SCREENING:
            return Shown(say("onboarding-screening"))
        case Answer.FINISHED:
            return Shown(say("onboarding-finished-already"))
        case Answer.WRITING:
            words.append(say("onboarding-writing"))
            return Shown("\n".join(words), view=rows(_here(now, say)))
        case Answer.ELSEWHERE:
            link = ui.Button[ui.View](label=say("onboarding-there"), url=_link(now))
            return Shown(say("onboarding-elsewhere"), view=rows(link, _here(now, say)))


def _step(now: Scene, say: Speaker, around: Around) -> discord.Embed:
    if now.value is not None:
        embed = _value(now.value, say)
    elif now.mission is not None:
        embed = discord.Embed(
            title=say("onboarding-mission-title"), description=shorten(now.mission, 4000)
        )
    else:
        embed = discord.Embed(
            title=say("onboarding-finish-title"),
            description=say("onboarding-finish-text", role=around.role or "none"),
        )
    embed.colour = COLOUR
    return embed.set_footer(text=say("onboarding-step", number=now.number, steps=now.steps))


def _value(value: ValueText, say: Speaker) -> discord.Embed:
    embed = discord.Embed(
        title=shorten(f"{value.emoji} {value.name}", 256), description=shorten(value.promise, 4000)
    )
    for key, lines in (
        ("onboarding-looks-like", value.looks_like),
        ("onboarding-does-not-look-like", value.does_not_look_like),
    ):
        text = "\n".join(f"• {line}" for line in lines)
        if text:
            embed.add_field(name=say(key), value=shorten(text, 1024), inline=False)
    return embed


def _buttons(now: Scene, say: Speaker) -> ui.View | None:
    onward = PRESSES[Press.NEXT].button(
        say("onboarding-finish" if now.is_last else "onboarding-next"),
        style=discord.ButtonStyle.success if now.is_last else discord.ButtonStyle.primary,
        journey=now.id,
        turn=now.turn,
    )
    back = None if now.number == 1 else _button(now, Press.BACK, say)
    return rows(back, onward, _button(now, Press.LATER, say), _stop(now, say))


def _button(now: Scene, press: Press, say: Speaker) -> ui.Button[ui.View]:
    style = discord.ButtonStyle.secondary
    if press is Press.CONTINUE:
        style = discord.ButtonStyle.primary
    return PRESSES[press].button(
        say(f"onboarding-{press}"), style=style, journey=now.id, turn=now.turn
    )


def _stop(now: Scene, say: Speaker) -> ui.Button[ui.View]:
    return _button(now, Press.STOP, say)


def _here(now: Scene, say: Speaker) -> ui.Button[ui.View]:
    return HERE.button(say("onboarding-here"), journey=now.id)


def _closing(now: Scene, say: Speaker, around: Around) -> str:
    words = [say("onboarding-closing", server=around.server)]
    if now.role is not RoleState.NONE:
        words.append(say(f"onboarding-role-{now.role}", role=around.role or "—"))
    if around.next_channel_id is not None:
        words.append(say("onboarding-next-step-channel", channel=f"<#{around.next_channel_id}>"))
    else:
        words.append(say("onboarding-next-step"))
    return "\n".join(words)


def _link(now: Scene) -> str:
    place = now.member.guild_id if now.thread_id == now.channel_id else "@me"
    return f"https://discord.com/channels/{place}/{now.channel_id}/{now.message_id}"
