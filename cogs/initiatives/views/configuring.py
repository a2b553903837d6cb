"""What stewards see of how initiatives work in their server, and can change about it."""

from __future__ import annotations

import discord

from bot.components import Control, Field, Form, rows
from bot.config import Decision
from bot.texts import Speaker
from cogs.initiatives.service.configuring import RANGES, Rules
from cogs.initiatives.views.frame import COLOUR

DECIDE = Control("initiatives:set-decide", for_stewards=True)
NUMBERS = Control("initiatives:set-numbers", for_stewards=True)
NUMBERS_FORM = Form("initiatives:set-numbers-form", for_stewards=True)
EVENTS = Control("initiatives:set-events:{wanted}", for_stewards=True)
THREADS = Control("initiatives:set-threads:{wanted}", for_stewards=True)
"""`wanted`: 1 or 0."""


def numbers(rules: Rules) -> dict[str, int]:
    """The rules that are numbers, by the name of their setting."""
    return {
        "seconds": rules.seconds,
        "silence_days": rules.silence.days,
        "confirm_hours": int(rules.confirm_within.total_seconds() // 3600),
    }


def panel(
    rules: Rules, say: Speaker, *, said: str | None = None
) -> tuple[discord.Embed, discord.ui.View | None]:
    """How it works, and a control for each part of it.

    Args:
        said: What the last change has led to.
    """
    counts = numbers(rules)
    embed = discord.Embed(title=say("initiatives-settings-title"), description=said, colour=COLOUR)
    for name, value in (
        ("decide", say(f"initiatives-settings-decide-{rules.decide}", count=rules.seconds)),
        ("silence", say("initiatives-settings-silence-text", days=counts["silence_days"])),
        ("confirm", say("initiatives-settings-confirm-text", hours=counts["confirm_hours"])),
        ("events", say(f"initiatives-settings-events-{_word(rules.events)}")),
        ("threads", say(f"initiatives-settings-threads-{_word(rules.threads)}")),
    ):
        embed.add_field(name=say(f"initiatives-settings-{name}"), value=value, inline=False)
    return embed, rows(
        DECIDE.select(
            [
                discord.SelectOption(
                    label=say(f"initiatives-settings-by-{decision}"),
                    description=say(f"initiatives-settings-by-{decision}.about"),
                    value=decision.value,
                    default=decision is rules.decide,
                )
                for decision in Decision
            ]
        ),
        NUMBERS.button(say("initiatives-settings-numbers")),
        EVENTS.button(
            say(f"initiatives-settings-turn-events-{_word(not rules.events)}"),
            wanted=int(not rules.events),
        ),
        THREADS.button(
            say(f"initiatives-settings-turn-threads-{_word(not rules.threads)}"),
            wanted=int(not rules.threads),
        ),
    )


def number_fields(rules: Rules, say: Speaker) -> list[Field]:
    """The numbers, as they are."""
    fields = []
    for name, value in numbers(rules).items():
        least, most = RANGES[name]
        key = name.replace("_", "-")
        fields.append(
            Field(
                name,
                say(f"initiatives-form-{key}"),
                say(f"initiatives-form-{key}-hint", least=least, most=most),
                value=str(value),
                longest=5,
            )
        )
    return fields


def _word(is_on: bool) -> str:
    return "on" if is_on else "off"
