"""A story file → Story, or every problem with it, each with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.config import problems, reading
from bot.config.problems import Problem, Spot, written
from bot.errors import ConfigurationError
from bot.rehearsal.story import Step, Story
from bot.rehearsal.vocabulary import BY_PHRASE, PERSON, VERBS, Kind, Verb

STORIES = Path(__file__).parent / "stories"
DAY = STORIES / "day.yaml"
COMMUNITY = Path(__file__).parent / "community.yaml"
BEGINS = datetime(2026, 3, 6, 17, 0)  # noqa: DTZ001  # local; the community has the zone

PARTS = {
    "title": "a title",
    "begins": "a date and a time, such as 2026-03-06 17:00",
    "community": "the path of a configuration file, seen from this one",
    "people": "names of members, each with what is said of them, or {}",
    "steps": "a list of steps, such as `- Ada joins`",
}
SUBJECTS = tuple(verb.phrase for verb in VERBS if not verb.by_people)
_LONGEST_FIRST = sorted(BY_PHRASE, key=len, reverse=True)

Where = tuple[str | int, ...]


def load(path: Path) -> Story:
    """Read a story.

    Raises:
        ConfigurationError: with one line for each problem.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(f"expected a story; found no {path}") from None
    except OSError as refused:
        reason = (refused.strerror or "it cannot be read").lower()
        raise ConfigurationError(f"expected a story; found {path}, but {reason}") from None
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Story:
    """Check a story that has been read already.

    Raises:
        ConfigurationError: with one line for each problem.
    """
    return _Reader(reading.read(raw, _shortest(path)), path).story()


def _shortest(path: Path) -> str:
    """The path as seen from here, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class _Reader:
    """Turns one document into a story, collecting what is wrong with it."""

    def __init__(self, document: reading.Document, path: Path) -> None:
        self.document = document
        self.path = path
        self.problems = [_explained(problem) for problem in document.problems]
        self.people: dict[str, Mapping[str, Any]] = {}
        self.names: set[str] = set()

    def story(self) -> Story:
        if self.document.is_readable:
            self._parts()
        title = self._part("title", str) or ""
        begins = self._begins()
        community = self._community()
        self._introduce()
        steps = self._steps()
        if self.problems:
            raise ConfigurationError(problems.report(self.problems))
        return Story(_shortest(self.path), title, begins, community, self.people, tuple(steps))

    def _parts(self) -> None:
        for name in self.document.values:
            if name not in PARTS:
                words = f"unknown part of a story{_meant(name, PARTS)}"
                self.problems.append(Problem(self.document.keys[name,], (), f"{name}: {words}"))
        for name in ("title", "steps"):
            if self.document.values.get(name) is None:
                spot = self.document.keys.get((name,), Spot(_shortest(self.path), 1, 1))
                self._differing(spot, f"{name}: {PARTS[name]}", "nothing")

    def _part(self, name: str, kind: type[Any]) -> Any:
        value = self.document.values.get(name)
        if value is not None and not isinstance(value, kind):
            self._differing(self.document.spots[name,], f"{name}: {PARTS[name]}", written(value))
            return None
        return value

    def _begins(self) -> datetime:
        text = self._part("begins", str)
        if text is None:
            return BEGINS
        try:
            return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007  # local
        except ValueError:
            self._differing(self.document.spots["begins",], PARTS["begins"], written(text))
            return BEGINS

    def _community(self) -> Path:
        text: str | None = self._part("community", str)
        return COMMUNITY if text is None else self.path.parent / text

    def _introduce(self) -> None:
        given = self._part("people", dict) or {}
        for name, said in given.items():
            where = ("people", name)
            if said is not None and not isinstance(said, dict):
                expected = f"what is said of {name}, such as {{language: de}}, or nothing"
                self._differing(self.document.spots[where], expected, written(said))
                continue
            self.people[name] = self._options(where, said or {}, PERSON, f"{name} has")
            self.names.add(name)

    def _steps(self) -> list[Step]:
        given = self._part("steps", list) or []
        steps = [self._step(index, item) for index, item in enumerate(given)]
        return [step for step in steps if step is not None]

    def _step(self, index: int, item: Any) -> Step | None:
        where: Where = ("steps", index)
        spot = self.document.spots[where]
        options: dict[str, Any] = {}
        if isinstance(item, dict) and item:
            act, *_ = item
            what = item[act]
            options = {name: value for name, value in item.items() if name != act}
        elif isinstance(item, str):
            act, what = item, None
        else:
            self._differing(spot, "a step, such as `- Ada clicks: Start`", written(item))
            return None
        found = self._act(spot, act)
        if found is None:
            return None
        who, verb = found
        value = self._value(spot, act, what, verb)
        read = self._options(where, options, verb.options, f"`{verb.phrase}` has")
        if what is None and verb.needs and not set(verb.needs) & set(read):
            names = ", ".join(f"`{name}:`" for name in verb.needs)
            self._differing(spot, f"{verb.takes.expected}, or one of {names}, for {act}", "neither")
        return Step(spot, verb, who, value, read, _shown(act, what, options))

    def _act(self, spot: Spot, act: str) -> tuple[str, Verb] | None:
        """Who does what."""
        words = re.sub(r" (?:her|his|their) DMs$", " DMs", " ".join(act.split()))
        for phrase in _LONGEST_FIRST:
            verb = BY_PHRASE[phrase]
            if not verb.by_people and words == phrase:
                return "", verb
            if verb.by_people and words.endswith(f" {phrase}"):
                return self._who(spot, words.removesuffix(phrase).strip(), verb)
        self._unknown(spot, words)
        return None

    def _who(self, spot: Spot, name: str, verb: Verb) -> tuple[str, Verb]:
        if verb.introduces:
            self.names.add(name)
        elif name not in self.names:
            hint = _meant(name, self.names) or f"; say before that `{name} joins`"
            self.problems.append(Problem(spot, (), f"nobody called {name} is here yet{hint}"))
            self.names.add(name)
        return name, verb

    def _unknown(self, spot: Spot, words: str) -> None:
        name = next((name for name in sorted(self.names) if words.startswith(f"{name} ")), None)
        rest = words if name is None else words.removeprefix(name).strip()
        phrases = [verb.phrase for verb in VERBS if verb.by_people]
        trailing = next((phrase for phrase in phrases if rest.startswith(f"{phrase} ")), None)
        if name is not None and trailing is not None:
            hint = f"; write `{name} {trailing}: {rest.removeprefix(trailing).strip()}`"
        elif name is not None:
            hint = _meant(rest, phrases, before=f"{name} ")
        else:
            hint = _meant(words, SUBJECTS)
        known = "what somebody does or sees" if name is not None else "a step"
        self.problems.append(
            Problem(spot, (), f'expected {known}; found "{words}", which is no such thing{hint}')
        )

    def _value(self, spot: Spot, act: str, what: Any, verb: Verb) -> Any:
        if what is None and verb.takes.is_optional:
            return None
        try:
            return verb.takes.read(what)
        except ValueError:
            self._differing(spot, f"{verb.takes.expected}, for {act}", written(what))
            return None

    def _options(
        self, where: Where, given: Mapping[str, Any], known: Mapping[str, Kind], whose: str
    ) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for name, value in given.items():
            inner = (*where, name)
            if name not in known:
                meant = _meant(name, known)
                names = ", ".join(known) or "no options"
                hint = meant or f"; there are: {names}" if known else "; it has none"
                words = f"{whose} no option {name}{hint}"
                self.problems.append(Problem(self.document.keys[inner], (), words))
                continue
            try:
                read[name] = known[name].read(value)
            except ValueError:
                spot = self.document.spots[inner]
                self._differing(spot, f"{known[name].expected}, for {name}", written(value))
        return read

    def _differing(self, spot: Spot, expected: str, found: str) -> None:
        self.problems.append(Problem.differing(spot, (), expected, found))


def _explained(problem: Problem) -> Problem:
    """A problem of YAML's, in the words of stories where they differ from those of settings."""
    if problem.words.endswith("a second colon; quote the text"):
        words = (
            "expected a colon after a step that goes on below, such as `- Ada joins:`, "
            "and quotation marks around a text with a colon in it"
        )
        return Problem(problem.spot, (), words)
    return problem


def _meant(given: str, known: Iterable[str], *, before: str = "") -> str:
    near = difflib.get_close_matches(given, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{before}{near[0]}`?" if near else ""


def _shown(act: str, what: Any, options: Mapping[str, Any]) -> str:
    """The step on one line."""
    parts = [act if what is None else f"{act}: {_inline(what)}"]
    parts += [f"{name}: {_inline(value)}" for name, value in options.items()]
    return ", ".join(parts)


def _inline(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_inline(item)}" for name, item in value.items()) + "}"
    return "true" if value is True else "false" if value is False else " ".join(str(value).split())
