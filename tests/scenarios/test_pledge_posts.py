"""Pledge posts through the real client: placed, shaped, lost, tidied, and kept with the charter."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

import pytest
from sqlalchemy import select

from bot import settings
from bot.audit import AuditEntry
from bot.simulator import permissions as may
from bot.simulator.exchange import Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.sample import STEWARD
from bot.simulator.server import Simulator
from bot.simulator.world import channels, guilds, members, messages, roles, threads
from bot.simulator.world.entities import Channel, ChannelType, Overwrite
from bot.simulator.world.thread_opening import open_thread
from cogs.charter import service as charter
from cogs.pledges.service import posts as pledge_posts
from cogs.pledges.service.roles import ROLES
from tests.charters import add_value, retire, reword
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

VALUES = ["🌱", "❤️", "🔥"]


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


class Doors:
    """The village, its bot, and what stands in its channels."""

    def __init__(self, sim: Simulator, village: Village, tenet: RunningBot) -> None:
        self.sim = sim
        self.village = village
        self.tenet = tenet
        self.steward = village.steward

    async def posts(self, **options: Any) -> SeenMessage:
        """The steward runs /pledge post; what they alone are answered."""
        answer = await self.steward.runs("/pledge post", options)
        assert isinstance(answer, SeenMessage), answer.text
        assert answer.is_ephemeral
        await self.tenet.settled()
        return answer

    def boards(self, place: Channel | str = "pledges") -> list[SeenMessage]:
        """The pledge posts of a channel."""
        return [
            seen
            for seen in self.steward.sees(place)
            if not seen.is_ephemeral and "Pledge…" in [button.label for button in seen.buttons]
        ]

    def board(self, place: Channel | str = "pledges") -> SeenMessage:
        (board,) = self.boards(place)
        return board

    async def says(self, text: str, place: Channel | str = "pledges") -> None:
        """Wait until a post says something."""
        await self.steward.until(
            lambda: any(text in post for post in self.boards(place)), what=text
        )

    async def shows(self, *emojis: str, place: Channel | str = "pledges") -> None:
        """Wait until exactly these emojis stand under a post."""
        await self.steward.until(
            lambda: list(self.board(place).reactions) == list(emojis), what=str(emojis)
        )

    def thread(self, name: str = "values", parent: str = "general", **options: Any) -> Channel:
        """Somebody opens a thread; in a forum, with a first message."""
        place = self.village.channels[parent]
        opened = open_thread(self.sim.world, place, name, owner_id=self.steward.id, **options)
        if parent == "ideas":
            draft = messages.Draft(author_id=self.steward.id, content="What do we stand for?")
            messages.create(self.sim.world, opened, draft)
        return opened

    async def adds(self, name: str, emoji: str) -> None:
        """A version of the charter with one more value is published."""
        async with self.tenet.bot.db.begin() as session:
            guild_id, now = self.village.guild.id, self.tenet.clock.now()
            await add_value(session, guild_id, name=name, emoji=emoji, now=now)

    async def retires(self, name: str) -> None:
        """A version without a value is published."""
        async with self.tenet.bot.db.begin() as session:
            guild_id, now = self.village.guild.id, self.tenet.clock.now()
            value = await charter.get_value(session, guild_id, name)
            await retire(session, guild_id, value.id, now=now)

    def lets_see_notices(self, person: Person) -> None:
        channel = self.village.channels["stewards"]
        sight = Overwrite(person.id, 1, allow=may.VIEW_CHANNEL | may.READ_MESSAGE_HISTORY)
        channels.set_overwrite(self.sim.world, channel, sight)

    def told(self) -> list[SeenMessage]:
        """What the stewards were told to mend, or that it passed; not what comparisons found."""
        return [seen for seen in self.steward.sees("stewards") if "Tenet needs a hand" in seen]

    async def holds(self, person: Person) -> list[str]:
        answer = await person.runs("/pledge mine")
        return [name for embed in answer.embeds for name, _ in embed.fields]

    def deletes_post(self, place: str = "pledges") -> None:
        channel = self.village.channels[place]
        messages.delete(self.sim.world, channel.messages[self.board(place).id])

    async def compared(self) -> None:
        """What happens every few hours."""
        self.tenet.bot.reconciler.ask(self.village.guild.id)
        await self.tenet.settled()

    async def lost(self) -> SeenMessage:
        """Somebody deletes the post, and the stewards are told."""
        self.deletes_post()
        await self.compared()
        return self.told()[-1]

    def forbids(self, right: int, place: str = "pledges") -> None:
        role = next(role for role in self.village.guild.roles.values() if role.managed)
        overwrite = Overwrite(role.id, 0, deny=right)
        channels.set_overwrite(self.sim.world, self.village.channels[place], overwrite)

    def requests(self, method: str, pattern: str) -> list[str]:
        """Collects the paths of requests from now on."""
        seen: list[str] = []

        def note(exchange: object) -> None:
            if (
                isinstance(exchange, Exchange)
                and exchange.method == method
                and fnmatchcase(exchange.path, pattern)
            ):
                seen.append(exchange.path)

        self.sim.observers.append(note)
        return seen

    async def audited(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            query = select(AuditEntry.what).where(AuditEntry.actor_id == self.steward.id)
            return list(await session.scalars(query.order_by(AuditEntry.id)))


@pytest.fixture
def doors(sim: Simulator, village: Village, tenet: RunningBot) -> Doors:
    return Doors(sim, village, tenet)


async def test_a_steward_shapes_a_post_in_a_thread_takes_it_down_and_puts_it_up_again(
    doors: Doors,
) -> None:
    steward, ada = doors.steward, doors.village.join("Ada")
    thread = doors.thread()
    panel = await doors.posts(channel=thread, layout="short")
    assert f"I am putting the values into <#{thread.id}>." in panel
    assert list(doors.board(thread).reactions) == VALUES
    assert "Nobody here carries a load alone." not in doors.board(thread)
    await ada.reacts("🌱", to=doors.board(thread))
    await doors.says("🌱 **Honesty** · One person has pledged.", thread)

    panel = await steward.selects("With examples", on=panel)
    await doors.says("• We share the dull work.", thread)
    form = await steward.clicks("Change its words", on=panel)
    panel = await steward.fills_in(form, {"Title": "Our *three*", "Text above the values": ""})
    assert r"Title: Our \*three\*" in panel
    assert "Text: the usual one" in panel
    await doors.says("Our *three*", thread)
    assert "What we stand for" in doors.board()

    asked = await steward.clicks("Take it down", on=panel)
    assert "All pledges are kept" in asked
    gone = await steward.clicks("Take it down", on=asked)
    assert "It is taken down" in gone
    await steward.until(lambda: doors.boards(thread) == [])
    assert await doors.holds(ada) == ["🌱 Honesty"]
    await steward.clicks("Put it up again", on=gone)
    await doors.says("Our *three*", thread)
    assert "One person has pledged." in doors.board(thread)
    changes = ["post_layout", "post_wording", "post", "post"]
    assert await doors.audited() == [f"pledges.{what}" for what in changes]


async def test_a_deleted_post_comes_back_when_a_steward_says_so_and_only_once(
    doors: Doors,
) -> None:
    steward, ada = doors.steward, doors.village.join("Ada")
    await ada.reacts("🌱", to=doors.board())
    await doors.says("One person")
    notice = await doors.lost()
    assert "is gone. Everybody's pledges are kept; shall I post it again?" in notice
    assert doors.boards() == []
    doors.lets_see_notices(ada)
    assert "This is for stewards" in await ada.clicks("Post it again", on=notice)
    assert doors.told() == [notice]

    await doors.tenet.restart()
    custom_id = notice.buttons[0].custom_id or ""
    steward.presses(custom_id, on=notice)
    steward.presses(custom_id, on=notice)
    await doors.says("One person has pledged.")
    await doors.tenet.settled()

    assert list(doors.board().reactions) == VALUES
    (after,) = doors.told()
    assert f"is up again, or on its way. {steward.mention} decided that." in after
    assert after.buttons == ()
    assert await doors.audited() == ["pledges.post"]
    assert await doors.holds(ada) == ["🌱 Honesty"]


@pytest.mark.thorough
async def test_a_deleted_post_that_stewards_leave_down_stays_down_until_they_want_it(
    doors: Doors,
) -> None:
    notice = await doors.lost()

    after = await doors.steward.clicks("Leave it down", on=notice)
    await doors.tenet.restart()
    late = await doors.steward.runs("/pledge mine")

    assert "stays down" in after
    assert doors.boards() == []
    assert len(doors.told()) == 1
    assert not late.failed
    await doors.posts()
    assert list(doors.board().reactions) == VALUES


@pytest.mark.thorough
async def test_deciding_late_about_a_post_that_is_up_again_changes_nothing(doors: Doors) -> None:
    notice = await doors.lost()
    await doors.posts()
    standing = doors.board()

    after = await doors.steward.clicks("Leave it down", on=notice)
    await doors.tenet.settled()

    assert "is up again" in after
    assert doors.board().id == standing.id


@pytest.mark.thorough
async def test_a_forum_is_refused_with_what_to_do_and_a_post_in_it_is_a_door(doors: Doors) -> None:
    forum = doors.village.channels["ideas"]
    ada = doors.village.join("Ada")

    refused = await doors.posts(channel=forum)

    assert f"<#{forum.id}> is a forum" in refused
    assert "Start a post there" in refused
    inside = doors.thread("What we stand for", "ideas")
    await doors.posts(channel=inside)
    await ada.reacts("🔥", to=doors.board(inside))
    await doors.says("One person has pledged.", inside)
    await doors.says("One person has pledged.")
    assert await doors.holds(ada) == ["🔥 Courage"]


@pytest.mark.thorough
async def test_an_announcement_channel_takes_the_values_too(doors: Doors, sim: Simulator) -> None:
    news = channels.create(sim.world, doors.village.guild, "news", kind=ChannelType.ANNOUNCEMENT)

    await doors.posts(channel=news)

    assert list(doors.board(news).reactions) == VALUES


@pytest.mark.thorough
async def test_without_a_channel_inside_a_thread_the_usual_place_is_meant(doors: Doors) -> None:
    thread = doors.thread()

    answer = await doors.steward.runs("/pledge post", channel=thread)
    await doors.tenet.settled()

    place = doors.village.channels["pledges"]
    assert f"The values stand in <#{place.id}> already" in answer
    assert doors.boards(thread) == []


@pytest.mark.thorough
async def test_a_locked_thread_is_refused_by_name(doors: Doors, sim: Simulator) -> None:
    thread = doors.thread()
    threads.update(sim.world, thread, locked=True)

    refused = await doors.posts(channel=thread)

    assert f"The thread <#{thread.id}> is locked" in refused
    assert doors.boards(thread) == []


@pytest.mark.thorough
async def test_a_thread_locked_later_keeps_its_post_and_is_named_where_we_may_not_edit(
    doors: Doors, sim: Simulator
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    doors.forbids(may.MANAGE_THREADS, "general")
    threads.update(sim.world, thread, locked=True)
    await doors.tenet.caught_up()

    await ada.reacts("🌱", to=doors.board(thread))
    told = await doors.steward.waits_for("manage_threads", channel="stewards")
    await doors.tenet.caught_up()

    assert f"<#{thread.id}>" in told
    assert await doors.holds(ada) == ["🌱 Honesty"]
    threads.update(sim.world, thread, locked=False)
    await doors.says("One person has pledged.", thread)
    assert len(doors.told()) == 1


@pytest.mark.thorough
async def test_permissions_missing_in_a_thread_are_those_of_threads(doors: Doors) -> None:
    thread = doors.thread()
    doors.forbids(may.SEND_MESSAGES_IN_THREADS, "general")
    await doors.tenet.caught_up()

    refused = await doors.posts(channel=thread)

    assert "I lack these permissions: send_messages_in_threads" in refused


@pytest.mark.thorough
async def test_a_post_that_cannot_come_back_is_told_with_the_permission_it_lacks(
    doors: Doors,
) -> None:
    thread = doors.thread()
    await doors.posts(channel=thread)
    messages.delete(doors.sim.world, thread.messages[doors.board(thread).id])
    await doors.compared()
    doors.forbids(may.SEND_MESSAGES_IN_THREADS, "general")
    await doors.tenet.caught_up()

    await doors.steward.clicks("Post it again", on=doors.told()[-1])
    told = await doors.steward.waits_for("send_messages_in_threads", channel="stewards")

    assert f"<#{thread.id}>" in told
    assert doors.boards(thread) == []
    doors.forbids(0, "general")
    await doors.tenet.caught_up()
    await doors.compared()
    assert list(doors.board(thread).reactions) == VALUES


@pytest.mark.thorough
async def test_in_an_archived_thread_a_post_rests_and_is_put_right_when_somebody_wakes_it(
    doors: Doors, sim: Simulator
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    threads.update(sim.world, thread, archived=True)
    await doors.tenet.caught_up()

    await ada.reacts("❤️", to=doors.board())
    await doors.says("One person has pledged.")
    await doors.retires("Honesty")
    await doors.adds("Patience", "🐢")
    await doors.shows("❤️", "🔥", "🐢")
    await doors.tenet.settled()
    assert "One person" not in doors.board(thread)
    assert list(doors.board(thread).reactions) == VALUES
    assert doors.told() == []
    asked = doors.requests("PUT", "*/@me")
    await doors.compared()
    assert asked == []

    threads.update(sim.world, thread, archived=False)
    await doors.shows("❤️", "🔥", "🐢", place=thread)
    await doors.says("One person has pledged.", thread)
    assert "Patience" in doors.board(thread)


@pytest.mark.thorough
async def test_a_steward_who_asks_for_it_wakes_an_archived_thread(
    doors: Doors, sim: Simulator
) -> None:
    thread = doors.thread()
    panel = await doors.posts(channel=thread)
    threads.update(sim.world, thread, archived=True)
    await doors.tenet.caught_up()

    await doors.steward.selects("Short", on=panel)

    await doors.says("🌱 **Honesty** · Nobody has pledged yet.", thread)
    assert thread.thread is not None
    assert not thread.thread.archived
    threads.update(sim.world, thread, archived=True)
    await doors.steward.clicks(
        "Take it down", on=await doors.steward.clicks("Take it down", on=panel)
    )
    await doors.steward.until(lambda: doors.boards(thread) == [])


@pytest.mark.thorough
@pytest.mark.parametrize("gone", ["the thread", "its channel", "its channel while it sleeps"])
async def test_a_thread_that_goes_takes_its_post_and_no_pledge(
    doors: Doors, sim: Simulator, gone: str
) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread("Our values")
    await doors.posts(channel=thread)
    await ada.reacts("🌱", to=doors.board(thread))
    await doors.says("One person has pledged.")

    if gone == "the thread":
        threads.delete(sim.world, thread)
    else:
        threads.update(sim.world, thread, archived=gone.endswith("sleeps"))
        channels.delete(sim.world, doors.village.channels["general"])
    await doors.steward.waits_for("is gone", channel="stewards")

    (notice,) = doors.told()
    assert '"Our values" is gone, and the post with our values with it.' in notice
    assert notice.buttons == ()
    assert await doors.holds(ada) == ["🌱 Honesty"]
    await doors.compared()
    assert len(doors.told()) == 1


@pytest.mark.thorough
async def test_a_moderator_who_clears_reactions_is_told_of_once_and_withdraws_nothing(
    doors: Doors,
) -> None:
    ada = doors.village.join("Ada")
    await ada.reacts("🌱", to=doors.board())
    await doors.says("One person")

    for emoji in VALUES:
        doors.steward.clears(emoji, of=doors.board())
    await doors.steward.until(lambda: sorted(doors.board().reactions) == sorted(VALUES))
    doors.steward.clears(of=doors.board())
    await doors.steward.until(lambda: sorted(doors.board().reactions) == sorted(VALUES))
    await doors.tenet.caught_up()

    (told,) = doors.told()
    assert "That withdraws no pledge" in told
    assert await doors.holds(ada) == ["🌱 Honesty"]
    doors.tenet.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # it can be moved
    doors.steward.clears(of=doors.board())
    await doors.steward.until(lambda: len(doors.told()) == 2)


@pytest.mark.thorough
async def test_other_reactions_stay_until_the_server_wants_them_gone_one_request_for_each(
    doors: Doors, sim: Simulator
) -> None:
    people = [doors.village.join(name) for name in ("Ada", "Ben", "Cleo")]
    leaf = guilds.create_emoji(sim.world, doors.village.guild, "leaf", creator_id=doors.steward.id)
    panel = await doors.posts()
    for person in people:
        await person.reacts("🍕", to=doors.board())
        await person.reacts("🌱", to=doors.board())
    await doors.says("3 people have pledged.")
    await doors.tenet.settled()
    assert doors.board().reactions["🍕"] == 3
    cleared = doors.requests("DELETE", "*/reactions/*")

    panel = await doors.steward.clicks("Remove other reactions", on=panel)
    await doors.steward.until(lambda: "🍕" not in doors.board().reactions)
    assert "I remove them." in panel
    assert len(cleared) == 1

    doors.sim.faults.slow(0.2, method="DELETE", route="/channels/*/messages/*/reactions/*")
    for person in people:
        await person.reacts("leaf", to=doors.board())
        await person.reacts("☀️", to=doors.board())
    await doors.shows(*VALUES)
    await doors.tenet.settled()
    assert len(cleared) <= 5
    assert any(str(leaf.id) in path for path in cleared)
    assert doors.board().reactions["🌱"] == 4
    assert doors.told() == []

    again = await doors.steward.clicks("Let other reactions stay", on=panel)
    assert "They stay, and mean nothing." in again
    await people[0].reacts("🍕", to=doors.board())
    await doors.tenet.caught_up()
    assert doors.board().reactions["🍕"] == 1


@pytest.mark.thorough
async def test_a_values_own_emoji_is_never_cleared_in_whichever_shade_or_spelling(
    doors: Doors,
) -> None:
    ada, ben = doors.village.join("Ada"), doors.village.join("Ben")
    await doors.adds("Welcome", "👋")
    panel = await doors.posts()
    await doors.steward.clicks("Remove other reactions", on=panel)

    await ada.reacts("👋🏽", to=doors.board())
    await ben.reacts("❤", to=doors.board())
    async with doors.tenet.bot.db.begin() as session:  # asked for before it stood for a value
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        await pledge_posts.ask_clearing(session, guild_id, 1, ["👋🏽", "❤"], now=now)
    await doors.tenet.caught_up()
    await doors.compared()

    assert await doors.holds(ada) == ["👋 Welcome"]
    assert await doors.holds(ben) == ["❤️ Care"]
    assert doors.board().reactions["👋🏽"] == 1
    assert doors.board().reactions["❤"] == 1


@pytest.mark.thorough
async def test_without_the_permission_other_reactions_stay_and_stewards_are_told_once(
    doors: Doors,
) -> None:
    ada, ben = doors.village.join("Ada"), doors.village.join("Ben")
    doors.forbids(may.MANAGE_MESSAGES)
    await doors.tenet.caught_up()
    cleared = doors.requests("DELETE", "*/reactions/*")

    panel = await doors.steward.clicks("Remove other reactions", on=await doors.posts())
    for person in (ada, ben):
        await person.reacts("🍕", to=doors.board())
        await person.reacts("☕", to=doors.board())
    await doors.steward.waits_for("Manage Messages", channel="stewards")
    await doors.compared()

    assert "I lack the permission Manage Messages" in panel
    assert cleared == []
    assert len(doors.told()) == 1
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()
    await doors.shows(*VALUES)
    doors.forbids(may.MANAGE_MESSAGES)
    await doors.tenet.caught_up()
    await ada.reacts("🍕", to=doors.board())
    await doors.steward.until(lambda: len(doors.told()) == 2)


@pytest.mark.thorough
async def test_where_others_left_no_room_for_a_value_stewards_are_told_and_can_make_some(
    doors: Doors,
) -> None:
    ada = doors.village.join("Ada")
    for emoji in "🍎🍐🍊🍋🍌🍉🍇🍓🍈🍒🍑🥭🍍🥥🥝🍅🍆":
        await ada.reacts(emoji, to=doors.board())
    await doors.adds("Patience", "🐢")

    told = await doors.steward.waits_for("20 different emojis", channel="stewards")
    assert "🐢" not in doors.board().reactions
    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        await pledge_posts.allow_others(session, guild_id, False, actor_id=1, now=now)
    await doors.village.join("Ben").reacts("🍎", to=doors.board())
    await doors.steward.until(lambda: "🐢" in doors.board().reactions)
    assert "🍐" in doors.board().reactions
    await doors.compared()
    await doors.shows(*VALUES, "🐢")
    await doors.tenet.settled()

    assert [seen.id for seen in doors.told()] == [told.id]


@pytest.mark.thorough
async def test_a_new_charter_shows_on_every_post(doors: Doors) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    places: list[Channel | str] = ["pledges", "general", thread]
    await doors.posts(channel=doors.village.channels["general"])
    await doors.posts(channel=thread)
    await ada.reacts("🔥", to=doors.board(thread))
    await doors.says("One person has pledged.")

    await doors.retires("Courage")
    await doors.adds("Patience", "🐢")

    for place in places:
        await doors.says("🐢 Patience", place)
        await doors.steward.until(lambda place=place: "🐢" in doors.board(place).reactions)  # type: ignore[misc]
        assert "Courage" not in doors.board(place)
    await doors.tenet.settled()
    assert list(doors.board().reactions) == ["🌱", "❤️", "🐢"]
    assert doors.board(thread).reactions["🔥"] == 1  # Ada's own is hers
    assert (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.withdrawn", 0) == 0


@pytest.mark.thorough
async def test_another_emoji_takes_the_place_of_ours_under_every_post(doors: Doors) -> None:
    ada = doors.village.join("Ada")
    thread = doors.thread()
    await doors.posts(channel=thread)
    await ada.reacts("❤️", to=doors.board())
    await doors.says("One person has pledged.", thread)

    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        care = await charter.get_value(session, guild_id, "Care")
        await reword(session, guild_id, replace(care, emoji="🤝"), care.promise, now=now)

    await doors.shows("🌱", "🔥", "🤝", place=thread)
    await doors.steward.until(lambda: doors.board().reactions.get("❤️") == 1)
    assert await doors.holds(ada) == ["🤝 Care"]
    await ada.unreacts("❤️", to=doors.board())
    await doors.tenet.caught_up()
    assert await doors.holds(ada) == ["🤝 Care"]
    assert doors.told() == []


@pytest.mark.thorough
async def test_a_value_retired_while_people_react_takes_no_more_pledges(doors: Doors) -> None:
    people = [doors.village.join(f"Person {number}") for number in range(12)]

    async def react() -> None:
        for person in people:
            await person.reacts("🔥", to=doors.board())
            await asyncio.sleep(0)

    await asyncio.gather(react(), doors.retires("Courage"))
    await doors.tenet.caught_up()
    before = (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.made", 0)
    late = doors.village.join("Late")
    await late.reacts("🔥", to=doors.board())
    await doors.tenet.caught_up()
    await doors.tenet.restart()

    assert (await doors.tenet.ledger(doors.village.guild.id)).get("pledge.made", 0) == before
    assert await doors.holds(late) == []
    assert "Courage" not in doors.board()


@pytest.mark.thorough
async def test_roles_that_cannot_be_given_are_named_before_a_post_goes_up(
    doors: Doors, sim: Simulator
) -> None:
    high = roles.create(sim.world, doors.village.guild, "High", position=9, permissions=0)
    async with doors.tenet.bot.db.begin() as session:
        guild_id, now = doors.village.guild.id, doors.tenet.clock.now()
        honesty = await charter.get_value(session, guild_id, "Honesty")
        place = {str(honesty.id): {"id": high.id, "name": "High"}}
        await settings.change(session, guild_id, ROLES, place, actor_id=None, now=now)
    general = doors.village.channels["general"]
    assert "**High** stands above my own role" not in await doors.posts()

    asked = await doors.posts(channel=general, layout="short")
    old = await doors.posts(channel=general)

    assert "**High** stands above my own role" in asked
    assert doors.boards("general") == []
    await doors.tenet.restart()
    panel = await doors.steward.clicks("Post anyway", on=asked)
    await doors.says("🌱 **Honesty** · Nobody has pledged yet.", "general")
    assert "Change its words" in [button.label for button in panel.buttons]
    channels.delete(sim.world, general)
    assert "I do not know which channel" in await doors.steward.clicks("Post anyway", on=old)


@pytest.mark.thorough
async def test_two_stewards_who_post_at_once_get_one_post(doors: Doors) -> None:
    other = doors.village.join("Omar", roles=(doors.village.roles[STEWARD],))
    general = doors.village.channels["general"]

    answers = await asyncio.gather(
        doors.steward.runs("/pledge post", {"channel": general}),
        other.runs("/pledge post", {"channel": general}),
    )
    await doors.tenet.settled()

    assert not any(answer.failed for answer in answers)
    assert list(doors.board("general").reactions) == VALUES


@pytest.mark.thorough
async def test_a_channel_deleted_before_the_post_arrives_is_named_once(doors: Doors) -> None:
    doors.sim.faults.answer(404, code=10003, method="POST", route="/channels/*/messages")

    await doors.posts(channel=doors.village.channels["general"])
    await doors.steward.waits_for("is gone", channel="stewards")
    await doors.compared()

    (notice,) = doors.told()
    assert '"general" is gone' in notice
    await doors.posts(channel=doors.village.channels["general"])
    assert list(doors.board("general").reactions) == VALUES


@pytest.mark.thorough
async def test_a_post_taken_down_while_it_is_being_sent_goes_at_once(doors: Doors) -> None:
    general = doors.village.channels["general"]
    slow = doors.sim.faults.slow(0.5, method="POST", route="/channels/*/messages")
    panel = await doors.steward.runs("/pledge post", {"channel": general})
    await doors.steward.until(lambda: not slow.left)

    asked = await doors.steward.clicks("Take it down", on=panel)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.tenet.settled()

    assert doors.boards("general") == []


@pytest.mark.thorough
async def test_an_old_panel_shows_what_is_so_now_and_obeys_only_stewards(doors: Doors) -> None:
    omar = doors.village.join("Omar", roles=(doors.village.roles[STEWARD],))
    old = await omar.runs("/pledge post")
    new = await doors.posts()
    asked = await doors.steward.clicks("Take it down", on=new)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.tenet.restart()

    late = await omar.selects("Short", on=old)
    assert "It is taken down" in late
    assert "Put it up again" in [button.label for button in late.buttons]
    assert doors.boards() == []
    members.update(doors.sim.world, doors.village.guild, omar.member, role_ids=frozenset())
    assert "This is for stewards" in await omar.clicks("Put it up again", on=late)
    assert doors.boards() == []


@pytest.mark.thorough
async def test_a_right_to_react_that_is_lost_later_is_told_and_mended(doors: Doors) -> None:
    doors.forbids(may.ADD_REACTIONS)
    await doors.tenet.caught_up()

    await doors.adds("Patience", "🐢")

    told = await doors.steward.waits_for("add_reactions", channel="stewards")
    assert "🐢 Patience" in doors.board()
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()
    await doors.shows(*VALUES, "🐢")
    assert doors.told()[-1].id == told.id


@pytest.mark.thorough
async def test_a_post_taken_down_out_of_reach_goes_when_it_is_in_reach_again(
    doors: Doors,
) -> None:
    panel = await doors.posts()
    doors.forbids(may.VIEW_CHANNEL)
    await doors.tenet.caught_up()

    asked = await doors.steward.clicks("Take it down", on=panel)
    await doors.steward.clicks("Take it down", on=asked)
    await doors.steward.waits_for("view_channel", channel="stewards")
    doors.forbids(0)
    await doors.tenet.caught_up()
    await doors.compared()

    assert doors.boards() == []
    assert len(doors.told()) == 1
