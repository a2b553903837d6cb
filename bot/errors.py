"""What can go wrong on purpose, and who is told.

    TenetError
    ├── MemberError               the member who acted, word for word, only they see it
    │   └── …                     one class per rule, defined beside it: InitiativeFull
    └── OperatorError             whoever runs the bot: one line on stderr and an exit status
        ├── ConfigurationError    78  something in the configuration has to be changed
        └── UnavailableError      69  the database or Discord cannot be reached

Anything else that is raised is a mistake of ours: logged with its traceback and a reference, and
the member is told the reference.
"""

from typing import ClassVar

LONGEST_QUOTE = 1000


class TenetError(Exception):
    """What Tenet raises on purpose."""


class MemberError(TenetError):
    """A refusal that the member who acted is shown, in their language.

    It carries no sentence but the key of one: two sentences, really, what is so and what they can
    do now. Services raise subclasses that are named after the rule and set `key`:

        class InitiativeFull(MemberError):
            key = "initiative-full"

        raise InitiativeFull(title="Park clean-up", seats=12)
    """

    key: str = "error-refused"

    def __init__(self, key: str | None = None, /, **arguments: object) -> None:
        """Refuse, in the words of the text `key`.

        Args:
            key: The text's key; the class's own when left out.
            **arguments: What the text mentions.
        """
        self.key = key or type(self).key
        self.arguments = {name: _quoted(value) for name, value in arguments.items()}
        super().__init__(self.key, arguments)

    def __str__(self) -> str:
        mentioned = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.key}({mentioned})"


def _quoted(value: object) -> object:
    """What somebody typed may be longer than a message; its beginning is enough to know it by."""
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return value[: LONGEST_QUOTE - 1] + "…"
    return value


class OperatorError(TenetError):
    """Something only whoever runs the bot can mend; its text is the whole message to them."""

    exit_status: ClassVar[int] = 1


class ConfigurationError(OperatorError):
    """The configuration has to be changed first (EX_CONFIG of sysexits.h)."""

    exit_status = 78


class UnavailableError(OperatorError):
    """The database or Discord cannot be reached (EX_UNAVAILABLE of sysexits.h)."""

    exit_status = 69
