"""The funnel as a picture: a bar for each step, and the weeks below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import charts

MARGIN = 32
TITLE, LINE, SMALL = 40, 28, 24
BAR = 14
STAGE = LINE + BAR + 22
"""The height that a step takes: its line, its bar, and air."""
COLUMNS = 190
"""The height of the tallest week."""


@dataclass(frozen=True)
class Bar:
    """One step.

    Args:
        alias: What it is called where its label cannot be drawn.
        figures: What stands at the right: how many, and perhaps more.
    """

    label: str
    alias: str
    amount: int
    figures: str
    is_mark: bool = False
    """A mark of the way rather than a step: joined, started, finished."""


@dataclass(frozen=True)
class Column:
    """One week: how many began, and how many of those have finished."""

    label: str
    started: int
    finished: int


@dataclass(frozen=True)
class Picture:
    """A file, and which labels had to give way to their alias."""

    png: bytes
    aliased: frozenset[str]


def draw(title: str, bars: Sequence[Bar], weeks_title: str, columns: Sequence[Column]) -> Picture:
    """Draw a funnel; runs in a thread."""
    weeks = bool(columns)
    height = MARGIN + TITLE + 30 + STAGE * len(bars) + (weeks and COLUMNS + 150)
    canvas = charts.Canvas(height)
    y: float = MARGIN + TITLE
    room = charts.WIDTH - 2 * MARGIN
    size = canvas.fitting(title, size=TITLE, smallest=LINE, bold=True, room=room)
    canvas.text(MARGIN, y, title, size=size, bold=True, room=room)
    y += 30
    aliased = set()
    widest = max((bar.amount for bar in bars), default=0) or 1
    for bar in bars:
        label = charts.drawable(bar.label)
        if label is None:
            aliased.add(bar.label)
            label = bar.alias
        figures = canvas.text(
            charts.WIDTH - MARGIN, y + LINE, bar.figures, size=LINE, align="right", bold=True
        )
        canvas.text(MARGIN, y + LINE, label, size=LINE, room=room - figures - 24)
        top = y + LINE + 10
        canvas.bar(MARGIN, top, room, BAR, charts.TRACK)
        colour = charts.SECOND_ACCENT if bar.is_mark else charts.ACCENT
        canvas.bar(MARGIN, top, room * bar.amount / widest, BAR, colour)
        y += STAGE
    if columns:
        _draw_weeks(canvas, y + 44, weeks_title, columns)
    return Picture(canvas.png(), frozenset(aliased))


def _draw_weeks(canvas: charts.Canvas, y: float, title: str, columns: Sequence[Column]) -> None:
    room = charts.WIDTH - 2 * MARGIN
    canvas.text(MARGIN, y, title, size=LINE, bold=True, room=room)
    tallest = max(column.started for column in columns) or 1
    floor = y + 50 + COLUMNS
    step = room / len(columns)
    for number, column in enumerate(columns):
        x = MARGIN + step * number
        tall = (COLUMNS - 20) * column.started / tallest
        full = (COLUMNS - 20) * min(column.finished, column.started) / tallest
        canvas.bar(x + 8, floor - tall, step - 16, tall, charts.TRACK)
        canvas.bar(x + 8, floor - full, step - 16, full, charts.ACCENT)
        canvas.bar(x + 8, floor, step - 16, 2, charts.FAINT_TEXT)
        middle = x + step / 2
        canvas.text(
            middle,
            floor - tall - 8,
            f"{column.finished}/{column.started}",
            size=SMALL,
            align="center",
        )
        canvas.text(
            middle,
            floor + 34,
            column.label,
            size=SMALL,
            colour=charts.FAINT_TEXT,
            align="center",
            room=step,
        )
