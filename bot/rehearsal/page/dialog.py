"""The form that is open before somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.people import Form


@dataclass
class OpenForm:
    """A form with what has been written into it so far.

    Attributes:
        entered: By the fields' custom_id.
        error: Why it could not be sent.
        field: The custom_id of the field that the error is about.
    """

    form: Form
    entered: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    field: str | None = None
