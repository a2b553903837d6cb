"""A journey as its member sees it: which step, of how many, and what it has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service import answers, news
from cogs.onboarding.service.answers import Content
from cogs.onboarding.service.details import DETAILS, Asked
from cogs.onboarding.service.news import News
from cogs.onboarding.service.steps import Kind, Plan, kind_of

PREVIEW = 0
"""The id of the journey that nobody is on: a steward looks at it, and nothing is stored."""


@dataclass(frozen=True)
class Scene:
    """A journey as it is now, with what its step has to say."""

    id: int
    member: MemberKey
    state: State
    turn: int
    step: str
    """The step's key."""
    number: int
    """The step's place, from 1."""
    plan: Plan
    place: Where
    channel_id: int | None
    message_id: int | None
    thread_id: int | None
    role: RoleState
    locale: str
    has_finished: bool = False
    """Once is enough; it stays so while they read it again."""
    answers: Mapping[str, Content] = field(default_factory=dict)
    """What was answered so far, by step; only read for the kinds in `ANSWERED`."""
    remind_at: datetime | None = None
    """When they asked to be reminded, while they have paused."""
    detail: Any = None
    """What `DETAILS` reads for this kind of step, of the type that its view expects."""
    news: News | None = None
    """What is different in the charter from what they know."""

    @property
    def kind(self) -> Kind:
        """What kind of step it is."""
        return kind_of(self.step)

    @property
    def answer(self) -> Content | None:
        """What was answered at this step."""
        return self.answers.get(self.step)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.plan.steps)

    @property
    def is_last(self) -> bool:
        """Whether Next finishes."""
        return self.number == self.steps

    @property
    def is_preview(self) -> bool:
        """Whether nobody is on this journey."""
        return self.id == PREVIEW


ANSWERED = frozenset(
    {Kind.DILEMMA, Kind.REFLECTION, Kind.INTERESTS, Kind.ZONE, Kind.PLEDGES, Kind.FINISH}
)
"""The kinds of step that are drawn with the answers given so far."""


def index_of(journey: Journey, plan: Plan) -> int:
    """Where the journey is; if its step is gone, at what stands in that place now.

    Never behind a step that was not shown yet: what is unread is not skipped.
    """
    steps = plan.steps
    if journey.step in steps:
        return steps.index(journey.step)
    unread = next((i for i, step in enumerate(steps) if step not in journey.reached), len(steps))
    return min(journey.step_index, unread, len(steps) - 1)


async def scene_of(session: AsyncSession, journey: Journey, plan: Plan) -> Scene:
    """What the member of a journey is to see."""
    scene = scene_at_rest(journey, plan)
    if scene.state not in (State.RUNNING, State.FINISHED):
        return scene
    version = plan.text.version
    if scene.state is State.RUNNING and journey.charter_version not in (0, version):
        told = await news.since(
            session, journey.guild_id, journey.charter_version, plan, reached=journey.reached
        )
        scene = replace(scene, news=told)
    return await _filled(session, scene)


def scene_at_rest(journey: Journey, plan: Plan) -> Scene:
    """Where a journey is, without what its step would show."""
    index = index_of(journey, plan)
    return Scene(
        id=journey.id,
        member=MemberKey(journey.guild_id, journey.user_id),
        state=State(journey.state),
        turn=journey.turn,
        step=plan.steps[index],
        number=index + 1,
        plan=plan,
        place=Where(journey.place),
        channel_id=journey.channel_id,
        message_id=journey.message_id,
        thread_id=journey.thread_id,
        role=RoleState(journey.role),
        locale=journey.locale,
        remind_at=journey.remind_at,
        has_finished=journey.finished_at is not None,
    )


async def preview_of(
    session: AsyncSession, member: MemberKey, plan: Plan, index: int, *, locale: str
) -> Scene:
    """A step as a newcomer would see it who has answered nothing; a look that leaves no trace."""
    index = max(0, min(index, len(plan.steps) - 1))
    scene = Scene(
        id=PREVIEW,
        member=member,
        state=State.RUNNING,
        turn=0,
        step=plan.steps[index],
        number=index + 1,
        plan=plan,
        place=Where.HERE,
        channel_id=None,
        message_id=None,
        thread_id=None,
        role=RoleState.NONE,
        locale=locale,
    )
    return await _filled(session, scene)


async def _filled(session: AsyncSession, scene: Scene) -> Scene:
    """The scene with what its kind of step reads."""
    given: Mapping[str, Content] = {}
    if scene.kind in ANSWERED and not scene.is_preview:
        given = await answers.of(session, scene.id)
    load = DETAILS.get(scene.kind)
    detail = None
    if load is not None and not scene.is_preview:
        asked = Asked(scene.member, scene.step, scene.plan, given, scene.state)
        detail = await load(session, asked)
    return replace(scene, answers=given, detail=detail) if given or detail else scene
