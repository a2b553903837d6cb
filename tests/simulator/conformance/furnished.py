"""The garden with one of everything in it, so that every route has something to be about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.simulator import intents
from bot.simulator.exchange import Delivery
from bot.simulator.interactions.state import Interaction, Kind
from bot.simulator.people import acting
from bot.simulator.world import (
    channels,
    events,
    guilds,
    invites,
    members,
    messages,
    polls,
    reactions,
    roles,
    thread_opening,
    threads,
)
from bot.simulator.world.entities import ChannelType, Message, Poll, PollAnswer, ReactionEmoji
from bot.simulator.world.timestamps import iso
from tests.simulator.conftest import Garden

SEED = "🌱"
ENCODED_SEED = "%F0%9F%8C%B1"


@dataclass
class Furnished:
    """Ids by name, and what the bot has heard of through the gateway.

    Attributes:
        ids: What a path parameter stands for unless a case says otherwise, and further ids.
        heard: Names of the gateway events, in order.
    """

    garden: Garden
    ids: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    interaction: Interaction | None = None

    def path(self, template: str, params: dict[str, str] | None = None) -> str:
        """A route's path with ids in the place of parameters.

        Args:
            params: Parameter to the name of another id.
        """
        names = params or {}
        segments = []
        for segment in template.split("/"):
            name = segment[1:-1]
            if not segment.startswith("{"):
                segments.append(segment)
            else:
                segments.append(self.ids[names.get(name, name)])
        return "/".join(segments)

    def opened(self, kind: Kind, *, data: Any, on: Message | None = None) -> Interaction:
        """An interaction of Bea's, not answered yet."""
        self.interaction = acting.start(
            self.garden.world,
            application_id=self.garden.app.id,
            kind=kind,
            user_id=self.garden.bea.id,
            channel=self.garden.channel,
            data=data,
            message=on,
        )
        self.ids["interaction_id"] = str(self.interaction.id)
        self.ids["interaction_token"] = self.ids["webhook_token"] = self.interaction.token
        return self.interaction

    def in_days(self, days: float) -> str:
        return iso(self.garden.world.now() + timedelta(days=days))


async def furnish(garden: Garden) -> Furnished:
    """Set up everything and connect a session that hears all there is to hear."""
    stage = Furnished(garden)
    world, guild, channel = garden.world, garden.guild, garden.channel
    me, bea = garden.app.id, garden.bea
    ids: dict[str, int] = {
        "guild_id": guild.id,
        "application_id": me,
        "webhook_id": me,
        "user_id": bea.id,
        "channel_id": channel.id,
        "ada": garden.ada.id,
        "everyone": guild.id,
        "nobody": 1,
    }
    own = messages.create(world, channel, messages.Draft(author_id=me, content="mine"))
    theirs = garden.said("theirs")
    reactions.add(world, channel, own, bea.id, ReactionEmoji(None, SEED))
    reactions.add(world, channel, own, me, ReactionEmoji(None, SEED))
    answers = {
        number: PollAnswer(number, {"text": text}) for number, text in ((1, "yes"), (2, "no"))
    }
    ends_at = world.now() + timedelta(hours=24)
    asked = messages.Draft(author_id=me, poll=Poll("Well?", answers, ends_at))
    poll = messages.create(world, channel, asked)
    polls.watch(world, poll)
    polls.vote(world, channel, poll, bea.id, 1)
    pinned = messages.create(world, channel, messages.Draft(author_id=me, content="pinned"))
    messages.pin(world, pinned, actor_id=me)
    ids |= {"message_id": own.id, "theirs": theirs.id, "poll": poll.id, "pinned": pinned.id}
    ids |= {"answer_id": 1}

    for name, kind in (
        ("category", ChannelType.CATEGORY),
        ("voice", ChannelType.VOICE),
        ("stage", ChannelType.STAGE),
        ("forum", ChannelType.FORUM),
        ("news", ChannelType.ANNOUNCEMENT),
    ):
        ids[name] = channels.create(world, guild, name, kind=kind).id
    thread = thread_opening.open_thread(world, channel, "talk", owner_id=me)
    threads.add_member(world, thread, bea.id)
    hidden = thread_opening.open_thread(
        world, channel, "quiet", owner_id=me, kind=ChannelType.PRIVATE_THREAD
    )
    old = thread_opening.open_thread(world, channel, "old", owner_id=me)
    threads.update(world, old, archived=True)
    dm = channels.open_dm(world, me, bea.id)
    ids |= {"thread": thread.id, "private": hidden.id, "archived": old.id, "dm": dm.id}

    role = roles.create(world, guild, "Neighbour", permissions=0, position=2)
    spare = roles.create(world, guild, "Spare", permissions=0, position=3)
    members.add_role(world, guild, guild.members[bea.id], role.id)
    above = roles.create(world, guild, "Above", permissions=0, position=90)
    emoji = guilds.create_emoji(world, guild, "sprout", creator_id=me)
    ids |= {"role_id": role.id, "spare": spare.id, "above": above.id, "emoji_id": emoji.id}
    ids |= {"overwrite_id": role.id, "managed": next(iter(garden.bot.role_ids))}

    event = events.create(
        world,
        guild,
        creator_id=me,
        name="Planting",
        entity_type=3,
        starts_at=world.now() + timedelta(days=1),
        ends_at=world.now() + timedelta(days=2),
        location="the beds",
    )
    events.subscribe(world, event, bea.id)
    ids["guild_scheduled_event_id"] = event.id
    stage.ids = {name: str(number) for name, number in ids.items()}
    stage.ids["emoji_name"] = ENCODED_SEED
    stage.ids["code"] = invites.create(world, channel, inviter_id=me).code

    garden.sim.observers.append(
        lambda seen: stage.heard.append(seen.name) if isinstance(seen, Delivery) else None
    )
    await garden.identified(intents.ALL)
    stage.heard.clear()
    return stage
