"""Uploaded files, and a plain picture for every avatar, under /cdn/."""

from __future__ import annotations

import base64
import mimetypes

from aiohttp import web

from bot.simulator.world.snowflakes import parse
from bot.simulator.world.world import World

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)


def install(app: web.Application, world: World) -> None:
    """Serve the files that messages carry."""

    async def attachment(request: web.Request) -> web.Response:
        key = (
            parse(request.match_info["channel"]) or 0,
            parse(request.match_info["attachment"]) or 0,
            request.match_info["name"],
        )
        data = world.files.get(key)
        if data is None:
            return web.Response(status=404)
        kind = mimetypes.guess_type(key[2])[0] or "application/octet-stream"
        return web.Response(body=data, headers={"Content-Type": kind})

    async def picture(request: web.Request) -> web.Response:
        return web.Response(body=_PIXEL, headers={"Content-Type": "image/png"})

    app.router.add_get("/cdn/attachments/{channel}/{attachment}/{name}", attachment)
    app.router.add_get("/cdn/{tail:.*}", picture)
