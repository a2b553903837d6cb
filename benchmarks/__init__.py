"""Ratios against a bare discord.py client, each figure and its reference from one run."""
