"""Names and descriptions of slash commands in every language Tenet speaks."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.texts import SOURCE_LANGUAGE, Texts


class CommandTranslator(app_commands.Translator):
    """Feeds Fluent texts to discord.py; English is what stands in the code."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The string in a locale; None leaves Discord to fall back to English."""
        if not self._texts.speaks(locale.value):
            return None  # most of Discord's thirty, asked about for every word of every command
        language = self._texts.choose(locale.value)
        if language == SOURCE_LANGUAGE:
            return None
        key = text_key(context)
        if key is None:
            return None
        try:
            return self._texts.speak(language)(key)
        except KeyError:
            return None


def text_key(context: app_commands.TranslationContextTypes) -> str | None:
    """Where a translation stands: `command-pledge-mine`, its `.description`, or an option's.

    Choices are translated by what they are called: `choice-monday`.
    """
    data = context.data
    match context.location:
        case Location.command_name | Location.group_name:
            return _command_key(data)
        case Location.command_description | Location.group_description:
            return _command_key(data) + ".description"
        case Location.parameter_name:
            return f"{_command_key(data.command)}--{data.display_name}"  # type: ignore[union-attr]  # by location
        case Location.parameter_description:
            return f"{_command_key(data.command)}--{data.display_name}.description"  # type: ignore[union-attr]  # by location
        case Location.choice_name:
            return f"choice-{data.value}".lower()  # type: ignore[union-attr]  # by location
    return None


def description_key(command: object) -> str:
    """Where a command's description stands in the other languages."""
    return _command_key(command) + ".description"


def _command_key(command: object) -> str:
    return "command-" + str(getattr(command, "qualified_name", "")).replace(" ", "-")
