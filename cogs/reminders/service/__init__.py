"""The rules of reminders.

`rules` knows which there are and when they come, `composing` what a post carries: chosen by
`values`, `proofs` and `asking`, which takes stewards' own `questions` first, and filled into
`templates`. `posts` is what a run shows, and `keeping` takes reminders over from the file.
"""

from cogs.reminders.models import Asks, Chooses, Former, Proof
from cogs.reminders.service.composing import Carried, Composed, carry, compose
from cogs.reminders.service.keeping import adopt, affected, differences, export, forget, seed
from cogs.reminders.service.options import BadName, Options, When, coming, read_when
from cogs.reminders.service.posts import (
    POST,
    PostText,
    ask_instead,
    find_post,
    mark_posted,
    prepare,
    press,
)
from cogs.reminders.service.proofs import ProofText
from cogs.reminders.service.questions import QuestionText
from cogs.reminders.service.rules import (
    KIND,
    MOST_REMINDERS,
    NameTaken,
    NoSuchReminder,
    ReminderText,
    TooMany,
    add,
    edit,
    find_channels,
    find_name,
    get_by_name,
    get_reminder,
    list_reminders,
    remove,
    set_paused,
    skip_next,
    skip_not,
    suggest,
    upcoming,
)
from cogs.reminders.service.templates import (
    LONGEST_TEXT,
    REMINDER_FIELDS,
    UnknownField,
    UnreadableText,
    check_text,
    fill,
    mentioned,
)
from cogs.reminders.service.values import count_acts

__all__ = [
    "KIND",
    "LONGEST_TEXT",
    "MOST_REMINDERS",
    "POST",
    "REMINDER_FIELDS",
    "Asks",
    "BadName",
    "Carried",
    "Chooses",
    "Composed",
    "Former",
    "NameTaken",
    "NoSuchReminder",
    "Options",
    "PostText",
    "Proof",
    "ProofText",
    "QuestionText",
    "ReminderText",
    "TooMany",
    "UnknownField",
    "UnreadableText",
    "When",
    "add",
    "adopt",
    "affected",
    "ask_instead",
    "carry",
    "check_text",
    "coming",
    "compose",
    "count_acts",
    "differences",
    "edit",
    "export",
    "fill",
    "find_channels",
    "find_name",
    "find_post",
    "forget",
    "get_by_name",
    "get_reminder",
    "list_reminders",
    "mark_posted",
    "mentioned",
    "prepare",
    "press",
    "read_when",
    "remove",
    "seed",
    "set_paused",
    "skip_next",
    "skip_not",
    "suggest",
    "upcoming",
]
