"""The rules of reminders.

`rules` knows which there are and when they come, `posts` what a run shows, and `keeping` takes them
over from the file.
"""

from cogs.reminders.service.keeping import adopt, affected, differences, export, forget, seed
from cogs.reminders.service.posts import (
    POST,
    PostText,
    choose_value,
    find_post,
    mark_posted,
    prepare,
)
from cogs.reminders.service.rules import (
    KIND,
    MOST_REMINDERS,
    BadName,
    BadTime,
    NameTaken,
    NoSuchReminder,
    ReminderText,
    TooMany,
    add,
    find_channels,
    get_by_name,
    get_reminder,
    list_reminders,
    read_time,
    remove,
    set_paused,
    suggest,
    upcoming,
)

__all__ = [
    "KIND",
    "MOST_REMINDERS",
    "POST",
    "BadName",
    "BadTime",
    "NameTaken",
    "NoSuchReminder",
    "PostText",
    "ReminderText",
    "TooMany",
    "add",
    "adopt",
    "affected",
    "choose_value",
    "differences",
    "export",
    "find_channels",
    "find_post",
    "forget",
    "get_by_name",
    "get_reminder",
    "list_reminders",
    "mark_posted",
    "prepare",
    "read_time",
    "remove",
    "seed",
    "set_paused",
    "suggest",
    "upcoming",
]
