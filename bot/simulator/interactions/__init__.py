"""Application commands and interactions: what is registered, what is open, what may be answered."""
