"""The conversation as members see it: `frame` around a step, and the `steps` themselves."""

from cogs.onboarding.views.controls import AGAIN, HERE, LANGUAGE, PRESSES, START
from cogs.onboarding.views.frame import answer, scene, welcome
from cogs.onboarding.views.parts import Around, Page, Shown
from cogs.onboarding.views.steps import page

__all__ = [
    "AGAIN",
    "HERE",
    "LANGUAGE",
    "PRESSES",
    "START",
    "Around",
    "Page",
    "Shown",
    "answer",
    "page",
    "scene",
    "welcome",
]
