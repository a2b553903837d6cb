"""The pledge post and the list of one's own pledges, as plain data."""

from __future__ import annotations

from datetime import UTC, date, datetime

import discord
import pytest

from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.pledges import views
from cogs.pledges.models import StepState
from cogs.pledges.service import Count, Figure, Held, Outcome
from cogs.pledges.service.steps import Step

TEXTS = Texts()
TODAY = date(2026, 9, 30)
GUILD = 800_000_000_000_000_001
LONG_NAME = (
    "Gegenseitige Rücksichtnahme und Verlässlichkeit in allen Angelegenheiten "
    "der Nachbarschaft am Flusse"
)
LONG_EMOJI = "<a:" + "x" * 32 + ":12345678901234567890>"


def value(number: int, *, name: str = "Care", emoji: str = "❤️", promise: str = "p") -> ValueText:
    return ValueText(number, name, emoji, promise, ("a", "b"), ("c",), 1)


def crowd(emoji: str) -> list[ValueText]:
    """As many values as a charter holds, each as long as the file allows, and longer."""
    assert len(LONG_NAME) == 100
    return [
        value(number, name=LONG_NAME, emoji=emoji, promise="Wir halten zusammen. " * 40)
        for number in range(12)
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("emoji", ["🌱", LONG_EMOJI])
def test_the_largest_charter_fits_into_one_post(language: str, emoji: str) -> None:
    say = TEXTS.speak(language)
    figures = dict.fromkeys(range(12), Count(1_234_567, 1_234_567))

    embed = views.board(crowd(emoji), figures, say, title="T" * 200, text="x " * 500)

    assert len(embed) <= 6000
    assert len(embed.fields) == 12
    assert all(len(field.name or "") <= 256 for field in embed.fields)
    assert all("Wir halten zusammen." in (field.value or "") for field in embed.fields)
    assert LONG_NAME in (embed.fields[0].name or "")


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "Nobody has pledged yet.", "Noch hat sich niemand bekannt."),
        (1, "One person has pledged.", "Ein Mensch hat sich bekannt."),
        (7, "7 people have pledged.", "7 Menschen haben sich bekannt."),
    ],
)
def test_figures_are_said_in_words(count: int, english: str, german: str) -> None:
    for language, expected in (("en", english), ("de", german)):
        embed = views.board([value(1)], {1: Count(count)}, TEXTS.speak(language))

        assert expected in (embed.fields[0].value or "")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Count(0, 2), "Nobody has pledged to the new words yet. 2 people's pledges are to earlier"),
        (Count(2, 1), "2 people have pledged. One person's pledge is to the earlier words."),
    ],
)
def test_who_holds_to_earlier_words_is_counted_apart(count: Count, expected: str) -> None:
    embed = views.board([value(1)], {1: count}, TEXTS.speak("en"))

    assert expected in (embed.fields[0].value or "")


def test_the_communitys_own_title_and_text_replace_ours() -> None:
    say = TEXTS.speak("en")

    assert views.board([value(1)], {}, say).title == "What we stand for"
    embed = views.board([value(1)], {}, say, title="Ours", text="React below.")
    assert (embed.title, embed.description) == ("Ours", "React below.")


def own(held: list[Held], *, words: str | None = None) -> views.Own:
    """A list of one's own, with the same next step for each value."""
    steps = [
        Step(
            id=number,
            guild_id=GUILD,
            user_id=1,
            value_id=pledge.value.id,
            value=pledge.value,
            words=words,
            due_on=TODAY,
            state=StepState.OPEN,
            written_at=datetime(2026, 3, 2, tzinfo=UTC),
            shared_channel_id=None,
            shared_message_id=None,
        )
        for number, pledge in enumerate(held)
        if words is not None
    ]
    return views.Own(held, steps, TODAY, is_stopped=words is not None)


async def listed(values: list[ValueText], language: str) -> tuple[discord.Embed, discord.ui.View]:
    made_at = datetime(2026, 3, 2, tzinfo=UTC)
    held = [Held(item, made_at, index % 2 == 1) for index, item in enumerate(values)]
    embed, view = views.mine(own(held), TEXTS.speak(language), guild_id=GUILD)
    assert view is not None
    return embed, view


@pytest.mark.asyncio
@pytest.mark.parametrize("emoji", ["🌱", LONG_EMOJI])
async def test_the_largest_list_of_pledges_fits_and_offers_each_for_withdrawal(emoji: str) -> None:
    embed, view = await listed(crowd(emoji), "de")

    assert len(embed) <= 6000
    select = withdrawing(view)
    assert [option.value for option in select.options] == [str(number) for number in range(12)]
    assert all(len(option.label) <= 100 for option in select.options)


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("words", ["Ich höre zu. " * 23, "*" * 300])
async def test_the_largest_list_fits_with_a_next_step_for_every_pledge(
    language: str, words: str
) -> None:
    made_at = datetime(2026, 3, 2, tzinfo=UTC)
    held = [Held(one, made_at, earlier_words=True) for one in crowd(LONG_EMOJI)]

    embed, view = views.mine(own(held, words=words), TEXTS.speak(language), guild_id=GUILD)

    assert len(embed) <= 6000
    assert view is not None
    assert len(view.to_components()) <= 5
    for field in embed.fields:
        promise, _, step = (field.value or "").split("\n", 2)
        assert len(promise) > 40
        assert step.endswith("…")
        assert len(step) > 80


def withdrawing(view: discord.ui.View) -> discord.ui.Select[discord.ui.View]:
    (found,) = (
        item
        for item in view.children
        if isinstance(item, discord.ui.Select) and item.custom_id == "pledges:withdraw"
    )
    return found


@pytest.mark.asyncio
async def test_a_pledge_to_earlier_words_says_so() -> None:
    embed, _ = await listed([value(1), value(2)], "en")

    assert "to earlier words" not in (embed.fields[0].value or "")
    assert "to earlier words" in (embed.fields[1].value or "")


@pytest.mark.asyncio
async def test_a_custom_emoji_is_left_out_of_the_menu_for_it_may_have_been_deleted() -> None:
    _, view = await listed([value(1, emoji="<:leaf:123456789012345678>"), value(2)], "en")

    select = withdrawing(view)
    assert [option.emoji is None for option in select.options] == [True, False]


@pytest.mark.asyncio
async def test_no_pledges_is_a_sentence_and_the_way_to_make_one() -> None:
    embed, view = views.mine(own([]), TEXTS.speak("en"), guild_id=GUILD)

    assert view is not None
    (button,) = view.children
    assert isinstance(button, discord.ui.Button)
    assert (button.label, button.custom_id) == ("Pledge…", f"pledges:open:{GUILD}")
    assert "That is fine" in (embed.description or "")


@pytest.mark.parametrize(
    ("made", "withdrawn", "kept", "sentences"),
    [
        ([1], [], [], ["You have pledged to V1.", "With it comes the role <@&71>;"]),
        ([1, 2], [], [3], ["pledged to V1 and V2.", "comes the role <@&72>;"]),
        ([], [1, 2], [], ["to V1 and V2 are withdrawn.", "The roles <@&71>, <@&72> go,"]),
        ([1], [3], [], ["pledged to V1.", "to V3 is withdrawn."]),
        ([], [], [1], ["Nothing has changed."]),
    ],
)
def test_a_receipt_says_what_changed_and_which_roles_come_and_go(
    made: list[int], withdrawn: list[int], kept: list[int], sentences: list[str]
) -> None:
    def named(numbers: list[int]) -> tuple[ValueText, ...]:
        return tuple(value(number, name=f"V{number}") for number in numbers)

    outcome = Outcome(made=named(made), withdrawn=named(withdrawn))
    held = [Held(item, datetime(2026, 3, 2, tzinfo=UTC), False) for item in named(kept + made)]

    told = views.told(outcome, held, TEXTS.speak("en"), roles={1: 71, 2: 72, 3: 71})

    lines, asked = told.split("\n\n")[0].splitlines(), "next step" in told
    assert asked is bool(made)
    assert len(lines) == len(sentences)
    assert all(sentence in line for sentence, line in zip(sentences, lines, strict=True))


@pytest.mark.parametrize(("name", "is_whole"), [(LONG_NAME, True), ("*_" * 50, False)])
def test_the_longest_receipt_fits_into_one_message(name: str, is_whole: bool) -> None:
    values = [value(number, name=name) for number in range(12)]
    outcome = Outcome(
        made=tuple(values[:4]),
        withdrawn=tuple(values[4:8]),
        reacted=tuple(values[6:8]),
        reworded=tuple(values[8:]),
        gone=3,
    )
    roles = {number: 10**18 + number for number in range(12)}

    for language in ("en", "de"):
        told = views.told(outcome, [], TEXTS.speak(language), roles=roles)

        assert len(told) <= 2000
        assert told.endswith(".") is is_whole


@pytest.mark.asyncio
async def test_more_resting_pledges_than_fit_leave_out_the_last_and_break_nothing() -> None:
    made_at = datetime(2026, 3, 2, tzinfo=UTC)
    held = [
        Held(one, made_at, False, is_resting=True)
        for one in (*crowd(LONG_EMOJI), *crowd(LONG_EMOJI), *crowd(LONG_EMOJI))
    ]

    for embed, view in (
        views.mine(own(held), TEXTS.speak("de"), guild_id=GUILD),
        views.receipt(Outcome(), held, TEXTS.speak("de"), guild_id=GUILD),
    ):
        assert len(embed) <= 6000
        assert 15 < len(embed.fields) <= 25
        assert view is not None
        assert all(len(item.options) <= 25 for item in view.children if hasattr(item, "options"))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_longest_summary_fits_and_names_nobody(language: str) -> None:
    changed = datetime(2026, 3, 2, tzinfo=UTC)
    figures = [Figure(one, 1_234_567, 234_567, 345_678, changed) for one in crowd(LONG_EMOJI)]

    embed = views.shown_by(
        views.summary(figures, TEXTS.speak(language)), "N" * 100, TEXTS.speak(language)
    )

    assert len(embed) <= 6000
    assert len(embed.fields) == 12
    assert all(len((field.value or "").splitlines()) == 4 for field in embed.fields)
