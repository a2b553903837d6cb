"""The capabilities, one folder each."""

CAPABILITIES = ("charter",)
"""In loading order: each may call the services of those before it."""
