"""Copies of a SQLite file, taken while it is in use and opened before they count.

A backup is written beside its name and only then given it, so whatever bears the name is whole: a
kill or a full disk leaves a `.part` file at most, which the next backup clears away.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import OperatorError, UnavailableError

FOLDER = "backups"
"""Where backups go unless told otherwise: a folder beside the database."""

KEEP_BEFORE_MIGRATIONS = 5

PART = ".part"
WAIT_SECONDS = 10.0
"""How long to wait for another process's lock, which is never held for long."""

ALONE_SECONDS = 2.0
"""How long to wait for a process that is ending to let go of the file."""

_NAME = re.compile(r"-(?P<at>\d{8}T\d{12}Z)(?P<before>-before-\w+)?\.db")


class BackupFailed(OperatorError):
    """There is no backup, and why."""


def path_of(url: str) -> Path | None:
    """The file of a SQLite database; None for one in memory, and for any other kind."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def back_up(
    source: Path, folder: Path, *, keep: int, now: datetime, before: str | None = None
) -> Path:
    """Copy a database as it is at one moment; whoever writes to it meanwhile is not held up.

    Args:
        folder: Where the copy goes; made when it is missing, for our account alone.
        keep: How many of this kind are left in the folder; the oldest go, after the new one counts.
        before: The schema that it is about to be brought to, when that is the reason; these are
            counted by themselves.

    Returns:
        The copy: one file, readable by our account alone.

    Raises:
        BackupFailed: It could not be written, or is not what it should be. Nothing was removed.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    reason = f"-before-{before}" if before else ""
    target = folder / f"{source.stem}-{stamp}{reason}.db"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_leftovers(folder, source.stem)
        with _beside(target) as part:
            copy(source, part)
            _settle(part)
            if revision_in(part) != revision_in(source):
                raise BackupFailed(f"{source} was given another schema meanwhile; try again.")
            os.replace(part, target)
        _keep_folder(folder)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"No backup of {source} could be made in {folder}: {error}.") from error
    made = made_of(source, folder, before=before is not None)
    others = [path for path in made if path != target]  # a clock that was set back makes it oldest
    for old in others[: max(len(made) - max(keep, 1), 0)]:
        with contextlib.suppress(OSError):  # what cannot be removed now is looked at next time
            old.unlink()
    return target


def made_of(source: Path, folder: Path, *, before: bool) -> list[Path]:
    """The backups of a database in a folder, oldest first: by hand and clock, or by migrations."""
    found = []
    for path in folder.glob(f"{glob.escape(source.stem)}-*.db"):
        match = _NAME.fullmatch(path.name[len(source.stem) :])
        if match and bool(match["before"]) == before:
            found.append((match["at"], path))
    return [path for _, path in sorted(found)]


def copy(source: Path, part: Path) -> None:
    """Copy a database into a new file of our own, in one look and down to the disk."""
    with closing(open_file(source, "ro")) as reading:
        copy_from(reading, part)


def copy_from(reading: sqlite3.Connection, part: Path) -> None:
    """Copy what a connection sees into a new file of our own."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR))
    with closing(open_file(part, "rw")) as writing:
        reading.backup(writing)
        # The copy says of itself that it has a log beside it, as the original has; it has none.
        writing.execute("PRAGMA journal_mode = DELETE")


def check(path: Path) -> None:
    """See whether a database can be read from one end to the other.

    Raises:
        sqlite3.Error: It cannot.
    """
    with closing(open_file(path, "ro")) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(f"{path} is damaged: {said}")
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise sqlite3.DatabaseError(f"{path} has a row in {orphan[0]} that belongs to nothing")


def revision_in(path: Path) -> str | None:
    """The schema's revision in a file; None when no Tenet has made it.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    with closing(open_file(path, "ro")) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold a database that nobody else has open; whoever opens it now waits for us.

    It can only leave its log-keeping mode when nobody else has it open. The operating system knows
    that, so a process that was killed does not stand in the way.

    Raises:
        UnavailableError: Somebody has it open, such as a running bot.
        sqlite3.Error: It is no database.
    """
    with closing(open_file(path, "rw", seconds=ALONE_SECONDS)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")  # in this mode the lock stays
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            raise UnavailableError(
                f"{path} is in use. Stop the bot first, and whatever else has it open."
            ) from error
        yield connection


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name to write to until it may bear its own; nothing stays there."""
    part = target.with_name(target.name + PART)
    try:
        yield part
    finally:
        for leftover in (part, Path(f"{part}-journal")):
            leftover.unlink(missing_ok=True)


def _settle(part: Path) -> None:
    """See that the copy can be read, and have the disk keep it."""
    check(part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _keep_folder(folder: Path) -> None:
    """Have the disk keep a new name, too; not every system lets one ask for it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _clear_leftovers(folder: Path, stem: str) -> None:
    """Remove what a killed backup left; one that is being written is locked by its writer."""
    for part in folder.glob(f"{glob.escape(stem)}-*.db{PART}"):
        try:
            with closing(open_file(part, "rw", seconds=0)) as connection:
                connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                continue
        except sqlite3.DatabaseError:
            pass  # half of a file
        for leftover in (part, Path(f"{part}-journal")):
            leftover.unlink(missing_ok=True)


def open_file(path: Path, mode: str, *, seconds: float = WAIT_SECONDS) -> sqlite3.Connection:
    """Open a file that is there, `ro` to read or `rw` to write; wait so long for a lock."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)
