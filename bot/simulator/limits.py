"""The numbers that Discord enforces on state; those of request bodies stand in `forms`.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json and the resource pages.
"""

from __future__ import annotations

from datetime import timedelta

PINS_PER_CHANNEL = 250
REACTIONS_PER_MESSAGE = 20
ROLES_PER_GUILD = 250
CHANNELS_PER_GUILD = 500
CHANNELS_PER_CATEGORY = 50
OVERWRITES_PER_CHANNEL = 1000
ACTIVE_THREADS_PER_GUILD = 1000
MEMBERS_PER_THREAD = 1000
OPEN_EVENTS_PER_GUILD = 100
INVITES_PER_GUILD = 1000
EMOJIS_PER_KIND = 50
APPLICATION_EMOJIS = 2000
BULK_DELETE_AGE = timedelta(days=14)
TIMEOUT_AHEAD = timedelta(days=28)

NONCE_WINDOW = timedelta(minutes=5)
"""How long an enforced nonce is remembered; the documentation says "a few minutes"."""

REQUEST_BYTES = 25 * 1024 * 1024
FILE_BYTES = 10 * 1024 * 1024

GATEWAY_PAYLOAD_BYTES = 4096
GATEWAY_SENDS = 120
GATEWAY_SEND_SECONDS = 60.0
GATEWAY_RESUME_WINDOW = timedelta(minutes=5)
GATEWAY_GUILDS_PER_SHARD = 2500
CHUNK_MEMBERS = 1000
CHUNK_ALL_EVERY = timedelta(seconds=30)

EVENT_START_GRACE = timedelta(hours=3)
"""After its time a voice or stage event that nobody started is cancelled; "hours later"."""
