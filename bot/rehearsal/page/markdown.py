"""Discord's markdown as HTML, in which nothing that somebody typed is ever a tag or a live link.

https://support.discord.com/hc/en-us/articles/210298617 describes the marks; where it differs from
CommonMark (underlines, subtext, quotes without lazy lines, three levels of headings) so do we.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

Resolve = Callable[[str, str], str]
"""From the kind of a mark (user, role, channel, moment, message) and its text to HTML."""

_STOPS = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~|]|https?://")
_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,:;\"')\]!?*_~|]")
_SAFE_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MARK = re.compile(
    r"<(?:@!?(?P<user>[0-9]{1,20})|@&(?P<role>[0-9]{1,20})|\#(?P<channel>[0-9]{1,20})"
    r"|t:(?P<moment>-?[0-9]{1,13}(?::[tTdDfFR])?)|(?P<command>/[^:<>\n]{1,100}):[0-9]{1,20}"
    r"|a?:(?P<emoji>\w{2,32}):[0-9]{1,20}|(?P<url>https?://[^\s<>]+))>"
)
_HERE = re.compile(r"https://discord\.com/channels/([0-9]+)/([0-9]+)(?:/([0-9]+))?/?")
_FENCE = re.compile(r"```")
_DEEPEST_HEADING = 3
_LONGEST_NESTING = 12


def render(text: str, resolve: Resolve) -> Markup:
    """A message's text as HTML; every mention is asked of `resolve`, which answers with HTML."""
    return Markup(_DISCORD.render(_quotes_apart(text), {"resolve": resolve}))


def _quotes_apart(text: str) -> str:
    """The text with `>>>` written out line by line, and no line joining a quote by being next."""
    lines: list[str] = []
    is_fenced = is_quoted_to_the_end = was_quote = False
    for line in text.split("\n"):
        if not is_fenced and not is_quoted_to_the_end and line.startswith(">>> "):
            is_quoted_to_the_end = True
            line = line[4:]
        if is_quoted_to_the_end:
            lines.append(f"> {line}")
            continue
        is_quote = not is_fenced and line.startswith("> ")
        if was_quote and not is_quote and line.strip():
            lines.append("")
        lines.append(line)
        was_quote = is_quote
        if len(_FENCE.findall(line)) % 2:
            is_fenced = not is_fenced
    return "\n".join(lines)


def _text(state: StateInline, silent: bool) -> bool:
    """Plain text up to the next sign or address that may mean something."""
    found = _STOPS.search(state.src, state.pos, state.posMax)
    end = state.posMax if found is None else found.start()
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _marks(state: StateInline, silent: bool) -> bool:
    """Mentions, moments, commands, custom emojis, and addresses in angle brackets."""
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        kind = str(found.lastgroup)
        _push(state, "mark", found[kind], kind)
    state.pos = found.end()
    return True


def _addresses(state: StateInline, silent: bool) -> bool:
    """An address as it was typed."""
    found = _URL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _push(state, "mark", found[0], "url")
    state.pos = found.end()
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    """Something hidden until one looks."""
    start = state.pos + 2
    if not state.src.startswith("||", state.pos):
        return False
    end = state.src.find("||", start, state.posMax)
    if end <= start or state.level >= _LONGEST_NESTING:
        return False
    if not silent:
        most = state.posMax
        state.push("spoiler_open", "span", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "span", -1)
        state.posMax = most
    state.pos = end + 2
    return True


def _heading(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """Three levels of headings, and no more."""
    line = state.src[state.bMarks[begin] + state.tShift[begin] : state.eMarks[begin]]
    level = len(line) - len(line.lstrip("#"))
    return level <= _DEEPEST_HEADING and heading(state, begin, end, silent)


def _subtext(state: StateBlock, begin: int, _end: int, silent: bool) -> bool:
    """A line in small type."""
    line = state.src[state.bMarks[begin] + state.tShift[begin] : state.eMarks[begin]]
    if not line.startswith("-# ") or not line[3:].strip():
        return False
    if not silent:
        state.line = begin + 1
        state.push("subtext_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = line[3:].strip(), [begin, begin + 1], []
        state.push("subtext_close", "p", -1)
    return True


def _push(state: StateInline, kind: str, content: str, info: str) -> None:
    token = state.push(kind, "", 0)
    token.content, token.info = content, info


class _Renderer(RendererHTML):
    """Writes the few tags that messages are made of."""

    def mark(
        self, tokens: Sequence[Token], place: int, _options: Any, env: Mapping[str, Any]
    ) -> str:
        token = tokens[place]
        if token.info == "url":
            return _address(token.content, None, env["resolve"])
        if token.info == "command":
            return f'<span class="command">{escape(token.content)}</span>'
        if token.info == "emoji":
            return f'<span class="emoji">:{escape(token.content)}:</span>'
        resolve: Resolve = env["resolve"]
        return resolve(token.info, token.content)

    def link_open(
        self, tokens: Sequence[Token], place: int, _options: Any, env: dict[str, Any]
    ) -> str:
        env.setdefault("links", []).append(str(tokens[place].attrs["href"]))
        inside = _inside(env["links"][-1], env["resolve"])
        return inside or '<span class="link">'

    def link_close(
        self, _tokens: Sequence[Token], _place: int, _options: Any, env: dict[str, Any]
    ) -> str:
        url = env["links"].pop()
        if _inside(url, env["resolve"]):
            return "</a>"
        return f'</span> <span class="address">({escape(url)})</span>'

    def spoiler_open(self, *_: Any) -> str:
        return '<span class="spoiler" tabindex="0" role="note" aria-label="Spoiler">'

    def subtext_open(self, *_: Any) -> str:
        return '<p class="subtext">'

    def subtext_close(self, *_: Any) -> str:
        return "</p>\n"

    def heading_open(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        return f'<p class="heading level-{tokens[place].tag[1:]}">'

    def heading_close(self, *_: Any) -> str:
        return "</p>\n"

    def strong_open(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        return "<u>" if tokens[place].markup == "__" else "<strong>"

    def strong_close(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        return "</u>" if tokens[place].markup == "__" else "</strong>"

    def fence(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        return f'<pre tabindex="0"><code>{escape(tokens[place].content)}</code></pre>\n'


def _address(url: str, words: str | None, resolve: Resolve) -> str:
    """An address that leads nowhere, or into the rehearsal's own server."""
    inside = _inside(url, resolve)
    if inside:
        return f"{inside}{escape(words or url)}</a>"
    return f'<span class="link">{escape(words or url)}</span>'


def _inside(url: str, resolve: Resolve) -> str:
    """How a link begins that leads to a place of this server; empty for any other address."""
    found = _HERE.fullmatch(url)
    return resolve("message", "/".join(found.groups(default=""))) if found else ""


class _Discord(MarkdownIt):
    """Takes addresses of the web alone, and leaves them as they are."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return bool(_SAFE_URL.fullmatch(url))

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def _made() -> MarkdownIt:
    discord = _Discord("zero", {"breaks": True, "html": False}, renderer_cls=_Renderer)
    discord.enable(["fence", "blockquote", "list", "newline", "escape", "backticks", "emphasis"])
    discord.enable(["strikethrough", "link", "heading", "balance_pairs", "fragments_join"])
    discord.inline.ruler.at("text", _text)
    discord.inline.ruler.before("escape", "marks", _marks)
    discord.inline.ruler.before("escape", "spoiler", _spoiler)
    discord.inline.ruler.before("escape", "addresses", _addresses)
    discord.block.ruler.at("heading", _heading, {"alt": ["paragraph", "blockquote"]})
    discord.block.ruler.before(
        "list", "subtext", _subtext, {"alt": ["paragraph", "blockquote", "list"]}
    )
    return discord


_DISCORD = _made()
