"""A reminder's post in words: what stands in it once, what it is escaped from, and that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from bot.config.templates import REMINDER_FIELDS, fill, mentioned, problems
from bot.texts import Speaker, Texts
from cogs.charter.service import ValueText
from cogs.initiatives.models import Grade
from cogs.initiatives.service import Told
from cogs.initiatives.service.outcomes import OutcomeText
from cogs.reminders import service, views
from cogs.reminders.models import Asks, Proof
from cogs.reminders.service import Carried, ProofText, QuestionText
from cogs.reminders.service.asking import USUAL, USUAL_POLLS
from cogs.reminders.views import question_words
from cogs.reminders.views import questions as panel
from tests.initiatives import an_overview

TEXTS = Texts()
LANGUAGES = ("en", "de")
SAY = TEXTS.speak("en")
VALUE = ValueText(3, "Care", "❤️", "Nobody is alone.", ("We ask.", "We wait."), ("We praise.",), 1)
LONG = ValueText(3, "*" * 100, "<:care:123456789012345678>", "_" * 200, ("~" * 200,), ("x",), 1)
MOMENT = datetime(2026, 3, 7, 9, tzinfo=UTC)


def carried(**differences: Any) -> Carried:
    fields: dict[str, Any] = {
        "value": VALUE,
        "behaviour": "We ask.",
        "mission": "We keep the river clean.",
        "proof": ProofText(Proof.NOTHING_HEARD),
        "asks": Asks.QUESTION,
        "question": 1,
        "next_initiative": None,
    }
    return Carried(**fields | differences)


def outcome(sentence: str = "We planted thirty trees.", title: str = "Park clean-up") -> ProofText:
    told = OutcomeText(
        id=1,
        initiative_id=1,
        version=1,
        told_by=5,
        told_at=MOMENT,
        people=None,
        sentence=sentence,
        differently=None,
        evidence=None,
        grade=Grade.ORGANISER_CONFIRMED,
        confirmed_by=6,
        confirmed_at=MOMENT,
        figures=(),
    )
    return ProofText(Proof.OUTCOME, told=Told(an_overview(title=title), told))


def post(shown: Carried, text: str | None = None, **options: Any) -> views.Worded:
    return views.post(shown, options.pop("say", SAY), text=text, post_id=7, **options)


def parts(worded: views.Worded) -> Iterator[str]:
    """Everything that can be read in it, from the top."""
    content = worded.content
    (embed,) = content.embeds
    yield from filter(None, (content.text, embed.title, embed.description))
    for field in embed.fields:
        yield f"{field.name}: {field.value}"


def labels(worded: views.Worded) -> list[str | None]:
    view = worded.content.view
    assert view is not None
    return [one.label for one in view.children if isinstance(one, discord.ui.Button)]


def test_the_usual_post_begins_with_its_question_and_ends_with_proof() -> None:
    assert list(parts(post(carried(proof=outcome())))) == [
        "When did you last see somebody live “Care”? What did they do?",
        "❤️ Care",
        "Nobody is alone.",
        "It looks like this, for example: We ask.",
        "What we did for it lately: **Park clean-up**: We planted thirty trees. "
        "(Confirmed by a second person)",
    ]


def test_without_a_question_it_begins_with_the_promise_and_says_it_once() -> None:
    shown = list(parts(post(carried(asks=Asks.NOTHING, question=None))))

    assert shown[0] == "Nobody is alone."
    assert shown.count("Nobody is alone.") == 1
    assert shown[-1].startswith("What did we miss?: Nobody has told us about this one lately.")


def test_what_a_text_mentions_is_not_said_again_below_it() -> None:
    text = "{value}: {promise} {looks_like} {proof} {question} {next_initiative} {mission} {{so}}"
    joinable = an_overview(title="Clean_up", starts_at=MOMENT)
    shown = carried(proof=ProofText(Proof.INITIATIVE, open=joinable), next_initiative=joinable)

    above, title = parts(post(shown, text))

    assert title == "❤️ Care"
    assert above == (
        "❤️ Care: Nobody is alone. We ask. **Clean\\_up**, <t:1772874000:F> "
        "When did you last see somebody live “Care”? What did they do? "
        "**Clean\\_up**, <t:1772874000:F>: "
        f"https://discord.com/channels/{joinable.guild_id}/50/60 We keep the river clean. {{so}}"
    )


def test_a_text_of_its_own_leaves_everything_else_in_the_post() -> None:
    above, title, promise, *fields = parts(post(carried(), "How are **you**?"))

    assert (above, title, promise) == ("How are **you**?", "❤️ Care", "Nobody is alone.")
    assert [field.partition(":")[0] for field in fields] == [
        "It looks like this, for example",
        "What did we miss?",
        "A question to all of us",
    ]


def test_what_people_wrote_formats_and_pings_nothing() -> None:
    value = replace(VALUE, name="__Care__", promise="@everyone **now**")
    worded = post(carried(value=value, proof=outcome("`rm` ~~all~~", title="*T*")), "{proof}")

    above, title, promise, *_ = parts(worded)

    assert above == r"**\*T\***: \`rm\` \~\~all\~\~ (Confirmed by a second person)"
    assert title == r"❤️ \_\_Care\_\_"
    assert promise == r"@everyone \*\*now\*\*"
    assert worded.content.mentions.to_dict() == {"parse": []}


def test_its_buttons_lead_to_the_value_and_to_the_initiative_and_do_nothing_in_a_preview() -> None:
    worded = post(carried(proof=outcome()))
    preview = views.post(carried(), SAY, text=None, post_id=None)

    assert labels(worded) == ["What it looks like", "To the initiative"]
    assert labels(preview) == ["What it looks like"]
    assert preview.content.view is not None
    (button,) = preview.content.view.children
    assert isinstance(button, discord.ui.Button)
    assert button.disabled
    everything = views.lived(VALUE, SAY)
    assert [field.value for field in everything.fields] == ["• We ask.\n• We wait.", "• We praise."]


def test_a_vote_is_discords_own_and_says_that_it_is_public() -> None:
    own = QuestionText(4, 3, "What _now_?", ("Rest", "More *work*"))

    worded = post(carried(asks=Asks.POLL, question=own))

    poll = worded.content.poll
    assert poll is not None
    assert (poll.question, poll.answers) == ("What _now_?", ("Rest", "More *work*"))
    drawn = poll.draw()
    assert [answer.text for answer in drawn.answers] == ["Rest", "More *work*"]
    assert worded.content.embeds[0].footer.text == "Everybody can see who voted for what."
    assert worded.content.text == "How do you see it?"
    assert not any("What" in part and "now" in part for part in parts(worded))


def test_a_vote_that_may_not_be_posted_is_asked_with_its_answers() -> None:
    own = QuestionText(4, 3, "What _now_?", ("Rest", "More *work*"))

    worded = post(carried(asks=Asks.POLL, question=own), may_poll=False)

    assert worded.content.poll is None
    assert next(parts(worded)) == "What \\_now\\_?\n• Rest\n• More \\*work\\*"


def test_a_role_is_mentioned_at_the_top_and_counts_for_the_length() -> None:
    worded = post(carried(), "w " * 1000, ping_role_id=99)

    text = worded.content.text or ""
    assert text.startswith("<@&99>\nw w")
    assert len(text) <= 2000
    assert worded.is_shortened
    assert worded.content.mentions.to_dict()["roles"] == [99]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asks", [Asks.QUESTION, Asks.POLL])
def test_the_longest_words_are_cut_and_reported_and_never_refused(
    language: str, asks: Asks
) -> None:
    shown = carried(
        value=LONG,
        behaviour="~" * 200,
        mission="* " * 500,
        proof=outcome("* " * 150, title="_" * 100),
        asks=asks,
        question=QuestionText(1, 3, "? " * 150, tuple("a" * 53 + f"{n:02}" for n in range(10))),
        next_initiative=an_overview(title="_" * 100, when_text="* " * 100),
    )
    every_field = " ".join(f"{{{name}}}" for name in REMINDER_FIELDS)

    for text in (None, "How are you?", every_field, every_field * 9):
        worded = post(shown, text, say=TEXTS.speak(language))
        content = worded.content
        assert worded.is_shortened is (text is not None and "{mission}" in text)
        assert len(content.text or "") <= 2000
        (embed,) = content.embeds
        assert len(embed) <= 6000
        assert len(embed.title or "") <= 256
        assert all(len(field.value or "") <= 1024 for field in embed.fields)
        if content.poll is not None:
            assert len(content.poll.question) <= 300
            assert all(len(answer) <= 55 for answer in content.poll.answers)
        if worded.is_shortened:
            assert (content.text or "").endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_usual_question_and_answer_exists_fits_and_differs(language: str) -> None:
    say = TEXTS.speak(language)
    longest = replace(VALUE, name="v" * 100)
    asked = [question_words(n, longest, say, is_poll=False)[0] for n in range(1, USUAL + 1)]
    votes = [question_words(n, longest, say, is_poll=True) for n in range(1, USUAL_POLLS + 1)]

    assert len({*asked, *(question for question, _ in votes)}) == USUAL + USUAL_POLLS
    assert not say.has(f"reminders-question-{USUAL + 1}")
    assert not say.has(f"reminders-poll-{USUAL_POLLS + 1}")
    for question, answers in votes:
        assert len(question) <= 300
        assert len(set(answers)) == 4
        assert all(len(answer) <= 55 for answer in answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_questions_as_there_may_be_fit_into_the_panel(language: str) -> None:
    say = TEXTS.speak(language)
    own = [QuestionText(10**18 + n, 3, "*" * 300, ("a" * 55,) * (n % 2 * 10)) for n in range(20)]

    embed, view = panel.panel(LONG, own, say, done="d" * 2000)
    one, _ = panel.question(QuestionText(1, 3, "*" * 300, ("*" * 55,) * 10), LONG, say)

    assert len(embed.description or "") <= 4096
    for drawn in (embed, one):
        assert len(drawn) <= 6000
        assert len(drawn.title or "") <= 256
        assert all(len(field.value or "") <= 1024 for field in drawn.fields)
    assert view is not None
    (select, add) = view.children
    assert isinstance(select, discord.ui.Select)
    assert len(select.options) == 20
    assert isinstance(add, discord.ui.Button)
    assert add.disabled


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("So: {valeu}", 1, 5, "perhaps you mean {value}. I know {value}, {promise}"),
        ("a\nbc {wetter} {x", 2, 4, "says {wetter}, which I cannot fill in. I know {"),
        ("{{value}} {value", 1, 11, 'write "{{" if'),
        ("{ value } {}", 1, 11, "says {}, which I cannot fill in."),
    ],
)
def test_what_a_text_may_not_mention_is_said_with_line_and_column(
    text: str, line: int, column: int, sentence: str
) -> None:
    with pytest.raises((service.UnknownField, service.UnreadableText)) as refused:
        service.check_text(text)

    said = SAY(refused.value.key, **refused.value.arguments)
    assert f"ine {line}, column {column} of the text" in said
    assert sentence.replace('"{{"', "{{") in said.replace('"', "")
    problem = next(problems(text, REMINDER_FIELDS))
    assert f"line {line}, column {column}: " in problem.sentence(REMINDER_FIELDS)


def test_fields_are_read_as_people_write_them_and_braces_can_be_meant() -> None:
    text = "{ VALUE } {{value}} }} {promise}"

    assert mentioned(text) == {"value", "promise"}
    assert list(problems(text, REMINDER_FIELDS)) == []
    assert fill(text, {"value": "{promise}", "promise": "p"}) == "{promise} {value} } p"
    # An older text was never checked: what cannot be read is posted as it stands.
    assert fill("{weather} {value", {"value": "v"}) == "{weather} {value"


def test_usual_texts_are_templates_that_a_steward_could_have_written() -> None:
    for language in LANGUAGES:
        for asks in Asks:
            say: Speaker = TEXTS.speak(language)
            service.check_text(views.usual_text(asks, say))
    assert views.usual_text(Asks.QUESTION, SAY) == "{question}"
