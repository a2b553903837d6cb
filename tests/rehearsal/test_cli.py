"""`tenet rehearse` as whoever runs it meets it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import cli
from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page import serving

ROOT = Path(__file__).parent.parent.parent
WELCOME = 111_111_111_111_111_101
on_posix = pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent as a signal")


@contextmanager
def rehearsing(*arguments: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a process of its own, in which no browser can be opened."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str], until: str) -> str:
    """What it prints up to a line with this in it."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if until in line:
            return "".join(lines)
    assert process.stderr is not None
    raise AssertionError("".join(lines) + process.stderr.read())


def ended(process: subprocess.Popen[str], by: int = signal.SIGINT) -> tuple[int, str]:
    process.send_signal(by)
    out, err = process.communicate(timeout=20)
    return process.returncode, out + err


@on_posix
@pytest.mark.thorough
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_calmly_and_leaves_nothing(tmp_path: Path, by: int) -> None:
    with rehearsing("--no-browser", TMPDIR=str(tmp_path)) as process:
        begun = told(process, "Ctrl+C ends it")
        address = re.search(r"http://127\.0\.0\.1:\d+/", begun)
        assert address is not None
        with urllib.request.urlopen(address[0], timeout=10) as page:
            assert "Tenet rehearsal" in page.read().decode()
        status, rest = ended(process, by)

    assert (status, rest.strip()) == (0, "The rehearsal ends …")
    assert "thrown away" in begun
    assert list(tmp_path.iterdir()) == []


@on_posix
@pytest.mark.thorough
def test_the_own_config_is_rehearsed_kept_and_explained(tmp_path: Path) -> None:
    config, there = tmp_path / "config.yaml", tmp_path / "there"
    text = COMMUNITY.read_text("utf-8").replace("welcome: welcome", f"welcome: {WELCOME}")
    assert str(WELCOME) in text
    config.write_text(f"discord: {{token: {'x' * 24}.yyyyyy.{'z' * 38}}}\n{text}", "utf-8")
    arguments = ("--no-browser", "--keep", str(there))

    for extra in (("--config", str(config)), ()):
        with rehearsing(*arguments, *extra) as process:
            begun = told(process, "Ctrl+C ends it")
            assert f"channels.welcome: #welcome stands here for the channel {WELCOME}." in begun
            assert f"is kept in {there}" in begun
            assert ended(process)[0] == 0
    assert {entry.name for entry in there.iterdir()} == {"discord.json", "tenet.db", "lock.db"}
    assert "z" * 38 not in (there / "discord.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "65536"], "expected a port, 0 to 65535; found 65536"),
        (["--port", "-1"], "expected a port, 0 to 65535; found -1"),
        (["--story", "--keep", "there"], "--keep is for the page; it cannot go with --story"),
        (["--story", "--config", "c.yaml"], "--config is for the page"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        cli.main(["rehearse", *arguments])

    assert refused.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "none.yaml"], "expected a configuration file; found no none.yaml"),
        (["--keep", "."], "--keep .: expected an empty folder, or one that a rehearsal was kept"),
    ],
)
def test_what_has_to_be_corrected_is_said(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters.txt").touch()

    assert cli.main(["rehearse", "--no-browser", *arguments]) == 78
    assert said in capsys.readouterr().err
    assert [entry.name for entry in tmp_path.iterdir()] == ["letters.txt"]


@pytest.mark.parametrize(
    ("platform", "screen", "opens"),
    [("linux", "", False), ("linux", ":0", True), ("darwin", "", True), ("win32", "", True)],
)
def test_no_browser_is_opened_inside_the_terminal(
    platform: str, screen: str, opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", screen)

    assert serving._has_screen() is opens
