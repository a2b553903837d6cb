"""What is stored about a member, read for them and erased for them.

`standing` reads and erases; `keeping` answers what every capability is asked.
"""

from bot.keeping_nothing import adopt, affected, differences, seed
from cogs.privacy.service.keeping import export, forget
from cogs.privacy.service.servers import Owned, list_owned
from cogs.privacy.service.standing import Erased, Stored, erase, list_stored, take_along

__all__ = [
    "Erased",
    "Owned",
    "Stored",
    "adopt",
    "affected",
    "differences",
    "erase",
    "export",
    "forget",
    "list_owned",
    "list_stored",
    "seed",
    "take_along",
]
