"""What is shown of pledges: embeds as pure functions, and the controls drawn with them."""

from __future__ import annotations

from cogs.pledges.views.board import board
from cogs.pledges.views.mine import mine, withdraw_control

__all__ = ["board", "mine", "withdraw_control"]
