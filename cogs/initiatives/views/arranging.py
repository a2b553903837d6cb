"""The form for places, needs, role and cutoff of an initiative that stands."""

from __future__ import annotations

from bot.components import Control, Field, Form
from bot.moments import say_span
from bot.texts import Speaker
from cogs.initiatives.service.arranging import Arrangement
from cogs.initiatives.service.sketches import Sketch
from cogs.initiatives.views.drafting import places_fields

PLACES = Control("initiatives:places:{initiative_id}")
PLACES_FORM = Form("initiatives:places-form:{initiative_id}")


def fields(held: Arrangement, zone: str, say: Speaker) -> list[Field]:
    """The questions of a draft, with what holds."""
    sketch = Sketch(
        act_id=0,
        capacity=held.capacity,
        needs=held.needs,
        cutoff_at=held.cutoff_at,
        role_id=held.role_id,
        zone=zone,
    )
    return places_fields(sketch, say)


def cutoff_text(held: Arrangement, zone: str, say: Speaker) -> str:
    """How the form shows until when people sign up."""
    if held.cutoff_at is None:
        return ""
    return say_span(held.cutoff_at, None, language=say.language, zone=zone)
