"""Polls: https://docs.discord.com/developers/resources/poll."""

from __future__ import annotations

from bot.simulator.forms.emoji import check_emoji
from bot.simulator.forms.fields import Form, checked

QUESTION_LENGTH = 300
ANSWER_LENGTH = 55
ANSWERS = 10
LONGEST_HOURS = 768


def check_poll(body: object) -> None:
    checked(body, poll_form)


def poll_form(poll: Form) -> None:
    """Check a poll as part of a message."""
    question = poll.form("question", required=True)
    if question is not None:
        question.string("text", minimum=1, maximum=QUESTION_LENGTH, required=True)
    for answer in poll.forms("answers", minimum=1, maximum=ANSWERS, required=True):
        media = answer.form("poll_media", required=True)
        if media is not None:
            media.string("text", minimum=1, maximum=ANSWER_LENGTH, required=True)
            check_emoji(media)
    poll.integer("duration", minimum=1, maximum=LONGEST_HOURS)
    poll.boolean("allow_multiselect")
    poll.integer("layout_type", choices=(1,))
