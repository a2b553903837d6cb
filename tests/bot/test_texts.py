"""Every language says the same things, with the same arguments, and nothing unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax.ast import BaseNode, Junk, Message, VariableReference

from bot.texts import LOCALES, SOURCE_LANGUAGE, Texts

CODE_LANGUAGE_FILES = {"commands.ftl"}
"""English command names and descriptions stand in the code."""


class _Arguments(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  # theirs
        self.names.add(node.id.name)


def arguments(node: BaseNode) -> frozenset[str]:
    found = _Arguments()
    found.visit(node)
    return frozenset(found.names)


def entries(file: Path) -> list[BaseNode]:
    return list(FluentParser().parse(file.read_text("utf-8")).body)


def messages(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        if file.name in CODE_LANGUAGE_FILES:
            continue
        for entry in entries(file):
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = arguments(entry)
    return found


FILES = sorted(LOCALES.glob("*/*.ftl"))
OTHER_LANGUAGES = [name for name in Texts().languages if name != SOURCE_LANGUAGE]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_text_can_be_read(file: Path) -> None:
    junk = [entry.content for entry in entries(file) if isinstance(entry, Junk)]

    assert junk == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_language_has_every_text_with_the_same_arguments(language: str) -> None:
    assert messages(language) == messages(SOURCE_LANGUAGE)


def test_a_locale_nobody_speaks_falls_back_to_the_servers_language_then_english() -> None:
    texts = Texts()

    assert texts.choose("ja", otherwise="de") == "de"
    assert texts.choose("ja", otherwise="ja") == "en"
    assert texts.choose("en-GB") == "en"


def test_a_text_that_nobody_wrote_is_an_error_and_not_silence() -> None:
    with pytest.raises(KeyError):
        Texts().speak("de")("no-such-text")


def test_a_community_may_word_a_text_differently() -> None:
    texts = Texts()

    ours = texts.speak("en", {"charter-title": "Our promises"})

    assert ours("charter-title") == "Our promises"
    assert texts.speak("en")("charter-title") != "Our promises"


def test_a_community_text_that_cannot_be_read_leaves_ours_in_place() -> None:
    broken = Texts().speak("en", {"charter-title": "Hello { $"})

    assert broken("charter-title") == Texts().speak("en")("charter-title")


def test_a_community_text_may_begin_a_line_with_a_list_mark_or_a_link() -> None:
    own = Texts().speak("en", {"charter-title": "* one\n[two](x)"})

    assert own("charter-title") == "* one\n[two](x)"


def test_plurals_follow_each_language() -> None:
    texts = Texts()

    one = texts.speak("de")("charter-problem-few-behaviours", count=1, fewest=2)

    assert "nur eine Zeile." in one
