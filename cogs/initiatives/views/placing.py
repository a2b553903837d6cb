"""The form that asks where an initiative happens."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.components import Control, Field, Form, shorten
from bot.texts import Speaker
from cogs.initiatives.service.places import LONGEST_LINK, LONGEST_PLACE, PlaceText

WHERE = Control("initiatives:where:{initiative_id}")
WHERE_FORM = Form("initiatives:where-form:{initiative_id}")

MOST_CHANNELS = 25
"""Options that one select shows (Discord)."""

Talking = discord.VoiceChannel | discord.StageChannel


def place_fields(place: PlaceText, channels: Sequence[Talking], say: Speaker) -> list[Field]:
    """The questions, with what was answered before; of many channels the first are shown.

    The handler reads the answers with `read_place`, by name: what is submitted may hold others.
    """
    fields = [
        Field(
            "text",
            say("initiatives-form-place"),
            say("initiatives-form-place-hint"),
            value=place.text,
            required=False,
            longest=LONGEST_PLACE,
        ),
        Field(
            "link",
            say("initiatives-form-link"),
            say("initiatives-form-link-hint"),
            value=place.link,
            required=False,
            longest=LONGEST_LINK,
        ),
    ]
    if channels:
        chosen = [channel for channel in channels if channel.id == place.channel_id]
        others = [channel for channel in channels if channel.id != place.channel_id]
        fields.insert(
            1,
            Field(
                "channel",
                say("initiatives-form-channel"),
                say("initiatives-form-channel-hint"),
                required=False,
                choices=[
                    discord.SelectOption(
                        label=shorten(channel.name, 100),
                        value=str(channel.id),
                        emoji="🎙️" if isinstance(channel, discord.StageChannel) else "🔊",
                        default=channel.id == place.channel_id,
                    )
                    for channel in [*chosen, *others][:MOST_CHANNELS]
                ],
            ),
        )
    return fields
