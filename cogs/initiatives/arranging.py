"""In the panel: places, needs, who may sign up, and until when."""

from __future__ import annotations

from dataclasses import replace

from discord.utils import escape_markdown

from bot.client import Tenet
from bot.interactions import Interaction, speaker
from cogs.initiatives import service
from cogs.initiatives.acting import acting
from cogs.initiatives.managing import explain_with_words, show_panel
from cogs.initiatives.models import Initiative
from cogs.initiatives.proposing import clock_of
from cogs.initiatives.service import NotOpen, NotYours, arranging, filling, managing
from cogs.initiatives.service.arranging import Arrangement
from cogs.initiatives.service.drafts import BadCutoff
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views import arranging as views

CONTROLS = (views.PLACES, views.PLACES_FORM)


def register(bot: Tenet) -> None:
    """Nothing of it happens without a click."""


@views.PLACES.handles
async def ask_places(interaction: Interaction, *, initiative_id: int) -> None:
    """Open the form with what holds."""
    actor = await acting(interaction)
    bot, clock = interaction.client, await clock_of(interaction)
    async with bot.db.read() as session:
        await managing.manage(session, actor, initiative_id, now=bot.clock.now())
        row = await session.get_one(Initiative, initiative_id)
        held = await arranging.read(session, row)
    say = await speaker(interaction)
    await views.PLACES_FORM.open(
        interaction,
        say("initiatives-form-places-title"),
        views.fields(held, clock.zone, say),
        initiative_id=initiative_id,
    )


@views.PLACES_FORM.handles
async def change_places(
    interaction: Interaction, *, initiative_id: int, values: dict[str, str]
) -> None:
    """Have it hold; what cannot be read is given back with the reason."""
    actor = await acting(interaction)
    bot, clock = interaction.client, await clock_of(interaction)
    now = bot.clock.now()
    say = await speaker(interaction)
    async with bot.db.read() as session:
        await managing.manage(session, actor, initiative_id, now=now)
        held = await arranging.read(session, await session.get_one(Initiative, initiative_id))
    # What was not touched is not read again: a time that has passed since would be refused.
    keeps = values.get("cutoff", "") == views.cutoff_text(held, clock.zone, say)
    typed = values | {"cutoff": ""} if keeps else values
    read = filling.seat(Sketch(act_id=0), typed, clock, now=now)
    wrong = [one for one in read.wrong.values() if one.key]
    if wrong:
        words = [values.get(question, "") for question in ("capacity", "needs", "cutoff")]
        await explain_with_words(interaction, wrong[0].error, *words)
        return
    wanted = Arrangement(read.capacity, read.needs, read.cutoff_at, read.role_id)
    if keeps:
        wanted = replace(wanted, cutoff_at=held.cutoff_at)
    try:
        async with bot.db.begin() as session:
            is_new = await arranging.arrange(session, actor, initiative_id, wanted, now=now)
            overview = await service.get_overview(session, initiative_id)
    except (NotOpen, NotYours, BadCutoff) as problem:
        await explain_with_words(interaction, problem, values.get("needs", ""))
        return
    key = "unlimited" if wanted.capacity is None else "done"
    said = say(
        f"initiatives-capacity-{key}" if is_new else "initiatives-edited-same",
        title=escape_markdown(overview.title),
        capacity=wanted.capacity or 0,
    )
    await show_panel(interaction, initiative_id, said=said)
