"""Changes in words: who, what, and how it was before and is now."""

from __future__ import annotations

import json
import re
from typing import Any

import discord

from bot.components import Control, rows, shorten
from bot.recurrence import Recurrence
from bot.recurrence.wording import describe
from bot.texts import Speaker, unmarked
from cogs.setup.service.auditing import Change, Found, Names, Wanted

PAGE = Control("setup:audit:{page}:{who}:{what}:{since}:{until}", for_stewards=True)
WHOLE = Control("setup:audit-whole", for_stewards=True)

COLOUR = discord.Colour.blurple()
LONGEST_WORDS = 120
"""Characters of one thing that changed; the file has all of it."""
LONGEST_CHANGE = 700
"""Characters, so that a page of them fits into an embed (4096, FACTS §4)."""
NUMBERS = frozenset({"key", "id"})
"""What tells the parts of a draft apart and says nothing to people."""
CHOICE = re.compile(r"[a-z]+(_[a-z]+)*")
"""What may be one of a few things that we have named."""
CHANNELS = frozenset({"channel", "channel_id"})
ROLES = frozenset({"role", "role_id", "ping", "ping_role_id"})
MEMBERS = frozenset({"organiser", "owner", "member"})


def kind(what: str, say: Speaker) -> str:
    """What was changed; a kind that has no words yet by its name."""
    key = kind_key(what)
    return say(key) if say.has(key) else f"`{what}`"


def kind_key(what: str) -> str:
    """The text for a kind of change."""
    return "audit-" + _dashed(what)


def choice_key(key: str, choice: str) -> str:
    """The text for one of the things that what was changed can be."""
    return f"audit-as-{_dashed(key)}-{_dashed(choice)}"


def _dashed(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")


def shown(
    found: Found, wanted: Wanted, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """A page, with ways to the others and to what does not fit on it."""
    told = [_change(one, found.names, say) for one in found.changes]
    embed = discord.Embed(
        title=say("audit-title"),
        description="\n\n".join(told) or say("audit-none"),
        colour=COLOUR,
    )
    embed.set_footer(
        text=say("audit-footer", total=found.total, page=found.page + 1, pages=found.pages)
    )
    to = vars(wanted)
    newer = PAGE.button(say("audit-newer"), page=found.page - 1, **to) if found.page else None
    older = (
        PAGE.button(say("audit-older"), page=found.page + 1, **to)
        if found.page + 1 < found.pages
        else None
    )
    return embed, rows(newer, older, _whole(found, say))


def file_of(change: Change) -> tuple[str, bytes]:
    """The whole of a change, and what its file is called."""
    data = {
        "at": change.at.isoformat(),
        "by": change.actor_id,
        "what": change.what,
        "before": change.before,
        "after": change.after,
    }
    return f"change-{change.id}.json", json.dumps(data, ensure_ascii=False, indent=2).encode()


def _whole(found: Found, say: Speaker) -> discord.ui.Select[Any] | None:
    """A list of those that were shortened, if any were."""
    longer = [one for one in found.changes if _is_long(one)]
    if not longer:
        return None
    options = [
        discord.SelectOption(
            label=shorten(kind(one.what, say), 100),
            value=str(one.id),
            description=f"{one.at:%Y-%m-%d %H:%M} UTC",
        )
        for one in longer
    ]
    return WHOLE.select(options, placeholder=say("audit-whole"))


def _is_long(change: Change) -> bool:
    sides = [json.dumps(side, ensure_ascii=False) for side in (change.before, change.after)]
    return any(len(side) > LONGEST_WORDS for side in sides)


def _change(change: Change, names: Names, say: Speaker) -> str:
    who = f"<@{change.actor_id}>" if change.actor_id else say("audit-nobody")
    at = discord.utils.format_dt(change.at, "f")
    heading = f"{at} · {who}\n**{kind(change.what, say)}**"
    lines = _lines(change, names, say)
    return shorten("\n".join([heading, *lines]), LONGEST_CHANGE)


def _lines(change: Change, names: Names, say: Speaker) -> list[str]:
    """What stayed the same says of what; then each thing that did not, before and after."""
    before, after = change.before, change.after
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [_both(change.what, before, after, names, say)]
    if _is_place(before) or _is_place(after):
        return [_both(change.what, before, after, names, say)]
    was = before if isinstance(before, dict) else {}
    now = after if isinstance(after, dict) else {}
    lines = []
    for key in dict.fromkeys([*was, *now]):
        one, other = was.get(key), now.get(key)
        name = _field(key, say)
        if before is None or after is None:
            held = one if after is None else other
            if held not in (None, [], "", {}):
                lines.append(f"{name}: {_worded(key, held, names, say)}")
        elif one == other:
            if key in ("name", "initiative", "channel_id"):
                lines.insert(0, f"{name}: {_worded(key, one, names, say)}")
        elif _is_group(one) and _is_group(other):
            lines += [f"{name}, {line}" for line in _differing(one, other, names, say)]
        else:
            lines.append(f"{name}: {_both(key, one, other, names, say)}")
    if after is None:
        lines.append(say("audit-taken-away"))
    return lines


def _differing(one: Any, other: Any, names: Names, say: Speaker) -> list[str]:
    """The parts of a group that are not as they were."""
    return [
        f"{_part(part, names, say)}: {_both(part, one.get(part), other.get(part), names, say)}"
        for part in dict.fromkeys([*one, *other])
        if one.get(part) != other.get(part)
    ]


def _both(key: str, before: Any, after: Any, names: Names, say: Speaker) -> str:
    return f"{_worded(key, before, names, say)} → {_worded(key, after, names, say)}"


def _field(key: str, say: Speaker) -> str:
    text = "audit-field-" + _dashed(key)
    return say(text) if say.has(text) else unmarked(key.replace("_", " "))


def _worded(key: str, value: Any, names: Names, say: Speaker) -> str:
    """A value as people read it: mentions for ids, words for rules and for yes and no."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return say("audit-yes" if value else "audit-no")
    if isinstance(value, int):
        return _number(key, value, names)
    if isinstance(value, list):
        words = ", ".join(_worded(key, one, names, say) for one in value)
        return shorten(words, LONGEST_WORDS)
    if isinstance(value, dict):
        return shorten(_group(key, value, names, say), LONGEST_WORDS)
    text = " ".join(str(value).split())
    if CHOICE.fullmatch(text) and say.has(chosen := choice_key(key, text)):
        return say(chosen)
    return shorten(unmarked(text), LONGEST_WORDS)


def _number(key: str, value: int, names: Names) -> str:
    if key in CHANNELS:
        return f"<#{value}>"
    if key in ROLES:
        return f"<@&{value}>"
    if key in MEMBERS:
        return f"<@{value}>"
    if key in ("value", "values", "value_id", "charter.order") and value in names.values:
        return unmarked(names.values[value])
    if key == "initiative":
        return unmarked(names.initiatives.get(value, f"#{value}"))
    return str(value)


def _group(key: str, value: dict[str, Any], names: Names, say: Speaker) -> str:
    if _is_place(value):
        if value["id"] is None:
            return unmarked(str(value["name"]))
        is_role = "roles" in key or key in ROLES
        return f"<@&{value['id']}>" if is_role else f"<#{value['id']}>"
    if {"every", "at", "weekdays"} <= value.keys():
        return describe(Recurrence.load(value), say)
    parts = [
        f"{_part(one, names, say)}: {_worded(key if _is_place(held) else one, held, names, say)}"
        for one, held in value.items()
        if one not in NUMBERS and held not in (None, [], "", {})
    ]
    return "; ".join(parts) or "—"


def _part(key: str, names: Names, say: Speaker) -> str:
    """What a part of a group is called: a value's number stands for the value."""
    if key.isdecimal() and int(key) in names.values:
        return unmarked(names.values[int(key)])
    return _field(key, say)


def _is_group(value: Any) -> bool:
    """Whether it is worth telling what of it changed: a rule or a place is one thing."""
    return isinstance(value, dict) and not _is_place(value) and "weekdays" not in value


def _is_place(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"id", "name"}
