"""What docs/operating tells an operator to do can be done."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/operating"
GUIDE = (ROOT / "docs/operating.md").read_text("utf-8")
UNITS = sorted(path.name for path in FOLDER.glob("tenet*.*"))
CONTAINER = (FOLDER / "Containerfile").read_text("utf-8").replace("\\\n", " ")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds the case
    parser.read(FOLDER / name, "utf-8")
    return parser


def instructions(keyword: str) -> list[list[str]]:
    return [
        shlex.split(line)[1:] for line in CONTAINER.splitlines() if line.startswith(f"{keyword} ")
    ]


def test_every_file_is_spoken_of_and_every_file_spoken_of_is_there() -> None:
    said = GUIDE + (ROOT / "README.md").read_text("utf-8")

    assert UNITS == ["tenet-backup.service", "tenet-backup.timer", "tenet.service"]
    assert {"tenet.service", "tenet-backup.timer", "Containerfile"} <= set(
        re.findall(r"[\w-]*(?:tenet[\w-]*\.(?:service|timer)|Containerfile)", said)
    )
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target


def test_the_guide_gives_commands_that_are_understood() -> None:
    commands = re.findall(r"^    .*?python3 run\.py (.+?)(?:  .*)?$", GUIDE, re.MULTILINE)
    commands += re.findall(r"python -P -m bot (.+)$", GUIDE, re.MULTILINE)
    given = [shlex.split(command, comments=True) for command in commands]

    assert len(given) >= 8
    for arguments in given:
        if "--help" not in arguments:
            cli.parser().parse_args(arguments)
        assert arguments[0] in cli.COMMANDS


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_starts_a_command_that_there_is_and_gives_it_little(name: str) -> None:
    service = unit(name)["Service"]
    python, *arguments = shlex.split(service["ExecStart"])

    assert python == "/opt/tenet/.venv/bin/python"
    assert arguments[:3] == ["-P", "-m", "bot"]
    assert cli.parser().parse_args(arguments[3:])
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["ProtectSystem"] == "strict"
    assert service["UMask"] == "0077"
    assert "TOKEN" not in "".join(service.values())


def test_what_the_operator_has_to_mend_is_not_started_again() -> None:
    service = unit("tenet.service")["Service"]

    assert set(service["RestartPreventExitStatus"].split()) == {"2", "78"}
    assert int(service["TimeoutStopSec"]) > 10


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_its_units(name: str) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("there is no systemd here")

    done = subprocess.run(
        [tool, "verify", FOLDER / name], capture_output=True, text=True, check=False
    )

    complaints = [
        line for line in (done.stdout + done.stderr).splitlines() if "is not executable" not in line
    ]
    assert [line for line in complaints if "tenet" in line] == []


def test_the_image_takes_what_is_there_and_never_what_is_private() -> None:
    copied = [args[0] for args in instructions("COPY") if not args[0].startswith("--")]
    let_in = {
        line[1:]
        for line in (FOLDER / "Containerfile.dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    }

    assert set(copied) == let_in == {"requirements.lock", "bot", "cogs", "migrations"}
    assert all((ROOT / name).exists() for name in copied)
    assert instructions("USER") == [["tenet"]]
    assert "--require-hashes" in CONTAINER


@pytest.mark.thorough
def test_what_the_image_takes_is_enough_to_run(tmp_path: Path) -> None:
    (tmp_path / "image").mkdir()
    (tmp_path / "data").mkdir()
    for name in ("bot", "cogs", "migrations"):
        shutil.copytree(
            ROOT / name, tmp_path / "image" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "config.example.yaml", tmp_path / "data/config.yaml")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path / "image"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TENET_CONFIG": str(tmp_path / "data/config.yaml"),
    }
    packages = [path for path in sys.path if path.endswith("site-packages")]
    environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], *packages])

    for command in ("check", "migrate", "backup"):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "bot", command],
            cwd=tmp_path / "data",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    assert len(list((tmp_path / "data/backups").iterdir())) == 1
