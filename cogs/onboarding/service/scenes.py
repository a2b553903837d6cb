"""A journey as its member sees it: which step, of how many, and what it has to say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding.models import Journey, RoleState, State, Where

MISSION = "mission"
FINISH = "finish"


@dataclass(frozen=True)
class Scene:
    """A journey as it is now, with what its step has to say."""

    id: int
    member: MemberKey
    state: State
    turn: int
    number: int
    """The step's place, from 1."""
    steps: int
    mission: str | None
    """Set on the mission's step."""
    value: ValueText | None
    """Set on a value's step."""
    place: Where
    channel_id: int | None
    message_id: int | None
    thread_id: int | None
    role: RoleState
    locale: str

    @property
    def is_last(self) -> bool:
        """Whether Next finishes."""
        return self.number == self.steps


def steps_of(text: CharterText) -> tuple[str, ...]:
    """The steps that a charter makes, in order."""
    return (MISSION, *(f"value:{value.id}" for value in text.values), FINISH)


def index_of(journey: Journey, steps: tuple[str, ...]) -> int:
    """Where the journey is; if its value is gone, at what stands in that place now."""
    if journey.step in steps:
        return steps.index(journey.step)
    return min(journey.step_index, len(steps) - 1)


async def scene_of(session: AsyncSession, journey: Journey) -> Scene:
    """What the member of a journey is to see.

    Raises:
        NoCharter: There is nothing to talk about.
    """
    return scene(journey, await charter.get_charter(session, journey.guild_id))


def scene(journey: Journey, text: CharterText) -> Scene:
    """What the member of a journey through this charter is to see."""
    steps = steps_of(text)
    index = index_of(journey, steps)
    values = {f"value:{value.id}": value for value in text.values}
    return Scene(
        id=journey.id,
        member=MemberKey(journey.guild_id, journey.user_id),
        state=State(journey.state),
        turn=journey.turn,
        number=index + 1,
        steps=len(steps),
        mission=text.mission if steps[index] == MISSION else None,
        value=values.get(steps[index]),
        place=Where(journey.place),
        channel_id=journey.channel_id,
        message_id=journey.message_id,
        thread_id=journey.thread_id,
        role=RoleState(journey.role),
        locale=journey.locale,
    )
