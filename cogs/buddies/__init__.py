"""Members who offer to be there for a newcomer, and who was introduced to whom."""
