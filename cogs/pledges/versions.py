"""What members press on the pages about new words, in direct messages and on servers alike."""

from __future__ import annotations

import discord

from bot.components import Control
from bot.interactions import Interaction, answer, speaker, update
from bot.models import MemberKey
from bot.texts import Speaker
from cogs.pledges import service
from cogs.pledges.members import member_of, told
from cogs.pledges.service import objections, versions
from cogs.pledges.service.versions import Answered, Reworded, Taken
from cogs.pledges.views import versions as pages


@pages.SEE.handles
async def see(interaction: Interaction, *, guild: int) -> None:
    """Open the pages, at the first value that its member has not answered about."""
    say = await speaker(interaction, guild_id=guild)
    reworded = await _list(interaction, guild)
    if not reworded:
        await answer(interaction, say("pledges-versions-none"))
        return
    value_id = versions.next_open(reworded, 0) or reworded[0].now.id
    embed, view = pages.page(
        reworded, value_id, say, guild_id=guild, server=_server(interaction, guild)
    )
    await answer(interaction, embed=embed, view=view)


@pages.PAGE.handles
async def turn(interaction: Interaction, *, guild: int, value: int) -> None:
    """Show another value; one that was answered elsewhere makes room for the next."""
    say = await speaker(interaction, guild_id=guild)
    reworded = await _list(interaction, guild)
    if any(one.now.id == value for one in reworded):
        await _show(interaction, reworded, value, "", say, guild)
    else:
        await _go_on(interaction, reworded, value, "", say, guild)


@pages.REAFFIRM.handles
async def reaffirm(interaction: Interaction, *, guild: int, value: int, revision: int) -> None:
    """Hold to the words that are shown."""
    bot, member = interaction.client, await member_of(interaction, guild)
    async with bot.db.begin() as session:
        answered = await versions.reaffirm(
            session, member, value, revision=revision, now=bot.clock.now()
        )
        reworded = await versions.list_reworded(session, member)
    await _answered(interaction, answered, "reaffirmed", reworded, guild, value)


@pages.LET_GO.handles
async def let_go(interaction: Interaction, *, guild: int, value: int, revision: int) -> None:
    """End the pledge."""
    bot, member = interaction.client, await member_of(interaction, guild)
    async with bot.db.begin() as session:
        answered = await versions.let_go(
            session, member, value, revision=revision, now=bot.clock.now()
        )
        reworded = await versions.list_reworded(session, member)
    await _answered(interaction, answered, "let-go", reworded, guild, value)


@pages.OBJECT.handles
async def write(interaction: Interaction, *, guild: int, value: int, revision: int) -> None:
    """Open the form, if there is still something to object to."""
    member = await member_of(interaction, guild)
    async with interaction.client.db.read() as session:
        answered, text = await versions.look(session, member, value, revision=revision)
        reworded = await versions.list_reworded(session, member)
        written = {} if text is None else await objections.find(session, member, [text])
    if text is None or not any(one.now.id == value for one in reworded):
        await _answered(interaction, answered, "reaffirmed", reworded, guild, value)
        return
    say = await speaker(interaction, guild_id=guild)
    await pages.OBJECTION.open(
        interaction,
        say("pledges-objection-title", value=text.name),
        pages.objection_fields(written.get(value), say),
        guild=guild,
        value=value,
        revision=revision,
    )


@pages.OBJECTION.handles
async def objected(
    interaction: Interaction, *, values: dict[str, str], guild: int, value: int, revision: int
) -> None:
    """Write the objection down; nothing written takes it back."""
    bot, member, reason = (
        interaction.client,
        MemberKey(guild, interaction.user.id),
        values["reason"],
    )
    async with bot.db.begin() as session:
        answered = await versions.object_to(
            session, member, value, revision=revision, reason=reason, now=bot.clock.now()
        )
        reworded = await versions.list_reworded(session, member)
    done = "objection-written" if reason else "objection-deleted"
    await _answered(interaction, answered, done, reworded, guild, value, written=reason)


CONTROLS: tuple[Control, ...] = (
    pages.SEE,
    pages.PAGE,
    pages.REAFFIRM,
    pages.LET_GO,
    pages.OBJECT,
    pages.OBJECTION,
)


async def _list(interaction: Interaction, guild_id: int) -> list[Reworded]:
    async with interaction.client.db.read() as session:
        return await versions.list_reworded(session, MemberKey(guild_id, interaction.user.id))


async def _answered(
    interaction: Interaction,
    answered: Answered,
    done: str,
    reworded: list[Reworded],
    guild_id: int,
    value_id: int,
    *,
    written: str = "",
) -> None:
    """Say what became of an answer, and go on; words that changed meanwhile are shown first.

    Args:
        done: What is said when it was taken.
        written: What would be lost if it was not.
    """
    say = await speaker(interaction, guild_id=guild_id)
    if answered.ended is not None:
        member = MemberKey(guild_id, interaction.user.id)
        async with interaction.client.db.read() as session:
            held = await service.list_held(session, member, resting=True)
        note = await told(interaction, member, answered.ended, held, say)
    else:
        key = done if answered.taken is Taken.YES else answered.taken
        note = say(f"pledges-versions-{key}", value=discord.utils.escape_markdown(answered.name))
    if written and answered.taken is not Taken.YES:
        note += "\n" + say("pledges-versions-had-written", reason=pages.quoted(written))
    if answered.taken is Taken.CHANGED:
        await _show(interaction, reworded, value_id, note, say, guild_id)
    else:
        await _go_on(interaction, reworded, value_id, note, say, guild_id)


async def _go_on(
    interaction: Interaction,
    reworded: list[Reworded],
    value_id: int,
    note: str,
    say: Speaker,
    guild_id: int,
) -> None:
    """Show the next value that is open; after the last, a word of thanks."""
    following = versions.next_open(reworded, value_id)
    if following is not None:
        await _show(interaction, reworded, following, note, say, guild_id)
        return
    thanks = say("pledges-versions-thanks")
    await update(interaction, f"{note}\n\n{thanks}" if note else thanks)


async def _show(
    interaction: Interaction,
    reworded: list[Reworded],
    value_id: int,
    note: str,
    say: Speaker,
    guild_id: int,
) -> None:
    embed, view = pages.page(
        reworded, value_id, say, guild_id=guild_id, server=_server(interaction, guild_id)
    )
    await update(interaction, note or None, embed=embed, view=view)


def _server(interaction: Interaction, guild_id: int) -> str | None:
    """The community's name where the message is a direct one."""
    if interaction.guild_id is not None:
        return None
    guild = interaction.client.get_guild(guild_id)
    return "—" if guild is None else guild.name
