"""Keeps a rehearsal that has a page: writes it into its folder when something has changed."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from bot import tasks
from bot.errors import OperatorError
from bot.rehearsal.keeping import Folder, Kept, snapshot
from bot.rehearsal.page.state import Page

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How long after a change it is kept at the latest, in real seconds."""
ANYWAY_SECONDS = 60.0
"""How far the clock that is kept may lag behind when nothing changes."""


class Keeper:
    """Writes snapshots of one page's rehearsal.

    Args:
        config: The community's file; None for the one that comes with Tenet.
        made: The channels and roles that were made for the file before, deleted ones too.
    """

    def __init__(
        self, page: Page, folder: Folder, config: Path | None, made: Kept | None = None
    ) -> None:
        self._page = page
        self._folder = folder
        self._config = None if config is None else str(config)
        channels, roles = ({}, {}) if made is None else (made.channels, made.roles)
        community = page.community
        self._channels = {**channels, **{it: c.id for it, c in community.channels.items()}}
        self._roles = {**roles, **{it: r.id for it, r in community.roles.items()}}
        self._version = -1
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Keep it now, and from now on.

        Raises:
            OperatorError: It cannot be kept.
        """
        self.write_now()
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Keep it as it is in the end, when the bot has stopped.

        Raises:
            OperatorError: It cannot be kept.
        """
        if self._keeping is not None:
            await tasks.cancel(self._keeping)
        self.write_now()

    async def _keep(self) -> None:
        waited = 0.0
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            waited += LOOK_SECONDS
            if self._page.version == self._version and waited < ANYWAY_SECONDS:
                continue
            try:
                await asyncio.to_thread(self._folder.write, self._snapshot())
            except OSError as refused:
                log.error("the rehearsal could not be kept: %s", refused)
            waited = 0.0

    def write_now(self) -> None:
        """Keep it as it is at this moment.

        Raises:
            OperatorError: It cannot be kept.
        """
        try:
            self._folder.write(self._snapshot())
        except OSError as refused:
            raise OperatorError(f"--keep {self._folder.path}: {refused}") from None

    def _snapshot(self) -> bytes:
        page, community = self._page, self._page.community
        self._version = page.version
        kept = Kept(
            config=self._config,
            guild=community.guild.id,
            application=community.application.id,
            channels=self._channels,
            roles=self._roles,
            people={name: person.id for name, person in community.people.items()},
            zones={number: zone.key for number, zone in page.zones.items()},
            reads=[(*of, message_id) for of, message_id in page.reads.items()],
            story=page.recorder.kept(),
        )
        return snapshot(kept, community.world)
