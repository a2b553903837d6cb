"""Engine, sessions and the group commit that lets one SQLite writer carry a storm.

A use case is one `async with db.begin() as session:`. It goes on after the commit that holds its
change, never before. On SQLite all use cases share one write connection: those that queue while
another works or commits join the same transaction, each in a savepoint of its own, and the last in
the queue commits for all. A lone write waits for nobody; a storm forms its own batches.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Table,
    event,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from bot import metrics, sqlite
from bot.checkpoints import Checkpoints
from bot.config import DatabaseSettings
from bot.errors import UnavailableError
from bot.sealing import Keyring, equip

BATCH_SECONDS = 0.025
"""A batch older than this commits although others wait: no answer waits for a whole storm."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. SQLite forgets zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


Snowflake = BigInteger
"""Discord's 64-bit ids."""

OwnId = BigInteger().with_variant(Integer, "sqlite")
"""Our own ids; SQLite only numbers rows by itself when the type is INTEGER."""


class Base(DeclarativeBase):
    """Every table; constraints have names so that migrations can undo them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database(Protocol):
    """Where state lives: transactions that answer after their commit, and reads beside them."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]: ...

    def read(self) -> AbstractAsyncContextManager[AsyncSession]: ...

    def on_commit(self, topic: str, listener: Callable[[], None]) -> None: ...
    async def scrub(self) -> None: ...


def insert_into(table: type[Base], dialect: str) -> postgresql.Insert:
    """An INSERT that can say what happens on a conflict; both databases know the same two ways."""
    rows = cast("Table", table.__table__)  # the ORM would cost more than the statement itself
    if dialect == "sqlite":
        return cast("postgresql.Insert", sqlite_dialect.insert(rows))
    return postgresql.insert(rows)


def touch(session: AsyncSession, topic: str) -> None:
    """Have the listeners of `topic` called once this session's change has been committed."""
    session.info.setdefault("topics", set()).add(topic)


_inside: ContextVar[bool] = ContextVar("inside_a_transaction", default=False)


@asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """A use case inside a use case would wait for itself for ever; say so instead."""
    if _inside.get():
        raise RuntimeError("begin() inside begin(): pass the session on instead")
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Do something on the shared connection whole: a caller that is cancelled waits for its end.

    Whoever had the turn next would otherwise find the connection in the middle of it.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


class _Listeners:
    def __init__(self) -> None:
        self._by_topic: dict[str, list[Callable[[], None]]] = {}

    def on_commit(self, topic: str, listener: Callable[[], None]) -> None:
        """Call `listener` after every commit that touched `topic`."""
        self._by_topic.setdefault(topic, []).append(listener)

    def tell(self, topics: Iterable[str]) -> None:
        # It is over, although its block is not: tasks that listeners start may begin their own.
        token = _inside.set(False)
        try:
            for topic in topics:
                for listener in self._by_topic.get(topic, ()):
                    listener()
        finally:
            _inside.reset(token)


def _topics(session: AsyncSession) -> set[str]:
    touched: set[str] = session.info.get("topics", set())
    return touched


class _Batch:
    """Use cases that share one commit."""

    def __init__(self, opened_at: float) -> None:
        self.opened_at = opened_at
        self.outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.members = 0
        self.topics: set[str] = set()
        """What it touched; told by the commit, as a caller may be cancelled before it hears."""


class SqliteDatabase(_Listeners):
    """One file, one writer, readers beside it.

    Args:
        ring: The keys of what rests encrypted in it; left out, there are none.
    """

    def __init__(self, url: str, *, readers: int = 4, ring: Keyring | None = None) -> None:
        super().__init__()
        self.ring = ring or Keyring()
        self._writing = _sqlite_engine(url, writer=True, pool_size=1)
        self._reading = _sqlite_engine(url, writer=False, pool_size=readers)
        for engine in (self._writing, self._reading):
            equip(engine.dialect, self.ring)
        self._writer: AsyncConnection | None = None
        self._checkpoints = Checkpoints(make_url(url).database or "")
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._batch: _Batch | None = None
        self._is_abandoned = False

    async def start(self) -> None:
        """Open the file.

        Raises:
            UnavailableError: The file cannot be opened or written.
        """
        try:
            self._writer = await self._writing.connect()
            await self._checkpoints.start()
        except (DBAPIError, OSError) as error:
            raise UnavailableError(_cannot_open(self._writing, error)) from error

    async def stop(self) -> None:
        """Wait for the use case under way, then close."""
        async with self._turn:
            if self._batch is not None:
                await self._commit(self._batch)
            if self._writer is not None:
                await self._writer.close()
                self._writer = None
        await self._checkpoints.stop()
        await self._writing.dispose()
        await self._reading.dispose()

    async def scrub(self) -> None:
        """Leave nothing on the disk of what has been erased, as far as it is ours to say."""
        async with self._turn:
            if self._batch is None:
                await self._checkpoints.scrub()

    def abandon(self) -> None:
        """Commit nothing from here on, as if the process had died; what is open is undone."""
        self._is_abandoned = True

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One use case; what it raises undoes it alone, and it goes on once it is durable."""
        async with _alone():
            await self._take_turn()
            try:
                batch, connection = await self._join()
                # The first of a batch needs no savepoint: undoing it undoes nobody else.
                session = AsyncSession(
                    bind=connection,
                    join_transaction_mode="create_savepoint" if batch.members else "rollback_only",
                    expire_on_commit=False,
                )
                try:
                    async with session, session.begin():
                        yield session
                except BaseException as error:
                    self._abandon_if_broken(batch, connection, error)
                    raise
                batch.members += 1
                batch.topics |= _topics(session)
            finally:
                await self._pass_on()
        await asyncio.shield(batch.outcome)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A consistent look at what is committed; it cannot write."""
        async with AsyncSession(self._reading, expire_on_commit=False) as session:
            yield session

    async def _take_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        except BaseException:
            self._waiting -= 1
            if self._batch is not None and not self._waiting and not self._turn.locked():
                await self._turn.acquire()
                await self._pass_on()
            raise
        self._waiting -= 1

    async def _join(self) -> tuple[_Batch, AsyncConnection]:
        if self._writer is None:
            raise UnavailableError("The database is closed.")
        if self._batch is None:
            await _to_its_end(self._open())
            assert self._batch is not None
        return self._batch, self._writer

    async def _open(self) -> None:
        assert self._writer is not None
        await self._writer.begin()
        self._batch = _Batch(asyncio.get_running_loop().time())

    async def _pass_on(self) -> None:
        """Leave the batch to the next in the queue, or commit it when there is none."""
        try:
            batch = self._batch
            if batch is not None:
                age = asyncio.get_running_loop().time() - batch.opened_at
                if batch.outcome.done() or not self._waiting or age > BATCH_SECONDS:
                    await _to_its_end(self._commit(batch))
        finally:
            self._turn.release()

    async def _commit(self, batch: _Batch) -> None:
        """Make the batch durable, or tell every one of its callers that it is not."""
        assert self._writer is not None
        self._batch = None
        if self._is_abandoned:
            self._fail(batch, SQLAlchemyError("the database has been abandoned"))
        try:
            if batch.members and not batch.outcome.done():
                await self._writer.commit()
                metrics.BATCH.observe(batch.members)
                self._checkpoints.committed()
            else:
                await self._writer.rollback()
        except SQLAlchemyError as error:
            self._fail(batch, error)
            await self._undo(self._writer)
        else:
            if not batch.outcome.done():
                batch.outcome.set_result(None)
                self.tell(batch.topics)

    @staticmethod
    async def _undo(writer: AsyncConnection) -> None:
        """Undo what could not be committed; SQLAlchemy takes it for ended, SQLite need not.

        Left open, it would keep every later one from beginning.
        """
        await writer.rollback()
        raw = await writer.get_raw_connection()
        if raw.driver_connection is not None:
            await raw.driver_connection.rollback()

    def _abandon_if_broken(
        self, batch: _Batch, connection: AsyncConnection, error: BaseException
    ) -> None:
        """A full disk makes SQLite undo the whole transaction; then nobody's change is kept."""
        raw = connection.sync_connection
        driver = raw.connection.dbapi_connection if raw is not None else None
        inner = getattr(driver, "driver_connection", getattr(driver, "_connection", None))
        if inner is not None and not inner.in_transaction:
            batch.members = 0
            self._fail(batch, error)

    @staticmethod
    def _fail(batch: _Batch, error: BaseException) -> None:
        if not batch.outcome.done():
            batch.outcome.set_exception(error)
            batch.outcome.exception()  # seen, should no caller be left to see it


SHOWN_AS = "tenet"
"""What our connections to PostgreSQL are called, for whoever looks at them."""


async def others_of_ours(session: AsyncSession) -> int:
    """How many connections other Tenets have to this PostgreSQL database; 0 on SQLite."""
    if session.get_bind().dialect.name != "postgresql":
        return 0
    others: int = await session.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = :name AND pid <> pg_backend_pid()"
        ),
        {"name": SHOWN_AS},
    )
    return others


class PostgresDatabase(_Listeners):
    """A server with many writers; a use case is an ordinary transaction.

    Args:
        ring: The keys of what rests encrypted in it; left out, there are none.
    """

    def __init__(self, url: str, *, pool_size: int = 10, ring: Keyring | None = None) -> None:
        super().__init__()
        self.ring = ring or Keyring()
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"async_creator_fn": _connect_to_postgres},
        )
        equip(self._engine.dialect, self.ring)

    async def start(self) -> None:
        """Reach the server.

        Raises:
            UnavailableError: It does not answer, or refuses us.
        """
        try:
            async with self._engine.connect():
                pass
        except (SQLAlchemyError, OSError) as error:
            raise UnavailableError(_cannot_open(self._engine, error)) from error

    async def stop(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One use case in one transaction."""
        async with _alone():
            session = AsyncSession(self._engine, expire_on_commit=False)
            async with session, session.begin():
                yield session
        self.tell(_topics(session))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A look at what is committed."""
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            yield session

    async def scrub(self) -> None:
        """PostgreSQL overwrites by itself what its autovacuum has come past."""


async def _connect_to_postgres(*arguments: Any, **options: Any) -> Any:
    """Connect; a server that is away is the database's error, as every other failure of it is."""
    import asyncpg  # type: ignore[import-untyped]  # it ships no types; an extra, so only here

    # By this name others see whether a bot is at work; see `bot.moving.bringing`.
    options["server_settings"] = {"application_name": SHOWN_AS} | options.get("server_settings", {})
    try:
        return await asyncpg.connect(*arguments, **options)
    except OSError as error:
        raise asyncpg.InterfaceError(str(error)) from error


def open_database(
    settings: DatabaseSettings, *, ring: Keyring | None = None
) -> SqliteDatabase | PostgresDatabase:
    """The database that is configured; nothing is opened yet.

    Args:
        ring: Other keys than the configured ones.

    Raises:
        ConfigurationError: There is a key, and the package that it needs is missing.
    """
    ring = ring or Keyring(settings.encryption_keys)
    if make_url(settings.url).get_backend_name() == "sqlite":
        return SqliteDatabase(settings.url, ring=ring)
    return PostgresDatabase(settings.url, ring=ring)


def _sqlite_engine(url: str, *, writer: bool, pool_size: int) -> AsyncEngine:
    path = make_url(url).database or ""
    engine = create_async_engine(
        url,
        async_creator=lambda: sqlite.connect(path, writer=writer),
        pool_size=pool_size,
        max_overflow=0 if writer else 8,
        hide_parameters=True,  # an error is logged, and these are what people wrote
    )

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(sqlite.BEGIN if writer else "BEGIN")

    return engine


def reason(error: Exception) -> str:
    """Why the database failed, in its own words and one line, without the statement."""
    return (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]


def _cannot_open(engine: AsyncEngine, error: Exception) -> str:
    address = engine.url.render_as_string(hide_password=True)
    return f"The database {address} is unreachable: {reason(error)}"
