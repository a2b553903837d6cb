"""config.yaml: what is taken, and every problem in plain words."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, load, parse
from bot.config.explaining import description, setting_paths
from bot.config.kinds import Weekday
from bot.errors import ConfigurationError

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "config.example.yaml"

COMMUNITY = """\
communities:
  123456789012345678:
    mission: We look after the river.
    values:
      - name: Care
        emoji: 🌱
        promise: I notice who is missing.
        looks_like: [asking, listening]
        does_not_look_like: [shouting]
"""


def problems(text: str) -> list[str]:
    """What is wrong with a file, line by line."""
    with pytest.raises(ConfigurationError) as refused:
        parse(text.encode(), environ={})
    return str(refused.value).splitlines()


def told_about(raw: bytes) -> list[str]:
    """What is wrong with a file, if anything is."""
    try:
        parse(raw, environ={})
    except ConfigurationError as refused:
        return str(refused).splitlines()
    return []


def config(text: str) -> Config:
    return parse(text.encode(), environ={})


def test_the_example_file_loads_and_describes_a_community() -> None:
    loaded = load(EXAMPLE, environ={})

    (community,) = loaded.communities.values()
    assert [value.name for value in community.values] == ["Honesty", "Care"]
    by_rule, weekly = community.reminders
    assert by_rule.rule == "first Friday of the month 18:00"
    assert (by_rule.until, by_rule.skip) == (date(2030, 12, 31), (date(2030, 1, 4),))
    assert (weekly.weekday, weekly.at) == (Weekday.MONDAY, time(9))


def test_the_example_file_names_every_setting_and_no_other() -> None:
    tree = yaml.safe_load(EXAMPLE.read_text("utf-8"))

    assert set(_paths(tree)) == set(setting_paths())


def test_the_example_file_gives_every_default_as_it_is() -> None:
    loaded = load(EXAMPLE, environ={})

    assert loaded.model_copy(update={"communities": {}}) == Config()


def test_every_setting_of_the_example_has_a_comment_with_its_default_or_its_need() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    settings = [n for n, line in enumerate(lines) if re.match(r"  [a-z_]+:", line)]

    for number in settings:
        comment = ""
        above = number - 1
        while lines[above].strip().startswith("#"):
            comment = lines[above] + comment
            above -= 1
        assert "Default:" in comment, lines[number]


def test_every_setting_says_what_is_expected_of_it() -> None:
    for path in setting_paths():
        parts = [part for name in path.split(".") for part in _steps(name)]

        assert description(tuple(parts)) != "another value", path


def test_every_setting_is_read_by_something() -> None:
    sources = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    paths = list(setting_paths())

    for path in paths:
        is_group = any(other.startswith((path + ".", path + "[]")) for other in paths)
        name = path.rpartition(".")[2]
        assert is_group or re.search(rf"\.{name}\b", text), f"nothing reads {path}"


def test_a_servers_id_that_no_server_can_have_is_told_instead_of_never_met() -> None:
    told = problems("communities:\n  123:\n    mission: x\n    values: []\n")

    assert any("communities.123: expected a server's id" in problem for problem in told)


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    told = problems(
        "health:\n  port: monthly\n  prot: 1\nlogging:\n  level: loud\ncommunities:\n"
        "  812345678901234567:\n    mission: x\n"
    )

    assert told == [
        "config.yaml:2:9: health.port: expected a port, 0 to switch it off, 0 to 65535; "
        'found "monthly"',
        "config.yaml:3:3: health.prot: unknown setting; did you mean port?",
        'config.yaml:5:10: logging.level: expected debug, info, warning or error; found "loud"',
        "config.yaml:7:3: communities.812345678901234567.values: "
        "expected a list of 1 to 12 values; found nothing",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("helth: {}", "1:1: helth: unknown setting; did you mean health?"),
        ("port: 1", "1:1: port: unknown setting here; did you mean health.port?"),
        (
            "logging:\n  level: info\n  level: debug",
            "3:3: logging.level: expected this name once; found it again; it stands on line 2 "
            "already",
        ),
        (
            "health:\n  port: no",
            '2:9: health.port: expected a port, 0 to switch it off, 0 to 65535; found "no"',
        ),
        (
            "deliveries:\n  dm_every_seconds: 12:30",
            "2:21: deliveries.dm_every_seconds: expected a number of seconds, 0 to 60; "
            'found "12:30"',
        ),
        (
            "deliveries:\n  claim_seconds: 010",
            "2:18: deliveries.claim_seconds: expected a whole number of seconds, 10 to 900; "
            'found "010" (write it without quotation marks and leading zeros)',
        ),
        (
            "defaults:\n  zone: berlin",
            "2:9: defaults.zone: expected a time zone such as Europe/Berlin; "
            'found "berlin" (did you mean Europe/Berlin?)',
        ),
        (
            "health:\n  host: 0.0.0.0",
            '2:9: health.host: expected this machine: 127.0.0.1, ::1 or localhost; found "0.0.0.0"',
        ),
        (
            "discord:\n  shard_ids: [0]",
            "2:14: discord.shard_ids: expected shard_count beside it; found shard_ids alone",
        ),
        (
            "discord: nothing",
            '1:10: discord: expected a group of settings, each on its own line; found "nothing"',
        ),
        (
            "communities:\n  river: {}",
            '2:3: communities.river: expected a server\'s id of 15 to 19 digits; found "river"',
        ),
        (
            "- a",
            "1:1: expected settings such as `discord:`, one below the other; found a list of 1",
        ),
        ("a: [", "1:5: expected a value or a closing bracket; found the end"),
        ("a: [1 2: 3", "1:11: expected a comma or a closing bracket; found something else"),
        ("a:\n\tb: 1", "2:1: expected spaces at the beginning of the line; found a tab"),
        ("a: b: c", "1:5: expected one setting on a line; found a second colon; quote the text"),
        ("a: &x [1]\nb: *x", "2:4: expected the text itself; found a reference (*x)"),
        (
            "a: !!python/object:os.system {}",
            "1:4: expected a plain value; found a tag (!); a text that begins with one needs "
            "quotation marks",
        ),
        ("--- {}\n--- {}", "2:1: expected one document; found a second one"),
        ("a: '\x07'", "1:5: expected plain text; found the control character U+0007"),
        ("[" * 50, "1:20: expected fewer than 20 levels; found one more"),
    ],
)
def test_a_problem_says_where_what_was_expected_and_what_was_found(text: str, told: str) -> None:
    assert f"config.yaml:{told}" in problems(text)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("🌱", "🌱🌱", "expected one emoji, or a custom one as <:name:id>; found 2 emojis"),
        ("🌱", "seedling", 'found "seedling"'),
        ("🌱", '":seedling:"', "expected the emoji itself rather than its name"),
        ("[asking, listening]", "[asking]", "expected a list of 2 to 5 observable behaviours"),
        ("[shouting]", "[]", "expected a list of 1 to 5 counter-examples; found an empty list"),
        ("Care", "2024", "found 2024 (put it in quotation marks)"),
        ("Care", "C" * 101, "1 to 100 characters; found"),
        ("I notice who is missing.", '""', "expected a promise in one sentence"),
        ("    mission", "    mission: a\n    mission", "found it again"),
    ],
)
def test_a_value_that_cannot_be_lived_by_is_refused(old: str, new: str, told: str) -> None:
    assert any(told in line for line in problems(COMMUNITY.replace(old, new, 1)))


def test_a_value_without_two_observable_behaviours_is_refused_with_the_reason() -> None:
    (told,) = problems(COMMUNITY.replace("[asking, listening]", "[asking]"))

    assert told == (
        "config.yaml:8:21: communities.123456789012345678.values[0].looks_like: "
        "expected a list of 2 to 5 observable behaviours; found a list of 1"
    )


@pytest.mark.parametrize(
    "emoji", ["❤️", "❤", "👍🏽", "🏳️‍🌈", "1️⃣", "🇩🇪", '"<:sprout:123456789012345678>"']
)
def test_emojis_of_every_build_are_taken(emoji: str) -> None:
    loaded = config(COMMUNITY.replace("🌱", emoji))

    assert loaded.communities[123456789012345678].values[0].emoji == emoji.strip('"')


@pytest.mark.parametrize(("first", "second"), [("❤", "❤️"), ("✊🏿", "✊")])
def test_two_values_cannot_share_an_emoji_that_differs_only_in_spelling_or_skin_tone(
    first: str, second: str
) -> None:
    other = COMMUNITY.partition("values:\n")[2].replace("Care", "Honesty").replace("🌱", second)
    told = problems(COMMUNITY.replace("🌱", first) + other)

    assert told == [
        "config.yaml:11:16: communities.123456789012345678.values[1].emoji: expected an emoji that "
        f'no other entry of values has; found "{second}", which values[0] has already'
    ]


def test_what_disagrees_is_told_together_with_what_is_wrong_by_itself() -> None:
    reminders = (
        "    reminders:\n      - {name: Monday, weekday: mo, at: 9.30, value: Courage}\n"
        "    texts:\n      start-label: 'Hello { $member'\n"
    )
    told = problems(COMMUNITY + reminders)

    assert [line.partition(": ")[2].partition(": ")[0].partition("8.")[2] for line in told] == [
        "reminders[0]",
        "reminders[0].weekday",
        "reminders[0].at",
        "reminders[0].value",
        "texts.start-label",
    ]
    assert any(
        'expected "of the week", "attention" or one of: Care; found "Courage"' in line
        for line in told
    )


@pytest.mark.parametrize(
    ("said", "column", "told"),
    [
        ("rule: every five minutes", 27, "at most once a day"),
        ("rule: every hour", 27, 'found "every hour"'),
        ("rule: every Monday at 9:00 and 18:00", 27, "at most once a day"),
        ("rule: 31 February each year 09:00", 27, "a rule with a day of the calendar; found"),
        ("rule: every Monday", 27, "a rule with a time of day"),
        ("rule: every Monday 9:00", 27, "a time of day such as 09:00 or 9 am"),
        ("zone: Europe/Berlinn, rule: every Monday 09:00", 27, "a time zone such as Europe/Berlin"),
        ("until: 2027-02-30, rule: every Monday 09:00", 28, "a day of the calendar"),
        ("skip: [soon], rule: every Monday 09:00", 28, 'found "soon"'),
        ("rule: every Monday 09:00, at: 9:00", 9, "rule and at"),
        ("weekday: monday", 9, "either rule, or weekday and at; found weekday"),
        ("asks: vote, rule: every Monday 09:00", 27, "one of question, poll, nothing"),
        ("former: fould, rule: every Monday 09:00", 29, "did you mean fold"),
        (
            'rule: every Monday 09:00, text: "Hello,\\n{valu}"',
            53,
            "line 2, column 1: there is no field {valu}; did you mean {value}?",
        ),
        ('rule: every Monday 09:00, text: "{value"', 53, "a brace that is never closed"),
    ],
)
def test_a_reminder_that_cannot_be_is_told_with_its_line_and_column(
    said: str, column: int, told: str
) -> None:
    places = "    channels: {reminders: general}\n    reminders:\n"
    (line,) = problems(f"{COMMUNITY}{places}      - {{name: One, {said}}}\n")

    where = COMMUNITY.count("\n") + 3
    assert line.startswith(f"config.yaml:{where}:{column}: ")
    assert told in line


ONBOARDING = "    onboarding:\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("steps: [welcome, pledge]", 'found "pledge" (did you mean pledges?)'),
        ("steps: [Time zone]", 'found "Time zone" (did you mean zone?)'),
        ("steps: [quiz]", "expected one of welcome, mission, values,"),
        ("steps: [zone, mission, Zone]", "steps[2]: expected each step once; found zone again"),
        ("roles: [A, B, C, D]", "expected a list of up to 3 roles, by name or id"),
        ("offer_dm: yes", "expected true or false; found"),
        ("raid_joins: -1", "expected a whole number of joins within a minute"),
        ("stuck_hours: 0", "expected a whole number of hours"),
        ("offer_by_dm: true", "unknown setting; did you mean offer_dm?"),
        ("dilemmas: [{question: x, values: [Care]}]", "expected the names of two values"),
        ("dilemmas: [{question: x, values: [Care, Hope]}]", 'one of: Care; found "Hope"'),
        ("dilemmas: [{question: x, values: [Care, care]}]", "another value than the first"),
    ],
)
def test_what_is_wrong_about_onboarding_is_told_with_its_line(typed: str, told: str) -> None:
    (problem,) = problems(f"{COMMUNITY}{ONBOARDING}      {typed}\n")

    assert problem.startswith("config.yaml:11:")
    assert told in problem


def test_a_community_that_says_nothing_about_onboarding_asks_nobody_unasked() -> None:
    (community,) = config(COMMUNITY).communities.values()

    assert not community.onboarding.offer_dm
    assert community.onboarding.roles is None
    assert community.onboarding.stuck_hours == 48


def test_an_empty_setting_takes_its_default() -> None:
    assert config("health:\n  port:\nlogging:\ndefaults: {zone: ~}\n") == Config()


def test_an_empty_file_is_a_configuration() -> None:
    assert config("") == config("# only a remark\n") == Config()


def test_words_that_yaml_would_twist_stay_what_they_look_like() -> None:
    text = COMMUNITY.replace("Care", "no").replace("asking", "2026-03-02").replace("shouting", "on")
    (value,) = config(text).communities[123456789012345678].values

    assert (value.name, value.looks_like[0], value.does_not_look_like) == (
        "no",
        "2026-03-02",
        ("on",),
    )


def test_places_are_ids_or_names_without_their_mark() -> None:
    more = (
        "    channels: {welcome: '#hello', stewards: 123456789012345679, pledges: 2024}\n"
        "    roles: {steward: '@Stewards', onboarded: '<@&123456789012345670>'}\n"
    )
    community = config(COMMUNITY + more).communities[123456789012345678]

    assert community.channels.welcome == "hello"
    assert community.channels.stewards == 123456789012345679
    assert community.channels.pledges == "2024"
    assert community.roles.steward == ("Stewards",)
    assert community.roles.onboarded == 123456789012345670


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Host", ("Host",)),
        ("[Host, '@Steward', 123456789012345679]", ("Host", "Steward", 123456789012345679)),
        ("[]", ()),
    ],
)
def test_stewards_are_one_role_or_several(written: str, kept: tuple[int | str, ...]) -> None:
    community = config(f"{COMMUNITY}    roles: {{steward: {written}}}\n").communities

    assert community[123456789012345678].roles.steward == kept


@pytest.mark.parametrize("written", ["true", "{Host: 1}", "''", "[Host, '']"])
def test_what_is_no_role_makes_no_steward(written: str) -> None:
    with pytest.raises(ConfigurationError, match=r"roles\.steward.*expected a role's name"):
        config(f"{COMMUNITY}    roles: {{steward: {written}}}\n")


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"

    for path, environ, beginning in (
        (missing, {}, "expected a configuration file; found no "),
        (None, {"TENET_CONFIG": str(missing)}, "TENET_CONFIG: expected a configuration file; "),
        (tmp_path, {}, "expected a configuration file; found "),
    ):
        with pytest.raises(ConfigurationError) as refused:
            load(path, environ=environ)
        assert str(refused.value).startswith(beginning)
        assert "\n" not in str(refused.value)


def test_a_file_that_is_too_large_or_not_text_is_refused(tmp_path: Path) -> None:
    for raw, told in (
        (b"# " + b"x" * 300_000, "config.yaml:1:1: expected at most 256 KiB"),
        (
            b"mission: caf\xe9\n",
            "config.yaml:1:13: expected text saved as UTF-8; found the byte 0xe9",
        ),
    ):
        with pytest.raises(ConfigurationError, match=re.escape(told)):
            parse(raw, environ={})


def test_nothing_can_be_changed_after_loading() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Config().health.port = 80


@given(st.binary(max_size=200))
def test_whatever_the_file_holds_it_is_taken_or_refused_in_words(raw: bytes) -> None:
    for line in told_about(raw):
        assert line.startswith("config.yaml:")


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("aß🌱:{# \n", max_size=9)
)
NAMES = st.sampled_from(
    sorted({part for path in setting_paths() for part in re.split(r"[.\[\]]+", path) if part})
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_wherever_a_value_is_wrong_the_problem_is_worded_by_us(tree: dict[str, Any]) -> None:
    for line in told_about(yaml.safe_dump(tree, allow_unicode=True).encode()):
        assert re.search(r"expected .*; found |unknown setting", line), line
        assert "another value" not in line


def _paths(tree: Any, above: str = "") -> list[str]:
    """The dotted path of everything that stands in the file, as `setting_paths` writes them."""
    if isinstance(tree, list):
        return [path for item in tree for path in _paths(item, above + "[]")]
    if not isinstance(tree, dict):
        return []
    paths = []
    for name, inner in tree.items():
        if isinstance(name, int):
            paths += _paths(inner, above + "[]")
        else:
            path = f"{above}.{name}" if above else name
            paths += [path, *_paths(inner, path)]
    return paths


def _steps(name: str) -> list[str | int]:
    bare = name.removesuffix("[]")
    return [bare, 0] if bare != name else [name]


def test_a_role_for_a_pledge_belongs_to_one_of_the_values() -> None:
    roles = "    pledges:\n      roles: {care: Gardener, Courage: Smith, CARE: Smith}\n"

    found = problems(COMMUNITY + roles)

    assert len(found) == 2
    assert 'expected one of: Care; found "Courage"' in found[0]
    assert 'expected each value once; found "CARE" again' in found[1]


def test_roles_for_pledges_are_read_by_name_or_id() -> None:
    given = "    pledges:\n      roles: {care: 800000000000000001}\n"

    community = parse((COMMUNITY + given).encode(), environ={}).communities[123456789012345678]

    assert community.pledges.roles == {"care": 800000000000000001}
