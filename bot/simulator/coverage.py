"""What of Discord is here: the tables of docs/simulator.md, written from the routes.

    python -m bot.simulator.coverage --openapi openapi.json docs/simulator.md

Everything above the marker is written by hand; everything below it comes from here. Which of
Discord's routes are missing is taken from its own description of the API, an `openapi.json`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.simulator.rest import table
from bot.simulator.rest.routing import Route

MARKER = "<!-- Below is written by `python -m bot.simulator.coverage`. -->"
_METHODS = ("get", "post", "put", "patch", "delete")
_PARAMETER = re.compile(r"\{[^}]*\}")


def routes() -> str:
    """The table of the routes that are here."""
    found = table.load()
    lines = [
        "## What is here",
        "",
        f"{len(found)} routes under `/api/v10`. An address that is not here is answered with 404,",
        "and named in the log, in `Simulator.unknown_routes`, and under",
        "`/_simulator/unknown-routes`.",
        "",
        "| Route | Enforced besides the shape of the body |",
        "|---|---|",
        *(f"| `{route.method} {route.template}` | {_rules(route)} |" for route in found),
    ]
    return "\n".join(lines)


def missing(openapi: dict[str, Any]) -> str:
    """The routes of Discord's description that are not here, by what they are about."""
    here = {_key(route.method, route.template) for route in table.load()}
    absent = sorted(
        (path, method.upper())
        for path, item in openapi["paths"].items()
        for method in _METHODS
        if method in item and _key(method.upper(), path) not in here
    )
    total = sum(method in item for item in openapi["paths"].values() for method in _METHODS)
    lines = [
        "## What is not",
        "",
        f"{len(absent)} of the {total} operations of Discord's own description.",
        "",
        "| Address | Methods |",
        "|---|---|",
        *(
            f"| `{path}` | {', '.join(method for _, method in group)} |"
            for path, group in groupby(absent, key=lambda entry: entry[0])
        ),
    ]
    return "\n".join(lines)


def rewritten(page: str, openapi: dict[str, Any] | None) -> str:
    """The page with its tables made anew.

    Args:
        openapi: Discord's description; without it the table of what is missing stays as it is.
    """
    head, _, tables = page.partition(MARKER)
    if openapi is not None:
        absent = missing(openapi)
    else:
        absent = "## What is not" + tables.partition("## What is not")[2].rstrip("\n")
    return f"{head}{MARKER}\n\n{routes()}\n\n{absent}\n"


def main(argv: Sequence[str]) -> int:
    """Rewrite a page.

    Returns:
        The exit status: 0, or 1 when the page has no marker.
    """
    parser = argparse.ArgumentParser(prog="python -m bot.simulator.coverage")
    parser.add_argument("page", type=Path)
    parser.add_argument("--openapi", type=Path, help="Discord's own description of its API")
    arguments = parser.parse_args(argv)
    page = arguments.page.read_text(encoding="utf-8")
    if MARKER not in page:
        sys.stderr.write(f"{arguments.page}: there is no line {MARKER}\n")
        return 1
    openapi = None
    if arguments.openapi is not None:
        openapi = json.loads(arguments.openapi.read_text(encoding="utf-8"))
    arguments.page.write_text(rewritten(page, openapi), encoding="utf-8")
    return 0


def _rules(route: Route) -> str:
    return "; ".join(_own(route)).replace("|", "\\|") or "–"


def _own(route: Route) -> Iterable[str]:
    if not route.authorized:
        yield "no bot token needed"
    yield from route.rules


def _key(method: str, template: str) -> tuple[str, str]:
    """What makes a route the same, whatever its parameters are called."""
    return method, _PARAMETER.sub("{}", template)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
