"""The audit of dependencies: it finds what is known, and never takes silence for safety."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parent.parent
LOCK = "".join(
    f"{name}=={version} --hash=sha256:{'0' * 64}\n"
    for name, version in (("emoji", "2.16.0"), ("aiohttp", "3.0.0"))
)
VULNERABILITY = {
    "id": "PYSEC-2024-1",
    "summary": "Something bad",
    "affected": [
        {
            "package": {"name": "aiohttp", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.9.2"}]}],
        }
    ],
}


class Osv(BaseHTTPRequestHandler):
    """A copy of OSV's service that knows one vulnerability."""

    knows = True
    is_up = True

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_known = self.knows and asked["package"]["name"] == "aiohttp"
        answer = json.dumps({"vulns": [VULNERABILITY]} if is_known else {}).encode()
        self.send_response(200 if self.is_up else 503)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def osv() -> Iterator[tuple[str, type[Osv]]]:
    """Its address, and what it knows."""
    handler = type("OwnOsv", (Osv,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", handler
    server.shutdown()
    server.server_close()


def audit(address: str, folder: Path) -> tuple[int, str]:
    lock = folder / "requirements.lock"
    lock.write_text(LOCK)
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "audit.py", "--osv", address, "--lock", lock],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_known_vulnerability_fails_and_says_what_mends_it(
    osv: tuple[str, type[Osv]], tmp_path: Path
) -> None:
    address, _ = osv

    status, told = audit(address, tmp_path)

    assert status == 1
    assert told.splitlines() == [
        "aiohttp 3.0.0: PYSEC-2024-1, mended in 3.9.2",
        "Known vulnerabilities: 1, in 2 packages looked up.",
    ]


def test_where_nothing_is_known_it_says_of_how_many_packages(
    osv: tuple[str, type[Osv]], tmp_path: Path
) -> None:
    address, service = osv
    service.knows = False

    status, told = audit(address, tmp_path)

    assert (status, told) == (0, "Known vulnerabilities: 0, in 2 packages looked up.\n")


def test_a_service_that_does_not_answer_is_told_as_skipped_and_not_as_safe(
    osv: tuple[str, type[Osv]], tmp_path: Path
) -> None:
    address, service = osv
    service.is_up = False

    status, told = audit(address, tmp_path)
    gone, told_of_nobody = audit("http://127.0.0.1:1/v1/query", tmp_path)

    assert (status, gone) == (0, 0)
    for words in (told, told_of_nobody):
        assert words.endswith("Skipped: known vulnerabilities could not be looked up from here.\n")
        assert "Known vulnerabilities: 0" not in words
