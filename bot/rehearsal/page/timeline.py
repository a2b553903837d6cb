"""The messages of a place, and what somebody does with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from multidict import MultiDictProxy

from bot.rehearsal.page import places
from bot.rehearsal.page.message import shown
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.simulator.people import Answer, CannotDo, SeenMessage
from bot.simulator.people.seen import look
from bot.simulator.world.entities import Channel, Message

AT_ONCE = 100
"""How many messages a page shows; older ones are a link away."""

Fields = MultiDictProxy[Any]


def messages(page: Page, visit: Visit, *, before: int | None = None) -> dict[str, Any]:
    """The newest messages of a place, or those before one of them."""
    if visit.channel is None:
        return {"messages": [], "older": None, "newer": before is not None}
    found = visit.person.messages(visit.channel)
    if before is not None:
        found = [message for message in found if message.id < before]
    kept = found[-AT_ONCE:]
    if before is None:
        places.read(page, visit)
    return {
        "messages": [shown(page, visit, _look(page, visit, one)) for one in kept],
        "older": kept[0].id if len(found) > len(kept) else None,
        "newer": before is not None,
    }


def one(page: Page, visit: Visit, message_id: int) -> tuple[dict[str, Any], int | None] | None:
    """One message as it is now, and the id of the one after it; None when it is not there."""
    if visit.channel is None:
        return None
    found = visit.person.messages(visit.channel)
    for place, message in enumerate(found):
        if message.id == message_id:
            later = found[place + 1].id if place + 1 < len(found) else None
            return shown(page, visit, _look(page, visit, message)), later
    return None


async def press(page: Page, visit: Visit, fields: Fields) -> None:
    """Press a button."""
    person, seen = visit.person, _message(visit, fields)
    custom_id = str(fields["custom_id"])
    button = next((item for item in seen.buttons if item.custom_id == custom_id), None)
    if button is None:
        raise CannotDo("the button is gone")
    said = button.label or button.emoji or "a button"

    def has_it(other: SeenMessage) -> bool:
        return any(said in (item.label, item.emoji) for item in other.buttons)

    await page.acts(
        person,
        f"{person.name} presses [{said}] in {page.place(visit)}.",
        lambda: person.clicks(custom_id=custom_id, on=seen),
        steps=[{f"{person.name} clicks": said, **page.recorder.located(person, seen, has_it)}],
    )


async def choose(page: Page, visit: Visit, fields: Fields) -> None:
    """Choose from a menu."""
    person, seen = visit.person, _message(visit, fields)
    custom_id = str(fields["custom_id"])
    values = [str(value) for value in fields.getall("value", []) if value]
    menu = next((item for item in seen.selects if item.custom_id == custom_id), None)
    if menu is None:
        raise CannotDo("the menu is gone")
    named = menu.placeholder
    words = [_label(page, menu.options, value) for value in values]

    def has_it(other: SeenMessage) -> bool:
        return any(named in (None, item.placeholder) for item in other.selects)

    step = {
        f"{person.name} chooses": words or None,
        **page.recorder.located(person, seen, has_it),
        **({"menu": named} if named else {}),
    }
    await page.acts(
        person,
        f"{person.name} chooses {' and '.join(words) or 'nothing'} in {page.place(visit)}.",
        lambda: person.selects(values, on=seen, custom_id=custom_id),
        steps=[step],
    )


async def react(page: Page, visit: Visit, fields: Fields) -> None:
    """React, or take the reaction back."""
    person, seen = visit.person, _message(visit, fields)
    emoji = str(fields["emoji"]).strip()
    takes_back = any(
        item["me"] and emoji in (item["emoji"]["name"], item["emoji"]["id"])
        for item in seen.payload.get("reactions", ())
    )

    async def do() -> Answer | None:
        if takes_back:
            await person.unreacts(emoji, to=seen)
        else:
            await person.reacts(emoji, to=seen)
        return None

    def may_be(other: SeenMessage) -> bool:
        return emoji in other.reactions if takes_back else not other.is_ephemeral

    where = page.recorder.located(person, seen, may_be)
    if takes_back:
        words, phrase = f"takes {emoji} back", "takes back"
    else:
        words, phrase = f"reacts with {emoji}", "reacts"
    await page.acts(
        person,
        f"{person.name} {words} in {page.place(visit)}.",
        do,
        steps=[{f"{person.name} {phrase}": emoji, **where}],
    )


async def delete(page: Page, visit: Visit, fields: Fields) -> None:
    """Delete a message, or dismiss one that only they see."""
    person, seen = visit.person, _message(visit, fields)

    async def do() -> Answer | None:
        person.deletes(seen)
        return None

    if seen.is_ephemeral:
        await page.acts(person, f"{person.name} dismisses a message.", do)
        return
    where = page.recorder.named(person, seen)
    text = where.pop("text")
    await page.acts(
        person,
        f"{person.name} deletes a message in {page.place(visit)}.",
        do,
        steps=[{f"{person.name} deletes": text, **where}],
    )


async def pin(page: Page, visit: Visit, fields: Fields) -> None:
    """Pin a message, or take the pin out."""
    person, seen = visit.person, _message(visit, fields)

    async def do() -> Answer | None:
        if seen.is_pinned:
            person.unpins(seen)
        else:
            person.pins(seen)
        return None

    phrase = "unpins" if seen.is_pinned else "pins"
    where = page.recorder.named(person, seen)
    text = where.pop("text")
    await page.acts(
        person,
        f"{person.name} {phrase} a message in {page.place(visit)}.",
        do,
        steps=[{f"{person.name} {phrase}": text, **where}],
    )


async def vote(page: Page, visit: Visit, fields: Fields) -> None:
    """Vote, or take the vote back by choosing nothing."""
    person, seen = visit.person, _message(visit, fields)
    answers = [str(answer) for answer in fields.getall("answer", [])]

    async def do() -> Answer | None:
        await person.votes(*answers, on=seen)
        return None

    chosen = " and ".join(answers)
    where = page.recorder.located(person, seen, lambda other: bool(other.poll))
    await page.acts(
        person,
        f"{person.name} votes for {chosen}." if answers else f"{person.name} takes the vote back.",
        do,
        steps=[{f"{person.name} votes": answers or None, **where}],
    )


async def write_to_bot(page: Page, visit: Visit, fields: Fields) -> None:
    """Open the direct messages with the bot."""
    channel = visit.person.dm(page.community.application)
    page.goes_on[visit.person.id] = path_of(visit.person.id, channel.id)


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {
    "press": press,
    "choose": choose,
    "react": react,
    "delete": delete,
    "pin": pin,
    "vote": vote,
    "message-bot": write_to_bot,
}


def _look(page: Page, visit: Visit, message: Message) -> SeenMessage:
    return look(page.sim.world, message, visit.person.id)


def _message(visit: Visit, fields: Fields) -> SeenMessage:
    """The message that a form is about.

    Raises:
        CannotDo: It is gone.
    """
    channel: Channel | None = visit.channel
    wanted = str(fields["message"])
    for message in () if channel is None else visit.person.messages(channel):
        if str(message.id) == wanted:
            return look(visit.person.world, message, visit.person.id)
    raise CannotDo("the message is gone")


def _label(page: Page, options: tuple[tuple[str, str], ...], value: str) -> str:
    """What was chosen, by the name it is shown with."""
    found = next((label for label, known in options if known == value), None)
    return found or page.name_of(value)
