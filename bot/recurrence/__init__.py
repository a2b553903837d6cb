"""What comes again, by the wall clock: rules as people type them, in words, and their next times.

`bot.schedules` finds the moments, through every change of the clocks. What stands here is the rule
as somebody means it: every two weeks on Tuesday at 18:00.
"""

from bot.recurrence.reading import LONGEST, Unreadable, read
from bot.recurrence.rule import Every, Recurrence, day_of, next_runs
from bot.recurrence.wording import describe

__all__ = [
    "LONGEST",
    "Every",
    "Recurrence",
    "Unreadable",
    "day_of",
    "describe",
    "next_runs",
    "read",
]
