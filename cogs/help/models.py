"""No tables: help knows nobody."""
