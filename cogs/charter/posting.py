"""The pinned post: how it looks, how it is sent and kept, and reading one value from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    PINS_FULL,
    Action,
    Content,
    Edit,
    Pin,
    Post,
    Receipt,
    Refusal,
    Unpin,
    missing_permissions,
)
from bot.client import Tenet
from bot.components import rows
from bot.deliveries import Job
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.reconcile import Report
from bot.stewards import require_steward
from bot.texts import Speaker
from bot.worker import Renderer, Rendering
from cogs.charter import service, views
from cogs.charter.models import PostState
from cogs.charter.service import CharterText, posts

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013


class NoPlaceForPost(MemberError):
    """A channel in which nothing can be posted and pinned by us."""

    key = "charter-post-where"


class CannotPostThere(MemberError):
    """The bot lacks permissions in the channel."""

    key = "charter-post-cannot"


def post(text: CharterText, say: Speaker) -> Content:
    """The whole charter, and a list to read about one value from."""
    embed = views.charter(text, say)
    embed.set_footer(text=say("charter-post-footer", version=text.version))
    return Content(embeds=[embed], view=rows(views.read_select(text.values, say)))


@views.READ.handles
async def _read_value(interaction: Interaction, *, values: list[str]) -> None:
    async with interaction.client.db.read() as session:
        present = await service.list_values(session, guild_id_of(interaction))
    chosen = next((value for value in present if str(value.id) in values), None)
    if chosen is None:
        raise service.ValueRetired
    await answer(interaction, embed=views.value(chosen, await speaker(interaction)))


async def begin(interaction: Interaction, channel: discord.TextChannel | None) -> None:
    """Answer /charter post: see that it can be done, then have it done.

    Args:
        channel: Where; left out, where it is now, or else here.

    Raises:
        NotASteward: It is for stewards.
        NoCharter: There is nothing to post yet.
        NoPlaceForPost, CannotPostThere: Not in this channel.
    """
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.read() as session:
        await service.get_charter(session, guild_id)
        present = await posts.find(session, guild_id)
    place = channel or _where_it_is(interaction.guild, present) or interaction.channel
    if not isinstance(place, discord.TextChannel):
        raise NoPlaceForPost
    needed: tuple[Action, ...] = (Post(place.id, Content()), Pin(place.id, 0))
    missing = [name for action in needed for name in missing_permissions(bot, guild_id, action)]
    if missing:
        raise CannotPostThere(channel=place.mention, missing=", ".join(dict.fromkeys(missing)))
    async with bot.db.begin() as session:
        asked = await posts.post_in(
            session,
            guild_id,
            channel_id=place.id,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    if asked.stands:
        text = say("charter-post-stands", channel=place.mention)
    elif asked.former_id is not None:
        former = f"<#{asked.former_id}>"
        text = say("charter-post-moving", channel=place.mention, former=former)
    else:
        text = say("charter-posting", channel=place.mention)
    await answer(interaction, text)


def _where_it_is(
    guild: discord.Guild | None, present: posts.PostText | None
) -> discord.abc.GuildChannel | None:
    if guild is None or present is None or present.channel_id is None:
        return None
    return guild.get_channel(present.channel_id)


class Posting:
    """The renderers of the post, and the comparison that looks after it."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    def register(self) -> None:
        """Have the outbox's worker and the reconciler know them."""
        edit_every = timedelta(seconds=self._bot.config.deliveries.edit_every_seconds)
        for kind, renderer in {
            posts.POST: Renderer(self._post, sent=self._posted),
            posts.REFRESH: Renderer(self._edit, refused=self._refused, spacing=edit_every),
            posts.PIN: Renderer(self._pin, sent=self._pinned, refused=self._refused),
            posts.MOVED: Renderer(self._point, refused=self._left_behind),
            posts.UNPIN: Renderer(self._unpin, refused=self._left_behind),
        }.items():
            self._bot.deliveries.register(kind, renderer)
        self._bot.reconciler.register("charter", self.compare, concerns=posts.list_servers)

    async def _post(self, rendering: Rendering) -> Action | None:
        guild_id = rendering.job.guild_id
        found = await posts.find(rendering.session, guild_id)
        if found is None or found.state is not PostState.WANTED or found.channel_id is None:
            return None
        text = await service.get_charter(rendering.session, guild_id)
        return Post(found.channel_id, post(text, rendering.say))

    async def _posted(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        if receipt.channel_id is not None and receipt.message_id is not None:
            await posts.posted(
                session,
                job.guild_id,
                channel_id=receipt.channel_id,
                message_id=receipt.message_id,
                worded_since=job.created_at,
                now=now,
            )

    async def _edit(self, rendering: Rendering) -> Action | None:
        guild_id = rendering.job.guild_id
        found = await posts.find(rendering.session, guild_id)
        if found is None or found.shown is None:
            return None
        text = await service.get_charter(rendering.session, guild_id)
        return Edit(*found.shown, post(text, rendering.say))

    async def _pin(self, rendering: Rendering) -> Action | None:
        found = await posts.find(rendering.session, rendering.job.guild_id)
        if found is None or found.channel_id is None or found.message_id is None:
            return None
        return Pin(found.channel_id, found.message_id)

    async def _pinned(
        self, session: AsyncSession, job: Job, _receipt: Receipt, now: datetime
    ) -> None:
        await posts.pinned(session, job.guild_id, now=now)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """The post cannot be brought up to date, or not be pinned."""
        found = await posts.find(session, job.guild_id)
        if found is None or found.channel_id is None or found.message_id is None:
            return True
        channel = f"<#{found.channel_id}>"
        if refusal.code == UNKNOWN_MESSAGE:
            await posts.lost(
                session, job.guild_id, message_id=found.message_id, channel=channel, now=now
            )
            return True
        if refusal.code == UNKNOWN_CHANNEL:
            await posts.channel_gone(session, job.guild_id, channel_id=found.channel_id, now=now)
            return True
        if job.kind != posts.PIN:
            return False
        full = refusal.code == PINS_FULL
        if full or refusal.code in (MISSING_ACCESS, MISSING_PERMISSIONS):
            pin = Pin(found.channel_id, found.message_id)
            missing = missing_permissions(self._bot, job.guild_id, pin) or ("pin_messages",)
            await posts.not_pinned(
                session,
                job.guild_id,
                channel=channel,
                missing=", ".join(missing),
                is_full=full,
                now=now,
            )
            return True
        return False

    async def _point(self, rendering: Rendering) -> Action | None:
        """A message that was the post says where the charter is now."""
        channel_id, message_id = _former(rendering.job)
        found = await posts.find(rendering.session, rendering.job.guild_id)
        if found is None or found.channel_id is None or found.message_id == message_id:
            return None
        text = rendering.say("charter-post-moved", channel=f"<#{found.channel_id}>")
        return Edit(channel_id, message_id, Content(text))

    async def _unpin(self, rendering: Rendering) -> Action | None:
        channel_id, message_id = _former(rendering.job)
        found = await posts.find(rendering.session, rendering.job.guild_id)
        if found is None or found.message_id == message_id:
            return None
        return Unpin(channel_id, message_id)

    async def _left_behind(
        self, _session: AsyncSession, _job: Job, refusal: Refusal, _now: datetime
    ) -> bool:
        """What nobody is to look at any more may be gone as well."""
        return refusal.code in {UNKNOWN_CHANNEL, UNKNOWN_MESSAGE}

    async def compare(self, guild: discord.Guild) -> Report:
        """Post what is wanted, restore what was deleted, say when its channel is gone."""
        bot, now = self._bot, self._bot.clock.now()
        async with bot.db.read() as session:
            found = await posts.find(session, guild.id)
        if found is None or found.state is PostState.GONE or found.channel_id is None:
            return Report()
        channel = guild.get_channel(found.channel_id)
        if not isinstance(channel, discord.TextChannel):
            async with bot.db.begin() as session:
                await posts.channel_gone(session, guild.id, channel_id=found.channel_id, now=now)
            return Report(looked_at=1, removed=1, told=1)
        if found.message_id is None:
            async with bot.db.begin() as session:
                await posts.ask_again(session, guild.id, now=now)
            return Report(looked_at=1)
        await bot.reconciler.turn()
        try:
            message = await channel.get_partial_message(found.message_id).fetch()
        except discord.Forbidden:
            return Report(looked_at=1)  # not to be seen is not the same as gone
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                return Report(looked_at=1)
            async with bot.db.begin() as session:
                restored = await posts.lost(
                    session,
                    guild.id,
                    message_id=found.message_id,
                    channel=channel.mention,
                    now=now,
                )
            return Report(looked_at=1, repaired=int(restored), removed=int(not restored), told=1)
        return Report(looked_at=1) + await self._bring_up_to_date(guild.id, message, found)

    async def _bring_up_to_date(
        self, guild_id: int, message: discord.Message, found: posts.PostText
    ) -> Report:
        """What was refused when it was published or posted may be possible by now."""
        bot, now = self._bot, self._bot.clock.now()
        settings = await bot.settings.of(guild_id)
        async with bot.db.read() as session:
            text = await service.get_charter(session, guild_id)
        wanted = post(text, bot.speaker(settings, settings.language))
        is_stale = _words(message.embeds) != _words(wanted.embeds)
        wants_pin = not message.pinned and not found.is_pinned
        async with bot.db.begin() as session:
            if is_stale:
                await posts.refresh(session, guild_id, now=now)
            if wants_pin:
                await posts.pin_again(session, guild_id, now=now)
        return Report(repaired=int(is_stale) + int(wants_pin))


def _words(embeds: Sequence[discord.Embed]) -> list[str | None]:
    """What is read in embeds, as far as Discord gives it back the way it was sent."""
    found: list[str | None] = []
    for embed in embeds:
        found += [embed.title, embed.description, embed.footer.text]
        found += [text for field in embed.fields for text in (field.name, field.value)]
    return found


def _former(job: Job) -> tuple[int, int]:
    return job.payload["channel_id"], job.payload["message_id"]
