"""Charters to begin with, in the form that /charter export gives: NAME.LANGUAGE.yaml."""
