"""What Discord refuses in a message, by the code and path of its complaint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.forms import messages
from bot.simulator.forms.components import TEXT_V2_TOTAL
from tests.simulator.forms.complaints import complaints

V2 = 1 << 15


@dataclass
class File:
    name: str = "plan.png"
    data: bytes = b"x"


@dataclass
class Current:
    content: str = "before"
    embeds: list[Any] = field(default_factory=list)
    components: list[Any] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)
    flags: int = 0
    poll: Any = None


def refusal(body: Any, files: list[File] | None = None, surface: Any = "channel") -> ApiError:
    with pytest.raises(ApiError) as caught:
        messages.check_create(body, files or [], surface=surface)
    return caught.value


def button(**differences: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": "a", **differences}


def row(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(children)}


def select(**differences: Any) -> dict[str, Any]:
    options = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]
    return {"type": 3, "custom_id": "s", "options": options, **differences}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


EMBED = {"title": "T"}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {
            "embeds": [
                {"description": "d" * 4096, "title": "t" * 256, "footer": {"text": "f" * 1648}}
            ]
        },
        {"embeds": [EMBED] * 10},
        {"content": "hi", "nonce": 12345, "enforce_nonce": True},
        {"content": "hi", "nonce": "n" * 25},
        {"content": "hi", "allowed_mentions": {"parse": ["users"], "roles": [1, "2"]}},
        {"content": "hi", "allowed_mentions": {"parse": ["users"], "users": []}},
        {"components": [row(*(button(custom_id=str(n)) for n in range(5)))], "content": "x"},
        {"components": [row(select(custom_id=str(n))) for n in range(5)]},
        {"components": [row(button(style=5, url="https://example.org", custom_id=None))]},
        {"components": [row(button(label=None, emoji={"name": "🌱", "id": None}))]},
        {"components": [row(button(emoji={"name": "x", "id": "12"}))]},
        {"flags": V2, "components": [text("a")] * 40},
        {"flags": V2, "components": [{"type": 17, "components": [text("a"), row(button())]}]},
        {
            "flags": str(V2),
            "components": [
                {"type": 9, "components": [text("a")], "accessory": button()},
                {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]},
                {"type": 14, "spacing": 2},
            ],
        },
        {"message_reference": {"type": 1, "message_id": 1, "channel_id": "2"}},
        {"sticker_ids": [1, 2, 3]},
        {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "yes"}}]}},
    ],
)
def test_a_proper_message_passes(body: dict[str, Any]) -> None:
    messages.check_create(body, [], surface="channel")


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": ["x"]}, "content", "STRING_TYPE_CONVERT"),
        ({"content": "x", "tts": "yes"}, "tts", "BOOLEAN_TYPE_CONVERT"),
        ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "flags": "much"}, "flags", "NUMBER_TYPE_COERCE"),
        ({"embeds": [EMBED] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": {"title": "x"}}, "embeds", "LIST_TYPE_CONVERT"),
        ({"embeds": ["x"]}, "embeds.0", "MODEL_TYPE_CONVERT"),
        ({"embeds": [{"title": "t" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        (
            {"embeds": [{"description": "d" * 4097}]},
            "embeds.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"embeds": [{"color": 5}]}, "embeds.0.description", "BASE_TYPE_REQUIRED"),
        ({"embeds": [EMBED, {"url": "ftp://x"}]}, "embeds.1.url", "URL_TYPE_INVALID_SCHEME"),
        ({"embeds": [{"title": "x", "url": "nowhere"}]}, "embeds.0.url", "URL_TYPE_INVALID_URL"),
        (
            {"embeds": [{"fields": [{"name": "", "value": "v"}]}]},
            "embeds.0.fields.0.name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
            "embeds.0.fields",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"embeds": [EMBED | {"color": 2**24}]}, "embeds.0.color", "NUMBER_TYPE_MAX"),
        (
            {"embeds": [EMBED | {"timestamp": "soon"}]},
            "embeds.0.timestamp",
            "DATE_TIME_TYPE_PARSE",
        ),
        (
            {"embeds": [{"description": "d" * 4000}, {"description": "d" * 2001}]},
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": [1]}},
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (
            {"content": "x", "allowed_mentions": {"users": list(range(101))}},
            "allowed_mentions.users",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["all"]}},
            "allowed_mentions.parse.0",
            "BASE_TYPE_CHOICES",
        ),
        ({"sticker_ids": [1, 2, 3, 4]}, "sticker_ids", "BASE_TYPE_MAX_LENGTH"),
        (
            {"content": "x", "message_reference": {}},
            "message_reference.message_id",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"content": "x", "attachments": [{"id": 0, "description": "d" * 1025}]},
            "attachments.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"components": [row()]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        ({"components": [button()]}, "components.0.type", "UNION_TYPE_CHOICES"),
        ({"components": [row(text("x"))]}, "components.0.components.0.type", "UNION_TYPE_CHOICES"),
        (
            {"components": [row(button(custom_id=str(n))) for n in range(6)]},
            "components",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"components": [row(button(), select())]},
            "components.0.components.1",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        ),
        (
            {"components": [row(button(), button())]},
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            {"components": [row(button(id=7), button(custom_id="b", id=7))]},
            "components.0.components.1.id",
            "COMPONENT_ID_DUPLICATED",
        ),
        (
            {"components": [row(button(custom_id="c" * 101))]},
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"components": [row(button(custom_id=None))]},
            "components.0.components.0.custom_id",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"components": [row(button(url="https://example.org"))]},
            "components.0.components.0.url",
            "BUTTON_COMPONENT_URL_NOT_ALLOWED",
        ),
        (
            {"components": [row(button(style=5, url="https://example.org"))]},
            "components.0.components.0.custom_id",
            "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED",
        ),
        (
            {"components": [row(button(label=None))]},
            "components.0.components.0",
            "BUTTON_COMPONENT_INVALID",
        ),
        (
            {"components": [row(button(label="l" * 81))]},
            "components.0.components.0.label",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"components": [row(button(style=7))]},
            "components.0.components.0.style",
            "BASE_TYPE_CHOICES",
        ),
        (
            {"components": [row(button(emoji={"name": "leaf"}))]},
            "components.0.components.0.emoji.name",
            "COMPONENT_INVALID_EMOJI",
        ),
        (
            {"components": [row(select(options=[]))]},
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {
                "components": [
                    row(select(options=[{"label": "x", "value": str(n)} for n in range(26)]))
                ]
            },
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"components": [row(select(options=[{"label": "x", "value": "v"}] * 2))]},
            "components.0.components.0.options.1.value",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            {"components": [row(select(max_values=3))]},
            "components.0.components.0.max_values",
            "SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS",
        ),
        (
            {
                "components": [
                    row(
                        {
                            "type": 6,
                            "custom_id": "r",
                            "default_values": [{"id": str(n), "type": "role"} for n in (1, 2)],
                        }
                    )
                ]
            },
            "components.0.components.0.default_values",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"components": [row(select(min_values=2, max_values=1))]},
            "components.0.components.0.min_values",
            "SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX",
        ),
        (
            {"components": [row(select(placeholder="p" * 151))]},
            "components.0.components.0.placeholder",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"flags": V2, "components": [text("x")], "content": "x"},
            "content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"flags": V2, "components": [text("x")], "embeds": [EMBED]},
            "embeds",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"flags": V2, "components": [{"type": 17, "components": [text("x")] * 21}] * 2},
            "components",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"flags": V2, "components": [text("x" * 2001)] * 2},
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        ),
        (
            {"flags": V2, "components": [text("x" * (TEXT_V2_TOTAL + 1))]},
            "components.0.content",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"flags": V2, "components": [{"type": 9, "components": [text("a")]}]},
            "components.0.accessory",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"flags": V2, "components": [{"type": 12, "items": []}]},
            "components.0.items",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"flags": V2, "components": [{"type": 13, "file": {"url": "https://x.org/a"}}]},
            "components.0.file.url",
            "URL_TYPE_INVALID_SCHEME",
        ),
        (
            {
                "flags": V2,
                "components": [{"type": 17, "components": [{"type": 17, "components": []}]}],
            },
            "components.0.components.0.type",
            "UNION_TYPE_CHOICES",
        ),
        (
            {"poll": {"question": {"text": "?" * 301}, "answers": []}},
            "poll.question.text",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {
                "poll": {
                    "question": {"text": "?"},
                    "answers": [{"poll_media": {"text": "a" * 56}}],
                }
            },
            "poll.answers.0.poll_media.text",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {
                "poll": {
                    "question": {"text": "?"},
                    "answers": [{"poll_media": {"text": "a"}}],
                    "duration": 769,
                }
            },
            "poll.duration",
            "NUMBER_TYPE_MAX",
        ),
    ],
)
def test_a_wrong_message_is_refused_where_it_is_wrong(
    body: dict[str, Any], path: str, code: str
) -> None:
    error = refusal(body)

    assert (error.status, error.code) == (400, 50035)
    assert (path, code) in complaints(error.errors)


def test_every_problem_is_reported_at_once() -> None:
    error = refusal({"content": "x" * 2001, "embeds": [{"title": "t" * 257}], "tts": 1})

    assert {path for path, _ in complaints(error.errors)} == {"content", "embeds.0.title", "tts"}
    assert error.errors is not None
    assert error.errors["embeds"]["0"]["title"]["_errors"] == [
        {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}
    ]


@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": " \n"}, {"embeds": []}, {"embeds": [{}]}]
)
def test_a_message_with_nothing_to_show_is_50006(body: dict[str, Any]) -> None:
    assert refusal(body).code == 50006


def test_files_alone_make_a_message() -> None:
    messages.check_create({}, [File()], surface="channel")


def test_a_layout_shows_only_files_that_are_there() -> None:
    def body(name: str) -> dict[str, Any]:
        shown = {"type": 13, "file": {"url": f"attachment://{name}"}}
        return {"flags": V2, "components": [shown], "attachments": [{"id": 0, "filename": "b.txt"}]}

    messages.check_create(body("plan.png"), [File()], surface="channel")
    messages.check_create(body("b.txt"), [File()], surface="channel")
    error = refusal(body("other.png"), [File()])
    assert complaints(error.errors) == {
        ("components.0.file.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND")
    }


def test_stickers_and_forwards_are_nothing_in_answer_to_an_interaction() -> None:
    assert refusal({"sticker_ids": [1]}, surface="interaction").code == 50006


def test_the_eleventh_file_is_30015() -> None:
    assert refusal({"content": "x"}, [File()] * 11).code == 30015


def test_a_file_above_ten_mebibytes_is_40005() -> None:
    error = refusal({"content": "x"}, [File(data=b"x" * (10 * 1024 * 1024 + 1))])

    assert (error.status, error.code) == (413, 40005)


def test_a_body_that_is_no_object_is_50109() -> None:
    assert refusal(["content"]).code == 50109


class TestEditing:
    def check(self, body: Any, current: Current | None = None, **options: Any) -> None:
        options.setdefault("surface", "channel")
        messages.check_edit(body, current or Current(), [], **options)

    def code(self, body: Any, current: Current | None = None, **options: Any) -> int:
        with pytest.raises(ApiError) as caught:
            self.check(body, current, **options)
        return caught.value.code

    def test_an_edit_may_leave_everything_else_as_it_is(self) -> None:
        self.check({"embeds": [EMBED]})

    def test_taking_the_last_thing_away_is_50006(self) -> None:
        assert self.code({"content": ""}) == 50006

    def test_a_poll_cannot_come_with_an_edit(self) -> None:
        poll = {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "yes"}}]}

        assert self.code({"poll": poll}) == 520003
        self.check({"poll": poll}, Current(content="", flags=1 << 7), surface="interaction")

    def test_a_layout_stays_a_layout(self) -> None:
        current = Current(content="", components=[text("x")], flags=V2)

        self.check({"components": [text("y")]}, current)
        assert self.code({"content": "plain"}, current) == 50035

    def test_becoming_a_layout_means_dropping_the_text(self) -> None:
        body = {"flags": V2, "components": [text("y")]}

        assert self.code(body) == 50035
        self.check({**body, "content": None})

    def test_kept_and_new_files_count_together(self) -> None:
        current = Current(
            attachments=[{"id": str(10**17 + n), "filename": f"{n}.txt"} for n in range(10)]
        )

        with pytest.raises(ApiError) as caught:
            messages.check_edit({"content": "x"}, current, [File()], surface="channel")
        assert caught.value.code == 30015
