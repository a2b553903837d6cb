"""Pledges: a member's commitment to a value, made and withdrawn by a reaction, and never lost."""
