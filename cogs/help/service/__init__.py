"""What members and stewards begin with, and the words in a direct message that ask for it."""

from bot import hearing
from bot.keeping_nothing import adopt, affected, differences, export, forget, seed

__all__ = [
    "IN_PRIVATE",
    "MEMBERS",
    "STEWARDS",
    "adopt",
    "affected",
    "differences",
    "export",
    "forget",
    "reads_as_help",
    "seed",
]

MEMBERS = (
    "onboarding start",
    "charter show",
    "pledge make",
    "pledge mine",
    "initiative list",
    "initiative propose",
    "initiative mine",
    "buddy on",
    "notifications choose",
    "privacy show",
)
"""What members begin with; whatever else there is shows when they type a slash."""

STEWARDS = (
    "setup start",
    "setup check",
    "setup status",
    "audit",
    "charter edit mission",
    "values add",
    "charter publish",
    "pledge post",
    "onboarding configure",
    "onboarding stuck",
    "initiative settings",
    "reminder add",
    "reminder list",
    "digest on",
)
"""What stewards begin with, in about the order in which a community comes to need it."""

IN_PRIVATE = ("privacy show", "privacy export", "privacy erase")
"""What can be run in a direct message."""

WORDS = {
    "en": frozenset(
        {
            "help",
            "help me",
            "help please",
            "please help",
            "please help me",
            "commands",
            "what can you do",
            "how does this work",
            "who are you",
        }
    ),
    "de": frozenset(
        {
            "hilfe",
            "hilfe bitte",
            "bitte hilfe",
            "hilf mir",
            "hilf mir bitte",
            "befehle",
            "was kannst du",
            "wie geht das",
            "wer bist du",
        }
    ),
}


def reads_as_help(text: str) -> str | None:
    """The language in which a message asks for help and says nothing else; None: it does not."""
    return hearing.heard(text, WORDS)
