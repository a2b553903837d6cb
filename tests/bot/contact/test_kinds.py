"""Every private message says why it came, in words that are there in every language."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.contact import Kind, digests
from bot.texts import Texts

ROOT = Path(__file__).parents[3]
SOURCES = sorted(ROOT.glob("cogs/**/*.py"))


def module_of(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(parts).removesuffix(".__init__"))


def calls(to: str) -> Iterator[tuple[Path, ast.Call]]:
    """Where the capabilities call something, by the last words of its name."""
    for path in SOURCES:
        source = path.read_text("utf-8")
        if f"{to}(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(to):
                yield path, node


def declared() -> set[Kind]:
    """The kinds that are made anywhere in the capabilities."""
    modules = {path: module_of(path) for path, _ in calls("Kind")}
    return {
        one for module in modules.values() for one in vars(module).values() if isinstance(one, Kind)
    }


def registered() -> set[Kind]:
    found: set[Kind] = set()
    for path, call in calls("contacts.register"):
        words = ", ".join(map(ast.unparse, call.args))
        found |= set(eval(f"({words},)", vars(module_of(path))))
    return found


def test_every_kind_is_registered_so_that_members_can_choose_about_it() -> None:
    assert {kind.name for kind in declared()} == {kind.name for kind in registered()}


@pytest.mark.parametrize("language", Texts().languages)
def test_every_kind_has_a_name_and_a_reason(language: str) -> None:
    say = Texts().speak(language)

    for kind in {*registered(), digests.KIND, digests.URGENT}:
        assert say.has(f"contact-kind-{kind.text}"), kind.name
        assert say.has(f"contact-why-{kind.text}"), kind.name


def test_a_private_message_without_a_reason_says_who_asked_for_it() -> None:
    for path, call in calls("DirectMessage"):
        given = [*call.args[2:], *(word.value for word in call.keywords)]
        if ast.unparse(given[0]) == "None":
            above = path.read_text("utf-8").splitlines()[call.lineno - 2].strip()
            assert above.startswith("#"), f"{path}:{call.lineno} does not say why not"
