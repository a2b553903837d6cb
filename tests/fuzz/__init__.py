"""Everything that can be sent to the bot, as nobody in their right mind would send it."""
