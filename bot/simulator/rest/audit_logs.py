"""The audit log: https://discord.com/developers/docs/resources/audit-log#get-guild-audit-log."""

from __future__ import annotations

from bot.simulator import permissions
from bot.simulator.payloads import guilds as payloads
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import Call, Reply, route


@route(
    "GET",
    "/guilds/{guild_id}/audit-logs",
    rules=("VIEW_AUDIT_LOG", "limit 1–100", "newest first; ascending with after"),
)
async def get_audit_log(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.VIEW_AUDIT_LOG)
    limit = call.int_query("limit", default=50, low=1, high=100)
    user_id, action = call.snowflake_query("user_id"), call.query.get("action_type")
    before, after = call.snowflake_query("before"), call.snowflake_query("after")
    found = [
        entry
        for entry in guild.audit_log
        if (user_id is None or entry.actor_id == user_id)
        and (action is None or str(entry.action_type) == action)
        and (before is None or entry.id < before)
        and (after is None or entry.id > after)
    ]
    if after is None:
        found.reverse()
    found = found[:limit]
    ids = {entry.actor_id for entry in found} | {entry.target_id for entry in found}
    users = [call.world.users[item] for item in ids if item in call.world.users]
    events = [guild.events[item] for item in ids if item in guild.events]
    return Reply(
        200,
        {
            "audit_log_entries": [payloads.audit_entry(entry) for entry in found],
            "users": [people.user(user) for user in users],
            "integrations": [],
            "webhooks": [],
            "guild_scheduled_events": [
                payloads.scheduled_event(call.world, event) for event in events
            ],
            "threads": [],
            "application_commands": [],
            "auto_moderation_rules": [],
        },
    )
