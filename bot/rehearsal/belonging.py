"""Who people are to the server and how their client is set: the verbs that no message is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal.stage import Stage
from bot.rehearsal.story import Step
from bot.rehearsal.wording import spoken_locale
from bot.simulator.world import members

Act = Callable[[Stage, Step], Awaitable[None]]


async def joins(stage: Stage, step: Step) -> None:
    pending = bool(step.options.get("screening"))
    known = stage.community.people.get(step.who)
    text = f"{step.who} joins {stage.community.guild.name}"
    stage.transcript.act(text + (" and has yet to accept its rules." if pending else "."))
    if known is None:
        stage.community.introduce(step.who, step.options, pending=pending)
    else:
        known.joins(stage.community.guild, pending=pending)


async def passes_screening(stage: Stage, step: Step) -> None:
    stage.transcript.act(f"{step.who} accepts the server's rules.")
    stage.person(step.who).passes_screening()


async def leaves(stage: Stage, step: Step) -> None:
    stage.transcript.act(f"{step.who} leaves the server.")
    stage.person(step.who).leaves()


async def closes_dms(stage: Stage, step: Step) -> None:
    stage.transcript.act(f"{step.who} accepts no direct messages from here on.")
    stage.person(step.who).closes_dms()


async def opens_dms(stage: Stage, step: Step) -> None:
    stage.transcript.act(f"{step.who} accepts direct messages again.")
    stage.person(step.who).opens_dms()


async def speaks(stage: Stage, step: Step) -> None:
    spoken = spoken_locale(step.what).get_display_name("en")
    stage.transcript.act(f"{step.who} sets their client to {spoken}.")
    stage.person(step.who).user.locale = step.what


async def gets_role(stage: Stage, step: Step) -> None:
    role, community = stage.community.role(step.what), stage.community
    stage.transcript.act(f"The owner gives {step.who} the role {role.name}.")
    member = stage.person(step.who).member
    members.add_role(community.world, community.guild, member, role.id)


async def loses_role(stage: Stage, step: Step) -> None:
    role, community = stage.community.role(step.what), stage.community
    stage.transcript.act(f"The owner takes the role {role.name} from {step.who}.")
    member = stage.person(step.who).member
    members.remove_role(community.world, community.guild, member, role.id)


ACTS: Mapping[str, Act] = {
    "joins": joins,
    "passes screening": passes_screening,
    "leaves": leaves,
    "closes DMs": closes_dms,
    "opens DMs": opens_dms,
    "speaks": speaks,
    "gets the role": gets_role,
    "loses the role": loses_role,
}
