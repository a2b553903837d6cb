"""The two buttons under every message that nobody asked for at that moment.

They carry the server, because in a direct message nobody knows which one a press belongs to; which
message it was, and why it came, is looked up by the message they stand under.
"""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot.components import Control, rows
from bot.contact import choices, records
from bot.contact.kinds import Kind
from bot.contact.limits import PER_WEEK
from bot.contact.models import Choice, Contact
from bot.interactions import Interaction, answer, speaker, update
from bot.models import MemberKey
from bot.texts import Speaker

WHY = Control("contact:why:{guild}")
LESS = Control("contact:less:{guild}")
CHOOSE = Control("contact:choose:{guild}:{kind}:{choice}")
STOP = Control("contact:stop:{guild}")
ALLOW = Control("contact:allow:{guild}")

CONTROLS = (WHY, LESS, CHOOSE, STOP, ALLOW)

CHOICES = (Choice.ON, Choice.DIGEST, Choice.OFF)
"""As buttons count them."""

ROWS = 5


def dress(view: ui.View | None, say: Speaker, guild_id: int) -> ui.View:
    """The same controls with why it came, and how to get fewer, below everything else.

    Where there is no room for both, how to get fewer is what stays. What has them already, because
    it is drawn anew when something in it is pressed, stays as it is.
    """
    view = view or ui.View(timeout=None)
    less_id = LESS.custom_id(guild=guild_id)
    if any(getattr(item, "custom_id", None) == less_id for item in view.children):
        return view
    for labels in (("why", "less"), ("less",)):
        for number in reversed(range(ROWS)):
            buttons = [
                _BUTTONS[label].button(say(f"contact-{label}"), row=number, guild=guild_id)
                for label in labels
            ]
            if _add(view, buttons):
                return view
    return view


_BUTTONS = {"why": WHY, "less": LESS}


def _add(view: ui.View, buttons: Sequence[ui.Button[ui.View]]) -> bool:
    """Add all of them or none."""
    added: list[ui.Button[ui.View]] = []
    for button in buttons:
        try:
            view.add_item(button)
        except ValueError:  # the row is full
            for other in added:
                view.remove_item(other)
            return False
        added.append(button)
    return True


def stop_button(say: Speaker, guild_id: int, *, row: int | None = None) -> ui.Button[ui.View]:
    """What ends every unasked message of a community."""
    return STOP.button(say("contact-stop"), row=row, guild=guild_id)


def allow_button(say: Speaker, guild_id: int, *, row: int | None = None) -> ui.Button[ui.View]:
    """The way back, wherever it is shown that somebody wants no messages."""
    return ALLOW.button(say("contact-allow"), row=row, guild=guild_id)


def choice_buttons(
    say: Speaker, guild_id: int, kind: Kind, chosen: Choice
) -> list[ui.Button[ui.View]]:
    """How one kind may be had; what holds now cannot be pressed."""
    return [
        CHOOSE.button(
            say("contact-choice", choice=choice.value),
            disabled=choice is chosen,
            guild=guild_id,
            kind=kind.number,
            choice=CHOICES.index(choice),
        )
        for choice in CHOICES
        if choice is not Choice.DIGEST or not kind.urgent
    ]


def why(say: Speaker, kind: Kind, contact: Contact) -> str:
    """Why somebody got a message, in a sentence."""
    about = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in contact.about.items()
    }
    return say(f"contact-why-{kind.text}", **about)


@WHY.handles
async def tell_why(interaction: Interaction, *, guild: int) -> None:
    """The reason of the message that the button stands under."""
    bot, member = interaction.client, MemberKey(guild, interaction.user.id)
    say = await speaker(interaction, guild_id=guild)
    now = bot.clock.now()
    async with bot.db.read() as session:
        contact = await _pressed(session, interaction, member)
        week = await records.count_week(session, member, now=now)
    settings = await bot.settings.of(guild)
    kind = None if contact is None else bot.contacts.get(contact.kind)
    parts = []
    if contact is None or kind is None:
        parts.append(say("contact-why-unknown", server=_server(interaction, guild)))
    else:
        parts.append(why(say, kind, contact))
        if kind.urgent:
            parts.append(say("contact-why-urgent"))
    parts.append(
        say(
            "contact-week",
            count=week,
            most=settings.get(PER_WEEK),
            server=_server(interaction, guild),
        )
    )
    await answer(interaction, "\n".join(parts))


@LESS.handles
async def offer_less(interaction: Interaction, *, guild: int) -> None:
    """What can be had less of: this kind, or all of it."""
    bot, member = interaction.client, MemberKey(guild, interaction.user.id)
    say = await speaker(interaction, guild_id=guild)
    async with bot.db.read() as session:
        contact = await _pressed(session, interaction, member)
        kind = None if contact is None else bot.contacts.get(contact.kind)
        chosen = Choice.ON
        if kind is not None:
            chosen = await choices.choice_of(session, member, kind)
    buttons = [] if kind is None else choice_buttons(say, guild, kind, chosen)
    text = say("contact-less-unknown", server=_server(interaction, guild))
    if kind is not None:
        text = say(
            "contact-less-of",
            kind=say(f"contact-kind-{kind.text}"),
            choice=chosen.value,
            server=_server(interaction, guild),
        )
    await answer(interaction, text, view=rows(*buttons, stop_button(say, guild, row=1)))


@CHOOSE.handles
async def choose(interaction: Interaction, *, guild: int, kind: int, choice: int) -> None:
    """Want a kind of messages in another way from now on."""
    bot, member = interaction.client, MemberKey(guild, interaction.user.id)
    say = await speaker(interaction, guild_id=guild)
    found = bot.contacts.numbered(kind)
    if found is None or choice >= len(CHOICES):
        await update(interaction, say("contact-less-unknown", server=_server(interaction, guild)))
        return
    chosen = CHOICES[choice]
    async with bot.db.begin() as session:
        await choices.choose(session, member, found, chosen, now=bot.clock.now())
    text = say(
        "contact-chosen",
        kind=say(f"contact-kind-{found.text}"),
        choice=chosen.value,
        server=_server(interaction, guild),
    )
    buttons = choice_buttons(say, guild, found, chosen)
    await update(interaction, text, view=rows(*buttons, stop_button(say, guild, row=1)))


@STOP.handles
async def stop(interaction: Interaction, *, guild: int) -> None:
    """Write to the member no more, unless they ask for it."""
    bot = interaction.client
    async with bot.db.begin() as session:
        await records.stop(session, MemberKey(guild, interaction.user.id), now=bot.clock.now())
    say = await speaker(interaction, guild_id=guild)
    text = say("contact-stopped", server=_server(interaction, guild))
    await answer(interaction, text, view=rows(allow_button(say, guild)))


@ALLOW.handles
async def allow(interaction: Interaction, *, guild: int) -> None:
    """Let the member be written to again."""
    async with interaction.client.db.begin() as session:
        await records.allow(session, MemberKey(guild, interaction.user.id))
    say = await speaker(interaction, guild_id=guild)
    text = say("contact-allowed", server=_server(interaction, guild))
    await answer(interaction, text, view=rows(stop_button(say, guild)))


async def _pressed(
    session: AsyncSession, interaction: Interaction, member: MemberKey
) -> Contact | None:
    """The contact that the message under the pressed button was."""
    if interaction.message is None:
        return None
    return await records.find(session, member, interaction.message.id)


def _server(interaction: Interaction, guild_id: int) -> str:
    """The server's name; one that is not there any more has none."""
    guild = interaction.client.get_guild(guild_id)
    return "—" if guild is None else escape_markdown(guild.name)
