"""Being anyone: who is there, who joins and leaves, and what each of them is like."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from bot.rehearsal import loading
from bot.rehearsal.page.visit import path_of
from bot.rehearsal.vocabulary import BY_PHRASE, VERBS
from tests.rehearsal.page.conftest import Browser, part, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

HOSTILE = (
    "<script>alert(1)</script>",
    '" onfocus="alert(1)',
    "a: b",
    "- x",
    "#general",
    "yes",
    "12",
    "~",
    "{{ page }}",
    "Ada leaves",
    "@everyone",
    "\u202eadA",
)


async def told(browser: Browser, name: str) -> str:
    """What the list of people says, as it is read."""
    return text_of(unescape(part(await browser.shows(name, "welcome"), "people")))


async def test_one_click_leads_to_the_same_channel_as_somebody_else(browser: Browser) -> None:
    people = part(await browser.shows("Ada", "general"), "people")

    assert f'href="{browser.path("Lena", "general")}"' in people
    assert f'href="{browser.path("Ada", "general")}" aria-current="true"' in people


async def test_whoever_may_not_see_a_channel_is_met_where_they_are(browser: Browser) -> None:
    people = part(await browser.shows("Mara", "stewards"), "people")

    assert f'href="{browser.path("Ada", "stewards")}"' not in people
    assert f'href="{browser.path("Ada", "welcome")}"' in people


async def test_somebody_joins_as_they_are_described_and_the_bot_hears_of_it(
    browser: Browser,
) -> None:
    answer = await browser.posts(
        "Mara", "welcome", "people/join", name="  Noor  Haddad ", language="fr", dms="closed"
    )

    noor = browser.person("Noor Haddad")
    assert answer.headers["X-Go"] == path_of(noor.id, browser.channel("welcome").id)
    assert noor.user.locale == "fr"
    assert "Noor Haddad French, DMs closed" in await told(browser, "Mara")
    guild = browser.page.running.bot.get_guild(browser.page.community.guild.id)
    assert guild is not None
    assert guild.member_count == len(browser.page.community.guild.members)


async def test_the_rules_are_accepted_by_those_who_have_to(browser: Browser) -> None:
    await browser.posts("Mara", "welcome", "people/join", name="Noor", screening="on")
    assert "Noor has not accepted the rules" in await told(browser, "Noor")
    assert "Accept the rules" in await told(browser, "Noor")

    await browser.posts("Noor", "welcome", "people/accept")

    assert not browser.person("Noor").member.pending
    assert "rules" not in (await told(browser, "Noor")).split("Change")[1].split("Add")[0]


async def test_a_role_given_is_held_until_it_is_taken(browser: Browser) -> None:
    role = next(role for role in browser.page.community.roles.values())

    await browser.posts("Ada", "welcome", "people/give", role=str(role.id))
    assert role.name in browser.person("Ada").role_names
    assert f"Ada {role.name}" in await told(browser, "Ada")

    await browser.posts("Ada", "welcome", "people/take", role=str(role.id))
    assert role.name not in browser.person("Ada").role_names


async def test_the_bots_own_role_and_everybodys_are_nobodys_to_give(browser: Browser) -> None:
    guild = browser.page.community.guild
    before = set(browser.person("Ada").member.role_ids)

    for role in [one for one in guild.roles.values() if one.managed or one.id == guild.id]:
        await browser.posts("Ada", "welcome", "people/give", role=str(role.id))
        assert "There is no such role" in text_of(await browser.shows("Ada", "welcome"))

    assert browser.person("Ada").member.role_ids == before


async def test_dms_are_closed_and_opened_and_the_state_is_shown(browser: Browser) -> None:
    await browser.posts("Ada", "welcome", "people/close-dms")
    assert not browser.person("Ada").user.accepts_dms
    assert "Ada DMs closed" in await told(browser, "Ada")
    assert "Open DMs" in await told(browser, "Ada")

    await browser.posts("Ada", "welcome", "people/open-dms")
    assert browser.person("Ada").user.accepts_dms
    assert "DMs closed" not in await told(browser, "Ada")


async def test_the_bot_answers_in_the_language_that_was_set(browser: Browser) -> None:
    await browser.posts("Ada", "welcome", "people/language", language="de")

    assert browser.person("Ada").user.locale == "de"
    assert "Ada German" in await told(browser, "Ada")
    await browser.posts("Ada", "welcome", "people/language", language="xx")
    assert browser.person("Ada").user.locale == "de"
    assert "Discord has no language xx." in text_of(await browser.shows("Ada", "welcome"))


async def test_a_zone_is_found_by_a_city_and_both_clocks_are_shown(browser: Browser) -> None:
    await browser.posts("Ada", "welcome", "people/zone", zone="Tokyo")

    clock = text_of(part(await browser.shows("Ada", "welcome"), "clock"))
    assert "Asia/Tokyo" in clock
    assert f"({browser.page.community.zone.key})" in clock
    assert "in the server" not in text_of(part(await browser.shows("Lena", "welcome"), "clock"))


@pytest.mark.parametrize("zone", ["Nowhereville", "../../etc/passwd", "/etc/localtime", " ", "\0"])
async def test_a_zone_that_is_none_changes_nothing(browser: Browser, zone: str) -> None:
    answer = await browser.posts("Ada", "welcome", "people/zone", zone=zone)

    assert answer.status == 204
    assert not browser.page.zones
    assert "There is no place or zone like" in text_of(await browser.shows("Ada", "welcome"))


async def test_hostile_names_do_no_harm_and_their_story_can_be_read(browser: Browser) -> None:
    for name in HOSTILE:
        await browser.posts("Mara", "welcome", "people/join", name=name)
        await browser.posts(name, "welcome", "people/close-dms")
    await browser.posts("Mara", "welcome", "people/zone", zone="Tokyo")
    shown = await browser.shows("Mara", "welcome")

    assert "<script>alert" not in shown
    assert 'onfocus="alert' not in shown
    for name in HOSTILE:
        assert f"<bdi>{name}</bdi>" in unescape(part(shown, "people"))
    async with browser.session.get("/story.yaml") as answer:
        story = loading.parse(await answer.read(), Path("exported.yaml"))
    closed = [step.who for step in story.steps if step.verb.phrase == "closes DMs"]
    assert closed == [*HOSTILE]


@pytest.mark.parametrize("name", ["", "   ", "x" * 33, "\u200b\u200b", "a\0b", "ada", "nobody"])
async def test_names_that_cannot_be_told_apart_are_refused(browser: Browser, name: str) -> None:
    before = set(browser.page.community.people)

    answer = await browser.posts("Mara", "welcome", "people/join", name=name)

    assert answer.status == 204
    assert set(browser.page.community.people) == before
    assert text_of(part(await browser.shows("Mara", "welcome"), "notice"))


async def test_what_is_not_a_form_of_the_page_is_refused(browser: Browser) -> None:
    for act, fields in (("join", {}), ("give", {"role": "x"}), ("zone", {})):
        answer = await browser.posts("Mara", "welcome", f"people/{act}", **fields)
        assert answer.status == 400


async def test_no_phrase_of_stories_ends_like_another_but_for_those_without_a_person() -> None:
    # So any name before a phrase is read as that name, once names like "nobody" are refused.
    for verb in (verb for verb in VERBS if verb.by_people):
        longer = [phrase for phrase in BY_PHRASE if phrase.endswith(f" {verb.phrase}")]
        assert [phrase for phrase in longer if BY_PHRASE[phrase].by_people] == []
