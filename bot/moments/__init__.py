"""Reading moments as people write them: tomorrow at 6pm, Samstag 14–17 Uhr.

Every word has to be understood, and what two people could read differently is refused with a
sentence that shows an example: whoever is told a wrong time finds out at a locked door. That is
why this is a grammar of our own and not a library that guesses.
"""

from bot.moments.errors import Unreadable
from bot.moments.reading import LONGEST, Span, read, read_day, read_times
from bot.moments.wording import say_day, say_span, say_yearly_day

__all__ = [
    "LONGEST",
    "Span",
    "Unreadable",
    "read",
    "read_day",
    "read_times",
    "say_day",
    "say_span",
    "say_yearly_day",
]
