"""The schema's versions: which one the database has, and the way to the one we need."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot import backups, sqlite
from bot.clock import Clock
from bot.config import Config
from bot.db import reason
from bot.errors import ConfigurationError, UnavailableError

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

log = logging.getLogger(__name__)

SCRIPTS = Path(__file__).parent.parent / "migrations"

_REVISION = re.compile(r'^(down_revision|revision)\s*=\s*(?:"(\w+)"|None)\s*$', re.MULTILINE)


def alembic_config(url: str) -> AlembicConfig:
    """Alembic's view of a database."""
    from alembic.config import Config as AlembicConfig  # an eighth of a second, and rarely needed

    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["url"] = url
    return config


def head() -> str:
    """The revision this version of Tenet needs."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Every revision there is, oldest first; each has one successor at most."""
    after: dict[str, str] = {}
    for script in (SCRIPTS / "versions").glob("*.py"):
        found = dict(_REVISION.findall(script.read_text("utf-8")))
        after[found["down_revision"]] = found["revision"]
    order: list[str] = []
    revision = ""  # of nothing
    while revision in after:
        revision = after[revision]
        order.append(revision)
    return order


async def require_head(url: str) -> None:
    """Go on only with a database of the schema that this version of Tenet needs.

    Raises:
        ConfigurationError: It has another, or there is nothing in it yet.
        UnavailableError: It cannot be opened.
    """
    present = await revision_of(url)
    if present is None:
        shown = make_url(url).render_as_string(hide_password=True)
        raise ConfigurationError(f"There is nothing in the database {shown} yet.")
    if present != head():
        raise ConfigurationError(
            f"The database has the schema {present}, and this version of Tenet needs {head()}. "
            "Run `tenet migrate` first."
        )


async def revision_of(url: str) -> str | None:
    """The revision a database has; None when it is empty, or its file not there.

    Raises:
        UnavailableError: The database cannot be opened.
    """
    parsed = make_url(url)
    path = backups.path_of(url)
    if path is not None and path.parent.is_dir() and not path.exists():
        return None  # opening it would make it, for everybody to read
    try:
        if parsed.get_backend_name() == "sqlite":
            # Read without a thread of its own: it would outlive the short loop of a command.
            engine = create_engine(
                parsed.set(drivername="sqlite"), poolclass=NullPool, hide_parameters=True
            )
            with engine.connect() as connection:
                return _revision(connection)
        async_engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)
        async with async_engine.connect() as async_connection:
            return await async_connection.run_sync(_revision)
    except (SQLAlchemyError, OSError) as error:
        shown = parsed.render_as_string(hide_password=True)
        raise UnavailableError(f"The database {shown} is unreachable: {reason(error)}") from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


async def upgrade(config: Config, *, to: str = "head") -> str:
    """Bring the database to a revision, forwards or backwards.

    Returns:
        The revision it has now.

    Raises:
        UnavailableError: The database cannot be opened, or somebody else holds it.
        ConfigurationError: There is no such revision, or the database is newer than this Tenet.
        BackupFailed: It is a file with something in it, and no copy of it could be made first.
    """
    url = config.database.url
    path = backups.path_of(url)
    if path is not None:
        sqlite.make_private(path)
    present = await revision_of(url)
    order = ["base", *revisions()]
    wanted = order[-1] if to == "head" else to
    if present is not None and present not in order:
        raise ConfigurationError(
            f"The database has the schema {present}, which this version of Tenet does not know. "
            "Start the version that made it, or restore a backup."
        )
    if wanted not in order:
        raise ConfigurationError(f"There is no schema revision {to}; there are {', '.join(order)}.")
    steps = order.index(wanted) - order.index(present or "base")
    if steps:
        from alembic import command

        if present is not None:
            await asyncio.to_thread(_back_up, url, wanted)
        step = command.upgrade if steps > 0 else command.downgrade

        def take() -> None:
            with _one_at_a_time:
                step(alembic_config(url), wanted)

        try:
            await asyncio.to_thread(take)
        except OperationalError as error:
            raise UnavailableError(
                f"The database {make_url(url).render_as_string(hide_password=True)} could not be "
                f"brought to the schema {wanted}, and was left as it is: {reason(error)}"
            ) from error
    return wanted


_one_at_a_time = threading.Lock()
"""Alembic keeps what it is doing in the module, for the whole process."""


def _back_up(url: str, wanted: str) -> None:
    path = backups.path_of(url)
    if path is None:
        return  # a server's data is backed up by whoever runs the server
    made = backups.back_up(
        path,
        path.parent / backups.FOLDER,
        keep=backups.KEEP_BEFORE_MIGRATIONS,
        now=Clock().now(),
        before=wanted,
    )
    log.info("The database was copied to %s before it gets the schema %s.", made, wanted)
