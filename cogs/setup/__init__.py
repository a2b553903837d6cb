"""Looking after the bot itself: how it is doing, and having it look again."""
