"""The conversation as members see it: `frame` around a step, and the `steps` themselves."""

from cogs.onboarding.views.controls import (
    AGAIN,
    HERE,
    LANGUAGE,
    MOVE,
    PRESSES,
    REMIND,
    START,
    START_FROM_DM,
)
from cogs.onboarding.views.frame import answer, scene, welcome
from cogs.onboarding.views.parts import Around, Page, Shown
from cogs.onboarding.views.reaching import moved, nudge, offer
from cogs.onboarding.views.steps import page

__all__ = [
    "AGAIN",
    "HERE",
    "LANGUAGE",
    "MOVE",
    "PRESSES",
    "REMIND",
    "START",
    "START_FROM_DM",
    "Around",
    "Page",
    "Shown",
    "answer",
    "moved",
    "nudge",
    "offer",
    "page",
    "scene",
    "welcome",
]
