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
Walk through a community on this machine, before a single member does: a local Discord, the real
bot, and a page in the browser on which you are anybody, and time is yours. With --story, a story is
played and printed instead. No Discord account is needed, and nothing leaves this machine.
"""
ENDING = """\
examples:
  tenet rehearse                         a sample community, thrown away when Ctrl+C ends it
  tenet rehearse --config config.yaml    your own community, as it would be on a new server
  tenet rehearse --keep folder           go on another time where you left off
  tenet rehearse --story                 watch a day of a community

exit statuses:
  0    the page was ended with Ctrl+C, or everything was as the story says
  1    an expectation was not met, something was logged as an error, or the page cannot be served
  2    the command was not understood
  78   the story, its community, the config file or the kept folder has to be corrected
  130  a story was stopped with Ctrl+C, or ending the page was cut short by another one

docs/stories.md tells how to write a story of your own.
"""


def run(argv: Sequence[str]) -> int:
    """Carry out `tenet rehearse` with these arguments and return the exit status.

    Raises:
        OperatorError: What has to be corrected first.
    """
    arguments = _understood(argv)
    from bot import logs
    from bot.cli.running import in_loop
    from bot.config import LoggingSettings
    from bot.rehearsal import loading, player
    from bot.rehearsal.page import serving

    if arguments.log:
        logs.set_up(LoggingSettings(level="info", format="text"))
    if arguments.story is None:
        in_loop(
            lambda: serving.show(
                arguments.config,
                port=arguments.port,
                keep=arguments.keep,
                open_browser=not arguments.no_browser,
            )
        )
        return 0
    story = loading.load(loading.DAY if arguments.story == Path() else arguments.story)
    in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    outcome = in_loop(lambda: player.play(story, width=_width(), colour=in_colour))
    return 0 if outcome.went_well else FAILED


def _understood(argv: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.story is not None:
        for name in ("config", "keep", "port"):
            if getattr(arguments, name):
                parser.error(f"--{name} is for the page; it cannot go with --story")
    return arguments


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 1 << 16):
        raise argparse.ArgumentTypeError(f"expected a port, 0 to 65535; found {text}")
    return int(text)


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
    page = parser.add_argument_group("the page")
    page.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="rehearse the community that this config.yaml describes (default: the one a kept "
        "folder was used with, or a sample); its token and database are left alone",
    )
    page.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="keep everything in this folder, and go on from what is kept there (default: "
        "everything is thrown away)",
    )
    page.add_argument(
        "--port", type=_port, default=0, help="where the page is, on 127.0.0.1 (default: any free)"
    )
    page.add_argument(
        "--no-browser", action="store_true", help="print the page's address without opening it"
    )
    parser.add_argument("--log", action="store_true", help="also print the bot's log, to stderr")
    return parser


def _width() -> int:
    if not sys.stdout.isatty():
        return USUAL
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
