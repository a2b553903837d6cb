"""The rules of initiatives.

Each module has one part: `proposals` turns what was typed into an initiative, `signups` gives and
frees places, `cards` says where the public card stands and `showing` what is on it, `reading`
answers questions, `keeping` looks after what is stored; the others are named after what they do.
"""

from cogs.initiatives.models import Kind
from cogs.initiatives.service.adopting import adopt, affected
from cogs.initiatives.service.answers import Choice, NotOpen, Place, Sure, TooLate
from cogs.initiatives.service.cards import (
    CARD,
    card_posted,
    post_missing_cards,
    redraw_stale,
    refresh_card,
)
from cogs.initiatives.service.deciding import LONGEST_REASON
from cogs.initiatives.service.departing import expire_offers, fill_places, members_left
from cogs.initiatives.service.exporting import export
from cogs.initiatives.service.finding import find_open_for
from cogs.initiatives.service.keeping import (
    PLACES_FREED,
    differences,
    forget,
    prune_drafts,
    seed,
)
from cogs.initiatives.service.offers import OFFERED_PUBLICLY
from cogs.initiatives.service.organisers import Actor, NotYours, require_organiser
from cogs.initiatives.service.organising import cancel
from cogs.initiatives.service.proposals import (
    LONGEST_TITLE,
    LONGEST_WHAT,
    LONGEST_WHEN,
    MOST_PLACES,
    BadCapacity,
)
from cogs.initiatives.service.proving import Told, find_joinable, find_told, list_told
from cogs.initiatives.service.reading import (
    News,
    NoSuchInitiative,
    Overview,
    Suggested,
    find_guild,
    find_news,
    get_by_name,
    get_overview,
    list_confirmed,
    list_servers,
    list_signed_up,
    suggest,
)
from cogs.initiatives.service.recording import CANCELLED
from cogs.initiatives.service.seats import OFFERED
from cogs.initiatives.service.signups import decline, join, join_as, maybe

__all__ = [
    "CANCELLED",
    "CARD",
    "LONGEST_REASON",
    "LONGEST_TITLE",
    "LONGEST_WHAT",
    "LONGEST_WHEN",
    "MOST_PLACES",
    "OFFERED",
    "OFFERED_PUBLICLY",
    "PLACES_FREED",
    "Actor",
    "BadCapacity",
    "Choice",
    "Kind",
    "News",
    "NoSuchInitiative",
    "NotOpen",
    "NotYours",
    "Overview",
    "Place",
    "Suggested",
    "Sure",
    "Told",
    "TooLate",
    "adopt",
    "affected",
    "cancel",
    "card_posted",
    "decline",
    "differences",
    "expire_offers",
    "export",
    "fill_places",
    "find_guild",
    "find_joinable",
    "find_news",
    "find_open_for",
    "find_told",
    "forget",
    "get_by_name",
    "get_overview",
    "join",
    "join_as",
    "list_confirmed",
    "list_servers",
    "list_signed_up",
    "list_told",
    "maybe",
    "members_left",
    "post_missing_cards",
    "prune_drafts",
    "redraw_stale",
    "refresh_card",
    "require_organiser",
    "seed",
    "suggest",
]
