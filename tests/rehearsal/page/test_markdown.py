"""Discord's markdown as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal.page.markdown import render

ALLOWED = {
    "p": {"class"},
    "span": {"class", "tabindex", "role", "aria-label"},
    "a": {"href"},
    "ol": {"start"},
    "pre": {"tabindex"},
    **{tag: set() for tag in ["strong", "em", "u", "s", "code", "ul", "li", "blockquote", "br"]},
}
MARKS = r"* ** _ __ ~~ || ` ``` > >>> - 1. # -# [ ]( ) < & ' \ <@1> <#2> <t:3:R> </a:4>"
WORDS = "word https://e.org/a javascript:alert(1) https://discord.com/channels/1/2/3"
TAGS = "data:text/html,x <script> </p> <!-- &lt;"
SPACES = ("\n", " ", "  ", "\t", "> ", ">>> ", "- ", "1. ", "# ", "-# ", "</a b:4>", '"', "\x00")
SIGNS = st.sampled_from([*f"{MARKS} {WORDS} {TAGS}".split(), *SPACES, "\u202e"])


def resolve(kind: str, text: str) -> str:
    if kind == "message":
        return '<a href="/here">' if text.startswith("1/") else ""
    return f'<span class="{kind}">x</span>'


class Reader(HTMLParser):
    """Notes every tag, and whether each was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], (tag, attrs)
        assert all(value == "/here" for name, value in attrs if name == "href")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@settings(deadline=None)  # other tests run on the same cores
@given(st.lists(SIGNS | st.text(max_size=5), max_size=40).map("".join))
def test_whatever_is_typed_becomes_tags_that_we_know_each_closed(text: str) -> None:
    reader = Reader()
    reader.feed(str(render(text, resolve)))
    reader.close()
    assert not reader.open


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**b** *i* _i_ __u__ ~~s~~", "<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>"),
        ("a_b_c", "a_b_c"),
        (r"\*no\*", "*no*"),
        ("`<b> **x**`", "<code>&lt;b&gt; **x**</code>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"),
        ("one\ntwo", "one<br>\ntwo"),
        ("[in](https://discord.com/channels/1/2/3)", '<a href="/here">in</a>'),
        (
            "[out](https://e.org/)",
            '<span class="link">out</span> <span class="address">(https://e.org/)</span>',
        ),
        ("https://e.org/a_b_c.", '<span class="link">https://e.org/a_b_c</span>.'),
    ],
)
def test_marks_within_a_line(typed: str, shown: str) -> None:
    assert str(render(typed, resolve)).strip() == f"<p>{shown}</p>"


def test_quotes_end_where_their_lines_end_and_the_long_ones_do_not() -> None:
    shown = str(render("> a\nb\n>>> c\nd", resolve)).replace("\n", "")

    assert shown == (
        "<blockquote><p>a</p></blockquote><p>b</p><blockquote><p>c<br>d</p></blockquote>"
    )


def test_three_levels_of_headings_and_small_type() -> None:
    shown = str(render("# a\n### b\n#### c\n-# d", resolve))

    assert '<p class="heading level-1">a</p>' in shown
    assert '<p class="heading level-3">b</p>' in shown
    assert "<p>#### c</p>" in shown
    assert '<p class="subtext">d</p>' in shown
