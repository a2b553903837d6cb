"""What is written about the process: one object a line, what it is about, and nothing secret."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from bot.config import LoggingSettings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Abcdef.tHiS_iS_nOt_a_ReAl_tOkEn_at_AlL"
log = logging.getLogger("bot.tests")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """A place that everything is logged to as JSON while the test runs."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    stream = io.StringIO()
    logs.set_up(LoggingSettings(format="json"), hide=["own-secret-word"], stream=stream)
    yield stream
    root.setLevel(level)
    root.handlers[:] = handlers
    logging.captureWarnings(False)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_line_is_one_object_with_what_it_is_about(written: io.StringIO) -> None:
    with logs.about(guild_id=7, capability="pledges", reference=None), logs.about(reference="abc"):
        log.warning("Refused\nby %s", "Discord", extra={"code": 50013})
    log.info("Afterwards")

    first, second = lines(written)
    assert first["message"] == "Refused\nby Discord"
    assert (first["level"], first["logger"], first["code"]) == ("warning", "bot.tests", 50013)
    assert (first["guild_id"], first["capability"], first["reference"]) == (7, "pledges", "abc")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first["at"])
    assert "guild_id" not in second


def test_a_traceback_stays_in_its_line(written: io.StringIO) -> None:
    try:
        raise ValueError("of a kind")
    except ValueError:
        log.exception("Failed")

    (line,) = lines(written)
    assert line["traceback"].endswith("ValueError: of a kind")


def test_secrets_are_hidden_wherever_they_come_in(written: io.StringIO) -> None:
    callback = f"/api/v10/interactions/123456789012345678/{'aW50ZXJhY3Rpb24' * 3}/callback"
    try:
        raise ValueError(f"cannot use {TOKEN}")
    except ValueError:
        log.exception("with own-secret-word", extra={"url": "postgresql://tenet:pa55word@host/db"})
    log.info("POST %s", callback)

    text = written.getvalue()
    for secret in (TOKEN, "own-secret-word", "pa55word", "aW50ZXJhY3Rpb24"):
        assert secret not in text
    assert text.count(logs.HIDDEN) >= 4
    assert len(lines(written)) == 2


def test_a_secret_is_hidden_however_it_is_escaped() -> None:
    redact = logs.Redactor(['pa"ss/wörd', "short"])

    assert redact(json.dumps('it is pa"ss/wörd')) == f'"it is {logs.HIDDEN}"'
    assert redact("it is pa%22ss%2Fw%C3%B6rd, in short") == f"it is {logs.HIDDEN}, in short"


def test_ordinary_ids_and_addresses_are_left_alone() -> None:
    text = "member 123456789012345678 at https://discord.com/channels/123456789012345678/1 v1.2.3"

    assert logs.Redactor()(text) == text


def test_text_for_people_keeps_to_one_line_a_message() -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Ada\n10:00 forged", None, None)
    record.context = {"guild_id": 7}

    told = logs.TextFormatter(logs.Redactor()).format(record)

    assert told.endswith("bot: Ada\\n10:00 forged  [guild_id=7]")
    assert "\n" not in told


def test_only_a_terminal_gets_text_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    for stream, kind in ((Terminal(), logs.TextFormatter), (io.StringIO(), logs.JsonFormatter)):
        logs.set_up(LoggingSettings(), stream=stream)
        added = [handler for handler in root.handlers if handler not in before]
        assert [type(handler.formatter) for handler in added] == [kind]
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_reference_can_be_read_out_and_is_never_the_same() -> None:
    references = {logs.new_reference() for _ in range(100)}

    assert len(references) == 100
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{6}", reference) for reference in references)


def test_a_task_started_inside_knows_what_it_is_about(written: io.StringIO) -> None:
    async def work() -> None:
        log.info("At work")

    async def begin() -> None:
        with logs.about(reference="xyz"):
            task = asyncio.create_task(work())
        await task

    asyncio.run(begin())

    assert lines(written)[-1]["reference"] == "xyz"
    assert logs.current_reference() is None
