"""Plays a story, and says how it went."""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import UnavailableError
from bot.rehearsal import acts, ledger, surroundings
from bot.rehearsal.expectations import EXPECTATIONS
from bot.rehearsal.paper import Style
from bot.rehearsal.stage import PATIENCE_SECONDS, Failed, Stage, set_up
from bot.rehearsal.story import Step, Story
from bot.rehearsal.wording import spoken_locale
from bot.simulator.people import CannotDo, NotSeen, Person

ACTS = {**acts.ACTS, **surroundings.ACTS}
_HOUSE = Path(__file__).parent.parent.parent
_LONGEST = 120
"""How much of a step's own words is repeated; its line is named anyway."""


@dataclass
class Outcome:
    """How a story went.

    Attributes:
        met: How many expectations were met.
        failures: Those that were not, as they were told.
        complaints: What the bot or the local Discord logged as an error meanwhile.
        unplayed: How many steps were left when one could not be done.
    """

    met: int = 0
    failures: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    unplayed: int = 0

    @property
    def went_well(self) -> bool:
        """Whether everything was as the story says."""
        return not self.failures and not self.complaints


async def play(
    story: Story,
    write: Callable[[str], None] = print,
    *,
    width: int = 88,
    colour: bool = False,
    patience: float = PATIENCE_SECONDS,
) -> Outcome:
    """Play a story to its end, or to the first step that cannot be done.

    An expectation that is not met is told at once and counted; the story goes on.

    Args:
        write: Takes the transcript, a line at a time.
        patience: How many real seconds something that is expected may take.

    Raises:
        ConfigurationError: The community's file is not right.
        UnavailableError: The bot does not come up.
    """
    outcome = Outcome()
    started = time.monotonic()
    with _complaints() as records:
        async with set_up(story, write, width=width, colour=colour) as stage:
            stage.patience = patience
            stage.transcript.heading(story.title)
            await _open(stage)
            for number, step in enumerate(story.steps, 1):
                if not await _play_step(stage, step, outcome):
                    outcome.unplayed = len(story.steps) - number
                    break
            stage.transcript.show()
            counts = await stage.ledger()
            transcript = stage.transcript
    outcome.complaints = list(dict.fromkeys(map(_complaint, records)))
    transcript.heading("How it went")
    transcript.plain("The ledger holds:")
    for sentence in ledger.sentences(counts):
        transcript.plain(f"  {sentence}")
    transcript.blank()
    for line, style in _summary(outcome, time.monotonic() - started):
        transcript.plain(line, style, hanging=_hanging(line))
    return outcome


async def _open(stage: Stage) -> None:
    """The bot connects for the first time and finds the community as its config describes it."""
    guild = stage.community.guild
    members = [_introduced(person) for person in stage.community.people.values()]
    if members:
        stage.transcript.note(f"Members of {guild.name}: {', '.join(members)}.")
    stage.transcript.act(f"The bot joins {guild.name}.")
    try:
        await stage.running.start()
    except TimeoutError:
        raise UnavailableError("The bot has not come up; this machine is too busy.") from None
    await stage.rest()


def _introduced(person: Person) -> str:
    """Somebody with what sets them apart."""
    told = sorted(person.role_names)
    language = spoken_locale(person.user.locale).english_name
    if not person.user.locale.startswith("en"):
        told.append(f"reads {language}")
    if not person.user.accepts_dms:
        told.append("accepts no direct messages")
    return f"{person.name} ({', '.join(told)})" if told else person.name


async def _play_step(stage: Stage, step: Step, outcome: Outcome) -> bool:
    """Whether the story can go on."""
    is_expectation = step.verb.is_expectation
    try:
        if is_expectation:
            await EXPECTATIONS[step.verb.phrase](stage, step)
            outcome.met += 1
        else:
            await ACTS[step.verb.phrase](stage, step)
            await stage.rest()
    except Failed as failed:
        _tell(stage, step, failed.lines, outcome)
        return is_expectation
    except (CannotDo, NotSeen) as refused:
        _tell(stage, step, [f"could not be done: {refused}"], outcome)
        return is_expectation
    stage.transcript.show()
    return True


def _tell(stage: Stage, step: Step, what: Sequence[str], outcome: Outcome) -> None:
    written = step.written if len(step.written) <= _LONGEST else step.written[:_LONGEST] + "…"
    lines = (f"✗ {step.spot.name}:{step.spot.line}: {written}", *(f"    {x}" for x in what))
    outcome.failures.append("\n".join(lines))
    stage.transcript.show()
    stage.transcript.blank()
    for line in lines:
        stage.transcript.plain(line, Style.BAD, hanging=_hanging(line))


def _summary(outcome: Outcome, seconds: float) -> Iterator[tuple[str, Style]]:
    failed = len(outcome.failures)
    for failure in outcome.failures:
        for line in failure.split("\n"):
            yield line, Style.BAD
    for complaint in outcome.complaints:
        yield f"✗ logged as an error: {complaint}", Style.BAD
    if outcome.unplayed:
        yield f"The story stopped there; {outcome.unplayed} steps were not played.", Style.BAD
    met = "1 expectation was met" if outcome.met == 1 else f"{outcome.met} expectations were met"
    rest = f", {failed} not" if failed else ""
    style = Style.GOOD if outcome.went_well else Style.BAD
    yield f"{met}{rest} ({seconds:.1f} s).", style


def _hanging(line: str) -> int:
    """Where a line that is too long goes on: below its second column, if it has two."""
    columns = re.match(r" +(?:expected|instead)? *", line)
    return len(columns[0]) if columns else 2


def _complaint(record: logging.LogRecord) -> str:
    """What was logged, with the exception's last words and our own line that it came from."""
    text = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return text
    words = str(error).split("\n")[0]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [item for item in frames if Path(item.filename).is_relative_to(_HOUSE)]
    where = ""
    if ours:
        where = f" at {Path(ours[-1].filename).relative_to(_HOUSE)}:{ours[-1].lineno}"
    return f"{text}: {type(error).__name__}{where}: {words}"


class _Keeper(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    keeper = _Keeper()
    root = logging.getLogger()
    root.addHandler(keeper)
    try:
        yield keeper.records
    finally:
        root.removeHandler(keeper)
