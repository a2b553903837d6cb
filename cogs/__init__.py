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
)
"""In loading order: each may call the services of those before it."""
