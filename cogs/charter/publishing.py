"""From a draft to a version in force, and reading those before: what the buttons do."""

from __future__ import annotations

from bot.components import shorten
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from cogs.charter import history, reviewing, service
from cogs.charter.editing import known_emojis, look, read_draft
from cogs.charter.service import DraftMoved, NothingChanged, NotReady, Review


async def show_changes(interaction: Interaction) -> None:
    """Show what the draft changes."""
    await require_steward(interaction)
    embed, view = reviewing.overview(await look(interaction), await speaker(interaction))
    await answer(interaction, embed=embed, view=view)


async def begin(interaction: Interaction) -> None:
    """Ask for the summary, or say what stands in the way.

    Raises:
        NothingChanged: There is nothing to publish.
    """
    await require_steward(interaction)
    review = await look(interaction)
    say = await speaker(interaction)
    try:
        review.require()
    except NotReady:
        embed, view = reviewing.not_ready(review, say)
        await answer(interaction, embed=embed, view=view)
        return
    await _ask_summary(interaction, review)


async def show_history(interaction: Interaction) -> None:
    """List the versions."""
    embed, view = await _history(interaction, 0)
    await answer(interaction, embed=embed, view=view)


@reviewing.DIFF.handles
async def turn_page(interaction: Interaction, *, page: int) -> None:
    """Another page of what changes, as it is now."""
    await require_steward(interaction)
    embed, view = reviewing.overview(await look(interaction), await speaker(interaction), page=page)
    await update(interaction, embed=embed, view=view)


@reviewing.ASK_SUMMARY.handles
async def ask_summary(interaction: Interaction, *, turn: int) -> None:
    """Ask what is new, of somebody who has seen what is in the draft now."""
    await require_steward(interaction)
    review = await look(interaction)
    try:
        review.require()
    except (NotReady, NothingChanged):
        await _show_moved(interaction, review)
        return
    if review.draft.turn != turn:
        await _show_moved(interaction, review)
        return
    await _ask_summary(interaction, review)


@reviewing.SUMMARY_FORM.handles
async def summarise(interaction: Interaction, *, turn: int, values: dict[str, str]) -> None:
    """The summary was written: keep it, and ask once more with everything in view."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    say = await speaker(interaction)
    summary = values.get("summary", "")
    moved = False
    try:
        async with bot.db.begin() as session:
            moved = (await service.read_draft(session, guild_id)).turn != turn
            await service.summarise(
                session, guild_id, summary, actor_id=interaction.user.id, now=bot.clock.now()
            )
    except DraftMoved:
        embed, view = await _history(interaction, 0)
        text = say("charter-no-draft") + "\n" + say("charter-note-summary", summary=summary)
        await answer(interaction, shorten(text, 2000), embed=embed, view=view)
        return
    review = await look(interaction)
    note = say("charter-draft-moved") if moved else None
    try:
        review.require()
    except NothingChanged:
        embed, view = reviewing.overview(review, say)
    except NotReady:
        embed, view = reviewing.not_ready(review, say)
    else:
        async with bot.db.read() as session:
            found = await service.list_affected(session, review)
        embed, view = reviewing.confirmation(review, found, say)
    await answer(interaction, note, embed=embed, view=view)


@reviewing.CONFIRM.handles
async def confirm(interaction: Interaction, *, turn: int) -> None:
    """Put the draft in force as it was shown; when it is another by now, show that one."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    say = await speaker(interaction)
    known = await known_emojis(interaction, (await read_draft(interaction)).content)
    try:
        async with bot.db.begin() as session:
            line = await service.publish(
                session,
                guild_id,
                turn=turn,
                actor_id=interaction.user.id,
                known_emojis=known,
                now=bot.clock.now(),
            )
    except (DraftMoved, NotReady, NothingChanged):
        await _show_moved(interaction, await look(interaction))
        return
    await update(interaction, say("charter-published", version=line.version))


@reviewing.DISCARD.handles
async def ask_to_discard(interaction: Interaction, *, turn: int) -> None:
    """Ask before a draft is thrown away."""
    await require_steward(interaction)
    review = await look(interaction)
    if not review.draft.is_open or review.draft.turn != turn:
        await _show_moved(interaction, review)
        return
    embed, view = reviewing.discarding(review, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


@reviewing.CONFIRM_DISCARD.handles
async def discard(interaction: Interaction, *, turn: int) -> None:
    """Throw the draft away, if it is the one that was asked about."""
    await require_steward(interaction)
    bot = interaction.client
    say = await speaker(interaction)
    try:
        async with bot.db.begin() as session:
            await service.discard(
                session,
                guild_id_of(interaction),
                turn=turn,
                actor_id=interaction.user.id,
                now=bot.clock.now(),
            )
    except DraftMoved:
        await _show_moved(interaction, await look(interaction))
        return
    await update(interaction, say("charter-discarded"))


@history.LIST.handles
async def turn_history(interaction: Interaction, *, page: int) -> None:
    """Another page of the versions."""
    embed, view = await _history(interaction, page)
    await update(interaction, embed=embed, view=view)


@history.CHOOSE.handles
async def choose_version(interaction: Interaction, *, values: list[str]) -> None:
    """A version was chosen: show it as it was."""
    await _show_version(interaction, int(values[0]), 0)


@history.VERSION.handles
async def turn_version(interaction: Interaction, *, version: int, page: int) -> None:
    """Another page of a version."""
    await _show_version(interaction, version, page)


@history.COMPARED.handles
async def turn_compared(interaction: Interaction, *, version: int, page: int) -> None:
    """What a version changed, a page of it."""
    async with interaction.client.db.read() as session:
        guild_id = guild_id_of(interaction)
        text = await service.get_version(session, guild_id, version)
        changes = await service.changes_between(session, guild_id, version - 1, version)
    embed, view = history.compared(text, changes, await speaker(interaction), page=page)
    await update(interaction, embed=embed, view=view)


async def _ask_summary(interaction: Interaction, review: Review) -> None:
    say = await speaker(interaction)
    await reviewing.SUMMARY_FORM.open(
        interaction,
        say("charter-confirm-title", version=review.draft.base_version + 1),
        reviewing.summary_fields(review.draft.summary, say),
        turn=review.draft.turn,
    )


async def _show_moved(interaction: Interaction, review: Review) -> None:
    """What was pressed belongs to another draft than there is: show the one there is."""
    say = await speaker(interaction)
    if not review.draft.is_open:
        embed, view = await _history(interaction, 0)
        await update(interaction, say("charter-no-draft"), embed=embed, view=view)
        return
    embed, view = reviewing.overview(review, say)
    await update(interaction, say("charter-draft-moved"), embed=embed, view=view)


async def _history(interaction: Interaction, page: int) -> reviewing.Shown:
    async with interaction.client.db.read() as session:
        lines = await service.list_versions(session, guild_id_of(interaction))
    return history.listing(lines, page, await speaker(interaction))


async def _show_version(interaction: Interaction, version: int, page: int) -> None:
    async with interaction.client.db.read() as session:
        text = await service.get_version(session, guild_id_of(interaction), version)
    embed, view = history.version(text, await speaker(interaction), page=page)
    await update(interaction, embed=embed, view=view)


CONTROLS = (
    reviewing.DIFF,
    reviewing.ASK_SUMMARY,
    reviewing.SUMMARY_FORM,
    reviewing.CONFIRM,
    reviewing.DISCARD,
    reviewing.CONFIRM_DISCARD,
    history.LIST,
    history.CHOOSE,
    history.VERSION,
    history.COMPARED,
)
