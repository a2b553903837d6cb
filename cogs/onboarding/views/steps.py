"""What each kind of step shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import discord

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import Kind
from cogs.onboarding.views import asking
from cogs.onboarding.views.controls import LANGUAGE
from cogs.onboarding.views.parts import COLOUR, Around, Page


def page(now: Scene, say: Speaker, around: Around) -> Page:
    """The step that a journey is at."""
    shown = PAGES[now.kind](now, say, around)
    shown.embed.colour = COLOUR
    shown.embed.set_footer(text=say("onboarding-step", number=now.number, steps=now.steps))
    return shown


def _welcome(now: Scene, say: Speaker, around: Around) -> Page:
    embed = discord.Embed(
        title=shorten(say("onboarding-welcome-title", server=around.server), 256),
        description=say("onboarding-welcome-text", steps=now.steps),
    )
    names = dict(around.languages)
    is_spoken = any(now.locale.partition("-")[0] == tag for tag in names)
    if not is_spoken:
        embed.add_field(
            name=say("onboarding-language-title"),
            value=say("onboarding-language-unknown", languages=", ".join(names.values())),
            inline=False,
        )
    options = [
        discord.SelectOption(label=name, value=tag, default=tag == say.language)
        for tag, name in names.items()
    ]
    choice = LANGUAGE.select(
        options, placeholder=say("onboarding-language-placeholder"), journey=now.id
    )
    return Page(embed, (choice,) if len(options) > 1 else ())


def _mission(now: Scene, say: Speaker, around: Around) -> Page:
    return Page(
        discord.Embed(
            title=say("onboarding-mission-title"),
            description=shorten(now.plan.text.mission, 4000),
        )
    )


def _value(now: Scene, say: Speaker, around: Around) -> Page:
    return Page(_in_full(now.plan.values[now.step], say))


def _finish(now: Scene, say: Speaker, around: Around) -> Page:
    return Page(
        discord.Embed(
            title=say("onboarding-finish-title"),
            description=say(
                "onboarding-finish-text", role=around.role or "none", roles=around.roles
            ),
        )
    )


PAGES: Mapping[Kind, Callable[[Scene, Speaker, Around], Page]] = {
    Kind.WELCOME: _welcome,
    Kind.MISSION: _mission,
    Kind.VALUES: _value,
    Kind.DILEMMA: asking.dilemma,
    Kind.REFLECTION: asking.reflection,
    Kind.INTERESTS: asking.interests,
    Kind.ZONE: asking.zone,
    Kind.PLEDGES: asking.pledges,
    Kind.FINISH: _finish,
}
"""How each kind of step is drawn; those that `EXPANSIONS` knows."""


def _in_full(value: ValueText, say: Speaker) -> discord.Embed:
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
