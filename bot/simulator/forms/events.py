"""Scheduled events: https://docs.discord.com/developers/resources/guild-scheduled-event."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.simulator import errors
from bot.simulator.forms.fields import Form, checked
from bot.simulator.world.entities import ScheduledEvent

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4

# Discord's own client offers five years; further ahead is refused.
_FURTHEST = timedelta(days=5 * 366)
_NEXT_STATUS = {SCHEDULED: (SCHEDULED, ACTIVE, CANCELED), ACTIVE: (ACTIVE, COMPLETED)}


def check_create(body: object, now: datetime) -> None:
    def check(form: Form) -> None:
        _check_texts(form, creating=True)
        kind = form.integer("entity_type", required=True, choices=(STAGE, VOICE, EXTERNAL))
        start = form.moment("scheduled_start_time", required=True)
        end = form.moment("scheduled_end_time")
        _check_times(form, start, end, now)
        if kind is not None:
            _check_place(form, kind, end_known=end is not None, place_known=False)

    checked(body, check)


def check_edit(body: object, current: ScheduledEvent, now: datetime) -> None:
    """Check a change of an event.

    Raises:
        ApiError: 50035, and 180000 when the event is over.
    """
    if current.status in (COMPLETED, CANCELED):
        raise errors.refused(180000)

    def check(form: Form) -> None:
        _check_texts(form, creating=False)
        kind = form.integer("entity_type", choices=(STAGE, VOICE, EXTERNAL))
        status = form.integer("status", choices=(SCHEDULED, ACTIVE, COMPLETED, CANCELED))
        if status is not None and status not in _NEXT_STATUS[current.status]:
            form.refuse(
                "status",
                "GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION",
                "Invalid Guild Scheduled Event Status Transition",
            )
        start = form.moment("scheduled_start_time", required="scheduled_start_time" in form)
        end = form.moment("scheduled_end_time")
        if start is not None and current.status == ACTIVE and start != current.starts_at:
            form.refuse(
                "scheduled_start_time",
                "GUILD_SCHEDULED_EVENT_STARTED",
                "Cannot change the start of an event that has started.",
            )
        if start is not None or end is not None:
            _check_times(
                form,
                start or current.starts_at,
                end or (None if "scheduled_end_time" in form else current.ends_at),
                now if start is not None and start != current.starts_at else None,
            )
        to = current.entity_type if kind is None else kind
        keeps_end = current.ends_at is not None and "scheduled_end_time" not in form
        _check_place(
            form,
            to,
            end_known=end is not None or keeps_end,
            place_known=to == current.entity_type
            or (to in (STAGE, VOICE) and current.channel_id is not None),
        )

    checked(body, check)


def _check_texts(form: Form, *, creating: bool) -> None:
    # An edit may leave these out and not take them away.
    form.string("name", minimum=1, maximum=100, required=creating or "name" in form, trimmed=True)
    form.string("description", maximum=1000, trimmed=True)
    form.integer("privacy_level", choices=(2,), required=creating or "privacy_level" in form)
    metadata = form.form("entity_metadata")
    if metadata is not None:
        metadata.string("location", minimum=1, maximum=100)
    _check_recurrence(form)


def _check_times(
    form: Form, start: datetime | None, end: datetime | None, now: datetime | None
) -> None:
    """`now` is None when the start stays as it is and may lie in the past."""
    if start is not None and now is not None and start < now:
        form.refuse(
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
            "Cannot schedule event in the past.",
        )
    if start is not None and now is not None and start > now + _FURTHEST:
        form.refuse(
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_TOO_FAR",
            "Cannot schedule an event more than 5 years in the future.",
        )
    if start is not None and end is not None and end <= start:
        form.refuse(
            "scheduled_end_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
            "Cannot schedule event end before its start.",
        )


def _check_place(form: Form, kind: int, *, end_known: bool, place_known: bool) -> None:
    """Where the event takes place: a channel for stage and voice, else a location and an end."""
    if kind in (STAGE, VOICE):
        if not (place_known and "channel_id" not in form):
            form.snowflake("channel_id", required=True)
        metadata = form.body.get("entity_metadata")
        if isinstance(metadata, dict) and metadata.get("location") is not None:
            form.refuse(
                "entity_metadata",
                "GUILD_SCHEDULED_EVENT_LOCATION_NOT_ALLOWED",
                "A location is for external events only.",
            )
        return
    if form.given("channel_id"):
        form.refuse(
            "channel_id",
            "GUILD_SCHEDULED_EVENT_CHANNEL_NOT_ALLOWED",
            "An external event has no channel.",
        )
    if not end_known:
        form.any_value("scheduled_end_time", required=True)
    if place_known and "entity_metadata" not in form:
        return
    metadata_form = form.form("entity_metadata", required=True)
    if metadata_form is not None:
        metadata_form.string("location", minimum=1, maximum=100, required=True)


def _check_recurrence(form: Form) -> None:
    rule = form.form("recurrence_rule")
    if rule is None:
        return
    rule.moment("start", required=True)
    frequency = rule.integer("frequency", required=True, choices=(0, 1, 2, 3))
    weekly = frequency == 2
    rule.integer("interval", required=True, choices=(1, 2) if weekly else (1,))
    rule.integers("by_weekday", choices=range(7), maximum=1 if weekly else None)
    for key in ("end", "count"):
        if rule.given(key):
            rule.refuse(key, "RECURRENCE_RULE_FIELD_NOT_ALLOWED", "This field cannot be set.")
    for day in rule.forms("by_n_weekday", maximum=1):
        day.integer("n", required=True, choices=range(1, 6))
        day.integer("day", required=True, choices=range(7))
    rule.integers("by_month", choices=range(1, 13), maximum=1)
    rule.integers("by_month_day", choices=range(1, 32), maximum=1)
