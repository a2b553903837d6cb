"""Everything that the page keeps, and the one way in for everything that is clicked."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.rehearsal.page.curtain import Curtain
from bot.rehearsal.page.live import Tab
from bot.rehearsal.page.recording import Recorder
from bot.rehearsal.page.visit import Visit
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.wording import spoken_locale
from bot.simulator.people import Answer, CannotDo, Form, NoAnswer, NotFilledIn, Person
from bot.simulator.world.entities import Channel, ChannelType, Role

log = logging.getLogger(__name__)


@dataclass
class OpenForm:
    """A form with what has been written into it so far.

    Attributes:
        entered: By the fields' custom_id.
        error: Why it could not be sent.
        field: The custom_id of the field that the error is about.
    """

    form: Form
    entered: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    field: str | None = None


@dataclass(kw_only=True, eq=False)
class Page(Rehearsal):
    """A rehearsal with a page in front of it.

    Attributes:
        recorder: What has been done, as a story.
        curtain: What the latest acts have set off.
        token: What every form of the page carries, so that no other page can act here.
        zones: The zones of those who chose one; everybody else has the community's.
        forms: The form that is open before somebody, by their id.
        notices: What somebody was last told by Discord's client, by their id.
        drafts: What could not be sent and is still in the field, by both ids.
        reads: The last message somebody has seen in a channel, by both ids.
        tabs: The pages that are open in browsers.
        goes_on: Where an act leads somebody to, by their id.
        under_way: What the bot or the clock is in the middle of, in words.
        version: Counts what has changed, so that a page knows whether it missed something.
    """

    curtain: Curtain
    recorder: Recorder
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    zones: dict[int, ZoneInfo] = field(default_factory=dict)
    forms: dict[int, OpenForm] = field(default_factory=dict)
    notices: dict[int, str] = field(default_factory=dict)
    drafts: dict[tuple[int, int], str] = field(default_factory=dict)
    reads: dict[tuple[int, int], int] = field(default_factory=dict)
    tabs: set[Tab] = field(default_factory=set)
    goes_on: dict[int, str] = field(default_factory=dict)
    under_way: str | None = None
    version: int = 0
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _later: set[asyncio.Task[None]] = field(default_factory=set)
    _following: asyncio.Task[None] | None = None
    _again: bool = False

    @property
    def mark(self) -> str:
        """What a page is told to know later whether it missed something, a new start included."""
        return f"{self.token[:6]}-{self.version}"

    def __post_init__(self) -> None:
        self.curtain.on_meanwhile = self.follow

    def person(self, user_id: int) -> Person | None:
        """The person with this id; None where there is none."""
        people = self.community.people.values()
        return next((person for person in people if person.id == user_id), None)

    def zone_of(self, person: Person) -> ZoneInfo:
        """What times are shown to a person in."""
        return self.zones.get(person.id, self.community.zone)

    def visit(self, person: Person, channel: Channel | None) -> Visit:
        """A person before a channel, or before the first one that they see."""
        if channel is None:
            texts = [item for item in person.channels() if item.type == ChannelType.TEXT]
            channel = texts[0] if texts else None
        return Visit(person, channel, self.zone_of(person))

    def sees(self, person: Person, channel: Channel) -> bool:
        """Whether a person may look at a channel that is still there."""
        if channel.is_dm:
            return person.id in channel.recipient_ids
        return any(item.id == channel.id for item in person.channels())

    def changed(self, *regions: str) -> None:
        """Have these regions sent anew to every tab."""
        self.version += 1
        for tab in self.tabs:
            tab.changed(*regions)

    async def acts(
        self,
        person: Person | None,
        words: str,
        do: Callable[[], Awaitable[Answer | None]],
        *,
        steps: Sequence[Mapping[str, Any]] = (),
    ) -> bool:
        """Have somebody act, and keep what comes of it.

        Args:
            person: Who acts; None where Discord or the clock does.
            words: The act as a sentence.
            steps: The act as a story tells it, made before it is done.

        Returns:
            Whether Discord's client let them do it.
        """
        refused = None
        answer = None
        self.curtain.begin(words)
        try:
            answer = await do()
        except NotFilledIn:
            self.changed("dialog")  # it is said there
            return False
        except CannotDo as reason:
            refused = str(reason)
        is_done = refused is None
        if is_done:
            self.recorder.add(tuple(steps))
        if person is not None:
            if is_done and steps:
                self.recorder.saw(person, answer)
            self._show(person, answer, refused)
        self.changed("people", "places", "clock", "trouble", "curtain")
        self.follow()
        return is_done

    def follow(self) -> None:
        """Have noted soon what has been set off."""
        self._again = True
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(self._follow())

    @asynccontextmanager
    async def turn(self, words: str) -> AsyncIterator[None]:
        """Hold the bot and the clock alone: it is started, stopped or moved on by one at a time.

        Args:
            words: What is under way, for those who look meanwhile.
        """
        async with self._turn:
            self.under_way = words
            self.changed("clock", "trouble")
            try:
                yield
            finally:
                self.under_way = None
                self.changed("clock", "trouble")

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Have something done that nobody waits for."""
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _follow(self) -> None:
        """Note what acts set off, once all of it has been done; one look serves several acts."""
        while self._again:
            self._again = False
            try:
                await self.rest()
            except TimeoutError:
                log.debug("the bot does not come to rest")
            except Exception:  # the bot may be stopped or killed meanwhile, and the page goes on
                log.warning("what an act set off was not seen to its end", exc_info=True)
            await self.curtain.look()
            self.changed("clock", "trouble", "curtain")
        self.curtain.end()

    def _show(self, person: Person, answer: Answer | None, refused: str | None) -> None:
        if isinstance(answer, NoAnswer):
            refused = answer.text
        if refused is None:
            self.notices.pop(person.id, None)
        else:
            self.notices[person.id] = refused
        if isinstance(answer, Form):
            self.forms[person.id] = OpenForm(answer)
        self.changed("notice", "dialog")

    def now(self) -> datetime:
        """The moment it is in the rehearsal."""
        return self.clock.now()

    def moment(self, moment: datetime, visit: Visit, *, zone: ZoneInfo | None = None) -> str:
        """A date and a time as the person reads them, on their clock or in another zone."""
        locale = spoken_locale(visit.locale)
        shown = format_datetime(
            moment, "EEE d MMM y, HH:mm", tzinfo=zone or visit.zone, locale=locale
        )
        return str(shown)

    def heading(self, visit: Visit) -> str:
        """The title above the messages."""
        channel = visit.channel
        if channel is None:
            return "No channel"
        if channel.is_dm:
            return f"Direct messages with {self.community.application.name}"
        return f"{'' if channel.is_thread else '#'}{channel.name}"

    def place(self, visit: Visit) -> str:
        """Where a visit is, in words."""
        channel = visit.channel
        if channel is None:
            return "no channel"
        if channel.is_dm:
            return "the DM"
        return f"the thread “{channel.name}”" if channel.is_thread else f"#{channel.name}"

    def name_of(self, value: str) -> str:
        """The name of a member, role or channel by its id; anything else as it is."""
        guild, number = self.community.guild, int(value) if value.isdigit() else 0
        found = guild.members.get(number) or guild.roles.get(number)
        if found is not None:
            return found.name if isinstance(found, Role) else found.display_name
        channel = self.sim.world.channels.get(number)
        return value if channel is None or channel.name is None else channel.name
