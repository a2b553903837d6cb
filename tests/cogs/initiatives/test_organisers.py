"""Who carries an initiative: organisers, those who organise along, stewards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.db import Database
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import Organiser
from cogs.initiatives.service import Actor, organisers
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEA, CLEO, DAN = (MemberKey(GUILD, GUILD + number) for number in (1, 2, 3, 4))


async def test_organisers_those_who_accepted_to_and_stewards_may_change_it_and_nobody_else(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, organiser_id=ADA.user_id)
        for member, accepted_at in ((BEA, NOW), (CLEO, None)):
            session.add(
                Organiser(
                    initiative_id=initiative.id,
                    user_id=member.user_id,
                    guild_id=GUILD,
                    asked_at=NOW,
                    accepted_at=accepted_at,
                )
            )

        for actor in (Actor(ADA, False), Actor(BEA, False), Actor(DAN, True)):
            await service.require_organiser(session, initiative, actor)
        for actor in (
            Actor(CLEO, False),
            Actor(DAN, False),
            Actor(MemberKey(GUILD + 1, DAN.user_id), True),
        ):
            with pytest.raises(service.NotYours):
                await service.require_organiser(session, initiative, actor)

        assert await organisers.list_coorganisers(session, initiative.id) == [BEA.user_id]
