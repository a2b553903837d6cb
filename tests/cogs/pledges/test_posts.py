"""Pledge posts from wanted to gone: two who want one, shaped, taken down, lost, tidied."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot import notices, settings
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from bot.notices import Notice
from cogs.charter import service as charter
from cogs.pledges import service
from cogs.pledges.models import PledgePost
from cogs.pledges.service import Layout, NoValues, Post, PostState, posts
from cogs.pledges.service.reactions import Cleared
from tests.charters import add_value, retire
from tests.cogs.pledges.scene import ADA, BEN, CARE, CHANNEL, GUILD, HONESTY, MESSAGE, Scene

pytestmark = pytest.mark.asyncio

STEWARD = 7


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def now_is(scene: Scene, post_id: int = 0) -> Post:
    async with scene.db.read() as session:
        return await posts.get_post(session, GUILD, post_id or scene.post_id)


async def takes_down(scene: Scene) -> Post:
    async with scene.db.begin() as session:
        return await posts.take_down(session, GUILD, scene.post_id, actor_id=STEWARD, now=scene.now)


async def opens(scene: Scene, channel_id: int = CHANNEL, layout: Layout | None = None) -> Post:
    async with scene.db.begin() as session:
        opened = await posts.open_post(
            session,
            GUILD,
            channel_id=channel_id,
            channel_name="values",
            actor_id=STEWARD,
            now=scene.now,
            layout=layout,
        )
    return opened.post


async def audited(scene: Scene) -> list[str]:
    async with scene.db.read() as session:
        query = select(AuditEntry.what).where(AuditEntry.actor_id == STEWARD)
        return list(await session.scalars(query.order_by(AuditEntry.id)))


async def told(scene: Scene) -> list[str]:
    async with scene.db.read() as session:
        return list(await session.scalars(select(Notice.text_key).order_by(Notice.id)))


async def removes_others(scene: Scene, removed: bool = True) -> None:
    async with scene.db.begin() as session:
        await posts.allow_others(session, GUILD, not removed, actor_id=STEWARD, now=scene.now)


async def test_a_layout_is_kept_until_another_is_chosen(scene: Scene) -> None:
    assert (await opens(scene, layout=Layout.SHORT)).layout is Layout.SHORT
    assert (await opens(scene)).layout is Layout.SHORT
    async with scene.db.begin() as session:
        await posts.lay_out(
            session, GUILD, scene.post_id, Layout.EXAMPLES, actor_id=STEWARD, now=scene.now
        )
    assert (await opens(scene)).layout is Layout.EXAMPLES
    assert (await opens(scene, CHANNEL + 1, layout=Layout.SHORT)).layout is Layout.SHORT
    assert await audited(scene) == ["pledges.post_layout"] * 2


async def test_stewards_who_ask_in_one_moment_share_one_post(scene: Scene) -> None:
    await asyncio.gather(*(now_is(scene) for _ in range(4)))  # four connections, all open

    found = await asyncio.gather(*(opens(scene, CHANNEL + 1) for _ in range(4)))

    assert len({post.id for post in found}) == 1
    jobs = await scene.carried_out()
    assert [(job.kind, job.payload["post_id"]) for job in jobs] == [(posts.POST, found[0].id)]


async def test_words_are_a_posts_own_until_they_are_emptied_and_only_changes_are_noted(
    scene: Scene,
) -> None:
    for title, text in (("Ours", " Read. "), ("Ours", "Read."), ("  ", "")):
        async with scene.db.begin() as session:
            await posts.reword(
                session,
                GUILD,
                scene.post_id,
                title=title,
                text=text,
                actor_id=STEWARD,
                now=scene.now,
            )
    kinds = [job.kind for job in await scene.carried_out()]

    found = await now_is(scene)
    assert (found.title, found.text) == (None, None)
    assert await audited(scene) == ["pledges.post_wording"] * 2
    assert kinds == [posts.RENEW]


async def test_another_servers_post_cannot_be_touched(scene: Scene) -> None:
    for act in (posts.take_down, posts.put_up_again, posts.leave_down):
        with pytest.raises(posts.NoSuchPost):
            async with scene.db.begin() as session:
                await act(session, GUILD + 1, scene.post_id, actor_id=STEWARD, now=scene.now)

    assert (await now_is(scene)).state is PostState.LIVE


async def test_until_the_message_of_a_removed_post_is_gone_its_reactions_count(
    scene: Scene,
) -> None:
    await takes_down(scene)
    await takes_down(scene)
    (job,) = await scene.carried_out()
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN), scene.unreacts(BEN))

    async with scene.db.begin() as session:
        await posts.note_removed(session, scene.post_id, message_id=MESSAGE, now=scene.now)

    assert job.kind == posts.REMOVE
    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.held(BEN) == []
    assert await scene.standing() == set()
    assert await scene.carried_out() == []
    found = await now_is(scene)
    assert (found.state, found.message_id) == (PostState.REMOVED, None)


async def test_a_post_wanted_again_before_it_is_deleted_stays(scene: Scene) -> None:
    await takes_down(scene)

    again = await opens(scene)

    assert (again.state, again.message_id) == (PostState.LIVE, MESSAGE)
    assert {job.kind for job in await scene.carried_out()} == {posts.REMOVE, posts.RENEW}


async def test_a_post_wanted_again_while_it_is_being_deleted_is_posted_anew(scene: Scene) -> None:
    await takes_down(scene)
    await opens(scene)
    await scene.carried_out()

    async with scene.db.begin() as session:
        await posts.note_removed(session, scene.post_id, message_id=MESSAGE, now=scene.now)

    assert (await now_is(scene)).state is PostState.WAITING
    assert [job.kind for job in await scene.carried_out()] == [posts.POST]


async def test_a_message_deleted_late_says_nothing_about_a_newer_one(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))

    async with scene.db.begin() as session:
        await posts.note_removed(session, scene.post_id, message_id=MESSAGE - 1, now=scene.now)

    assert (await now_is(scene)).message_id == MESSAGE
    assert len(await scene.standing()) == 1


async def test_a_post_taken_down_while_it_is_sent_is_deleted_when_it_arrives(scene: Scene) -> None:
    fresh = await opens(scene, CHANNEL + 1)
    await scene.carried_out()
    async with scene.db.begin() as session:
        await posts.take_down(session, GUILD, fresh.id, actor_id=STEWARD, now=scene.now)

    async with scene.db.begin() as session:
        await posts.note_posted(
            session, fresh.id, channel_id=CHANNEL + 1, message_id=5, now=scene.now
        )

    assert [job.kind for job in await scene.carried_out()] == [posts.REMOVE]
    assert (await now_is(scene, fresh.id)).state is PostState.REMOVED


async def test_a_removed_post_that_is_gone_by_itself_is_no_news(scene: Scene) -> None:
    await takes_down(scene)

    async with scene.db.begin() as session:
        assert not await posts.mark_missing(session, scene.post_id, now=scene.now)

    assert await told(scene) == []
    assert (await now_is(scene)).message_id is None


async def test_deciding_twice_about_a_missing_post_decides_once(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await posts.mark_missing(session, scene.post_id, now=scene.now)
    await scene.carried_out()

    for act in (posts.put_up_again, posts.put_up_again, posts.leave_down):
        async with scene.db.begin() as session:
            await act(session, GUILD, scene.post_id, actor_id=STEWARD, now=scene.now)

    assert [job.kind for job in await scene.carried_out()] == [posts.POST]
    assert (await now_is(scene)).state is PostState.WAITING
    assert (await scene.ledger())["pledge.post_opened"] == 2
    assert await audited(scene) == ["pledges.post"]


async def test_a_post_that_fails_to_come_back_is_told_of_again(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await posts.mark_missing(session, scene.post_id, now=scene.now)
        await posts.put_up_again(session, GUILD, scene.post_id, actor_id=STEWARD, now=scene.now)

    async with scene.db.begin() as session:
        assert await posts.mark_nowhere(session, scene.post_id, now=scene.now)
        assert not await posts.mark_nowhere(session, scene.post_id, now=scene.now)

    assert await told(scene) == ["pledges-notice-post-gone", "pledges-notice-place-gone"]


async def test_a_charter_that_lost_its_values_puts_nothing_up(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await posts.mark_missing(session, scene.post_id, now=scene.now)
        await session.execute(update(PledgePost).values(guild_id=GUILD + 1))

    with pytest.raises(NoValues):
        async with scene.db.begin() as session:
            await posts.put_up_again(
                session, GUILD + 1, scene.post_id, actor_id=STEWARD, now=scene.now
            )


async def test_clearing_is_told_once_for_a_while_and_again_another_time(scene: Scene) -> None:
    await scene.happens(Cleared(GUILD, scene.post_id, HONESTY), Cleared(GUILD, scene.post_id, CARE))
    await scene.happens(Cleared(GUILD, scene.post_id, None))
    scene.now += timedelta(minutes=15)
    await scene.happens(Cleared(GUILD, scene.post_id, None))
    await scene.happens(Cleared(GUILD, scene.post_id, "🍕"))

    assert await told(scene) == ["pledges-notice-cleared"] * 2
    async with scene.db.begin() as session:
        await notices.prune(session, now=scene.now + timedelta(days=2))
    async with scene.db.read() as session:
        assert await notices.list_open(session, GUILD) == frozenset()


async def test_emojis_that_mean_nothing_are_cleared_once_each_and_only_where_that_is_wanted(
    scene: Scene,
) -> None:
    other = await scene.opens_post(CHANNEL + 1, MESSAGE + 1)
    strange = [
        scene.reacts(user_id, emoji, post_id=post_id)
        for user_id in range(100, 150)
        for emoji in ("🍕", "123456789012345678")
        for post_id in (scene.post_id, other)
    ]
    await scene.carried_out()
    await scene.happens(*strange)
    assert await scene.carried_out() == []

    await removes_others(scene)
    await scene.happens(*(event._replace(user_id=event.user_id + 100) for event in strange))
    await scene.happens(scene.unreacts(100, "🍕"), scene.reacts(ADA), scene.reacts(BEN, "❤"))

    cleared = [job for job in await scene.carried_out() if job.kind == posts.CLEAR]
    assert sorted(job.key for job in cleared) == sorted(
        f"pledges.clear:{post_id}:{emoji}"
        for post_id in (scene.post_id, other)
        for emoji in ("🍕", "123456789012345678")
    )
    async with scene.db.read() as session:
        assert (await settings.read(session, GUILD)).get(posts.OTHERS)


async def test_a_comparison_tells_our_leftovers_from_others_and_from_values_in_other_shades(
    scene: Scene,
) -> None:
    async with scene.db.begin() as session:
        await add_value(session, GUILD, name="Welcome", emoji="👋", now=scene.now)
    standing = [
        ("🌱", True),
        ("❤", False),
        ("👋🏽", True),
        ("👋", True),
        ("🐢", True),
        ("🍕", False),
    ]
    post = await now_is(scene)

    async def found(*, may_clear: bool) -> posts.Strangers:
        async with scene.db.read() as session:
            return await posts.find_strangers(session, post, standing, may_clear=may_clear)

    assert await found(may_clear=True) == posts.Strangers([], ["👋🏽", "🐢"])
    await removes_others(scene)
    assert await found(may_clear=True) == posts.Strangers(["🐢", "🍕"], ["👋🏽"])
    assert await found(may_clear=False) == posts.Strangers([], ["👋🏽", "🐢"])


async def test_a_retired_values_reaction_of_ours_goes_from_every_post(scene: Scene) -> None:
    other = await scene.opens_post(CHANNEL + 1, MESSAGE + 1)
    await scene.carried_out()
    async with scene.db.begin() as session:
        value = await charter.get_value(session, GUILD, "Honesty")
        await retire(session, GUILD, value.id, now=scene.now)

    jobs = [job for job in await scene.carried_out() if job.kind == posts.UNREACT]

    assert {(job.payload["post_id"], job.payload["emoji"]) for job in jobs} == {
        (scene.post_id, "🌱"),
        (other, "🌱"),
    }


async def test_who_is_erased_is_named_no_more_in_what_they_changed(scene: Scene) -> None:
    await removes_others(scene)
    await takes_down(scene)
    assert len(await audited(scene)) == 2

    async with scene.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, STEWARD))

    assert await audited(scene) == []
