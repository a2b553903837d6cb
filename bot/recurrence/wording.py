"""A rule in words; whatever is said here can be typed again."""

from __future__ import annotations

from bot.recurrence.rule import LAST, WEEKDAYS, Every, Recurrence
from bot.texts import Speaker

_WORKDAYS = (0, 1, 2, 3, 4)


def describe(rule: Recurrence, say: Speaker) -> str:
    """Every 2 weeks on Tuesday at 18:00; in the middle of a sentence."""
    at = say("recurrence-at", time=f"{rule.at:%H:%M}")
    left_out = say("recurrence-left-out") if rule.is_left_out else ""
    if rule.every is Every.DAY:
        said = say("recurrence-daily", at=at)
    elif rule.every is Every.WEEK and rule.weeks > 1:
        said = say("recurrence-weeks", weeks=rule.weeks, days=_days(rule, say), at=at)
    elif rule.weekdays == _WORKDAYS:
        said = say("recurrence-workdaily", at=at)
    elif rule.every is Every.WEEK:
        said = say("recurrence-weekly", days=_days(rule, say), at=at)
    elif rule.nth is not None:
        nth = "last" if rule.nth == LAST else rule.nth
        said = say("recurrence-nth", nth=nth, day=_days(rule, say), at=at)
    elif rule.day == LAST:
        said = say("recurrence-last-day", at=at)
    elif rule.every is Every.MONTH:
        said = say("recurrence-monthly", day=rule.day, at=at)
    else:
        said = say("recurrence-yearly", day=rule.day, month=rule.month, at=at)
    return f"{said} {left_out}".strip()


def _days(rule: Recurrence, say: Speaker) -> str:
    names = [say("recurrence-weekday", day=WEEKDAYS[weekday]) for weekday in rule.weekdays]
    if len(names) == 1:
        return names[0]
    return say("recurrence-and", first=", ".join(names[:-1]), last=names[-1])
