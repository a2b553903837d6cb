"""A rehearsal that was kept in a folder goes on where it was left."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import ConfigurationError, OperatorError
from bot.rehearsal.keeping import DISCORD, Folder
from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page import keeper
from bot.rehearsal.page.serving import serving
from bot.simulator.people import SeenMessage
from bot.simulator.world import channels
from tests.rehearsal.page.conftest import Browser


@asynccontextmanager
async def kept_in(path: Path, community: Path | None = None) -> AsyncIterator[Browser]:
    folder = Folder(path)
    try:
        served = serving(community, folder=folder, rate_limits=False)
        async with served as server, Browser(server) as browser:
            yield browser
    finally:
        folder.close()


def screens(browser: Browser) -> str:
    """What everybody sees everywhere, with the addresses of this run's files left out."""
    people = browser.page.community.people
    seen = {name: [it.payload for it in one.sees_anywhere()] for name, one in people.items()}
    return json.dumps(seen).replace(browser.page.sim.world.cdn_url, "")


def values_post(browser: Browser) -> SeenMessage:
    seen = browser.person("Ada").sees(browser.channel("values"))
    return next(message for message in seen if message.reactions)


async def pledges(browser: Browser, name: str, emoji: str = "🌱") -> None:
    await browser.person(name).reacts(emoji, to=values_post(browser))
    await browser.page.rest()


@pytest.mark.asyncio
async def test_what_was_done_stands_and_goes_on(tmp_path: Path) -> None:
    async with kept_in(tmp_path) as browser:
        await pledges(browser, "Ada")
        await browser.posts("Ada", "welcome", "people/zone", zone="America/New_York")
        await browser.page.move_to(browser.page.clock.now() + timedelta(days=10))
        await browser.shows("Ada", "welcome")
        screen, ledger = screens(browser), await browser.page.ledger()
        now, story = browser.page.clock.now(), browser.page.recorder.dump({})
        reads, zones = dict(browser.page.reads), dict(browser.page.zones)
        assert ledger["pledge.made"] == 1

    async with kept_in(tmp_path) as browser:
        assert screens(browser) == screen
        assert await browser.page.ledger() == ledger
        assert timedelta(0) <= browser.page.clock.now() - now < timedelta(seconds=20)
        assert (browser.page.reads, browser.page.zones) == (reads, zones)
        assert browser.page.zones
        assert browser.page.recorder.dump({}) == story

        await pledges(browser, "Lena", "🤝")
        assert (await browser.page.ledger())["pledge.made"] == 2
        assert values_post(browser).reactions["🤝"] >= 1


@pytest.mark.asyncio
async def test_the_buttons_of_messages_that_were_kept_still_answer(tmp_path: Path) -> None:
    async with kept_in(tmp_path) as browser:
        button = values_post(browser).buttons[0].label
        assert button is not None

    async with kept_in(tmp_path) as browser:
        answer = await browser.person("Lena").clicks(button, on=values_post(browser))
        assert isinstance(answer, SeenMessage)
        assert answer.selects


@pytest.mark.asyncio
async def test_what_changed_is_kept_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "LOOK_SECONDS", 0.05)
    there, copy = tmp_path / "there", tmp_path / "copy"
    async with kept_in(there) as browser:
        await pledges(browser, "Ada")
        await browser.page.move_to(browser.page.clock.now() + timedelta(days=10))
        await asyncio.sleep(1)
        await browser.page.running.kill()
        shutil.copytree(there, copy)
        screen = screens(browser)

    async with kept_in(copy) as browser:
        assert screens(browser) == screen


@pytest.mark.asyncio
async def test_one_change_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "LOOK_SECONDS", 0.02)
    written: list[bytes] = []
    async with kept_in(tmp_path) as browser:
        await browser.page.rest()
        monkeypatch.setattr(Folder, "write", lambda _self, snapshot: written.append(snapshot))
        browser.page.changed("clock")
        await asyncio.sleep(0.5)
        assert len(written) == 1

        monkeypatch.setattr(keeper, "ANYWAY_SECONDS", 0.1)
        await asyncio.sleep(0.5)
        assert len(written) > 2


@pytest.mark.asyncio
async def test_the_own_config_is_taken_again_as_it_is_by_then(tmp_path: Path) -> None:
    there, file = tmp_path / "there", tmp_path / "mine.yaml"
    text = COMMUNITY.read_text("utf-8")
    file.write_text(text, "utf-8")
    async with kept_in(there, file) as browser:
        page = browser.page
        channels.delete(page.sim.world, browser.channel("initiatives"))
        await page.rest()

    described = yaml.safe_load(text)
    (community,) = described["communities"].values()
    community["channels"]["hello"] = "new-here"
    community["pledges"] = {"roles": {"Honesty": "Plain speaker"}}
    file.write_text(yaml.safe_dump(described, allow_unicode=True, sort_keys=False), "utf-8")
    for _ in range(2):
        async with kept_in(there) as browser:
            names = [channel.name for channel in browser.page.community.guild.channels.values()]
            assert names == ["welcome", "general", "values", "stewards", "new-here"]
            roles = [role.name for role in browser.page.community.guild.roles.values()]
            assert roles.count("Plain speaker") == roles.count("Steward") == 1

    file.unlink()
    with pytest.raises(ConfigurationError, match=r"mine\.yaml"):
        async with kept_in(there):
            pass


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"notes.txt": "x"}, "it holds something else: notes.txt"),
        (dict.fromkeys("abcd", "x"), "it holds something else: a, b, c, …"),
        ({"tenet.db": "x"}, "it holds a tenet.db that belongs to no rehearsal"),
        ({DISCORD: "[]"}, "its discord.json is not of a rehearsal"),
        ({DISCORD: "{"}, "discord.json cannot be read: Expecting"),
        ({DISCORD: '{"rehearsal": 2}'}, "a newer version of Tenet wrote it"),
        ({DISCORD: '{"rehearsal": 1}'}, "discord.json: it holds no world"),
        (
            {DISCORD: '{"rehearsal": 1, "world": {"format": 99}}'},
            "discord.json: it has the format 99; this version reads 1",
        ),
        (
            {DISCORD: '{"rehearsal": 1, "world": {"format": 1, "moment": "2026-03-01T00:00Z"}}'},
            "discord.json: config: Field required",
        ),
    ],
)
def test_a_folder_with_anything_else_in_it_is_refused(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    with pytest.raises(ConfigurationError) as refused:
        folder = Folder(tmp_path)
        try:
            folder.read()
        finally:
            folder.close()

    begun = f"--keep {tmp_path}: expected an empty folder, or one that a rehearsal was kept in; "
    assert str(refused.value).startswith(begun + said)
    assert {entry.name: entry.read_text() for entry in tmp_path.iterdir()} == files | (
        {} if "something" in said or "belongs" in said else {"lock.db": ""}
    )


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")

    with pytest.raises(ConfigurationError, match="in; file exists"):
        Folder(tmp_path / "there")


def test_one_folder_is_for_one_rehearsal_at_a_time(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with pytest.raises(ConfigurationError, match="another rehearsal is using it"):
        Folder(tmp_path)

    folder.close()
    Folder(tmp_path).close()


def test_a_snapshot_takes_the_place_of_the_last_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.write(b"one")

    def fail(*_: Any) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="no room"):
        patch.setattr("os.fsync", fail)
        folder.write(b"two")
    assert (tmp_path / DISCORD).read_bytes() == b"one"
    folder.write(b"three")
    assert (tmp_path / DISCORD).read_bytes() == b"three"
    folder.close()


@pytest.mark.asyncio
async def test_a_port_that_is_taken_is_said() -> None:
    async with serving() as server:
        with pytest.raises(
            OperatorError,
            match=f"--port {server.port}: the page cannot be served there: address already in use",
        ):
            async with serving(port=server.port):
                pass


@pytest.mark.asyncio
async def test_a_power_cut_may_cost_the_last_seconds_but_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord then is as it was before, and the bot remembers what was not yet kept."""
    there, copy = tmp_path / "there", tmp_path / "copy"
    async with kept_in(there) as browser:
        before = browser.page.clock.now()
        monkeypatch.setattr(Folder, "write", lambda *_: None)
        await pledges(browser, "Ada")
        await browser.page.move_to(before + timedelta(days=10))
        await browser.page.running.kill()
        shutil.copytree(there, copy)

    monkeypatch.undo()
    async with kept_in(copy) as browser:
        await browser.page.move_to(before + timedelta(days=20))
        await pledges(browser, "Lena", "🤝")

        reminded = [it for it in browser.person("Ada").sees_anywhere() if "week" in it.text]
        assert reminded
        assert len({it.id for it in browser.person("Ada").sees_anywhere()}) == len(
            browser.person("Ada").sees_anywhere()
        )
        assert (await browser.page.ledger())["pledge.made"] >= 2
