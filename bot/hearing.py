"""Telling whether a direct message says one of a few things and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

LONGEST = 60

_AROUND = re.compile(r"^[^\w]+|[^\w]+$")


def heard(text: str, words: Mapping[str, Collection[str]]) -> str | None:
    """The language in which a message says one of these words; None: it says something else.

    Case, punctuation and emojis around it do not matter. A sentence that has such a word in it is
    about something else.
    """
    if len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = " ".join(re.sub(r"[^\w\s']", " ", plain).split())
    plain = _AROUND.sub("", plain)
    return next((language for language, known in words.items() if plain in known), None)
