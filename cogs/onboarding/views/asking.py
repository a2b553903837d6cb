"""The steps that ask something: a dilemma, a reflection, interests, the time zone, pledges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import discord

from bot import zones
from bot.components import Control, Form, shorten
from bot.texts import Speaker
from bot.zones import Found
from cogs.charter.service import ValueText
from cogs.initiatives import service as initiatives
from cogs.onboarding.service.details import ZoneDetail
from cogs.onboarding.service.dilemmas import FEWEST_SHOWN, Distribution
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.views.parts import Around, Page
from cogs.pledges.service import Held

HOLD_ON = Control("onboarding:hold:{journey}:{dilemma}:{value}")
REFLECT = Control("onboarding:reflect:{journey}")
REFLECTION = Form("onboarding:reflection:{journey}")
VALUES = Control("onboarding:values:{journey}")
KINDS = Control("onboarding:kinds:{journey}")
FIND_ZONE = Control("onboarding:findzone:{journey}")
ZONE_SEARCH = Form("onboarding:zones:{journey}")
ZONE = Control("onboarding:zone:{journey}")
PLEDGE = Control("onboarding:pledge:{journey}")

LONGEST_LABEL = 80
"""Characters on a button (Discord)."""


def dilemma(now: Scene, say: Speaker, around: Around) -> Page:
    """Two values, of which neither is right."""
    asked = now.plan.dilemma(now.step)
    assert asked is not None
    chosen = None if now.answer is None else now.answer["value_id"]
    embed = discord.Embed(
        title=say("onboarding-dilemma-title"),
        description=f"{discord.utils.escape_markdown(asked.question)}\n\n"
        + say("onboarding-dilemma-prompt"),
    )
    buttons = []
    for value in (asked.first, asked.second):
        is_chosen = value.id == chosen
        style = discord.ButtonStyle.primary if is_chosen else discord.ButtonStyle.secondary
        buttons.append(
            HOLD_ON.button(
                shorten(value.name, LONGEST_LABEL),
                emoji=_emoji(value),
                style=style,
                journey=now.id,
                dilemma=asked.id,
                value=value.id,
            )
        )
        if is_chosen:
            said = say("onboarding-dilemma-chosen", value=discord.utils.escape_markdown(value.name))
            embed.description = f"{embed.description}\n\n{said}"
    if chosen is not None:
        embed.add_field(
            name=say("onboarding-dilemma-others"),
            value=distribution(now.detail, asked.first, asked.second, say),
            inline=False,
        )
    return Page(embed, tuple(buttons), is_optional=chosen is None)


def distribution(
    found: Distribution | None, first: ValueText, second: ValueText, say: Speaker
) -> str:
    """How people answered a dilemma, or that it cannot be said yet."""
    if found is None:
        return say("onboarding-dilemma-too-few", fewest=FEWEST_SHOWN)
    percent = round(100 * found.first / found.people)
    return "\n".join(
        say(
            "onboarding-dilemma-count",
            value=discord.utils.escape_markdown(f"{value.emoji} {value.name}"),
            count=count,
            percent=share,
        )
        for value, count, share in (
            (first, found.first, percent),
            (second, found.second, 100 - percent),
        )
    )


def reflection(now: Scene, say: Speaker, around: Around) -> Page:
    """Their own words, and who can read them."""
    embed = discord.Embed(
        title=say("onboarding-reflection-title"),
        description=say("onboarding-reflection-text", server=around.server),
    )
    written = now.answer is not None
    if now.answer is not None:
        embed.add_field(
            name=say("onboarding-reflection-yours"),
            value=quoted(now.answer["text"], 1024),
            inline=False,
        )
        embed.description = f"{embed.description}\n{say('onboarding-reflection-change-hint')}"
    button = REFLECT.button(
        say("onboarding-reflection-change" if written else "onboarding-reflection-write"),
        style=discord.ButtonStyle.secondary if written else discord.ButtonStyle.primary,
        journey=now.id,
    )
    return Page(embed, (button,), is_optional=not written)


def interests(now: Scene, say: Speaker, around: Around) -> Page:
    """Values, and kinds of initiative."""
    chosen = now.answer or {"values": [], "kinds": []}
    embed = discord.Embed(
        title=say("onboarding-interests-title"), description=say("onboarding-interests-text")
    )
    kinds = [
        discord.SelectOption(
            label=say(f"initiatives-kind-{kind}"),
            value=kind,
            description=shorten(say(f"initiatives-kind-{kind}.about"), 100),
            default=kind in chosen["kinds"],
        )
        for kind in initiatives.Kind
    ]
    values = _options(now.plan.text.values, chosen["values"])
    return Page(
        embed,
        (
            VALUES.select(
                values,
                placeholder=say("onboarding-interests-values"),
                minimum=0,
                maximum=len(values),
                journey=now.id,
            ),
            KINDS.select(
                kinds,
                placeholder=say("onboarding-interests-kinds"),
                minimum=0,
                maximum=len(kinds),
                journey=now.id,
            ),
        ),
        is_optional=now.answer is None,
    )


def zone(now: Scene, say: Speaker, around: Around) -> Page:
    """What time it is for them, as soon as they have said where."""
    detail: ZoneDetail = now.detail or ZoneDetail(None)
    chosen = zones.look_up(detail.chosen, say.language, now=around.now)
    key = "choose" if chosen is None else "choose-another"
    if detail.typed is not None:
        key = "search-again"
    search = FIND_ZONE.button(
        say(f"onboarding-zone-{key}"),
        style=discord.ButtonStyle.primary if key == "choose" else discord.ButtonStyle.secondary,
        journey=now.id,
    )
    embed = discord.Embed(title=say("onboarding-zone-title"))
    if not detail.found:
        embed.description = "\n\n".join(_about_zone(detail, chosen, say))
        return Page(embed, (search,), is_optional=chosen is None)
    embed.description = say("onboarding-zone-which")
    options = [
        discord.SelectOption(
            label=shorten(place.place, 100),
            value=place.name,
            description=f"{place.local:%H:%M} · {place.name}",
        )
        for place in detail.found
    ]
    choice = ZONE.select(options, placeholder=say("onboarding-zone-placeholder"), journey=now.id)
    return Page(embed, (choice, search), is_optional=chosen is None)


def _about_zone(detail: ZoneDetail, chosen: Found | None, say: Speaker) -> Iterator[str]:
    if detail.typed is not None:
        typed = discord.utils.escape_markdown(shorten(detail.typed, 100))
        yield say("onboarding-zone-nothing", typed=typed)
    if chosen is not None:
        yield say("onboarding-zone-chosen", time=f"{chosen.local:%H:%M}", place=chosen.place)
    yield say("onboarding-zone-text")
    if chosen is None:
        yield say("onboarding-zone-until")


def pledges(now: Scene, say: Speaker, around: Around) -> Page:
    """Which values they stand up for: none, some or all."""
    held: Sequence[Held] = now.detail or ()
    present = [pledge.value.id for pledge in held if not pledge.earlier_words]
    words = [say("onboarding-pledges-text")]
    earlier = [pledge.value for pledge in held if pledge.earlier_words]
    if earlier:
        named = ", ".join(discord.utils.escape_markdown(value.name) for value in earlier)
        words.append(say("onboarding-pledges-earlier", values=named))
    if present:
        words.append(say("onboarding-pledges-taking-back"))
    options = _options(now.plan.text.values, present)
    choice = PLEDGE.select(
        options,
        placeholder=say("onboarding-pledges-placeholder"),
        minimum=0,
        maximum=len(options),
        journey=now.id,
    )
    embed = discord.Embed(
        title=say("onboarding-pledges-title"), description=shorten("\n".join(words), 4000)
    )
    return Page(embed, (choice,), is_optional=not present)


def quoted(text: str, longest: int) -> str:
    """Somebody's own words as a quotation, without any of their marks taking effect."""
    plain = discord.utils.escape_markdown(text)
    return shorten("\n".join(f"> {line}" for line in plain.splitlines()), longest)


def _options(values: Iterable[ValueText], chosen: Iterable[int]) -> list[discord.SelectOption]:
    wanted = set(chosen)
    return [
        discord.SelectOption(
            label=shorten(value.name, 100),
            value=str(value.id),
            description=shorten(value.promise, 100),
            emoji=_emoji(value),
            default=value.id in wanted,
        )
        for value in values
    ]


def _emoji(value: ValueText) -> str | None:
    """A custom emoji may be gone from its server, and then Discord refuses the whole message."""
    return None if value.emoji.startswith("<") else value.emoji
