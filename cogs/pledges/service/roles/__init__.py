"""Roles for pledges: which value has which, who gets or loses one, and who is owed one."""

from __future__ import annotations

from cogs.pledges.service.roles.choosing import (
    DELIVERY,
    ROLES,
    TOPIC,
    ChangedMeanwhile,
    about,
    choose,
    chosen,
    gone,
    in_file,
    mark,
    resolve,
    tell,
    works,
    write,
)
from cogs.pledges.service.roles.giving import (
    Deed,
    ask,
    export,
    find_deed,
    forget,
    given,
    left,
    refused,
    taken,
)
from cogs.pledges.service.roles.owing import (
    Owed,
    ask_owed,
    count_under_way,
    list_owed,
    list_servers,
)

__all__ = [
    "DELIVERY",
    "ROLES",
    "TOPIC",
    "ChangedMeanwhile",
    "Deed",
    "Owed",
    "about",
    "ask",
    "ask_owed",
    "choose",
    "chosen",
    "count_under_way",
    "export",
    "find_deed",
    "forget",
    "given",
    "gone",
    "in_file",
    "left",
    "list_owed",
    "list_servers",
    "mark",
    "refused",
    "resolve",
    "taken",
    "tell",
    "works",
    "write",
]
