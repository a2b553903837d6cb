"""`tenet rehearse`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

FAILED = 1
NARROWEST, WIDEST, USUAL = 60, 100, 88

DESCRIPTION = """\
Play a community on this machine: a local Discord, the real bot, and people who act.
No Discord account is needed, nothing leaves this machine, and nothing is kept.
"""
ENDING = """\
exit statuses:
  0   everything was as the story says
  1   an expectation was not met, or something was logged as an error
  78  the story or its community has to be corrected

docs/stories.md tells how to write a story of your own.
"""


def run(argv: Sequence[str]) -> int:
    """Carry out `tenet rehearse` with these arguments and return the exit status.

    Raises:
        ConfigurationError: The story cannot be read.
    """
    arguments = _parser().parse_args(argv)
    from bot import logs
    from bot.cli.running import in_loop
    from bot.config import LoggingSettings
    from bot.rehearsal import loading, player
    from bot.rehearsal.page import serving

    if arguments.log:
        logs.set_up(LoggingSettings(level="info", format="text"))
    if arguments.story is None:
        in_loop(lambda: serving.show(loading.COMMUNITY))
        return 0
    story = loading.load(loading.DAY if arguments.story == Path() else arguments.story)
    in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    outcome = in_loop(lambda: player.play(story, width=_width(), colour=in_colour))
    return 0 if outcome.went_well else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tenet rehearse",
        description=DESCRIPTION,
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--story",
        nargs="?",
        const=Path(),
        type=Path,
        metavar="FILE",
        help="play a story and print what everybody sees (default: a day that comes with Tenet)",
    )
    parser.add_argument("--log", action="store_true", help="also print the bot's log, to stderr")
    return parser


def _width() -> int:
    if not sys.stdout.isatty():
        return USUAL
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
