"""The forms for what a draft can be given besides: places and needs, the place, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.components import Field
from bot.moments import LONGEST, say_span
from bot.texts import Speaker
from cogs.initiatives import service
from cogs.initiatives.service.needs import write_needs
from cogs.initiatives.service.places import PlaceText
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views import placing, polling


def places_fields(sketch: Sketch, say: Speaker) -> list[Field]:
    """How many can come, as what, who, and until when they sign up."""
    typed = {question: wrong.typed for question, wrong in sketch.wrong.items()}
    cutoff = None
    if sketch.cutoff_at is not None:
        cutoff = say_span(sketch.cutoff_at, None, language=say.language, zone=sketch.zone)
    chosen = [] if sketch.role_id is None else [discord.Object(sketch.role_id)]
    return [
        Field(
            "capacity",
            say("initiatives-form-capacity"),
            say("initiatives-form-capacity-hint", most=service.MOST_PLACES),
            value=typed.get("capacity") or str(sketch.capacity or "") or None,
            required=False,
            longest=20,
        ),
        Field(
            "needs",
            say("initiatives-form-needs"),
            say("initiatives-form-needs-hint"),
            value=typed.get("needs") or write_needs(sketch.needs) or None,
            required=False,
            long=True,
            longest=800,
        ),
        Field(
            "cutoff",
            say("initiatives-form-cutoff"),
            say("initiatives-form-cutoff-hint"),
            value=typed.get("cutoff") or cutoff,
            required=False,
            longest=LONGEST,
        ),
        Field(
            "role",
            say("initiatives-form-role"),
            say("initiatives-form-role-hint"),
            required=False,
            picker=discord.ui.RoleSelect(min_values=0, default_values=chosen),
        ),
    ]


def where_fields(sketch: Sketch, channels: Sequence[placing.Talking], say: Speaker) -> list[Field]:
    """Where it is to happen."""
    wrong = sketch.wrong.get("link")
    link = sketch.link if wrong is None else wrong.typed
    place = PlaceText(sketch.place_text, sketch.place_channel_id, link)
    return placing.place_fields(place, channels, say)


def dates_fields(sketch: Sketch, say: Speaker, *, zone: str) -> list[Field]:
    """Between which dates people are to vote; none of them is no vote.

    Args:
        zone: In which whoever types means them.
    """
    typed = {question: wrong.typed for question, wrong in sketch.wrong.items()}
    written = "\n".join(
        say_span(span.starts_at, span.ends_at, language=say.language, zone=zone)
        for span in sketch.dates
    )
    until = None
    if sketch.poll_until is not None:
        until = say_span(sketch.poll_until, None, language=say.language, zone=zone)
    questions = polling.poll_fields(
        say,
        zone=zone,
        dates=typed.get("dates") or written or None,
        until=typed.get("until") or until,
    )
    return [replace(question, required=False) for question in questions]
