"""config.yaml and the environment, validated; every problem with its line."""

from bot.config.kinds import Decision, OnboardingStep
from bot.config.loading import load, parse
from bot.config.models import (
    Channels,
    Community,
    Config,
    Contact,
    DatabaseSettings,
    Defaults,
    DeliverySettings,
    Dilemma,
    DiscordSettings,
    HealthSettings,
    LoggingSettings,
    Onboarding,
    Pledges,
    ReconcileSettings,
    Reminder,
    Roles,
    Value,
)

__all__ = [
    "Channels",
    "Community",
    "Config",
    "Contact",
    "DatabaseSettings",
    "Decision",
    "Defaults",
    "DeliverySettings",
    "Dilemma",
    "DiscordSettings",
    "HealthSettings",
    "LoggingSettings",
    "Onboarding",
    "OnboardingStep",
    "Pledges",
    "ReconcileSettings",
    "Reminder",
    "Roles",
    "Value",
    "load",
    "parse",
]
