"""What anybody may press under a reminder's post."""

from __future__ import annotations

from bot.interactions import Interaction, answer, guild_id_of, speaker
from cogs.charter import service as charter
from cogs.reminders import service, views
from cogs.reminders.views.post import LIVED

CONTROLS = (LIVED,)


@LIVED.handles
async def show_lived(interaction: Interaction, *, post_id: int, value_id: int) -> None:
    """Say privately what the value looks like; that somebody asked counts as an answer.

    The post may stand longer than its reminder; then there is nothing to count.
    """
    guild_id = guild_id_of(interaction)
    async with interaction.client.db.begin() as session:
        await service.press(session, guild_id, post_id)
        values = await charter.list_values(session, guild_id)
    for value in values:
        if value.id == value_id:
            await answer(interaction, embed=views.lived(value, await speaker(interaction)))
            return
    raise charter.ValueRetired
