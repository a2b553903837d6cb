"""Which steps a server's conversation has, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.config import OnboardingStep
from bot.settings import Setting
from bot.switches import OFF, is_on
from cogs.charter import service as charter
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding.models import Dilemma

Kind = OnboardingStep

FINISH = Kind.FINISH.value

STEPS: Setting[list[str]] = Setting("onboarding.steps", [kind.value for kind in Kind])
"""The kinds of step that a server has switched on, in its order."""

DILEMMAS_TOPIC = "onboarding.dilemmas"
"""What a commit touches when it changes a server's dilemmas."""

TOPICS = (charter.TOPIC, settings.TOPIC, DILEMMAS_TOPIC)
"""What makes a plan outdated."""

ABOUT: Mapping[Kind, str] = {Kind.PLEDGES: "pledges"}
"""The capabilities without which a kind of step has nothing to offer."""

MOST_DILEMMAS = 2
"""One makes think, two are a pattern, three feel like an examination."""


@dataclass(frozen=True)
class DilemmaText:
    """A question in which two values of the charter pull in different directions."""

    id: int
    question: str
    first: ValueText
    second: ValueText


@dataclass(frozen=True)
class Plan:
    """All that the steps of one server are made of; the same for everybody in it."""

    guild_id: int
    text: CharterText
    kinds: tuple[Kind, ...] = tuple(Kind)
    dilemmas: tuple[DilemmaText, ...] = ()
    zone: str = "UTC"
    """The server's, in which its weeks begin."""
    off: frozenset[str] = frozenset()
    """The capabilities that are switched off there."""

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The keys of its steps, in order."""
        return steps_of(self.text, self.kinds, self.dilemmas)

    @cached_property
    def values(self) -> Mapping[str, ValueText]:
        """The values by the keys of their steps."""
        return {f"value:{value.id}": value for value in self.text.values}

    def dilemma(self, step: str) -> DilemmaText | None:
        """The dilemma that a step asks."""
        return next((one for one in self.dilemmas if f"dilemma:{one.id}" == step), None)


def kind_of(step: str) -> Kind:
    """What kind of step a key means: `value:7` is one of `values`."""
    name = step.partition(":")[0]
    return Kind.VALUES if name == "value" else Kind(name)


Expansion = Callable[[CharterText, Sequence[DilemmaText]], Iterable[str]]

EXPANSIONS: Mapping[Kind, Expansion] = {
    Kind.WELCOME: lambda text, dilemmas: (Kind.WELCOME,),
    Kind.MISSION: lambda text, dilemmas: (Kind.MISSION,) if text.mission else (),
    Kind.VALUES: lambda text, dilemmas: (f"value:{value.id}" for value in text.values),
    Kind.DILEMMA: lambda text, dilemmas: (f"dilemma:{dilemma.id}" for dilemma in dilemmas),
    Kind.REFLECTION: lambda text, dilemmas: (Kind.REFLECTION,),
    Kind.INTERESTS: lambda text, dilemmas: (Kind.INTERESTS,) if text.values else (),
    Kind.ZONE: lambda text, dilemmas: (Kind.ZONE,),
    Kind.PLEDGES: lambda text, dilemmas: (Kind.PLEDGES,) if text.values else (),
    Kind.FINISH: lambda text, dilemmas: (Kind.FINISH,),
}
"""The keys that each kind of step becomes; a kind with nothing to say becomes none."""


def steps_of(
    text: CharterText, kinds: Iterable[Kind], dilemmas: Sequence[DilemmaText] = ()
) -> tuple[str, ...]:
    """The keys of the steps that these kinds make; the finish is always there, and the last."""
    ordered = [*dict.fromkeys(kind for kind in kinds if kind is not Kind.FINISH), Kind.FINISH]
    return tuple(
        str(step)
        for kind in ordered
        if kind in EXPANSIONS
        for step in EXPANSIONS[kind](text, dilemmas)
    )


async def read_plan(session: AsyncSession, guild_id: int) -> Plan:
    """A server's plan as this session sees it.

    Raises:
        NoCharter: There is nothing to talk about.
    """
    text = await charter.get_charter(session, guild_id)
    chosen = await settings.read(session, guild_id)
    known = {kind.value: kind for kind in Kind}
    return Plan(
        guild_id,
        text,
        tuple(
            known[name]
            for name in chosen.get(STEPS)
            if name in known and is_on(chosen, ABOUT.get(known[name], ""))
        ),
        tuple(await _dilemmas(session, guild_id, text)),
        chosen.zone,
        frozenset(chosen.get(OFF)),
    )


_dilemmas_of = (
    select(Dilemma.id, Dilemma.question, Dilemma.first_value_id, Dilemma.second_value_id)
    .where(Dilemma.guild_id == bindparam("guild_id"), Dilemma.retired_at.is_(None))
    .order_by(Dilemma.id)
)


async def _dilemmas(session: AsyncSession, guild_id: int, text: CharterText) -> list[DilemmaText]:
    """The first dilemmas of which both values are still in the charter."""
    values = {value.id: value for value in text.values}
    rows = await session.execute(_dilemmas_of, {"guild_id": guild_id})
    found = [
        DilemmaText(dilemma_id, question, values[first], values[second])
        for dilemma_id, question, first, second in rows
        if first in values and second in values
    ]
    return found[:MOST_DILEMMAS]
