"""/reminder run-now."""

from __future__ import annotations

from discord.utils import escape_markdown

from bot import audit
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.settings import REMINDERS_CHANNEL
from bot.stewards import require_steward
from cogs.reminders import posting, service


class MayNotPost(MemberError):
    """We know that Discord would refuse it."""

    key = "reminders-run-now-refused"


async def run_now(interaction: Interaction, name: str) -> None:
    """Have the post made at once, beside the rule.

    Raises:
        MayNotPost: We lack a permission there.
    """
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    settings, say = await bot.settings.of(guild_id), await speaker(interaction)
    async with bot.db.begin() as session:
        reminder = await service.get_by_name(session, guild_id, name)
        shown = escape_markdown(reminder.name)
        place = reminder.channel or settings.place(REMINDERS_CHANNEL)
        missing = () if place is None else posting.missing_in(bot, guild_id, place)
        if missing:
            raise MayNotPost(name=shown, missing=", ".join(missing))
        now = bot.clock.now()
        channel_id = await posting.ask(bot, session, reminder.id, now=now)
        await audit.note(
            session,
            "reminders.run",
            guild_id=guild_id,
            actor_id=interaction.user.id,
            before=None,
            after={"name": reminder.name},
            at=now,
        )
    await answer(interaction, say("reminders-run-now", name=shown, place=f"<#{channel_id}>"))
