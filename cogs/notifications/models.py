"""No tables of its own: what members choose stands in those of `bot.contact`."""
