"""What an initiative asks of whoever looks at it, in words and with exactly the buttons for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows
from bot.texts import Speaker
from cogs.initiatives.models import InitiativeState
from cogs.initiatives.service.showing import Shown
from cogs.initiatives.service.standing import Ask, Standing
from cogs.initiatives.views import deciding, running
from cogs.initiatives.views.card import JOIN, LEAVE
from cogs.initiatives.views.frame import PANEL

REPOST = Control("initiatives:repost:{initiative_id}")

Item = ui.Item[Any]


def asked(standing: Standing, shown: Shown, say: Speaker) -> str:
    """A sentence for each thing that is asked, the most pressing first."""
    overview = shown.overview
    until, poll = standing.offered_until, overview.poll_until
    arguments = {
        "number": standing.number or 0,
        "until": "" if until is None else format_dt(until, "R"),
        "poll": "" if poll is None else format_dt(poll, "R"),
        "count": shown.seconds,
        "missing": max(0, (shown.seconds_needed or 0) - shown.seconds),
        "role": f"<@&{overview.role_id}>",
        "need": "" if standing.comes_as is None else escape_markdown(standing.comes_as),
    }
    return "\n".join(say(key, **arguments) for key in _keys(standing, shown))


def buttons(standing: Standing, shown: Shown, say: Speaker) -> ui.View | None:
    """The buttons for what is asked, and no others."""
    return rows(*_buttons(standing, shown, say))


def repost_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """Have the card stand again; handlers check who presses."""
    return REPOST.button(say("initiatives-repost"), initiative_id=initiative_id)


def _keys(standing: Standing, shown: Shown) -> Iterator[str]:
    for ask in standing.asks:
        match ask:
            case Ask.NOTHING:
                continue
            case Ask.OWN_PROPOSAL:
                decides = "stewards" if shown.seconds_needed is None else "seconds"
                yield f"initiatives-ask-own-proposal-{decides}"
            case Ask.IN if standing.comes_as is not None:
                yield "initiatives-ask-in-as"
            case _:
                yield f"initiatives-ask-{ask}"


def _buttons(standing: Standing, shown: Shown, say: Speaker) -> Iterator[Item | None]:
    id_ = shown.overview.id
    manages = False
    for ask in standing.asks:
        match ask:
            case Ask.CARD_LOST:
                yield repost_button(id_, say)
            case Ask.DECIDE:
                yield from deciding.steward_buttons(id_, say)
            case Ask.SECOND:
                yield deciding.second_button(id_, say)
            case Ask.SECONDED:
                yield deciding.TAKE_BACK.button(say("initiatives-unsecond"), initiative_id=id_)
            case Ask.OWN_PROPOSAL:
                yield deciding.withdraw_button(id_, say)
            case Ask.JOIN | Ask.QUEUE | Ask.SAID_NO | Ask.MAYBE:
                yield JOIN.button(
                    say("initiatives-join"),
                    style=discord.ButtonStyle.success,
                    initiative_id=id_,
                )
            case Ask.IN | Ask.WAITING:
                yield LEAVE.button(say("initiatives-leave"), initiative_id=id_)
            case Ask.CHECK_IN | Ask.WALK_IN:
                yield running.check_in_button(id_, say)
            case Ask.ORGANISED | Ask.RUN | Ask.CLOSE | Ask.TOLD:
                manages = True
            case _:
                continue
    if manages and shown.overview.state is not InitiativeState.CLOSED:
        yield PANEL.button(say("initiatives-manage"), initiative_id=id_)
