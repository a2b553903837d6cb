"""Every kind of change that the code writes into the audit, read out of the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
ELSEWHERE = frozenset({"simulator", "rehearsal"})
"""Packages of the bot that play Discord, and write into no audit of ours."""
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


class Unread(Exception):
    """The kind of a change cannot be told from the code."""


@cache
def trees(folder: str) -> tuple[ast.Module, ...]:
    paths = sorted(ROOT.glob(f"{folder}/**/*.py"))
    ours = (path for path in paths if ELSEWHERE.isdisjoint(path.parts))
    return tuple(ast.parse(path.read_text("utf-8")) for path in ours)


@cache
def functions(tree: ast.Module) -> frozenset[FUNCTION]:
    """All that a module defines, inside of others, too."""
    return frozenset(node for node in ast.walk(tree) if isinstance(node, FUNCTION))


@cache
def calls(tree: ast.AST) -> tuple[ast.Call, ...]:
    """All calls somewhere in it; each is looked through again and again."""
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def folders() -> list[str]:
    """Where changes are written: what a variable holds is looked for within one of these."""
    return ["bot", *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("cogs/*/"))]


def kinds() -> set[str]:
    """What `audit.note` may be given, settings left out: they are told by their names.

    Raises:
        Unread: A kind is made in a way that this does not understand; write it more plainly.
    """
    found: set[str] = set()
    for folder in folders():
        for tree in trees(folder):
            for function in functions(tree):
                for call in calls_of(function, "note"):
                    if isinstance(call.func, ast.Attribute) and is_audit(call.func.value):
                        here = set(said(call.args[1], function, folder))
                        if not here:
                            raise Unread(f"{folder}: {ast.unparse(call.args[1])}")
                        found |= here
    return {kind for kind in found if not kind.startswith("settings.")}


def settings() -> set[str]:
    """The names of all settings."""
    return {
        str(call.args[0].value)
        for folder in folders()
        for tree in trees(folder)
        for call in calls(tree)
        if isinstance(call.func, ast.Name)
        and call.func.id == "Setting"
        and isinstance(call.args[0], ast.Constant)
    }


def is_audit(module: ast.expr) -> bool:
    return isinstance(module, ast.Name) and module.id == "audit"


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for call in calls(tree):
        called = call.func
        own = called.id if isinstance(called, ast.Name) else getattr(called, "attr", None)
        if own == name:
            yield call


def said(expression: ast.expr, function: FUNCTION, folder: str) -> Iterator[str]:
    """What an expression may be, as far as it is made of words."""
    match expression:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(_, one, other):
            yield from said(one, function, folder)
            yield from said(other, function, folder)
        case ast.JoinedStr(parts):
            options = [list(said(part, function, folder)) for part in parts]
            yield from ("".join(chosen) for chosen in product(*options))
        case ast.FormattedValue(value):
            yield from said(value, function, folder)
        case ast.Attribute(ast.Name("setting"), "key"):
            yield "*"
        case ast.Subscript(ast.Call(ast.Attribute(value, "partition"), [ast.Constant(str(mark))])):
            yield from (text.partition(mark)[0] for text in said(value, function, folder))
        case ast.Call(ast.Name(called)):
            yield from returned(called, folder)
        case ast.Name(name) if name.isupper():
            yield from constants(name, folder)
        case ast.Name(name):
            yield from held(name, function, folder)
        case _:
            return  # data: what it may hold was written somewhere else


def held(name: str, function: FUNCTION, folder: str) -> Iterator[str]:
    """What a variable may hold: what it is set to, or what the function is given."""
    assigned = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]
    for value in assigned:
        yield from said(value, function, folder)
    names = [argument.arg for argument in function.args.args]
    if assigned or name not in names:
        return
    position = names.index(name)
    for tree in trees(folder):
        if not defines(tree, function):
            continue
        for caller in functions(tree):
            for call in calls_of(caller, function.name):
                given = [word.value for word in call.keywords if word.arg == name]
                given = given or call.args[position : position + 1]
                yield from said(given[0], caller, folder)


def constants(name: str, folder: str) -> Iterator[str]:
    """What a constant of these modules says."""
    for tree in trees(folder):
        for node in tree.body:
            if isinstance(node, ast.Assign):
                targets, values = map(spread, (node.targets[0], node.value))
                for target, value in zip(targets, values, strict=False):
                    is_it = isinstance(target, ast.Name) and target.id == name
                    if is_it and isinstance(value, ast.Constant):
                        yield str(value.value)


def spread(expression: ast.expr) -> list[ast.expr]:
    return expression.elts if isinstance(expression, ast.Tuple) else [expression]


def returned(name: str, folder: str) -> Iterator[str]:
    """How what a function returns begins; `*` stands for what it is given."""
    for tree in trees(folder):
        for function in tree.body:
            if isinstance(function, FUNCTION) and function.name == name:
                for node in ast.walk(function):
                    if isinstance(node, ast.Return) and isinstance(node.value, ast.JoinedStr):
                        first = node.value.values[0]
                        yield f"{first.value}*" if isinstance(first, ast.Constant) else "*"


def defines(tree: ast.Module, function: FUNCTION) -> bool:
    """Whether calls in a module mean this function: a private one is its own module's."""
    return not function.name.startswith("_") or function in functions(tree)
