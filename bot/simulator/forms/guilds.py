"""Servers and what belongs to them: roles, members, invites, onboarding, the welcome screen.

https://docs.discord.com/developers/resources/guild
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.simulator.forms.commands import LOCALES
from bot.simulator.forms.fields import Form, checked, each

ROLE_NAME_LENGTH = 100
NICK_LENGTH = 32
LONGEST_TIMEOUT = timedelta(days=28)
INVITE_MAX_AGE_SECONDS = 604800
INVITE_MAX_USES = 100
PROMPTS = 15
PROMPT_OPTIONS = 50
WELCOME_CHANNELS = 5
BULK_BAN = 200
BAN_DELETE_SECONDS = 604800


def check_role(body: object) -> None:
    def check(form: Form) -> None:
        form.string("name", minimum=1, maximum=ROLE_NAME_LENGTH)
        form.bitfield("permissions")
        form.integer("color", minimum=0, maximum=0xFFFFFF)
        colors = form.form("colors")
        if colors is not None:
            colors.integer("primary_color", minimum=0, maximum=0xFFFFFF, required=True)
            colors.integer("secondary_color", minimum=0, maximum=0xFFFFFF)
            colors.integer("tertiary_color", minimum=0, maximum=0xFFFFFF)
        form.boolean("hoist")
        form.boolean("mentionable")
        form.string("icon")
        form.string("unicode_emoji", maximum=100)

    checked(body, check)


def check_positions(body: object) -> None:
    """Check a list that puts roles or channels in order."""

    def check(form: Form) -> None:
        form.snowflake("id", required=True)
        form.integer("position", minimum=0)
        form.snowflake("parent_id")
        form.boolean("lock_permissions")

    each(body, check)


def check_bans(body: object) -> None:
    """Check whom to ban at once, and how much of what they wrote goes with them."""

    def check(form: Form) -> None:
        form.snowflakes("user_ids", minimum=1, maximum=BULK_BAN, required=True)
        form.integer("delete_message_seconds", minimum=0, maximum=BAN_DELETE_SECONDS)

    checked(body, check)


def check_ban(body: object) -> None:
    def check(form: Form) -> None:
        form.integer("delete_message_seconds", minimum=0, maximum=BAN_DELETE_SECONDS)
        form.integer("delete_message_days", minimum=0, maximum=7)

    checked(body, check)


def check_incidents(body: object) -> None:
    def check(form: Form) -> None:
        form.moment("invites_disabled_until")
        form.moment("dms_disabled_until")

    checked(body, check)


def check_own_user(body: object) -> None:
    def check(form: Form) -> None:
        form.string("username", minimum=2, maximum=32)

    checked(body, check)


def check_member(body: object, *, now: datetime | None = None) -> None:
    """Check a change of a member.

    Args:
        now: Needed to see that a timeout ends within 28 days.
    """

    def check(form: Form) -> None:
        form.string("nick", maximum=NICK_LENGTH)
        form.snowflakes("roles")
        form.boolean("mute")
        form.boolean("deaf")
        form.snowflake("channel_id")
        form.integer("flags", minimum=0)
        until = form.moment("communication_disabled_until")
        if until is not None and now is not None and until > now + LONGEST_TIMEOUT:
            form.refuse(
                "communication_disabled_until",
                "COMMUNICATION_DISABLED_UNTIL_TOO_FAR",
                "A timeout ends at most 28 days ahead.",
            )

    checked(body, check)


def check_invite(body: object) -> None:
    def check(form: Form) -> None:
        form.integer("max_age", minimum=0, maximum=INVITE_MAX_AGE_SECONDS)
        form.integer("max_uses", minimum=0, maximum=INVITE_MAX_USES)
        form.boolean("temporary")
        form.boolean("unique")
        form.integer("target_type", choices=(1, 2))
        form.snowflake("target_user_id")
        form.snowflake("target_application_id")
        form.snowflakes("role_ids")

    checked(body, check)


def check_guild(body: object) -> None:
    def check(form: Form) -> None:
        form.string("name", minimum=2, maximum=100, required="name" in form, trimmed=True)
        form.string("description", maximum=300)
        form.integer("verification_level", choices=range(5))
        form.integer("default_message_notifications", choices=(0, 1))
        form.integer("explicit_content_filter", choices=(0, 1, 2))
        form.integer("afk_timeout", choices=(60, 300, 900, 1800, 3600))
        form.integer("system_channel_flags", minimum=0)
        for key in (
            "afk_channel_id",
            "owner_id",
            "system_channel_id",
            "rules_channel_id",
            "public_updates_channel_id",
            "safety_alerts_channel_id",
        ):
            form.snowflake(key)
        form.string("preferred_locale", choices=LOCALES)
        form.values("features")
        form.boolean("premium_progress_bar_enabled")

    checked(body, check)


def check_onboarding(body: object) -> None:
    """Check the onboarding questions; whether the server meets the requirements is not shape."""

    def check(form: Form) -> None:
        form.boolean("enabled")
        form.integer("mode", choices=(0, 1))
        form.snowflakes("default_channel_ids")
        for prompt in form.forms("prompts", maximum=PROMPTS):
            prompt.snowflake("id", required=True)
            prompt.integer("type", choices=(0, 1))
            prompt.string("title", minimum=1, maximum=100, required=True)
            for key in ("single_select", "required", "in_onboarding"):
                prompt.boolean(key)
            for option in prompt.forms("options", minimum=1, maximum=PROMPT_OPTIONS, required=True):
                option.string("title", minimum=1, maximum=50, required=True)
                option.string("description", maximum=100)
                option.snowflakes("channel_ids")
                option.snowflakes("role_ids")
                option.snowflake("emoji_id")
                option.string("emoji_name", maximum=100)

    checked(body, check)


def check_welcome_screen(body: object) -> None:
    def check(form: Form) -> None:
        form.boolean("enabled")
        form.string("description", maximum=140)
        for channel in form.forms("welcome_channels", maximum=WELCOME_CHANNELS):
            channel.snowflake("channel_id", required=True)
            channel.string("description", minimum=1, maximum=50, required=True)
            channel.snowflake("emoji_id")
            channel.string("emoji_name", maximum=100)

    checked(body, check)
