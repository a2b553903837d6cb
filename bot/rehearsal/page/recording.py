"""What was clicked, as a story that can be played again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.rehearsal import ledger, showing
from bot.rehearsal.community import Community
from bot.rehearsal.loading import SUBJECTS
from bot.rehearsal.wording import Wording
from bot.simulator.people import Answer, Form, NoAnswer, Person, SeenMessage
from bot.simulator.world.entities import ChannelType

Fits = Callable[[SeenMessage], bool]
Step = Mapping[str, Any]

TITLE = "A rehearsal"
MOST_STEPS = 2000
"""Of one story; nobody reads on, and the page may be open for days."""

SHORTEST_PAUSE = timedelta(minutes=1)
"""What goes by between two acts is told from here on."""

_ODD_BREAKS = frozenset("\r\x85\u2028\u2029")
_SHORTEST_TEXT = 4
_LONGEST_TEXT = 120


class Recorder:
    """Writes down what people do, and what they were answered.

    Args:
        config: The community's file; None for the sample that comes with Tenet.
    """

    def __init__(self, community: Community, config: Path | None = None) -> None:
        self._community = community
        self._config = config
        self._wording = Wording(community.world, community.guild, community.zone)
        self._began = self._last = _minute(self._now())
        self._people = {name: _said(person) for name, person in community.people.items()}
        self._steps: list[Step] = []

    def kept(self) -> dict[str, Any]:
        """What has been written down so far, to be gone on with another time."""
        return {
            "began": self._began.isoformat(),
            "last": self._last.isoformat(),
            "people": self._people,
            "steps": self._steps,
        }

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was written down another time."""
        zone = self._community.zone
        self._began = datetime.fromisoformat(kept["began"]).astimezone(zone)
        self._last = datetime.fromisoformat(kept["last"]).astimezone(zone)
        self._people = kept["people"]
        self._steps = list(kept["steps"])

    def add(self, steps: tuple[Step, ...]) -> None:
        """Write down what somebody did, after the time that has gone by."""
        if self._is_full():
            return
        now = self._now()
        moved = next((str(step["time"]) for step in steps if "time" in step), None)
        if moved is not None:
            self._last = datetime.strptime(moved, "%Y-%m-%d %H:%M").replace(tzinfo=now.tzinfo)
        elif steps and now - self._last >= SHORTEST_PAUSE:
            self._last = _minute(now)
            self._steps.append({"time": f"{self._last:%Y-%m-%d %H:%M}"})
        self._steps += steps

    def saw(self, person: Person, answer: Answer | None) -> None:
        """Write down what somebody was shown, to be expected again."""
        if self._is_full():
            return
        step = None if answer is None else self._expected(person, answer)
        if step is not None:
            self._steps.append(step)

    def located(self, person: Person, message: SeenMessage, fits: Fits) -> dict[str, str]:
        """What a story says below an act, so that the newest message that fits is this one."""
        where = {"in": self._place(person, message)}
        newer = [
            seen
            for seen in person.sees(self._community.world.channels[message.channel_id])
            if seen.id > message.id and fits(seen)
        ]
        if not newer:
            return where
        others = [self._readable(person, seen) for seen in newer]
        for text in self._telling(person, message):
            if not any(text in other for other in others):
                return {"on": text, **where}
        return where  # they read the same, so the newest will do

    def named(self, person: Person, message: SeenMessage) -> dict[str, str]:
        """What a story says of a message that it names by a text: `text`, and where it stands."""
        found = self.located(person, message, lambda seen: not seen.is_ephemeral)
        text = found.pop("on", None) or next(self._telling(person, message), "a message")
        return {"text": text, **found}

    def dump(self, counts: Mapping[str, int]) -> str:
        """The story as a file.

        Args:
            counts: How often each kind of act stands in the ledger by now.
        """
        told = {} if self._is_full() else counts
        lines = [line for line in ledger.sentences(told) if _is_told(line)]
        steps = [*self._steps, *([{"ledger": lines}] if lines else [])]
        story: dict[str, Any] = {"title": TITLE, "begins": f"{self._began:%Y-%m-%d %H:%M}"}
        if self._config is not None:
            story["community"] = str(self._config)
        story["people"] = self._people
        story["steps"] = [_written(step) for step in steps]
        return yaml.dump(
            story, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000, indent=2
        )

    def _is_full(self) -> bool:
        """Whether no more is written down; the last step says so."""
        if len(self._steps) < MOST_STEPS:
            return False
        if "note" not in self._steps[-1]:
            self._steps.append({"note": "The rehearsal went on, but no story is longer than this."})
        return True

    def _expected(self, person: Person, answer: Answer) -> Step | None:
        phrase = f"{person.name} sees"
        if phrase in SUBJECTS:
            return None  # somebody is called nobody
        if isinstance(answer, Form):
            return {phrase: answer.title}
        if isinstance(answer, NoAnswer):
            return {phrase: answer.text}
        if not isinstance(answer, SeenMessage) or answer.is_thinking:
            return None
        text = next(self._texts(person, answer), None)
        if text is None:
            return None
        is_private = {"privately": True} if answer.is_ephemeral else {}
        return {phrase: text, "in": self._place(person, answer), **is_private}

    def _texts(self, person: Person, message: SeenMessage) -> Iterator[str]:
        """Lines of a message that say which one it is; times and numbers differ each time."""
        lines = showing.message(message, self._wording, person.user.locale)
        for line in lines:
            text = " ".join(line.text.split())
            if len(text) >= _SHORTEST_TEXT and not any(sign.isdigit() for sign in text):
                yield text[:_LONGEST_TEXT]

    def _telling(self, person: Person, message: SeenMessage) -> Iterator[str]:
        """Texts to know a message by: good ones first, then whatever there is."""
        yield from self._texts(person, message)
        for line in showing.message(message, self._wording, person.user.locale):
            if text := " ".join(line.text.split()):
                yield text
        if text := self._readable(person, message):
            yield text

    def _readable(self, person: Person, message: SeenMessage) -> str:
        return showing.readable(message, self._wording, person.user.locale)

    def _place(self, person: Person, message: SeenMessage) -> str:
        channel = self._community.world.channels[message.channel_id]
        if channel.is_dm:
            return "DM"
        if channel.type == ChannelType.PRIVATE_THREAD and channel.id == self._newest_thread(person):
            return "thread"
        return str(channel.name)

    def _newest_thread(self, person: Person) -> int | None:
        threads = (it.id for it in person.channels() if it.type == ChannelType.PRIVATE_THREAD)
        return max(threads, default=None)

    def _now(self) -> datetime:
        return self._community.world.now().astimezone(self._community.zone)


class _Dumper(yaml.SafeDumper):
    """Writes nothing for nothing, and whatever comes twice twice, as people do in stories."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """A text; breaks other than plain ones are lost unless they are escaped."""
    style = '"' if _ODD_BREAKS.intersection(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def _written(step: Step) -> Any:
    """A step that has nothing behind it and nothing below it is a text."""
    known = dict(step)
    return next(iter(known)) if list(known.values()) == [None] else known


def _said(person: Person) -> dict[str, Any]:
    said: dict[str, Any] = {"language": person.user.locale}
    if person.role_names:
        said["roles"] = sorted(person.role_names)
    if not person.user.accepts_dms:
        said["dms"] = "closed"
    return said


def _is_told(line: str) -> bool:
    """Whether stories know the words for this kind of act."""
    try:
        ledger.read(line)
    except ValueError:
        return False
    return True


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
