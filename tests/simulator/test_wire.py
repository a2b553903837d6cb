"""What a client may do wrong below the level of any one route, and what every answer carries."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import yarl

from bot.simulator.clock import MovableClock
from bot.simulator.interactions.state import Kind
from tests.simulator.conformance.furnished import furnish
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.asyncio

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=edge"}
PART = b'--edge\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{"content":"x"}'


async def request(
    garden: Garden, method: str, path: str, **options: Any
) -> tuple[aiohttp.ClientResponse, bytes]:
    """Any request, by its raw path."""
    url = yarl.URL(garden.sim.api_url + path, encoded=True)
    async with garden.http.request(method, url, **options) as answer:
        return answer, await answer.read()


def messages_of(garden: Garden) -> str:
    return f"/channels/{garden.channel.id}/messages"


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"{", JSON, 50109),
        (b"null", JSON, 50109),
        (b"\xff\xfe", JSON, 50109),
        (b'{"content":"\\ud800"}', JSON, 50109),
        (b'{"content":NaN}', JSON, 50109),
        (b"[" * 2000, JSON, 50109),
        (b"", JSON, 50109),
        (b"content=x", {"Content-Type": "application/x-www-form-urlencoded"}, 50109),
        (b'"x"', JSON, 50035),
        (b"[]", JSON, 50035),
        (b"1", JSON, 50035),
        (b"x", {"Content-Type": "multipart/form-data"}, 50109),
        (b"x", FORM, 50109),
        (PART, FORM, 50109),
        (PART.replace(b'{"content"', b"{") + b"\r\n--edge--\r\n", FORM, 50109),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_400(
    garden: Garden, body: bytes, headers: dict[str, str], code: int
) -> None:
    answer, raw = await request(garden, "POST", messages_of(garden), data=body, headers=headers)

    assert (answer.status, json.loads(raw)["code"]) == (400, code)
    assert garden.channel.message_ids == []


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [([10], 200, None), ([1] * 11, 400, 30015), ([11 << 20], 413, 40005)],
)
async def test_files_may_be_so_many_and_so_large(
    garden: Garden, files: list[int], status: int, code: int | None
) -> None:
    form = aiohttp.FormData()
    form.add_field("payload_json", "{}", content_type="application/json")
    for index, size in enumerate(files):
        form.add_field(f"files[{index}]", b"x" * size, filename="../a file.txt")

    answer, raw = await request(garden, "POST", messages_of(garden), data=form)

    assert (answer.status, json.loads(raw).get("code")) == (status, code)


@pytest.mark.parametrize(
    "text",
    ["-1", "1.5", "9" * 30, str(1 << 64), "%00", "%FF", "%zz", "%F0%9F%8C%B1", "", "x" * 3000],
)
async def test_an_id_that_is_none_is_refused(garden: Garden, text: str) -> None:
    answer, raw = await request(garden, "GET", f"/channels/{text}/messages")

    assert (answer.status, json.loads(raw)["code"]) == (400, 50035)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "limit=" + "9" * 5000, "before=x", "around=-1"]
)
async def test_a_query_out_of_bounds_is_refused(garden: Garden, query: str) -> None:
    answer, raw = await request(garden, "GET", f"{messages_of(garden)}?{query}")

    assert (answer.status, json.loads(raw)["code"]) == (400, 50035)


@pytest.mark.parametrize("emoji", ["x", "%", "%25", "a:1", "a%3A1", "%00", "%F0", "<:a:1>", ":1"])
async def test_an_emoji_that_is_none_is_unknown(garden: Garden, emoji: str) -> None:
    message = garden.said("x")

    answer, raw = await request(
        garden, "PUT", f"{messages_of(garden)}/{message.id}/reactions/{emoji}/@me"
    )

    assert (answer.status, json.loads(raw)["code"]) == (404, 10014)


@pytest.mark.parametrize("text", ["", "Bot", "Bot ", "Bearer {}", "bot {}", "{}", "Bot {}x"])
async def test_only_a_bot_token_gets_in(garden: Garden, text: str) -> None:
    headers = {"Authorization": text.format(garden.app.token)}

    answer, raw = await request(garden, "GET", "/users/@me", headers=headers)

    assert (answer.status, json.loads(raw)) == (401, {"message": "401: Unauthorized", "code": 0})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/nowhere"),
        ("PURGE", "/users/@me"),
        ("GET", "/users/@me/../@me"),
        ("PUT", "/channels/1/messages/2/reactions//@me/x"),
        ("GET", "/guilds/1/voice-states/@me"),
    ],
)
async def test_an_unknown_address_is_loud(
    garden: Garden, method: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer, raw = await request(garden, method, path)

    assert (answer.status, json.loads(raw)) == (404, {"message": "404: Not Found", "code": 0})
    assert garden.sim.unknown_routes == [f"{method} {path}"]
    assert f"{method} {path}" in caplog.text


async def test_every_answer_names_its_way_and_its_bucket(garden: Garden) -> None:
    garden.sim.rate_limits.enabled = True
    message = garden.said("x")

    for method, path, status in (
        ("GET", "/users/@me", 200),
        ("DELETE", f"{messages_of(garden)}/{message.id}", 204),
        ("GET", f"{messages_of(garden)}/{message.id}", 404),
        ("POST", messages_of(garden), 400),
        ("GET", "/nowhere", 404),
    ):
        answer, raw = await request(garden, method, path)
        assert answer.status == status
        assert answer.headers["Via"] == "1.1 sim"
        assert ("Content-Type" in answer.headers) == bool(raw)
        if raw:
            assert answer.headers["Content-Type"] == "application/json"
        if path != "/nowhere":
            limit = int(answer.headers["X-RateLimit-Limit"])
            assert int(answer.headers["X-RateLimit-Remaining"]) == limit - 1
            assert float(answer.headers["X-RateLimit-Reset-After"]) > 0
            assert answer.headers["X-RateLimit-Bucket"]


async def test_a_full_bucket_says_when_it_is_empty_again(
    garden: Garden, clock: MovableClock
) -> None:
    garden.sim.rate_limits.enabled = True
    body = {"content": "x"}
    for _ in range(5):
        await request(garden, "POST", messages_of(garden), json=body)

    refused, raw = await request(garden, "POST", messages_of(garden), json=body)
    wait = json.loads(raw)["retry_after"]
    clock.advance(timedelta(seconds=wait))
    admitted, _ = await request(garden, "POST", messages_of(garden), json=body)

    assert refused.status == 429
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert int(refused.headers["Retry-After"]) >= wait > 0
    assert json.loads(raw)["global"] is False
    assert admitted.status == 200
    assert len(garden.channel.message_ids) == 6


async def test_the_fifty_first_request_of_a_second_is_too_many_but_for_interactions(
    garden: Garden,
) -> None:
    garden.sim.rate_limits.enabled = True
    stage = await furnish(garden)
    stage.opened(Kind.COMMAND, data={"id": "7", "name": "x", "type": 1})
    statuses = []
    for number in range(51):
        answer, raw = await request(garden, "GET", f"/users/{number}")
        statuses.append(answer.status)

    callback, _ = await request(
        garden,
        "POST",
        stage.path("/interactions/{interaction_id}/{interaction_token}/callback"),
        json={"type": 4, "data": {"content": "x"}},
    )

    assert statuses == [404] * 50 + [429]
    assert answer.headers["X-RateLimit-Global"] == "true"
    assert json.loads(raw)["global"] is True
    assert callback.status == 204


async def test_discord_bans_an_address_for_ten_thousand_wrong_requests(garden: Garden) -> None:
    garden.sim.rate_limits.enabled = True
    wrong = {"Authorization": "Bot nonsense"}
    await request(garden, "GET", "/users/@me", headers=wrong)
    garden.sim.rate_limits.invalid_requests = 9_999

    await request(garden, "GET", "/users/@me", headers=wrong)
    answer, raw = await request(garden, "GET", "/users/@me")

    assert answer.status == 429
    assert "Via" not in answer.headers
    assert b"1015" in raw
