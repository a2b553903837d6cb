"""The house: locks, versions, the README's commands, and what must not be in the repository."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import bot
from bot import cli

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
OF_CI = ".ci/requirements.lock"
INDIRECT = {
    "aiosqlite": "SQLAlchemy loads it by the name in the database's address",
    "babel": "fluent.runtime formats with it",
    "tzdata": "zoneinfo reads its files",
}


def pins(lock: str) -> dict[str, list[str]]:
    """Package → versions with their markers, as the lock has them."""
    text = (ROOT / lock).read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+(?: ; [^\\\n]*)?)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def tracked() -> list[Path]:
    """The files of the repository; in a folder without git, all that are not made by tools."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    if not any(names):
        skipped = {".git", ".venv", "__pycache__"}
        return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.parts)]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", [*LOCKS, OF_CI])
def test_a_lock_holds_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*(-|/)(?!-hash)", text, re.MULTILINE)


@pytest.mark.parametrize(("lock", "more_than"), [*((lock, 20) for lock in LOCKS), (OF_CI, 0)])
def test_every_package_in_a_lock_has_a_version_and_hashes(lock: str, more_than: int) -> None:
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())

    assert len(blocks) == sum(map(len, pins(lock).values())) > more_than
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


def test_both_locks_agree_and_the_one_for_development_holds_everything() -> None:
    core, dev = (pins(lock) for lock in LOCKS)

    assert {name: dev[name] for name in core} == core


def test_the_locks_hold_every_dependency_that_the_project_names() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    named = list(PROJECT["project"]["dependencies"])
    for extra in ("speed", "charts", "encryption", "postgres"):
        named += extras[extra]

    assert {_package(requirement) for requirement in named} <= set(pins("requirements.lock"))
    development = {_package(requirement) for requirement in extras["dev"]} - {"tenet"}
    assert development <= set(pins("requirements-dev.lock"))


def test_every_dependency_has_a_reason_and_a_use() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    imported = _imported_packages()

    for requirement in PROJECT["project"]["dependencies"]:
        (line,) = [line for line in text.splitlines() if f'"{requirement}",' in line]
        assert len(line.partition("#")[2].strip()) > 10, line
        package = _package(requirement)
        assert package in INDIRECT or package in imported, f"{package} is not used"


def test_the_version_is_the_same_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert PROJECT["project"]["version"] == bot.__version__
    assert f"## {bot.__version__}" in changelog


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    usage = (ROOT / "run.py").read_text("utf-8").partition('USAGE = """')[2].partition('"""')[0]
    known = set(re.findall(r"^  ([a-z]+)  ", usage, re.MULTILINE))
    used = set(re.findall(r"run\.py ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))

    assert {"rehearse", "test", "run", "check"} <= used <= known


def test_the_launcher_knows_every_subcommand_of_tenet() -> None:
    launcher = (ROOT / "run.py").read_text("utf-8")
    handed_over = re.search(r"OF_TENET = (\(.*?\))", launcher, re.DOTALL)
    assert handed_over is not None
    assert set(ast.literal_eval(handed_over[1])) == set(cli.COMMANDS)


def test_ci_ends_with_the_test_command_of_the_readme() -> None:
    steps = (ROOT / ".ci/run").read_text("utf-8")

    assert "python3 run.py test" in (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^step .*", steps, re.MULTILINE)[-1].endswith("run.py test")
    for step in ("ruff format --check", "ruff check", "mypy", "lint-imports"):
        assert step in steps


def test_nothing_of_a_machine_or_a_registry_is_in_the_repository() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted", "registry.npm" + "js")
    folders = ("/wo" + "rk/", "/ro" + "ot/", "/home" + "/")
    for path in tracked():
        if path.suffix in {".png", ".db"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        for word in (*hosts, *folders):
            assert word not in text, f"{path.relative_to(ROOT)} mentions {word}"


def test_no_secret_and_no_database_is_tracked() -> None:
    names = {str(path.relative_to(ROOT)) for path in tracked()}

    assert not {name for name in names if name.endswith((".db", ".env", "config.yaml"))}
    for name in ("/config.yaml", "/.env", "*.db", "/.venv/"):
        assert name in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def _package(requirement: str) -> str:
    name = re.split(r"[\[<>=;! ]", requirement, maxsplit=1)[0]
    return re.sub(r"[._-]+", "-", name).lower()


def _imported_packages() -> set[str]:
    """What bot/, cogs/ and migrations/ import, by the name of the package that brings it."""
    brings = {"discord": "discord-py", "yaml": "pyyaml", "fluent": "fluent-runtime"}
    modules = set()
    for folder in ("bot", "cogs", "migrations"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    modules.add(node.module.partition(".")[0])
    return {brings.get(name, name.replace("_", "-").lower()) for name in modules}
