"""The capabilities, one folder each."""

CAPABILITIES = (
    "notifications",
    "charter",
    "pledges",
    "initiatives",
    "buddies",
    "onboarding",
    "reminders",
    "digest",
    "setup",
    "privacy",
    "help",
)
"""In loading order: each may call the services of those before it."""
