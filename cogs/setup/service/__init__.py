"""What stewards can know of how the bot is doing in their server; `standing` reads it."""

from bot.keeping_nothing import adopt, affected, differences, export, forget, seed
from cogs.setup.service.standing import Standing, get_standing, list_begun

__all__ = [
    "Standing",
    "adopt",
    "affected",
    "differences",
    "export",
    "forget",
    "get_standing",
    "list_begun",
    "seed",
]
