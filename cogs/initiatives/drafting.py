"""What a draft can be given besides the form it began with: kind, places, place, dates."""

from __future__ import annotations

from bot.client import Tenet
from bot.components import UnknownControl
from bot.interactions import Interaction, member_key, speaker
from cogs.initiatives import service
from cogs.initiatives.placing import require_channel, talking_channels
from cogs.initiatives.proposing import change, clock_of, own_draft, show
from cogs.initiatives.service import drafts, filling
from cogs.initiatives.service.places import read_place
from cogs.initiatives.views import drafting as fields
from cogs.initiatives.views import proposing as views

CONTROLS = (
    views.KIND,
    views.PLACES,
    views.PLACES_FORM,
    views.WHERE,
    views.WHERE_FORM,
    views.DATES,
    views.DATES_FORM,
)


def register(bot: Tenet) -> None:
    """Nothing happens to a draft without a click."""


@views.KIND.handles
async def choose_kind(interaction: Interaction, *, act_id: int, values: list[str]) -> None:
    """Choose what kind of thing it is."""
    if values[0] not in list(service.Kind):
        raise UnknownControl
    await show(interaction, await change(interaction, act_id, kind=service.Kind(values[0])))


@views.PLACES.handles
async def ask_places(interaction: Interaction, *, act_id: int) -> None:
    """Open the form for places and needs."""
    sketch = await own_draft(interaction, act_id)
    say = await speaker(interaction)
    await views.PLACES_FORM.open(
        interaction,
        say("initiatives-form-seats-title"),
        fields.places_fields(sketch, say),
        act_id=act_id,
    )


@views.PLACES_FORM.handles
async def change_places(interaction: Interaction, *, act_id: int, values: dict[str, str]) -> None:
    """Keep how many can come, as what, who, and until when they sign up."""
    bot, member = interaction.client, member_key(interaction)
    clock, now = await clock_of(interaction), bot.clock.now()
    async with bot.db.begin() as session:
        sketch = await drafts.get(session, member, act_id)
        sketch = filling.seat(sketch, values, clock, now=now)
        sketch = await drafts.save(session, member, sketch, now=now)
    await show(interaction, sketch)


@views.WHERE.handles
async def ask_where(interaction: Interaction, *, act_id: int) -> None:
    """Open the form for the place."""
    sketch = await own_draft(interaction, act_id)
    say = await speaker(interaction)
    await views.WHERE_FORM.open(
        interaction,
        say("initiatives-form-where-title"),
        fields.where_fields(sketch, talking_channels(interaction), say),
        act_id=act_id,
    )


@views.WHERE_FORM.handles
async def change_where(interaction: Interaction, *, act_id: int, values: dict[str, str]) -> None:
    """Keep where it is to happen."""
    bot, member = interaction.client, member_key(interaction)
    place = read_place(text=values.get("text", ""), channel=values.get("channel", ""))
    require_channel(interaction, place)
    now = bot.clock.now()
    async with bot.db.begin() as session:
        sketch = await drafts.get(session, member, act_id)
        sketch = filling.locate(sketch, place, values.get("link", ""))
        sketch = await drafts.save(session, member, sketch, now=now)
    await show(interaction, sketch)


@views.DATES.handles
async def ask_dates(interaction: Interaction, *, act_id: int) -> None:
    """Open the form for dates to vote about."""
    sketch, clock = await own_draft(interaction, act_id), await clock_of(interaction)
    say = await speaker(interaction)
    await views.DATES_FORM.open(
        interaction,
        say("initiatives-form-poll-title"),
        fields.dates_fields(sketch, say, zone=clock.zone),
        act_id=act_id,
    )


@views.DATES_FORM.handles
async def change_dates(interaction: Interaction, *, act_id: int, values: dict[str, str]) -> None:
    """Keep between which dates people are to vote."""
    bot, member = interaction.client, member_key(interaction)
    clock, now = await clock_of(interaction), bot.clock.now()
    async with bot.db.begin() as session:
        sketch = await drafts.get(session, member, act_id)
        sketch = filling.vote(sketch, values, clock, now=now)
        sketch = await drafts.save(session, member, sketch, now=now)
    await show(interaction, sketch)
