"""The page as a server on loopback: addresses, and who may ask."""

from __future__ import annotations

import logging
import mimetypes
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from bot.rehearsal.page import (
    composing,
    dialog,
    following,
    happenings,
    moving,
    people,
    regions,
    suggesting,
    timeline,
    trouble,
)
from bot.rehearsal.page.components import SHOWN_PICTURES
from bot.rehearsal.page.live import Tab, onward
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.people import CannotDo
from bot.simulator.world.dispatch import Dispatch

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
STATIC = Path(__file__).parent / "static"
LARGEST_POST = 12 * 1024 * 1024
"""Bytes: Discord takes files of 10 MiB, and a form has a little around them."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

PAGE = web.AppKey("page", Page)

ACTS: Mapping[str, Any] = {
    **timeline.ACTS,
    **happenings.ACTS,
    **composing.ACTS,
    **dialog.ACTS,
    **people.ACTS,
    **moving.ACTS,
    **trouble.ACTS,
}


class Server:
    """Serves one page.

    Args:
        port: 0 takes a free one.
    """

    def __init__(self, page: Page, *, port: int = 0) -> None:
        self.page = page
        self.port = port
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}/"

    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: The port is taken.
        """
        app = web.Application(middlewares=[_guard], client_max_size=LARGEST_POST)
        app[PAGE] = self.page
        here = "/as/{user}/in/{channel}"
        app.router.add_get("/", _first)
        app.router.add_get(here, _show)
        app.router.add_get(f"{here}/live", _live)
        app.router.add_get(f"{here}/suggest", _suggest)
        app.router.add_post(here + "/{act:.+}", _act)
        app.router.add_get("/file/{channel}/{attachment}/{name}", _file)
        app.router.add_get("/raw/{entry}/{number}", _raw)
        app.router.add_get("/story.yaml", _story)
        app.router.add_static("/static", STATIC)
        self.page.sim.world.listeners.append(self._hear)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close every page that is open, and stop listening."""
        if self._runner is not None:
            self.page.sim.world.listeners.remove(self._hear)
            for tab in self.page.tabs:
                tab.close()
            await self._runner.cleanup()
            self._runner = None

    def _hear(self, dispatch: Dispatch) -> None:
        self.page.version += 1
        for tab in self.page.tabs:
            tab.hear(dispatch)


@web.middleware
async def _guard(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer nobody but this page: no other page in the same browser may read or act here."""
    here = f"{HOST}:{request.url.port}"
    origin = request.headers.get("Origin")
    if request.host not in (here, f"localhost:{request.url.port}"):
        raise web.HTTPForbidden(text="This page answers on this machine only.")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="Another page may not act here.")
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        raise web.HTTPForbidden(text="Another page may not look here.")
    response: web.StreamResponse = await handler(request)
    if not response.prepared:
        response.headers.update(_headers())
    return response


def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


async def _first(request: web.Request) -> web.Response:
    """To the first person there is, where they are."""
    page = request.app[PAGE]
    person = next(iter(page.community.people.values()))
    raise web.HTTPSeeOther(page.visit(person, None).path)


def _visit(request: web.Request) -> Visit:
    """Who asks to be where.

    Raises:
        HTTPNotFound: There is nobody of that id.
        HTTPSeeOther: They do not see that place, but they see another.
    """
    page = request.app[PAGE]
    person = page.person(_number(request, "user"))
    if person is None:
        raise web.HTTPNotFound(text="There is nobody of that number here.")
    number = _number(request, "channel")
    channel = page.sim.world.channels.get(number)
    if channel is not None and page.sees(person, channel):
        return page.visit(person, channel)
    visit = page.visit(person, None)
    if number != (0 if visit.channel is None else visit.channel.id):
        raise web.HTTPSeeOther(visit.path)
    return visit


def _number(request: web.Request, name: str) -> int:
    text = request.match_info[name]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


async def _show(request: web.Request) -> web.Response:
    """The whole page."""
    page, visit = request.app[PAGE], _visit(request)
    before = request.query.get("before", "")
    shown = await regions.whole(page, visit, before=int(before) if before.isdigit() else None)
    return web.Response(text=shown, content_type="text/html")


async def _live(request: web.Request) -> web.StreamResponse:
    """What changes on the page, for as long as it is open."""
    page, kind = request.app[PAGE], "text/event-stream"
    try:
        visit = _visit(request)
    except web.HTTPSeeOther as elsewhere:  # the place went while the connection was lost
        return web.Response(text=onward(str(elsewhere.location)), content_type=kind)
    response = web.StreamResponse(headers={**_headers(), "Content-Type": f"{kind}; charset=utf-8"})
    await response.prepare(request)
    tab = Tab(visit)
    page.tabs.add(tab)
    if request.query.get("since") != page.mark:
        tab.changed(*regions.REGIONS)  # something has happened since the page was made
    try:
        await following.follow(page, tab, response)
    except ConnectionResetError:
        pass  # they have closed it
    finally:
        page.tabs.discard(tab)
    return response


async def _suggest(request: web.Request) -> web.Response:
    """What could come next in a command that is being typed."""
    visit = _visit(request)
    text, rest = request.query.get("text", ""), request.query.get("rest", "")
    return web.json_response(await suggesting.suggest(visit, text, rest))


async def _act(request: web.Request) -> web.Response:
    """Something that is done on the page."""
    page, visit = request.app[PAGE], _visit(request)
    fields: MultiDictProxy[Any] = await request.post()
    token = str(fields.get("token", ""))
    if not secrets.compare_digest(token.encode(), page.token.encode()):
        raise web.HTTPForbidden(text="This form is not of this page. Load the page again.")
    act = ACTS.get(request.match_info["act"])
    if act is None:
        raise web.HTTPNotFound(text="There is no such act.")
    is_refused = True
    try:
        is_refused = await act(page, visit, fields) is False
    except CannotDo as refused:
        page.notices[visit.person.id] = str(refused)
        page.changed("notice")
    except (KeyError, ValueError) as missing:
        log.warning("the page sent what cannot be read: %r", missing)
        raise web.HTTPBadRequest(text="The form is not complete. Load the page again.") from None
    goes_on = page.goes_on.pop(visit.person.id, None)
    if request.headers.get("X-Live"):
        headers = {"X-Refused": "1"} if is_refused else {}
        return web.Response(
            status=204, headers=headers if goes_on is None else {**headers, "X-Go": goes_on}
        )
    raise web.HTTPSeeOther(goes_on or visit.path)


async def _raw(request: web.Request) -> web.Response:
    """What a developer would look at."""
    entry = request.app[PAGE].curtain.find(_number(request, "entry"))
    number = _number(request, "number")
    for place, _, fact in () if entry is None else entry.listed():
        if place == number:
            return web.Response(text=fact.raw, content_type="application/json")
    raise web.HTTPNotFound(text="That is not kept any more.")


async def _story(request: web.Request) -> web.Response:
    """What has been done, as a story."""
    page = request.app[PAGE]
    text = page.recorder.dump(await page.ledger())
    headers = {"Content-Disposition": 'attachment; filename="rehearsal.yaml"'}
    return web.Response(text=text, content_type="application/yaml", headers=headers)


async def _file(request: web.Request) -> web.Response:
    """A file that a message carries; only pictures are shown, the rest is handed over."""
    page = request.app[PAGE]
    name = request.match_info["name"]
    key = (_number(request, "channel"), _number(request, "attachment"), name)
    data = page.sim.world.files.get(key)
    if data is None:
        raise web.HTTPNotFound(text="There is no such file.")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Type": kind}
    if kind not in SHOWN_PICTURES:
        headers = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
    return web.Response(body=data, headers=headers)
