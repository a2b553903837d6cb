"""What was clicked is exported as a story that loads, and plays with the same result."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.rehearsal import community, loading
from bot.rehearsal.community import Community
from bot.rehearsal.page.recording import Recorder
from bot.rehearsal.player import play
from bot.rehearsal.story import Story
from bot.simulator.people import SeenMessage
from bot.simulator.world.world import World
from tests.rehearsal.page.conftest import Browser

FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
PERMISSION, TROUBLE = "add reactions", "drops the connection"

TRAPS = (
    "yes", "null", "~", "1:20", "0x1F", "2026-03-06", "=", "<<", "- a", "#c", "a: b", "a #b", "'",
    '"', "{a", "[a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "? a", "a\r\nb", "a\tb",
    "a\x85b", "a\u2028b", "\u202ea", "🌱", "-", "1_000", ".inf", "x" * 2000,
)  # fmt: skip
"""Texts that YAML takes for something else, or could trip over."""

texts = (
    st.sampled_from(TRAPS)
    | st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
)  # fmt: skip
names = texts.map(lambda text: " ".join(text.split())[:32].strip()).filter(bool)


@cache
def neighbours() -> Community:
    return community.found(World(MovableClock(FRIDAY)), community.load(loading.COMMUNITY))


def loaded(recorder: Recorder) -> Story:
    return loading.parse(recorder.dump({}).encode(), Path("story.yaml"))


def steps_of(who: str, text: str, more: list[str]) -> list[dict[str, Any]]:
    """One step of each kind that the page writes down."""
    where = {"in": text.lstrip("#").strip() or "DM"}
    with_nothing = ("passes screening", "leaves", "closes DMs", "opens DMs")
    with_text = ("is interested in", "is not interested in", "gets the role", "loses the role")
    return [
        *({f"{who} {phrase}": None} for phrase in with_nothing),
        *({f"{who} {phrase}": text} for phrase in with_text),
        *({f"{who} {phrase}": text, **where} for phrase in ("says", "deletes", "pins", "unpins")),
        *({f"{who} {phrase}": text, "on": text, **where} for phrase in ("clicks", "reacts")),
        {f"{who} runs": f"/{text.strip()}", **where},
        {f"{who} chooses": more, "menu": text, **where},
        {f"{who} chooses": None, **where},
        {f"{who} votes": more, **where},
        {f"{who} votes": None, **where},
        {f"{who} fills in": {text: text, "Several": more, "Box": True, "None": []}},
        {f"{who} fills in": None},
        {f"{who} speaks": "de"},
        {"bot may not": PERMISSION, **where},
        {"bot may": PERMISSION, **where},
        {"bot": "kill"},
        {"discord": TROUBLE},
        {"channel deleted": where["in"]},
        {"time": "2026-03-09 09:00"},
    ]


@settings(max_examples=60, deadline=None)
@given(who=names, text=texts, more=st.lists(texts, min_size=1, max_size=3))
def test_whatever_is_written_down_loads_as_it_was(who: str, text: str, more: list[str]) -> None:
    recorder = Recorder(neighbours())
    written = [{f"{who} joins": None, "language": "de"}, *steps_of(who, text, more)]
    recorder.add(tuple(written))

    read = loaded(recorder).steps

    assert len(read) == len(written)
    for step, (said, *below) in zip(read, (list(each.items()) for each in written), strict=True):
        phrase, what = said
        assert f"{step.who} {step.verb.phrase}".strip() == phrase
        if isinstance(what, str) and step.verb.phrase != "time":
            assert step.what == what.strip()
        elif isinstance(what, list):
            assert step.what == tuple(item.strip() for item in what)
        elif isinstance(what, dict):
            assert step.what[text] == (text if text != "None" else [])
        assert {name for name, _ in below} == set(step.options)


async def of(browser: Browser, name: str, channel: str, words: str = "") -> SeenMessage:
    """The newest message there that somebody reads these words on."""
    await browser.page.rest()
    seen = browser.person(name).sees(browser.channel(channel))
    return next(message for message in reversed(seen) if words in message.text)


async def replayed(browser: Browser, path: Path) -> str:
    """Play what the page exports, expect it to go well, and return it."""
    await browser.page.rest()
    async with browser.session.get("/story.yaml") as answer:
        text = await answer.text()
    file = path / "mine.yaml"
    file.write_text(text, "utf-8")
    lines: list[str] = []
    outcome = await play(loading.load(file), lines.append)
    assert outcome.failures == [], text + "\n".join(lines)
    assert outcome.unplayed == 0
    return text


@pytest.mark.asyncio
async def test_a_played_rehearsal_plays_again_with_the_same_result(
    browser: Browser, tmp_path: Path
) -> None:
    values = next(m for m in browser.person("Ada").sees(browser.channel("values")) if m.reactions)
    on = {"message": str(values.id)}
    await browser.posts("Ada", "values", "react", emoji="🌱", **on)
    await browser.posts("Lena", "values", "react", emoji="🤝", **on)
    await browser.posts("Lena", "values", "react", emoji="🤝", **on)
    button = values.buttons[0]
    assert button.custom_id is not None
    await browser.posts("Ada", "values", "press", custom_id=button.custom_id, **on)
    answer = await of(browser, "Ada", "values")
    menu = answer.selects[0]
    await browser.posts(
        "Ada",
        "values",
        "choose",
        message=str(answer.id),
        custom_id=menu.custom_id,
        value=menu.options[0][1],
    )
    await browser.posts("Jonas", "values", "say", text="/values show value:Honesty")

    ledger = await browser.page.ledger()
    text = await replayed(browser, tmp_path)
    assert ledger["pledge.made"] >= 1
    assert "pledge made" in text or "pledges made" in text
    assert "privately: true" in text


@pytest.mark.asyncio
async def test_everything_around_people_plays_again(browser: Browser, tmp_path: Path) -> None:
    roles = browser.page.community.guild.roles.values()
    steward = str(next(role.id for role in roles if role.name == "Steward"))
    await browser.posts("Mara", "general", "people/join", name="Bo: the 2nd", locale="de")
    await browser.posts("Bo: the 2nd", "general", "people/language", locale="en-GB")
    await browser.posts("Ada", "general", "people/zone", zone="America/New_York")
    await browser.posts("Ada", "general", "people/give", role=steward)
    await browser.posts("Ada", "general", "people/take", role=steward)
    for act in ("close-dms", "open-dms", "leave"):
        await browser.posts("Lena", "general", f"people/{act}")
    await browser.posts("Mara", "general", "trouble/forbid", permission=PERMISSION)
    await browser.posts("Mara", "general", "trouble/forbid", permission=PERMISSION)
    await browser.posts("Mara", "general", "trouble/drop")
    await browser.posts("Mara", "general", "trouble/kill")
    await browser.posts("Mara", "general", "trouble/start")
    await browser.posts("Mara", "general", "time", to="hour")
    await browser.posts("Mara", "stewards", "trouble/delete-channel")

    text = await replayed(browser, tmp_path)
    for step in (
        "'Bo: the 2nd joins':",
        "Ada gets the role: Steward",
        "Ada loses the role: Steward",
        "Lena leaves",
        "bot may not: add reactions",
        "bot: kill",
        "channel deleted: stewards",
    ):
        assert step in text


@pytest.mark.asyncio
@pytest.mark.parametrize("said", ["hi", "42", "no: really", "#1"])
async def test_short_words_and_numbers_are_found_again(
    browser: Browser, tmp_path: Path, said: str
) -> None:
    await browser.posts("Ada", "general", "say", text=said)
    await browser.posts("Ada", "general", "say", text="Something else")
    older = await of(browser, "Ada", "general", said)
    await browser.posts("Lena", "general", "react", emoji="🌱", message=str(older.id))
    await browser.posts("Mara", "general", "pin", message=str(older.id))
    await browser.posts("Mara", "general", "pin", message=str(older.id))
    await browser.posts("Ada", "general", "delete", message=str(older.id))

    text = await replayed(browser, tmp_path)
    assert "a message" not in text
    assert "Ada deletes: " in text


@pytest.mark.asyncio
async def test_what_was_refused_is_not_written_down(browser: Browser) -> None:
    await browser.posts("Ada", "general", "say", text="/nothing of the kind")
    await browser.posts("Mara", "general", "trouble/start")

    assert loaded(browser.page.recorder).steps == ()
