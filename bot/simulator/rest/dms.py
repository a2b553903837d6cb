"""Direct messages: https://discord.com/developers/docs/resources/user#create-dm."""

from __future__ import annotations

from bot.simulator import errors
from bot.simulator.payloads import channels as payloads
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import channels, snowflakes


@route(
    "POST",
    "/users/@me/channels",
    rules=("returns the existing channel", "50033 for itself, a bot or nobody", "40003 by fault"),
)
async def open_dm(call: Call) -> Reply:
    body = call.body if isinstance(call.body, dict) else {}
    if body.get("recipient_id") is None:
        raise errors.field("recipient_id", "BASE_TYPE_REQUIRED", "This field is required")
    recipient_id = snowflakes.parse(body["recipient_id"])
    if recipient_id is None:
        raise errors.field(
            "recipient_id",
            "NUMBER_TYPE_COERCE",
            f'Value "{body["recipient_id"]}" is not snowflake.',
        )
    recipient = call.world.users.get(recipient_id)
    if recipient is None or recipient.bot:
        raise errors.refused(50033)
    refusal = call.simulator.faults.refusal_for(recipient.id, opening=True)
    if refusal is not None:
        raise refusal
    channel = channels.open_dm(call.world, call.bot_id, recipient.id)
    return Reply(200, payloads.direct(call.world, channel, call.bot_id))
