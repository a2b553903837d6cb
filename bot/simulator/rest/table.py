"""Every route there is: importing the modules of this package registers theirs."""

from __future__ import annotations

import importlib
import pkgutil

from bot.simulator import rest
from bot.simulator.rest.routing import ROUTES, Route, Table


def load() -> list[Route]:
    """All routes, by template and method."""
    for module in pkgutil.iter_modules(rest.__path__, f"{rest.__name__}."):
        importlib.import_module(module.name)
    return sorted(ROUTES, key=lambda route: (route.template, route.method))


def build() -> Table:
    return Table(load())
