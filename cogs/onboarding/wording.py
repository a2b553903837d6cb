"""Words that stewards' pages share: what a step is called, how long something took."""

from __future__ import annotations

from datetime import timedelta

from babel.units import format_unit

from bot.texts import Speaker
from cogs.onboarding.service.steps import Plan, kind_of

_UNITS = (
    (timedelta(minutes=2), 1, "second"),
    (timedelta(hours=2), 60, "minute"),
    (timedelta(days=2), 3600, "hour"),
    (timedelta.max, 86_400, "day"),
)
"""Below which duration which unit, and its seconds."""


def step_name(step: str, plan: Plan, say: Speaker) -> str:
    """What a step is called: a value's by its name of today."""
    value = plan.values.get(step)
    if value is not None:
        return value.name
    dilemma = plan.dilemma(step)
    if dilemma is not None:
        return say("onboarding-name-dilemma-of", a=dilemma.first.name, b=dilemma.second.name)
    if step.startswith("value:"):
        return say("onboarding-name-gone")
    return kind_name(kind_of(step), say)


def kind_name(kind: str, say: Speaker) -> str:
    """What a kind of step is called."""
    return say(f"onboarding-name-{kind}")


def duration(took: timedelta, say: Speaker) -> str:
    """A duration in one unit, as precise as anybody needs it."""
    seconds, unit = next((seconds, unit) for limit, seconds, unit in _UNITS if took < limit)
    amount = max(1, round(took.total_seconds() / seconds))
    return format_unit(amount, f"duration-{unit}", "short", locale=say.language)
