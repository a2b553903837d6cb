"""What people do in places and with messages: each verb in which somebody acts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.config.kinds import same_emoji
from bot.rehearsal import belonging, showing
from bot.rehearsal.expectations import find_message, seen_instead
from bot.rehearsal.paper import Line, Style
from bot.rehearsal.stage import Failed, Stage
from bot.rehearsal.story import Step
from bot.simulator.people import Answer, Form, NoAnswer, Person, SeenMessage
from bot.simulator.world.entities import Channel, ScheduledEvent

Act = Callable[[Stage, Step], Awaitable[None]]


_WHERE_THEY_ARE = ("reacts", "takes back", "clears reactions")
"""What is done to the newest message before one's eyes, unless something else is said."""


async def goes_to(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    place = await _place(stage, person, step.what)
    stage.transcript.act(f"{step.who} goes to {stage.transcript.place(place, seen_by=person.id)}.")
    person.place = place


async def says(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    await person.says(step.what, await _here(stage, person, step))


async def runs(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    place = await _here(stage, person, step)
    where = stage.transcript.place(place, seen_by=person.id)
    stage.transcript.act(f"{step.who} runs {step.what} in {where}.")
    _note(stage, person, await person.runs(step.what, channel=place))


async def types(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    place = await _here(stage, person, step)
    line, _, typed = step.what.rpartition(":")
    line, _, option = line.rpartition(" ")
    choices = await person.completes(line, {option: typed.strip()}, channel=place)
    stage.choices[step.who] = choices
    offered = [Line(f"▸ {choice.name}", hanging=2) for choice in choices]
    stage.transcript.act(
        f"{step.who} types {step.what}▏", offered or [Line("(no suggestions)", Style.DIM)]
    )


async def clicks(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)

    def has_it(seen: SeenMessage) -> bool:
        return any(step.what in (button.label, button.emoji) for button in seen.buttons)

    message = await _message(stage, step, has_it, f"the button [{step.what}]")
    where = stage.transcript.place(stage.sim.world.channels[message.channel_id], seen_by=person.id)
    stage.transcript.act(f"{step.who} presses [{step.what}] in {where}.")
    _note(stage, person, await person.clicks(step.what, on=message))


async def chooses(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    menu: str | None = step.options.get("menu")

    def has_it(seen: SeenMessage) -> bool:
        return any(menu in (None, item.placeholder, item.custom_id) for item in seen.selects)

    message = await _message(stage, step, has_it, f"the menu {menu}" if menu else "a menu")
    chosen: tuple[str, ...] = step.what or ()
    stage.transcript.act(f"{step.who} chooses {' and '.join(chosen) or 'nothing'}.")
    _note(stage, person, await person.selects(chosen, on=message, custom_id=menu))


async def fills_in(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    form = stage.answers.get(step.who)
    if not isinstance(form, Form):
        raise Failed("a form to be open", "none is open")
    written = [
        Line(f"{name}: {_said(value)}", hanging=2) for name, value in (step.what or {}).items()
    ]
    stage.transcript.act(f"{step.who} fills in and sends “{form.title}”", written)
    _note(stage, person, await person.fills_in(form, step.what or {}))


async def reacts(stage: Stage, step: Step) -> None:
    message = await _message(stage, step, lambda seen: not seen.is_ephemeral, "a message")
    stage.transcript.act(f"{step.who} reacts with {step.what} to {_named(stage, step, message)}.")
    await stage.person(step.who).reacts(_offered(message, step.what), to=message)


async def takes_back(stage: Stage, step: Step) -> None:
    def has_it(seen: SeenMessage) -> bool:
        return _offered(seen, step.what) in seen.reactions

    message = await _message(stage, step, has_it, f"a reaction {step.what}")
    stage.transcript.act(f"{step.who} takes {step.what} back from {_named(stage, step, message)}.")
    await stage.person(step.who).unreacts(_offered(message, step.what), to=message)


async def clears_reactions(stage: Stage, step: Step) -> None:
    def has_any(seen: SeenMessage) -> bool:
        return bool(seen.reactions) and (
            step.what is None or _offered(seen, step.what) in seen.reactions
        )

    message = await _message(stage, step, has_any, "a message with reactions")
    named = _named(stage, step, message)
    which = "all reactions" if step.what is None else f"everybody's {step.what}"
    stage.transcript.act(f"{step.who} removes {which} from {named}.")
    emoji = None if step.what is None else _offered(message, step.what)
    stage.person(step.who).clears(emoji, of=message)


async def deletes(stage: Stage, step: Step) -> None:
    message = await _message(
        stage, step, lambda seen: not seen.is_ephemeral, "a message", text=step.what
    )
    stage.transcript.act(f"{step.who} deletes {_named(stage, step, message)}.")
    stage.person(step.who).deletes(message)


async def votes(stage: Stage, step: Step) -> None:
    message = await _message(stage, step, lambda seen: bool(seen.poll), "a poll")
    chosen = " and ".join(step.what or ())
    named = _named(stage, step, message)
    done = f"votes for {chosen} in" if chosen else "takes the vote back from"
    stage.transcript.act(f"{step.who} {done} {named}.")
    await stage.person(step.who).votes(*(step.what or ()), on=message)


async def pins(stage: Stage, step: Step) -> None:
    message = await _message(
        stage, step, lambda seen: not seen.is_ephemeral, "a message", text=step.what
    )
    stage.transcript.act(f"{step.who} pins {_named(stage, step, message)}.")
    stage.person(step.who).pins(message)


async def unpins(stage: Stage, step: Step) -> None:
    message = await _message(
        stage, step, lambda seen: seen.is_pinned, "a pinned message", text=step.what
    )
    stage.transcript.act(f"{step.who} takes the pin out of {_named(stage, step, message)}.")
    stage.person(step.who).unpins(message)


async def is_interested(stage: Stage, step: Step) -> None:
    event = await _event(stage, step)
    stage.transcript.act(f"{step.who} presses Interested on “{event.name}”.")
    stage.person(step.who).subscribes(event)


async def is_not_interested(stage: Stage, step: Step) -> None:
    event = await _event(stage, step)
    stage.transcript.act(f"{step.who} is not interested in “{event.name}” any more.")
    stage.person(step.who).unsubscribes(event)


ACTS: Mapping[str, Act] = {
    **belonging.ACTS,
    "goes to": goes_to,
    "says": says,
    "runs": runs,
    "types": types,
    "clicks": clicks,
    "chooses": chooses,
    "fills in": fills_in,
    "reacts": reacts,
    "takes back": takes_back,
    "clears reactions": clears_reactions,
    "deletes": deletes,
    "votes": votes,
    "pins": pins,
    "unpins": unpins,
    "is interested in": is_interested,
    "is not interested in": is_not_interested,
}


async def _event(stage: Stage, step: Step) -> ScheduledEvent:
    """The newest event of the name that the step says; it is waited for."""

    def look() -> ScheduledEvent | None:
        events = stage.community.guild.events.values()
        return max(
            (event for event in events if event.name == step.what),
            key=lambda event: event.id,
            default=None,
        )

    found = await stage.until(look)
    if found is None:
        there = ", ".join(event.name for event in stage.community.guild.events.values())
        raise Failed(f"an event called {step.what}", f"there are {there}" if there else "none")
    return found


async def _place(stage: Stage, person: Person, name: str) -> Channel:
    place = await stage.until(lambda: stage.place(person, name))
    if place is None:
        there = ", ".join(f"#{channel.name}" for channel in person.channels())
        raise Failed(f"{person.name} to see a place called {name}", f"there are {there}")
    return place


async def _here(stage: Stage, person: Person, step: Step) -> Channel:
    """Where the step says, or else where the person is."""
    name = step.options.get("in")
    return person.here() if name is None else await _place(stage, person, name)


async def _message(
    stage: Stage,
    step: Step,
    fits: Callable[[SeenMessage], bool],
    what: str,
    *,
    text: str | None = None,
) -> SeenMessage:
    """The newest message that the step's `on` and `in` allow and that fits; it is waited for.

    Args:
        text: What it shows, where the step says that otherwise than by `on`.
    """
    person = stage.person(step.who)
    place, text = step.options.get("in"), text or step.options.get("on")
    if place is None and text is None and step.verb.phrase in _WHERE_THEY_ARE:
        place = person.here().name
    found = await stage.until(
        lambda: find_message(stage, person, [text] if text else [], place=place, fits=fits)
    )
    if found is None:
        on = f" on a message with “{text}”" if text else ""
        where = f" in {place}" if place else ""
        instead = seen_instead(stage, person, place)
        raise Failed(f"{person.name} to find {what}{on}{where}", instead)
    return found


def _note(stage: Stage, person: Person, answer: Answer) -> None:
    """Keep what came of an act, and write down what is no message."""
    stage.answers[person.name] = answer
    if isinstance(answer, Form):
        stage.transcript.form(person.name, answer)
    elif isinstance(answer, NoAnswer):
        stage.transcript.detail([Line(answer.text, Style.BAD)])


def _named(stage: Stage, step: Step, message: SeenMessage) -> str:
    """A message by its first words and its place."""
    person = stage.person(step.who)
    lines = showing.message(message, stage.transcript.wording, person.user.locale)
    first = next((line.text for line in lines if line.text.strip()), "a message")
    where = stage.transcript.place(stage.sim.world.channels[message.channel_id], seen_by=person.id)
    return f"“{first if len(first) <= 40 else first[:39] + '…'}” in {where}"


def _offered(message: SeenMessage, emoji: str) -> str:
    """The emoji as it stands under the message, which may differ in a variation selector."""
    same = (name for name in message.reactions if same_emoji(name) == same_emoji(emoji))
    return next(same, emoji)


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
