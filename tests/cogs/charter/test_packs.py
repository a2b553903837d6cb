"""A charter as a file: what is written comes back, and what is wrong is said with its place."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import Config, parse
from bot.config.problems import Trouble
from bot.texts import Texts
from cogs.charter.service import packs
from cogs.charter.service.content import Content, Entry
from cogs.charter.service.pack_problems import Problem
from cogs.charter.service.packs import BadPack

TREE = """\
tenet_charter: 1
language: en
mission: We look after the river.
values:
  - name: Care
    emoji: 🌱
    promise: I notice who is missing.
    looks_like: [asking, listening]
    does_not_look_like: [shouting]
"""
COMMENT = "The charter of Riverbank, version 3."


def wrong(text: str | bytes) -> list[tuple[int, int, str, str]]:
    """Line, column, path and key of everything that is wrong with a file."""
    raw = text if isinstance(text, bytes) else text.encode()
    return [(p.line, p.column, p.path, short(p.key)) for p in refused(raw)]


def refused(raw: bytes) -> tuple[Problem, ...]:
    with pytest.raises(BadPack) as bad:
        packs.read(raw)
    return bad.value.problems


def short(key: str) -> str:
    return key.removeprefix("charter-pack-")


def content(*names: str) -> Content:
    """A charter of plain values."""
    signs = iter("🌱🔥🌊⛰🌳🍀🌻🦉🐢🐝🦋🌙☀")
    return Content(
        "We look after the river.",
        tuple(
            Entry(number, None, name, next(signs), f"{name} it is.", ("a", "b"), ("c",))
            for number, name in enumerate(names, 1)
        ),
    )


def test_a_charter_is_written_as_people_would_write_it() -> None:
    entry = Entry(
        key=4,
        id=9,
        name="Ehrlichkeit",
        emoji="❤️",
        promise="Wir sagen, was ist: freundlich und früh.",
        looks_like=("no", "Wir fragen."),
        does_not_look_like=("12:30",),
    )

    raw = packs.write(Content("Erstens.\nZweitens.", (entry,)), language="de", comment=COMMENT)

    assert raw.decode() == (
        "# The charter of Riverbank, version 3.\n"
        "\n"
        "tenet_charter: 1\n"
        "language: de\n"
        "\n"
        "mission: |-\n"
        "  Erstens.\n"
        "  Zweitens.\n"
        "\n"
        "values:\n"
        "\n"
        "  - name: Ehrlichkeit\n"
        "    emoji: ❤️\n"
        "    promise: 'Wir sagen, was ist: freundlich und früh.'\n"
        "    looks_like:\n"
        "      - 'no'\n"
        "      - Wir fragen.\n"
        "    does_not_look_like:\n"
        "      - '12:30'\n"
    )


def test_writing_is_the_same_every_time_and_knows_nothing_of_ids() -> None:
    one, other = (
        packs.write(
            Content("m", (Entry(key, key, "Care", "🌱", "p", ("a", "b"), ("c",)),)),
            language="en",
            comment=COMMENT,
        )
        for key in (1, 2)
    )

    assert one == other


PIECES = st.one_of(
    st.characters(exclude_categories=("Cs",)),
    st.sampled_from(
        " \n\t-#:'\"|>&*!%@`[]{},?~=0123456789é🌱\u200f\u05d0\u0627\u2028\x07\x85\ufeff"
    ),
    st.sampled_from(
        ["no", "yes", "true", "null", "0o17", "1.5e3", "0x1f", "2026-03-01", " #", ": "]
    ),
)
WORDS = st.lists(PIECES, min_size=1, max_size=30).map("".join).map(packs.unturned)


def text_of(most: int) -> st.SearchStrategy[str]:
    return WORDS.map(lambda text: text.strip()[:most].strip()).filter(bool)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Any charter that could be in force."""
    names = draw(st.lists(text_of(100), min_size=1, max_size=12, unique_by=str.casefold))
    signs = draw(st.permutations([*"🌱🔥🌊🌳🍀🌻🦉🐢🐝🦋🌙", "❤️", "<:leaf:123456789012345678>"]))
    lines = text_of(200)
    return Content(
        draw(text_of(1000)),
        tuple(
            Entry(
                number,
                None,
                name,
                sign,
                draw(lines),
                tuple(draw(st.lists(lines, min_size=2, max_size=5))),
                tuple(draw(st.lists(lines, min_size=1, max_size=5))),
            )
            for number, (name, sign) in enumerate(zip(names, signs, strict=False), 1)
        ),
    )


@pytest.mark.thorough
@given(contents(), text_of(100))
@settings(max_examples=60, deadline=None)
def test_what_is_exported_comes_back_as_it_was(written: Content, server: str) -> None:
    raw = packs.write(written, language="de", comment=f"{server}\nsecond line")

    pack = packs.read(raw)

    assert pack == packs.Pack(written, "de")


@given(contents())
@settings(max_examples=15, deadline=None)
def test_an_exported_charter_fits_into_the_config_file(written: Content) -> None:
    raw = packs.write(written, language="en", comment=COMMENT).decode()
    pasted = re.sub(r"(?m)^tenet_charter: .*\n", "", raw)
    tree = yaml.load(pasted, packs.reading.PlainLoader)

    community = Config(communities={123456789012345678: tree}).communities[123456789012345678]

    assert community.mission == written.mission
    assert [value.name for value in community.values] == [value.name for value in written.values]
    assert [value.looks_like for value in community.values] == [
        value.looks_like for value in written.values
    ]


def test_what_stands_in_the_config_file_is_a_pack_below_one_line() -> None:
    below = "\n".join(TREE.splitlines()[1:])
    indented = "\n".join("    " + line for line in below.splitlines())

    config = parse(f"communities:\n  123456789012345678:\n{indented}\n".encode(), environ={})

    (community,) = config.communities.values()
    assert packs.read(TREE.encode()).content.mission == community.mission


@pytest.mark.parametrize(
    ("server", "version", "name"),
    [
        ("Riverbank Commons (sample)", 3, "charter-riverbank-commons-sample-v3.yaml"),
        ("Flußfreunde & Söhne", 1, "charter-flussfreunde-sohne-v1.yaml"),
        ("نهر", 12, "charter-server-v12.yaml"),
        ("../../etc/passwd", None, "charter-etc-passwd-draft.yaml"),
        ("a" * 100, 1, f"charter-{'a' * 40}-v1.yaml"),
    ],
)
def test_a_file_is_called_after_its_server(server: str, version: int | None, name: str) -> None:
    assert packs.file_name(server, version) == name


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (("tenet_charter: 1\n", ""), [(1, 1, "tenet_charter", "no-format")]),
        (("tenet_charter: 1", "tenet_charter: 2"), [(1, 16, "tenet_charter", "format")]),
        (("tenet_charter: 1", "tenet_charter: '1'"), [(1, 16, "tenet_charter", "format")]),
        (("language: en", "language: fr"), [(2, 11, "language", "language")]),
        (("mission: We look after the river.", "mission:"), [(3, 9, "mission", "missing")]),
        (("mission: We look after the river.", "mission: 7"), [(3, 10, "mission", "not-text")]),
        (("We look after the river.", "x" * 1001), [(3, 10, "mission", "long")]),
        (("We look after the river.", '" "'), [(3, 10, "mission", "short")]),
        (("name: Care", f"name: {'n' * 400}"), [(5, 11, "values[0].name", "long")]),
        (("name: Care", "name: true"), [(5, 11, "values[0].name", "not-text")]),
        (("    emoji: 🌱\n", ""), [(5, 5, "values[0].emoji", "missing")]),
        (("emoji: 🌱", "emoji: sprout"), [(6, 12, "values[0].emoji", "emoji")]),
        (("emoji: 🌱", "emoji: 🌱🌱"), [(6, 12, "values[0].emoji", "emoji")]),
        (("emoji: 🌱", "emoji: [🌱]"), [(6, 12, "values[0].emoji", "not-text")]),
        (
            ("promise:", "promize:"),
            [(5, 5, "values[0].promise", "missing"), (7, 5, "values[0].promize", "unknown")],
        ),
        (("[asking, listening]", "[asking]"), [(8, 17, "values[0].looks_like", "few")]),
        (("[asking, listening]", "asking"), [(8, 17, "values[0].looks_like", "not-list")]),
        (("[asking, listening]", "{a: b}"), [(8, 17, "values[0].looks_like", "not-list")]),
        (("[asking, listening]", "[asking, 12]"), [(8, 26, "values[0].looks_like[1]", "not-text")]),
        (("[asking, listening]", "[a, ~, c]"), [(8, 21, "values[0].looks_like[1]", "not-text")]),
        (("[asking, listening]", "[a, b, c, d, e, f]"), [(8, 17, "values[0].looks_like", "many")]),
        (("[shouting]", "[]"), [(9, 25, "values[0].does_not_look_like", "few")]),
        (("- name: Care", "- nothing\n  - name: Care"), [(5, 5, "values[0]", "not-group")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(
    change: tuple[str, str], problems: list[tuple[int, int, str, str]]
) -> None:
    assert change[0] in TREE
    assert wrong(TREE.replace(*change)) == problems


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (b"", [(1, 1, "", "nothing")]),
        (b"# only a remark\n", [(1, 1, "", "nothing")]),
        (b"- a\n- b\n", [(1, 1, "", "no-settings")]),
        (b"just some words\n", [(1, 1, "", "no-settings")]),
        (b"mission: \xff\n", [(1, 10, "", "not-utf8")]),
        (b"mission: a\x00b\n", [(1, 11, "", "control-character")]),
        (b"mission: [a\n", [(2, 1, "", "no-bracket")]),
        (b"mission: a: b\n", [(1, 11, "", "colon")]),
        (b"mission: 'a\n", [(2, 1, "", "no-quote")]),
        (b"values:\n\t- a\n", [(2, 1, "", "tab")]),
        (b"mission: *a\n", [(1, 10, "", "reference")]),
        (b"mission: !!python/object:os.system x\n", [(1, 10, "", "tag")]),
        (b"a: 1\n---\nb: 1\n", [(2, 1, "", "second-document")]),
        (b"x" * (256 * 1024 + 1), [(1, 1, "", "too-large")]),
        (TREE.encode("utf-16"), [(1, 1, "", "not-utf8")]),
        (b"\x89PNG\r\n\x1a\n", [(1, 1, "", "not-utf8")]),
        (b"a: " + b"[" * 5000, [(1, 22, "", "too-deep")]),
    ],
)
def test_what_is_no_charter_at_all_is_said_so(
    raw: bytes, problems: list[tuple[int, int, str, str]]
) -> None:
    assert wrong(raw)[:1] == problems


def test_nothing_is_looked_for_below_too_many_levels_as_it_takes_ever_longer() -> None:
    assert wrong(b"a: " + b"[" * 30 + b"*b, *c" + b"]" * 30) == [(1, 22, "", "too-deep")]


def test_a_bomb_of_references_is_named_and_never_built() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    assert {key for *_, key in wrong("\n".join(levels))} == {"reference"}


def test_everything_that_is_wrong_is_named_at_once_in_the_order_of_the_file() -> None:
    text = TREE.replace("language: en", "language: fr").replace("🌱", "leaf") + "extra: 1\n"
    text += "mission: again\n"

    assert wrong(text) == [
        (2, 11, "language", "language"),
        (6, 12, "values[0].emoji", "emoji"),
        (10, 1, "extra", "unknown"),
        (11, 1, "mission", "named-twice"),
    ]


def test_a_thirteenth_value_is_one_too_many() -> None:
    raw = packs.write(content(*"abcdefghijklm"), language="en", comment=COMMENT)

    (problem,) = refused(raw)

    assert short(problem.key) == "many"
    assert problem.arguments == {"limit": 12, "count": 13}


def test_of_a_file_with_thousands_of_values_their_number_is_said() -> None:
    problems = refused(TREE.encode() + b"  - name: x\n" * 5000)

    many = next(problem for problem in problems if short(problem.key) == "many")
    assert many.arguments == {"limit": 12, "count": 5001}
    assert len(problems) < 100


def test_names_and_emojis_that_stand_twice_are_named_with_the_first_line() -> None:
    heart = TREE.replace("🌱", "\u2764\ufe0f")
    again = heart.split("values:\n")[1].replace("Care", "cARE").replace("\ufe0f", "")

    problems = refused((heart + again).encode())

    assert [(short(p.key), p.line, p.arguments["first"]) for p in problems] == [
        ("name-again", 10, 5),
        ("emoji-again", 11, 6),
    ]


def test_a_mistyped_name_is_met_with_the_right_one() -> None:
    missing, unknown = refused(TREE.replace("looks_like: [asking", "look_like: [asking").encode())

    assert (short(missing.key), missing.arguments["name"]) == ("missing", "looks_like")
    assert unknown.arguments["meant"] == "looks_like"


def test_marks_that_turn_text_around_are_dropped_and_other_scripts_stay() -> None:
    arabic = "\u0646\u0647\u0631"
    pack = packs.read(TREE.replace("Care", f"'\u202e{arabic}'").encode())

    assert pack.content.values[0].name == arabic


def lines_with_breakage(chooser: random.Random) -> bytes:
    lines = TREE.encode().splitlines(keepends=True)
    for _ in range(chooser.randint(1, 4)):
        act, index = chooser.randrange(4), chooser.randrange(len(lines))
        if act == 0:
            lines[index] = lines[index][chooser.randrange(len(lines[index])) :]
        elif act == 1:
            lines[index] = bytes(chooser.randrange(256) for _ in range(8)) + lines[index]
        elif act == 2:
            lines.insert(index, lines[chooser.randrange(len(lines))])
        else:
            del lines[index]
            lines.append(b"\n")
    return b"".join(lines)


def test_a_broken_file_is_either_read_or_refused_with_words_in_every_language() -> None:
    texts, chooser = Texts(), random.Random(3)
    refusals = 0
    for _ in range(400):
        try:
            packs.read(lines_with_breakage(chooser))
        except BadPack as bad:
            refusals += 1
            for problem in bad.problems:
                assert problem.line >= 1
                assert problem.column >= 1
                for language in texts.languages:
                    assert texts.speak(language)(problem.key, **problem.arguments)
    assert refusals > 100


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_with_a_file_has_words_in_every_language(trouble: Trouble) -> None:
    texts = Texts()
    details: Mapping[str, Any] = {"most": 1, "byte": "0xff", "sign": "U+0000", "name": "a"}

    said = {
        texts.speak(language)(f"charter-pack-{trouble}", first=2, **details)
        for language in texts.languages
    }

    assert len(said) == len(texts.languages)
