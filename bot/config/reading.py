"""YAML → plain values and where each of them stands, without YAML's traps.

Only what a person means is read into something else than text: `true` and `false`, decimal numbers,
0x and 0o, and nothing at all. `no`, `12:30`, `0123` and dates stay the text they look like. Names
given twice, references (which can blow a small file up to gigabytes), tags and a second document
are problems.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.config.problems import LONGEST_FOUND, Path, Problem, Spot, Trouble, written

LARGEST_FILE = 256 * 1024
DEEPEST = 20


class PlainLoader(yaml.SafeLoader):
    """A SafeLoader that resolves nothing but booleans, numbers and emptiness."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), "tf")
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int",
    re.compile(r"[-+]?(?:0|[1-9][0-9]{0,24}|0x[0-9a-fA-F]{1,20}|0o[0-7]{1,24})$"),
    "-+0123456789",
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(?:0|[1-9][0-9]{0,24})(?:\.[0-9]{1,24})(?:e[-+]?[0-9]{1,2})?$"),
    "-+0123456789",
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|)$"), ["~", "n", ""]
)


@dataclass
class Document:
    """What was read, where each part of it stands, and what is wrong with it already."""

    values: dict[str, Any] = field(default_factory=dict)
    is_readable: bool = False
    keys: dict[Path, Spot] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(raw: bytes, name: str) -> Document:
    """Read a configuration file.

    Args:
        raw: The whole file.
        name: What to call it in problems.
    """
    document = Document()
    start = Spot(name, 1, 1)
    if len(raw) > LARGEST_FILE:
        size = f"{len(raw) // 1024} KiB"
        document.problems.append(
            Problem.differing(
                start,
                (),
                f"at most {LARGEST_FILE // 1024} KiB",
                size,
                Trouble.TOO_LARGE,
                most=LARGEST_FILE // 1024,
            )
        )
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        before = raw[: broken.start].decode("utf-8", "replace")
        spot = Spot(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        byte = f"0x{raw[broken.start]:02x}"
        document.problems.append(
            Problem.differing(
                spot, (), "text saved as UTF-8", f"the byte {byte}", Trouble.NOT_UTF8, byte=byte
            )
        )
        return document
    try:
        if not _forbids(text, name, document.problems):
            _Builder(name, document).build(text)
            document.is_readable = True
    except yaml.reader.ReaderError as unreadable:
        before = text[: unreadable.position]
        spot = Spot(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        sign = f"U+{ord(text[unreadable.position]):04X}"
        document.problems.append(
            Problem.differing(
                spot,
                (),
                "plain text",
                f"the control character {sign}",
                Trouble.CONTROL_CHARACTER,
                sign=sign,
            )
        )
    except yaml.MarkedYAMLError as malformed:
        document.problems.append(_syntax(malformed, name))
    return document


def _forbids(text: str, name: str, problems: list[Problem]) -> bool:
    """Look for what must not be built at all; works without recursion, whatever the nesting."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=PlainLoader):
        spot = _spot(event.start_mark, name)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                problems.append(
                    Problem.differing(
                        spot, (), "one document", "a second one", Trouble.SECOND_DOCUMENT
                    )
                )
        if isinstance(event, yaml.AliasEvent):
            found = f"a reference (*{event.anchor})"
            problems.append(
                Problem.differing(spot, (), "the text itself", found, Trouble.REFERENCE)
            )
        elif getattr(event, "tag", None) not in (None, "!"):
            found = "a tag (!); a text that begins with one needs quotation marks"
            problems.append(Problem.differing(spot, (), "a plain value", found, Trouble.TAG))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == DEEPEST:
                problems.append(
                    Problem.differing(
                        spot,
                        (),
                        f"fewer than {DEEPEST} levels",
                        "one more",
                        Trouble.TOO_DEEP,
                        most=DEEPEST - 1,
                    )
                )
                return True  # what stands deeper takes ever longer to read
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return bool(problems)


class _Builder:
    """Turns nodes into values, remembering the place of each."""

    def __init__(self, name: str, document: Document) -> None:
        self.name = name
        self.document = document

    def build(self, text: str) -> None:
        loader = PlainLoader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return
            values = self._value(root, (), loader)
        finally:
            loader.dispose()
        if isinstance(values, dict):
            self.document.values = values
        elif values is not None:
            self._problem(
                root,
                (),
                "settings such as `discord:`, one below the other",
                values,
                Trouble.NO_SETTINGS,
            )

    def _value(self, node: yaml.Node, path: Path, loader: PlainLoader) -> Any:
        self.document.spots[path] = self._spot(node)
        if isinstance(node, yaml.SequenceNode):
            return [
                self._value(item, (*path, index), loader) for index, item in enumerate(node.value)
            ]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, loader)
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path, loader: PlainLoader) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else key_node
            if isinstance(key, bool | float | None | yaml.Node) or key == "":
                shown = (
                    key_node.value if isinstance(key_node, yaml.ScalarNode) else "a list or group"
                )
                self._problem(key_node, path, "the name of a setting", shown, Trouble.NO_NAME)
                continue
            name = str(key)
            inner = (*path, name)
            if name in values:
                line = self.document.keys[inner].line
                self._problem(
                    key_node,
                    inner,
                    "this name once",
                    f"it again; it stands on line {line} already",
                    Trouble.NAMED_TWICE,
                    name=name[:LONGEST_FOUND],
                    first=line,
                )
                continue
            self.document.keys[inner] = self._spot(key_node)
            values[name] = self._value(value_node, inner, loader)
        return values

    def _spot(self, node: yaml.Node) -> Spot:
        return _spot(node.start_mark, self.name)

    def _problem(
        self,
        node: yaml.Node,
        path: Path,
        expected: str,
        found: object,
        trouble: Trouble,
        **details: str | int,
    ) -> None:
        words = found if isinstance(found, str) else written(found)
        self.document.problems.append(
            Problem.differing(self._spot(node), path, expected, words, trouble, **details)
        )


def _spot(mark: Any, name: str) -> Spot:
    return Spot(name, mark.line + 1, mark.column + 1) if mark else Spot(name, 1, 1)


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "bool":
            return text == "true"
        case "int":
            return int(text, 0)
        case "float":
            return float(text)
        case "null":
            return None
        case _:
            return text


SYNTAX = (
    (Trouble.TAB, r"character '\\t'", "spaces at the beginning of the line", "a tab"),
    (
        Trouble.COLON,
        r"mapping values are not allowed",
        "one setting on a line",
        "a second colon; quote the text",
    ),
    (
        Trouble.NO_COLON,
        r"could not find expected ':'",
        "a colon after the name of the setting",
        "none",
    ),
    (
        Trouble.INDENTATION,
        r"expected <block end>",
        "a line indented like those above it",
        "another indentation",
    ),
    (
        Trouble.NO_END,
        r"node content, but found '<stream end>'",
        "a value or a closing bracket",
        "the end",
    ),
    (
        Trouble.NO_VALUE,
        r"node content",
        "a value",
        "another sign; a text that begins with it needs quotation marks",
    ),
    (
        Trouble.NO_QUOTE,
        r"found unexpected end of stream|unexpected end",
        "a closing quotation mark",
        "the end",
    ),
    (
        Trouble.NO_BRACKET,
        r"expected ',' or '[\]}]'",
        "a comma or a closing bracket",
        "something else",
    ),
    (
        Trouble.RESERVED,
        r"character '@'|character '`'|character '%'",
        "text in quotation marks",
        "a character YAML keeps to itself",
    ),
    (
        Trouble.REFERENCE,
        r"undefined alias|alphabetic or numeric",
        "text in quotation marks",
        "a reference (* or &)",
    ),
    (Trouble.TAG, r"undefined tag|tag", "text in quotation marks", "a tag (!)"),
    (
        Trouble.BACKSLASH,
        r"unknown escape character",
        "a backslash written twice, or single quotation marks",
        "one \\",
    ),
)


def _syntax(error: yaml.MarkedYAMLError, name: str) -> Problem:
    spot = _spot(error.problem_mark or error.context_mark, name)
    told = str(error.problem)
    for trouble, pattern, expected, found in SYNTAX:
        if re.search(pattern, told):
            return Problem.differing(spot, (), expected, found, trouble)
    return Problem.differing(spot, (), "YAML", f"something else ({told})", Trouble.NOT_YAML)
