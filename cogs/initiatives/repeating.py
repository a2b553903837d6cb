"""Initiatives that come back: the organiser's form and panel, and the tick that makes the next."""

from __future__ import annotations

from datetime import date

from discord.utils import escape_markdown

from bot.client import Tenet
from bot.interactions import Interaction, guild_id_of, member_key, public_speaker, speaker, update
from bot.recurrence import Recurrence
from bot.stewards import require_steward
from cogs.initiatives import managing as panels
from cogs.initiatives.acting import acting
from cogs.initiatives.service import Actor, managing, occurring, orphans, series
from cogs.initiatives.service.repeating import Repeating
from cogs.initiatives.views import repeating as views

LOOK_SECONDS = 60.0

CONTROLS = (
    views.REPEAT,
    views.REPEAT_FORM,
    views.AGAIN,
    views.BEGIN,
    views.SKIP,
    views.UNTIL,
    views.UNTIL_FORM,
    views.FOLLOW,
    views.STOP,
    views.STOP_NOW,
    views.TAKE,
    views.GIVE_UP,
)


def register(bot: Tenet) -> None:
    """Bring the notice's buttons and the tick to the parts that call them."""
    bot.telling.draws(orphans.ORPHANED, views.orphaned)

    async def look() -> None:
        """Make what comes near. A crash loses and doubles none: a date has one row."""
        shards = bot.deliveries.shards
        async with bot.db.read() as session:
            due = await occurring.list_due(session, now=bot.clock.now(), shards=shards)
        for series_id in due:
            # As long as that one series has something due; then the others have their turn.
            again = True
            while again:
                async with bot.db.begin() as session:
                    again = await occurring.make_next(session, series_id, now=bot.clock.now())

    bot.ticks.add("initiatives.series", look, seconds=LOOK_SECONDS)


@views.REPEAT.handles
async def repeat(interaction: Interaction, *, initiative_id: int) -> None:
    """The form, or the series it belongs to."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        found = await series.find_repeating(session, actor, initiative_id, now=bot.clock.now())
        if found is None or found.has_ended:
            zone = await series.zone_to_repeat_in(session, actor, initiative_id)
    if found is not None and not found.has_ended:
        await _show(interaction, found)
        return
    say = await speaker(interaction)
    await views.REPEAT_FORM.open(
        interaction,
        say("initiatives-form-repeat-title"),
        views.form_fields(say, zone=zone),
        initiative_id=initiative_id,
    )


@views.REPEAT_FORM.handles
async def preview(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """Show how the rule was understood, with its next dates; nothing is kept yet."""
    actor = await acting(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        plan = await series.plan(
            session,
            actor,
            initiative_id,
            values.get("rule", ""),
            values.get("until", ""),
            language=_locale(interaction, say.language),
            now=bot.clock.now(),
        )
    embed, view = views.planned(plan, say)
    await update(interaction, embed=embed, view=view)


@views.AGAIN.handles
async def correct(interaction: Interaction, *, initiative_id: int, rule: int, until: int) -> None:
    """Back to the form, with the rule as it was understood."""
    actor = await acting(interaction)
    async with interaction.client.db.read() as session:
        zone = await series.zone_to_repeat_in(session, actor, initiative_id)
    say = await speaker(interaction)
    fields = views.form_fields(
        say,
        zone=zone,
        rule=Recurrence.unpack(rule),
        until=date.fromordinal(until) if until else None,
    )
    await views.REPEAT_FORM.open(
        interaction, say("initiatives-form-repeat-title"), fields, initiative_id=initiative_id
    )


@views.BEGIN.handles
async def begin(interaction: Interaction, *, initiative_id: int, rule: int, until: int) -> None:
    """From now on it comes back."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        begun = await series.begin(
            session,
            actor,
            initiative_id,
            packed=rule,
            until=until,
            act_id=interaction.id,
            now=bot.clock.now(),
        )
    await _show(interaction, begun, said="initiatives-series-begun")


@views.SKIP.handles
async def skip(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """These dates are left out, and no others."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        changed = await series.skip(
            session, actor, initiative_id, views.read_days(values), now=bot.clock.now()
        )
    await _show(interaction, changed, said="initiatives-series-skipped")


@views.UNTIL.handles
async def ask_last_day(interaction: Interaction, *, initiative_id: int) -> None:
    """Open the form for the last day."""
    found = await _found(interaction, await acting(interaction), initiative_id)
    say = await speaker(interaction)
    await views.UNTIL_FORM.open(
        interaction,
        say("initiatives-form-repeat-title"),
        views.until_fields(say, found.until_on),
        initiative_id=initiative_id,
    )


@views.UNTIL_FORM.handles
async def change_last_day(
    interaction: Interaction, *, initiative_id: int, values: dict[str, str]
) -> None:
    """It comes back until then, or for good."""
    actor = await acting(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        changed = await series.end_on(
            session,
            actor,
            initiative_id,
            values.get("until", ""),
            language=_locale(interaction, say.language),
            now=bot.clock.now(),
        )
    await _show(interaction, changed, said="initiatives-series-until-changed")


@views.FOLLOW.handles
async def follow(interaction: Interaction, *, initiative_id: int) -> None:
    """The next ones start from this one."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        changed = await series.follow(session, actor, initiative_id, now=bot.clock.now())
    await _show(interaction, changed, said="initiatives-series-followed")


@views.STOP.handles
async def ask_stop(interaction: Interaction, *, initiative_id: int) -> None:
    """Ask once more before it comes back no more."""
    found = await _found(interaction, await acting(interaction), initiative_id)
    text, view = views.stopping(found, await speaker(interaction))
    await update(interaction, text, view=view)


@views.STOP_NOW.handles
async def stop(interaction: Interaction, *, initiative_id: int) -> None:
    """It comes back no more."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        await series.stop(session, actor, initiative_id, now=bot.clock.now())
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    say = await speaker(interaction)
    title = escape_markdown(managed.shown.overview.title)
    await panels.show_panel(
        interaction, initiative_id, said=say("initiatives-series-stopped", title=title)
    )


@views.TAKE.handles
async def take_over(interaction: Interaction, *, series_id: int) -> None:
    """A steward organises it from now on."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        title = await orphans.take_over(
            session, member_key(interaction), series_id, now=bot.clock.now()
        )
    await _settled(interaction, "initiatives-series-taken", title)


@views.GIVE_UP.handles
async def give_up(interaction: Interaction, *, series_id: int) -> None:
    """A steward lets it come back no more."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.begin() as session:
        title = await orphans.give_up(session, guild_id, series_id, now=bot.clock.now())
    await _settled(interaction, "initiatives-series-given-up", title)


async def _found(interaction: Interaction, actor: Actor, initiative_id: int) -> Repeating:
    bot = interaction.client
    async with bot.db.read() as session:
        return await series.get_repeating(session, actor, initiative_id, now=bot.clock.now())


async def _show(interaction: Interaction, found: Repeating, *, said: str | None = None) -> None:
    say = await speaker(interaction)
    embed, view = views.series(found, say)
    await update(interaction, None if said is None else say(said), embed=embed, view=view)


async def _settled(interaction: Interaction, key: str, title: str) -> None:
    """The notice says who did what, and can be pressed no more."""
    say = await public_speaker(interaction)
    await update(interaction, say(key, title=escape_markdown(title), who=interaction.user.mention))


def _locale(interaction: Interaction, spoken: str) -> str:
    """The locale in which somebody writes; of the language they are spoken to in."""
    locale = str(interaction.locale)
    return locale if locale.partition("-")[0] == spoken.partition("-")[0] else spoken
