"""What somebody types about what came of an initiative, kept and read until it is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from bot.texts import unmarked, unturned
from cogs.initiatives.models import (
    AmountKind,
    Grade,
    Initiative,
    InitiativeState,
    Report,
)
from cogs.initiatives.service import amounts, attendance, outcomes
from cogs.initiatives.service.amounts import Figure
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.outcomes import (
    LONGEST_DIFFERENTLY,
    LONGEST_LINK,
    LONGEST_SENTENCE,
    OutcomeText,
)
from cogs.initiatives.service.recording import lock

KEEP = timedelta(days=30)
"""What nobody came back to for a month is not told any more."""

WORDS = ("sentence", "differently", "evidence")
FIGURES = ("people", "hours", "funds", "units")
LANGUAGE = "language"
"""In which the figures were typed: a comma is not the same everywhere."""


class CannotClose(MemberError):
    """It was called off or declined, or nobody has decided about it: nothing came of it."""

    key = "initiatives-closing-cannot"


class NotYet(MemberError):
    """It has not begun."""

    key = "initiatives-closing-not-yet"


class NoSentence(MemberError):
    """The one thing that is always said is missing."""

    key = "initiatives-closing-no-sentence"


class TooLong(MemberError):
    """Longer than the card has room for."""

    key = "initiatives-closing-too-long"


class NotALink(MemberError):
    """Evidence is a link that everybody can follow safely."""

    key = "initiatives-closing-not-a-link"


class FewerThanNamed(MemberError):
    """Fewer people than are marked as present."""

    key = "initiatives-closing-fewer-than-named"


@dataclass(frozen=True)
class Preview:
    """A report as it stands: what it would tell, and what keeps it from that.

    Args:
        answers: As they were typed.
        version: The outcome that it corrects; 0 when it is the first.
        people, sentence, differently, evidence, figures: What could be read of the answers.
        present: Who was there; None when nobody said.
        expected: Who had a seat, in the order of sign-up.
        was_rebased: Whether somebody else has told another outcome while this was typed.
    """

    initiative_id: int
    guild_id: int
    title: str
    answers: Mapping[str, str]
    version: int
    people: int | None
    sentence: str
    differently: str | None
    evidence: str | None
    figures: tuple[Figure, ...]
    present: tuple[int, ...] | None
    expected: tuple[int, ...]
    problems: tuple[MemberError, ...]
    was_rebased: bool = False

    @property
    def grade(self) -> Grade:
        """Whatever is told is one person's word at first."""
        return Grade.SELF_REPORTED

    @property
    def absent(self) -> tuple[int, ...]:
        """Those who had a seat and, as it stands, were not there."""
        if self.present is None:
            return ()
        there = set(self.present)
        return tuple(user_id for user_id in self.expected if user_id not in there)


def read_link(typed: str) -> str | None:
    """A link to a page or a photo; None when nothing was typed.

    Raises:
        NotALink: It is none, or does not begin with https.
        TooLong: It is longer than can be kept.
    """
    text = unturned(typed).strip().strip("<>")
    if not text:
        return None
    if len(text) > LONGEST_LINK:
        raise TooLong(longest=LONGEST_LINK, given=len(text))
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise NotALink from None
    # Whoever reads the address must see where it leads: no names before an @, no spaces or quotes.
    if (
        parts.scheme != "https"
        or "." not in host.strip(".")
        or parts.username is not None
        or any(character.isspace() or character in "<>\"'`|\\" for character in text)
    ):
        raise NotALink
    return text.replace("(", "%28").replace(")", "%29")  # markdown would end the link there


async def begin(
    session: AsyncSession, actor: Actor, initiative_id: int, *, language: str, now: datetime
) -> Preview:
    """Take up a report where it was left, or begin one: a correction from what holds.

    Raises:
        NoSuchInitiative, NotYours, CannotClose, NotYet: As they say.
    """
    initiative = await of_actor(session, actor, initiative_id, now)
    report = await find(session, actor.member, initiative_id)
    latest = await outcomes.find_outcome(session, initiative_id)
    version = 0 if latest is None else latest.version
    was_rebased = False
    if report is None:
        named = len((await attendance.known(session, initiative)).arrived)
        report = Report(
            initiative_id=initiative_id,
            guild_id=initiative.guild_id,
            user_id=actor.member.user_id,
            version=version,
            answers={LANGUAGE: language} | _as_typed(latest, language, named=named),
            saved_at=now,
        )
        session.add(report)
        await session.flush()
    elif report.version != version:
        report.version = version
        was_rebased = True
    return await preview_of(session, initiative, report, now, was_rebased=was_rebased)


async def write(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    typed: Mapping[str, str],
    *,
    language: str,
    now: datetime,
) -> Preview:
    """Keep what was typed in one of the forms, whatever is wrong with it.

    Raises:
        NoSuchInitiative, NotYours, CannotClose, NotYet: As they say.
    """
    await begin(session, actor, initiative_id, language=language, now=now)
    initiative, report = await _both(session, actor, initiative_id)
    kept = {name: unturned(typed[name]).strip() for name in (*WORDS, *FIGURES) if name in typed}
    if any(name in kept for name in FIGURES):
        kept[LANGUAGE] = language
    report.answers = report.answers | kept
    report.saved_at = now
    return await preview_of(session, initiative, report, now)


async def mark(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    choose: Callable[[attendance.Known, tuple[int, ...]], Collection[int]],
    *,
    language: str,
    now: datetime,
) -> Preview:
    """Say who was there.

    Args:
        choose: From what is known, and who is marked now, to who was there.

    Raises:
        NoSuchInitiative, NotYours, CannotClose, NotYet: As they say.
    """
    before = await begin(session, actor, initiative_id, language=language, now=now)
    initiative, report = await _both(session, actor, initiative_id)
    known = await attendance.known(session, initiative)
    there = choose(known, before.present or ())
    order = {user_id: number for number, user_id in enumerate(known.expected)}
    report.present = sorted(set(there), key=lambda one: (order.get(one, len(order)), one))
    report.saved_at = now
    return await preview_of(session, initiative, report, now)


async def discard(session: AsyncSession, actor: Actor, initiative_id: int) -> None:
    """Throw away what was typed; nobody is asked whether they may forget their own words."""
    await session.execute(
        delete(Report).where(
            Report.initiative_id == initiative_id, Report.user_id == actor.member.user_id
        )
    )


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete reports that nobody came back to."""
    await session.execute(delete(Report).where(Report.saved_at < now - KEEP))


async def of_actor(
    session: AsyncSession, actor: Actor, initiative_id: int, now: datetime
) -> Initiative:
    """Something that took place, held until this transaction ends, for somebody who carries it.

    Raises:
        NoSuchInitiative, NotYours, CannotClose, NotYet: As they say.
    """
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    await require_organiser(session, initiative, actor)
    state, starts_at = initiative.state, initiative.starts_at
    if state not in (InitiativeState.OPEN, InitiativeState.RUNNING, InitiativeState.CLOSED):
        raise CannotClose(title=unmarked(initiative.title))
    if state == InitiativeState.OPEN and starts_at is not None and starts_at > now:
        raise NotYet(title=unmarked(initiative.title))
    return initiative


async def find(session: AsyncSession, member: MemberKey, initiative_id: int) -> Report | None:
    """What a member has typed about it."""
    return await session.scalar(
        select(Report).where(
            Report.initiative_id == initiative_id, Report.user_id == member.user_id
        )
    )


async def _both(
    session: AsyncSession, actor: Actor, initiative_id: int
) -> tuple[Initiative, Report]:
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    report = await find(session, actor.member, initiative_id)
    assert report is not None
    return initiative, report


def _as_typed(outcome: OutcomeText | None, language: str, *, named: int) -> dict[str, str]:
    """An outcome as somebody could have typed it in a language.

    Args:
        named: How many are marked as present; a number that is only theirs was never typed.
    """
    if outcome is None:
        return {}
    lines: dict[AmountKind, list[str]] = {kind: [] for kind in AmountKind}
    for figure in outcome.figures:
        lines[figure.kind].append(amounts.written(figure, language=language))
    return {
        "sentence": outcome.sentence,
        "differently": outcome.differently or "",
        "evidence": outcome.evidence or "",
        "people": "" if outcome.people in (None, named) else str(outcome.people),
        "hours": "\n".join(lines[AmountKind.HOURS]),
        "funds": "\n".join(lines[AmountKind.FUNDS]),
        "units": "\n".join(lines[AmountKind.UNITS]),
    }


_Read = TypeVar("_Read")


async def preview_of(
    session: AsyncSession,
    initiative: Initiative,
    report: Report,
    now: datetime,
    *,
    was_rebased: bool = False,
) -> Preview:
    """A report, read; whatever cannot be read is among its problems."""
    answers = {name: str(report.answers.get(name, "")) for name in (*WORDS, *FIGURES, LANGUAGE)}
    language = answers[LANGUAGE] or "en"
    problems: list[MemberError] = []

    def reading(read: Callable[[], _Read], otherwise: _Read) -> _Read:
        try:
            return read()
        except MemberError as problem:
            problems.append(problem)
            return otherwise

    known = await attendance.known(session, initiative)
    present = known.present if report.present is None else tuple(report.present)
    sentence = reading(lambda: _sentence(answers["sentence"]), answers["sentence"])
    differently = reading(lambda: _longer(answers["differently"]), None)
    evidence = reading(lambda: read_link(answers["evidence"]), None)
    people = reading(lambda: amounts.read_people(answers["people"], language=language), None)
    if people is None:
        people = len(present) if present is not None and not answers["people"] else None
    elif present is not None and people < len(present):
        problems.append(FewerThanNamed(people=people, named=len(present)))
    hours = reading(lambda: amounts.read_hours(answers["hours"], language=language), None)
    nothing: tuple[Figure, ...] = ()
    on = now.date()
    funds = reading(lambda: amounts.read_funds(answers["funds"], language=language, on=on), nothing)
    units = reading(lambda: amounts.read_units(answers["units"], language=language), nothing)
    return Preview(
        initiative_id=initiative.id,
        guild_id=initiative.guild_id,
        title=initiative.title,
        answers=answers,
        version=report.version,
        people=people,
        sentence=sentence,
        differently=differently,
        evidence=evidence,
        figures=(*(() if hours is None else (hours,)), *funds, *units),
        present=present,
        expected=known.expected,
        problems=tuple(problems),
        was_rebased=was_rebased,
    )


def _sentence(typed: str) -> str:
    text = " ".join(typed.split())
    if not text:
        raise NoSentence
    if len(text) > LONGEST_SENTENCE:
        raise TooLong(longest=LONGEST_SENTENCE, given=len(text))
    return text


def _longer(typed: str) -> str | None:
    if len(typed) > LONGEST_DIFFERENTLY:
        raise TooLong(longest=LONGEST_DIFFERENTLY, given=len(typed))
    return typed or None
