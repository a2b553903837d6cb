"""What an initiative asks of whoever looks at it, in words and with exactly the buttons for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows
from bot.texts import Speaker
from cogs.initiatives.service.showing import Shown
from cogs.initiatives.service.standing import Ask, Standing
from cogs.initiatives.views import (
    carrying,
    closing,
    deciding,
    polling,
    reminding,
    running,
    seats,
)
from cogs.initiatives.views.card import JOIN, LEAVE, MAYBE
from cogs.initiatives.views.frame import PANEL

REPOST = Control("initiatives:repost:{initiative_id}")
REPOST_ALL = Control("initiatives:repost-all", for_stewards=True)
REPOST_TO = Control("initiatives:repost-to:{initiative_id}")
ALL_CARDS = 0
"""Instead of one initiative: all whose card was lost."""

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


def buttons(standing: Standing, shown: Shown, say: Speaker, *, zone: str) -> ui.View | None:
    """The buttons for what is asked, and no others.

    Args:
        zone: In which dates to choose from are written.
    """
    return rows(*_buttons(standing, shown, say, zone))


def repost_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """Have the card stand again; handlers check who presses."""
    return REPOST.button(say("initiatives-repost"), initiative_id=initiative_id)


def repost_one(say: Speaker, arguments: Mapping[str, Any]) -> ui.View | None:
    """Under the notice about a deleted card."""
    return rows(repost_button(arguments["initiative"], say))


def repost_lost(say: Speaker, arguments: Mapping[str, Any]) -> ui.View | None:
    """Under the notice about a deleted channel with cards in it."""
    return rows(REPOST_ALL.button(say("initiatives-repost-all")))


def repost_where(initiative_id: int, say: Speaker) -> ui.View | None:
    """Choose where cards are to stand, when there is no channel for initiatives."""
    return rows(
        REPOST_TO.channel_select(
            placeholder=say("initiatives-repost-choose"), minimum=1, initiative_id=initiative_id
        )
    )


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


def _buttons(standing: Standing, shown: Shown, say: Speaker, zone: str) -> Iterator[Item | None]:
    id_ = shown.overview.id
    manages = False
    for ask in standing.asks:
        match ask:
            case Ask.ORGANISE_ALONG:
                yield from carrying.respond_buttons(id_, say, takes_over=False)
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
            case Ask.CONFIRM_SEAT if standing.signup_id is not None:
                yield seats.CONFIRM.button(
                    say("initiatives-confirm"),
                    style=discord.ButtonStyle.success,
                    signup_id=standing.signup_id,
                    offer=standing.offer,
                )
                yield LEAVE.button(say("initiatives-leave"), initiative_id=id_)
            case Ask.JOIN | Ask.QUEUE | Ask.SAID_NO | Ask.MAYBE:
                yield JOIN.button(
                    say("initiatives-join"),
                    style=discord.ButtonStyle.success,
                    initiative_id=id_,
                )
                if ask is not Ask.MAYBE:
                    yield MAYBE.button(say("initiatives-maybe"), initiative_id=id_)
                if ask is not Ask.SAID_NO:
                    yield LEAVE.button(say("initiatives-leave"), initiative_id=id_)
            case Ask.IN:
                yield LEAVE.button(say("initiatives-leave"), initiative_id=id_)
                yield reminding.remind_button(id_, say, is_on=standing.reminds)
                if shown.overview.starts_at is not None:
                    yield reminding.calendar_button(id_, say)
            case Ask.WAITING:
                yield LEAVE.button(say("initiatives-leave"), initiative_id=id_)
            case Ask.CHECK_IN | Ask.WALK_IN:
                yield running.check_in_button(id_, say)
            case Ask.ORGANISED | Ask.RUN:
                manages = True
            case Ask.VOTE | Ask.VOTED:
                yield polling.vote_select(id_, shown.dates, say, zone=zone, chosen=standing.votes)
            case Ask.CHOOSE_DATE:
                yield polling.CHOOSE.button(
                    say("initiatives-manage-choose"),
                    style=discord.ButtonStyle.primary,
                    initiative_id=id_,
                )
            case Ask.CLOSE:
                manages = True
                yield closing.open_button(say, id_)
            case Ask.CONFIRM_OUTCOME if shown.outcome is not None:
                yield closing.confirm_button(shown.outcome, say)
            case Ask.TOLD:
                yield closing.open_button(say, id_, label="initiatives-closing-correct")
            case _:
                continue
    if shown.outcome is not None:
        yield closing.outcome_button(say, id_)
    if manages:
        yield PANEL.button(say("initiatives-manage"), initiative_id=id_)
