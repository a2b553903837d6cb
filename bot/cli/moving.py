"""`tenet export` and `tenet import`."""

from pathlib import Path

from bot import logs
from bot.cli.running import in_loop
from bot.clock import Clock
from bot.config import Config, load


def export(path: Path | None, *, guild_id: int, to: Path) -> int:
    """Write a server into a file, and say how much that is."""
    config = _loaded(path)
    from bot.moving import taking

    rows = in_loop(lambda: taking.export(config, guild_id, to, now=Clock().now()))
    print(
        f"{to} holds everything of the server {guild_id}: {rows} rows. It can be read by whoever "
        "has it, so keep it as you keep the database."
    )
    return 0


def bring(path: Path | None, file: Path, *, replace: bool) -> int:
    """Take a server in from a file, and say what has become of it."""
    config = _loaded(path)
    from bot.moving import bringing

    brought = in_loop(lambda: bringing.bring(config, file, replace=replace, now=Clock().now()))
    print(
        f"The server {brought.guild_id} has been taken in: {brought.rows} rows"
        + (", in place of what was known of it." if brought.replaced else ".")
    )
    if brought.renumbered:
        print(
            "The database had given numbers of this server to others, so it got new ones in: "
            f"{', '.join(brought.renumbered)}. Posts on the server are renewed by and by; buttons "
            "in messages that members got before may say that they are out of date."
        )
    return 0


def _loaded(path: Path | None) -> Config:
    config = load(path)
    logs.set_up(config.logging, hide=config.secrets())
    return config
