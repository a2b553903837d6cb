"""A photo as evidence: it is posted where it was sent, and an outcome links to that message.

What somebody sends along with a command is theirs alone and gone after a while (Discord). So we
post it ourselves, for everybody there to see; whoever may not write there cannot have it posted.
"""

from __future__ import annotations

import asyncio
import io
import logging

import aiohttp
import discord

from bot.errors import MemberError
from bot.interactions import Interaction, MayNotPost, may_post, public_speaker
from bot.texts import unmarked
from cogs.initiatives.service.reports import Preview

log = logging.getLogger(__name__)

LARGEST = 8 * 1024 * 1024
"""Bytes; Discord takes ten MiB of us wherever nobody has paid for more (FACTS §1)."""

FETCH_WITHIN = 20.0

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}


class NotAPhoto(MemberError):
    """Another kind of file."""

    key = "initiatives-photo-none"


class PhotoTooLarge(MemberError):
    """Larger than we can post it."""

    key = "initiatives-photo-too-large"


class PhotoLost(MemberError):
    """Discord did not hand it out, or did not take it."""

    key = "initiatives-photo-lost"


def check(interaction: Interaction, photo: discord.Attachment) -> str:
    """The ending that its file is to have.

    Raises:
        NotAPhoto, PhotoTooLarge, MayNotPost: As they say.
    """
    kind = (photo.content_type or "").partition(";")[0].strip().lower()
    if kind not in _ENDINGS:
        raise NotAPhoto
    if photo.size > LARGEST:
        raise PhotoTooLarge(most=LARGEST // 1024 // 1024)
    if not may_post(interaction):
        raise MayNotPost
    return _ENDINGS[kind]


async def fetch(photo: discord.Attachment) -> bytes:
    """What is in the file.

    Raises:
        PhotoLost: Discord did not hand it out.
    """
    try:
        async with asyncio.timeout(FETCH_WITHIN):
            return await photo.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("a photo could not be fetched: %s", error)
        raise PhotoLost from None


async def post(interaction: Interaction, shown: Preview, raw: bytes, ending: str) -> str:
    """Show it to everybody where it was sent; the answer is a link to that message.

    Raises:
        PhotoLost: Discord did not take it.
    """
    say = await public_speaker(interaction)
    words = say(
        "initiatives-photo-posted",
        who=interaction.user.mention,
        title=unmarked(shown.title),
    )
    try:
        message = await interaction.followup.send(
            words,
            file=discord.File(io.BytesIO(raw), filename=f"photo.{ending}"),
            ephemeral=False,
            wait=True,
        )
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.warning("a photo could not be posted: %s", error)
        raise PhotoLost from None
    where = f"{interaction.guild_id}/{interaction.channel_id}/{message.id}"
    return f"https://discord.com/channels/{where}"
