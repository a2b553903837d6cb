"""What docs/security.md says about the code itself, and that the tests it names are there."""

from __future__ import annotations

import ast
import re
import stat
import sys
from functools import cache
from pathlib import Path

import aiohttp
import pytest

from bot import health, migrating
from bot.config import Config, HealthSettings, parse
from bot.errors import ConfigurationError
from tests.factories import Village
from tests.running import RunningBot
from tests.test_health import free_port

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(ROOT.glob("docs/*.md"))
OURS = sorted(
    path
    for path in (*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py"))
    if "simulator" not in path.parts
)
CITED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")

GOES_OUT = re.compile(
    r"^(aiohttp\.(ClientSession|request)|urllib\.request|urllib3|requests$|httpx|http\.client"
    r"|socket|ftplib|smtplib|asyncio\.open_connection)(\.|$)"
)
MAY_GO_OUT = {
    "bot/app.py": "the gateway address that the operator configured is tried before it is used",
}

RUNS_CODE = re.compile(
    r"^(eval|exec|compile|__import__|os\.(system|popen|exec\w+|spawn\w+)|pickle|marshal|shelve"
    r"|subprocess|yaml\.(load|unsafe_load|full_load)|importlib\.import_module)(\.|$)"
)
MAY_RUN_CODE = {
    "bot/capabilities.py": "the capabilities, by the names in cogs.CAPABILITIES",
    "bot/cli/__init__.py": "subcommands, by the names that stand there",
    "bot/rows.py": "orjson, where it is installed",
}


@cache
def named(path: Path) -> frozenset[str]:
    """The dotted names that a file imports or calls."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            found.add(ast.unparse(node.func))
    return frozenset(found)


def who_uses(pattern: re.Pattern[str]) -> dict[str, list[str]]:
    return {
        path.relative_to(ROOT).as_posix(): found
        for path in OURS
        if (found := sorted({name for name in named(path) if pattern.match(name)}))
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    for file, test in CITED.findall(document.read_text("utf-8")):
        path = ROOT / file
        assert path.is_file(), f"{document.name} names {file}"
        source = path.read_text("utf-8")
        assert re.search(rf"^(async )?def {test}\(", source, re.MULTILINE), f"{file}::{test}"


def test_every_threat_names_what_stops_it_and_a_test_that_shows_it() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|") and not re.fullmatch(r"[| -]+", line)
    ]
    threats = [row for row in rows if row[-1] != "shown by"]

    assert len(threats) > 40
    for row in threats:
        assert len(row) == 3 and all(row), row
        assert CITED.search(row[-1]), row


def test_nothing_but_the_client_of_discord_opens_connections() -> None:
    found = who_uses(GOES_OUT)

    assert set(found) == set(MAY_GO_OUT), found


def test_nothing_that_anybody_sends_is_run() -> None:
    found = who_uses(RUNS_CODE)

    assert set(found) == set(MAY_RUN_CODE), found


def test_nothing_writes_a_spreadsheet_yet() -> None:
    # Whoever is the first to do so escapes what begins with one of = + - @, and says so here.
    assert who_uses(re.compile(r"^(csv|openpyxl|xlsxwriter)(\.|$)")) == {}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(9 * [f'*{before}'])}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "expected the text itself; found a reference (*a)"),
        ("a: &a [*a]\n", "expected the text itself; found a reference (*a)"),
        ("discord: !!python/object/apply:os.system [id]\n", "found a tag (!)"),
        ("[" * 100_000, "expected fewer than 20 levels"),
        ("a: " + "x" * 300_000, "expected at most 256 KiB"),
    ],
    ids=["bomb", "snake", "tag", "deep", "large"],
)
def test_a_hostile_config_is_refused_in_words_before_it_is_built(text: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        parse(text.encode(), environ={})

    assert says in str(refusal.value)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions on Windows")
@pytest.mark.asyncio
async def test_a_new_database_is_for_our_account_alone(tmp_path: Path) -> None:
    made, there = tmp_path / "made.db", tmp_path / "there.db"
    there.touch(0o640)
    there.chmod(0o640)
    for path in (made, there):
        await migrating.upgrade(Config(database={"url": f"sqlite:///{path}"}))

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (made, there)]

    assert modes == [0o600, 0o640]


@pytest.mark.asyncio
async def test_the_metrics_name_no_server_and_nobody(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")
    await ada.runs("/pledge make", value="Honesty")
    await tenet.settled()
    settings = HealthSettings(port=free_port())

    assert tenet.app is not None
    async with health.serving(settings, tenet.app.readings()), aiohttp.ClientSession() as session:
        pages = []
        for path in ("metrics", "healthz"):
            async with session.get(f"http://127.0.0.1:{settings.port}/{path}") as answer:
                pages.append(await answer.text())

    for page in pages:
        assert "tenet_" in page or "gateway" in page
        for secret in (ada.user.id, village.guild.id, village.guild.name, "Ada", "Honesty"):
            assert str(secret) not in page
        assert not re.search(r"(?<![\d.])\d{17,19}(?![\d.])", page)
