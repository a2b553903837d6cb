"""The digest in words: counts first, short whatever happened, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.digests import Line, Section, Thing
from bot.texts import Speaker, Texts
from cogs.digest import service, views
from cogs.digest.service import Told
from cogs.digest.views import LONGEST_FIELD, Where
from tests.conftest import MONDAY

WEEK = timedelta(weeks=1)
LINK = "https://discord.com/channels/800000000000000001/800000000000000002/800000000000000003"
COUNTED = (
    "digest-given-up",
    "digest-run-failed",
    "digest-run-skipped",
    "digest-run-late",
    "digest-expired",
    "digest-recovered",
    "reminders-weekly-slowed",
)


@pytest.fixture(params=["en", "de"])
def say(request: pytest.FixtureRequest) -> Speaker:
    return Texts().speak(request.param)


@pytest.fixture
def english() -> Speaker:
    return Texts().speak("en")


def told(*lines: Line) -> Told:
    return Told(MONDAY - WEEK, MONDAY, lines)


def test_an_empty_week_is_one_line(say: Speaker) -> None:
    embed = views.digest(told(), say, rule=service.USUAL)

    assert embed.fields == []
    assert embed.description is not None
    assert "\n" not in embed.description
    assert say("digest-quiet") in embed.description


def test_a_week_in_which_something_waits_is_not_called_quiet(say: Speaker) -> None:
    embed = views.digest(told(Line(Section.STUCK, "onboarding-weekly-stuck", 2)), say)

    assert embed.description is not None
    assert say("digest-quiet") not in embed.description
    assert [field.name for field in embed.fields] == [say("digest-section-stuck")]
    assert embed.fields[0].value.startswith("- **2** ")


def test_parts_of_the_bot_are_named_in_words_and_unknown_ones_by_their_names(
    english: Speaker,
) -> None:
    parts = [
        Thing("pledges", "digest-part-pledges", count=4),
        Thing("poems_x", "digest-part-poems_x", count=1),
    ]

    embed = views.digest(
        told(Line(Section.RECOVERED, "digest-recovered", 5, things=parts)), english
    )

    assert embed.fields[0].value.endswith(r": pledges (4), poems\_x (1)")


@pytest.mark.parametrize("key", COUNTED)
def test_one_of_a_kind_and_several_are_both_said(say: Speaker, key: str) -> None:
    one, several = (
        views.digest(told(Line(Section.FAILED, key, count, things=[Thing("x")])), say)
        for count in (1, 2)
    )

    assert one.fields[0].value.startswith("- **1** ")
    assert one.fields[0].value != several.fields[0].value.replace("**2**", "**1**")


def test_three_are_named_and_the_others_counted(english: Speaker) -> None:
    things = [Thing(f"Title {number}", link=LINK) for number in range(5)]

    embed = views.digest(
        told(Line(Section.WAITING, "initiatives-weekly-unclosed", 5, things=things)), english
    )

    value = embed.fields[0].value
    assert value.count(LINK) == 3
    assert "and 2 more" in value


def test_a_title_breaks_no_link_and_shouts_no_mark(english: Speaker) -> None:
    thing = Thing("a](https://evil.example) **b**", link=LINK)

    embed = views.digest(
        told(Line(Section.WAITING, "initiatives-weekly-unclosed", 1, things=[thing])), english
    )

    assert f"[a\\]\\(https://evil.example\\) \\*\\*b\\*\\*]({LINK})" in embed.fields[0].value


def test_however_much_happened_it_stays_short_and_says_what_is_left_out(say: Speaker) -> None:
    things = [Thing("A very long title " * 10, link=LINK)] * 3
    lines = [
        Line(section, "initiatives-weekly-ahead", 3, things=things, at=MONDAY)
        for section in Section
        for _ in range(20)
    ]

    embed = views.digest(told(*lines), say, rule=service.USUAL)

    assert [field.name for field in embed.fields] == [
        say(f"digest-section-{section}") for section in Section
    ]
    for field in embed.fields:
        assert len(field.value) <= LONGEST_FIELD
        shown = field.value.count("\n")
        assert field.value.endswith(
            f"**{20 - shown}** " + ("more" if "more" in field.value else "weitere")
        )
    assert len(embed) <= 6000


def test_before_it_is_switched_on_five_times_are_shown_and_what_is_wrong(say: Speaker) -> None:
    where = Where(None, 7, is_public=True, missing=("send_messages",))

    embed, view = views.agreeing(service.USUAL, None, where, say, zone="Europe/Berlin", now=MONDAY)

    runs, warnings = embed.fields
    assert runs.value.count("<t:") == 5
    assert "<#7>" in warnings.value
    assert "send_messages" in warnings.value
    assert view is not None
    assert embed.footer.text == say("digest-unsaved")
