"""python3 run.py bench: medians of several rounds and their ratios to the bare client."""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import platform
import re
import statistics
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measures import ALONE, LONG, MEASURES
from benchmarks.sizes import QUICK, Figures, Size

README = Path(__file__).parent / "README.md"
TABLE = re.compile(r"<!-- table -->.*<!-- end of table -->", re.DOTALL)


def main() -> int:
    """Run what was asked for and print the tables."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=3, help="rounds per client (default: 3)")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    arguments = parser.parse_args()
    unknown = set(arguments.measures) - set(MEASURES)
    if unknown:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    size = QUICK if arguments.quick else Size()
    usual = [name for name in MEASURES if not (arguments.quick and name in LONG)]
    at_once = AT_ONCE if arguments.quick else 1
    rows = asyncio.run(compare_all(arguments.measures or usual, size, arguments.rounds, at_once))
    together = f", {at_once} measures at once" if at_once > 1 else ""
    table = "\n".join([conditions(arguments.rounds, size) + together, "", *HEAD, *rows])
    print(table)
    if arguments.write:
        text = README.read_text("utf-8")
        README.write_text(
            TABLE.sub(f"<!-- table -->\n{table}\n<!-- end of table -->", text), "utf-8"
        )
    return 0


AT_ONCE = 4
"""Measures that share the machine where only their running is looked at: they mostly wait."""

HEAD = (
    "| what | bare lean | Tenet | ratio | Tenet min–max |",
    "| --- | ---: | ---: | ---: | ---: |",
)


async def compare_all(measures: Iterable[str], size: Size, rounds: int, at_once: int) -> list[str]:
    """The rows of several measures, in their order; figures are comparable only one at a time."""
    places = asyncio.Semaphore(at_once)

    async def take(measure: str) -> list[str]:
        async with places:
            return await compare(measure, size, rounds)

    taken = await asyncio.gather(*(take(measure) for measure in measures))
    return [row for rows in taken for row in rows]


async def compare(measure: str, size: Size, rounds: int) -> list[str]:
    """One measure, the clients taking turns so that a slow minute hits both."""
    taken: dict[str, list[Figures]] = {"bare": [], "tenet": []}
    if measure in ALONE:
        del taken["bare"]
    for number in range(rounds):
        for name in taken if number % 2 == 0 else reversed(taken):
            print(f"{measure}: {name}, round {number + 1} of {rounds}", file=sys.stderr)
            taken[name].append(await MEASURES[measure](name, size))
    rows = []
    for what in taken["tenet"][0]:
        others = [figures[what] for figures in taken.get("bare", ())]
        bare = statistics.median(others) if others else None
        ours = [figures[what] for figures in taken["tenet"]]
        tenet = statistics.median(ours)
        ratio = f"{tenet / bare:.2f}" if bare and math.isfinite(bare) else "—"
        spread = f"{min(ours):,.1f}–{max(ours):,.1f}"
        reference = "—" if bare is None else f"{bare:,.1f}"
        figures = " | ".join((reference, f"{tenet:,.1f}", ratio, spread))
        rows.append(f"| {what} | {figures.replace('inf', '—').replace('nan', '—')} |")
    return rows


def conditions(rounds: int, size: Size) -> str:
    """Where and how the figures were taken."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {platform.system()}; medians of {rounds} rounds; "
        f"{size.reactions:,} reactions, {size.guilds:,} servers × {size.members} members; "
        f"{size.newcomers:,} newcomers pressing within {size.press_seconds:g} s; "
        f"{size.journeys:,} journeys; "
        "SQLite with synchronous=FULL; simulator in a process of its own on the same machine."
    )


if __name__ == "__main__":
    sys.exit(main())
