"""Buckets, the global limit, the hidden limit on renames; and the faults that imitate them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.faults import DispatchKind, Faults, GatewayOrder, RestKind
from bot.simulator.ratelimits import GLOBAL_PER_SECOND, INVALID_REQUESTS, Admission, RateLimits

SEND = "POST /channels/{channel_id}/messages"
REACT = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"
UNREACT = "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}"
EDIT_CHANNEL = "PATCH /channels/{channel_id}"


class StandingClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def limits(clock: StandingClock) -> RateLimits:
    return RateLimits(clock)


def send(
    limits: RateLimits, bucket: str = SEND, major: str = "1", body: object = None
) -> Admission:
    return limits.admit(bucket, major, counts_globally=True, application_id=9, body=body)


def test_headers_count_down_and_the_sixth_message_in_five_seconds_waits(
    limits: RateLimits, clock: StandingClock
) -> None:
    remaining = [send(limits).headers["X-RateLimit-Remaining"] for _ in range(5)]
    clock.advance(2)
    refused = send(limits)

    assert remaining == ["4", "3", "2", "1", "0"]
    assert not refused.admitted
    assert refused.body == {
        "message": "You are being rate limited.",
        "retry_after": 3.0,
        "global": False,
    }
    assert refused.headers["Retry-After"] == "3"
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert "X-RateLimit-Global" not in refused.headers
    clock.advance(3)
    assert send(limits).admitted


def test_another_channel_has_its_own_bucket(limits: RateLimits) -> None:
    for _ in range(5):
        send(limits)

    assert not send(limits).admitted
    assert send(limits, major="2").admitted


def test_adding_and_removing_reactions_share_a_quarter_of_a_second(
    limits: RateLimits, clock: StandingClock
) -> None:
    first = send(limits, REACT)
    second = send(limits, UNREACT)

    assert first.admitted
    assert not second.admitted
    assert first.headers["X-RateLimit-Bucket"] == second.headers["X-RateLimit-Bucket"]
    clock.advance(0.25)
    assert send(limits, UNREACT).admitted


def test_a_third_rename_within_ten_minutes_is_refused_while_the_headers_show_room(
    limits: RateLimits, clock: StandingClock
) -> None:
    assert all(send(limits, EDIT_CHANNEL, body={"name": str(n)}).admitted for n in range(2))
    refused = send(limits, EDIT_CHANNEL, body={"topic": "t"})

    assert not refused.admitted
    assert int(refused.headers["X-RateLimit-Remaining"]) > 0
    assert refused.body is not None
    assert refused.body["retry_after"] == 600
    assert send(limits, EDIT_CHANNEL, body={"nsfw": True}).admitted
    clock.advance(600)
    assert send(limits, EDIT_CHANNEL, body={"name": "x"}).admitted


def test_the_fifty_first_request_of_a_second_is_refused_globally(limits: RateLimits) -> None:
    for number in range(GLOBAL_PER_SECOND):
        assert send(limits, major=str(number)).admitted

    refused = send(limits, major="other")

    assert refused.headers["X-RateLimit-Global"] == "true"
    assert refused.headers["X-RateLimit-Scope"] == "global"
    assert refused.body is not None
    assert refused.body["global"] is True
    free = limits.admit("POST /interactions/…/callback", "7", counts_globally=False)
    assert free.admitted


def test_ten_thousand_invalid_requests_are_a_ban(limits: RateLimits, clock: StandingClock) -> None:
    for _ in range(INVALID_REQUESTS - 1):
        limits.note_answer(403)
    limits.note_answer(429, scope="shared")
    limits.note_answer(404)
    assert not limits.banned

    limits.note_answer(401)

    assert limits.banned
    clock.advance(600)
    assert not limits.banned


def test_switched_off_nothing_is_counted(limits: RateLimits) -> None:
    limits.enabled = False

    assert all(send(limits).admitted for _ in range(100))


def test_a_fault_strikes_the_matching_requests_and_is_then_spent() -> None:
    faults = Faults()
    faults.answer(500, method="POST", route="/channels/*/messages", times=2, skip=1)

    struck = [
        faults.on_request("POST", "/channels/{channel_id}/messages") is not None for _ in range(4)
    ]

    assert struck == [False, True, True, False]
    assert faults.on_request("GET", "/channels/{channel_id}/messages") is None


def test_a_sub_limit_refuses_while_the_bucket_shows_room() -> None:
    faults = Faults()
    faults.rate_limit(scope="sub", retry_after=2)

    fault = faults.on_request("PATCH", "/channels/{channel_id}")

    assert fault is not None
    assert fault.kind is RestKind.RATE_LIMITED
    admission = fault.admission()
    assert int(admission.headers["X-RateLimit-Remaining"]) > 0
    assert admission.headers["X-RateLimit-Scope"] == "user"
    assert admission.body is not None
    assert admission.body["retry_after"] == 2


@pytest.mark.parametrize(("code", "opening"), [(50007, False), (50278, False), (40003, True)])
def test_an_unreachable_person_is_refused_when_opening_or_when_writing(
    code: int, opening: bool
) -> None:
    faults = Faults()
    faults.unreachable[5] = code

    refusal = faults.refusal_for(5, opening=opening)

    assert isinstance(refusal, ApiError)
    assert refusal.code == code
    assert faults.refusal_for(5, opening=not opening) is None
    assert faults.refusal_for(6, opening=opening) is None


def test_gateway_events_are_disturbed_by_name() -> None:
    faults = Faults()
    faults.disturb("duplicate", event="MESSAGE_REACTION_*", times=2)

    seen = [faults.on_dispatch(name) for name in ("MESSAGE_CREATE", "MESSAGE_REACTION_ADD")]

    assert seen == [None, DispatchKind.DUPLICATE]


def test_orders_reach_the_gateway_and_clearing_lets_everything_work_again() -> None:
    faults = Faults()
    orders: list[tuple[GatewayOrder, int | None]] = []
    faults.gateway_orders.append(lambda order, application: orders.append((order, application)))

    faults.order("reconnect", application_id=9)
    faults.order(GatewayOrder.DISALLOWED_INTENTS)
    faults.chunk_refusals = 1
    faults.answer(503)
    listed = faults.listed()
    faults.clear()

    assert orders == [(GatewayOrder.RECONNECT, 9), (GatewayOrder.DISALLOWED_INTENTS, None)]
    assert len(listed) == 3
    assert faults.listed() == []
