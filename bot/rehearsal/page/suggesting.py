"""What could come next in a command that is being typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.rehearsal.page.visit import Visit
from bot.simulator.forms import commands as kinds
from bot.simulator.interactions.registry import Command
from bot.simulator.people import CannotDo, NotSeen
from bot.simulator.people.command_lines import shown_name
from bot.simulator.people.drafting import Begun, Offer
from bot.simulator.world.entities import Channel, Json

MOST = 25
"""As many values as Discord shows."""

NOTHING_FITS = "No options match your search."

_TYPED = {
    kinds.STRING: "text",
    kinds.INTEGER: "a whole number",
    kinds.NUMBER: "a number",
    kinds.ATTACHMENT: "a file",
}


async def suggest(visit: Visit, text: str, rest: str = "") -> dict[str, Any]:
    """What could come next in a command that is being typed, and the files that it takes.

    A suggestion has a label, a remark, the whole text once it is taken, and whether the command may
    be sent without it. A hint is what there is to know where nothing can be suggested.

    Args:
        text: What stands before the cursor.
        rest: What stands after it.
    """
    nothing: dict[str, Any] = {"suggestions": [], "files": [], "hint": ""}
    channel = visit.channel
    if channel is None or not text.startswith("/"):
        return nothing
    line = visit.person.types(text, channel)
    if line is None:
        return {**nothing, "suggestions": list(_lines(visit, channel, text))}
    files = [
        {"name": option["name"], "label": _told(option, visit.locale)}
        for option in line.options
        if option["type"] == kinds.ATTACHMENT
    ]
    behind = visit.person.types(f"{line.head} {rest.strip()}", channel)
    found, hint = await _next(visit, channel, line, text, {} if behind is None else behind.given)
    return {"suggestions": found, "files": files, "hint": hint}


def commands(visit: Visit, channel: Channel) -> Iterator[dict[str, Any]]:
    """Every command that may be run here, with what it does and what it takes."""
    for line, _, holder, options in _ways(visit, channel):
        yield {
            "label": line,
            "about": _about(holder, visit.locale),
            "options": [
                (shown_name(one, visit.locale), _told(one, visit.locale)) for one in options
            ],
            "takes_file": any(one["type"] == kinds.ATTACHMENT for one in options),
        }


def chosen(visit: Visit, line: Begun) -> dict[str, str | int | float]:
    """The values of what was chosen by the name that the bot had suggested it with."""
    found = {}
    for name, given in line.given.items():
        known = visit.person.suggested(line.command, name)
        if given in known:
            found[name] = known[given]
    return found


def _lines(visit: Visit, channel: Channel, text: str) -> Iterator[Json]:
    """Commands with their subcommands that are called like this, in any language they have."""
    wanted = text.casefold()
    for line, own, holder, _ in _ways(visit, channel):
        if line.casefold().startswith(wanted) or own.casefold().startswith(wanted):
            about = _about(holder, visit.locale)
            yield {"label": line, "about": about, "text": f"{line} ", "is_extra": False}


def _ways(visit: Visit, channel: Channel) -> Iterator[tuple[str, str, Json, Sequence[Json]]]:
    """Every line that a command has, its own name, what describes it, and its options."""
    locale = visit.locale

    def walk(
        line: str, own: str, holder: Json, options: Sequence[Json]
    ) -> Iterator[tuple[str, str, Json, Sequence[Json]]]:
        inner = [item for item in options if item["type"] in (kinds.SUBCOMMAND, kinds.GROUP)]
        if not inner:
            yield line, own, holder, options
        for item in inner:
            names = f"{line} {shown_name(item, locale)}", f"{own} {item['name']}"
            yield from walk(*names, item, item.get("options", ()))

    def named(command: Command) -> str:
        return shown_name(command.fields, locale)

    offered = [command for command in visit.person.offered(channel) if command.type == 1]
    for command in sorted(offered, key=named):
        fields = command.fields
        yield from walk(f"/{named(command)}", f"/{command.name}", fields, command.options)


async def _next(
    visit: Visit, channel: Channel, line: Begun, text: str, behind: Any
) -> tuple[list[Json], str]:
    """Values for the option that is being typed, and the options that are not there yet."""
    typed = list(line.given)[-1] if line.given else None
    word = text[text.rindex(" ") + 1 :]
    found: list[Json] = []
    hint = ""
    if typed is not None:
        option = next(item for item in line.options if item["name"] == typed)
        value = line.given[typed]
        before = text.rstrip()[: len(text.rstrip()) - len(value)]
        offered, hint = await _values(visit, channel, option, line, behind)
        if not (text.endswith(" ") and any(offer.typed == value for offer in offered)):
            found = [
                {
                    "label": one.label,
                    "about": "",
                    "text": f"{before}{one.typed} ",
                    "is_extra": False,
                }
                for one in offered
            ]
    if ":" not in word:
        base = text[: len(text) - len(word)]
        found += _options(visit.locale, line, base, word, behind)
    return found[:MOST], "" if found else hint


def _options(locale: str, line: Begun, base: str, word: str, behind: Any) -> Iterator[Json]:
    """The options that are not there yet. Discord itself has those first that must be there."""
    for option in line.options:
        if option["name"] in line.given or option["name"] in behind:
            continue
        name = shown_name(option, locale)
        names = (name.casefold(), option["name"].casefold())
        if option["type"] == kinds.ATTACHMENT or not any(
            known.startswith(word.casefold()) for known in names
        ):
            continue
        yield {
            "label": f"{name}:",
            "about": _told(option, locale),
            "text": f"{base}{name}:",
            "is_extra": line.is_readable and not option.get("required"),
        }


async def _values(
    visit: Visit, channel: Channel, option: Json, line: Begun, behind: Any
) -> tuple[list[Offer], str]:
    """What may stand behind an option's colon, and a hint where there is nothing."""
    if option.get("autocomplete"):
        return await _asked(visit, channel, option, line, behind)
    offered = visit.person.offers(option, channel)
    if not offered:
        return [], f"{shown_name(option, visit.locale)}: {_told(option, visit.locale)}"
    wanted = line.given[option["name"]].lstrip("@#").casefold()
    fitting = [offer for offer in offered if wanted in offer.label.casefold()]
    fitting.sort(key=lambda offer: not offer.label.lstrip("@#").casefold().startswith(wanted))
    return fitting, NOTHING_FITS


async def _asked(
    visit: Visit, channel: Channel, option: Json, line: Begun, behind: Any
) -> tuple[list[Offer], str]:
    """What the bot suggests."""
    name = option["name"]
    others = {key: value for key, value in behind.items() if key != name}
    given = {**others, **line.given, **chosen(visit, line)}
    typed = line.given[name]
    if name in chosen(visit, line):
        return [Offer(typed, typed)], ""  # it is one of those that the bot has suggested
    given.pop(name)
    try:
        choices = await visit.person.completes(line.head, {**given, name: typed}, channel=channel)
    except NotSeen as failed:
        return [], str(failed)
    except CannotDo as refused:
        return [], str(refused)  # an earlier option is not right yet; the bot is not asked
    return [Offer(choice.name, choice.name) for choice in choices], NOTHING_FITS


def _about(holder: Json, locale: str) -> str:
    localized = (holder.get("description_localizations") or {}).get(locale)
    return str(localized or holder.get("description") or "")


def _told(option: Json, locale: str) -> str:
    """What an option is for, and what it takes."""
    kind = _TYPED.get(option["type"], "")
    low, high = option.get("min_value"), option.get("max_value")
    if low is not None and high is not None:
        kind = f"{kind} from {low} to {high}"
    elif low is not None:
        kind = f"{kind}, {low} or more"
    elif high is not None:
        kind = f"{kind}, {high} or less"
    if option.get("max_length") is not None:
        kind = f"{kind} of at most {option['max_length']} characters"
    is_listed = option.get("autocomplete") or option.get("choices")
    must = "required" if option.get("required") else ""
    more = ", ".join(part for part in ("" if is_listed else kind, must) if part)
    return f"{_about(option, locale)}{f' ({more})' if more else ''}"
