"""Pictures of figures, drawn with matplotlib where it is installed; text always says the same.

Only its objects are used, not pyplot, which keeps every figure in memory and belongs to one thread.
It is loaded when the first picture is drawn, in the thread that draws it: that takes a second.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

import emoji

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

BACKGROUND = "#2b2d31"
"""Close to Discord's dark theme, and its own ground on the light one."""
TEXT = "#f2f3f5"
FAINT_TEXT = "#c4c9d0"
TRACK = "#45484f"
ACCENT = "#5ec2a6"
SECOND_ACCENT = "#f0b849"

WIDTH = 800
"""Pixels. A phone shows it at about half of that, so letters are drawn twice their size."""
DPI = 160

P = ParamSpec("P")
T = TypeVar("T")

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})

_painter = ThreadPoolExecutor(1, thread_name_prefix="charts")
"""One picture at a time: each holds the processor for a good part of a second."""


def is_available() -> bool:
    """Whether pictures can be drawn; the extra `charts` brings what is needed."""
    return find_spec("matplotlib") is not None


async def drawn(draw: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Draw in a thread, so that everything else goes on."""
    work = partial(draw, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_painter, work)


def drawable(text: str) -> str | None:
    """A text as it can be drawn: without emoji; None when it would come out as boxes.

    The font has no Chinese, Japanese or Korean, and nothing here puts letters that are written from
    right to left into their order.
    """
    plain = " ".join(emoji.replace_emoji(text, "").split())
    if not plain:
        return None
    for character in plain:
        if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            return None
        if not _face().get_char_index(ord(character)):
            return None
    return plain


class Canvas:
    """A picture under way; pixels count from its upper left corner."""

    def __init__(self, height: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._figure = Figure((WIDTH / DPI, height / DPI), dpi=DPI, facecolor=BACKGROUND)
        self._agg = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, from its upper left corner."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str = TEXT,
        align: Literal["left", "center", "right"] = "left",
        bold: bool = False,
        room: float = WIDTH,
    ) -> float:
        """A line of text that stands on `y`, cut where there is no more room for it.

        Args:
            size: The height of its letters' line, in pixels.

        Returns:
            Its width.
        """
        font = _sized(size, bold)
        shown = text
        while len(shown) > 1 and self._width(shown, font) > room:
            shown = shown.rstrip("…")[:-1].rstrip() + "…"
        self._axes.text(
            x,
            y,
            shown,
            fontproperties=font,
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )
        return self._width(shown, font)

    def fitting(self, text: str, *, size: float, smallest: float, bold: bool, room: float) -> float:
        """The largest size up to `size` at which a line fits, but no less than `smallest`."""
        width = self._width(text, _sized(size, bold))
        return max(smallest, min(size, size * room / width)) if width else size

    def png(self) -> bytes:
        """The picture as a file."""
        file = BytesIO()
        self._figure.savefig(file, format="png", facecolor=BACKGROUND)
        return file.getvalue()

    def _width(self, text: str, font: FontProperties) -> float:
        renderer = self._agg.get_renderer()  # type: ignore[no-untyped-call]  # matplotlib's own gap
        width, _, _ = renderer.get_text_width_height_descent(text, font, False)
        return float(width)


def _file(name: str) -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", name)


@cache
def _font(bold: bool) -> FontProperties:
    """The font that comes with matplotlib: the same picture on every machine."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_file("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"))


def _sized(size: float, bold: bool) -> FontProperties:
    font = _font(bold).copy()
    font.set_size(size * 72 / DPI)
    return font


@cache
def _face() -> FT2Font:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(_file("DejaVuSans.ttf")))
