"""One function for each act of a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.simulator.control import showing
from bot.simulator.control.naming import BadRequest, Naming, required
from bot.simulator.people.acting import PATIENCE_SECONDS
from bot.simulator.people.person import Person

Body = Mapping[str, Any]
Act = Callable[[Naming, Person, Body], Awaitable[Any]]


async def join(naming: Naming, person: Person, body: Body) -> Any:
    person.joins(naming.guild(body.get("guild_id")), pending=bool(body.get("pending", False)))
    return showing.person(naming.world, person.user)


async def leave(naming: Naming, person: Person, _body: Body) -> Any:
    person.leaves()
    return showing.person(naming.world, person.user)


async def pass_screening(naming: Naming, person: Person, _body: Body) -> Any:
    person.passes_screening()
    return showing.person(naming.world, person.user)


async def complete_onboarding(naming: Naming, person: Person, body: Body) -> Any:
    guild = person.guild
    roles = [] if guild is None else naming.role_ids(body.get("roles", ()), guild)
    person.completes_onboarding(roles)
    return showing.person(naming.world, person.user)


async def close_dms(naming: Naming, person: Person, _body: Body) -> Any:
    person.closes_dms()
    return showing.person(naming.world, person.user)


async def open_dms(naming: Naming, person: Person, _body: Body) -> Any:
    person.opens_dms()
    return showing.person(naming.world, person.user)


async def block(naming: Naming, person: Person, body: Body) -> Any:
    person.blocks(naming.bot(body.get("bot")))
    return {}


async def unblock(naming: Naming, person: Person, body: Body) -> Any:
    person.unblocks(naming.bot(body.get("bot")))
    return {}


async def run(naming: Naming, person: Person, body: Body) -> Any:
    seen = await person.runs(
        str(required(body, "command")),
        body.get("options") or {},
        channel=naming.channel(body.get("channel"), person),
        within=float(body.get("within", PATIENCE_SECONDS)),
    )
    return showing.answer(naming, seen)


async def complete(naming: Naming, person: Person, body: Body) -> Any:
    choices = await person.completes(
        str(required(body, "command")),
        required(body, "options"),
        channel=naming.channel(body.get("channel"), person),
    )
    return [{"name": choice.name, "value": choice.value} for choice in choices]


async def use(naming: Naming, person: Person, body: Body) -> Any:
    if body.get("message") is not None:
        seen = await person.uses(
            str(required(body, "entry")), naming.message(body["message"], person)
        )
    else:
        seen = await person.uses(
            str(required(body, "entry")),
            naming.person(required(body, "member")),
            channel=naming.channel(body.get("channel"), person),
        )
    return showing.answer(naming, seen)


async def click(naming: Naming, person: Person, body: Body) -> Any:
    on = body.get("message")
    if body.get("label") is None and body.get("custom_id") is None:
        raise BadRequest("label or custom_id is missing")
    seen = await person.clicks(
        body.get("label"),
        on=None if on is None else naming.message(on, person),
        custom_id=body.get("custom_id"),
    )
    return showing.answer(naming, seen)


async def select(naming: Naming, person: Person, body: Body) -> Any:
    seen = await person.selects(
        required(body, "choices"),
        on=naming.message(required(body, "message"), person),
        custom_id=body.get("custom_id"),
    )
    return showing.answer(naming, seen)


async def submit(naming: Naming, person: Person, body: Body) -> Any:
    seen = await person.fills_in(naming.form(required(body, "form")), body.get("answers") or {})
    return showing.answer(naming, seen)


async def react(naming: Naming, person: Person, body: Body) -> Any:
    await person.reacts(
        str(required(body, "emoji")), to=naming.message(required(body, "message"), person)
    )
    return {}


async def unreact(naming: Naming, person: Person, body: Body) -> Any:
    await person.unreacts(
        str(required(body, "emoji")), to=naming.message(required(body, "message"), person)
    )
    return {}


async def clear_reactions(naming: Naming, person: Person, body: Body) -> Any:
    message = naming.message(required(body, "message"), person)
    person.clears(body.get("emoji"), of=message)
    return {}


async def delete(naming: Naming, person: Person, body: Body) -> Any:
    person.deletes(naming.message(required(body, "message"), person))
    return {}


async def say(naming: Naming, person: Person, body: Body) -> Any:
    seen = await person.says(
        str(required(body, "text")), naming.channel(body.get("channel"), person)
    )
    return showing.message(seen)


async def vote(naming: Naming, person: Person, body: Body) -> Any:
    await person.votes(
        *required(body, "answers"), on=naming.message(required(body, "message"), person)
    )
    return {}


async def subscribe(naming: Naming, person: Person, body: Body) -> Any:
    person.subscribes(naming.event(required(body, "event"), person))
    return {}


async def unsubscribe(naming: Naming, person: Person, body: Body) -> Any:
    person.unsubscribes(naming.event(required(body, "event"), person))
    return {}


async def wait(naming: Naming, person: Person, body: Body) -> Any:
    seen = await person.waits_for(
        str(required(body, "text")),
        channel=naming.channel(body.get("channel"), person),
        after=int(body.get("after", 0)),
        within=min(float(body.get("within", 5.0)), 60.0),
    )
    return showing.message(seen)


ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        join,
        leave,
        pass_screening,
        complete_onboarding,
        close_dms,
        open_dms,
        block,
        unblock,
        run,
        complete,
        use,
        click,
        select,
        submit,
        react,
        unreact,
        clear_reactions,
        delete,
        say,
        vote,
        subscribe,
        unsubscribe,
        wait,
    )
}
