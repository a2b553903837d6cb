"""What is said to people: Fluent bundles, one per language, with each community's own wording."""

from __future__ import annotations

import json
import logging
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message, Pattern
from fluent.syntax.ast import Resource

from bot.config.patterns import fluent_entry, reads_as_fluent

log = logging.getLogger(__name__)

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
"""The language in which every text exists."""


_TURNS_TEXT_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that would turn the rest of a message around (Unicode UAX 9, explicit formatting)."""


_MARKS = re.compile(r"[\\`*_~|>#<\[\]()]")


def unmarked(typed: str) -> str:
    """The text with its signs for formatting escaped, for sentences that are shown in Discord."""
    return _MARKS.sub(r"\\\g<0>", typed)


def unturned(typed: str) -> str:
    """What somebody typed, in whatever script, without marks that reach beyond it."""
    return _TURNS_TEXT_AROUND.sub("", typed)


MOST_SAID = 1000
"""Texts that one speaker keeps ready; some hundred bytes each."""


class Speaker:
    """Says texts in one language."""

    def __init__(self, language: str, bundles: Iterable[FluentBundle | _Words]) -> None:
        self.language = language
        self._bundles = tuple(bundles)
        self._said: dict[tuple[object, ...], str] = {}

    def __call__(self, key: str, **arguments: object) -> str:
        """The text under `key`, with its arguments filled in.

        What mentions nothing, or whole numbers alone, is kept in memory: it is said again and
        again, and nobody's words are in it.

        Args:
            key: A message, or `message.attribute`.

        Raises:
            KeyError: No language has this text.
        """
        if not all(type(value) is int for value in arguments.values()):
            return self._word(key, arguments)
        asked = (key, *sorted(arguments.items()))
        said = self._said.get(asked)
        if said is None:
            if len(self._said) >= MOST_SAID:
                self._said.clear()
            said = self._said[asked] = self._word(key, arguments)
        return said

    def _word(self, key: str, arguments: Mapping[str, object]) -> str:
        name, _, attribute = key.partition(".")
        for bundle in self._bundles:
            if not bundle.has_message(name):
                continue
            message = bundle.get_message(name)
            pattern = message.attributes.get(attribute) if attribute else message.value
            if pattern is None:
                continue
            spoken, errors = bundle.format_pattern(pattern, dict(arguments))
            if errors:
                log.error("the text %s in %s: %s", key, self.language, errors)
            return str(spoken)
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether some language has this text."""
        return any(bundle.has_message(key) for bundle in self._bundles)


class Texts:
    """Every language Tenet speaks."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self.folder = folder
        self._bundles = _words_in(folder)
        self._speakers: OrderedDict[tuple[str, str], Speaker] = OrderedDict()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, by their tags."""
        return tuple(self._bundles)

    def speaks(self, locale: str) -> bool:
        """Whether there is a language for a Discord locale."""
        return locale in self._bundles or locale.partition("-")[0] in self._bundles

    def choose(self, locale: str | None, *, otherwise: str = SOURCE_LANGUAGE) -> str:
        """The spoken language nearest to a Discord locale such as `de` or `en-GB`."""
        for wanted in (locale, otherwise):
            if wanted is not None and self.speaks(wanted):
                return wanted if wanted in self._bundles else wanted.partition("-")[0]
        return SOURCE_LANGUAGE

    def speak(self, language: str, overrides: Mapping[str, str] | None = None) -> Speaker:
        """A speaker of `language`, who says `overrides` (key → Fluent pattern) in their words."""
        language = self.choose(language)
        own = json.dumps(overrides, sort_keys=True) if overrides else ""
        known = self._speakers.get((language, own))
        if known is None:
            bundles: list[FluentBundle | _Words] = [self._bundles[language]]
            if language != SOURCE_LANGUAGE:
                bundles.append(self._bundles[SOURCE_LANGUAGE])
            if overrides:
                bundles.insert(0, _own_words(language, overrides))
            known = self._speakers[language, own] = Speaker(language, bundles)
            if len(self._speakers) > 1000:
                self._speakers.popitem(last=False)
        return known


def _own_words(language: str, overrides: Mapping[str, str]) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for key, pattern in overrides.items():
        if reads_as_fluent(pattern):
            bundle.add_resource(FluentResource(fluent_entry(key, pattern)))
        else:
            log.error("the community's wording of %s cannot be read", key)
    return bundle


@cache
def _resource(source: str) -> Resource:
    """Parsed once in a process."""
    return FluentResource(source)


@cache
def _words_in(folder: Path) -> dict[str, _Words]:
    """Each language's, read once in a process; nobody changes them."""
    return {
        language.name: _Words(language.name, sorted(language.glob("*.ftl")))
        for language in sorted(folder.iterdir())
        if language.is_dir()
    }


_NAME = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)
_MENTIONED = re.compile(r"\{ *([a-zA-Z][\w-]*)")


class _Words:
    """A language's texts; a file is parsed when the first of its texts is asked for.

    All of them are a third of a second, which a start would otherwise wait for.
    """

    def __init__(self, language: str, files: Iterable[Path]) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._unparsed = [file.read_text("utf-8") for file in files]
        self._at = {
            name: number
            for number, source in enumerate(self._unparsed)
            for name in _NAME.findall(source)
        }

    def has_message(self, name: str) -> bool:
        """Whether this language has the text."""
        return name in self._at

    def get_message(self, name: str) -> Message:
        """The text, whose file is parsed by now, as are those that it mentions texts of."""
        self._parse(name)
        return self._bundle.get_message(name)

    def format_pattern(
        self, pattern: Pattern, arguments: dict[str, object]
    ) -> tuple[object, list[Exception]]:
        """As the bundle does it."""
        return self._bundle.format_pattern(pattern, arguments)

    def _parse(self, name: str) -> None:
        number = self._at.get(name)
        if number is None or not self._unparsed[number]:
            return
        source, self._unparsed[number] = self._unparsed[number], ""
        self._bundle.add_resource(_resource(source))
        for mentioned in _MENTIONED.findall(source):
            self._parse(mentioned)
