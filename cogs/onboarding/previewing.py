"""/onboarding preview: the conversation as a newcomer sees it, for a steward alone.

The steps are drawn by the same code as for everybody; only where their buttons and lists lead is
exchanged, so that nothing can be stored, given or sent from here.
"""

from __future__ import annotations

from dataclasses import replace

from discord import ui

from bot.components import Control
from bot.interactions import Interaction, answer, member_key, update
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.onboarding import views
from cogs.onboarding.models import RoleState, State
from cogs.onboarding.service import scenes
from cogs.onboarding.showing import around, plan_of
from cogs.onboarding.views.parts import Shown

STEP = Control("onboarding:preview:{index}:{tongue}:{way}", for_stewards=True)
"""Leads to a step; `way` tells Back from Next, as no two controls of a message may be the same."""
LANGUAGE = Control("onboarding:preview-language:{index}", for_stewards=True)
TRY = Control("onboarding:preview-try:{act}:{place}:{tongue}", for_stewards=True)

ACTS = (
    "else",
    "later",
    "stop",
    "hold",
    "reflect",
    "values",
    "kinds",
    "findzone",
    "zone",
    "pledge",
    "buddy",
)
"""What can be tried: the second part of a real custom_id; a button carries the place in this list.

New ones are added at the end, so that a preview that is still open means what it meant.
"""


async def show(interaction: Interaction, *, language: str | None) -> None:
    """Show a steward the first step."""
    await require_steward(interaction)
    bot = interaction.client
    spoken = bot.texts.choose(language or str(interaction.locale))
    shown = await _drawn(interaction, 0, bot.texts.languages.index(spoken))
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)


@STEP.handles
async def _go(interaction: Interaction, *, index: int, tongue: int, way: int) -> None:
    await require_steward(interaction)
    shown = await _drawn(interaction, index, tongue)
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


@LANGUAGE.handles
async def _speak(interaction: Interaction, *, index: int, values: list[str]) -> None:
    await require_steward(interaction)
    texts = interaction.client.texts
    shown = await _drawn(interaction, index, texts.languages.index(texts.choose(values[0])))
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


@TRY.handles
async def _try(
    interaction: Interaction,
    *,
    act: int,
    place: int,
    tongue: int,
    values: list[str] | None = None,
) -> None:
    """Say what would have happened."""
    await require_steward(interaction)
    say = await _speaker(interaction, tongue)
    what = ACTS[act] if act < len(ACTS) else ACTS[0]
    await answer(interaction, say(f"onboarding-preview-{what}"))


async def _drawn(interaction: Interaction, index: int, tongue: int) -> Shown:
    """A step by its place from 0; behind the last one, what is said at the end."""
    bot, member = interaction.client, member_key(interaction)
    plan, say = await plan_of(bot, member.guild_id), await _speaker(interaction, tongue)
    index = max(0, min(index, len(plan.steps)))
    async with bot.db.read() as session:
        now = await scenes.preview_of(session, member, plan, index, locale=say.language)
    settings = await bot.settings.of(member.guild_id)
    where = around(bot, interaction.guild, settings, say)
    note = say("onboarding-preview")
    if index == len(plan.steps):
        role = RoleState.NONE if where.role is None else RoleState.OWED
        now = replace(now, state=State.FINISHED, role=role)
        note = say("onboarding-preview-end")
    shown = views.scene(now, say, where)
    view = _harmless(shown.view, index, tongue)
    if index == len(plan.steps):
        view = view or ui.View(timeout=None)
        back = STEP.button(say("onboarding-preview-again"), index=0, tongue=tongue, way=0)
        view.add_item(back)
        view.stop()
    return Shown(f"{note}\n\n{shown.text}", shown.embed, view)


def _harmless(view: ui.View | None, index: int, tongue: int) -> ui.View | None:
    """Have every control of a step lead into the preview instead of into the conversation."""
    for place, item in enumerate(() if view is None else view.children):
        if not isinstance(item, ui.Button | ui.Select) or not item.custom_id:
            continue
        act = item.custom_id.split(":")[1]
        if act in ("next", "back"):
            to, way = (index + 1, 1) if act == "next" else (index - 1, 0)
            item.custom_id = STEP.custom_id(index=max(to, 0), tongue=tongue, way=way)
        elif act == "language":
            item.custom_id = LANGUAGE.custom_id(index=index)
        else:
            known = ACTS.index(act) if act in ACTS else 0
            item.custom_id = TRY.custom_id(act=known, place=place, tongue=tongue)
    return view


async def _speaker(interaction: Interaction, tongue: int) -> Speaker:
    """Who speaks one of our languages, in the words of the community."""
    bot = interaction.client
    languages = bot.texts.languages
    settings = await bot.settings.of(member_key(interaction).guild_id)
    return bot.speaker(settings, languages[min(tongue, len(languages) - 1)])


CONTROLS = (STEP, LANGUAGE, TRY)
