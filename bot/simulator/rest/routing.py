"""Routes by template, what a handler is given and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bot.simulator import errors
from bot.simulator.world import snowflakes
from bot.simulator.world.entities import Application, Member
from bot.simulator.world.world import World

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

Handler = Callable[["Call"], Awaitable["Reply"]]
MAJOR_PARAMETERS = ("channel_id", "guild_id", "webhook_id", "interaction_id")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request; `field` is its name there, such as `files[0]`."""

    field: str
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and a JSON body; None is an empty body, as in 204."""

    status: int
    body: Any = None


NO_CONTENT = Reply(204)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the API.

    Attributes:
        rules: What it enforces beyond the shape of the body, in words for the coverage table.
        authorized: Whether a bot token is required; routes that carry their own token are not.
        counts_globally: Whether it counts towards the global limit of 50 requests a second.
        takes_list: Whether the body is an array rather than an object.
    """

    method: str
    template: str
    handler: Handler
    rules: tuple[str, ...] = ()
    authorized: bool = True
    counts_globally: bool = True
    takes_list: bool = False

    @property
    def bucket(self) -> str:
        return f"{self.method} {self.template}"

    def major(self, params: Mapping[str, str]) -> str:
        """The parameter that splits the rate limit bucket, or an empty string."""
        if "webhook_token" in params:
            return f"{params['webhook_id']}/{params['webhook_token']}"
        named = (params[name] for name in MAJOR_PARAMETERS if name in params)
        token = params.get("webhook_token") or params.get("interaction_token") or ""
        return f"{next(named, '')}{token}"


ROUTES: list[Route] = []


def route(
    method: str,
    template: str,
    *,
    rules: tuple[str, ...] = (),
    authorized: bool = True,
    counts_globally: bool = True,
    takes_list: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler for `method` at `template`, such as `/channels/{channel_id}`."""

    def register(handler: Handler) -> Handler:
        ROUTES.append(
            Route(
                method,
                template,
                handler,
                rules,
                authorized=authorized,
                counts_globally=counts_globally,
                takes_list=takes_list,
            )
        )
        return handler

    return register


@dataclass(slots=True)
class Call:
    """One request, parsed. `body` is the JSON body or a multipart request's `payload_json`."""

    simulator: Simulator
    world: World
    route: Route
    application: Application | None
    params: dict[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[Upload]
    reason: str | None
    now: datetime

    @property
    def bot(self) -> Application:
        """The authenticated application.

        Raises:
            ApiError: 401 when there is none.
        """
        if self.application is None:
            raise errors.unauthorized()
        return self.application

    @property
    def bot_id(self) -> int:
        return self.bot.id

    def id(self, name: str) -> int:
        """A path parameter as snowflake; 50035 when it is not one, as Discord answers."""
        number = snowflakes.parse(self.params[name])
        if number is None:
            raise errors.field(
                name, "NUMBER_TYPE_COERCE", f'Value "{self.params[name]}" is not snowflake.'
            )
        return number

    def snowflake_query(self, name: str) -> int | None:
        text = self.query.get(name)
        if text is None:
            return None
        number = snowflakes.parse(text)
        if number is None:
            raise errors.field(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
        return number

    def int_query(self, name: str, *, default: int, low: int, high: int) -> int:
        """A number of the query string; 50035 when outside low…high."""
        text = self.query.get(name)
        if text is None:
            return default
        try:
            number = int(text)
        except ValueError:
            raise errors.field(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not int.') from None
        if number < low:
            raise errors.field(
                name, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}."
            )
        if number > high:
            raise errors.field(
                name, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}."
            )
        return number

    def flag_query(self, name: str) -> bool:
        return self.query.get(name, "").lower() in ("true", "1")

    def me(self, guild_id: int) -> Member:
        """The bot as member of that guild; 50001 when it is not in it, 10004 when unknown."""
        guild = self.world.get_guild(guild_id)
        member = guild.members.get(self.bot_id)
        if member is None:
            raise errors.missing_access()
        return member


class Table:
    """Finds the route of a path; literal segments win over parameters, as `@me` over a user."""

    def __init__(self, routes: list[Route]) -> None:
        self._root: dict[str, Any] = {}
        for entry in routes:
            node = self._root
            for segment in entry.template.strip("/").split("/"):
                node = node.setdefault("{}" if segment.startswith("{") else segment, {})
            methods = node.setdefault("", {})
            if entry.method in methods:
                raise ValueError(f"{entry.bucket} is registered twice")
            methods[entry.method] = entry

    def find(self, method: str, raw_path: str) -> tuple[Route | None, dict[str, str]]:
        """The route and its decoded parameters.

        Args:
            raw_path: Still percent-encoded, so that an encoded slash does not split a segment.
        """
        segments = [unquote(segment) for segment in raw_path.strip("/").split("/")]
        methods = _descend(self._root, segments, 0)
        found = None if methods is None else methods.get(method)
        if found is None:
            return None, {}
        names = found.template.strip("/").split("/")
        return found, {
            name[1:-1]: segment
            for name, segment in zip(names, segments, strict=True)
            if name.startswith("{")
        }


def _descend(node: dict[str, Any], segments: list[str], index: int) -> dict[str, Route] | None:
    if index == len(segments):
        return node.get("")
    for key in (segments[index], "{}"):
        child = node.get(key) if key else None
        if child is not None:
            found = _descend(child, segments, index + 1)
            if found is not None:
                return found
    return None
