"""The buttons and lists of the conversation.

What moves it carries the turn at which it was drawn. What only answers a step does not: the message
stays where it is, and all its buttons go on working.
"""

from __future__ import annotations

from bot.components import Control
from cogs.onboarding.service.journeys import Press

START = Control("onboarding:start")
HERE = Control("onboarding:here:{journey}")
AGAIN = Control("onboarding:again:{journey}")
PRESSES = {press: Control(f"onboarding:{press}:{{journey}}:{{turn}}") for press in Press}
LANGUAGE = Control("onboarding:language:{journey}")
