"""Putting a backup in the place of the database, with the old one kept aside."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot import backups, migrating
from bot.errors import ConfigurationError, OperatorError

MAGIC = b"SQLite format 3\0"
LOGS = ("-wal", "-shm", "-journal")


class RestoreFailed(OperatorError):
    """Nothing was restored, and why."""


def restore(backup: Path, target: Path, *, now: datetime) -> Path | None:
    """Put a copy of a backup where the database is.

    At every moment there is a whole database in its place: the old one, then the new one.

    Returns:
        Where the old one is kept; None when there was none.

    Raises:
        ConfigurationError: The backup is none, or of a newer Tenet.
        UnavailableError: Somebody has the database open.
        RestoreFailed: It cannot be read or written; the old database is in its place.
    """
    _refuse_what_is_no_backup(backup, target)
    part = target.with_name(target.name + backups.PART)
    try:
        part.unlink(missing_ok=True)  # of a restore that was killed
        backups.copy(backup, part)
        backups.check(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        return _put(part, target, now=now)
    except (OSError, sqlite3.Error) as error:
        raise RestoreFailed(
            f"{backup} could not be restored, and {target} is as it was: {error}."
        ) from error
    finally:
        for leftover in (part, Path(f"{part}-journal")):
            leftover.unlink(missing_ok=True)


def _refuse_what_is_no_backup(backup: Path, target: Path) -> None:
    if not backup.is_file():
        raise ConfigurationError(f"There is no file {backup}.")
    if target.exists() and os.path.samefile(backup, target):
        raise ConfigurationError(f"{backup} is the database itself; name a backup of it.")
    try:
        backups.check(backup)
        revision = backups.revision_in(backup)
    except sqlite3.Error as error:
        raise ConfigurationError(f"{backup} is no backup that can be used: {error}.") from error
    if revision is None:
        raise ConfigurationError(f"{backup} is a database, but not one of Tenet.")
    if revision not in migrating.revisions():
        raise ConfigurationError(
            f"{backup} has the schema {revision}, which this version of Tenet does not know. "
            "Restore it with the version that made it, or a newer one."
        )


def _put(part: Path, target: Path, *, now: datetime) -> Path | None:
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = target.with_name(f"{target.name}.before-restore-{stamp}")
    if not target.exists():
        _move_logs(target, aside)  # of a database that somebody has moved away
        os.replace(part, target)
        return None
    if not _looks_like_a_database(target):
        _put_instead(part, target, aside)
        return aside
    try:
        # Into the same file, not in its place: whoever opens it in this moment waits, and finds
        # the new content. A kill leaves a journal, by which the next to open it undoes our part.
        with backups.alone_with(target) as writing:
            _keep(writing, aside)
            with closing(backups.open_file(part, "ro")) as reading:
                reading.backup(writing)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        _put_instead(part, target, aside)
    return aside


def _looks_like_a_database(path: Path) -> bool:
    """See for ourselves: opening what is none may cost SQLite's log beside it."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) in (MAGIC, b"")


def _keep(connection: sqlite3.Connection, aside: Path) -> None:
    try:
        backups.copy_from(connection, aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _put_instead(part: Path, target: Path, aside: Path) -> None:
    """Move away what is no database any more, with its log: that must not meet the new one."""
    try:
        os.link(target, aside)
    except OSError:  # a file system without second names
        shutil.copy2(target, aside)
    _move_logs(target, aside)
    os.replace(part, target)


def _move_logs(target: Path, aside: Path) -> None:
    for log in LOGS:
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{target}{log}", f"{aside}{log}")
