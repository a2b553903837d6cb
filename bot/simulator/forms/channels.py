"""Channels, threads and permission overwrites.

https://docs.discord.com/developers/resources/channel
"""

from __future__ import annotations

from bot.simulator.forms.emoji import is_unicode_emoji
from bot.simulator.forms.fields import Form, checked
from bot.simulator.world.entities import FORUM_TYPES, THREAD_TYPES, ChannelType

NAME_LENGTH = 100
TOPIC_LENGTH = 1024
FORUM_TOPIC_LENGTH = 4096
SLOWMODE_SECONDS = 21600
AUTO_ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
FORUM_TAGS = 20
APPLIED_TAGS = 5
OVERWRITES = 100

_CREATABLE = (
    ChannelType.TEXT,
    ChannelType.VOICE,
    ChannelType.CATEGORY,
    ChannelType.ANNOUNCEMENT,
    ChannelType.STAGE,
    ChannelType.FORUM,
    ChannelType.MEDIA,
)


def check_channel(body: object, *, creating: bool, kind: int | None = None) -> None:
    """Check a channel of a server, or an edit of one, threads included.

    Args:
        kind: The type of the channel that an edit changes.
    """

    def check(form: Form) -> None:
        if not creating and kind in THREAD_TYPES:
            _check_thread_edit(form)
            return
        found = form.integer("type", choices=[int(k) for k in _CREATABLE])
        effective = kind if found is None else found
        form.string("name", minimum=1, maximum=NAME_LENGTH, required=creating)
        topic = FORUM_TOPIC_LENGTH if effective in FORUM_TYPES else TOPIC_LENGTH
        form.string("topic", maximum=topic)
        form.integer("position", minimum=0)
        form.boolean("nsfw")
        form.integer("flags", minimum=0)
        form.snowflake("parent_id")
        _check_slowmode(form, "rate_limit_per_user")
        _check_slowmode(form, "default_thread_rate_limit_per_user")
        form.integer("bitrate", minimum=8000, maximum=384000)
        form.integer(
            "user_limit", minimum=0, maximum=10000 if effective == ChannelType.STAGE else 99
        )
        form.string("rtc_region")
        form.integer("video_quality_mode", choices=(1, 2))
        form.integer("default_auto_archive_duration", choices=AUTO_ARCHIVE_MINUTES)
        form.integer("default_sort_order", choices=(0, 1))
        form.integer("default_forum_layout", choices=(0, 1, 2))
        _check_default_reaction(form)
        _check_tags(form)
        for overwrite in form.forms("permission_overwrites", maximum=OVERWRITES):
            overwrite.snowflake("id", required=True)
            _overwrite(overwrite)

    checked(body, check)


def check_thread(body: object, *, from_message: bool = False, forum: bool = False) -> None:
    """Check a new thread; the first message of a forum post is checked as a message."""

    def check(form: Form) -> None:
        form.string("name", minimum=1, maximum=NAME_LENGTH, required=True)
        form.integer("auto_archive_duration", choices=AUTO_ARCHIVE_MINUTES)
        _check_slowmode(form, "rate_limit_per_user")
        if forum:
            form.snowflakes("applied_tags", maximum=APPLIED_TAGS)
            form.form("message", required=True)
        elif not from_message:
            form.integer("type", choices=[int(kind) for kind in sorted(THREAD_TYPES)])
            form.boolean("invitable")

    checked(body, check)


def check_overwrite(body: object) -> None:
    """Check the permissions of one role or member in a channel."""
    checked(body, _overwrite)


def _overwrite(form: Form) -> None:
    form.integer("type", required=True, choices=(0, 1))
    form.bitfield("allow")
    form.bitfield("deny")


def _check_thread_edit(form: Form) -> None:
    form.string("name", minimum=1, maximum=NAME_LENGTH)
    form.boolean("archived")
    form.integer("auto_archive_duration", choices=AUTO_ARCHIVE_MINUTES)
    form.boolean("locked")
    form.boolean("invitable")
    _check_slowmode(form, "rate_limit_per_user")
    form.integer("flags", minimum=0)
    form.snowflakes("applied_tags", maximum=APPLIED_TAGS)


def _check_slowmode(form: Form, key: str) -> None:
    form.integer(key, minimum=0, maximum=SLOWMODE_SECONDS)


def _check_default_reaction(form: Form) -> None:
    reaction = form.form("default_reaction_emoji")
    if reaction is None:
        return
    reaction.snowflake("emoji_id")
    name = reaction.string("emoji_name")
    if name and not is_unicode_emoji(name):
        reaction.refuse("emoji_name", "INVALID_EMOJI", "Invalid emoji")


def _check_tags(form: Form) -> None:
    names: set[str] = set()
    for tag in form.forms("available_tags", maximum=FORUM_TAGS):
        tag.snowflake("id")
        tag.boolean("moderated")
        tag.snowflake("emoji_id")
        emoji_name = tag.string("emoji_name")
        if emoji_name and not is_unicode_emoji(emoji_name):
            tag.refuse("emoji_name", "INVALID_EMOJI", "Invalid emoji")
        name = tag.string("name", minimum=1, maximum=20, required=True)
        if name is not None and name.lower() in names:
            tag.refuse("name", "TAG_NAMES_MUST_BE_UNIQUE", "Tag names must be unique")
        if name is not None:
            names.add(name.lower())
