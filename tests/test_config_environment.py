"""What the environment says wins over the file, and what is secret stays so."""

from pathlib import Path

import pytest

from bot.config import Config, load, parse
from bot.errors import ConfigurationError

TOKEN = "tok.en-that.nobody_may_see"


def config(text: str, **environ: str) -> Config:
    return parse(text.encode(), environ=environ)


def problems(text: str, **environ: str) -> list[str]:
    """What is wrong with a file and its environment, line by line."""
    with pytest.raises(ConfigurationError) as refused:
        config(text, **environ)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("given_url", "used"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
    ],
)
def test_a_database_address_gets_the_driver_that_tenet_uses(given_url: str, used: str) -> None:
    assert config("", TENET_DATABASE_URL=given_url).database.url == used


def test_the_environment_wins_over_the_file() -> None:
    loaded = config(
        "discord:\n  token: from-the-file\n  api_url: https://discord.com/api/v10\n",
        DISCORD_TOKEN=f" {TOKEN}\n",
        TENET_DISCORD_API_URL="http://127.0.0.1:8000/api/v10/",
        TENET_DISCORD_GATEWAY_URL="ws://127.0.0.1:8001",
    )

    assert loaded.discord.token is not None
    assert loaded.discord.token.get_secret_value() == TOKEN
    assert loaded.discord.api_url == "http://127.0.0.1:8000/api/v10"
    assert loaded.discord.gateway_url == "ws://127.0.0.1:8001"


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert config("", DISCORD_TOKEN="", TENET_DATABASE_URL=" ") == Config()


def test_a_bad_variable_is_reported_by_its_name() -> None:
    told = problems("discord: 5\n", TENET_DISCORD_API_URL="http://127.0.0.1")

    assert told == [
        "TENET_DISCORD_API_URL: discord.api_url: expected an address that begins with http:// or "
        'https:// and ends with /api/v10; found "http://127.0.0.1"',
        "config.yaml:1:10: discord: expected a group of settings, each on its own line; found 5",
    ]


def test_the_token_and_the_database_password_are_never_shown() -> None:
    secret = "tok en secret"
    loaded = config("", DISCORD_TOKEN=TOKEN, TENET_DATABASE_URL="postgres://tenet:pass%2Fword@h/d")
    told = problems(
        f'discord:\n  token: "{secret}"\n', TENET_DATABASE_URL="mysql://root:password@h/d"
    )

    assert (
        TOKEN
        not in repr(loaded) + str(loaded) + str(loaded.model_dump()) + loaded.model_dump_json()
    )
    assert "pass" not in repr(loaded) + loaded.database.shown_url
    assert loaded.secrets() == (TOKEN, "pass/word")
    assert secret not in " ".join(told)
    assert "password@h" not in " ".join(told).replace("user:password@host", "")


def test_with_a_token_in_the_environment_the_file_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    loaded = load(environ={"DISCORD_TOKEN": "abc.def.ghi"})

    assert loaded.communities == {}
    assert loaded.discord.token is not None
