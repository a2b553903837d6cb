"""What must never happen, looked for in all that goes over the wire and into the log."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.simulator.exchange import Exchange
from bot.simulator.interactions.state import Interaction, Interactions
from bot.simulator.world.world import World
from tests.fuzz.towns import Town

REFERENCE = re.compile(r"reference|Kennung", re.IGNORECASE)
_CALLBACK = re.compile(r"/interactions/(\d+)/")
_WEBHOOK = re.compile(r"/webhooks/\d+/([^/?]+)")
_CHANNEL = re.compile(r"/channels/(\d+)")
_SHOWING = (4, 7)
_PINGED = "SELECT ping_role_id FROM reminders WHERE guild_id = ? AND ping_role_id IS NOT NULL"
_FORM_BODY = 50035


class Judge(logging.Handler):
    """Looks at every request and every record of the log, and notes what must not be.

    Attributes:
        findings: What was wrong, each with the act during which it came up.
        act: What is being done now, in words.
        pings: How many posts pinged a role.
    """

    def __init__(
        self, world: World, towns: Iterable[Town], sleepers: Iterable[int], database: Path
    ) -> None:
        super().__init__(logging.ERROR)
        self.world = world
        self.database = database
        self.marks = {town.guild.id: town.mark for town in towns}
        self.sleepers = frozenset(sleepers)
        self.findings: list[str] = []
        self.act = "nothing"
        self.requests = 0
        self.pings = 0

    def finds(self, what: str) -> None:
        """Note something wrong."""
        self.findings.append(f"{what}\n    during {self.act}")

    def emit(self, record: logging.LogRecord) -> None:
        """An error in the log is a mistake of ours."""
        trace = ""
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            trace = f": {error!r:.600}{_place(error)}"
        self.finds(f"in the log: {record.getMessage()[:300]}{trace}")

    def sees(self, exchange: Exchange) -> None:
        """One request of the bot, and its answer."""
        self.requests += 1
        code = exchange.answer.get("code") if isinstance(exchange.answer, dict) else None
        if exchange.status >= 500 or code == _FORM_BODY or not exchange.template:
            self.finds(f"{exchange.method} {exchange.template}: {exchange.answer!r:.400}")
        body = exchange.body if isinstance(exchange.body, dict) else {}
        if not body or exchange.method == "GET":
            return
        interaction = self._interaction(exchange.path)
        if "/callback" in exchange.path:
            shows = body.get("type") in _SHOWING
            shown = body.get("data") or {}
        else:
            shows = exchange.path.endswith("/messages") or "/webhooks/" in exchange.path
            shown = body
        if shows:
            self._mentions(exchange, shown, is_answer=interaction is not None)
        self._readers(exchange, interaction, json.dumps(body, ensure_ascii=False))

    def _mentions(self, exchange: Exchange, shown: dict[str, Any], *, is_answer: bool) -> None:
        allowed = shown.get("allowed_mentions")
        if not isinstance(allowed, dict) or allowed.get("parse") or allowed.get("users"):
            self.finds(f"mentions may escape: {allowed!r}")
        elif allowed.get("roles"):
            self.pings += 1
            place = _CHANNEL.search(exchange.path)
            channel = self.world.channels.get(int(place[1])) if place else None
            configured = set() if channel is None else self._configured(channel.guild_id)
            pinged = set(map(str, allowed["roles"]))
            if is_answer or len(pinged) > 1 or not pinged <= configured:
                self.finds(f"not the role that a reminder pings: {allowed!r}")

    def _configured(self, guild_id: int | None) -> set[str]:
        """The roles that reminders of a server are to ping."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_PINGED, (guild_id,)).fetchall()
        return {str(role_id) for (role_id,) in rows}

    def _readers(self, exchange: Exchange, interaction: Interaction | None, text: str) -> None:
        channel_id = _CHANNEL.search(exchange.path)
        if interaction is not None:
            channel = interaction.channel
            reader = {interaction.user_id}
        elif channel_id and int(channel_id[1]) in self.world.channels:
            channel = self.world.channels[int(channel_id[1])]
            reader = set(channel.recipient_ids) - set(self.world.applications)
            if reader & self.sleepers:
                self.finds("somebody who has done nothing is written to")
        else:
            return
        if channel.guild_id is not None:
            own = {channel.guild_id}
        else:
            own = set().union(*(self.world.users[one].guild_ids for one in reader))
        for guild_id, mark in self.marks.items():
            if guild_id not in own and mark in text:
                self.finds(f"{mark} is read elsewhere: {text[:300]}")

    def _interaction(self, path: str) -> Interaction | None:
        part = self.world.part(Interactions)
        if by_id := _CALLBACK.search(path):
            return part._by_id.get(int(by_id[1]))
        by_token = _WEBHOOK.search(path)
        return part._by_token.get(by_token[1]) if by_token else None


def _place(error: BaseException) -> str:
    """Where in our own code it went wrong."""
    while error.__cause__ is not None:
        error = error.__cause__
    ours, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/cogs/" in name or ("/bot/" in name and "/simulator/" not in name):
            ours += f" < {name.rsplit('/', 2)[-2]}/{name.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f" {ours} {error!r:.200}"
