"""Where it happens: what is taken as a place, and who may say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, InitiativeState, PlaceKind
from cogs.initiatives.service import NotOpen, NotYours
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.places import (
    LONGEST_LINK,
    LONGEST_PLACE,
    BadLink,
    NoSuchChannel,
    PlaceText,
    PlaceTooLong,
    move,
    read_link,
    read_place,
)
from tests.initiatives import GUILD, an_initiative

ORGANISER = Actor(MemberKey(GUILD, GUILD + 1), is_steward=False)
SOMEBODY = Actor(MemberKey(GUILD, GUILD + 2), is_steward=False)


@pytest.mark.parametrize(
    ("typed", "place", "kind"),
    [
        ({}, PlaceText(), PlaceKind.UNSAID),
        ({"text": " Boathouse,\n left "}, PlaceText("Boathouse, left"), PlaceKind.OUTSIDE),
        ({"text": "\u202eBridge"}, PlaceText("Bridge"), PlaceKind.OUTSIDE),
        ({"channel": "77"}, PlaceText(channel_id=77), PlaceKind.ONLINE),
        ({"link": "https://example.org/a?b=c"}, PlaceText(link="https://example.org/a?b=c"),
         PlaceKind.ONLINE),
        ({"text": "Weir", "link": "https://example.org"},
         PlaceText("Weir", link="https://example.org"), PlaceKind.OUTSIDE),
    ],
)  # fmt: skip
def test_a_place_is_read_as_it_was_meant(
    typed: dict[str, str], place: PlaceText, kind: PlaceKind
) -> None:
    assert read_place(**typed) == place
    assert place.kind is kind


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost/x",
        "https://example.org/a b",
        "https://me:secret@example.org",
        "https://exa\u202emple.org",
        "https://example.org/<x>",
        "https://[::1",
        "https://example.org:99999",
        "example.org",
        "https://example.org/" + "x" * LONGEST_LINK,
    ],
)
def test_what_nobody_could_safely_follow_is_refused(link: str) -> None:
    with pytest.raises(BadLink):
        read_place(link=link)


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_link_is_https_or_refused(typed: str) -> None:
    try:
        link = read_link(typed)
    except BadLink:
        return
    assert link is None or link.startswith("https://")


def test_too_long_a_place_and_a_channel_that_is_none_are_refused() -> None:
    with pytest.raises(PlaceTooLong):
        read_place(text="x" * (LONGEST_PLACE + 1))
    with pytest.raises(NoSuchChannel):
        read_place(channel="general")


@pytest.mark.asyncio
async def test_whoever_organises_it_moves_it_and_calendars_learn_of_it(
    db: Database, clock: MovableClock
) -> None:
    place = PlaceText("Boathouse")
    async with db.begin() as session:
        row = await an_initiative(session)
        over = await an_initiative(session, state=InitiativeState.CLOSED)
    async with db.begin() as session:
        with pytest.raises(NotYours):
            await move(session, SOMEBODY, row.id, place, now=clock.now())
        with pytest.raises(NotOpen):
            await move(session, ORGANISER, over.id, place, now=clock.now())
        assert await move(session, ORGANISER, row.id, place, now=clock.now())
        assert not await move(session, ORGANISER, row.id, place, now=clock.now())
    async with db.read() as session:
        moved = await session.get_one(Initiative, row.id)
    assert (moved.place_kind, moved.place_text, moved.sequence) == ("outside", "Boathouse", 1)
