"""What is said to somebody who has finished: what they received, and where to go from here."""

from __future__ import annotations

from collections.abc import Iterator

from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.buddies.service import PairState, Wish
from cogs.initiatives.service import Overview
from cogs.onboarding.models import RoleState
from cogs.onboarding.service.details import NextStep
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import Kind
from cogs.onboarding.views.parts import Around, Shown

BUDDY = Control("onboarding:buddy:{journey}")


def closing(now: Scene, say: Speaker, around: Around) -> Shown:
    """The last message of a conversation, with one good next step."""
    found: NextStep = now.detail or NextStep()
    words = [say("onboarding-closing", server=around.server)]
    if now.role is not RoleState.NONE:
        words.append(
            say(f"onboarding-role-{now.role}", role=around.role or "—", roles=around.roles)
        )
    words.extend(_next_step(now, found, say, around))
    wish, button = found.wish, None
    if wish is not None and wish.state is not PairState.ENDED:
        words.append(_wished(wish, say))
    elif found.has_buddies:
        words.append(say("buddies-want-what"))
        button = BUDDY.button(say("buddies-want"), journey=now.id)
    link = None
    if found.initiative is not None:
        link = ui.Button[ui.View](
            label=say("onboarding-next-step-initiative-link"), url=_card(found.initiative)
        )
    return Shown("\n".join(words), view=rows(link, button))


def _next_step(now: Scene, found: NextStep, say: Speaker, around: Around) -> Iterator[str]:
    hello = around.hello_channel_id
    if found.initiative is not None:
        value = "—" if found.value is None else f"{found.value.emoji} {found.value.name}"
        yield say(
            "onboarding-next-step-initiative",
            title=escape_markdown(shorten(found.initiative.title, 100)),
            value=escape_markdown(value),
        )
        if hello is not None:
            yield say("onboarding-next-step-also-hello", channel=f"<#{hello}>")
    elif hello is not None:
        yield say("onboarding-next-step-hello", channel=f"<#{hello}>")
    elif around.next_channel_id is not None and Kind.PLEDGES not in now.answers:
        yield say("onboarding-next-step-channel", channel=f"<#{around.next_channel_id}>")
    else:
        yield say("onboarding-next-step")


def _wished(wish: Wish, say: Speaker) -> str:
    """How their wish for a buddy stands."""
    match wish.state:
        case PairState.WANTED:
            return say("buddies-wish-wanted", moment=format_dt(wish.ends_at, "D"))
        case PairState.INTRODUCED:
            return say("buddies-wish-introduced", thread=f"<#{wish.thread_id}>")
        case _:
            return say(f"buddies-wish-{wish.state}", channel="none")


def _card(initiative: Overview) -> str:
    place = f"{initiative.guild_id}/{initiative.channel_id}/{initiative.message_id}"
    return f"https://discord.com/channels/{place}"
