"""python3 run.py bench: medians of several rounds and their ratios to the bare client."""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import platform
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measures import ALONE, IN_PROCESS, LONG, MEASURES, SLOW, WITH_GOALS
from benchmarks.sizes import QUICK, Figures, Size
from benchmarks.soak import soak

README = Path(__file__).parent / "README.md"


def main() -> int:
    """Run what was asked for and print the tables."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=3, help="rounds per client (default: 3)")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"everything, and the table written; {ROUNDS_WITHOUT_GOALS} rounds suffice where no "
        "goal is set",
    )
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="a steady day instead")
    arguments = parser.parse_args()
    if arguments.soak:
        lines = asyncio.run(soak(arguments.soak))
        print("\n".join(lines))
        if arguments.write:
            put_between("soak", [f"{where()}.", "", *lines])
        return 0
    unknown = set(arguments.measures) - set(MEASURES)
    if unknown:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    size = QUICK if arguments.quick else Size()
    usual = list(MEASURES)
    if arguments.quick:  # what takes longest first, or it is waited for alone in the end
        usual = [*SLOW, *(name for name in MEASURES if name not in {*SLOW, *LONG})]
    at_once = AT_ONCE if arguments.quick else 1
    chosen = {
        name: min(arguments.rounds, ROUNDS_WITHOUT_GOALS)
        if arguments.all and name not in WITH_GOALS
        else arguments.rounds
        for name in arguments.measures or usual
    }
    rows = asyncio.run(compare_all(chosen, size, at_once))
    together = f", {at_once} measures at once" if at_once > 1 else ""
    table = "\n".join([conditions(chosen, size) + together, "", *HEAD, *rows])
    print(table)
    if arguments.write or arguments.all:
        put_between("table", table.splitlines())
    return 0


def put_between(name: str, lines: Sequence[str]) -> None:
    """Put lines into the README, in place of those that stand between two marks."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = README.read_text("utf-8")
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    README.write_text(f"{head}{begin}\n{chr(10).join(lines)}\n{end}{tail}", "utf-8")


ROUNDS_WITHOUT_GOALS = 2
AT_ONCE = 4
"""Measures that share the machine where only their running is looked at: they mostly wait."""

HEAD = (
    "| what | bare lean | Tenet | ratio | Tenet min–max |",
    "| --- | ---: | ---: | ---: | ---: |",
)


async def compare_all(measures: Mapping[str, int], size: Size, at_once: int) -> list[str]:
    """The rows of several measures, in their order; figures are comparable only one at a time.

    Args:
        measures: How many rounds each takes.
    """
    places, in_process = asyncio.Semaphore(at_once), asyncio.Lock()

    async def take(measure: str) -> list[str]:
        if measure not in IN_PROCESS:
            async with places:
                return await compare(measure, size, measures[measure])
        async with in_process, places:  # who waits for the first takes nobody's place
            return await compare(measure, size, measures[measure])

    # One that fails is told when the others have put their processes away.
    tasks = [asyncio.create_task(take(measure)) for measure in measures]
    await asyncio.wait(tasks)
    return [row for task in tasks for row in task.result()]


async def compare(measure: str, size: Size, rounds: int) -> list[str]:
    """One measure, the clients taking turns so that a slow minute hits both."""
    taken: dict[str, list[Figures]] = {"bare": [], "tenet": []}
    if measure in ALONE:
        del taken["bare"]
    for number in range(rounds):
        for name in taken if number % 2 == 0 else reversed(taken):
            began = time.perf_counter()
            taken[name].append(await MEASURES[measure](name, size))
            took = time.perf_counter() - began
            said = f"{measure}: {name}, round {number + 1} of {rounds}, {took:.0f} s"
            print(said, file=sys.stderr)
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


def conditions(rounds: Mapping[str, int], size: Size) -> str:
    """Where and how the figures were taken."""
    most = max(rounds.values())
    fewer = ", ".join(f"`{name}`" for name, count in rounds.items() if count < most)
    said = f"medians of {most} rounds"
    if fewer:
        said += f", of {min(rounds.values())} for {fewer}"
    return (
        f"{where()}; {said}; "
        f"{size.reactions:,} reactions, {size.guilds:,} servers × {size.members} members; "
        f"{size.newcomers:,} newcomers pressing within {size.press_seconds:g} s; "
        f"{size.journeys:,} journeys; "
        "SQLite with synchronous=FULL; simulator in a process of its own on the same machine."
    )


def where() -> str:
    """When and on what."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {platform.system()}"
    )


if __name__ == "__main__":
    sys.exit(main())
