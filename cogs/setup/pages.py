"""The pages of /setup start: what is so, what each choice means, and what changes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import discord

from bot import settings
from bot.components import Control, Field, Form, rows, shorten
from bot.settings import Setting
from bot.switches import SWITCHABLE
from bot.texts import Speaker
from bot.zones import Found

COLOUR = discord.Colour.blurple()

PAGE = Control("setup:page:{page}", for_stewards=True)
GO = Control("setup:go", for_stewards=True)
LANGUAGE = Control("setup:language", for_stewards=True)
ZONE = Control("setup:zone", for_stewards=True)
ZONE_FORM = Form("setup:zone-form", for_stewards=True)
ZONE_CHOSEN = Control("setup:zone-chosen", for_stewards=True)
CHANNEL = Control("setup:channel:{which}", for_stewards=True)
MAKE = Control("setup:make:{which}", for_stewards=True)
MAKE_NOW = Control("setup:make-now:{which}", for_stewards=True)
ROLES = Control("setup:roles", for_stewards=True)
MAKE_ROLE = Control("setup:make-role", for_stewards=True)
MAKE_ROLE_NOW = Control("setup:make-role-now", for_stewards=True)
SWITCH = Control("setup:switch", for_stewards=True)
STARTERS = Control("charter:starters", for_stewards=True)
"""The charter's own, which answers it."""

MOST_ROLES = 10


class Page(IntEnum):
    """The steps, in the order in which they are walked."""

    HOME = 0
    LANGUAGE = 1
    CHANNELS = 2
    STEWARDS = 3
    CAPABILITIES = 4
    VALUES = 5
    FINISH = 6


CHANNELS: Sequence[tuple[str, Setting[dict[str, object] | None]]] = (
    ("welcome", settings.WELCOME_CHANNEL),
    ("stewards", settings.STEWARDS_CHANNEL),
    ("pledges", settings.PLEDGES_CHANNEL),
    ("initiatives", settings.INITIATIVES_CHANNEL),
    ("reminders", settings.REMINDERS_CHANNEL),
)
"""What is posted where; the number of each stands in custom ids."""


@dataclass(frozen=True)
class Setup:
    """What is so in a server.

    Args:
        channels: The chosen channels by what they are for; None where one was chosen and is gone.
        roles: The steward roles that are there.
        off: The capabilities that are switched off.
        begun: Those whose posts somebody has asked for.
        values: How many values are in force, and how many are in the draft.
        commands: Commands as they can be clicked, by their names.
        names: What each channel would be called, in the server's language.
        problems: How many things /setup check finds.
        invite: The link that gives the permissions that are needed.
        clock: What time it is there.
        sample: A sentence as it is written in public.
    """

    language: str
    languages: Mapping[str, str]
    zone: str
    channels: Mapping[str, int | None]
    roles: Sequence[int]
    off: Sequence[str]
    begun: Collection[str]
    values: int
    drafted: int
    commands: Mapping[str, str]
    names: Mapping[str, str]
    problems: int
    invite: str | None
    clock: str
    sample: str

    def is_done(self, page: Page) -> bool:
        """Whether a step has nothing left to choose."""
        match page:
            case Page.CHANNELS:
                return all(self.channels.get(name) for name, _ in CHANNELS)
            case Page.STEWARDS:
                return bool(self.roles)
            case Page.VALUES:
                return self.values > 0
            case _:
                return True


Shown = tuple[discord.Embed, discord.ui.View | None]


def drawn(page: Page, now: Setup, say: Speaker, *, which: int = 0, note: str = "") -> Shown:
    """A page.

    Args:
        which: On the page of channels: the one that is being chosen.
        note: What has just happened, above everything else.
    """
    text, items = _PAGES[page](now, say, which)
    embed = discord.Embed(
        title=say("setup-start-title", step=int(page), steps=len(Page) - 1),
        description=shorten("\n\n".join(part for part in (note, text) if part), 4000),
        colour=COLOUR,
    )
    if page is Page.HOME:
        embed.title = say("setup-start-home-title")
    return embed, rows(*items, *_turning(page, say))


def _turning(page: Page, say: Speaker) -> list[discord.ui.Item[discord.ui.View]]:
    if page is Page.HOME:
        style = discord.ButtonStyle.primary
        return [PAGE.button(say("setup-start-begin"), style=style, page=int(Page.LANGUAGE), row=4)]
    items: list[discord.ui.Item[discord.ui.View]] = [
        PAGE.button(say("setup-start-overview"), page=int(Page.HOME), row=4)
    ]
    if page is not Page.FINISH:
        style = discord.ButtonStyle.primary
        items.append(PAGE.button(say("setup-start-next"), style=style, page=page + 1, row=4))
    return items


def _home(now: Setup, say: Speaker, _: int) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    lines = [say("setup-start-intro")]
    steps = [page for page in Page if page not in (Page.HOME, Page.FINISH)]
    for page in steps:
        mark = "✅" if now.is_done(page) else "▫️"
        name = say(f"setup-start-page-{page.name.lower()}")
        lines.append(f"{mark} **{name}** — {_summary(page, now, say)}")
    options = [
        discord.SelectOption(label=say(f"setup-start-page-{one.name.lower()}"), value=str(int(one)))
        for one in (*steps, Page.FINISH)
    ]
    return "\n".join(lines), [GO.select(options, placeholder=say("setup-start-go"))]


def _summary(page: Page, now: Setup, say: Speaker) -> str:
    match page:
        case Page.LANGUAGE:
            language = now.languages.get(now.language, now.language)
            return say("setup-start-sum-language", language=language, zone=_plain(now.zone))
        case Page.CHANNELS:
            chosen = [f"<#{one}>" for one in now.channels.values() if one]
            return " ".join(chosen) or say("setup-start-sum-none")
        case Page.STEWARDS:
            return " ".join(f"<@&{one}>" for one in now.roles) or say("setup-start-sum-no-role")
        case Page.CAPABILITIES:
            off = ", ".join(say(f"setup-capability-{name}") for name in now.off)
            return say("setup-start-sum-off", names=off) if off else say("setup-start-sum-all-on")
        case _:
            return say("setup-start-sum-values", count=now.values, drafted=now.drafted)


def _now(page: Page, now: Setup, say: Speaker) -> str:
    return say("setup-start-now", now=_summary(page, now, say))


def _language(
    now: Setup, say: Speaker, _: int
) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    options = [
        discord.SelectOption(label=name, value=tag, default=tag == now.language)
        for tag, name in now.languages.items()
    ]
    lines = [
        say("setup-start-language", zone=_plain(now.zone), time=now.clock),
        f"{say('setup-start-language-sample')}\n> {now.sample}",
    ]
    text = "\n\n".join(lines)
    return text, [
        LANGUAGE.select(options, placeholder=say("setup-start-language-choose")),
        ZONE.button(say("setup-start-zone"), row=1),
    ]


def _channels(
    now: Setup, say: Speaker, which: int
) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    lines = [say("setup-start-channels")]
    for number, (name, _) in enumerate(CHANNELS):
        chosen = now.channels.get(name)
        place = say("setup-start-channel-none")
        if chosen:
            place = f"<#{chosen}>"
        elif name in now.channels:
            place = say("setup-start-channel-gone")
        mark = "▶" if number == which else "•"
        lines.append(f"{mark} **{say(f'setup-start-for-{name}')}**: {place}")
    name = CHANNELS[which][0]
    lines.append(f"\n{say(f'setup-start-what-{name}')}")
    chosen = now.channels.get(name)
    picker = CHANNEL.channel_select(
        [chosen] if chosen else (),
        placeholder=shorten(say(f"setup-start-for-{name}"), 100),
        maximum=1,
        which=which,
    )
    others = [
        discord.SelectOption(
            label=say(f"setup-start-for-{other}"), value=f"c{number}", default=number == which
        )
        for number, (other, _) in enumerate(CHANNELS)
    ]
    make = MAKE.button(
        shorten(say("setup-start-make", name=f"#{now.names[name]}"), 80), which=which, row=2
    )
    return "\n".join(lines), [picker, GO.select(others), make]


def _stewards(
    now: Setup, say: Speaker, _: int
) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    picker = ROLES.role_select(
        now.roles, placeholder=say("setup-start-roles-choose"), maximum=MOST_ROLES
    )
    text = f"{say('setup-start-stewards')}\n\n{_now(Page.STEWARDS, now, say)}"
    return text, [picker, MAKE_ROLE.button(say("setup-start-make-role"))]


def _capabilities(
    now: Setup, say: Speaker, _: int
) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    options = [
        discord.SelectOption(
            label=say(f"setup-capability-{name}"),
            value=name,
            description=shorten(say(f"setup-capability-{name}.description"), 100),
            default=name not in now.off,
        )
        for name in SWITCHABLE
    ]
    picker = SWITCH.select(
        options, placeholder=say("setup-start-none-on"), minimum=0, maximum=len(options)
    )
    return f"{say('setup-start-capabilities')}\n\n{_now(Page.CAPABILITIES, now, say)}", [picker]


def _values(now: Setup, say: Speaker, _: int) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    text = say(
        "setup-start-values",
        count=now.values,
        drafted=now.drafted,
        add=now.commands["values add"],
        file=now.commands["charter import"],
        publish=now.commands["charter publish"],
    )
    return text, [STARTERS.button(say("setup-start-starters"))]


def _finish(now: Setup, say: Speaker, _: int) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    lines = [say("setup-start-finish")]
    for page in Page:
        if not now.is_done(page):
            name = say(f"setup-start-page-{page.name.lower()}")
            lines.append(f"▫️ {say('setup-start-left', name=name)}")
    if now.values:
        for key, command in (
            ("onboarding", "onboarding post"),
            ("pledges", "pledge post"),
            ("reminders", "reminder add"),
        ):
            if key not in now.off and key not in now.begun:
                lines.append("• " + say(f"setup-start-then-{key}", command=now.commands[command]))
    check = now.commands["setup check"]
    lines.append("• " + say("setup-start-then-check", count=now.problems, command=check))
    items: list[discord.ui.Item[discord.ui.View]] = []
    if now.problems and now.invite is not None:
        items.append(discord.ui.Button(label=say("setup-start-invite"), url=now.invite))
    return "\n".join(lines), items


_PAGES = {
    Page.HOME: _home,
    Page.LANGUAGE: _language,
    Page.CHANNELS: _channels,
    Page.STEWARDS: _stewards,
    Page.CAPABILITIES: _capabilities,
    Page.VALUES: _values,
    Page.FINISH: _finish,
}


def about_to_make(which: int, name: str, is_private: bool, say: Speaker) -> Shown:
    """What a channel will be, before it is made."""
    key = "setup-start-make-private" if is_private else "setup-start-make-open"
    embed = discord.Embed(description=say(key, name=f"#{name}"), colour=COLOUR)
    label = say("setup-start-make", name=f"#{name}")
    return embed, rows(
        MAKE_NOW.button(shorten(label, 80), style=discord.ButtonStyle.primary, which=which),
        PAGE.button(say("setup-start-back"), page=int(Page.CHANNELS)),
    )


def may_not_make(page: Page, permission: str, invite: str, say: Speaker) -> Shown:
    """What it takes to have something made, and the way to give it."""
    text = say("setup-start-may-not", name=permission)
    return discord.Embed(description=text, colour=COLOUR), rows(
        discord.ui.Button(label=say("setup-start-may-not-button"), url=invite),
        PAGE.button(say("setup-start-back"), page=int(page)),
    )


def about_to_make_role(name: str, say: Speaker) -> Shown:
    """What the role will be, before it is made."""
    text = say("setup-start-make-role-what", name=f"@{name}")
    return discord.Embed(description=text, colour=COLOUR), rows(
        MAKE_ROLE_NOW.button(say("setup-start-make-role"), style=discord.ButtonStyle.primary),
        PAGE.button(say("setup-start-back"), page=int(Page.STEWARDS)),
    )


def zone_field(zone: str, say: Speaker) -> Field:
    """Where a community lives."""
    return Field(
        "zone", say("setup-start-zone-field"), say("setup-start-zone-hint"), value=zone, longest=64
    )


def zones_found(found: Sequence[Found], say: Speaker) -> Shown:
    """The zones that somebody may have meant."""
    again = ZONE.button(say("setup-start-zone"))
    back = PAGE.button(say("setup-start-back"), page=int(Page.LANGUAGE))
    if not found:
        return discord.Embed(description=say("setup-start-zone-none"), colour=COLOUR), rows(
            again, back
        )
    options = [
        discord.SelectOption(
            label=shorten(one.place, 100),
            value=one.name,
            description=say("setup-start-zone-clock", time=f"{one.local:%H:%M}"),
        )
        for one in found[:25]
    ]
    embed = discord.Embed(description=say("setup-start-zone-which"), colour=COLOUR)
    return embed, rows(ZONE_CHOSEN.select(options), again, back)


def _plain(zone: str) -> str:
    return zone.replace("_", " ")
