"""The schema's versions: which one the database has, and the way to the one we need."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.config import Config
from bot.db import reason
from bot.errors import ConfigurationError, UnavailableError

SCRIPTS = Path(__file__).parent.parent / "migrations"


def alembic_config(url: str) -> AlembicConfig:
    """Alembic's view of a database."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["url"] = url
    return config


def head() -> str:
    """The revision this version of Tenet needs."""
    revision = ScriptDirectory(str(SCRIPTS)).get_current_head()
    assert revision is not None
    return revision


async def revision_of(url: str) -> str | None:
    """The revision a database has; None when it is empty.

    Raises:
        UnavailableError: The database cannot be opened.
    """
    parsed = make_url(url)
    try:
        if parsed.get_backend_name() == "sqlite":
            # Read without a thread of its own: it would outlive the short loop of a command.
            engine = create_engine(parsed.set(drivername="sqlite"), poolclass=NullPool)
            with engine.connect() as connection:
                return _revision(connection)
        async_engine = create_async_engine(url, poolclass=NullPool)
        async with async_engine.connect() as async_connection:
            return await async_connection.run_sync(_revision)
    except (SQLAlchemyError, OSError) as error:
        shown = parsed.render_as_string(hide_password=True)
        raise UnavailableError(f"The database {shown} is unreachable: {reason(error)}") from error


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def upgrade(config: Config, *, to: str = "head") -> str:
    """Bring the database to a revision, forwards or backwards.

    Returns:
        The revision it has now.

    Raises:
        UnavailableError: The database cannot be opened, or somebody else holds it.
        ConfigurationError: There is no such revision, or the database is newer than this Tenet.
    """
    url = config.database.url
    scripts = ScriptDirectory(str(SCRIPTS))
    present = await revision_of(url)
    order = ["base", *reversed([script.revision for script in scripts.walk_revisions()])]
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
        step = command.upgrade if steps > 0 else command.downgrade
        try:
            await asyncio.to_thread(step, alembic_config(url), wanted)
        except OperationalError as error:
            raise UnavailableError(
                f"The database {make_url(url).render_as_string(hide_password=True)} could not be "
                f"brought to the schema {wanted}, and was left as it is: {reason(error)}"
            ) from error
    return wanted
