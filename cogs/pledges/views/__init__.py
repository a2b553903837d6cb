"""What is shown of pledges: embeds as pure functions, and the controls drawn with them."""

from __future__ import annotations

from cogs.pledges.views.board import board
from cogs.pledges.views.mine import Own, mine, withdraw_control
from cogs.pledges.views.picker import (
    OPEN_PICKER,
    PICK,
    chosen,
    picker,
    picker_button,
    shown_as_held,
)
from cogs.pledges.views.receipt import receipt, told
from cogs.pledges.views.summary import SHOW_SUMMARY, shown_by, summary

__all__ = [
    "OPEN_PICKER",
    "PICK",
    "SHOW_SUMMARY",
    "Own",
    "board",
    "chosen",
    "mine",
    "picker",
    "picker_button",
    "receipt",
    "shown_as_held",
    "shown_by",
    "summary",
    "told",
    "withdraw_control",
]
