"""What must hold when everything is at rest again. Each finding is a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.simulator.people import Person
from tests.chaos.machine import Machine
from tests.chaos.members import Members
from tests.factories import Village

SEATS = 3
OFFER = "A seat is free"
"""What begins an offer, which somebody may get several times, in the same words."""
IN_LINE = ("confirmed", "offered", "waiting")
LAST_ACTS = {
    "initiative.joined": ("confirmed",),
    "initiative.promoted": ("confirmed",),
    "initiative.waitlisted": ("waiting",),
    "initiative.offered": ("offered", "confirmed"),
    "initiative.expired": ("waiting", "declined", "interested"),
    "initiative.left": ("declined",),
}
"""The states that an act in the ledger leaves a sign-up in."""


KEPT = ("welcome", "pledges", "initiatives", "reminders")
"""The channels in which each post is known by its id."""
KNOWN = """
    SELECT message_id FROM pledge_posts UNION SELECT message_id FROM onboarding_posts UNION
    SELECT message_id FROM charter_posts UNION SELECT message_id FROM initiatives UNION
    SELECT message_id FROM reminder_posts
"""


def findings(machine: Machine, members: Members, village: Village) -> list[str]:
    """What is not as it should be."""
    return [
        *_lost(machine, members),
        *_doubled(machine, village),
        *_beyond_capacity(machine),
        *_ledger_differs(machine, members),
        *(
            f"not expected, {count} times: {answer}"
            for answer, count in members.told.refused.items()
        ),
        *_stuck(machine),
    ]


def checked(members: Members) -> int:
    """How many claims about what somebody was told are looked up."""
    told = members.told
    return sum(map(len, (told.pledges, told.seats, told.steps, told.missions))) + 3 * len(
        [*members.residents, *members.reacting]
    )


def _lost(machine: Machine, members: Members) -> Iterator[str]:
    """Every act that was acknowledged is in the database."""
    active = {
        (user_id, value)
        for user_id, value in machine.reads(
            "SELECT p.user_id, v.name FROM pledges p JOIN charter_values v ON v.id = p.value_id "
            "WHERE p.state = 'active'"
        )
    }
    for (user_id, value), made in members.told.pledges.items():
        if ((user_id, value) in active) is not made:
            yield f"the pledge of {user_id} to {value} should be {'there' if made else 'withdrawn'}"
    for person in (*members.residents, *members.reacting):
        for value in ("Honesty", "Care", "Courage"):
            stands = (person.id, value) in members.standing
            if ((person.id, value) in active) is not stands:
                yield f"{person.id} {'reacts' if stands else 'does not react'} for {value}"
    seats = dict(machine.reads("SELECT user_id, state FROM initiative_signups"))
    for user_id, takes in members.told.seats.items():
        if (seats.get(user_id) in IN_LINE) is not takes:
            yield f"{user_id} was told {'yes' if takes else 'no'} and is {seats.get(user_id)}"
    steps = dict(
        machine.reads("SELECT user_id, json_array_length(reached) FROM onboarding_journeys")
    )
    for user_id, passed in members.told.steps.items():
        if steps.get(user_id, -1) < passed + 1:
            yield f"{user_id} had left {passed} steps behind and stands at {steps.get(user_id)}"
    missions = dict(machine.reads("SELECT version, mission FROM charter_versions"))
    for version, words in members.told.missions.items():
        if missions.get(version) != words:
            yield f"version {version} was published and is not there"


def _doubled(machine: Machine, village: Village) -> Iterator[str]:
    """Nothing was posted twice, in channels and in private."""
    posts = [
        message
        for channel in village.world.channels.values()
        for message in channel.messages.values()
        if message.author_id == village.application.id
        and message.viewer_id is None
        and message.interaction_metadata is None
    ]
    names = {channel.id: name for name, channel in village.channels.items()}
    sent = Counter((post.channel_id, post.nonce) for post in posts)
    for (channel_id, nonce), count in sent.items():
        where = names.get(channel_id, channel_id)
        if nonce is None:
            yield f"{count} posts in {where} went past the outbox"
        elif count > 1:
            said = [post.content for post in posts if post.nonce == nonce]
            yield f"what was sent as {nonce} stands {count} times in {where}: {said}"
    known = {message_id for (message_id,) in machine.reads(KNOWN)}
    for post in posts:
        if names.get(post.channel_id) in KEPT and post.id not in known:
            yield f"a post in #{names[post.channel_id]} that nobody knows of: {post.id}"
    acts = machine.reads("SELECT user_id FROM activity WHERE kind = 'initiative.offered'")
    offered = Counter(user_id for (user_id,) in acts)
    for user in village.world.users.values():
        person = Person(village.world, user, village.guild)
        seen = Counter(one.text for one in person.dms(village.application))
        offers = sum(count for text, count in seen.items() if OFFER in text)
        if offers > offered[user.id]:
            yield f"{user.username} was offered a seat {offered[user.id]} times and told {offers}"
        for text, count in seen.items():
            if count > 1 and OFFER not in text:
                yield f"{user.username} was sent {count} times: {text[:60]}"


def _beyond_capacity(machine: Machine) -> Iterator[str]:
    taken = machine.reads(
        "SELECT count(*) FROM initiative_signups WHERE state IN ('confirmed', 'offered')"
    )
    if taken[0][0] > SEATS:
        yield f"{taken[0][0]} people have {SEATS} seats"


def _ledger_differs(machine: Machine, members: Members) -> Iterator[str]:
    """The ledger agrees with the state."""
    balance: Counter[tuple[int, int]] = Counter()
    acts = "SELECT user_id, value_id, kind FROM activity WHERE kind LIKE 'pledge.%' ORDER BY id"
    for user_id, value_id, kind in machine.reads(acts):
        if kind in ("pledge.made", "pledge.withdrawn"):
            balance[user_id, value_id] += 1 if kind == "pledge.made" else -1
    states = {
        (user_id, value_id): state == "active"
        for user_id, value_id, state in machine.reads(
            "SELECT user_id, value_id, state FROM pledges ORDER BY id"
        )
    }
    for key in {*balance, *states}:
        if balance[key] != int(states.get(key, False)):
            yield f"the ledger counts {balance[key]} pledges of {key}, which is {states.get(key)}"
    yield from _entries_differ(machine, members)
    acts = (
        "SELECT user_id, kind FROM activity WHERE kind LIKE 'initiative.%' "
        "AND user_id IS NOT NULL ORDER BY id"
    )
    last = {user_id: kind for user_id, kind in machine.reads(acts) if kind in LAST_ACTS}
    for user_id, state in machine.reads("SELECT user_id, state FROM initiative_signups"):
        if user_id in last and state not in LAST_ACTS[last[user_id]]:
            yield f"{user_id} is {state}, and the ledger's last word is {last[user_id]}"
    started = machine.reads("SELECT count(*) FROM activity WHERE kind = 'onboarding.started'")
    begun = machine.reads("SELECT count(*) FROM onboarding_journeys WHERE started_at NOT NULL")
    if started != begun:
        yield f"{begun[0][0]} journeys were begun, {started[0][0]} are counted"


def _entries_differ(machine: Machine, members: Members) -> Iterator[str]:
    """What somebody was told of stands there once, what they do not know of at most once."""
    query = """
        SELECT a.user_id, v.name, a.kind, count(*) FROM activity a
        JOIN charter_values v ON v.id = a.value_id WHERE a.kind LIKE 'pledge.%' GROUP BY 1, 2, 3
    """
    entries = {(user_id, value, kind): n for user_id, value, kind, n in machine.reads(query)}
    for key, untold in members.told.untold.items():
        told, there = members.told.entries[key], entries.get(key, 0)
        if not told <= there <= told + untold:
            yield f"{key}: told {told} times, {untold} unknown, {there} in the ledger"


def _stuck(machine: Machine) -> Iterator[str]:
    for key, error in machine.reads(DUE, machine.now):
        yield f"the delivery {key} is stuck: {error}"


DUE = "SELECT key, last_error FROM deliveries WHERE state = 'pending' AND not_before <= ?"
"""What should have been done by now; moments are stored as text in UTC."""
