"""When a direct message asked for now would go out, as far as memory tells."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import MovableClock
from bot.pace import Pace

SPACING = timedelta(minutes=5)
"""Long enough that the seconds a test takes do not show."""


def minutes(pace: Pace, *, priority: int = 1) -> int:
    return round(pace.wait(priority=priority) / timedelta(minutes=1))


def asks(pace: Pace, *, within: timedelta = timedelta(minutes=14)) -> bool:
    """Somebody asks for a turn, and takes it when it is soon."""
    with pace.turn(priority=1, within=within) as turn:
        if turn.is_soon:
            turn.take()
    return turn.is_soon


def test_whoever_asks_first_is_written_to_at_once_and_the_next_ones_wait(
    clock: MovableClock,
) -> None:
    pace = Pace(clock, SPACING)

    assert [asks(pace) for _ in range(5)] == [True, True, True, False, False]
    assert minutes(pace) == 15


def test_those_who_are_still_deciding_are_counted_and_those_who_decide_against_it_are_not(
    clock: MovableClock,
) -> None:
    pace = Pace(clock, SPACING)

    with pace.turn(priority=1, within=SPACING / 2) as first:
        with pace.turn(priority=1, within=SPACING / 2) as second:
            pass
    with pace.turn(priority=1, within=SPACING / 2) as third:
        pass

    assert [turn.is_soon for turn in (first, second, third)] == [True, False, True]


def test_what_matters_less_keeps_nobody_waiting(clock: MovableClock) -> None:
    pace = Pace(clock, SPACING)

    pace.counted({1: 1, 7: 1000})

    assert minutes(pace) == 5
    assert minutes(pace, priority=7) == 5005


def test_a_message_on_its_way_closes_the_lane_for_a_while_and_time_opens_it(
    clock: MovableClock,
) -> None:
    pace = Pace(clock, SPACING)
    pace.counted({1: 3})

    pace.claimed(clock.now(), {1: 2})
    assert minutes(pace) == 15
    clock.advance(SPACING)

    assert pace.opens_at() is None
    assert minutes(pace) == 10


def test_a_turn_in_which_nothing_went_is_free_for_the_next(clock: MovableClock) -> None:
    pace = Pace(clock, SPACING)
    pace.claimed(clock.now(), {})

    pace.nothing_went()

    assert pace.opens_at() is None


def test_a_pause_is_waited_for_even_where_nothing_is_spaced(clock: MovableClock) -> None:
    pace = Pace(clock, timedelta(0))
    assert asks(pace, within=timedelta(0))

    pace.pause(clock.now() + timedelta(minutes=10))
    assert minutes(pace) == 10
    assert not asks(pace, within=timedelta(minutes=9))
    clock.advance(timedelta(minutes=11))

    assert asks(pace, within=timedelta(0))


def test_a_clock_set_back_by_hours_closes_the_lane_for_no_longer_than_the_spacing(
    clock: MovableClock,
) -> None:
    pace = Pace(clock, SPACING)
    pace.claimed(clock.now(), {})

    clock.advance(-timedelta(hours=2))

    assert minutes(pace) == 5
