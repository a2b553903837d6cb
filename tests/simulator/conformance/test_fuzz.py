"""Valid bodies with one thing changed: what Discord's description rejects must be refused.

And nothing that a client can send may ever be answered with a 500.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
import yarl

from tests.simulator.conformance import spec as description
from tests.simulator.conformance import watching
from tests.simulator.conformance.cases import (
    MESSAGE,
    POLL,
    ROW,
    Arrange,
    answered,
    command,
    completing,
)
from tests.simulator.conformance.furnished import Furnished, furnish
from tests.simulator.conformance.oracle import as_sent
from tests.simulator.conformance.spec import Spec
from tests.simulator.conftest import Garden

_LENGTHS = (1, 5, 6, 11, 21, 26, 33, 46, 56, 81, 101, 151, 257, 301, 513, 1025, 2049, 4097)
_ODD = (None, True, -1, 0, 1.5, 10**12, "", "x", [], {}, [None], ["x"], [{}], {"x": 1})


@dataclass(frozen=True)
class Base:
    """A valid body and where it goes.

    Attributes:
        codes: What a refusal may say besides 50035.
        again: Done before every request, for what one request uses up.
        loose: Changes that the documentation allows and the description does not.
    """

    method: str
    template: str
    body: Any
    params: dict[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = ()
    again: Arrange | None = None
    loose: tuple[str, ...] = ()
    label: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.template} {self.label}".strip()


def _button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Join", "custom_id": "b", **more}


def _select(**more: Any) -> dict[str, Any]:
    options = [{"label": "One", "value": "1", "description": "first", "emoji": {"name": "🌱"}}]
    return {
        "type": 3,
        "custom_id": "s",
        "placeholder": "Pick",
        "min_values": 0,
        "max_values": 1,
        "disabled": False,
        "options": options,
        **more,
    }


RICH = {
    "content": "hello",
    "tts": False,
    "nonce": "abc",
    "flags": 4096,
    "allowed_mentions": {"parse": ["users"], "roles": [], "replied_user": True},
    "embeds": [
        {
            "title": "A",
            "description": "B",
            "url": "https://example.org",
            "color": 255,
            "timestamp": "2026-03-02T08:00:00+00:00",
            "fields": [{"name": "n", "value": "v", "inline": True}],
            "footer": {"text": "f", "icon_url": "https://example.org/a.png"},
            "author": {"name": "a", "url": "https://example.org"},
            "image": {"url": "https://example.org/i.png"},
        }
    ],
    "components": [
        {"type": 1, "components": [_button(emoji={"name": "🌱"}, disabled=False)]},
        {"type": 1, "components": [_select()]},
        {
            "type": 1,
            "components": [
                {
                    "type": 8,
                    "custom_id": "c",
                    "channel_types": [0],
                    "default_values": [{"id": "1477938511884582917", "type": "channel"}],
                }
            ],
        },
    ],
}
LAYOUT = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "accent_color": 255,
            "spoiler": False,
            "components": [
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "text"}],
                    "accessory": {"type": 11, "media": {"url": "https://example.org/a.png"}},
                },
                {
                    "type": 12,
                    "items": [{"media": {"url": "https://example.org/a.png"}, "description": "d"}],
                },
                {"type": 14, "divider": True, "spacing": 1},
                ROW,
            ],
        },
    ],
}
RICH_COMMAND = {
    "name": "values",
    "description": "Shows them",
    "type": 1,
    "name_localizations": {"de": "werte"},
    "default_member_permissions": 32,
    "contexts": [0],
    "integration_types": [0],
    "options": [
        {
            "type": 1,
            "name": "show",
            "description": "Show one",
            "options": [
                {
                    "type": 3,
                    "name": "value",
                    "description": "Which",
                    "required": True,
                    "max_length": 50,
                    "choices": [{"name": "Care", "value": "care"}],
                },
                {"type": 4, "name": "n", "description": "How", "min_value": 1, "max_value": 5},
                {"type": 7, "name": "c", "description": "Where", "channel_types": [0]},
            ],
        }
    ],
}
RICH_MODAL = {
    "custom_id": "form",
    "title": "A form",
    "components": [
        {"type": 10, "content": "Read this"},
        {
            "type": 18,
            "label": "Name",
            "description": "yours",
            "component": {
                "type": 4,
                "custom_id": "n",
                "style": 1,
                "min_length": 1,
                "max_length": 20,
                "placeholder": "p",
                "value": "v",
                "required": True,
            },
        },
        {"type": 18, "label": "Pick", "component": _select(min_values=1, required=True)},
        {"type": 18, "label": "File", "component": {"type": 19, "custom_id": "u"}},
    ],
}


def _scheduled(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "description": "All hands",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "scheduled_end_time": stage.in_days(1.5),
        "entity_type": 3,
        "entity_metadata": {"location": "the field"},
    }


def _in_voice(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "entity_type": 2,
        "channel_id": stage.ids["voice"],
    }


_CHANNEL = "/channels/{channel_id}"
_MESSAGES = _CHANNEL + "/messages"
_COMMANDS = "/applications/{application_id}/commands"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_GUILD = "/guilds/{guild_id}"

BASES = (
    Base("POST", _MESSAGES, RICH, label="rich", codes=(50006,)),
    Base("POST", _MESSAGES, {"poll": POLL}, label="poll", codes=(50006,)),
    Base("POST", _MESSAGES, LAYOUT, label="layout", codes=(50006,)),
    Base("PATCH", _MESSAGES + "/{message_id}", RICH, codes=(50006,)),
    Base("POST", _COMMANDS, RICH_COMMAND, loose=("name_localizations/de = None",)),
    Base(
        "PUT",
        _COMMANDS,
        [RICH_COMMAND, {"name": "Thank", "type": 3}],
        loose=("0/name_localizations/de = None",),
    ),
    Base("POST", _CALLBACK, {"type": 4, "data": RICH}, again=command, codes=(50006,)),
    Base(
        "POST",
        _CALLBACK,
        {"type": 8, "data": {"choices": [{"name": "Care", "value": "care"}]}},
        again=completing,
        label="choices",
    ),
    Base("POST", _CALLBACK, {"type": 9, "data": RICH_MODAL}, again=command, label="modal"),
    Base("POST", "/webhooks/{webhook_id}/{webhook_token}", MESSAGE, codes=(50006,)),
    Base(
        "PATCH",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        MESSAGE,
        codes=(50006,),
    ),
    Base("POST", _GUILD + "/scheduled-events", _scheduled, label="external"),
    Base("POST", _GUILD + "/scheduled-events", _in_voice, label="voice"),
    Base("PATCH", _GUILD + "/scheduled-events/{guild_scheduled_event_id}", _scheduled),
    Base("POST", _CHANNEL + "/threads", {"name": "t", "type": 11, "auto_archive_duration": 60}),
    Base(
        "POST",
        _CHANNEL + "/threads",
        {"name": "t", "message": MESSAGE},
        params={"channel_id": "forum"},
        label="forum",
        codes=(50006,),
    ),
    Base("PATCH", _CHANNEL, {"name": "t", "archived": False}, params={"channel_id": "thread"}),
    Base(
        "POST",
        _GUILD + "/roles",
        {"name": "r", "permissions": 0, "color": 255, "hoist": True, "mentionable": False},
    ),
    Base("PATCH", _GUILD + "/roles/{role_id}", {"name": "r", "color": 1, "hoist": False}),
    Base(
        "POST",
        _GUILD + "/channels",
        lambda stage: {
            "name": "c",
            "type": 0,
            "topic": "t",
            "nsfw": False,
            "position": 1,
            "rate_limit_per_user": 5,
            "default_auto_archive_duration": 60,
            "permission_overwrites": [{"id": stage.ids["role_id"], "type": 0, "allow": 0}],
        },
    ),
    Base(
        "PATCH",
        _CHANNEL,
        {"available_tags": [{"name": "t", "emoji_name": "🌱"}], "default_sort_order": 0},
        params={"channel_id": "forum"},
        label="forum",
    ),
    Base("PUT", _CHANNEL + "/permissions/{overwrite_id}", {"type": 0, "allow": 0, "deny": 0}),
    Base("POST", _CHANNEL + "/invites", {"max_age": 60, "max_uses": 1, "temporary": False}),
    Base("POST", _MESSAGES + "/bulk-delete", {"messages": ["1", "2"]}, codes=(50016, 50034)),
    Base(
        "PATCH",
        _GUILD + "/members/{user_id}",
        lambda stage: {"nick": "B", "roles": [stage.ids["spare"]]},
    ),
    Base("PATCH", _GUILD + "/members/@me", {"nick": "B"}),
    Base(
        "PATCH",
        _GUILD,
        {"name": "Orchard", "verification_level": 1, "afk_timeout": 60, "preferred_locale": "de"},
    ),
    Base("PUT", _GUILD + "/bans/{user_id}", {"delete_message_seconds": 60}),
    Base("POST", _GUILD + "/bulk-ban", lambda stage: {"user_ids": [stage.ids["user_id"]]}),
    Base("PUT", _GUILD + "/incident-actions", lambda s: {"dms_disabled_until": s.in_days(0.5)}),
    Base("PATCH", _GUILD + "/roles", lambda s: [{"id": s.ids["role_id"], "position": 2}]),
    Base("PATCH", _GUILD + "/channels", lambda s: [{"id": s.ids["voice"], "position": 2}]),
    Base(
        "PUT",
        _GUILD + "/onboarding",
        lambda stage: {
            "enabled": False,
            "mode": 0,
            "default_channel_ids": [stage.ids["channel_id"]],
            "prompts": [
                {
                    "id": "1",
                    "title": "Why?",
                    "single_select": True,
                    "required": True,
                    "in_onboarding": True,
                    "type": 0,
                    "options": [
                        {"title": "So", "role_ids": [stage.ids["role_id"]], "channel_ids": []}
                    ],
                }
            ],
        },
    ),
    Base(
        "PATCH",
        _GUILD + "/welcome-screen",
        lambda stage: {
            "enabled": True,
            "description": "Come in",
            "welcome_channels": [
                {"channel_id": stage.ids["channel_id"], "description": "t", "emoji_name": "🌱"}
            ],
        },
    ),
    Base("POST", "/users/@me/channels", lambda stage: {"recipient_id": stage.ids["user_id"]}),
    Base(
        "PATCH",
        "/users/@me",
        {"username": "gardener"},
        loose=("username left out", "username = None", " = {}", " = {'x': 1}"),
    ),
)


@pytest.fixture(autouse=True)
def held_to_the_description(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As everywhere, but for the requests, which are meant to be wrong."""
    yield from watching.watched(monkeypatch, requests=False)


@pytest.fixture
def spec() -> Spec:
    found = description.find()
    if found is None:
        pytest.skip(description.ABSENT)
    return found


@pytest_asyncio.fixture
async def stage(garden: Garden) -> Furnished:
    return await furnish(garden)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
@pytest.mark.parametrize("base", BASES, ids=str)
async def test_what_the_description_rejects_is_refused(
    stage: Furnished, spec: Spec, base: Base, thorough: bool
) -> None:
    judge = spec.request(base.method, base.template, closed=False)
    assert judge is not None
    if "{webhook_token}" in base.template:
        await answered(stage)
    body = base.body(stage) if callable(base.body) else base.body
    assert judge.is_valid(as_sent(body))
    wrong: list[str] = []
    refused = 0

    for place, changed in mutations(body, thorough=thorough):
        if base.again is not None:
            await base.again(stage)
        path = stage.path(base.template, base.params)
        status, code = await _ask(stage, base.method, path, changed)
        if status == 400 and code in (50035, 50109, *base.codes):
            refused += 1
        elif place in base.loose:
            continue
        elif status >= 500 or not (judge.is_valid(as_sent(changed)) or _numeric(place)):
            wrong.append(f"{place}: {status} {code}")

    assert refused > 3
    assert not wrong, "\n".join(wrong)


async def _ask(stage: Furnished, method: str, path: str, body: Any) -> tuple[int, int | None]:
    """Status and code; a 500 carries no JSON."""
    url = yarl.URL(stage.garden.sim.api_url + path, encoded=True)
    async with stage.garden.http.request(method, url, json=body) as response:
        if response.content_type != "application/json":
            return response.status, None
        answer = await response.json()
        return response.status, answer.get("code") if isinstance(answer, dict) else None


def _numeric(place: str) -> bool:
    """Whether the change wrote a number as text, which Discord takes."""
    return place.rsplit(" = ", 1)[-1].strip("'").lstrip("-").isdigit()


def mutations(body: Any, *, thorough: bool) -> Iterator[tuple[str, Any]]:
    """The body with one place changed, and which place that is and what to."""
    for path in _places(body):
        place = "/".join(map(str, path))
        value = _at(body, path)
        if path and isinstance(path[-1], str):
            yield f"{place} left out", _changed(body, path, None, leave_out=True)
        for odd in _others(value, thorough=thorough):
            if odd is None and not path:
                continue
            shown = repr(odd) if len(repr(odd)) < 30 else f"{repr(odd)[:20]} of {len(odd)}"
            yield f"{place} = {shown}", _changed(body, path, odd)


def _others(value: Any, *, thorough: bool) -> Iterator[Any]:
    """What might stand in the place of a value: other types, and more than there is room for."""
    if thorough:
        yield from (odd for odd in _ODD if type(odd) is not type(value) or odd != value)
    elif isinstance(value, (list, dict)):
        yield from ("x", [None])
    else:
        yield from ({"x": 1}, True if isinstance(value, str) else "x")
    if isinstance(value, str):
        yield from ("y" * length for length in (_LENGTHS if thorough else (0, 101, 4097)))
    elif isinstance(value, list) and value:
        yield from (value[:1] * count for count in ((2, 6, 11, 26, 41, 101) if thorough else (41,)))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
        yield from (2, 6, 20, 101, 25201, 1 << 31, 1 << 53) if thorough else (-1, 1 << 31)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from _places(item, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _changed(body: Any, path: tuple[Any, ...], value: Any, *, leave_out: bool = False) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(body)
    holder = _at(changed, path[:-1])
    if leave_out:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed
