"""Open interactions: who acted where, how the bot has answered, and until when it may.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from bot.simulator import errors
from bot.simulator.world.entities import Channel, Json, Message
from bot.simulator.world.world import World

RESPOND_WITHIN = timedelta(seconds=3)
TOKEN_LIFETIME = timedelta(minutes=15)
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Callback(IntEnum):
    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, eq=False)
class Interaction:
    """One act of a user towards an application.

    Attributes:
        data: What the user did, as INTERACTION_CREATE carries it.
        message: The message whose component was used, also behind the form that it opened.
        opener: The interaction that opened the form which this one submits.
        response: How it was first answered; None until then.
        original: The message that `@original` names: the response, or the message updated.
        completed: Whether a deferred answer has been filled in.
        effects: How many things the bot has shown since: responses, edits, followups.
        opened_s: The machine's counter when it began and, in `answered_s`, when the first callback
            arrived; for measuring, whatever the simulator's clock says.
        watchers: Called whenever something about the answer changes.
    """

    id: int
    token: str
    application_id: int
    kind: Kind
    user_id: int
    channel: Channel
    created_at: datetime
    data: Json
    metadata: Json
    message: Message | None = None
    opener: Interaction | None = None
    response: Callback | None = None
    original: Message | None = None
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None
    completed: bool = True
    followups: list[Message] = field(default_factory=list)
    effects: int = 0
    opened_s: float = field(default_factory=time.perf_counter)
    answered_s: float | None = None
    watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def guild_id(self) -> int | None:
        return self.channel.guild_id

    @property
    def may_update(self) -> bool:
        """Whether it stands on a message, which types 6 and 7 change."""
        return self.message is not None and self.kind in (Kind.COMPONENT, Kind.MODAL_SUBMIT)

    def answered(self, response: Callback) -> None:
        """Note the first response; the caller says `changed` when all of it is in place."""
        self.response = response
        self.answered_s = time.perf_counter()

    def changed(self) -> None:
        """Tell the watchers that the bot has shown something, or answered otherwise."""
        for watcher in list(self.watchers):
            watcher()

    def find_message(self, message_id: int) -> Message | None:
        """One of the messages that this interaction's token reaches."""
        candidates = [*self.followups, *([self.original] if self.original is not None else [])]
        return next((message for message in candidates if message.id == message_id), None)


class Interactions:
    """The interactions of one world that may still be answered."""

    def __init__(self) -> None:
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def open(
        self,
        world: World,
        *,
        application_id: int,
        kind: Kind,
        user_id: int,
        channel: Channel,
        data: Json,
        metadata: Json,
        message: Message | None = None,
        opener: Interaction | None = None,
    ) -> Interaction:
        """Begin an interaction; it is forgotten some time after its token has died."""
        interaction = Interaction(
            id=world.new_id(),
            token=secrets.token_urlsafe(48),
            application_id=application_id,
            kind=kind,
            user_id=user_id,
            channel=channel,
            created_at=world.now(),
            data=data,
            metadata=metadata,
            message=message,
            opener=opener,
        )
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        world.agenda.at(
            interaction.created_at + 2 * TOKEN_LIFETIME, lambda: self._forget(interaction)
        )
        return interaction

    def to_answer(self, interaction_id: int, token: str, now: datetime) -> Interaction:
        """The interaction that a callback is for.

        Raises:
            ApiError: 10062 when there is none, or its three seconds are over; 40060 when it has
                been answered.
        """
        found = self._by_id.get(interaction_id)
        if found is None or not secrets.compare_digest(found.token.encode(), token.encode()):
            raise errors.unknown("interaction")
        if found.response is not None:
            raise errors.refused(40060)
        if now > found.created_at + RESPOND_WITHIN:
            raise errors.unknown("interaction")
        return found

    def by_token(self, application_id: int, token: str, now: datetime) -> Interaction:
        """The answered interaction behind a webhook address.

        Raises:
            ApiError: 10015 while unanswered or unknown, 50027 after fifteen minutes.
        """
        found = self._by_token.get(token)
        if found is None or found.application_id != application_id or found.response is None:
            raise errors.unknown("webhook")
        if now > found.created_at + TOKEN_LIFETIME:
            raise errors.ApiError(401, 50027, "Invalid Webhook Token")
        return found

    def _forget(self, interaction: Interaction) -> None:
        self._by_id.pop(interaction.id, None)
        self._by_token.pop(interaction.token, None)
