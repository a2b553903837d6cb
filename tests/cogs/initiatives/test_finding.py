"""Which initiative is proposed to somebody who asks for a next step."""

from __future__ import annotations

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database
from bot.models import MemberKey
from bot.texts import Texts
from cogs.charter import service as charter
from cogs.initiatives import service
from cogs.initiatives.service import Actor, Kind, deciding
from cogs.initiatives.service.proposals import Proposal
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

GUILD = 800_000_000_000_000_001
ADA, BEA, CLEO = (MemberKey(GUILD, number) for number in (11, 12, 13))


class Town:
    """A server with initiatives for its values."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db, self.clock, self.acts = db, clock, 0
        self.values: list[int] = []

    async def build(self) -> Town:
        async with self.db.begin() as session:
            community = Community.model_validate({"mission": "m", "values": VALUES})
            await charter.seed(session, GUILD, community, now=self.clock.now())
            self.values = [value.id for value in await charter.list_values(session, GUILD)]
        return self

    async def opens(
        self,
        title: str,
        *,
        value: int = 0,
        places: str = "",
        has_card: bool = True,
        joined: tuple[MemberKey, ...] = (),
    ) -> int:
        self.acts += 1
        async with self.db.begin() as session:
            initiative = await deciding.submit(
                session,
                Proposal(
                    title,
                    "What we do.",
                    value_ids=(self.values[value],),
                    capacity=int(places) if places else None,
                ),
                member=MemberKey(GUILD, 1),
                act_id=self.acts,
                channel_id=5,
                now=self.clock.now(),
            )
            if has_card:
                await service.card_posted(
                    session, initiative.id, channel_id=5, message_id=self.acts
                )
            for member in joined:
                await service.join(
                    session, member, initiative.id, language="en", now=self.clock.now()
                )
        return initiative.id

    async def found(self, *values: int, member: MemberKey = ADA) -> str | None:
        async with self.db.read() as session:
            wanted = [self.values[value] for value in values]
            overview = await service.find_open_for(session, member, wanted)
        return None if overview is None else overview.title


@pytest_asyncio.fixture
async def town(db: Database, clock: MovableClock) -> Town:
    return await Town(db, clock).build()


async def test_only_what_serves_a_chosen_value_is_proposed(town: Town) -> None:
    await town.opens("Clean-up", value=0)
    await town.opens("Visits", value=1)

    assert await town.found(0) == "Clean-up"
    assert await town.found(1) == "Visits"
    assert await town.found(2) is None
    assert await town.found() is None


async def test_the_one_with_the_fewest_people_is_proposed_and_of_those_the_newest(
    town: Town,
) -> None:
    await town.opens("Old")
    await town.opens("Busy", joined=(BEA, CLEO))
    await town.opens("New")
    await town.opens("Begun", joined=(BEA,))

    assert await town.found(0) == "New"


async def test_nothing_without_a_free_place_is_proposed(town: Town) -> None:
    await town.opens("Full", places="1", joined=(BEA,))

    assert await town.found(0) is None


async def test_nothing_that_was_called_off_is_proposed(town: Town) -> None:
    initiative_id = await town.opens("Over")
    async with town.db.begin() as session:
        actor = Actor(MemberKey(GUILD, 1), is_steward=False)
        await service.cancel(session, actor, initiative_id, reason="Storm.", now=town.clock.now())

    assert await town.found(0) is None


async def test_nothing_without_a_card_to_follow_is_proposed(town: Town) -> None:
    await town.opens("Unposted", has_card=False)

    assert await town.found(0) is None


async def test_what_the_member_has_joined_or_started_is_not_proposed(town: Town) -> None:
    await town.opens("Joined", joined=(ADA,))

    assert await town.found(0) is None
    assert await town.found(0, member=MemberKey(GUILD, 1)) is None
    assert await town.found(0, member=BEA) == "Joined"


@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_kind_has_a_name_and_says_what_it_is(language: str) -> None:
    say = Texts().speak(language)

    for kind in Kind:
        assert say(f"initiatives-kind-{kind}") != say(f"initiatives-kind-{kind}.about")
