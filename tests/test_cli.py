"""`tenet` as whoever runs it meets it: sentences, exit statuses, nothing secret."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli, invite
from bot.errors import ConfigurationError, UnavailableError
from bot.sealing import new_key

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parent.parent
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Abcdef.tHiS_iS_nOt_a_ReAl_tOkEn_at_AlL"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and none of this machine's own settings."""
    for name in list(os.environ):
        if name.startswith("TENET_") or name == "DISCORD_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tenet(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_names_every_command_status_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    for command in cli.COMMANDS:
        assert f"\n    {command} " in told
    for word in ("69", "78", "130", "DISCORD_TOKEN", "TENET_CONFIG", "tenet rehearse --story"):
        assert word in told


def test_help_comes_without_loading_anything_large() -> None:
    asked = "import sys, bot.cli; bot.cli.parser(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert not {"discord", "pydantic", "sqlalchemy", "asyncio"} & set(done.stdout.split())


def test_a_misunderstood_command_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["rum"])

    assert ended.value.code == 2
    assert "invalid choice: 'rum'" in capsys.readouterr().err


def test_checking_a_right_configuration_says_what_it_describes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = cli.main(["check", "--config", str(ROOT / "config.example.yaml")])

    told = capsys.readouterr().out
    assert status == 0
    assert told.startswith("The configuration is right.\nToken: none yet")
    assert "Riverside Neighbours, 2 values, 2 reminders, language en, zone Europe/London" in told


def test_checking_prints_the_link_that_invites_the_bot(
    own_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = (ROOT / "config.example.yaml").read_text("utf-8")
    clearing = example.replace("remove_other_reactions: false", "remove_other_reactions: true")
    (own_folder / "config.yaml").write_text(clearing, "utf-8")
    monkeypatch.setenv("DISCORD_TOKEN", "ODAwMDAwMDAwMDAwMDAwMDAy.GaBcDe.not-a-real-one-at-all")
    assert cli.main(["check"]) == 0
    clears = capsys.readouterr().out
    (own_folder / "config.yaml").write_text(example, "utf-8")
    assert cli.main(["check"]) == 0

    told = capsys.readouterr().out
    url = invite.invite_url(800000000000000002, invite.permissions())
    assert f"Invite link, with the permissions it uses: {url}\n" in told
    assert invite.invite_url(800000000000000002, invite.permissions(clears=True)) in clears
    assert "not-a-real-one" not in told


def test_checking_a_wrong_configuration_tells_every_line_and_nothing_else(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_folder / "config.yaml").write_text("helth: {}\nlogging:\n  level: loud\n", "utf-8")

    assert cli.main(["check"]) == 78
    assert capsys.readouterr().err.splitlines() == [
        "config.yaml:1:1: helth: unknown setting; did you mean health?",
        'config.yaml:3:10: logging.level: expected debug, info, warning or error; found "loud"',
    ]


def test_checking_finds_an_own_text_that_nobody_would_ever_read(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = (ROOT / "config.example.yaml").read_text("utf-8")
    (own_folder / "config.yaml").write_text(
        example.replace("texts: {}", "texts: {no-such-text-at-all: Hello}"), "utf-8"
    )

    assert cli.main(["check"]) == 1
    assert "texts.no-such-text-at-all: Tenet has no text of that name" in capsys.readouterr().out


def test_running_without_a_configuration_is_one_sentence_and_78(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["run"]) == 78
    assert capsys.readouterr().err == (
        "tenet: expected a configuration file; found no config.yaml "
        "(copy config.example.yaml to it and read it through)\n"
    )


def test_running_without_a_token_is_one_sentence_and_78() -> None:
    done = tenet("run", "--config", str(ROOT / "config.example.yaml"))

    assert done.returncode == 78
    assert done.stderr.startswith("tenet: There is no token: set DISCORD_TOKEN")
    assert done.stderr.count("\n") == 1


def test_running_with_a_broken_configuration_is_78_and_no_traceback(own_folder: Path) -> None:
    (own_folder / "config.yaml").write_text("logging: [", "utf-8")
    done = tenet("run", DISCORD_TOKEN=TOKEN)

    assert done.returncode == 78
    assert done.stderr == (
        "tenet: config.yaml:1:11: expected a value or a closing bracket; found the end\n"
    )


@pytest.mark.parametrize(
    ("url", "status"),
    [("sqlite:///no/such/folder/tenet.db", 69), ("postgresql://tenet:pa55word@127.0.0.1:1/x", 69)],
)
def test_an_unreachable_database_is_one_sentence_and_69(url: str, status: int) -> None:
    done = tenet(
        "run",
        "--config",
        str(ROOT / "config.example.yaml"),
        DISCORD_TOKEN=TOKEN,
        TENET_DATABASE_URL=url,
    )

    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("tenet: The database ")
    assert "pa55word" not in done.stderr


def test_an_unreachable_discord_is_one_sentence_and_69() -> None:
    address = f"http://127.0.0.1:{closed_port()}/api/v10"
    done = tenet(
        "run",
        "--config",
        str(ROOT / "config.example.yaml"),
        DISCORD_TOKEN=TOKEN,
        TENET_DISCORD_API_URL=address,
    )

    assert done.returncode == 69, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"tenet: Discord cannot be reached at {address}")
    assert TOKEN not in done.stderr


def test_migrating_makes_the_database_and_says_which_schema_it_has(own_folder: Path) -> None:
    done = tenet("migrate", "--config", str(ROOT / "config.example.yaml"))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The database has the schema ")
    assert (own_folder / "tenet.db").exists()


def test_migrating_to_a_revision_that_does_not_exist_is_78() -> None:
    done = tenet("migrate", "--to", "nowhere", "--config", str(ROOT / "config.example.yaml"))

    assert done.returncode == 78
    assert done.stderr.startswith("tenet: There is no schema revision nowhere")
    assert done.stderr.count("\n") == 1


def test_a_database_nobody_has_met_the_server_of_does_not_differ() -> None:
    config = str(ROOT / "config.example.yaml")
    tenet("migrate", "--config", config)
    done = tenet("check", "--against-database", "--config", config)

    assert (done.returncode, done.stderr) == (0, "")
    assert "The database says the same" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--against-database"),
        ("export", "--guild", "5", "--to", "x.gz"),
        ("seal",),
        ("backup",),
    ],
    ids=lambda one: one[0],
)
def test_what_only_reads_makes_no_database_where_there_is_none(
    command: tuple[str, ...],
    own_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", new_key())
    (own_folder / "config.yaml").write_text("")

    status = cli.main(list(command))

    said = capsys.readouterr()
    assert status == (0 if command[0] == "check" else 78)
    assert "database" in (said.out if status == 0 else said.err).splitlines()[-1]
    assert [one.name for one in own_folder.iterdir()] == ["config.yaml"]


@pytest.mark.parametrize("given", ["0", "-5", "nine", "99999999999999999999", "9" * 5000])
def test_no_id_of_a_server_is_a_command_that_was_not_understood(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        cli.main(["export", "--guild", given, "--to", "x.gz"])

    assert refusal.value.code == 2
    assert "argument --guild: " in capsys.readouterr().err


def test_errors_for_the_operator_carry_their_exit_status() -> None:
    assert (ConfigurationError("x").exit_status, UnavailableError("x").exit_status) == (78, 69)


def test_ctrl_c_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_perform", interrupted)

    assert cli.main(["run"]) == 130
    assert capsys.readouterr().err == ""
