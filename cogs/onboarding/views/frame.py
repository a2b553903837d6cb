"""What every step has around it, and what is said before the first and after the last."""

from __future__ import annotations

import discord
from discord import ui

from bot.components import rows, shorten
from bot.texts import Speaker
from cogs.onboarding.models import State, Where
from cogs.onboarding.service.journeys import Press
from cogs.onboarding.service.news import News
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.starting import Answer, Started
from cogs.onboarding.views.closing import closing
from cogs.onboarding.views.controls import AGAIN, HERE, MOVE, PRESSES, START, press_button
from cogs.onboarding.views.parts import COLOUR, Around, Page, Shown
from cogs.onboarding.views.reaching import paused
from cogs.onboarding.views.steps import page

LAST_ROW = 4


def welcome(say: Speaker, server: str) -> Shown:
    """The post in the welcome channel."""
    embed = discord.Embed(
        title=shorten(say("onboarding-post-title", server=server), 256),
        description=say("onboarding-post-text"),
        colour=COLOUR,
    )
    start = START.button(say("onboarding-start"), style=discord.ButtonStyle.primary)
    return Shown("", embed, rows(start))


def scene(now: Scene, say: Speaker, around: Around) -> Shown:
    """A journey as it is now: the step with its buttons, or how it rests or ended."""
    match now.state:
        case State.RUNNING:
            text = say(f"onboarding-header-{now.place}", server=around.server)
            if now.news is not None:
                text = f"{text}\n\n{_news(now.news, say)}"
            step = page(now, say, around)
            return Shown(text, step.embed, rows(*step.controls, *_moves(now, step, say)))
        case State.LATER:
            return paused(now, say)
        case State.FINISHED:
            return closing(now, say, around)
        case State.LEFT:
            return Shown(say("onboarding-left", server=around.server))
        case State.WAITING:
            return Shown(say("onboarding-screening"))
        case State.STOPPED | State.OFFERED:
            return Shown(say("onboarding-stopped", server=around.server))


def answer(started: Started, say: Speaker, around: Around) -> Shown:
    """What is said back to somebody who pressed Start; only they see it."""
    now = started.scene
    words = _welcome_back(started, say)
    match started.answer:
        case Answer.HERE:
            shown = scene(now, say, around)
            if started.is_crowded:
                words.append(say("onboarding-crowded"))
            return Shown("\n".join([*words, shown.text]), shown.embed, shown.view)
        case Answer.SCREENING:
            return Shown(say("onboarding-screening"))
        case Answer.FINISHED:
            again = AGAIN.button(say("onboarding-again"), journey=now.id)
            words.append(say("onboarding-finished-already"))
            return Shown("\n".join(words), view=rows(again))
        case Answer.WRITING:
            words.append(say("onboarding-writing"))
            return Shown("\n".join(words), view=rows(_here(now, say)))
        case Answer.ELSEWHERE:
            link = ui.Button[ui.View](label=say("onboarding-there"), url=_link(now))
            return Shown(say("onboarding-elsewhere"), view=rows(link, _here(now, say)))


def _welcome_back(started: Started, say: Speaker) -> list[str]:
    if not started.is_back:
        return []
    if started.answer is Answer.FINISHED:
        return [say("onboarding-back-after-the-end")]
    return [say("onboarding-back-again", number=started.scene.number)]


def _news(news: News, say: Speaker) -> str:
    """One paragraph about what is different, whatever the length of names."""
    words = [say("onboarding-news")]
    if news.summary:
        words.append(say("onboarding-news-summary", summary=_quoted(news.summary, 300)))
    if news.mission:
        words.append(say("onboarding-news-mission"))
    for key, values in (
        ("added", news.added),
        ("reworded", news.reworded),
        ("retired", news.retired),
        ("reread", news.reread),
    ):
        if values:
            names = _quoted(", ".join(values), 200)
            words.append(say(f"onboarding-news-{key}", values=names, count=len(values)))
    if news.has_reread_mission and not news.reread:
        words.append(say("onboarding-news-reread-mission"))
    return " ".join(words)


def _quoted(text: str, longest: int) -> str:
    return discord.utils.escape_markdown(shorten(" ".join(text.split()), longest))


def _moves(now: Scene, step: Page, say: Speaker) -> list[ui.Button[ui.View]]:
    """Back, Next, Later and Stop."""
    onward = "finish" if now.is_last else "skip" if step.is_optional else "next"
    style = {"finish": discord.ButtonStyle.success, "skip": discord.ButtonStyle.secondary}
    buttons = [
        PRESSES[Press.NEXT].button(
            say(f"onboarding-{onward}"),
            style=style.get(onward, discord.ButtonStyle.primary),
            row=LAST_ROW,
            journey=now.id,
            turn=now.turn,
        ),
        press_button(now, Press.LATER, say, row=LAST_ROW),
        press_button(now, Press.STOP, say, row=LAST_ROW),
    ]
    if now.number > 1:
        buttons.insert(0, press_button(now, Press.BACK, say, row=LAST_ROW))
    if now.place is Where.HERE and not now.is_preview:
        buttons.append(MOVE.button(say("onboarding-move"), row=LAST_ROW, journey=now.id))
    return buttons


def _here(now: Scene, say: Speaker) -> ui.Button[ui.View]:
    return HERE.button(say("onboarding-here"), journey=now.id)


def _link(now: Scene) -> str:
    place = now.member.guild_id if now.thread_id == now.channel_id else "@me"
    return f"https://discord.com/channels/{place}/{now.channel_id}/{now.message_id}"
