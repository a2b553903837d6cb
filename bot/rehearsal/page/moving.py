"""Time: what it is, what comes next, and moving there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from multidict import MultiDictProxy
from sqlalchemy import select

from bot.deliveries import Delivery, State
from bot.rehearsal import moments
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.schedules import Schedule
from bot.simulator.people import Answer, CannotDo

Fields = MultiDictProxy[Any]

STEPS = {"hour": "+1 hour", "morning": "09:00", "monday": "Monday 09:00"}
"""How stories say where the buttons lead."""

FURTHEST = timedelta(days=370)
"""Nobody waits for more than a year of daily reminders to go by."""

_SHOWN = 3


@dataclass(frozen=True)
class Coming:
    """Something that the bot has planned."""

    at: datetime
    words: str


async def clock(page: Page, visit: Visit) -> dict[str, Any]:
    """What time it is for the person and for the server, and what comes next."""
    ours = page.community.zone
    differs = visit.zone.key != ours.key
    return {
        "now": page.moment(page.now(), visit),
        "zone": visit.zone.key,
        "server": page.moment(page.now(), visit, zone=ours) if differs else None,
        "server_zone": ours.key,
        "coming": [
            {"at": page.moment(item.at, visit), "words": item.words} for item in await coming(page)
        ],
        "local": page.now().astimezone(ours).strftime("%Y-%m-%dT%H:%M"),
        "is_running": page.running.is_running,
        "under_way": page.under_way,
    }


async def coming(page: Page) -> list[Coming]:
    """The next things that the bot, which runs, has planned; the soonest first."""
    if not page.running.is_running or page.under_way is not None:
        return []
    bot, now = page.running.bot, page.now()
    async with bot.db.read() as session:
        schedules = await session.scalars(
            select(Schedule)
            .where(Schedule.next_run_at > now, Schedule.is_paused.is_(False))
            .order_by(Schedule.next_run_at)
            .limit(_SHOWN)
        )
        found = [
            Coming(
                one.next_run_at,
                await bot.schedules.name_of(session, one.kind, one.subject_id) or plain(one.kind),
            )
            for one in schedules
            if one.next_run_at is not None
        ]
        deliveries = await session.execute(
            select(Delivery.not_before, Delivery.kind)
            .where(Delivery.state == State.PENDING, Delivery.not_before > now)
            .order_by(Delivery.not_before)
            .limit(_SHOWN)
        )
        found += [Coming(at, f"a message ({plain(kind)})") for at, kind in deliveries]
    return sorted(found, key=lambda item: item.at)[:_SHOWN]


async def move(page: Page, visit: Visit, fields: Fields) -> None:
    """Move on by one of the buttons, or to a local time of the server."""
    moment, words = await _meant(page, fields)
    step = {"time": f"{_whole(moment):%Y-%m-%d %H:%M}"}

    async def do() -> Answer | None:
        async with page.turn("Time moves on …"):
            try:
                await page.move_to(moment.astimezone(UTC))
            except TimeoutError:
                raise CannotDo(
                    "the bot was still busy after 10 seconds, so time stopped on the way"
                ) from None
        return None

    await page.acts(visit.person, words, do, steps=[step])
    page.changed("messages", "events", "composer")


async def _meant(page: Page, fields: Fields) -> tuple[datetime, str]:
    """The local time of the server that was asked for, and how that is told.

    Raises:
        CannotDo: One cannot go there.
    """
    now = page.now().astimezone(page.community.zone)
    where = str(fields["to"])
    if where == "next":
        ahead = await coming(page)
        if not ahead:
            raise CannotDo("nothing is planned; start the bot, or set something up")
        moment = ahead[0].at.astimezone(page.community.zone) + timedelta(seconds=1)
        words = f"Time moves on to the next thing that is due: {ahead[0].words}."
    elif where in STEPS:
        moment = moments.read(STEPS[where])(now)
        words = f"Time moves on to {moment:%A %d %B %Y, %H:%M}."
    else:
        try:
            moment = datetime.fromisoformat(str(fields["at"])).replace(tzinfo=page.community.zone)
        except ValueError:
            raise CannotDo("that is no date and time") from None
        words = f"Time moves on to {moment:%A %d %B %Y, %H:%M}."
    if moment <= now:
        raise CannotDo("time only goes forward here")
    if moment - now > FURTHEST:
        raise CannotDo("that is more than a year ahead; go there in smaller steps")
    return moment, words


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {"time": move}


def plain(kind: str) -> str:
    """The kind of something planned, a little more like words."""
    return kind.replace(".", ": ").replace("_", " ")


def _whole(moment: datetime) -> datetime:
    """The next whole minute, as stories know no seconds."""
    missing = -moment.second % 60
    return (moment + timedelta(seconds=missing)).replace(microsecond=0)
