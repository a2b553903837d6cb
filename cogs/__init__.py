"""The capabilities, one folder each."""

CAPABILITIES = ("charter", "onboarding", "pledges", "initiatives")
"""In loading order: each may call the services of those before it."""
