"""What stewards see and do about the way in, through the real client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot import charts, contact
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.world import channels as world_channels
from bot.simulator.world import members
from bot.simulator.world import roles as world_roles
from bot.simulator.world.entities import Overwrite
from cogs.onboarding import stuck
from cogs.onboarding.models import Journey
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding import bot_role, posted, starts, the_dm, the_post
from tests.variants import variants

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def asks(person: Person, line: str, **options: object) -> SeenMessage:
    """They run a command; what they alone are answered."""
    seen = await person.runs(line, options)
    assert isinstance(seen, SeenMessage)
    assert seen.is_ephemeral
    return seen


async def goes_on(person: Person, village: Village, times: int = 1) -> None:
    for _ in range(times):
        await person.clicks("Next", on=the_dm(person, village))


async def test_a_steward_reads_where_newcomers_get_to_in_words_and_as_a_picture(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = (village.join(name) for name in ("Ada", "Ben"))
    await starts(ada, tenet)
    await starts(ben, tenet)
    clock.advance(timedelta(seconds=40))
    await goes_on(ada, village)
    ben.completes_onboarding()
    await tenet.settled()

    funnel = await asks(village.steward, "/onboarding funnel", weeks=2)

    assert "The way in, last 2 weeks" in funnel
    assert "**Came to the server** 2" in funnel
    assert "**Started** 2 · 100% of those" in funnel
    assert "Discord's own onboarding: 1 began it, 1 completed it" in funnel
    assert "**Mission** 2 · 100% · fewer than 5" in funnel
    assert "**Honesty** 1 · 50% · fewer than 5" in funnel
    assert "**Finished** 0 · 0%" in funnel
    assert "On their way or pausing right now: 2." in funnel
    (file,) = funnel.payload["attachments"]
    assert "Honesty: 1, 50%, fewer than 5" in file["description"]
    assert village.steward.opens(funnel).startswith(b"\x89PNG")


async def test_where_nothing_draws_pictures_the_words_say_so(
    village: Village, tenet: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    await starts(village.join("Ada"), tenet)

    funnel = await asks(village.steward, "/onboarding funnel")

    assert "**Started** 1" in funnel
    assert "There is no picture" in funnel
    assert funnel.files == ()


async def test_a_funnel_in_which_nobody_is_yet_says_so(village: Village, tenet: RunningBot) -> None:
    funnel = await asks(village.steward, "/onboarding funnel", weeks=1)

    assert "Nobody has begun this week" in funnel


async def test_a_german_steward_reads_the_funnel_in_german(
    village: Village, tenet: RunningBot
) -> None:
    await starts(village.join("Ada"), tenet)
    dora = village.join("Dora", locale="de")
    members.add_role(village.world, village.guild, dora.member, village.roles["Steward"].id)

    funnel = await asks(dora, "/ankommen trichter")

    assert "Der Weg hinein, letzte 8 Wochen" in funnel
    assert "**Begonnen** 1" in funnel


@pytest.mark.parametrize(
    "line", ["/onboarding funnel", "/onboarding configure", "/onboarding stuck"]
)
async def test_what_is_for_stewards_refuses_everybody_else(
    village: Village, tenet: RunningBot, line: str
) -> None:
    answer = await village.join("Ada").runs(line)

    assert "This is for stewards" in answer


async def opens_panel(village: Village, page: str | None = None) -> SeenMessage:
    """The steward opens the panel, and a page of it."""
    shown = await asks(village.steward, "/onboarding configure")
    if page is not None:
        answer = await village.steward.clicks(page, on=shown)
        assert isinstance(answer, SeenMessage)
        return answer
    return shown


async def audited(tenet: RunningBot, what: str) -> list[tuple[object, object]]:
    """Before and after of every change of one thing, oldest first; each by a steward."""
    async with tenet.bot.db.read() as session:
        rows = list(
            await session.scalars(
                select(AuditEntry)
                .where(AuditEntry.what == what, AuditEntry.actor_id.is_not(None))
                .order_by(AuditEntry.id)
            )
        )
    return [(row.before, row.after) for row in rows]


async def test_steps_are_switched_and_moved_in_the_panel_and_newcomers_follow(
    village: Village, tenet: RunningBot
) -> None:
    ines, page = village.steward, await opens_panel(village, "Steps")

    saved = await ines.selects(["Mission", "Values", "Welcome"], on=page)
    order = await ines.clicks("Order", on=page)
    picked = await ines.selects("1. Welcome", on=page)
    moved = await ines.clicks("Move down", on=page)

    assert "Saved. This is how it is now." in saved
    assert "1. Welcome\n2. Mission\n3. Values\n4. The end" in saved
    assert "Choose a step, then move it." in order
    assert "1. **Welcome**" in picked
    assert "1. Mission\n2. **Welcome**\n3. Values\n4. The end" in moved
    assert await audited(tenet, "settings.onboarding.steps") == [
        (["mission", "values", "finish"], ["welcome", "mission", "values", "finish"]),
        (
            ["welcome", "mission", "values", "finish"],
            ["mission", "welcome", "values", "finish"],
        ),
    ]
    ada = village.join("Ada")
    await starts(ada, tenet)
    assert "What we are here for" in the_dm(ada, village)
    assert "Good to have you" in await ada.clicks("Next", on=the_dm(ada, village))


async def test_a_panel_that_is_out_of_date_changes_nothing_and_shows_what_is_so(
    village: Village, tenet: RunningBot
) -> None:
    ines = village.steward
    one, other = await opens_panel(village, "Steps"), await opens_panel(village)
    await ines.clicks("Switch off", on=other)

    stale = await ines.selects(["Mission"], on=one)
    again = await ines.selects(["Mission"], on=one)

    assert "Somebody changed something in the meantime" in stale
    assert "1. Mission\n2. Values\n3. The end" in stale
    assert "Saved." in again
    assert "1. Mission\n2. The end" in again


async def test_switching_off_and_on_again_posts_nothing_twice(
    village: Village, tenet: RunningBot
) -> None:
    ines, ada, home = village.steward, village.join("Ada"), await opens_panel(village)

    off = await ines.clicks("Switch off", on=home)
    refused = await ada.clicks("Start", on=the_post(ada))
    on = await ines.clicks("Switch on", on=home)
    await tenet.settled()

    assert "**Off.**" in off
    assert "does not offer this conversation" in refused
    assert "**On.**" in on
    assert posted(village) == 1
    assert await audited(tenet, "settings.onboarding.enabled") == [(True, False), (False, True)]


async def test_two_roles_are_chosen_and_given_at_the_end(
    village: Village, tenet: RunningBot
) -> None:
    gardener = world_roles.create(village.world, village.guild, "Gardener", position=1)
    await tenet.settled()
    ines, page = village.steward, await opens_panel(village, "Roles at the end")

    saved = await ines.selects([village.roles["Neighbour"], gardener], on=page)
    ada = village.join("Ada")
    await starts(ada, tenet)
    await goes_on(ada, village, 4)
    await ada.clicks("Finish", on=the_dm(ada, village))
    await tenet.settled()

    assert "Saved." in saved
    assert gardener.name in village.guild.roles[gardener.id].name
    assert ada.role_names == {"Neighbour", "Gardener"}
    ((before, after),) = await audited(tenet, "settings.onboarding.roles")
    assert before is None
    assert {role["id"] for role in after} == {village.roles["Neighbour"].id, gardener.id}  # type: ignore[index, attr-defined]


async def test_a_role_that_opens_channels_is_asked_about_and_can_be_left(
    village: Village, tenet: RunningBot
) -> None:
    world, guild = village.world, village.guild
    member = world_roles.create(world, guild, "Member", position=1)
    sees = [Overwrite(one, 0, allow=may.VIEW_CHANNEL) for one in (member.id, bot_role(village))]
    nobody = Overwrite(guild.id, 0, deny=may.VIEW_CHANNEL)
    hidden = world_channels.create(world, guild, "inner-circle", overwrites=[nobody, *sees])
    world_channels.create(world, guild, "nobody-knows", overwrites=[nobody])
    await tenet.settled()
    ines, page = village.steward, await opens_panel(village, "Roles at the end")

    asked = await ines.selects([member], on=page)
    left = await ines.clicks("No, leave it as it was", on=page)
    unchanged = await audited(tenet, "settings.onboarding.roles")
    await ines.selects([member], on=page)
    given = await ines.clicks("Yes, give them", on=page)

    assert f"<@&{member.id}> opens channels that not everybody can see: <#{hidden.id}>." in asked
    assert f"<@&{village.roles['Neighbour'].id}>" in left
    assert unchanged == []
    assert "Saved." in given
    assert f"<@&{member.id}>" in given
    assert "There is a channel that I cannot see" in given
    assert len(await audited(tenet, "settings.onboarding.roles")) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    variants(
        [
            (
                {"permissions": may.ADMINISTRATOR},
                "may act upon others or the server (administrator)",
            ),
            ({"permissions": may.MANAGE_ROLES}, "(manage roles)"),
            ({"permissions": may.KICK_MEMBERS | may.BAN_MEMBERS}, "(kick members, ban members)"),
            ({"position": 90}, "stands above my own role, so I cannot give it"),
            ({"managed": True}, "belongs to a bot, a subscription or a boost"),
        ]
    ),
)
async def test_a_role_that_must_not_or_cannot_be_given_is_refused_with_what_to_do(
    village: Village, tenet: RunningBot, options: dict[str, int], said: str
) -> None:
    managed = options.pop("managed", False)
    role = world_roles.create(village.world, village.guild, "Big", **{"position": 1} | options)
    if managed:
        role = village.roles["Tenet"]
    await tenet.settled()
    page = await opens_panel(village, "Roles at the end")

    refused = await village.steward.selects([role], on=page)

    assert said in refused
    assert f"<@&{village.roles['Neighbour'].id}>" in refused
    assert await audited(tenet, "settings.onboarding.roles") == []


async def test_another_welcome_channel_gets_the_post_and_hello_a_place(
    village: Village, tenet: RunningBot
) -> None:
    ines, page = village.steward, await opens_panel(village, "Channels")

    await ines.selects(["#general"], on=page, custom_id="Where newcomers find the Start button")
    await tenet.settled()
    saved = await ines.selects(
        ["#values"] if "values" in village.channels else ["#general"],
        on=page,
        custom_id="Where they can say hello at the end; none is fine",
    )

    general = village.channels["general"]
    assert posted(village, "general") == 1
    assert f"The **Start** button stands in <#{general.id}>." in saved
    assert len(await audited(tenet, "settings.channels.welcome")) == 1
    assert len(await audited(tenet, "settings.channels.hello")) == 1


async def test_a_welcome_channel_the_bot_cannot_write_in_is_refused(
    village: Village, tenet: RunningBot
) -> None:
    general = village.channels["general"]
    world_channels.set_overwrite(
        village.world, general, Overwrite(bot_role(village), 0, deny=may.SEND_MESSAGES)
    )
    await tenet.settled()
    page = await opens_panel(village, "Channels")

    refused = await village.steward.selects(
        [general], on=page, custom_id="Where newcomers find the Start button"
    )

    assert "I lack these permissions" in refused
    assert await audited(tenet, "settings.channels.welcome") == []


async def test_messages_to_those_who_join_are_switched_on_beside_the_reason_not_to(
    village: Village, tenet: RunningBot
) -> None:
    ines, page = village.steward, await opens_panel(village, "Messages and limits")

    on = await ines.clicks("Write to those who join", on=page)
    form = await ines.clicks("Change the numbers", on=page)
    saved = await ines.fills_in(form, {"raid_joins": "0", "stuck_hours": "24"})

    assert "Discord has quarantined bots that wrote to people who had not asked" in page
    assert "**Messages to those who join: on.**" in on
    assert "However many join within a minute, nothing is paused." in saved
    assert "After 24 hours between two steps" in saved
    assert await audited(tenet, "settings.onboarding.offer_dm") == [(False, True)]
    assert await audited(tenet, "settings.onboarding.raid_joins") == [(20, 0)]


@pytest.mark.parametrize("typed", variants(["1001", "many", "-1", "²"]))
async def test_what_is_no_number_changes_nothing(
    village: Village, tenet: RunningBot, typed: str
) -> None:
    ines, page = village.steward, await opens_panel(village, "Messages and limits")
    form = await ines.clicks("Change the numbers", on=page)

    refused = await ines.fills_in(form, {"raid_joins": typed, "stuck_hours": "24"})

    assert "is not a whole number from 0 to 1,000, so nothing was changed" in refused
    assert await audited(tenet, "settings.onboarding.stuck_hours") == []


async def test_a_control_of_the_panel_in_other_hands_is_refused(
    village: Village, tenet: RunningBot
) -> None:
    page, ines = await opens_panel(village), village.steward
    village.world.guilds[village.guild.id].members[ines.id].role_ids.clear()

    refused = await ines.clicks("Switch off", on=page)

    assert "This is for stewards" in refused
    assert await audited(tenet, "settings.onboarding.enabled") == []


async def test_a_dilemma_is_written_in_the_panel_asked_and_retired(
    village: Village, tenet: RunningBot
) -> None:
    ines, page = village.steward, await opens_panel(village, "Dilemmas")
    form = await ines.clicks("Write a dilemma", on=page)
    same = await ines.fills_in(
        form, {"question": "A friend is late again.", "first": "Care", "second": "Care"}
    )
    form = await ines.clicks("Write a dilemma", on=page)

    written = await ines.fills_in(
        form, {"question": "A friend is late again.", "first": "Honesty", "second": "Care"}
    )
    retired = await ines.selects("Honesty or Care", on=page)

    assert "Saved." not in same
    assert "Honesty or Care\nA friend is late again." in written
    assert "A friend is late again." not in retired
    assert "Saved." in retired
    assert len(await audited(tenet, "onboarding.dilemma")) == 2


async def stands_still(
    village: Village, tenet: RunningBot, clock: MovableClock, *names: str, **options: Any
) -> list[Person]:
    """People who have begun, and then been silent for three days, by noon."""
    people = [village.join(name, **options) for name in names]
    for one in people:
        await starts(one, tenet)
    clock.advance(timedelta(days=3, hours=3))
    await tenet.settled()
    return people


async def chooses(village: Village, listed: SeenMessage, name: str) -> SeenMessage:
    one = await village.steward.selects(name, on=listed)
    assert isinstance(one, SeenMessage)
    return one


async def test_somebody_stuck_is_reminded_once_and_goes_on_from_the_message(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    (ada,) = await stands_still(village, tenet, clock, "Ada")
    ines, listed = village.steward, await asks(village.steward, "/onboarding stuck")

    one = await chooses(village, listed, "Ada")
    told = await ines.clicks("Remind them", on=one)
    again = await chooses(village, listed, "Ada")
    await tenet.settled()
    reminder = ada.dms(village.application)[-1]
    shown = await ada.clicks("Continue", on=reminder)
    after = await asks(ines, "/onboarding stuck")

    assert "One person is between two steps, for more than 48 hours" in listed
    assert f"<@{ada.id}>: Mission, last step" in listed
    assert "I am writing to them now. It is the only time." in told
    assert again.button("Remind them").disabled
    assert again.button("Offer a buddy").disabled
    assert "you are at step 1 of 5" in reminder
    assert len(ada.dms(village.application)) == 2
    assert "Step 1 of 5" in shown
    assert f"<@{ada.id}>" in after  # reading on is not yet a step
    assert len(await audited(tenet, "onboarding.nudged")) == 1


async def test_at_night_the_reminder_waits_and_is_dropped_when_they_act(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = await stands_still(village, tenet, clock, "Ada", "Ben")
    clock.advance(timedelta(hours=12))
    ines = village.steward
    listed = await asks(ines, "/onboarding stuck")

    for name in ("Ada", "Ben"):
        told = await ines.clicks("Remind them", on=await chooses(village, listed, name))
    await ada.clicks("Next", on=the_dm(ada, village))
    for later in (timedelta(hours=10), timedelta(minutes=1)):  # new rooms keep their distance
        clock.advance(later)
        await tenet.settled()

    assert "I will write to them then: <t:" in told
    assert len(ada.dms(village.application)) == 1
    assert len(ben.dms(village.application)) == 2

    clock.advance(timedelta(hours=72))
    one = await chooses(village, await asks(ines, "/onboarding stuck"), "Ada")
    assert not one.button("Remind them").disabled  # she never was


async def test_who_cannot_be_written_to_is_not_and_the_answer_says_why(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    world_channels.set_overwrite(
        village.world,
        village.channels["welcome"],
        Overwrite(bot_role(village), 0, deny=may.CREATE_PRIVATE_THREADS),
    )
    await stands_still(village, tenet, clock, "Ada", accepts_dms=False)
    listed = await asks(village.steward, "/onboarding stuck")

    told = await village.steward.clicks("Remind them", on=await chooses(village, listed, "Ada"))

    assert "their settings refuse direct messages" in told
    assert await audited(tenet, "onboarding.nudged") == []
    assert not (await chooses(village, listed, "Ada")).button("Remind them").disabled


@pytest.mark.thorough
async def test_who_wants_no_unasked_messages_is_left_alone_and_says_so_under_any_of_them(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = await stands_still(village, tenet, clock, "Ada", "Ben")
    ines, listed = village.steward, await asks(village.steward, "/onboarding stuck")
    async with tenet.bot.db.begin() as session:
        await contact.stop(session, MemberKey(village.guild.id, ben.id), now=clock.now())

    held_back = await ines.clicks("Remind them", on=await chooses(village, listed, "Ben"))
    await ines.clicks("Remind them", on=await chooses(village, listed, "Ada"))
    await tenet.settled()
    less = await ada.clicks("Less of this", on=ada.dms(village.application)[-1])
    stopped = await ada.clicks("Don't write to me unasked", on=less)

    assert "they want no messages that they have not asked for" in held_back
    assert len(ben.dms(village.application)) == 1
    assert "I write to you no more unless you ask for it" in stopped
    async with tenet.bot.db.read() as session:
        assert await contact.is_stopped(session, MemberKey(village.guild.id, ada.id))


async def test_a_buddy_is_offered_where_somebody_volunteers(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    (ada,) = await stands_still(village, tenet, clock, "Ada")
    ines, listed = village.steward, await asks(village.steward, "/onboarding stuck")

    none = await ines.clicks("Offer a buddy", on=await chooses(village, listed, "Ada"))
    await village.sample.people["Ben"].runs("/buddy on")
    offered = await ines.clicks("Offer a buddy", on=await chooses(village, listed, "Ada"))
    await tenet.settled()

    assert "nobody volunteers as a buddy" in none
    assert "I am writing to them now." in offered
    assert ada.dms(village.application)[-1].button("I would like a buddy")
    assert len(await audited(tenet, "onboarding.buddy_suggested")) == 1


async def test_somebody_left_in_peace_is_listed_again_only_after_they_acted(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = await stands_still(village, tenet, clock, "Ada", "Ben")
    ines, listed = village.steward, await asks(village.steward, "/onboarding stuck")

    left = await ines.clicks("Leave them in peace", on=await chooses(village, listed, "Ada"))
    clock.advance(timedelta(days=5))
    later = await asks(ines, "/onboarding stuck")
    await goes_on(ada, village)
    clock.advance(timedelta(hours=3))
    soon = await asks(ines, "/onboarding stuck", hours=2)

    assert "They are left in peace" in left
    assert f"<@{ada.id}>" not in left
    assert f"<@{ada.id}>" not in later
    assert f"<@{ben.id}>" in later
    assert f"<@{ada.id}>: Honesty" in soon
    assert [after for _, after in await audited(tenet, "onboarding.left_alone")] == [{"journey": 1}]


async def test_who_asked_to_be_reminded_or_has_finished_or_left_is_not_listed(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben, eve, zoe = (village.join(name) for name in ("Ada", "Ben", "Eve", "Zoe"))
    for one in (ada, ben, eve, zoe):
        await starts(one, tenet)
    paused = await ada.clicks("Later", on=the_dm(ada, village))
    await ada.selects("next-week", on=paused)
    await ben.clicks("Later", on=the_dm(ben, village))
    await eve.clicks("Stop", on=the_dm(eve, village))
    zoe.leaves()
    clock.advance(timedelta(days=3))
    await tenet.settled()

    listed = await asks(village.steward, "/onboarding stuck")

    assert f"<@{ben.id}>: Mission, pausing, last step" in listed
    for one in (ada, eve, zoe):
        assert f"<@{one.id}>" not in listed


async def test_nobody_stuck_is_said_so(village: Village, tenet: RunningBot) -> None:
    listed = await asks(village.steward, "/onboarding stuck", hours=1)

    assert "Nobody has been between two steps for more than an hour." in listed


async def test_where_discord_names_nobody_the_list_goes_by_numbers(
    village: Village, tenet: RunningBot, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(*_: object) -> None:
        raise TimeoutError

    (ada,) = await stands_still(village, tenet, clock, "Ada")
    monkeypatch.setattr(stuck, "find_members", silence)

    listed = await asks(village.steward, "/onboarding stuck")
    one = await chooses(village, listed, "#1")

    assert f"<@{ada.id}>" in one


async def test_a_role_with_power_in_a_single_channel_is_refused_by_the_channels_name(
    village: Village, tenet: RunningBot
) -> None:
    host = world_roles.create(village.world, village.guild, "Host", position=1)
    general = village.channels["general"]
    world_channels.set_overwrite(
        village.world, general, Overwrite(host.id, 0, allow=may.MANAGE_MESSAGES)
    )
    await tenet.settled()
    page = await opens_panel(village, "Roles at the end")

    refused = await village.steward.selects([host], on=page)

    assert f"**Host** may act upon others in <#{general.id}>" in refused
    assert await audited(tenet, "settings.onboarding.roles") == []


async def test_a_role_deleted_after_it_was_chosen_is_named_in_the_panel(
    village: Village, tenet: RunningBot
) -> None:
    world_roles.delete(village.world, village.guild, village.roles["Neighbour"])
    await tenet.settled()

    home = await opens_panel(village)

    assert '⚠ I do not find the role "Neighbour".' in home


async def test_a_long_list_has_pages_and_the_last_one_when_it_has_become_shorter(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    since = clock.now()
    async with tenet.bot.db.begin() as session:
        for number in range(12):
            session.add(
                Journey(
                    guild_id=village.guild.id,
                    user_id=number + 1,
                    state="running",
                    step="mission",
                    step_index=0,
                    turn=1,
                    place="dm",
                    role="none",
                    locale="en",
                    changed_at=since - timedelta(days=3, minutes=number),
                )
            )
    ines, first = village.steward, await asks(village.steward, "/onboarding stuck")

    second = await ines.clicks("Earlier ones", on=first)
    one = await chooses(village, second, "#12")
    async with tenet.bot.db.begin() as session:
        await session.execute(delete(Journey).where(Journey.user_id == 11))
    after = await ines.clicks("Leave them in peace", on=one)

    assert "12 people are between two steps" in first
    assert first.button("Later ones").disabled
    assert [line for line in second.text.splitlines() if line.startswith("<@")] == [
        f"<@{number}>: Mission, last step <t:{int((since - late).timestamp())}:R>"
        for number, late in (
            (11, timedelta(days=3, minutes=10)),
            (12, timedelta(days=3, minutes=11)),
        )
    ]
    assert second.button("Earlier ones").disabled
    assert "10 people are between two steps" in after
    assert after.buttons == ()
