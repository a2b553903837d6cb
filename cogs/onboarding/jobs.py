"""What is looked after without anybody acting: departures, the post, threads, roles owed."""

from __future__ import annotations

import discord

from bot import granting
from bot.client import Tenet
from bot.places import find_channel
from bot.presence import find_members
from bot.reconcile import Report
from bot.settings import WELCOME_CHANNEL
from cogs.onboarding.models import PostState, State
from cogs.onboarding.service import leaving, offers, places, records, roles, starting, welcome
from cogs.onboarding.showing import gives_of, plan_of

UNKNOWN_MESSAGE = 10008
UNKNOWN_CHANNEL = 10003

OTHERS = 300
"""So many who are not under way are looked for in one comparison, others in the next: of nobody who
left while we were away is anything to be kept for ever."""


class Comparison:
    """What a server can change behind our back, compared with what is stored."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._looked_up_to: dict[int, int] = {}
        """Whom each server's last look ended with, of those who are not under way."""

    async def compare(self, guild: discord.Guild) -> Report:
        """Look after the post, the people on their way, and the roles still owed."""
        return (
            await self.look_after_post(guild)
            + await self._look_after_members(guild)
            + await self._look_after_threads(guild)
            + await self._look_after_roles(guild)
        )

    async def look_after_post(self, guild: discord.Guild) -> Report:
        """Post what is wanted, restore what was deleted, say when there is nowhere to post."""
        bot, now = self._bot, self._bot.clock.now()
        settings = await bot.settings.of(guild.id)
        async with bot.db.read() as session:
            post = await welcome.find(session, guild.id)
        if post is None or not welcome.is_offered(settings):
            return Report()
        named = settings.place(WELCOME_CHANNEL)
        channel = find_channel(guild, named)
        if channel is None:
            async with bot.db.begin() as session:
                await welcome.no_channel(session, guild.id, named=named, now=now)
            return Report(looked_at=1)
        if post.state is PostState.WANTED:
            async with bot.db.begin() as session:
                await welcome.ask_again(session, guild.id, now=now)
        elif post.message_id is not None and not post.stands_in(channel.id):
            async with bot.db.begin() as session:
                await welcome.want(session, guild.id, now=now)
            return Report(looked_at=1, repaired=1)
        elif post.message_id is not None and not await self._is_there(channel, post.message_id):
            async with bot.db.begin() as session:
                restored = await welcome.lost(
                    session, guild.id, message_id=post.message_id, now=now
                )
            return Report(looked_at=1, repaired=int(restored), removed=int(not restored), told=1)
        return Report(looked_at=1)

    async def _look_after_members(self, guild: discord.Guild) -> Report:
        """Close the journeys of those who left, begin those of members who passed screening."""
        bot, now = self._bot, self._bot.clock.now()
        async with bot.db.read() as session:
            under_way = await records.list_open(session, guild_id=guild.id)
            waiting = await records.list_open(session, guild_id=guild.id, states=[State.WAITING])
            screened = await offers.list_waiting(session, guild_id=guild.id)
            others = await leaving.list_known(
                session, guild.id, after=self._looked_up_to.get(guild.id, 0), limit=OTHERS
            )
        self._looked_up_to[guild.id] = others[-1].user_id if len(others) == OTHERS else 0
        asked = list(dict.fromkeys([*under_way, *screened, *others]))
        if not asked:
            return Report()
        present = await find_members(
            guild, [member.user_id for member in asked], turn=bot.reconciler.turn
        )
        begun = 0
        for member in waiting:
            found = present.get(member.user_id)
            if found is not None and not found.pending:
                plan = await plan_of(bot, guild.id)
                async with bot.db.begin() as session:
                    begun += await starting.pass_screening(session, member, plan=plan, now=now)
        for member in screened:
            found = present.get(member.user_id)
            if found is not None and not found.pending:
                async with bot.db.begin() as session:
                    begun += await offers.pass_screening(session, member, now=now)
        gone = [member for member in asked if member.user_id not in present]
        if gone:
            async with bot.db.begin() as session:
                await leaving.leave(session, gone, now)
        return Report(looked_at=len(asked), added=begun, removed=len(gone))

    async def _look_after_threads(self, guild: discord.Guild) -> Report:
        """Notice threads that were deleted while nobody told us."""
        bot, lost = self._bot, 0
        async with bot.db.read() as session:
            held = await places.list_threads(session, guild.id)
        for thread_id in held:
            if guild.get_thread(thread_id) is None and await self._is_deleted(guild, thread_id):
                async with bot.db.begin() as session:
                    lost += await places.lose_thread(session, guild.id, thread_id)
        return Report(looked_at=len(held), repaired=lost)

    async def _look_after_roles(self, guild: discord.Guild) -> Report:
        """Give roles that could not be given, as soon as it can work: a refusal costs, too."""
        bot = self._bot
        gives = await gives_of(bot, guild.id)
        found = [guild.get_role(role.id) for role in gives if role.id is not None]
        possible = [
            role.id
            for role in found
            if role is not None and role.is_assignable() and granting.power(role) is None
        ]
        if not possible or not guild.me.guild_permissions.manage_roles:
            return Report()
        async with bot.db.begin() as session:
            asked = await roles.ask_again(
                session, guild.id, gives, possible=possible, now=bot.clock.now()
            )
        return Report(looked_at=asked, repaired=asked)

    async def _is_there(self, channel: discord.TextChannel, message_id: int) -> bool:
        await self._bot.reconciler.turn()
        try:
            await channel.get_partial_message(message_id).fetch()
        except discord.NotFound as error:
            return error.code != UNKNOWN_MESSAGE
        except discord.Forbidden:
            return True  # not to be seen is not the same as gone
        return True

    async def _is_deleted(self, guild: discord.Guild, thread_id: int) -> bool:
        """Whether a thread is gone, rather than archived or hidden from us."""
        await self._bot.reconciler.turn()
        try:
            await guild.fetch_channel(thread_id)
        except discord.NotFound as error:
            return error.code == UNKNOWN_CHANNEL
        except (discord.Forbidden, discord.InvalidData):
            return False
        return False


async def purge(bot: Tenet) -> None:
    """Forget those whose grace period is over. A crash repeats it, which changes nothing."""
    async with bot.db.begin() as session:
        await leaving.purge(session, now=bot.clock.now())
