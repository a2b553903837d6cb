"""What can be drawn, and that nothing of it comes out as boxes."""

from __future__ import annotations

import struct
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import charts

pytest.importorskip("matplotlib")

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    """A glyph that the font has not is only warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, as the file's header says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Honesty", "Honesty"),
        ("🌱 Honesty 👩‍🌾", "Honesty"),
        ("Żółć, žluťoučký, Ελλάδα, Честность", "Żółć, žluťoučký, Ελλάδα, Честность"),
        ("誠実", None),
        ("정직", None),
        ("ערבות הדדית", None),
        ("صدق", None),
        ("ईमानदारी", None),
        ("🌱", None),
        ("", None),
    ],
)
def test_what_the_font_cannot_write_is_known_before(text: str, drawn: str | None) -> None:
    assert charts.drawable(text) == drawn


def test_a_text_is_cut_where_its_room_ends_and_dollars_are_dollars() -> None:
    canvas = charts.Canvas(200)

    short = canvas.text(0, 50, r"costs $5\wrong$", size=28, room=700)
    long = canvas.text(0, 100, "w" * 400, size=28, room=300)

    assert short < 300
    assert 200 < long <= 300
    assert size_of(canvas.png()) == (charts.WIDTH, 200)


@pytest.mark.thorough
def test_everything_loads_where_nothing_draws_and_loads_nothing_before_it_draws() -> None:
    without = (
        "import sys; sys.modules['matplotlib'] = None; "
        "import cogs.onboarding.cog; from bot import charts; "
        "assert not charts.is_available()"
    )
    lazily = "import sys, cogs.onboarding.cog; assert 'matplotlib' not in sys.modules"

    for program in (without, lazily):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_two_pictures_of_the_same_are_the_same() -> None:
    def draw() -> bytes:
        canvas = charts.Canvas(100)
        canvas.bar(10, 10, 50, 20, charts.ACCENT)
        canvas.text(10, 80, "The same", size=28, bold=True)
        return canvas.png()

    assert draw() == draw()


@pytest.mark.asyncio
async def test_a_picture_is_drawn_beside_everything_else() -> None:
    png = await charts.drawn(charts.Canvas(120).png)

    assert size_of(png) == (charts.WIDTH, 120)
