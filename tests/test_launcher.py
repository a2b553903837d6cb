"""run.py on a machine of its own: a tiny Tenet, a tiny lock, and no network."""

import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTING_UP = "run.py: Setting up Tenet's environment in .venv ..."

Done = subprocess.CompletedProcess[str]

# A virtual environment takes seconds, on a busy machine more.
pytestmark = [pytest.mark.thorough, pytest.mark.timeout(120)]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with run.py, a package `bot` that says how it was called, and both locks."""
    return _house(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Done]]:
    """A house whose environment was left half-made, and then asked for twice at once."""
    house = _house(tmp_path_factory.mktemp("made"))
    (house / ".venv").mkdir()
    (house / ".venv/made-by-tenet").write_text("unfinished", "utf-8")
    with ThreadPoolExecutor(2) as both:
        return house, list(both.map(lambda command: run(house, command), ["run", "check"]))


def run(house: Path, *arguments: str, cwd: Path | None = None, **environ: str) -> Done:
    """Run run.py with pip's world reduced to our one wheel, and without uv."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "UV_", "PYTHON", "VIRTUAL_ENV"))
    }
    alone = {
        "PATH": "/usr/bin:/bin",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(house.parent / "wheels"),
    }
    return subprocess.run(
        [sys.executable, str(house / "run.py"), *arguments],
        cwd=cwd or house,
        env={**clean, **alone, **environ},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def test_two_that_start_at_once_on_a_half_made_environment_make_one(
    made: tuple[Path, list[Done]],
) -> None:
    _, done = made

    assert sorted(process.stdout.split()[-1] for process in done) == ["['check']", "['run']"]
    told = [line for process in done for line in process.stderr.splitlines()]
    assert told.count(SETTING_UP) == 1


def test_once_made_it_hands_over_where_it_was_called_with_what_it_was_given(
    made: tuple[Path, list[Done]], tmp_path: Path
) -> None:
    done = run(made[0], "rehearse", "--story", "my day.yaml", cwd=tmp_path)

    assert done.stdout == f"tiny {tmp_path} ['rehearse', '--story', 'my day.yaml']\n"
    assert (done.returncode, done.stderr) == (7, "")


def test_a_package_that_is_not_the_one_in_the_lock_is_not_installed(
    made: tuple[Path, list[Done]],
) -> None:
    house, _ = made
    (house / "requirements-dev.lock").write_text(f"tiny==1.1 --hash=sha256:{'0' * 64}\n", "utf-8")

    refused = run(house, "python", "-c", "print('never')")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert refused.stderr.splitlines()[-1] == (
        "run.py: pip could not install what Tenet needs; its own words stand above."
    )
    assert run(house, "run").stdout.startswith("tiny "), "what was there still serves"


def test_after_an_update_the_environment_is_made_again(made: tuple[Path, list[Done]]) -> None:
    house, _ = made
    with (house / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# another version\n")

    updated = run(house, "run")

    assert updated.stdout.startswith("tiny "), updated.stderr
    assert updated.stderr.splitlines() == [SETTING_UP]


def test_an_environment_of_somebody_elses_is_left_alone(house: Path) -> None:
    (house / ".venv").mkdir()
    (house / ".venv/precious").touch()

    refused = run(house, "run")

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("run.py: There is a .venv here that run.py")
    assert (house / ".venv/precious").exists()


def test_a_python_without_venv_is_told_what_to_install(house: Path, tmp_path: Path) -> None:
    without = tmp_path / "without"
    without.mkdir()
    (without / "ensurepip.py").write_text("raise ImportError\n", "utf-8")

    refused = run(house, "run", PYTHONPATH=str(without))

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == (
        "run.py: This Python cannot make virtual environments; on Debian and Ubuntu, "
        "`sudo apt install python3-venv` mends that."
    )


def test_an_old_python_is_told_so_in_one_sentence(house: Path) -> None:
    pretend = (
        f"import sys; sys.version_info = (3, 6, 15, 'final', 0); sys.argv = ['run.py', 'run']; "
        f"import runpy; runpy.run_path({str(house / 'run.py')!r}, run_name='__main__')"
    )
    refused = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, timeout=20, check=False
    )

    assert refused.returncode == 1
    assert refused.stderr.startswith("run.py: Tenet needs Python 3.11 or newer; this is 3.6 (")
    assert refused.stderr.count("\n") == 1


def test_an_old_python_can_parse_it() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))

    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Match)
    assert [node for node in ast.walk(tree) if isinstance(node, too_new)] == []


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }

    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


@pytest.mark.parametrize("asked", [(), ("--help",), ("help",)])
def test_help_sets_nothing_up(house: Path, asked: tuple[str, ...]) -> None:
    helped = run(house, *asked)

    assert helped.returncode == 0
    assert helped.stdout.startswith("usage: python3 run.py COMMAND")
    assert not (house / ".venv").exists()


def test_a_misspelt_command_is_status_2_and_shows_the_help(house: Path) -> None:
    refused = run(house, "rehears")

    assert refused.returncode == 2
    assert refused.stderr.startswith("run.py: there is no command 'rehears'.\n\nusage:")


def _house(folder: Path) -> Path:
    house = folder / "house"
    (house / "bot").mkdir(parents=True)
    (house / "bot/__init__.py").touch()
    (house / "bot/__main__.py").write_text(
        "import os, sys, tiny\nprint(tiny.WORD, os.getcwd(), sys.argv[1:])\nsys.exit(7)\n", "utf-8"
    )
    shutil.copy(ROOT / "run.py", house)
    digests = {version: _wheel(folder / "wheels", version) for version in ("1.0", "1.1")}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (house / lock).write_text(f"tiny==1.0 --hash=sha256:{digests['1.0']}\n", "utf-8")
    return house


def _wheel(folder: Path, version: str) -> str:
    """Build a wheel of `tiny` by hand; return its hash."""
    folder.mkdir(exist_ok=True)
    about = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": "WORD = 'tiny'\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{about}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = [f"{name},{_record_hash(text)},{len(text)}" for name, text in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""])
    path = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
