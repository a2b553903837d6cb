"""What is said back to the member who acted: answers, updates in place, and errors explained."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot import metrics, preferences
from bot.errors import MemberError
from bot.logs import new_reference
from bot.models import MemberKey
from bot.texts import Speaker

if TYPE_CHECKING:
    from bot.client import Tenet

    Interaction = discord.Interaction[Tenet]
else:
    Interaction = discord.Interaction

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
SESSION_CLOSED = "Session is closed"
"""What aiohttp says of a request when the bot has stopped meanwhile."""


class NotInServer(MemberError):
    """The act belongs to a server and came from a DM."""

    key = "error-not-in-server"


class MayNotPost(MemberError):
    """Whoever may not write in a channel does not get us to do it."""

    key = "error-may-not-post"


def may_post(interaction: Interaction) -> bool:
    """Whether the actor may write where they act, and so have us show something to everybody."""
    permissions = interaction.permissions
    if isinstance(interaction.channel, discord.Thread):
        return permissions.view_channel and permissions.send_messages_in_threads
    return permissions.view_channel and permissions.send_messages


def guild_id_of(interaction: Interaction) -> int:
    """The server the act happened in.

    Raises:
        NotInServer: It happened in a DM.
    """
    if interaction.guild_id is None:
        raise NotInServer
    return interaction.guild_id


def member_key(interaction: Interaction) -> MemberKey:
    """Who acted, in which server.

    Raises:
        NotInServer: It happened in a DM.
    """
    return MemberKey(guild_id_of(interaction), interaction.user.id)


async def speaker(interaction: Interaction, *, guild_id: int | None = None) -> Speaker:
    """Who speaks the actor's language, in the words of their community.

    The language they chose there goes before that of their Discord; where nobody knows which
    community an act in a DM belongs to, it is the language they chose last in any.

    Args:
        guild_id: The community, where the act itself happens in a DM.
    """
    bot = interaction.client
    guild_id = guild_id or interaction.guild_id
    if guild_id is None:
        async with bot.db.read() as session:
            chosen = await preferences.last_language(session, interaction.user.id)
        return bot.texts.speak(bot.texts.choose(chosen or str(interaction.locale)))
    return await bot.speaker_to(MemberKey(guild_id, interaction.user.id), str(interaction.locale))


def _plain_speaker(interaction: Interaction) -> Speaker:
    """Who speaks the actor's language, in our own words."""
    texts = interaction.client.texts
    return texts.speak(texts.choose(str(interaction.locale)))


async def public_speaker(interaction: Interaction, *, guild_id: int | None = None) -> Speaker:
    """Who speaks the server's language, for what everybody reads.

    Args:
        guild_id: The community, where the act itself happens in a DM.
    """
    settings = await interaction.client.settings.of(guild_id or guild_id_of(interaction))
    return interaction.client.speaker(settings, settings.language)


async def answer(
    interaction: Interaction,
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
    ephemeral: bool = True,
) -> None:
    """Answer the actor: at once when nothing was said yet, as a followup otherwise."""
    options: dict[str, Any] = {"ephemeral": ephemeral}
    if embeds:
        options["embeds"] = list(embeds)
    if file is not None:
        options["file"] = file
    if embed is not None:
        options["embed"] = embed
    if view is not None:
        options["view"] = view
    if interaction.response.is_done():
        await interaction.followup.send(content or discord.utils.MISSING, **options)
    else:
        await interaction.response.send_message(content, **options)


async def update(
    interaction: Interaction,
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | None = None,
) -> None:
    """Change the message whose button was pressed; what is not given disappears from it."""
    shown = list(embeds) if embed is None else [embed]
    if interaction.response.is_done():
        await interaction.edit_original_response(content=content, embeds=shown, view=view)
    else:
        await interaction.response.edit_message(content=content, embeds=shown, view=view)


async def defer(interaction: Interaction, *, thinking: bool = True) -> None:
    """Have Discord wait for the answer, which only the actor will see; once is enough.

    Args:
        thinking: Say so in a message; otherwise the pressed message waits for its change.
    """
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=thinking, thinking=thinking)


async def explain(interaction: Interaction, error: BaseException) -> None:
    """Tell the actor what is so and what they can do now; a mistake of ours gets a reference."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if _nobody_waits(interaction, error):
        age = (interaction.client.clock.now() - interaction.created_at).total_seconds()
        log.warning("no answer was wanted any more, %.1f s after the act: %s", age, error)
        return
    try:
        say = await speaker(interaction)
    except Exception:  # outermost: without a database the member must still be told
        log.exception("how this server words its texts could not be read")
        say = _plain_speaker(interaction)
    try:
        await answer(interaction, _sentence(interaction, error, say))
    except (discord.HTTPException, aiohttp.ClientError) as refusal:
        log.warning("the actor could not be told: %s", refusal)
    except RuntimeError as refusal:
        if not _has_stopped(interaction, refusal):
            raise
        log.warning("the actor could not be told: %s", refusal)


def _sentence(interaction: Interaction, error: BaseException, say: Speaker) -> str:
    if isinstance(error, MemberError):
        return say(error.key, **error.arguments)
    if isinstance(error, app_commands.NoPrivateMessage):
        return say("error-not-in-server")
    if isinstance(error, app_commands.MissingPermissions | app_commands.CheckFailure):
        return say("error-not-allowed")
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return say("error-unknown-command")
    if isinstance(error, app_commands.TransformerError):
        return say("error-option", given=str(error.value))
    reference = new_reference()
    metrics.ERRORS.labels("interaction").inc()
    if isinstance(error, aiohttp.ClientError):  # a line that broke; where we were tells nothing
        log.warning(
            "Discord was not reached, reference %s: %s",
            reference,
            error,
            extra={"reference": reference, "guild_id": interaction.guild_id},
        )
        return say("error-bug", reference=reference)
    log.error(
        "our own mistake, reference %s",
        reference,
        exc_info=error,
        extra={"reference": reference, "guild_id": interaction.guild_id},
    )
    return say("error-bug", reference=reference)


def arrived(interaction: Interaction) -> None:
    """Note when an act reached us, for the figures."""
    interaction.extras["arrived"] = time.perf_counter()


def answered(interaction: Interaction, capability: str, outcome: str) -> None:
    """Count how long the actor waited, once."""
    since = interaction.extras.pop("arrived", None)
    if since is not None:
        metrics.ANSWERS.labels(capability, outcome).observe(time.perf_counter() - since)


def _has_stopped(interaction: Interaction, error: BaseException) -> bool:
    is_closed = isinstance(error, RuntimeError) and str(error) == SESSION_CLOSED
    return is_closed and interaction.client.is_closed()


def _nobody_waits(interaction: Interaction, error: BaseException) -> bool:
    if _has_stopped(interaction, error):
        return True
    return isinstance(error, discord.HTTPException) and error.code in {
        UNKNOWN_INTERACTION,
        ALREADY_ACKNOWLEDGED,
    }
