"""What somebody on their way is told when another version of the charter is in force."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.charter.service import Kind as Change
from cogs.onboarding.service.steps import Kind, Plan


@dataclass(frozen=True)
class News:
    """What is different from the version that they know; values by their present names."""

    summary: str
    """In the stewards' words, for the latest version."""
    mission: bool
    added: tuple[str, ...]
    reworded: tuple[str, ...]
    retired: tuple[str, ...]
    reread: tuple[str, ...]
    """Those of the reworded that they have read in the earlier words."""
    has_reread_mission: bool


async def since(
    session: AsyncSession, guild_id: int, version: int, plan: Plan, *, reached: Collection[str]
) -> News | None:
    """What has changed from a version to the one in force; None if it reads the same again.

    Args:
        reached: The steps that they have seen.
    """
    present = plan.text.version
    changes = await charter.changes_between(session, guild_id, version, present)
    if not changes:
        return None
    names: dict[Change, list[str]] = {kind: [] for kind in Change}
    reread = []
    for change in changes.values:
        value = change.after or change.before
        if value is None:
            continue
        names[change.kind].append(value.name)
        if change.kind is Change.REWORDED and f"value:{value.id}" in reached:
            reread.append(value.name)
    return News(
        summary=(await charter.get_version(session, guild_id, present)).line.summary,
        mission=changes.mission is not None,
        added=tuple(names[Change.ADDED]),
        reworded=tuple(names[Change.REWORDED]),
        retired=tuple(names[Change.RETIRED]),
        reread=tuple(reread),
        has_reread_mission=changes.mission is not None and Kind.MISSION in reached,
    )
