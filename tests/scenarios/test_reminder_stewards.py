"""/reminder run-now and quiet-days: a post beside the rule, and days without any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.schedules import Schedule
from bot.simulator import permissions as may
from bot.simulator.people import Form
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    weekly = {"name": "Weekly", "rule": "every Monday 09:00"}
    bot = RunningBot(sim, database_path, clock, village.config(reminders=[weekly]))
    await bot.start()
    yield bot
    await bot.stop()


async def test_asked_for_it_comes_now_and_where_it_may_not_it_says_so(
    tenet: RunningBot, village: Village
) -> None:
    sam, place = village.steward, village.channels["reminders"]
    async with tenet.bot.db.read() as session:
        next_run_at = (await session.scalars(select(Schedule.next_run_at))).one()

    choices = await sam.completes("/reminder run-now", name="wee")
    assert [choice.value for choice in choices] == ["Weekly"]
    assert "no reminder called" in await sam.runs("/reminder run-now", name="Other")
    answer = await sam.runs("/reminder run-now", name="weekly")
    assert f"**Weekly** is on its way to <#{place.id}>" in answer
    await tenet.settled()

    assert [post.embeds[0].title for post in sam.sees(place)] == ["🌱 Honesty"]
    async with tenet.bot.db.read() as session:
        assert (await session.scalars(select(Schedule.next_run_at))).one() == next_run_at
        query = select(AuditEntry.actor_id).where(AuditEntry.what == "reminders.run")
        assert (await session.scalars(query)).all() == [sam.id]

    me = village.application.id
    world_channels.set_overwrite(village.world, place, Overwrite(me, 1, deny=may.SEND_MESSAGES))
    guild = tenet.bot.get_guild(village.guild.id)
    assert guild is not None
    known = guild.get_channel(place.id)
    assert known is not None
    await tenet.until(lambda: not known.permissions_for(guild.me).send_messages)
    assert "I lack these permissions: send_messages" in await sam.runs(
        "/reminder run-now", name="Weekly"
    )


async def test_a_steward_keeps_the_quiet_days_in_a_panel(
    tenet: RunningBot, village: Village
) -> None:
    sam = village.steward
    shown = await sam.runs("/reminder quiet-days")
    assert "There are none yet" in shown

    form = await sam.clicks("Add quiet days", on=shown)
    assert isinstance(form, Form)
    refused = await sam.fills_in(form, {"first": "31 February"})
    assert 'I cannot read "31 February"' in refused
    form = await sam.clicks("Add quiet days", on=refused)
    assert isinstance(form, Form)
    shown = await sam.fills_in(
        form, {"first": "24 December", "last": "2 January", "again": "Every year"}
    )
    assert "• 24 December – 2 January, every year" in shown

    shown = await sam.selects("24 December – 2 January, every year", on=shown)
    assert "No longer quiet: 24 December – 2 January, every year" in shown
    assert "There are none yet" in shown
