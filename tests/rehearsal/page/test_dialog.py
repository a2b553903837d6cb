"""Forms on the page: every kind of field, what is wrong beside it, and what was entered kept."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from aiohttp import FormData

from bot.rehearsal.page import regions
from bot.rehearsal.page.state import OpenForm
from bot.simulator.people import forms
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

HOSTILE = '"><script>alert(1)</script>'


class Elements(HTMLParser):
    """Every element with its attributes, by its id or else its name."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def named(self, name: str) -> dict[str, str | None]:
        return next(attrs for _, attrs in self.all if attrs.get("name") == name)

    def ids(self) -> set[str]:
        return {attrs["id"] or "" for _, attrs in self.all if "id" in attrs}


async def shown(browser: Browser, name: str = "Ada") -> str:
    visit = browser.page.visit(browser.person(name), browser.channel("general"))
    return await regions.render(browser.page, visit, "dialog")


async def proposes(browser: Browser) -> OpenForm:
    """Ada has the form for an initiative open."""
    await browser.posts("Ada", "general", "say", text="/initiative propose")
    return browser.page.forms[browser.person("Ada").id]


def entered(opened: OpenForm, **values: str) -> dict[str, str]:
    return {f"field:{opened.form.field(name).custom_id}": value for name, value in values.items()}


def of_every_kind(opened: OpenForm) -> OpenForm:
    """A form with every kind of field, in the place of one that the bot has opened."""

    def label(number: int, text: str, kind: int, **more: Any) -> dict[str, Any]:
        inner = {"type": kind, "id": 100 + number, "custom_id": text.lower(), **more}
        return {"type": 18, "id": number, "label": text, "component": inner}

    options = [{"label": f"One {HOSTILE}", "value": "1"}, {"label": "Two", "value": "2"}]
    assert opened.form.opener is not None
    opened.form.opener.modal = {
        "custom_id": "every:kind",
        "title": f"Every kind {HOSTILE}",
        "components": [
            {"type": 10, "id": 50, "content": f"**Read** {HOSTILE}"},
            label(1, "Line", 4, style=1, min_length=3, max_length=20, value=HOSTILE),
            label(2, "Paragraph", 4, style=2, required=False, value="\n two\nlines"),
            label(3, "Menu", 3, options=options, placeholder=HOSTILE),
            label(4, "Several", 3, options=options, min_values=2, max_values=2),
            label(5, "User", 5, required=False),
            label(6, "Roles", 6, required=False, max_values=3),
            label(7, "Anybody", 7, required=False),
            label(8, "Channel", 8, required=False, channel_types=[0]),
            label(9, "File", 19, required=True, max_values=2),
            label(10, "Radio", 21, options=options),
            label(11, "Boxes", 22, options=options, required=False),
            label(12, "Box", 23, default=True),
        ],
    }
    made = OpenForm(forms.read(opened.form.opener))
    return made


async def test_a_form_is_a_dialog_with_a_name_and_labels(browser: Browser) -> None:
    await proposes(browser)

    markup = await shown(browser)

    elements = Elements(markup)
    labelled = {attrs["for"] for tag, attrs in elements.all if tag == "label" and "for" in attrs}
    assert labelled <= elements.ids()
    assert 'aria-labelledby="dialog-title"' in markup
    for _, attrs in elements.all:
        assert set((attrs.get("aria-describedby") or "").split()) <= elements.ids()
    assert sum("autofocus" in attrs for _, attrs in elements.all) == 1
    buttons = [attrs for tag, attrs in elements.all if tag == "button"]
    assert "formaction" not in buttons[0]  # Enter in a field presses the first one
    assert "formnovalidate" in buttons[1]


async def test_every_kind_of_field_is_shown_with_its_rules(browser: Browser) -> None:
    every = of_every_kind(await proposes(browser))
    browser.page.forms[browser.person("Ada").id] = every

    markup = await shown(browser)

    elements = Elements(markup)
    assert "<script" not in markup
    line = elements.named("field:line")
    assert (line["type"], line["value"]) == ("text", HOSTILE)
    assert (line["minlength"], line["maxlength"]) == ("3", "20")
    assert "required" in line
    assert "required" not in elements.named("field:paragraph")
    assert ">\n\n two\nlines</textarea>" in markup
    assert "required" in elements.named("field:menu")
    assert elements.named("field:several")["type"] == "checkbox"
    assert elements.named("field:radio")["type"] == "radio"
    assert elements.named("field:boxes")["type"] == "checkbox"
    assert "checked" in elements.named("field:box")
    assert "multiple" in elements.named("field:file")
    text = text_of(markup)
    for said in ("3 to 20 characters", "2 choices", "up to 3 choices", "up to 2 files"):
        assert said in text
    for offered in ("Lena", "@everyone", "#general"):
        assert offered in text
    assert "#stewards" not in text


async def test_what_is_wrong_stands_at_its_field_and_what_was_entered_stays(
    browser: Browser,
) -> None:
    opened = await proposes(browser)
    fields = entered(opened, title=f"Tea {HOSTILE}", what="   ")
    required = [entry for entry in opened.form.fields if entry.required]
    assert len(required) > 1

    answer = await browser.posts("Ada", "general", "form", **fields)

    assert answer.status == 204
    markup = await shown(browser)
    elements = Elements(markup)
    wrong = [attrs for _, attrs in elements.all if "aria-invalid" in attrs]
    groups = [attrs for tag, attrs in elements.all if attrs.get("class") == "several wrong"]
    (said,) = wrong or groups
    first = (said["aria-describedby"] or "").split()[0]
    assert first.endswith("-wrong")
    assert first in elements.ids()
    assert 'role="alert"' in markup
    assert opened.error is not None
    assert text_of(markup).count("is required") == 2
    assert elements.named(f"field:{opened.form.field('title').custom_id}")["value"] == (
        f"Tea {HOSTILE}"
    )
    assert "<script" not in markup


async def test_files_that_were_chosen_stay_when_something_else_is_wrong(browser: Browser) -> None:
    every = of_every_kind(await proposes(browser))
    browser.page.forms[browser.person("Ada").id] = every
    form = FormData({"token": browser.page.token, "field:line": "no"})
    form.add_field("field:file", b"one", filename="one.txt")

    async with browser.session.post(
        f"{browser.path('Ada', 'general')}/form", data=form, headers={"X-Live": "1"}
    ) as answer:
        assert answer.status == 204
    await browser.posts("Ada", "general", "form", **{"field:line": "again"})

    assert [file.name for file in every.entered["file"]] == ["one.txt"]
    markup = await shown(browser)
    assert "Chosen: one.txt" in text_of(markup)
    assert "required" not in Elements(markup).named("field:file")


async def test_a_form_that_was_put_away_is_gone_in_silence(browser: Browser) -> None:
    await proposes(browser)

    await browser.posts("Ada", "general", "cancel")

    assert await shown(browser) == '<div id="dialog" hidden></div>'
    await browser.posts("Ada", "general", "form")
    assert "The form is not open any more." in text_of(await browser.shows("Ada", "general"))


async def test_a_form_is_open_before_one_person_only(browser: Browser) -> None:
    await proposes(browser)

    assert "<dialog" in await shown(browser, "Ada")
    assert "<dialog" not in await shown(browser, "Lena")


async def test_a_form_nobody_answers_to_stays_with_what_was_entered(browser: Browser) -> None:
    opened = await proposes(browser)
    await browser.page.running.stop()
    values = [opened.form.field("values")]
    choice = values[0].options[0][1]

    await browser.posts(
        "Ada",
        "general",
        "form",
        **entered(opened, title="Tea", what="By the river", values=choice),
    )

    assert opened.error == "Something went wrong. Try again."
    assert 'value="Tea"' in await shown(browser)


async def test_what_was_sent_is_in_the_story(browser: Browser) -> None:
    opened = await proposes(browser)
    choice = opened.form.field("values").options[0][1]

    await browser.posts(
        "Ada",
        "general",
        "form",
        **entered(opened, title="Tea: at four", what="One\r\ntwo", values=choice),
    )

    assert await shown(browser) == '<div id="dialog" hidden></div>'
    async with browser.session.get("/story.yaml") as story:
        steps = yaml.safe_load(await story.text())["steps"]
    told = next(step["Ada fills in"] for step in steps if "Ada fills in" in step)
    assert "Tea: at four" in told.values()
    assert "One\ntwo" in told.values()
    assert "Tea: at four" in text_of(await browser.shows("Ada", "general"))
