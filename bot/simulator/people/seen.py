"""What a person's screen shows: messages, forms, and Discord's own notices of failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.forms.messages import LOADING
from bot.simulator.payloads import messages as payloads
from bot.simulator.world.entities import EPHEMERAL, Channel, Json, Message
from bot.simulator.world.world import World

SELECT_KINDS = (3, 5, 6, 7, 8)


class CannotDo(Exception):
    """Discord does not let this person do it; the text says why."""


class NotFilledIn(CannotDo):
    """A field of a form that the client would not send as it is.

    Attributes:
        field: Its custom_id.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class NotSeen(Exception):
    """What somebody waited for did not appear; the text says what they saw instead."""


@dataclass(frozen=True, slots=True)
class Embed:
    title: str = ""
    description: str = ""
    url: str | None = None
    color: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    author: str = ""
    image: str | None = None
    thumbnail: str | None = None

    @property
    def text(self) -> str:
        parts = [self.author, self.title, self.description]
        parts += [f"{name}\n{value}" for name, value in self.fields]
        parts.append(self.footer)
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str | None
    style: int
    disabled: bool = False
    emoji: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """A menu; `options` are label and value, and empty where Discord fills the menu itself."""

    custom_id: str
    kind: int
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    min_values: int = 1
    max_values: int = 1
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act. `text` is everything that can be read."""

    text: str
    content: str = ""
    embeds: tuple[Embed, ...] = ()
    buttons: tuple[Button, ...] = ()
    selects: tuple[Select, ...] = ()

    @property
    def is_form(self) -> bool:
        return False

    @property
    def failed(self) -> bool:
        """Whether this is Discord's notice that the bot did not answer."""
        return False

    def __contains__(self, text: str) -> bool:
        return text in self.text


@dataclass(frozen=True, slots=True)
class NoAnswer(Answer):
    """The bot did not answer in time: "The application did not respond"."""

    @property
    def failed(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Acknowledged(Answer):
    """The bot took note and has shown nothing (yet)."""


@dataclass(frozen=True, slots=True)
class SeenMessage(Answer):
    """A message as one person saw it at one moment.

    Attributes:
        reactions: Emoji and how many reacted with it.
        is_thinking: The bot has put off its answer and not given it yet.
        files: The names of what is attached; `Person.opens` reads them.
        payload: The message as the API shows it to that person.
    """

    id: int = 0
    channel_id: int = 0
    guild_id: int | None = None
    author_id: int = 0
    author: str = ""
    is_ephemeral: bool = False
    is_thinking: bool = False
    is_edited: bool = False
    is_pinned: bool = False
    reactions: Mapping[str, int] = field(default_factory=dict)
    poll: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    mention_ids: tuple[int, ...] = ()
    mention_role_ids: tuple[int, ...] = ()
    mention_everyone: bool = False
    thread_id: int | None = None
    payload: Json = field(default_factory=dict, repr=False, compare=False)

    def button(self, label: str) -> Button:
        """The button with this label.

        Raises:
            NotSeen: There is none.
        """
        for button in self.buttons:
            if button.label == label:
                return button
        raise NotSeen(f"no button {label!r}; there are {[b.label for b in self.buttons]}")


def look(world: World, message: Message, viewer_id: int) -> SeenMessage:
    """The message as `viewer_id` sees it now."""
    shown = payloads.message(world, message, viewer_id)
    components = list(walk(shown["components"]))
    embeds = tuple(_embed(embed) for embed in shown["embeds"])
    texts = [str(item["content"]) for item in components if item["type"] == 10]
    poll = shown.get("poll")
    poll_texts = (
        (poll["question"]["text"], *(item["poll_media"]["text"] for item in poll["answers"]))
        if poll
        else ()
    )
    parts = [shown["content"], *texts, *(embed.text for embed in embeds), *poll_texts]
    author = shown["author"]
    return SeenMessage(
        text="\n".join(part for part in parts if part),
        content=shown["content"],
        embeds=embeds,
        buttons=tuple(_button(item) for item in components if item["type"] == 2),
        selects=tuple(_select(item) for item in components if item["type"] in SELECT_KINDS),
        id=message.id,
        channel_id=message.channel_id,
        guild_id=message.guild_id,
        author_id=message.author_id,
        author=_name(world, message, author),
        is_ephemeral=bool(message.flags & EPHEMERAL),
        is_thinking=bool(message.flags & LOADING),
        is_edited=message.edited_at is not None,
        is_pinned=message.pinned_at is not None,
        reactions={
            reaction.emoji.name: len(reaction.user_ids) for reaction in message.reactions.values()
        },
        poll=poll_texts,
        files=tuple(file["filename"] for file in shown["attachments"]),
        mention_ids=tuple(message.mention_ids),
        mention_role_ids=tuple(message.mention_role_ids),
        mention_everyone=message.mention_everyone,
        thread_id=message.thread_id,
        payload=shown,
    )


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component of a message, those inside others too, from top to bottom."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        if component.get("accessory"):
            yield from walk([component["accessory"]])


def describe(messages: Sequence[SeenMessage], *, last: int = 5) -> str:
    """The last few messages in one line each, for telling what was seen instead."""
    if not messages:
        return "nothing"
    lines = []
    for message in messages[-last:]:
        text = " ".join(message.text.split())
        buttons = " ".join(f"[{button.label}]" for button in message.buttons)
        lines.append(f"{message.author}: {text[:120]} {buttons}".strip())
    return "; ".join(lines)


def place_name(world: World, channel: Channel) -> str:
    """`#name` for a channel, `DM` for direct messages."""
    return "DM" if channel.is_dm else f"#{channel.name}"


def _name(world: World, message: Message, author: Json) -> str:
    guild = world.guilds.get(message.guild_id or 0)
    member = None if guild is None else guild.members.get(message.author_id)
    if member is not None:
        return member.display_name
    return str(author.get("global_name") or author["username"])


def _embed(raw: Json) -> Embed:
    return Embed(
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        url=raw.get("url"),
        color=raw.get("color"),
        fields=tuple((item["name"], item["value"]) for item in raw.get("fields", ())),
        footer=raw.get("footer", {}).get("text", ""),
        author=raw.get("author", {}).get("name", ""),
        image=raw.get("image", {}).get("url"),
        thumbnail=raw.get("thumbnail", {}).get("url"),
    )


def _button(raw: Json) -> Button:
    return Button(
        label=raw.get("label", ""),
        custom_id=raw.get("custom_id"),
        style=raw["style"],
        disabled=raw.get("disabled", False),
        emoji=raw.get("emoji", {}).get("name"),
        url=raw.get("url"),
    )


def _select(raw: Json) -> Select:
    options: Any = raw.get("options", ())
    return Select(
        custom_id=raw["custom_id"],
        kind=raw["type"],
        placeholder=raw.get("placeholder", ""),
        options=tuple((option["label"], option["value"]) for option in options),
        min_values=raw.get("min_values", 1),
        max_values=raw.get("max_values", 1),
        disabled=raw.get("disabled", False),
    )
