"""Where the gateway is: https://discord.com/developers/docs/events/gateway#get-gateway-bot."""

from __future__ import annotations

from bot.simulator.limits import GATEWAY_GUILDS_PER_SHARD
from bot.simulator.rest.routing import Call, Reply, route


@route("GET", "/gateway", authorized=False)
async def get_gateway(call: Call) -> Reply:
    return Reply(200, {"url": call.simulator.gateway_url})


@route("GET", "/gateway/bot", rules=("session start limit counts down",))
async def get_gateway_bot(call: Call) -> Reply:
    application = call.bot
    guild_count = len(call.world.users[application.id].guild_ids)
    remaining, reset_after = call.simulator.gateway.sessions.starts_left(application)
    return Reply(
        200,
        {
            "url": call.simulator.gateway_url,
            "shards": max(
                1, application.required_shards, -(-guild_count // GATEWAY_GUILDS_PER_SHARD)
            ),
            "session_start_limit": {
                "total": application.session_starts_total,
                "remaining": remaining,
                "reset_after": reset_after,
                "max_concurrency": application.max_concurrency,
            },
        },
    )
