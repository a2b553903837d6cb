"""The rules of the stewards' digest.

`agreeing` knows whether and when it comes, `collecting` what it says (`spine` what the bot itself
has to tell), `posting` that it is told once, and `keeping` forgets who switched it on.
"""

from bot.keeping_nothing import adopt, affected, differences, export, seed
from cogs.digest.service.agreeing import (
    KIND,
    USUAL,
    WEEK,
    Agreed,
    NotWeekly,
    find,
    find_by_id,
    read_rule,
    require_weekly,
    switch_off,
    switch_on,
)
from cogs.digest.service.collecting import Told, collect
from cogs.digest.service.keeping import forget
from cogs.digest.service.posting import NO_CHANNEL, POST, nowhere, posted, prepare

__all__ = [
    "KIND",
    "NO_CHANNEL",
    "POST",
    "USUAL",
    "WEEK",
    "Agreed",
    "NotWeekly",
    "Told",
    "adopt",
    "affected",
    "collect",
    "differences",
    "export",
    "find",
    "find_by_id",
    "forget",
    "nowhere",
    "posted",
    "prepare",
    "read_rule",
    "require_weekly",
    "seed",
    "switch_off",
    "switch_on",
]
