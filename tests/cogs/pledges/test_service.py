"""The rules around pledges: seeding, posting, one's own list, leaving no trace."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.clock import MovableClock
from bot.config import Community
from bot.db import Base, Database
from bot.models import Guild, MemberKey
from bot.notices import Notice
from bot.settings import PLEDGES_CHANNEL, Place
from cogs.charter import service as charter
from cogs.charter.models import Value
from cogs.pledges import service
from cogs.pledges.service import PostState, Source, posts, reactions, recovery
from cogs.pledges.service.emojis import base_of, key_from, key_of, reaction_form
from cogs.pledges.service.posts import Post
from cogs.pledges.service.reactions import Cleared, Mark
from tests.cogs.pledges.scene import ADA, BEN, CARE, CHANNEL, CLEO, GUILD, HONESTY, Scene
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def scene(db: Database, clock: MovableClock) -> Scene:
    return await Scene(db, clock.now()).build()


async def seeded(db: Database, clock: MovableClock, **given: Any) -> list[Post]:
    """What stands in the database after a community is seen for the first time."""
    community = Community.model_validate({"mission": "m", "values": VALUES, **given})
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
        await charter.seed(session, GUILD, community, now=clock.now())
        usual = Place.of(community.channels.pledges)
        if usual is not None:
            found = Place(CHANNEL, usual.name)
            await settings.change(
                session, GUILD, PLEDGES_CHANNEL, found.dump(), actor_id=None, now=clock.now()
            )
        await service.seed(session, GUILD, community, now=clock.now())
        return await posts.list_posts(session, GUILD, states=list(PostState))


async def test_a_file_without_a_pledges_channel_posts_nothing(
    db: Database, clock: MovableClock
) -> None:
    assert await seeded(db, clock) == []
    assert await Scene(db, clock.now()).carried_out() == []


async def test_the_usual_channel_gets_the_post(db: Database, clock: MovableClock) -> None:
    (post,) = await seeded(db, clock, channels={"pledges": "values"})

    assert (post.channel_id, post.state) == (CHANNEL, PostState.WAITING)
    (job,) = await Scene(db, clock.now()).carried_out()
    assert (job.kind, job.payload) == (service.POST, {"post_id": post.id})


async def test_the_same_channel_named_twice_is_one_channel(
    db: Database, clock: MovableClock
) -> None:
    (post,) = await seeded(db, clock, channels={"pledges": "values"}, pledges={"channel": "values"})

    assert post.channel_id == CHANNEL


async def test_a_channel_that_must_be_looked_up_waits_for_that(
    db: Database, clock: MovableClock
) -> None:
    (post,) = await seeded(db, clock, pledges={"channel": "elsewhere"})

    assert (post.channel_id, post.channel_name) == (None, "elsewhere")
    scene = Scene(db, clock.now())
    assert await scene.carried_out() == []
    async with db.begin() as session:
        await posts.place_post(session, post.id, 7007, now=scene.now)
    assert [job.kind for job in await scene.carried_out()] == [service.POST]


async def test_a_channel_that_is_not_there_is_told_to_the_stewards_once(
    db: Database, clock: MovableClock
) -> None:
    (post,) = await seeded(db, clock, pledges={"channel": "elsewhere"})

    for _ in range(2):
        async with db.begin() as session:
            await posts.place_post(session, post.id, None, now=clock.now())

    async with db.read() as session:
        (notice,) = await session.scalars(select(Notice))
    assert notice.text_key == "pledges-notice-channel-missing"
    assert notice.arguments == {"channel": "elsewhere"}


async def test_file_and_database_are_compared(db: Database, clock: MovableClock) -> None:
    await seeded(db, clock, pledges={"title": "Ours", "channel": "elsewhere"})

    def file(**given: str) -> Community:
        return Community.model_validate({"mission": "m", "values": VALUES, "pledges": given})

    async with db.read() as session:
        same = await service.differences(session, GUILD, file(title="Ours", channel="elsewhere"))
        other = await service.differences(session, GUILD, file(text="React"))
    assert same == []
    assert {found.path for found in other} == {"pledges.title", "pledges.text", "pledges.channel"}


async def test_posting_again_in_a_channel_renews_the_post_that_stands_there(scene: Scene) -> None:
    async with scene.db.begin() as session:
        opened = await posts.open_post(
            session, GUILD, channel_id=CHANNEL, channel_name="values", actor_id=1, now=scene.now
        )
        found = await posts.list_posts(session, GUILD, states=list(PostState))

    assert opened.stands
    assert [post.id for post in found] == [scene.post_id]
    assert [job.kind for job in await scene.carried_out()] == [service.RENEW]


async def test_posting_where_the_post_was_deleted_posts_anew(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await posts.mark_missing(session, scene.post_id, now=scene.now)
    await scene.carried_out()

    async with scene.db.begin() as session:
        opened = await posts.open_post(
            session, GUILD, channel_id=CHANNEL, channel_name="values", actor_id=1, now=scene.now
        )

    assert not opened.stands
    assert [job.kind for job in await scene.carried_out()] == [service.POST]


async def test_a_charter_without_values_is_not_posted(db: Database, clock: MovableClock) -> None:
    with pytest.raises(service.NoValues):
        async with db.begin() as session:
            await posts.open_post(
                session, GUILD, channel_id=1, channel_name="x", actor_id=1, now=clock.now()
            )


async def test_a_pledge_to_earlier_words_is_shown_as_such_and_not_counted_with_the_new(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    async with scene.db.begin() as session:
        await session.execute(update(Value).where(Value.name == "Honesty").values(revision=2))

    await scene.happens(scene.unreacts(BEN), scene.reacts(BEN))

    async with scene.db.read() as session:
        (ada,) = await service.list_held(session, MemberKey(GUILD, ADA))
        (ben,) = await service.list_held(session, MemberKey(GUILD, BEN))
        figures = await service.counts(session, GUILD)
    assert (ada.earlier_words, ben.earlier_words) == (True, False)
    assert sorted(figures.values()) == [(0, 0), (0, 0), (1, 1)]


async def test_only_ones_own_pledge_can_be_withdrawn(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    (row,) = await scene.rows()

    with pytest.raises(service.NotPledged):
        async with scene.db.begin() as session:
            await service.withdraw(session, MemberKey(GUILD, BEN), row.value_id, now=scene.now)
    async with scene.db.begin() as session:
        outcome = await service.withdraw(
            session, MemberKey(GUILD, ADA), row.value_id, now=scene.now
        )

    assert [value.name for value in outcome.withdrawn] == ["Honesty"]
    assert outcome.reacted == outcome.withdrawn
    assert await scene.held(ADA) == []
    assert (await scene.ledger())["pledge.withdrawn"] == 1


async def test_who_is_forgotten_leaves_no_trace_and_is_not_pledged_again(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE), scene.reacts(BEN))

    async with scene.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    async with scene.db.read() as session:
        assert await erased(session, scene) == {(HONESTY, ADA), (CARE, ADA)}
        for table in Base.metadata.sorted_tables:
            if table.name.startswith("pledge"):
                for row in await session.execute(select(table)):
                    assert str(ADA) not in map(str, row)
    assert await scene.held(BEN) == ["Honesty"]


async def erased(session: AsyncSession, scene: Scene) -> frozenset[tuple[str, int]]:
    """Reactions of which the next comparison makes nothing, whoever's they may be."""
    post = await posts.find_post(session, scene.post_id)
    assert post is not None
    everything = [(emoji, user) for emoji in (HONESTY, CARE) for user in (ADA, BEN, CLEO)]
    return await recovery.erased_among(session, post, everything)


async def test_what_was_erased_counts_again_once_it_was_taken_away_and_put_back(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE), scene.reacts(BEN))
    async with scene.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    await scene.happens(scene.unreacts(ADA))
    async with scene.db.read() as session:
        assert await erased(session, scene) == {(CARE, ADA)}
    await scene.happens(scene.reacts(ADA), Cleared(GUILD, scene.post_id, CARE))

    assert await scene.held(ADA) == ["Honesty"]
    async with scene.db.read() as session:
        assert await erased(session, scene) == set()


async def test_who_never_reacted_needs_no_mark_of_having_been_forgotten(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    async with scene.db.read() as session:
        assert await erased(session, scene) == set()


async def test_the_export_holds_every_pledge_withdrawn_ones_too(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE))
    await scene.happens(scene.unreacts(ADA, CARE))

    async with scene.db.read() as session:
        data = await service.export(session, MemberKey(GUILD, ADA))

    assert {(row["value"], row["state"]) for row in data["pledges"]} == {
        ("Honesty", "active"),
        ("Care", "withdrawn"),
    }
    assert data["reactions"] == [{"channel_id": CHANNEL, "emoji": HONESTY, "value": "Honesty"}]


async def test_recovered_pledges_say_so(scene: Scene) -> None:
    async with scene.db.begin() as session:
        (value, *_) = await charter.list_values(session, GUILD)
        mark = Mark(GUILD, scene.post_id, ADA, HONESTY, value)
        made = [
            await reactions.react(session, [mark], source=Source.RECOVERED, now=scene.now)
            for _ in range(2)
        ]

    assert made == [1, 0]
    (row,) = await scene.rows()
    assert row.source == "recovered"


@pytest.mark.parametrize(
    ("known", "vanished", "ours", "doubtful"),
    [
        (2, 0, True, False),
        (2, 0, False, False),
        (2, 1, True, False),
        (2, 2, True, False),
        (3, 3, True, False),
        (2, 1, False, True),
        (4, 2, True, False),
        (4, 3, True, True),
        (1000, 501, True, True),
    ],
)
async def test_when_what_vanished_is_nobodys_act(
    known: int, vanished: int, ours: bool, doubtful: bool
) -> None:
    assert recovery.is_doubtful(known, vanished, ours_stands=ours) is doubtful


@pytest.mark.parametrize(
    ("stored", "emoji_id", "name", "same"),
    [
        ("❤️", None, "❤", True),
        ("❤", None, "❤️", True),
        ("👍", None, "👍🏽", True),
        ("🧑🏽‍🤝‍🧑🏿", None, "🧑‍🤝‍🧑", True),
        ("🏽", None, "🏿", False),
        ("👍", None, "👎", False),
        ("<:leaf:123456789012345678>", 123456789012345678, "renamed", True),
        ("<a:leaf:123456789012345678>", "123456789012345678", "leaf", True),
        ("<:leaf:123456789012345678>", 123456789012345679, "leaf", False),
    ],
)
async def test_a_value_is_known_by_every_skin_tone_and_spelling_of_its_emoji(
    stored: str, emoji_id: int | str | None, name: str, same: bool
) -> None:
    assert (base_of(key_of(stored)) == base_of(key_from(emoji_id, name))) is same


async def test_a_custom_emoji_is_addressed_by_name_and_id() -> None:
    assert reaction_form("<:leaf:123456789012345678>") == "leaf:123456789012345678"
    assert reaction_form("<a:leaf:123456789012345678>") == "leaf:123456789012345678"
    assert reaction_form("❤️") == "❤️"
