"""The panel in which stewards set up the way in: one page for each thing that can be set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import discord
from discord import ui

from bot.components import Control, Form, rows, shorten
from bot.config import OnboardingStep as Kind
from bot.texts import Speaker
from cogs.onboarding.service.configuring import MOST_ROLES, Setup
from cogs.onboarding.service.steps import MOST_DILEMMAS
from cogs.onboarding.views.parts import COLOUR, Shown
from cogs.onboarding.wording import kind_name

KINDS = tuple(kind for kind in Kind if kind is not Kind.FINISH)
"""What can be switched and moved; a button carries the place in this list."""


class Page(IntEnum):
    """The pages; a button carries the number."""

    HOME = 0
    STEPS = 1
    ORDER = 2
    ROLES = 3
    CHANNELS = 4
    REACHING = 5
    DILEMMAS = 6


SHOW = Control("onboarding:configure:{page}", for_stewards=True)
SWITCH = Control("onboarding:configure-switch:{on}:{mark}", for_stewards=True)
STEPS = Control("onboarding:configure-steps:{mark}", for_stewards=True)
PICK = Control("onboarding:configure-pick", for_stewards=True)
MOVE = Control("onboarding:configure-move:{kind}:{up}:{mark}", for_stewards=True)
ROLES = Control("onboarding:configure-roles:{mark}", for_stewards=True)
GIVE = Control("onboarding:configure-give:{first}:{second}:{third}:{mark}", for_stewards=True)
WELCOME = Control("onboarding:configure-welcome:{mark}", for_stewards=True)
HELLO = Control("onboarding:configure-hello:{mark}", for_stewards=True)
OFFER = Control("onboarding:configure-offer:{on}:{mark}", for_stewards=True)
ASK_NUMBERS = Control("onboarding:configure-numbers:{mark}", for_stewards=True)
NUMBERS = Form("onboarding:configured-numbers:{mark}", for_stewards=True)
ASK_DILEMMA = Control("onboarding:configure-dilemma", for_stewards=True)
DILEMMA = Form("onboarding:configured-dilemma", for_stewards=True)
RETIRE = Control("onboarding:configure-retire", for_stewards=True)


@dataclass(frozen=True)
class DilemmaLine:
    """A dilemma as the panel lists it."""

    id: int
    question: str
    between: str
    """Both values' names, or what became of them."""


@dataclass(frozen=True)
class Room:
    """What the panel shows of the server besides its setup."""

    roles: tuple[str, ...] = ()
    """The roles given at the end, as they are mentioned."""
    role_ids: tuple[int, ...] = ()
    welcome: str | None = None
    welcome_id: int | None = None
    hello: str | None = None
    hello_id: int | None = None
    troubles: tuple[str, ...] = ()
    """What keeps the setup from working as it is, in words."""
    dilemmas: tuple[DilemmaLine, ...] = ()
    out_of_sight: int = 0
    """Channels that the bot cannot view: whether a role opens them it cannot tell."""


def panel(
    page: Page,
    setup: Setup,
    room: Room,
    say: Speaker,
    *,
    note: str = "",
    picked: Kind | None = None,
) -> Shown:
    """A page as it is now.

    Args:
        note: What just happened, above everything else.
        picked: The step that is to be moved, on that page.
    """
    embed, controls = _home(setup, room, say) if page is Page.HOME else (None, [])
    if page is Page.STEPS:
        embed, controls = _steps(setup, say)
    elif page is Page.ORDER:
        embed, controls = _order(setup, say, picked)
    elif page is Page.ROLES:
        embed, controls = _roles(setup, room, say)
    elif page is Page.CHANNELS:
        embed, controls = _channels(setup, room, say)
    elif page is Page.REACHING:
        embed, controls = _reaching(setup, say)
    elif page is Page.DILEMMAS:
        embed, controls = _dilemmas(room, say)
    assert embed is not None
    embed.colour = COLOUR
    if page is not Page.HOME:
        controls.append(_to(Page.HOME, "onboarding-configure-back", say, row=4))
    return Shown(note, embed, rows(*controls))


def confirmation(
    role_ids: Sequence[int], openings: Sequence[str], mark: int, say: Speaker
) -> Shown:
    """What choosing roles would open, and whether that is meant."""
    embed = discord.Embed(
        title=say("onboarding-configure-roles-sure"),
        description=shorten(
            "\n".join([*openings, "", say("onboarding-configure-roles-consider")]), 4000
        ),
        colour=COLOUR,
    )
    first, second, third = [*role_ids, 0, 0, 0][:3]
    give = GIVE.button(
        say("onboarding-configure-roles-give"),
        style=discord.ButtonStyle.danger,
        first=first,
        second=second,
        third=third,
        mark=mark,
    )
    return Shown("", embed, rows(give, _to(Page.ROLES, "onboarding-configure-roles-leave", say)))


_Drawn = tuple[discord.Embed, list[ui.Item[Any]]]


def _home(setup: Setup, room: Room, say: Speaker) -> _Drawn:
    state = "on" if setup.is_on else "off"
    embed = discord.Embed(
        title=say("onboarding-configure-title"),
        description="\n\n".join([say(f"onboarding-configure-is-{state}"), *room.troubles]),
    )
    embed.add_field(
        name=say("onboarding-configure-steps"), value=_numbered(setup, say), inline=False
    )
    for name, value in (
        ("roles", ", ".join(room.roles) or say("onboarding-configure-no-roles")),
        ("channels", _places(room, say)),
        ("reaching", _reach(setup, say)),
        ("dilemmas", say("onboarding-configure-dilemmas-asked", number=len(room.dilemmas))),
    ):
        title = say(f"onboarding-configure-{name}")
        embed.add_field(name=title, value=shorten(value, 1024), inline=False)
    other = 0 if setup.is_on else 1
    switch = SWITCH.button(
        say(f"onboarding-configure-switch-{'off' if setup.is_on else 'on'}"),
        style=discord.ButtonStyle.secondary if setup.is_on else discord.ButtonStyle.success,
        row=1,
        on=other,
        mark=setup.mark,
    )
    pages = [
        _to(page, f"onboarding-configure-{page.name.lower()}", say, row=0 if page < 5 else 1)
        for page in list(Page)[1:]
    ]
    return embed, [*pages, switch]


def _steps(setup: Setup, say: Speaker) -> _Drawn:
    embed = discord.Embed(
        title=say("onboarding-configure-steps"),
        description=f"{_numbered(setup, say)}\n\n{say('onboarding-configure-steps-help')}",
    )
    options = [
        discord.SelectOption(
            label=kind_name(kind, say),
            value=kind.value,
            description=shorten(say(f"onboarding-about-{kind}"), 100),
            default=kind in setup.kinds,
        )
        for kind in KINDS
    ]
    choose = STEPS.select(
        options,
        placeholder=say("onboarding-configure-steps-choose"),
        minimum=0,
        maximum=len(options),
        mark=setup.mark,
    )
    return embed, [choose, _to(Page.ORDER, "onboarding-configure-order", say, row=4)]


def _order(setup: Setup, say: Speaker, picked: Kind | None) -> _Drawn:
    embed = discord.Embed(
        title=say("onboarding-configure-order"),
        description=f"{_numbered(setup, say, picked)}\n\n{say('onboarding-configure-order-help')}",
    )
    kinds = [kind for kind in setup.kinds if kind is not Kind.FINISH]
    if not kinds:
        return embed, []
    options = [
        discord.SelectOption(
            label=f"{number}. {kind_name(kind, say)}", value=kind.value, default=kind is picked
        )
        for number, kind in enumerate(kinds, 1)
    ]
    controls: list[ui.Item[Any]] = [
        PICK.select(options, placeholder=say("onboarding-configure-order-choose"))
    ]
    if picked in kinds:
        at = kinds.index(picked)
        for key, up, is_at_the_end in (
            ("up", 1, at == 0),
            ("down", 0, at == len(kinds) - 1),
        ):
            controls.append(
                MOVE.button(
                    say(f"onboarding-configure-{key}"),
                    style=discord.ButtonStyle.primary,
                    disabled=is_at_the_end,
                    row=1,
                    kind=KINDS.index(picked),
                    up=up,
                    mark=setup.mark,
                )
            )
    return embed, controls


def _roles(setup: Setup, room: Room, say: Speaker) -> _Drawn:
    given = ", ".join(room.roles) or say("onboarding-configure-no-roles")
    lines = [given, *room.troubles, "", say("onboarding-configure-roles-help", most=MOST_ROLES)]
    if room.out_of_sight:
        lines.append(say("onboarding-configure-roles-unseen", number=room.out_of_sight))
    embed = discord.Embed(
        title=say("onboarding-configure-roles"), description=shorten("\n".join(lines), 4000)
    )
    choose = ROLES.role_select(
        room.role_ids,
        placeholder=say("onboarding-configure-roles-choose"),
        maximum=MOST_ROLES,
        mark=setup.mark,
    )
    return embed, [choose]


def _channels(setup: Setup, room: Room, say: Speaker) -> _Drawn:
    embed = discord.Embed(
        title=say("onboarding-configure-channels"),
        description=f"{_places(room, say)}\n\n{say('onboarding-configure-channels-help')}",
    )
    here = WELCOME.channel_select(
        [room.welcome_id] if room.welcome_id else [],
        placeholder=say("onboarding-configure-welcome-choose"),
        minimum=1,
        mark=setup.mark,
    )
    hello = HELLO.channel_select(
        [room.hello_id] if room.hello_id else [],
        placeholder=say("onboarding-configure-hello-choose"),
        mark=setup.mark,
    )
    return embed, [here, hello]


def _reaching(setup: Setup, say: Speaker) -> _Drawn:
    embed = discord.Embed(
        title=say("onboarding-configure-reaching"),
        description=f"{_reach(setup, say)}\n\n{say('onboarding-configure-offer-help')}",
    )
    offer = OFFER.button(
        say(f"onboarding-configure-offer-{'off' if setup.offers_by_dm else 'on'}"),
        style=discord.ButtonStyle.secondary,
        on=0 if setup.offers_by_dm else 1,
        mark=setup.mark,
    )
    numbers = ASK_NUMBERS.button(say("onboarding-configure-numbers"), mark=setup.mark)
    return embed, [offer, numbers]


def _dilemmas(room: Room, say: Speaker) -> _Drawn:
    embed = discord.Embed(
        title=say("onboarding-configure-dilemmas"),
        description=say("onboarding-configure-dilemmas-help", most=MOST_DILEMMAS),
    )
    for dilemma in room.dilemmas:
        embed.add_field(
            name=shorten(dilemma.between, 256), value=shorten(dilemma.question, 1024), inline=False
        )
    write = ASK_DILEMMA.button(
        say("onboarding-configure-dilemma-write"),
        style=discord.ButtonStyle.primary,
        disabled=len(room.dilemmas) >= MOST_DILEMMAS,
        row=4,
    )
    if not room.dilemmas:
        return embed, [write]
    options = [
        discord.SelectOption(
            label=shorten(dilemma.between, 100),
            value=str(dilemma.id),
            description=shorten(dilemma.question, 100),
        )
        for dilemma in room.dilemmas[:25]
    ]
    retire = RETIRE.select(options, placeholder=say("onboarding-configure-dilemma-retire"))
    return embed, [retire, write]


def _numbered(setup: Setup, say: Speaker, picked: Kind | None = None) -> str:
    lines = []
    for number, kind in enumerate(setup.kinds, 1):
        name = kind_name(kind, say)
        line = f"{number}. {f'**{name}**' if kind is picked else name}"
        if kind is Kind.DILEMMA and not setup.dilemmas:
            line += f" ({say('onboarding-configure-no-dilemma')})"
        lines.append(line)
    return "\n".join(lines)


def _places(room: Room, say: Speaker) -> str:
    nowhere = say("onboarding-configure-nowhere")
    return "\n".join(
        [
            say("onboarding-configure-welcome-in", channel=room.welcome or nowhere),
            say("onboarding-configure-hello-in", channel=room.hello or nowhere),
        ]
    )


def _reach(setup: Setup, say: Speaker) -> str:
    return "\n".join(
        [
            say(f"onboarding-configure-offer-is-{'on' if setup.offers_by_dm else 'off'}"),
            say("onboarding-configure-raid-is", number=setup.raid_joins),
            say("onboarding-configure-stuck-is", hours=setup.stuck_hours),
        ]
    )


def _to(page: Page, key: str, say: Speaker, *, row: int | None = None) -> ui.Button[ui.View]:
    return SHOW.button(say(key), row=row, page=page)
