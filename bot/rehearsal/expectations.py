"""What a story expects to be seen: each verb of the vocabulary that only looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.config.kinds import same_emoji
from bot.rehearsal import ledger, showing
from bot.rehearsal.stage import Failed, Stage
from bot.rehearsal.story import Step
from bot.simulator.people import Answer, Form, NoAnswer, Person, SeenMessage
from bot.simulator.world.entities import ChannelType

Expectation = Callable[[Stage, Step], Awaitable[None]]
Fits = Callable[[SeenMessage], bool]

_SHOWN_INSTEAD = 3
_LONGEST_SHOWN = 160


async def sees(stage: Stage, step: Step) -> None:
    person = stage.person(step.who)
    texts: Sequence[str] = step.what or ()
    place = step.options.get("in")
    fits = _wanted(stage, step)
    times = step.options.get("times")
    if times is None:
        found = await stage.until(
            lambda: (
                find_message(stage, person, texts, place=place, fits=fits)
                or _other_answer(stage, person, step)
            )
        )
        if found is None:
            raise Failed(_described(step), seen_instead(stage, person, place))
        return
    await stage.rest()
    count = len(find_messages(stage, person, texts, place=place, fits=fits))
    if count != times:
        instead = f"{_number(count)}; {seen_instead(stage, person, place)}"
        raise Failed(f"{_described(step)}, {_number(times)}", instead)


async def does_not_see(stage: Stage, step: Step) -> None:
    await _unseen(stage, step, [stage.person(step.who)])


async def nobody_sees(stage: Stage, step: Step) -> None:
    guild = stage.community.guild
    everybody = stage.community.people.values()
    await _unseen(stage, step, [item for item in everybody if item.id in guild.members])


async def is_offered(stage: Stage, step: Step) -> None:
    names = [choice.name for choice in stage.choices.get(step.who, ())]
    if names != list(step.what):
        raise Failed(
            f"{step.who} to be offered {_listed(step.what)}",
            _listed(names) if names else "nothing was offered",
        )


async def has_the_role(stage: Stage, step: Step) -> None:
    role = stage.community.role(step.what).name
    person = stage.person(step.who)

    def given() -> bool | None:
        return True if role in person.role_names else None

    if await stage.until(given) is None:
        roles = sorted(person.role_names)
        instead = f"{step.who} has {_listed(roles)}" if roles else f"{step.who} has no role"
        raise Failed(f"{step.who} to have the role {role}", instead)


async def does_not_have_the_role(stage: Stage, step: Step) -> None:
    role = stage.community.role(step.what).name
    await stage.rest()
    if role in stage.person(step.who).role_names:
        raise Failed(f"{step.who} to be without the role {role}", f"{step.who} has it")


async def ledger_holds(stage: Stage, step: Step) -> None:
    await stage.rest()
    counts = await stage.ledger()
    wrong = [line for line, act, count in step.what if ledger.count_of(act, counts) != count]
    if wrong:
        raise Failed(
            f"{_listed(wrong)} in the ledger", "; ".join(ledger.sentences(counts)) or "it is empty"
        )


EXPECTATIONS: Mapping[str, Expectation] = {
    "sees": sees,
    "does not see": does_not_see,
    "nobody sees": nobody_sees,
    "is offered": is_offered,
    "has the role": has_the_role,
    "does not have the role": does_not_have_the_role,
    "ledger": ledger_holds,
}


def find_message(
    stage: Stage,
    person: Person,
    texts: Sequence[str],
    *,
    place: str | None = None,
    fits: Fits = lambda _: True,
) -> SeenMessage | None:
    """The newest message that somebody sees with all of these texts."""
    found = find_messages(stage, person, texts, place=place, fits=fits)
    return found[-1] if found else None


def find_messages(
    stage: Stage,
    person: Person,
    texts: Sequence[str],
    *,
    place: str | None = None,
    fits: Fits = lambda _: True,
) -> list[SeenMessage]:
    """The messages that somebody sees with all of these texts, oldest first.

    Args:
        place: Look there only; everywhere, direct messages too, unless given.
    """
    wanted = [" ".join(text.split()) for text in texts]
    return [
        seen
        for seen in _on_screen(stage, person, place)
        if fits(seen) and all(text in _readable(stage, person, seen) for text in wanted)
    ]


def seen_instead(stage: Stage, person: Person, place: str | None) -> str:
    """What somebody saw last, in a few lines."""
    answer = stage.answers.get(person.name)
    parts = []
    if isinstance(answer, Form):
        parts.append(f"an open form “{answer.title}”")
    elif isinstance(answer, NoAnswer):
        parts.append(f"“{answer.text}”")
    for seen in _on_screen(stage, person, place)[-_SHOWN_INSTEAD:]:
        text = _readable(stage, person, seen)
        if len(text) > _LONGEST_SHOWN:
            buttons = " ".join(f"[{button.label}]" for button in seen.buttons)
            text = f"{text[:_LONGEST_SHOWN]}… {buttons}".rstrip()
        reactions = " ".join(f"{emoji} {count}" for emoji, count in seen.reactions.items())
        channel = stage.sim.world.channels[seen.channel_id]
        where = stage.transcript.place(channel)
        parts.append(f"{where}, {seen.author}: {text} {reactions}".strip())
    if not parts and place is not None and stage.place(person, place) is None:
        return f"{person.name} sees no {place}"
    return "\n".join(parts) or "nothing"


def _on_screen(stage: Stage, person: Person, place: str | None) -> list[SeenMessage]:
    if place is None:
        return person.sees_anywhere()
    channel = stage.place(person, place)
    return [] if channel is None else person.sees(channel)


def _readable(stage: Stage, person: Person, seen: SeenMessage) -> str:
    return showing.readable(seen, stage.transcript.wording, person.user.locale)


def _other_answer(stage: Stage, person: Person, step: Step) -> Answer | None:
    """What is on the screen and no message: an open form, or that the bot did not answer."""
    answer = stage.answers.get(person.name)
    if set(step.options) - {"in"} or not isinstance(answer, Form | NoAnswer):
        return None
    text = " ".join(answer.text.split())
    return answer if all(wanted in text for wanted in step.what or ()) else None


def _wanted(stage: Stage, step: Step) -> Fits:
    """Whether a message is as the options of a step say."""
    options = step.options
    world = stage.sim.world

    def fits(seen: SeenMessage) -> bool:
        if "from" in options and seen.author != options["from"]:
            return False
        if "privately" in options:
            channel = world.channels[seen.channel_id]
            is_thread = channel.type == ChannelType.PRIVATE_THREAD
            if (seen.is_ephemeral or channel.is_dm or is_thread) != options["privately"]:
                return False
        labels = [button.label for button in seen.buttons if not button.disabled]
        if any(label not in labels for label in options.get("buttons", ())):
            return False
        counts = {same_emoji(name): count for name, count in seen.reactions.items()}
        wanted = options.get("reactions", {})
        return all(counts.get(emoji, 0) == count for emoji, count in wanted.items())

    return fits


async def _unseen(stage: Stage, step: Step, people: Sequence[Person]) -> None:
    await stage.rest()
    for person in people:
        found = find_message(stage, person, step.what, place=step.options.get("in"))
        if found is not None:
            text = _readable(stage, person, found)[:_LONGEST_SHOWN]
            raise Failed(f"not to see {_listed(step.what)}", f"{person.name} sees: {text}")


def _described(step: Step) -> str:
    """What a `sees` step expects, in words."""
    options = step.options
    what = f"a message with {_listed(step.what)}" if step.what else "a message"
    if "from" in options:
        what += f" from {options['from']}"
    if "buttons" in options:
        what += " and the buttons " + " ".join(f"[{label}]" for label in options["buttons"])
    if "reactions" in options:
        reactions = " ".join(f"{emoji} {count}" for emoji, count in options["reactions"].items())
        what += f" and the reactions {reactions}"
    if "privately" in options:
        what += ", seen by nobody else" if options["privately"] else ", seen by others too"
    where = f" in {options['in']}" if "in" in options else ""
    return f"{step.who} to see {what}{where}"


def _listed(items: Sequence[str]) -> str:
    return " and ".join(f"“{item}”" for item in items)


def _number(count: int) -> str:
    return "once" if count == 1 else "never" if count == 0 else f"{count} times"
