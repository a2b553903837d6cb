"""The one panel on which a member says how they want to be written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

import discord
from discord import SelectOption
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.contact.controls import CHOICES, allow_button, stop_button
from bot.contact.kinds import Kind
from bot.contact.limits import Limits, Quiet
from bot.contact.models import Choice
from bot.texts import Speaker
from bot.zones import Found

KIND = Control("notifications:kind")
SET = Control("notifications:set:{kind}:{choice}")
BACK = Control("notifications:back")
QUIET = Control("notifications:quiet")
QUIET_FORM = Form("notifications:quiet-form")
NIGHT = Control("notifications:night:{hold}")
ZONE = Control("notifications:zone")
ZONE_FORM = Form("notifications:zone-form")
ZONE_CHOSEN = Control("notifications:zone-chosen")
LANGUAGE = Control("notifications:language")

COLOUR = discord.Colour(0x2E7D6B)


@dataclass(frozen=True)
class Shown:
    """Everything a member has chosen in one community.

    Args:
        language: What they chose; None: what Discord says they read.
        zone: What they chose; None: the server's.
    """

    guild_id: int
    server: str
    kinds: Sequence[Kind]
    choices: Mapping[str, Choice]
    quiet: Quiet
    limits: Limits
    is_stopped: bool
    language: str | None
    zone: str | None
    languages: Mapping[str, str]

    def choice(self, kind: Kind) -> Choice:
        """How they want a kind."""
        return self.choices.get(kind.name, Choice.ON)

    @property
    def hours(self) -> tuple[time, time]:
        """Their quiet hours, or the server's."""
        begin, end = self.quiet.begin, self.quiet.end
        if begin is None or end is None:
            return self.limits.quiet_from, self.limits.quiet_until
        return begin, end


def panel(shown: Shown, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """What they get, when they are left in peace, and how to change it."""
    embed = discord.Embed(
        title=say("notifications-title", server=shorten(escape_markdown(shown.server), 150)),
        description=say(
            "notifications-stopped" if shown.is_stopped else "notifications-intro",
            most=shown.limits.per_week,
        ),
        colour=COLOUR,
    )
    for urgent in (False, True):
        lines = [
            say(
                "notifications-line",
                kind=say(f"contact-kind-{kind.text}"),
                choice=shown.choice(kind).value,
            )
            for kind in shown.kinds
            if kind.urgent is urgent
        ]
        if lines:
            key = "notifications-urgent" if urgent else "notifications-ordinary"
            embed.add_field(name=say(key), value=shorten("\n".join(lines), 1024), inline=False)
    begin, end = shown.hours
    when = say("notifications-no-quiet")
    if begin != end:
        when = say(
            "notifications-quiet", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}", zone=_zone(shown)
        )
    night = "notifications-urgent-waits" if shown.quiet.hold_urgent else "notifications-urgent-not"
    embed.add_field(
        name=say("notifications-quiet-title"), value=f"{when}\n{say(night)}", inline=False
    )
    embed.set_footer(text=say("notifications-footer"))
    return embed, _controls(shown, say)


def kind(chosen: Kind, shown: Shown, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """One kind, and how it may be had."""
    embed = discord.Embed(
        title=say(f"contact-kind-{chosen.text}"),
        description=say("notifications-kind", choice=shown.choice(chosen).value),
        colour=COLOUR,
    )
    buttons = [
        SET.button(
            say("contact-choice", choice=choice.value),
            disabled=choice is shown.choice(chosen),
            kind=chosen.number,
            choice=CHOICES.index(choice),
        )
        for choice in CHOICES
        if choice is not Choice.DIGEST or not chosen.urgent
    ]
    return embed, rows(*buttons, BACK.button(say("notifications-back"), row=1))


def quiet_fields(shown: Shown, say: Speaker) -> list[Field]:
    """From when until when they are left in peace."""
    begin, end = shown.hours
    return [
        Field(
            "begin",
            say("notifications-form-begin"),
            say("notifications-form-begin-hint", zone=_zone(shown)),
            value=f"{begin:%H:%M}",
            required=False,
            longest=20,
        ),
        Field(
            "end",
            say("notifications-form-end"),
            say("notifications-form-end-hint"),
            value=f"{end:%H:%M}",
            required=False,
            longest=20,
        ),
    ]


def zone_fields(shown: Shown, say: Speaker, longest: int) -> list[Field]:
    """Where they live, as far as clocks go."""
    return [
        Field(
            "zone",
            say("notifications-form-zone"),
            say("notifications-form-zone-hint"),
            value=shown.zone,
            longest=longest,
        )
    ]


def places(found: Sequence[Found], say: Speaker) -> tuple[str, discord.ui.View | None]:
    """What they may have meant."""
    if not found:
        again = ZONE.button(say("notifications-zone-again"))
        return say("notifications-zone-none"), rows(again, BACK.button(say("notifications-back")))
    options = [
        SelectOption(
            label=shorten(one.place, 100),
            value=one.name,
            description=say("notifications-zone-clock", time=f"{one.local:%H:%M}"),
        )
        for one in found[:25]
    ]
    return say("notifications-zone-which"), rows(
        ZONE_CHOSEN.select(options), BACK.button(say("notifications-back"))
    )


def _controls(shown: Shown, say: Speaker) -> discord.ui.View | None:
    kinds = [
        SelectOption(
            label=shorten(say(f"contact-kind-{one.text}"), 100),
            value=str(one.number),
            description=say("contact-choice", choice=shown.choice(one).value),
        )
        for one in shown.kinds[:25]
    ]
    languages = [
        SelectOption(label=name, value=tag, default=tag == shown.language)
        for tag, name in shown.languages.items()
    ]
    holds = shown.quiet.hold_urgent
    night = "notifications-night-not" if holds else "notifications-night-hold"
    switch = allow_button if shown.is_stopped else stop_button
    return rows(
        KIND.select(kinds, placeholder=say("notifications-choose")) if kinds else None,
        LANGUAGE.select(languages, placeholder=say("notifications-language")),
        QUIET.button(say("notifications-quiet-change"), row=2),
        NIGHT.button(say(night), row=2, hold=0 if holds else 1),
        ZONE.button(say("notifications-zone-change"), row=2),
        switch(say, shown.guild_id, row=3),
    )


def _zone(shown: Shown) -> str:
    return (shown.zone or shown.limits.zone).replace("_", " ")
