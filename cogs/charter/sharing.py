"""The charter as a file: handing it out, and opening one from elsewhere."""

from __future__ import annotations

import asyncio
import io
import logging
from concurrent.futures import ThreadPoolExecutor

import aiohttp
import discord
from discord.utils import escape_markdown, format_dt

from bot.client import Tenet
from bot.components import Control, rows, shorten
from bot.errors import MemberError
from bot.interactions import (
    Interaction,
    answer,
    defer,
    guild_id_of,
    public_speaker,
    speaker,
    update,
)
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.charter import editing, pages, panels, reviewing, service, views
from cogs.charter.service import Draft, imports, packs
from cogs.charter.service.imports import Proposal
from cogs.charter.service.pack_problems import Problem
from cogs.charter.service.packs import BadPack

log = logging.getLogger(__name__)

PAGE = Control("charter:import:{import_id}:{page}:{button}", for_stewards=True)
ACCEPT = Control("charter:accept:{import_id}", for_stewards=True)
DECLINE = Control("charter:decline:{import_id}", for_stewards=True)

FETCH_WITHIN = 20.0
"""Seconds for a file of at most `packs.LARGEST` bytes."""

LONGEST_LIST = 3500
"""Characters of problems in one message; the rest are counted."""

LONGEST_PATH = 60

_READER = ThreadPoolExecutor(1, thread_name_prefix="packs")
"""A file made to be slow takes seconds, in which everybody else is to be answered.

One at a time: as many of them at once would leave nothing of the machine for anybody.
"""


class NoDraft(MemberError):
    """Nobody is writing the next version."""

    key = "charter-export-no-draft"


class NotFetched(MemberError):
    """Discord did not hand out the file."""

    key = "charter-import-not-fetched"


async def export(interaction: Interaction, *, of_draft: bool) -> None:
    """Answer /charter export with the file.

    Raises:
        NotASteward: A draft is for stewards only.
        NoCharter, NoDraft: There is nothing to hand out.
    """
    if of_draft:
        await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.read() as session:
        if of_draft:
            draft = await service.read_draft(session, guild_id)
            if not draft.is_open:
                raise NoDraft
            version, content = None, draft.content
        else:
            text = await service.get_charter(session, guild_id)
            version, content = text.version, service.content_of(text)
    public, say = await public_speaker(interaction), await speaker(interaction)
    server = interaction.guild.name if interaction.guild is not None else ""
    if version is None:
        comment = public("charter-export-draft-comment", server=server)
        told = say("charter-export-draft")
    else:
        comment = public("charter-export-comment", server=server, version=version)
        told = say("charter-export-here", version=version)
    raw = packs.write(content, language=public.language, comment=comment)
    file = discord.File(io.BytesIO(raw), filename=packs.file_name(server, version))
    await answer(interaction, told, file=file)


async def open_pack(interaction: Interaction, attachment: discord.Attachment) -> None:
    """Answer /charter import: show what the file would change, and ask.

    Raises:
        NotASteward: It is for stewards.
        NotFetched: Discord did not hand out the file.
    """
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    await defer(interaction)
    say = await speaker(interaction)
    try:
        pack = await _read(attachment)
    except BadPack as bad:
        await answer(interaction, embed=refusal(bad, attachment.filename, say))
        return
    async with bot.db.begin() as session:
        proposal = await imports.propose(
            session,
            guild_id,
            pack,
            file=attachment.filename,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    embed, view = await ask(interaction, proposal)
    await answer(interaction, embed=embed, view=view)


async def _read(attachment: discord.Attachment) -> packs.Pack:
    if attachment.size > packs.LARGEST:
        raise packs.too_large()
    try:
        async with asyncio.timeout(FETCH_WITHIN):
            raw = await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("a file could not be fetched: %s", error)
        raise NotFetched from None
    return await asyncio.get_running_loop().run_in_executor(_READER, packs.read, raw)


def refusal(bad: BadPack, file: str, say: Speaker) -> discord.Embed:
    """Everything that is wrong with a file, line by line."""
    lines: list[str] = []
    length = 0
    for found in bad.problems:
        line = _line(found, say)
        length += len(line) + 2
        if length > LONGEST_LIST:
            break
        lines.append(line)
    if len(lines) < len(bad.problems):
        lines.append(say("charter-pack-more", count=len(bad.problems) - len(lines)))
    intro = say("charter-pack-bad-intro", count=len(bad.problems), file=_named(file))
    return discord.Embed(
        title=say("charter-pack-bad-title"),
        description="\n\n".join([intro, *lines]),
        colour=reviewing.WARNING,
    )


def _line(found: Problem, say: Speaker) -> str:
    place = say("charter-pack-place", line=found.line, column=found.column)
    if found.path:
        place += f" · `{shorten(found.path.replace('`', ' '), LONGEST_PATH)}`"
    quoted = {
        name: escape_markdown(given) if isinstance(given, str) else given
        for name, given in found.arguments.items()
    }
    return f"{place}\n{say(found.key, **quoted)}"


async def ask(interaction: Interaction, proposal: Proposal, *, page: int = 0) -> reviewing.Shown:
    """What a file would change, and the question whether it shall be the draft."""
    known = await editing.known_emojis(interaction, proposal.content)
    public = await public_speaker(interaction)
    return question(
        proposal,
        await speaker(interaction),
        foreign=() if known is None else proposal.foreign_emojis(known),
        server_language=public.language,
        page=page,
    )


def question(
    proposal: Proposal,
    say: Speaker,
    *,
    foreign: tuple[str, ...] = (),
    server_language: str,
    page: int = 0,
) -> reviewing.Shown:
    """What a pack would change, on pages, what becomes of the draft, and the two answers."""
    title = say("charter-import-title", file=_named(proposal.file))
    if not proposal.is_news:
        text = say("charter-import-nothing-new")
        return discord.Embed(title=title, description=text, colour=views.COLOUR), None
    intro = [_compared(proposal, say)]
    if proposal.language not in (None, server_language):
        intro.append(say("charter-import-language", language=str(proposal.language)))
    if foreign:
        names = ", ".join(f":{name}:" for name in foreign)
        intro.append(f"⚠️ {say('charter-import-foreign', count=len(foreign), names=names)}")
    intro.append(_asking(proposal.draft, say))
    blocks = pages.of_changes(proposal.changes, say) or [[say("charter-import-same")]]
    shown = pages.paginate([intro, *blocks])
    number = min(page, len(shown) - 1)
    embed = discord.Embed(title=title, description=shown[number], colour=views.COLOUR)
    footer = reviewing.counted(proposal.changes, say) if proposal.changes else ""
    items: list[discord.ui.Item[discord.ui.View] | None] = []
    if len(shown) > 1:
        turned = say("charter-page", page=number + 1, pages=len(shown))
        footer = f"{footer} · {turned}" if footer else turned
        items += _turning(proposal, number, len(shown), say)
    if footer:
        embed.set_footer(text=footer)
    yes = say("charter-import-yes")
    items.append(
        ACCEPT.button(yes, style=discord.ButtonStyle.primary, row=1, import_id=proposal.id)
    )
    items.append(DECLINE.button(say("charter-import-no"), row=1, import_id=proposal.id))
    return embed, rows(*items)


def _compared(proposal: Proposal, say: Speaker) -> str:
    count = len(proposal.content.values)
    if not proposal.version:
        return say("charter-import-first", count=count)
    return say("charter-import-against", count=count, version=proposal.version)


def _asking(draft: Draft, say: Speaker) -> str:
    if not draft.is_open:
        return say("charter-import-asks")
    who = say("charter-import-somebody") if draft.changed_by is None else f"<@{draft.changed_by}>"
    when = format_dt(draft.changed_at, "R") if draft.changed_at is not None else ""
    return say("charter-import-asks-and-replaces", who=who, when=when)


def _turning(
    proposal: Proposal, number: int, count: int, say: Speaker
) -> list[discord.ui.Item[discord.ui.View]]:
    return [
        PAGE.button(
            say("charter-back"),
            disabled=number == 0,
            import_id=proposal.id,
            page=max(0, number - 1),
            button=0,
        ),
        PAGE.button(
            say("charter-further"),
            disabled=number + 1 == count,
            import_id=proposal.id,
            page=min(count - 1, number + 1),
            button=1,
        ),
    ]


def _named(file: str) -> str:
    return escape_markdown(shorten(file, 80))


@PAGE.handles
async def _turn(interaction: Interaction, *, import_id: int, page: int, button: int) -> None:
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        proposal = await imports.get(
            session, guild_id_of(interaction), import_id, now=bot.clock.now()
        )
    embed, view = await ask(interaction, proposal, page=page)
    await update(interaction, embed=embed, view=view)


@ACCEPT.handles
async def _accept(interaction: Interaction, *, import_id: int) -> None:
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        decided = await imports.accept(
            session,
            guild_id_of(interaction),
            import_id,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    if isinstance(decided, Proposal):
        embed, view = await ask(interaction, decided)
        await update(interaction, say("charter-import-moved"), embed=embed, view=view)
        return
    embed, view = reviewing.overview(await editing.look(interaction), say)
    undo = panels.UNDO.button(say("charter-undo"), turn=decided.turn)
    view = rows(undo) if view is None else view.add_item(undo)
    await update(interaction, say("charter-import-done"), embed=embed, view=view)


@DECLINE.handles
async def _decline(interaction: Interaction, *, import_id: int) -> None:
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        await imports.decline(session, guild_id_of(interaction), import_id, now=bot.clock.now())
    say = await speaker(interaction)
    await update(interaction, say("charter-import-declined"))


async def purge(bot: Tenet) -> None:
    """Forget files that nobody decided about. A crash repeats it, which changes nothing."""
    async with bot.db.begin() as session:
        await imports.purge(session, now=bot.clock.now())


CONTROLS = (PAGE, ACCEPT, DECLINE)
