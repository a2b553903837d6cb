"""`tenet backup` and `tenet restore`."""

from pathlib import Path

from bot import backups, restoring
from bot.clock import Clock
from bot.config import Config, load
from bot.errors import ConfigurationError


def back_up(path: Path | None, *, folder: Path | None, keep: int) -> int:
    """Copy the database, and say where the copy is."""
    database = _file_of(load(path), instead="pg_dump makes its backups")
    if not database.exists():
        raise ConfigurationError(f"There is no database {database} yet, so nothing to back up.")
    made = backups.back_up(
        database, folder or database.parent / backups.FOLDER, keep=keep, now=Clock().now()
    )
    print(f"{made} holds the schema {backups.revision_in(made)} and has been checked.")
    return 0


def restore(path: Path | None, backup: Path) -> int:
    """Put a backup in the place of the database, and say where the old one is kept."""
    database = _file_of(load(path), instead="pg_restore brings its backups back")
    aside = restoring.restore(backup, database, now=Clock().now())
    print(f"{database} is what {backup} held.")
    if aside is not None:
        print(f"What it was before is kept as {aside}.")
    return 0


def _file_of(config: Config, *, instead: str) -> Path:
    database = backups.path_of(config.database.url)
    if database is None:
        raise ConfigurationError(
            f"The database {config.database.shown_url} is no file of SQLite. For PostgreSQL, "
            f"{instead}; see docs/operating.md."
        )
    return database
