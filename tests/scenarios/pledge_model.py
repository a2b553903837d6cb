"""The rules of pledges in the fewest words: what must hold after everything that happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

FEWEST_FOR_DOUBT = 4

ROLED = ("Honesty", "Care")
"""The values whose pledgers have the role."""


@dataclass
class Worth:
    """A value in force."""

    name: str
    emoji: str
    revision: int = 1


@dataclass
class Model:
    """Who stands where, what of it is known, and who is pledged to what."""

    values: dict[str, Worth]
    here: set[str]
    standing: set[tuple[str, str]] = field(default_factory=set)
    """Members' reactions under the post, by member and emoji."""
    ours: set[str] = field(default_factory=set)
    """Emojis that our own reaction stands under."""
    known: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """What reactions that we know of stand for."""
    pledges: dict[tuple[str, str, int], str] = field(default_factory=dict)
    """The state of each, by member, value and revision."""

    # What people do to the post, seen by us or not.

    def toggles(self, person: str, emoji: str) -> bool:
        """Somebody reacts, or takes their reaction back; whether they reacted."""
        self.standing ^= {(person, emoji)}
        return (person, emoji) in self.standing

    def is_cleared(self, emoji: str | None) -> None:
        """A moderator clears one emoji, or all."""
        self.standing = {mark for mark in self.standing if emoji not in (None, mark[1])}
        self.ours -= self.ours if emoji is None else {emoji}

    # What we are told as it happens.

    def hears_toggled(self, person: str, emoji: str, added: bool) -> None:
        if added:
            if self.known.get((person, emoji)) is None:
                self.known.pop((person, emoji), None)  # that it was taken away we missed
            self._appears(person, emoji)
        elif (person, emoji) in self.known:
            name = self.known.pop((person, emoji))
            if name is not None:
                self.withdraws(person, name)

    def hears_cleared(self, emoji: str | None) -> None:
        self.known = {
            mark: name for mark, name in self.known.items() if emoji not in (None, mark[1])
        }
        self.ours = {value.emoji for value in self.values.values()}

    def hears_left(self, person: str) -> None:
        self._turn(person, "active", "left")

    def hears_returned(self, person: str) -> None:
        self._turn(person, "left", "active")

    # What we find after an absence.

    def compares(self) -> None:
        for (person, _, _), state in list(self.pledges.items()):
            if state == "active" and person not in self.here:
                self.hears_left(person)
            elif state == "left" and person in self.here:
                self.hears_returned(person)
        meant = {value.emoji for value in self.values.values()}
        standing = {emoji for _, emoji in self.standing} | self.ours
        for person, emoji in list(self.known):
            if emoji not in standing | meant:
                del self.known[person, emoji]
        for emoji in meant:
            self._compare(emoji)
        self.ours = {value.emoji for value in self.values.values()}

    def _compare(self, emoji: str) -> None:
        known = {person for person, one in self.known if one == emoji}
        seen = {person for person, one in self.standing if one == emoji}
        vanished = known - seen
        forgiven = emoji not in self.ours or (
            len(known) >= FEWEST_FOR_DOUBT and 2 * len(vanished) > len(known)
        )
        for person in vanished:
            if forgiven:
                del self.known[person, emoji]
            else:
                self.hears_toggled(person, emoji, False)
        for person in seen - known:
            self._appears(person, emoji)
            if person not in self.here:
                self.hears_left(person)

    # What people do by pressing and typing.

    def makes(self, person: str, name: str) -> None:
        revision = self.values[name].revision
        if self.pledges.get((person, name, revision)) == "active":
            return
        for key, state in self.pledges.items():
            if key[:2] == (person, name) and state in ("active", "left"):
                self.pledges[key] = "renewed"
        self.pledges[person, name, revision] = "active"

    def withdraws(self, person: str, name: str) -> None:
        for key, state in self.pledges.items():
            if key[:2] == (person, name) and state == "active":
                self.pledges[key] = "withdrawn"

    def picks(self, person: str, chosen: Iterable[str]) -> None:
        """They choose from the private list, in which what they hold is chosen already."""
        chosen = set(chosen)
        for name in self.values:
            if name in chosen and not self.holds(person, name):
                self.makes(person, name)
            elif name not in chosen:
                self.withdraws(person, name)

    # What stewards publish.

    def is_reworded(self, name: str) -> None:
        self.values[name].revision += 1

    def is_remarked(self, name: str, emoji: str) -> None:
        self._stands_for_nothing(self.values[name].emoji)
        self.values[name].emoji = emoji

    def is_retired(self, name: str) -> None:
        self._stands_for_nothing(self.values.pop(name).emoji)

    def is_added(self, name: str, emoji: str) -> None:
        self.values[name] = Worth(name, emoji)

    def shows_values(self) -> None:
        """Our own reactions follow the charter."""
        self.ours = {value.emoji for value in self.values.values()}

    # What can be asked.

    def holds(self, person: str, name: str) -> bool:
        return any(
            state == "active" and key[:2] == (person, name) for key, state in self.pledges.items()
        )

    def has_role(self, person: str) -> bool:
        return person in self.here and any(self.holds(person, name) for name in ROLED)

    def _appears(self, person: str, emoji: str) -> None:
        if (person, emoji) in self.known:
            return
        meant = [value.name for value in self.values.values() if value.emoji == emoji]
        self.known[person, emoji] = meant[0] if meant else None
        if meant:
            self.makes(person, meant[0])

    def _stands_for_nothing(self, emoji: str) -> None:
        for mark in self.known:
            if mark[1] == emoji:
                self.known[mark] = None

    def _turn(self, person: str, before: str, after: str) -> None:
        for key, state in self.pledges.items():
            if key[0] == person and state == before:
                self.pledges[key] = after
