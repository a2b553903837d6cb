"""`/initiative propose`: a form, a private preview of the card, and publishing it.

What was typed is kept at every step, so a preview of yesterday still works, and a second device
goes on with the same draft.
"""

from __future__ import annotations

from typing import Any

from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, preferences
from bot.client import Tenet
from bot.config import Decision
from bot.interactions import (
    Interaction,
    MayNotPost,
    answer,
    guild_id_of,
    may_post,
    member_key,
    public_speaker,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.places import find_channel
from bot.settings import INITIATIVES_CHANNEL
from cogs.charter import service as charter
from cogs.initiatives import service
from cogs.initiatives.models import STANDING, InitiativeState
from cogs.initiatives.service import drafts, filling, publishing
from cogs.initiatives.service.configuring import Rules
from cogs.initiatives.service.filling import Clock
from cogs.initiatives.service.foreseeing import foresee
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views import frame
from cogs.initiatives.views import proposing as views

NO_CHANNEL = notices.about_channel(INITIATIVES_CHANNEL)
"""What the notice about a lost channel is about."""

CONTROLS = (
    views.PROPOSE,
    views.PUBLISH,
    views.EDIT,
    views.PREVIEW,
    views.DISCARD,
    views.DISCARD_NOW,
)


def register(bot: Tenet) -> None:
    """Nothing happens to a draft without a click but that old ones are tidied away."""


async def start(interaction: Interaction, kind: service.Kind | None) -> None:
    """Answer `/initiative propose`: go on with the draft there is, or open the form."""
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.read() as session:
        sketch = await drafts.find(session, member)
    if sketch is None:
        await _open_form(interaction, None, act_id=interaction.id, kind=kind)
        return
    if kind is not None and kind is not sketch.kind:
        sketch = await change(interaction, sketch.act_id, kind=kind)
    say = await speaker(interaction)
    text, embed, view = await draw(interaction, sketch, said=say("initiatives-draft-there"))
    await answer(interaction, text, embed=embed, view=view)


async def draw(interaction: Interaction, sketch: Sketch, *, said: str | None = None) -> views.Page:
    """The preview of a draft as it is now."""
    bot, member = interaction.client, member_key(interaction)
    now = bot.clock.now()
    settings = await bot.settings.of(member.guild_id)
    rules = Rules.of(settings)
    async with bot.db.read() as session:
        proposal, problems = await drafts.check(session, sketch, guild_id=member.guild_id, now=now)
        values = {value.id: value for value in await charter.list_values(session, member.guild_id)}
    return views.preview(
        sketch,
        foresee(proposal, member=member, rules=rules, now=now),
        values,
        problems,
        await speaker(interaction),
        public=await public_speaker(interaction),
        rules=rules,
        zone=settings.zone,
        said=said,
    )


async def show(interaction: Interaction, sketch: Sketch, *, said: str | None = None) -> None:
    """Put the preview in place of what was pressed; an answer of its own where nothing was."""
    text, embed, view = await draw(interaction, sketch, said=said)
    if interaction.message is None:
        await answer(interaction, text, embed=embed, view=view)
    else:
        await update(interaction, text, embed=embed, view=view)


@views.PROPOSE.handles
async def write(
    interaction: Interaction, *, act_id: int, kind: int, values: dict[str, str]
) -> None:
    """The form was sent: keep it, and show what it makes.

    What was published while the form was open is not touched: the words become a draft of their
    own, so that none of them is lost.
    """
    bot, member = interaction.client, member_key(interaction)
    now = bot.clock.now()
    clock = await clock_of(interaction)
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=now)
        if await publishing.find_published(session, member, act_id) is not None:
            act_id = interaction.id
        known = await drafts.find(session, member)
        if known is None or known.act_id != act_id:
            known = Sketch(act_id, kind=views.kind_of(kind))
        sketch = await drafts.save(
            session, member, filling.fill_in(known, values, clock, now=now), now=now
        )
    await show(interaction, sketch)


@views.EDIT.handles
async def edit(interaction: Interaction, *, act_id: int) -> None:
    """Back into the form, with everything that was typed."""
    sketch = await own_draft(interaction, act_id)
    await _open_form(interaction, sketch, act_id=act_id, kind=sketch.kind)


@views.PREVIEW.handles
async def look(interaction: Interaction, *, act_id: int) -> None:
    """Back to the preview."""
    await show(interaction, await own_draft(interaction, act_id))


@views.DISCARD.handles
async def ask_discard(interaction: Interaction, *, act_id: int) -> None:
    """Ask once more before a draft is thrown away."""
    sketch = await own_draft(interaction, act_id)
    text, embed, view = views.discarding(sketch, await speaker(interaction))
    await update(interaction, text, embed=embed, view=view)


@views.DISCARD_NOW.handles
async def discard(interaction: Interaction, *, act_id: int) -> None:
    """Throw the draft away."""
    async with interaction.client.db.begin() as session:
        await drafts.discard(session, member_key(interaction), act_id)
    say = await speaker(interaction)
    await update(interaction, say("initiatives-discarded"))


@views.PUBLISH.handles
async def publish(interaction: Interaction, *, act_id: int, turn: int) -> None:
    """Publish what was looked at; what has changed since is shown once more instead."""
    bot, member = interaction.client, member_key(interaction)
    configured = (await bot.settings.of(member.guild_id)).place(INITIATIVES_CHANNEL)
    channel = None if interaction.guild is None else find_channel(interaction.guild, configured)
    if channel is None and not may_post(interaction):
        raise MayNotPost
    now = bot.clock.now()
    async with bot.db.begin() as session:
        initiative_id = await publishing.publish(
            session,
            member,
            act_id,
            turn=turn,
            channel_id=interaction.channel_id if channel is None else channel.id,
            now=now,
        )
        if initiative_id is None:
            sketch = await drafts.get(session, member, act_id)
        else:
            overview = await service.get_overview(session, initiative_id)
            await _tell_of_channel(session, member, configured, channel, now=now)
    say = await speaker(interaction)
    if initiative_id is None:
        await show(interaction, sketch, said=say("initiatives-draft-moved"))
        return
    await update(interaction, await _published(interaction, overview))


async def _published(interaction: Interaction, overview: service.Overview) -> str:
    say, card = await speaker(interaction), await public_speaker(interaction)
    rules = Rules.of(await interaction.client.settings.of(overview.guild_id))
    key = "initiatives-created"
    if overview.state not in STANDING:
        key = "initiatives-already-published"
    elif overview.state is InitiativeState.PROPOSED:
        by_members = rules.decide is Decision.SECONDS
        key = "initiatives-proposed-seconds" if by_members else "initiatives-proposed-stewards"
    return say(
        key,
        title=escape_markdown(overview.title),
        place=frame.card_link(overview) or f"<#{overview.channel_id}>",
        join=card("initiatives-join"),
        count=rules.seconds,
        days=rules.silence.days,
    )


async def _tell_of_channel(
    session: AsyncSession, member: MemberKey, configured: Any, channel: Any, *, now: Any
) -> None:
    """Stewards hear of it when the channel for initiatives is gone, and when it is mended."""
    if configured is not None and channel is None:
        await notices.open_notice(
            session,
            NO_CHANNEL,
            guild_id=member.guild_id,
            text_key="initiatives-notice-no-channel",
            now=now,
            place=f"#{configured}",
        )
    elif channel is not None:
        await notices.close_notice(session, NO_CHANNEL, guild_id=member.guild_id, now=now)


async def clock_of(interaction: Interaction) -> Clock:
    """How whoever acts means the times they type: in their zone, as their language writes them."""
    bot, member = interaction.client, member_key(interaction)
    settings = await bot.settings.of(member.guild_id)
    language = (await speaker(interaction)).language
    locale = str(interaction.locale)
    async with bot.db.read() as session:
        zone = await preferences.zone_of(session, member, otherwise=settings.zone)
    return Clock(locale if locale.partition("-")[0] == language else language, zone)


async def own_draft(interaction: Interaction, act_id: int) -> Sketch:
    """The draft, or where it went.

    Raises:
        NoDraft, AlreadyPublished: As they say.
    """
    member = member_key(interaction)
    async with interaction.client.db.read() as session:
        if await publishing.find_published(session, member, act_id) is not None:
            raise publishing.AlreadyPublished
        return await drafts.get(session, member, act_id)


async def change(interaction: Interaction, act_id: int, **differences: Any) -> Sketch:
    bot = interaction.client
    async with bot.db.begin() as session:
        return await drafts.change(
            session, member_key(interaction), act_id, now=bot.clock.now(), **differences
        )


async def _open_form(
    interaction: Interaction, sketch: Sketch | None, *, act_id: int, kind: service.Kind | None
) -> None:
    async with interaction.client.db.read() as session:
        values = await charter.list_values(session, guild_id_of(interaction))
    say = await speaker(interaction)
    await views.PROPOSE.open(
        interaction,
        say("initiatives-form-title"),
        views.form_fields(sketch, values, say),
        act_id=act_id,
        kind=views.number_of(kind),
    )
