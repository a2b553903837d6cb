"""Which way imports point, and what stands nowhere but in one place."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Community
from bot.texts import Texts
from cogs import CAPABILITIES

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")])
CLOCKS = {"bot/clock.py", "bot/simulator/clock.py"}
PRIVATE = ("cog", "views", "models", "jobs")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """The modules a file names in its imports, as absolute names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_keep_to_the_contracts_in_pyproject() -> None:
    # In a process of its own: the linter switches off every logger that exists when it starts.
    check = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", check, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 broken." in done.stdout


def test_a_capability_uses_nothing_of_another_but_its_service() -> None:
    for path in ROOT.glob("cogs/*/**/*.py"):
        own = module_name(path).split(".")[1]
        for name in imports_of(path):
            parts = name.split(".")
            if parts[0] == "cogs" and len(parts) > 2 and parts[1] != own:
                assert parts[2] not in PRIVATE, f"{path} imports {name}"


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_services_and_models_work_where_discord_is_not_installed(capability: str) -> None:
    without = (
        "import sys; sys.modules['discord'] = None; "
        f"import cogs.{capability}.models, cogs.{capability}.service"
    )
    done = subprocess.run(
        [sys.executable, "-c", without], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_capabilities_name_every_folder_in_cogs_once() -> None:
    folders = {path.parent.name for path in ROOT.glob("cogs/*/__init__.py")}

    assert sorted(CAPABILITIES) == sorted(folders)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_says_what_it_is_for_and_imports_nothing(capability: str) -> None:
    tree = ast.parse((ROOT / "cogs" / capability / "__init__.py").read_text("utf-8"))

    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def test_errors_import_nothing_but_the_standard_library() -> None:
    for name in imports_of(ROOT / "bot/errors.py"):
        assert name.partition(".")[0] in sys.stdlib_module_names


def test_importing_bot_imports_nothing_else() -> None:
    assert list(imports_of(ROOT / "bot/__init__.py")) == []


def test_nothing_but_the_clocks_asks_the_machine_for_the_time() -> None:
    asking = {"now", "utcnow", "today", "time", "time_ns"}
    holders = {"datetime", "date", "time", "utils"}
    for path in SOURCES:
        if str(path.relative_to(ROOT)) in CLOCKS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            holder = ast.unparse(node.func.value).rpartition(".")[2]
            asks = node.func.attr in asking and holder in holders
            assert not asks, f"{path}:{node.lineno} calls {ast.unparse(node.func)}"


def test_there_is_no_place_for_odds_and_ends() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "misc"}] == []


def test_the_languages_of_the_configuration_are_those_with_texts() -> None:
    languages = Texts().languages

    for language in languages:
        assert Community.model_validate({**COMMUNITY, "language": language}).language == language
    assert {path.name for path in ROOT.glob("bot/locales/*/")} == set(languages)


COMMUNITY = {
    "mission": "We look after the river.",
    "values": [
        {
            "name": "Care",
            "emoji": "🌱",
            "promise": "I notice who is missing.",
            "looks_like": ["asking", "listening"],
            "does_not_look_like": ["shouting"],
        }
    ],
}
