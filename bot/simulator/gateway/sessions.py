"""Which sessions there are, and whether another may start."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.simulator.gateway.session import Session
from bot.simulator.limits import GATEWAY_RESUME_WINDOW
from bot.simulator.world.entities import Application
from bot.simulator.world.world import World

_DAY_MS = 86_400_000


class Sessions:
    """Sessions by id and by application, connected or waiting to be resumed.

    Args:
        identify_seconds: How long one IDENTIFY keeps its concurrency slot, by the machine's time.
        replay_events: How many events a disconnected client may have missed and still resume.
    """

    def __init__(self, world: World, *, identify_seconds: float, replay_events: int) -> None:
        self._world = world
        self._identify_seconds = identify_seconds
        self._replay_events = replay_events
        self._by_id: dict[str, Session] = {}
        self._by_application: dict[int, list[Session]] = {}
        self._identified_at: dict[tuple[int, int], float] = {}
        self._starts: dict[int, list[datetime]] = {}
        self._departed = asyncio.Event()

    def open(
        self,
        application: Application,
        *,
        shard_id: int,
        shard_count: int,
        intents: int,
        large_threshold: int,
    ) -> Session:
        session = Session(
            application,
            shard_id=shard_id,
            shard_count=shard_count,
            intents=intents,
            large_threshold=large_threshold,
            window=self._replay_events,
        )
        self._by_id[session.id] = session
        self._by_application.setdefault(application.id, []).append(session)
        return session

    def find(self, session_id: str) -> Session | None:
        return self._by_id.get(session_id)

    def of(self, application_id: int) -> Sequence[Session]:
        return self._by_application.get(application_id, ())

    def all(self) -> list[Session]:
        return list(self._by_id.values())

    def forget(self, session: Session) -> None:
        """End a session; it cannot be resumed."""
        self._by_id.pop(session.id, None)
        sessions = self._by_application.get(session.application.id, [])
        if session in sessions:
            sessions.remove(session)

    def left(self, session: Session, *, said_goodbye: bool) -> None:
        """Keep the session for a while after its connection is gone, unless the client ended it."""
        session.connection = None
        session.disconnected_at = left_at = self._world.now()
        self._departed.set()
        self._departed = asyncio.Event()
        if said_goodbye:
            self.forget(session)
            return

        def expire() -> None:
            if session.connection is None and session.disconnected_at == left_at:
                self.forget(session)

        self._world.agenda.at(left_at + GATEWAY_RESUME_WINDOW, expire)

    def connected(self, application_id: int) -> bool:
        """Whether any session of the application has a live connection."""
        return any(session.connection is not None for session in self.of(application_id))

    async def until_disconnected(self, application_id: int) -> None:
        """Wait until no session of the application has a live connection."""
        while self.connected(application_id):
            await self._departed.wait()

    def starts_left(self, application: Application) -> tuple[int, int]:
        """How many starts are left today, and in how many milliseconds that begins anew."""
        now = self._world.now()
        starts = [at for at in self._starts.get(application.id, ()) if (now - at).days < 1]
        self._starts[application.id] = starts
        left = max(0, application.session_starts_total - len(starts))
        reset = _DAY_MS - int((now - starts[0]).total_seconds() * 1000) if starts else 0
        return left, reset

    def take_start(self, application: Application, shard_id: int) -> bool:
        """Whether the shard may identify now; counts it if so."""
        left, _ = self.starts_left(application)
        if not left:
            return False
        key = (application.id, shard_id % application.max_concurrency)
        now = asyncio.get_running_loop().time()
        last = self._identified_at.get(key)
        if last is not None and now - last < self._identify_seconds:
            return False
        self._identified_at[key] = now
        self._starts[application.id].append(self._world.now())
        return True
