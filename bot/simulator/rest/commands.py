"""Application commands, global and of one server."""

from __future__ import annotations

from bot.simulator import errors
from bot.simulator.forms import commands as forms
from bot.simulator.interactions.registry import Command, Commands
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
_FORM_RULES = (
    "name pattern, lower case",
    "nesting, required first",
    "8000 characters",
    "100 slash, 15 user, 15 message commands (30032)",
    "200 created a day (30034)",
)


@route("GET", _GLOBAL)
@route("GET", _GUILD)
async def list_commands(call: Call) -> Reply:
    application_id, guild_id = _scope(call)
    found = call.world.part(Commands).of(application_id, guild_id)
    return Reply(200, [_shown(call, command) for command in found])


@route("PUT", _GLOBAL, rules=_FORM_RULES, takes_list=True)
@route("PUT", _GUILD, rules=_FORM_RULES, takes_list=True)
async def overwrite_commands(call: Call) -> Reply:
    application_id, guild_id = _scope(call)
    forms.check_bulk(call.body)
    found = call.world.part(Commands).overwrite(call.world, application_id, guild_id, call.body)
    return Reply(200, [command.payload() for command in found])


@route("POST", _GLOBAL, rules=(*_FORM_RULES, "replaces one of the same name and type"))
@route("POST", _GUILD, rules=(*_FORM_RULES, "replaces one of the same name and type"))
async def create_command(call: Call) -> Reply:
    application_id, guild_id = _scope(call)
    forms.check_command(call.body)
    command, is_new = call.world.part(Commands).upsert(
        call.world, application_id, guild_id, call.body
    )
    return Reply(201 if is_new else 200, command.payload())


@route("GET", _GLOBAL + "/{command_id}")
@route("GET", _GUILD + "/{command_id}")
async def get_command(call: Call) -> Reply:
    return Reply(200, _command(call).payload())


@route("PATCH", _GLOBAL + "/{command_id}", rules=_FORM_RULES[:3])
@route("PATCH", _GUILD + "/{command_id}", rules=_FORM_RULES[:3])
async def edit_command(call: Call) -> Reply:
    command = _command(call)
    forms.check_command(call.body, partial=True, kind=command.type)
    call.world.part(Commands).edit(call.world, command, call.body)
    return Reply(200, command.payload())


@route("DELETE", _GLOBAL + "/{command_id}")
@route("DELETE", _GUILD + "/{command_id}")
async def delete_command(call: Call) -> Reply:
    call.world.part(Commands).delete(_command(call))
    return NO_CONTENT


@route("GET", _GUILD + "/permissions")
async def list_permissions(call: Call) -> Reply:
    application_id, guild_id = _scope(call)
    assert guild_id is not None
    commands = call.world.part(Commands)
    every = [*commands.of(application_id, None), *commands.of(application_id, guild_id)]
    return Reply(
        200,
        [_permissions(command, guild_id) for command in every if guild_id in command.permissions],
    )


@route("GET", _GUILD + "/{command_id}/permissions", rules=("10066 without any",))
async def get_permissions(call: Call) -> Reply:
    application_id, guild_id = _scope(call)
    assert guild_id is not None
    command = call.world.part(Commands).find(call.id("command_id"), application_id)
    if command is None:
        raise errors.unknown("application command")
    if guild_id not in command.permissions:
        raise errors.unknown("application command permissions")
    return Reply(200, _permissions(command, guild_id))


@route("PUT", _GUILD + "/{command_id}/permissions", rules=("refused to bots (20001)",))
async def set_permissions(call: Call) -> Reply:
    _scope(call)
    raise errors.ApiError(403, 20001, "Bots cannot use this endpoint")


def _scope(call: Call) -> tuple[int, int | None]:
    """Whose commands, and where: the bot's own only, and in a server it is in."""
    application_id = call.id("application_id")
    if application_id != call.bot_id:
        raise errors.ApiError(
            403, 20012, "You are not authorized to perform this action on this application"
        )
    if "guild_id" not in call.params:
        return application_id, None
    guild_id = call.id("guild_id")
    guild = call.world.guilds.get(guild_id)
    if guild is None or call.bot_id not in guild.members:
        raise errors.missing_access()
    return application_id, guild_id


def _command(call: Call) -> Command:
    application_id, guild_id = _scope(call)
    return call.world.part(Commands).get(application_id, guild_id, call.id("command_id"))


def _shown(call: Call, command: Command) -> dict[str, object]:
    shown = command.payload()
    if not call.flag_query("with_localizations"):
        del shown["name_localizations"], shown["description_localizations"]
    return shown


def _permissions(command: Command, guild_id: int) -> dict[str, object]:
    return {
        "id": str(command.id),
        "application_id": str(command.application_id),
        "guild_id": str(guild_id),
        "permissions": command.permissions[guild_id],
    }
