"""What somebody typed and chose so far for a proposal, as it is kept between two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Self

from bot.errors import MemberError
from bot.moments import Span
from cogs.initiatives.models import Kind, PlaceKind
from cogs.initiatives.service.needs import NeedText


@dataclass(frozen=True)
class Wrong:
    """An answer that could not be read: what was typed, kept to be corrected, and why.

    Without a `key` nothing is wrong with it but that another one could not be read.
    """

    typed: str
    key: str
    arguments: Mapping[str, Any]

    @classmethod
    def of(cls, typed: str, problem: MemberError) -> Self:
        """As it can be kept."""
        return cls(typed, problem.key, dict(problem.arguments))

    @property
    def error(self) -> MemberError:
        """As it is said."""
        return MemberError(self.key, **self.arguments)


@dataclass(frozen=True)
class Sketch:
    """A draft as it is read.

    Args:
        act_id: The act that began it; every control of its preview carries it.
        turn: How often it was changed; who publishes has seen this turn of it.
        values: Ids, the main one first.
        when: As it was typed; `span` is what was read in it, or `words` why it stands as words.
        wrong: What could not be read, by the name of the question.
        kind: None until somebody chose one.
    """

    act_id: int
    turn: int = 0
    title: str = ""
    what: str = ""
    kind: Kind | None = None
    values: tuple[int, ...] = ()
    first_step: str = ""
    when: str = ""
    span: Span | None = None
    words: Wrong | None = None
    zone: str = "UTC"
    dates: tuple[Span, ...] = ()
    poll_until: datetime | None = None
    capacity: int | None = None
    needs: tuple[NeedText, ...] = ()
    role_id: int | None = None
    cutoff_at: datetime | None = None
    place_kind: PlaceKind = PlaceKind.UNSAID
    place_text: str | None = None
    place_channel_id: int | None = None
    link: str | None = None
    wrong: Mapping[str, Wrong] = field(default_factory=dict)

    @property
    def likely_kind(self) -> Kind:
        """The one that was chosen, or what it looks like."""
        if self.kind is not None:
            return self.kind
        return Kind.EVENT if self.span is not None or self.dates else Kind.PROJECT

    def dump(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Self:
        """From plain data; what a later version has written besides is left out."""
        known = {one.name for one in fields(cls)}
        given: dict[str, Any] = {name: one for name, one in stored.items() if name in known}
        given.setdefault("act_id", 0)
        given["kind"] = Kind(given["kind"]) if given.get("kind") else None
        given["values"] = tuple(given.get("values", ()))
        given["span"] = _span(given.get("span"))
        given["words"] = Wrong(**given["words"]) if given.get("words") else None
        given["wrong"] = {name: Wrong(**one) for name, one in given.get("wrong", {}).items()}
        given["dates"] = tuple(filter(None, map(_span, given.get("dates", ()))))
        given["needs"] = tuple(NeedText(**need) for need in given.get("needs", ()))
        given["place_kind"] = PlaceKind(given.get("place_kind", PlaceKind.UNSAID))
        for name in ("poll_until", "cutoff_at"):
            given[name] = _moment(given.get(name))
        given["capacity"] = given["capacity"] if isinstance(given.get("capacity"), int) else None
        return cls(**given)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _span(stored: Mapping[str, Any] | None) -> Span | None:
    if stored is None:
        return None
    starts_at = _moment(stored["starts_at"])
    assert starts_at is not None
    return Span(starts_at, _moment(stored["ends_at"]), stored.get("is_repeated", False))


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
