"""config.yaml and the environment → Config, or every problem with them at once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config import problems, reading
from bot.config.explaining import explain, is_consequence
from bot.config.models import Config
from bot.config.problems import Problem, Spot
from bot.errors import ConfigurationError

DEFAULT_FILE = "config.yaml"
FILE_VARIABLE = "TENET_CONFIG"
VARIABLES: Mapping[str, tuple[str, str]] = {
    "DISCORD_TOKEN": ("discord", "token"),
    "TENET_DISCORD_API_URL": ("discord", "api_url"),
    "TENET_DISCORD_GATEWAY_URL": ("discord", "gateway_url"),
    "TENET_DATABASE_URL": ("database", "url"),
    "TENET_ENCRYPTION_KEY": ("database", "encryption_key"),
}
"""What differs from one deployment to the next, and the setting that each variable stands for."""


def load(path: Path | None = None, *, environ: Mapping[str, str] | None = None) -> Config:
    """Read and check the whole configuration.

    Args:
        path: The file; left out, the one that TENET_CONFIG names, or config.yaml here. With a
            token in the environment, config.yaml may be missing: then every default holds.
        environ: The environment; left out, the process's own.

    Raises:
        ConfigurationError: with one line for each problem.
    """
    variables = os.environ if environ is None else environ
    name, raw = _file(path, variables)
    return parse(raw, name=name, environ=variables)


def parse(raw: bytes, *, name: str = DEFAULT_FILE, environ: Mapping[str, str]) -> Config:
    """Check a configuration that has been read already.

    Raises:
        ConfigurationError: with one line for each problem.
    """
    document = reading.read(raw, name)
    found = document.problems
    tree: dict[str, Any] = document.values
    document.spots.setdefault((), Spot(name, 1, 1))
    for variable, (group, setting) in VARIABLES.items():
        value = environ.get(variable, "").strip()
        if not value:
            continue
        if tree.get(group) is None:
            tree[group] = {}
        if not isinstance(tree[group], dict):
            spot = document.spots[group,]
            words = "a group of settings, each on its own line"
            found.append(Problem.differing(spot, (group,), words, problems.written(tree[group])))
            tree[group] = {}
        tree[group][setting] = value
        document.spots[group, setting] = document.keys[group, setting] = Spot(variable)
    if not document.is_readable:
        raise ConfigurationError(problems.report(found))
    try:
        config = Config.model_validate(tree)
    except ValidationError as invalid:
        found += [
            explain(error, values=tree, keys=document.keys, spots=document.spots)
            for error in invalid.errors()
            if not is_consequence(error)
        ]
    if found:
        raise ConfigurationError(problems.report(found))
    return config


def _file(path: Path | None, environ: Mapping[str, str]) -> tuple[str, bytes]:
    named = environ.get(FILE_VARIABLE, "").strip()
    chosen = path or Path(named or DEFAULT_FILE)
    origin = "" if path or not named else f"{FILE_VARIABLE}: "
    try:
        with chosen.open("rb") as file:
            return str(chosen), file.read(reading.LARGEST_FILE + 1)
    except FileNotFoundError:
        if not (path or named) and environ.get("DISCORD_TOKEN"):
            return str(chosen), b""  # the environment alone is enough to connect
        hint = "" if path or named else " (copy config.example.yaml to it and read it through)"
        raise ConfigurationError(
            f"{origin}expected a configuration file; found no {chosen}{hint}"
        ) from None
    except OSError as refused:
        reason = (refused.strerror or "it cannot be read").lower()
        raise ConfigurationError(
            f"{origin}expected a configuration file; found {chosen}, but {reason}"
        ) from None
