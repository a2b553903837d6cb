"""Where an initiative happens: in a channel, behind a link, or somewhere outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.errors import MemberError
from bot.texts import unturned
from cogs.initiatives.models import LIVE, Initiative, InitiativeState, PlaceKind
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.organising import hold

LONGEST_PLACE = 100
"""What Discord takes as the place of an event."""
LONGEST_LINK = 500


class PlaceTooLong(MemberError):
    """The words for the place do not fit."""

    key = "initiatives-bad-place"


class BadLink(MemberError):
    """The link is none that people could safely follow."""

    key = "initiatives-bad-link"


class NoSuchChannel(MemberError):
    """The channel is gone, or people do not talk in it."""

    key = "initiatives-bad-channel"


@dataclass(frozen=True)
class PlaceText:
    """Where it happens, as it was typed and chosen; several may be said."""

    text: str | None = None
    channel_id: int | None = None
    link: str | None = None

    @property
    def kind(self) -> PlaceKind:
        """Somewhere outside goes before what comes along with it."""
        if self.text is not None:
            return PlaceKind.OUTSIDE
        if self.channel_id is not None or self.link is not None:
            return PlaceKind.ONLINE
        return PlaceKind.UNSAID


def read_place(*, text: str = "", channel: str = "", link: str = "") -> PlaceText:
    """The place in the answers of a form; what is empty is left open.

    Args:
        channel: The id of a voice or stage channel that was chosen.

    Raises:
        PlaceTooLong, BadLink, NoSuchChannel: As they say.
    """
    where = " ".join(unturned(text).split())
    if len(where) > LONGEST_PLACE:
        raise PlaceTooLong(longest=LONGEST_PLACE)
    chosen = channel.strip()
    if chosen and not (chosen.isascii() and chosen.isdigit() and len(chosen) < 20):
        raise NoSuchChannel
    return PlaceText(where or None, int(chosen) if chosen else None, read_link(link))


def read_link(typed: str) -> str | None:
    """A link that people can follow: https, with a host, and nothing hidden in it.

    Raises:
        BadLink: It is something else.
    """
    given = typed.strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        host = parts.hostname
        port = parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        raise BadLink(given=given[:80], longest=LONGEST_LINK) from None
    is_plain = given.isprintable() and not any(mark in given for mark in " <>|\\`")
    if (
        parts.scheme != "https"
        or not host
        or "." not in host
        or port == 0
        or parts.username is not None
        or not is_plain
        or unturned(given) != given
        or len(given) > LONGEST_LINK
    ):
        raise BadLink(given=given[:80], longest=LONGEST_LINK)
    return given


async def move(
    session: AsyncSession, actor: Actor, initiative_id: int, place: PlaceText, *, now: datetime
) -> bool:
    """Say where it happens; return whether that is new.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    states = (*LIVE, InitiativeState.PROPOSED)
    initiative = await hold(session, actor, initiative_id, states=states)
    before = _place_of(initiative)
    if before == place:
        return False
    put(initiative, place)
    await audit.note(
        session,
        "initiatives.place",
        guild_id=initiative.guild_id,
        actor_id=actor.member.user_id,
        before={"initiative": initiative.id, "where": _as_data(before)},
        after={"initiative": initiative.id, "where": _as_data(place)},
        at=now,
    )
    await changed(session, initiative, now=now)
    return True


def put(initiative: Initiative, place: PlaceText) -> None:
    """Write the place into the row."""
    initiative.place_kind = place.kind
    initiative.place_text = place.text
    initiative.place_channel_id = place.channel_id
    initiative.link = place.link


def _place_of(initiative: Initiative) -> PlaceText:
    return PlaceText(initiative.place_text, initiative.place_channel_id, initiative.link)


def _as_data(place: PlaceText) -> dict[str, object]:
    return {"text": place.text, "channel": place.channel_id, "link": place.link}
