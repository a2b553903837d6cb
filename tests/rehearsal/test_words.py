"""What a person reads: times, marks and mentions, plural forms, lines that fit a terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.rehearsal import community, ledger, loading, moments, vocabulary
from bot.rehearsal.community import Community
from bot.rehearsal.paper import safe, width_of, wrap
from bot.rehearsal.wording import Wording
from bot.simulator.world.world import World

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=BERLIN)
GUIDE = Path(__file__).parents[2] / "docs" / "stories.md"


@pytest.fixture
def neighbours() -> Community:
    return community.found(World(MovableClock(FRIDAY)), community.load(loading.COMMUNITY))


@pytest.fixture
def wording(neighbours: Community) -> Wording:
    return Wording(neighbours.world, neighbours.guild, neighbours.zone)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("next Monday 09:00", "2026-03-09 09:00"),
        ("Friday 18:00", "2026-03-06 18:00"),
        ("friday 16:00", "2026-03-13 16:00"),
        ("next Friday 18:00", "2026-03-13 18:00"),
        ("18:00", "2026-03-06 18:00"),
        ("9:00", "2026-03-07 09:00"),
        ("tomorrow 18:00", "2026-03-07 18:00"),
        ("+90 minutes", "2026-03-06 18:30"),
        ("+ 2 weeks", "2026-03-20 17:00"),
        ("2026-12-24 08:15", "2026-12-24 08:15"),
    ],
)
def test_a_moment_is_meant_in_local_time(text: str, meant: str) -> None:
    assert f"{moments.read(text)(FRIDAY):%Y-%m-%d %H:%M}" == meant


def test_hours_are_hours_even_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)

    after = moments.read("+1 hour")(before)

    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=1)
    assert f"{after:%H:%M}" == "03:30"


@pytest.mark.parametrize("text", ["", "soon", "25:00", "Monday", "next 09:00", "+2 moons"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        moments.read(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**bold** and *slanted* and __under__", "bold and slanted and under"),
        (r"\*not\* this, nor 2 * 3 * 4", "*not* this, nor 2 * 3 * 4"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("## Heading\n- one\n- two", "Heading\n• one\n• two"),
        ("> quoted", "│ quoted"),
        ("</pledge mine:123456789012345678>", "/pledge mine"),
        ("<:leaf:123456789012345678>", ":leaf:"),
        ("[here](https://discord.com/channels/1/2/3)", "here ↗"),
        ("[there](https://example.org/)", "there (https://example.org/)"),
    ],
)
def test_marks_are_not_read_aloud(wording: Wording, text: str, read: str) -> None:
    assert wording.plain(text, "en-GB") == read


def test_mentions_are_names(neighbours: Community, wording: Wording) -> None:
    ada = neighbours.introduce("Ada", {})
    role = neighbours.role("Neighbour")
    channel = neighbours.channels["values"]

    text = wording.plain(f"{ada.mention} <@&{role.id}> <#{channel.id}> <@1>", "en-GB")

    assert text == "@Ada @Neighbour #values @unknown-user"


def test_timestamps_are_dates_in_the_readers_language_and_the_communitys_zone(
    wording: Wording,
) -> None:
    stamp = f"<t:{int(FRIDAY.timestamp())}:F>"

    assert wording.plain(stamp, "en-GB") == "Friday, 6 March 2026 17:00"
    assert wording.plain(stamp, "de") == "Freitag, 6. März 2026 17:00"
    assert wording.plain(f"<t:{int(FRIDAY.timestamp()) + 7200}:R>", "en-GB") == "in 2 hours"


def test_the_ledger_speaks_in_words() -> None:
    assert ledger.words("pledge.made", 1) == "1 pledge made"
    assert ledger.words("pledge.made", 3) == "3 pledges made"
    assert ledger.words("kudos.given_late", 2) == "2 × kudos: given late"


def test_what_the_ledger_says_can_be_expected_of_it() -> None:
    for act in ledger.acts():
        assert ledger.read(ledger.words(act, 1)) == (act, 1)
        assert ledger.read(ledger.words(act, 5)) == (act, 5)
    assert ledger.read("no pledges made") == ("pledge-made", 0)


def test_an_emoji_takes_two_columns() -> None:
    assert width_of("🌱 ab") == 5
    assert width_of("❤️") == 2
    assert width_of("👩‍🌾") == 2


def test_lines_fit_and_lists_hang() -> None:
    lines = list(wrap("• one two three four", 11))

    assert lines == ["• one two", "  three", "  four"]
    assert list(wrap("  kept", 20)) == ["  kept"]


def test_a_text_cannot_play_tricks_on_the_terminal() -> None:
    assert safe("\x1b[31mred\x1b[0m \x1b]0;title\x07") == "red  ]0;title "


def test_the_guide_names_every_verb_and_option() -> None:
    guide = GUIDE.read_text("utf-8").replace(" her DMs", " DMs")

    for verb in vocabulary.VERBS:
        assert f"`{'Ada ' if verb.by_people else ''}{verb.phrase}" in guide, verb
        for option in verb.options:
            assert f"`{option}" in guide
