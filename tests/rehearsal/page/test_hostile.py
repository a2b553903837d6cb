"""What people write who mean harm."""

from __future__ import annotations

import pytest

from tests.rehearsal.page.articles import posted, row, shown
from tests.rehearsal.page.conftest import Browser

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

HOSTILE = [
    "<script>alert(1)</script> `<script>`",
    "```html\n<script>alert(1)</script>\n```\n# <script>\n-# <script>\n> <script>\n- <script>",
    "[press](javascript:alert(1)) javascript:alert(1) <javascript:alert(1)>",
    '[x](data:text/html,<script>alert(1)</script>) [y](//evil.example) [z](https://e.org/"onx=1)',
    "\"><img src=x onerror=alert(1)> ' onmouseover=alert(1) <svg/onload=alert(1)>",
    "@everyone @here <@1> <@&1> <#1> </a b:1> <:a_b:1> <id:guide>",
    "<t:9999999999999:F> <t:-9999999999999> <t:253402300799:R> <t:0:d>",
    "\u202etxt.exe \u2066[a](https://e.org)\u2069 \u0000 \ufeff &lt;b&gt; &#60;b&#62;",
    "||" * 1000,
    "[" * 2000,
    "> " * 999,
    "*_~~||`" * 285,
    "x" * 2000,
]


async def test_nothing_that_is_written_does_harm(browser: Browser) -> None:
    lena, general = browser.person("Lena"), browser.channel("general")
    said = [await lena.says(text, general) for text in HOSTILE]
    for one in said:
        _, article = await shown(browser, one)
        assert not article.found("script")
        assert not article.found("a")


async def test_hostile_words_of_cards_menus_and_buttons_stay_words(browser: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    option = {"label": bad, "value": bad, "description": bad}
    message = await posted(
        browser,
        embeds=[
            {
                "title": bad,
                "description": bad,
                "url": "https://e.org/'\"><script>",
                "author": {"name": bad},
                "footer": {"text": bad},
                "fields": [{"name": bad, "value": bad}],
                "image": {"url": "https://e.org/x.png"},
            }
        ],
        components=[
            row({"type": 2, "style": 1, "custom_id": bad, "label": bad}),
            row({"type": 3, "custom_id": f"{bad} 2", "placeholder": bad, "options": [option]}),
        ],
    )
    markup, article = await shown(browser, message)

    assert not article.found("script")
    assert not article.found("img")
    assert article.found("button", name="custom_id", value=bad)
    assert article.found("option", value=bad)
    assert markup.count("&gt;&lt;script&gt;") >= 10
