"""/onboarding funnel: where newcomers get to, in words and as a picture that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import discord
from babel.dates import format_date

from bot import charts
from bot.components import shorten
from bot.interactions import Interaction, answer, defer, guild_id_of, speaker
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.onboarding import picture
from cogs.onboarding.service import funnels, steps
from cogs.onboarding.service.funnels import SMALLEST_GROUP, Funnel, Stage
from cogs.onboarding.service.steps import Plan
from cogs.onboarding.views.parts import COLOUR
from cogs.onboarding.wording import duration, step_name

MOST_WEEKS = 52
WEEKS_LISTED = 12
WEEKS_DRAWN = 8
LONGEST_NAME = 40
LONGEST_ALT = 1024
"""Discord's limit for the description of a file."""


@dataclass(frozen=True)
class Line:
    """One stage, worded once for the text, the picture and its description."""

    name: str
    alias: str
    amount: int
    share: str | None
    time: str | None
    is_mark: bool = False

    @property
    def figures(self) -> str:
        """How many, which share, and how long."""
        return " · ".join(part for part in (str(self.amount), self.share, self.time) if part)


async def show(interaction: Interaction, *, weeks: int) -> None:
    """Answer a steward with the funnel of the last weeks."""
    await require_steward(interaction)
    bot, guild_id, now = (
        interaction.client,
        guild_id_of(interaction),
        interaction.client.clock.now(),
    )
    say = await speaker(interaction)
    settings = await bot.settings.of(guild_id)
    await defer(interaction)
    async with bot.db.read() as session:
        plan = await steps.read_plan(session, guild_id)
        funnel = await funnels.read(
            session, guild_id, plan.steps, weeks=weeks, zone=settings.zone, now=now
        )
    if funnel.is_empty:
        await answer(interaction, say("onboarding-funnel-empty", weeks=weeks))
        return
    told = lines(funnel, plan, say)
    shown = embed(funnel, told, say)
    if not charts.is_available():
        shown.set_footer(text=say("onboarding-funnel-no-picture"))
        await answer(interaction, embed=shown)
        return
    drawn = await charts.drawn(picture.draw, *sketch(funnel, told, say))
    file = discord.File(
        BytesIO(drawn.png),
        filename="funnel.png",
        description=description(funnel, told, drawn.aliased, say),
    )
    await answer(interaction, embed=shown, file=file)


def sketch(
    funnel: Funnel, told: Sequence[Line], say: Speaker
) -> tuple[str, list[picture.Bar], str, list[picture.Column]]:
    """What is drawn."""
    return (
        say("onboarding-funnel-title", weeks=len(funnel.weeks)),
        [
            picture.Bar(line.name, line.alias, line.amount, line.figures, line.is_mark)
            for line in told
        ],
        say("onboarding-funnel-by-week"),
        [
            picture.Column(day(week.monday, say), week.started, week.finished)
            for week in funnel.compared[-WEEKS_DRAWN:]
        ],
    )


def lines(funnel: Funnel, plan: Plan, say: Speaker) -> list[Line]:
    """Every stage in order: who came, who started, each step, who finished."""
    found = []
    if funnel.joined:
        found.append(_mark("joined", funnel.joined, None, say))
        of_joined = _share(funnel.started, funnel.joined, "onboarding-funnel-of-joined", say)
        found.append(_mark("started", funnel.started, of_joined, say))
    else:
        found.append(_mark("started", funnel.started, None, say))
    places = {f"value:{value.id}": n for n, value in enumerate(plan.text.values, 1)}
    for number, stage in enumerate(funnel.stages, 1):
        place = places.get(stage.step)
        found.append(
            Line(
                name=step_name(stage.step, plan, say),
                alias=say("onboarding-funnel-value", number=place)
                if place is not None
                else say("onboarding-funnel-step", number=number),
                amount=stage.reached,
                share=_share(stage.reached, funnel.started, "onboarding-funnel-percent", say),
                time=_time(stage, say),
            )
        )
    share = _share(funnel.finished, funnel.started, "onboarding-funnel-percent", say)
    return [*found, _mark("finished", funnel.finished, share, say)]


def embed(funnel: Funnel, told: Sequence[Line], say: Speaker) -> discord.Embed:
    """The funnel in words."""
    rows = [f"**{_name(line.name)}** {line.figures}" for line in told]
    shown = discord.Embed(
        title=say("onboarding-funnel-title", weeks=len(funnel.weeks)),
        description=shorten("\n".join([say("onboarding-funnel-how-to-read"), "", *rows]), 4096),
        colour=COLOUR,
    )
    notes = list(_notes(funnel, say))
    if notes:
        shown.add_field(
            name=say("onboarding-funnel-besides"),
            value=shorten("\n".join(notes), 1024),
            inline=False,
        )
    if funnel.compared:
        by_week = [
            say(
                "onboarding-funnel-week",
                day=day(week.monday, say),
                joined=week.joined,
                started=week.started,
                finished=week.finished,
            )
            for week in funnel.compared[-WEEKS_LISTED:]
        ]
        shown.add_field(
            name=say("onboarding-funnel-weeks"),
            value=shorten("\n".join(by_week), 1024),
            inline=False,
        )
    return shown


def description(funnel: Funnel, told: Sequence[Line], aliased: Iterable[str], say: Speaker) -> str:
    """What the picture shows, for those who do not see it: as long as Discord takes."""
    aliases = set(aliased)
    for longest in (LONGEST_NAME, 24, 12, 6):
        rows = "; ".join(
            f"{_called(line, aliases, longest)}: {line.figures.replace(' · ', ', ')}"
            for line in told
        )
        weeks = "; ".join(
            f"{day(week.monday, say)}: {week.finished}/{week.started}"
            for week in funnel.compared[-WEEKS_DRAWN:]
        )
        text = say("onboarding-funnel-picture", rows=rows)
        if funnel.compared:
            text += f" {say('onboarding-funnel-by-week')}. {weeks}."
        if len(text) <= LONGEST_ALT:
            return text
    return shorten(text, LONGEST_ALT)


def day(monday: date, say: Speaker) -> str:
    """A day as it is written short, such as 2 Mar."""
    return format_date(monday, say("onboarding-funnel-day"), locale=say.language)


def _mark(name: str, amount: int, share: str | None, say: Speaker) -> Line:
    called = say(f"onboarding-funnel-{name}")
    return Line(called, called, amount, share, None, is_mark=True)


def _share(part: int, whole: int, key: str, say: Speaker) -> str | None:
    """A share in words; none where the parts are no part of the whole."""
    if not whole or part > whole:
        return None
    return say(key, percent=round(100 * part / whole))


def _time(stage: Stage, say: Speaker) -> str | None:
    if stage.median is not None:
        return duration(stage.median, say)
    return say("onboarding-funnel-few", number=SMALLEST_GROUP) if stage.reached else None


def _notes(funnel: Funnel, say: Speaker) -> Iterable[str]:
    if funnel.whole.median is not None:
        yield say("onboarding-funnel-whole", time=duration(funnel.whole.median, say))
    yield say(
        "onboarding-funnel-rest",
        later=funnel.later,
        stopped=funnel.stopped,
        under_way=funnel.under_way,
    )
    for key, stages in (("gone", funnel.gone), ("off", funnel.off)):
        seen = sum(stage.reached for stage in stages)
        if seen:
            yield say(f"onboarding-funnel-{key}", number=seen)
    if funnel.native is not None:
        yield say(
            "onboarding-funnel-native",
            started=funnel.native.started,
            completed=funnel.native.completed,
        )


def _name(name: str) -> str:
    return discord.utils.escape_markdown(shorten(name, LONGEST_NAME))


def _called(line: Line, aliased: set[str], longest: int) -> str:
    name = shorten(line.name, longest)
    return f"{line.alias} ({name})" if line.name in aliased else name
