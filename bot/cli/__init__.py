"""The `tenet` command. A subcommand imports what it needs when it runs, so help comes at once."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import bot
from bot.errors import OperatorError

INTERRUPTED = 130
FAILED = 1

DESCRIPTION = "Tenet: a Discord bot for communities that are held together by values."
ENDING = """\
exit statuses:
  0    it went well
  1    something went wrong, or an expectation of a story was not met
  2    the command was not understood
  69   the database or Discord cannot be reached
  78   something in the configuration has to be changed
  130  stopped with Ctrl+C

environment, which wins over config.yaml:
  DISCORD_TOKEN              the bot's token
  TENET_CONFIG               the path of the configuration file
  TENET_DATABASE_URL         where everything is kept
  TENET_ENCRYPTION_KEY       what encrypts there what people wrote; the first of several does
  TENET_DISCORD_API_URL      another address for Discord's HTTP API
  TENET_DISCORD_GATEWAY_URL  another address for Discord's gateway

examples:
  tenet rehearse --story     watch a day of a community, without a Discord account
  tenet check                read config.yaml through, without starting anything
  tenet run                  connect to Discord
"""
CONFIG_HELP = "the configuration file (default: $TENET_CONFIG, or config.yaml here)"

COMMANDS = (
    "run",
    "rehearse",
    "simulator",
    "check",
    "migrate",
    "backup",
    "restore",
    "export",
    "import",
    "seal",
)
PARTNERS = {
    "rehearse": ("bot.rehearsal.cli", "play a community on this machine, without Discord"),
    "simulator": ("bot.simulator.cli", "run the local Discord alone, for any client"),
}
"""Subcommands that read their own arguments: a module with `run(argv) -> int`, a line of help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand.

    Args:
        argv: The arguments; the process's own when left out.

    Returns:
        The exit status.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without emoji shows a question mark
    try:
        return _perform(arguments)
    except OperatorError as error:
        print(f"tenet: {error}" if "\n" not in str(error) else error, file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `tenet … | head`: whoever listened has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _perform(arguments: list[str]) -> int:
    if arguments and arguments[0] in PARTNERS:
        module = importlib.import_module(PARTNERS[arguments[0]][0])
        run: Callable[[list[str]], int] = module.run
        return run(arguments[1:])
    chosen = parser().parse_args(arguments)
    perform: Callable[[argparse.Namespace], int] = chosen.perform
    return perform(chosen)


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    top = argparse.ArgumentParser(
        prog="tenet",
        description=DESCRIPTION,
        epilog=ENDING,
        formatter_class=_Wide,
    )
    top.add_argument("--version", action="version", version=f"tenet {bot.__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = _command(commands, "run", "connect to Discord and serve", _run)
    _with_config(run)
    for name, (_, line) in PARTNERS.items():
        commands.add_parser(name, help=line, add_help=False)

    check = _command(commands, "check", "say whether the configuration is right", _check)
    _with_config(check)
    check.add_argument(
        "--against-database",
        action="store_true",
        help="also say where the communities differ from what the database holds by now; "
        "exit status 1 if they do",
    )

    migrate = _command(commands, "migrate", "bring the database to this version's schema", _migrate)
    _with_config(migrate)
    migrate.add_argument(
        "--to",
        metavar="REVISION",
        default="head",
        help="another revision than the newest; an older one undoes what came after it, and the "
        "data with it (default: %(default)s)",
    )
    _add_backups(commands)
    seal = _command(commands, "seal", "encrypt with TENET_ENCRYPTION_KEY what is stored", _seal)
    _with_config(seal)
    does = seal.add_mutually_exclusive_group()
    does.add_argument("--open", action="store_true", help="make it plain again")
    does.add_argument("--marks", action="store_true", help="only say by which mark keys are known")
    does.add_argument("--new-key", action="store_true", help="only make a key, and print it")
    _add_moving(commands)
    return top


def _add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = _command(commands, "backup", "copy the database, also while the bot runs", _back_up)
    _with_config(backup)
    backup.add_argument(
        "--to",
        metavar="FOLDER",
        type=Path,
        help="where the copy goes (default: the folder backups beside the database)",
    )
    backup.add_argument(
        "--keep",
        metavar="NUMBER",
        type=_at_least_one,
        default=14,
        help="how many copies stay in the folder; the oldest go (default: %(default)s)",
    )
    restore = _command(commands, "restore", "put a backup in the place of the database", _restore)
    _with_config(restore)
    restore.add_argument("file", metavar="FILE", type=Path, help="what `tenet backup` has made")


def _add_moving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = _command(commands, "export", "write everything of one server into a file", _export)
    _with_config(export)
    export.add_argument("--guild", metavar="ID", type=_id, required=True, help="the server")
    export.add_argument("--to", metavar="FILE", type=Path, required=True, help="a new file")
    bring = _command(commands, "import", "take a server in from such a file", _import)
    _with_config(bring)
    bring.add_argument("file", metavar="FILE", type=Path, help="what `tenet export` has made")
    bring.add_argument(
        "--replace",
        action="store_true",
        help="also when the server is known already: what is known of it makes room",
    )


def _id(given: str) -> int:
    """What Discord calls a server by; more than the database takes is none of them."""
    if not given.isdecimal() or not 0 < int(given) < 2**63:
        raise argparse.ArgumentTypeError(f"expected the server's id, a long number, not {given}")
    return int(given)


def _at_least_one(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, not {given}")
    return int(given)


class _Wide(argparse.RawDescriptionHelpFormatter):
    """Keeps the name of a command and its help on one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)
        # argparse forgets the indentation of subcommands when it looks for the longest name.
        self._action_max_length = max(map(len, COMMANDS)) + 4


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    line: str,
    perform: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
    command.set_defaults(perform=perform)
    return command


def _with_config(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config", metavar="FILE", type=Path, help=CONFIG_HELP)


def _run(arguments: argparse.Namespace) -> int:
    from bot.cli import running

    return running.run(arguments.config)


def _check(arguments: argparse.Namespace) -> int:
    from bot.cli import checking

    return checking.check(arguments.config, against_database=arguments.against_database)


def _migrate(arguments: argparse.Namespace) -> int:
    from bot.cli import running

    return running.migrate(arguments.config, to=arguments.to)


def _back_up(arguments: argparse.Namespace) -> int:
    from bot.cli import backups

    return backups.back_up(arguments.config, folder=arguments.to, keep=arguments.keep)


def _restore(arguments: argparse.Namespace) -> int:
    from bot.cli import backups

    return backups.restore(arguments.config, arguments.file)


def _seal(arguments: argparse.Namespace) -> int:
    from bot.cli import sealing

    if arguments.new_key:
        return sealing.new()
    if arguments.marks:
        return sealing.marks(arguments.config)
    return sealing.seal(arguments.config, opens=arguments.open)


def _export(arguments: argparse.Namespace) -> int:
    from bot.cli import moving

    return moving.export(arguments.config, guild_id=arguments.guild, to=arguments.to)


def _import(arguments: argparse.Namespace) -> int:
    from bot.cli import moving

    return moving.bring(arguments.config, arguments.file, replace=arguments.replace)
