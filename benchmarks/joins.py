"""A thousand members press Join on one card within ten seconds, half of them for the last seats."""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import pairwise
from typing import Any

from benchmarks.machine import Client, Discord, calls, client, discord, first_answer
from benchmarks.sizes import Figures, Size

LAST_EDIT_SECONDS = 20.0
"""How long the edit that shows everybody is waited for."""

FORM = {
    "What is it called?": "River clean-up",
    "What will you do, and why?": "Two boats, up to the weir and back.",
    "Which of our values does it serve?": ["Care"],
}


async def joins(name: str, size: Size) -> Figures:
    """Clicks at an even rate; seats are exact, and the card is edited now and then."""
    seats = size.clicks // 2
    async with discord(crowd=size.clicks) as server, client(name, server) as running:
        await first_answer(server)
        await asyncio.sleep(size.settle_seconds)
        message, custom_id, channel = await _card(name, server, seats)
        await asyncio.sleep(size.settle_seconds)
        await server.post("/bench/edits", message=message)
        cpu, made = running.cpu_seconds(), await calls(server)
        taken = await server.post(
            "/bench/clicks",
            message=message,
            channel=channel,
            custom_id=custom_id,
            count=size.clicks,
            seconds=size.click_seconds,
        )
        used = running.cpu_seconds() - cpu
        edits = await _edits(name, server, seats, size)
        others = await calls(server) - made - len(edits)
        confirmed, waiting = (_in_state(running, state) for state in ("confirmed", "waiting"))
    moments = [float(edit["at"]) for edit in edits]
    return {
        "Join p50 ms": taken["p50"],
        "Join p99 ms": taken["p99"],
        "Join unanswered": taken["unanswered"],
        "Join CPU ms per click": used * 1000 / size.clicks,
        "seats taken": confirmed,
        "in line": waiting,
        "edits of the card": len(edits),
        "shortest time between its edits s": min(
            (later - earlier for earlier, later in pairwise(moments)), default=float("inf")
        ),
        "Join other REST calls": others,
    }


async def _card(name: str, server: Discord, seats: int) -> tuple[str, str, str]:
    """The message to press on, how its button is called, and where it stands."""
    if name == "bare":
        await server.post("/people/Mara/run", command="/onboarding post", channel="#welcome")
        return (*await _found(server, "#welcome", "onboarding:start"), "#welcome")
    form = await server.post(
        "/people/Ada/run", command="/initiative propose", channel="#initiatives"
    )
    preview = await server.post("/people/Ada/submit", form=form["form"], answers=FORM)
    form = await server.post("/people/Ada/click", label="Seats and needs…", message=preview["id"])
    preview = await server.post(
        "/people/Ada/submit",
        form=form["form"],
        answers={"How many seats are there?": str(seats)},
    )
    await server.post("/people/Ada/click", label="Publish", message=preview["id"])
    return (*await _found(server, "#initiatives", "initiatives:join"), "#initiatives")


async def _found(server: Discord, channel: str, beginning: str) -> tuple[str, str]:
    path = f"/people/Ada/sees?channel={channel.replace('#', '%23')}"
    async with asyncio.timeout(30):
        while True:
            seen: list[dict[str, Any]] = await server.get(path)
            for message in seen:
                for button in message["buttons"]:
                    if button["custom_id"].startswith(beginning):
                        return str(message["id"]), str(button["custom_id"])
            await asyncio.sleep(0.1)


async def _edits(name: str, server: Discord, seats: int, size: Size) -> list[dict[str, Any]]:
    """Every edit, when the last of them shows everybody."""
    shows = (f"{seats} of {seats}", f"{size.clicks - seats} people wait")
    async with asyncio.timeout(LAST_EDIT_SECONDS):
        while True:
            edits: list[dict[str, Any]] = await server.get("/bench/edits")
            if name == "bare" or (edits and all(text in edits[-1]["body"] for text in shows)):
                return edits
            await asyncio.sleep(0.1)


def _in_state(running: Client, state: str) -> float:
    if running.database is None:
        return 0.0
    with sqlite3.connect(f"file:{running.database}?mode=ro", uri=True) as connection:
        query = "SELECT count(*) FROM initiative_signups WHERE state = ?"
        return float(connection.execute(query, (state,)).fetchone()[0])
