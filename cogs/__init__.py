"""The capabilities, one folder each."""

CAPABILITIES = ("charter", "onboarding", "pledges", "initiatives", "reminders")
"""In loading order: each may call the services of those before it."""
