"""A charter leaves a server as a file and comes into one, as stewards and members see it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.models import MemberKey
from bot.simulator.people import CannotDo, File, Form, Person, SeenMessage
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, guilds, members
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Guild
from cogs.charter import service as charter
from cogs.charter.models import CharterImport
from cogs.charter.service import imports, packs
from tests.factories import VALUES, Village
from tests.running import RunningBot
from tests.variants import variants

pytestmark = pytest.mark.asyncio

YES, NO = "Make it the draft", "Change nothing"

PACK = """\
tenet_charter: 1
language: en
mission: We keep the river clean and each other well.
values:
  - name: Honesty
    emoji: 🌱
    promise: We say what is so, kindly and at once.
    looks_like:
      - We name a mistake the day we see it.
      - We ask before we assume.
    does_not_look_like:
      - We talk about people who are not in the room.
  - name: Rest
    emoji: 🌙
    promise: Nobody has to be here.
    looks_like: [We go home., We sleep.]
    does_not_look_like: [We write at night.]
"""
REST = PACK[PACK.index("  - name: Rest") :]


def pack(text: str | bytes = PACK, name: str = "charter.yaml") -> File:
    return File(name, text if isinstance(text, bytes) else text.encode(), "text/yaml")


async def opens(person: Person, file: File | None = None) -> SeenMessage:
    """They run /charter import; what they alone see."""
    answer = await person.runs("/charter import", file=file or pack())
    assert isinstance(answer, SeenMessage)
    assert answer.is_ephemeral
    return answer


async def exported(person: Person, **options: Any) -> tuple[str, bytes]:
    """The file that /charter export gives them: its name and what is in it."""
    answer = await person.runs("/charter export", **options)
    assert isinstance(answer, SeenMessage), answer.text
    assert answer.is_ephemeral
    (name,) = answer.files
    return name, person.opens(answer)


async def stored(tenet: RunningBot, guild_id: int) -> tuple[object, ...]:
    """Everything that a file could change."""
    async with tenet.bot.db.read() as session:
        draft = await charter.read_draft(session, guild_id)
        opened = await session.scalar(select(func.count()).select_from(CharterImport))
        return await charter.in_force(session, guild_id), draft, opened


async def test_any_member_takes_the_charter_away_as_a_file(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    name, raw = await exported(ada)

    assert name == "charter-riverbank-commons-sample-v1.yaml"
    assert raw.decode().startswith(
        "# The charter of Riverbank Commons (sample), version 1.\n"
        "# In Discord, /charter import opens this file. "
    )
    read = packs.read(raw).content
    assert read.mission == "We keep the river clean and each other well."
    assert [entry.name for entry in read.values] == [value["name"] for value in VALUES]
    assert read.values[1].looks_like == tuple(VALUES[1]["looks_like"])
    assert await exported(ada) == (name, raw)


async def test_a_german_server_explains_its_file_in_german(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")

    answer = await bea.runs("/charta exportieren")

    assert "Unsere Charta, Fassung 1, zum Aufheben und Weitergeben." in answer


async def test_a_file_is_compared_and_becomes_the_draft_only_when_a_steward_says_so(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")
    before = (await stored(tenet, village.guild.id))[:2]

    asked = await opens(steward)

    text = asked.text.replace("__", "")
    assert "A charter of 2 values, compared with version 1, which is in force." in text
    assert "Reworded: 🌱 Honesty" in text
    assert "kindly and ~~early.~~ **at once.**" in text
    assert "New: 🌙 Rest" in text
    assert "Retired: ❤️ Care" in text
    assert "If you say yes, this becomes the draft." in text
    assert (await stored(tenet, village.guild.id))[:2] == before

    done = await steward.clicks(YES, on=asked)

    assert "The file is the draft now" in done
    assert done.button("Publish…")
    assert "Rest" not in await ada.runs("/charter show")
    in_force, draft, opened = await stored(tenet, village.guild.id)
    assert (in_force, opened) == (before[0], 0)
    assert isinstance(draft, charter.Draft)
    honesty, rest = draft.content.values
    async with tenet.bot.db.read() as session:
        assert honesty.id == (await charter.get_value(session, village.guild.id, "Honesty")).id
    assert rest.id is None
    ledger = await tenet.ledger(village.guild.id)
    assert ledger["charter.imported"] == 1
    async with tenet.bot.db.read() as session:
        (entry,) = await session.scalars(
            select(AuditEntry).where(AuditEntry.what == "charter.everything")
        )
    assert entry.actor_id == steward.id
    assert [value["name"] for value in entry.before["values"]] == ["Honesty", "Care", "Courage"]
    assert [value["name"] for value in entry.after["values"]] == ["Honesty", "Rest"]


async def test_saying_no_changes_nothing(village: Village, tenet: RunningBot) -> None:
    steward = village.steward
    before = await stored(tenet, village.guild.id)

    done = await steward.clicks(NO, on=await opens(steward))

    assert "I have left everything as it is." in done
    assert done.buttons == ()
    assert await stored(tenet, village.guild.id) == before


async def test_the_question_is_answered_after_a_restart(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    asked = await opens(steward)

    await tenet.restart()
    done = await steward.clicks(YES, on=asked)

    assert "The file is the draft now" in done
    assert "🌙 Rest" in await steward.runs("/charter diff")


async def test_two_presses_in_one_moment_make_one_draft(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    asked = await opens(steward)
    button = asked.button(YES).custom_id

    answers = await asyncio.gather(*(steward.clicks(custom_id=button, on=asked) for _ in range(2)))
    _, draft, _ = await stored(tenet, village.guild.id)
    with pytest.raises(CannotDo):
        await steward.clicks(custom_id=button, on=asked)

    assert sorted("The file is the draft now" in answer for answer in answers) == [False, True]
    assert any("This has been decided already" in answer for answer in answers)
    assert (await stored(tenet, village.guild.id))[1] == draft
    assert (await tenet.ledger(village.guild.id))["charter.imported"] == 1


async def test_a_day_later_there_is_nothing_left_to_decide(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    steward = village.steward
    asked = await opens(steward)

    clock.advance(timedelta(days=1, minutes=1))
    late = await steward.clicks(YES, on=asked)
    await tenet.bot.ticks.run("charter.imports")

    assert "it is more than a day old" in late
    _, draft, opened = await stored(tenet, village.guild.id)
    assert opened == 0
    assert isinstance(draft, charter.Draft)
    assert not draft.is_open


async def test_a_draft_that_there_is_is_named_before_it_is_replaced_and_can_be_brought_back(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    form = await steward.runs("/charter edit mission")
    assert isinstance(form, Form)
    await steward.fills_in(form, {"Mission": "We sing."})

    asked = await opens(steward)

    assert f"replaces the draft** that there is, last changed by <@{steward.id}>" in asked
    done = await steward.clicks(YES, on=asked)
    undone = await steward.clicks("Undo", on=done)
    assert "Undone." in undone
    assert "**sing.**" in await steward.runs("/charter diff")


async def test_a_draft_that_changed_since_the_question_is_asked_about_again(
    village: Village, tenet: RunningBot
) -> None:
    steward, other = village.steward, village.join("Omar", roles=(village.roles["Steward"],))
    asked = await opens(steward)
    form = await other.runs("/charter edit mission")
    assert isinstance(form, Form)
    await other.fills_in(form, {"Mission": "We sing."})

    again = await steward.clicks(YES, on=asked)

    assert "The charter or its draft has changed since you were asked." in again
    assert f"last changed by <@{other.id}>" in again
    assert "**sing.**" in await other.runs("/charter diff")
    assert "The file is the draft now" in await steward.clicks(YES, on=again)


async def test_what_is_in_force_already_is_nothing_to_decide(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    before = await stored(tenet, village.guild.id)
    _, raw = await exported(steward)

    answer = await opens(steward, pack(raw))

    assert "This file says what is in force already" in answer
    assert answer.buttons == ()
    assert await stored(tenet, village.guild.id) == before


async def test_stewards_export_the_draft_and_members_do_not(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")

    assert "There is no draft at the moment." in await steward.runs("/charter export", draft=True)
    await steward.clicks(YES, on=await opens(steward))
    name, raw = await exported(steward, draft=True)
    refused = await ada.runs("/charter export", draft=True)

    assert name == "charter-riverbank-commons-sample-draft.yaml"
    assert [entry.name for entry in packs.read(raw).content.values] == ["Honesty", "Rest"]
    assert "stewards" in refused
    assert "Rest" not in refused
    assert not getattr(refused, "files", ())


async def test_who_is_no_steward_is_refused_at_the_command_and_at_the_button(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")
    before = (await stored(tenet, village.guild.id))[:2]

    refused = await ada.runs("/charter import", file=pack())
    asked = await opens(steward)
    members.remove_role(village.world, village.guild, steward.member, village.roles["Steward"].id)
    await tenet.caught_up()
    at_the_button = await steward.clicks(YES, on=asked)

    assert "stewards" in refused
    assert "stewards" in at_the_button
    assert (await stored(tenet, village.guild.id))[:2] == before


@pytest.mark.parametrize(
    ("raw", "told"),
    variants([
        (b"", "There is nothing in this file."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "**Line 1, column 1**\nThis is not text that I can read"),
        (b"# " + b"x" * (256 * 1024), "The file is larger than 256 KiB."),
        (PACK.replace("language: en\n", "").encode("utf-16"), "Save the file as text in UTF-8"),
        (PACK.replace("Rest", "n" * 400).encode(), "This text has 400 characters, and 100 fit"),
        (PACK.replace("name: Rest", "name: HONESTY").encode(), '"HONESTY" is the name in line 5'),
        (PACK.replace("🌙", "🌱").encode(), "🌱 stands in line 6 already."),
        (PACK.replace("promise: Nobody", "promize: Nobody").encode(), "Did you mean promise?"),
        (PACK.replace("[We write at night.]", "[]").encode(), "There is nothing in this list."),
        (b"a: &a [x, x]\nb: [*a, *a]\n", "**Line 2, column 5**\nThere is a reference here"),
        (b"mission: !!python/object:os.system x\n", "There is a tag here (!)."),
        (PACK.replace("    emoji: 🌙", "\temoji: 🌙").encode(), "There is a tab"),
        (
            (PACK + "".join(REST.replace("Rest", f"Rest {n}") for n in range(11))).encode(),
            "There are 13 of these, and 12 fit at most.",
        ),
    ]),
)  # fmt: skip
async def test_a_bad_file_is_explained_and_changes_nothing(
    village: Village, tenet: RunningBot, raw: bytes, told: str
) -> None:
    before = await stored(tenet, village.guild.id)

    answer = await opens(village.steward, pack(raw))

    assert told in answer
    assert "Nothing has changed" in answer
    assert answer.buttons == ()
    assert await stored(tenet, village.guild.id) == before
    assert len((await tenet.ledger(village.guild.id)).keys() & {"charter.imported"}) == 0


async def test_a_bad_file_is_explained_in_the_stewards_language(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de", roles=(village.roles["Steward"],))

    file = pack(PACK.replace("emoji: 🌙", "emoji: mond"), "unsere_charta.yaml")

    answer = await bea.runs("/charta importieren", datei=file)

    assert "In unsere\\_charta.yaml stimmt etwas nicht." in answer
    assert "**Zeile 14, Spalte 12** · `values[1].emoji`" in answer
    assert "„mond“ ist nicht genau ein Emoji." in answer


async def test_of_very_many_problems_the_first_are_named_and_the_rest_counted(
    village: Village, tenet: RunningBot
) -> None:
    extra = "".join(f"extra{number}: {number}\n" for number in range(300))

    answer = await opens(village.steward, pack(PACK + extra))

    assert "300 things are wrong" in answer
    assert '"extra0" has no place here.' in answer
    assert "… and 2" in answer


async def test_a_file_that_discord_does_not_hand_out_changes_nothing(
    sim: Simulator, village: Village, tenet: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await stored(tenet, village.guild.id)
    interaction = village.steward.sends("/charter import", {"file": pack()})
    village.world.files.clear()

    answer = await village.steward.waits_for("Discord did not hand me the file.")

    assert answer.is_ephemeral
    assert interaction.response is not None
    assert await stored(tenet, village.guild.id) == before


async def test_right_to_left_text_and_full_values_are_shown_and_published(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")
    name = ("نهر " * 25).strip()
    entries = tuple(
        charter.Entry(
            number,
            None,
            f"{number:02}{name}"[:100],
            emoji,
            "נ" * 200,
            tuple(f"{n}" + "ש" * 199 for n in range(5)),
            tuple(f"{n}" + "ح" * 199 for n in range(5)),
        )
        for number, emoji in enumerate("🌊🌳🍀🌻🦉🐢🐝🦋🌙🍇🍈🍉", 1)
    )
    content = charter.Content("م" * 1000, entries)
    raw = packs.write(content, language="en", comment="A full one")

    asked = await opens(steward, pack(raw))
    assert "Page 1 of" in asked
    further = await steward.clicks("Further", on=asked)
    assert "Page 2 of" in further
    done = await steward.clicks(YES, on=further)
    assert "The file is the draft now" in done
    async with tenet.bot.db.begin() as session:
        draft = await charter.read_draft(session, village.guild.id)
        await charter.publish(
            session,
            village.guild.id,
            turn=draft.turn,
            actor_id=steward.id,
            now=tenet.clock.now(),
        )

    shown = await ada.runs("/charter show")
    assert len(shown.embeds[0].fields) == 12
    assert len(shown.embeds[0].text) > 4000
    assert packs.read((await exported(ada))[1]).content.values == entries


def found_chapter(village: Village) -> tuple[Guild, Person]:
    """Another server with the bot in it, and its owner."""
    world = village.world
    owner = accounts.create_user(world, "Nour")
    chapter = guilds.create(world, "Lakeside Chapter", owner=owner)
    guilds.add_bot(world, chapter, village.application, granted=MINIMAL_GRANT)
    world_channels.create(world, chapter, "lobby")
    return chapter, Person(world, owner, chapter)


async def test_a_pack_of_one_server_opens_in_another(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    emoji = guilds.create_emoji(
        village.world, village.guild, "otter", creator_id=village.steward.id
    )
    text = PACK.replace("🌙", f"<:otter:{emoji.id}>")
    steward = village.steward
    await steward.clicks(YES, on=await opens(steward, pack(text)))
    _, raw = await exported(steward, draft=True)
    chapter, nour = found_chapter(village)
    await tenet.until(lambda: tenet.bot.get_guild(chapter.id) is not None)
    await tenet.settled()

    asked = await opens(nour, pack(raw))

    assert "A charter of 2 values. There is none in force here yet." in asked
    assert "This emoji belongs to another server" in asked
    assert ":otter:" in asked
    done = await nour.clicks(YES, on=asked)
    assert "The file is the draft now" in done
    assert 'The emoji "otter" is not one of this server\'s own' in done
    assert not any(button.label == "Publish…" for button in done.buttons)
    with pytest.raises(CannotDo):
        await nour.clicks(YES, on=done)
    async with tenet.bot.db.read() as session:
        assert (await charter.in_force(session, chapter.id))[0] == 0
        ours = await charter.read_draft(session, chapter.id)
    assert [entry.id for entry in ours.content.values] == [None, None]


async def test_an_import_of_one_server_is_not_decided_in_another(
    village: Village, tenet: RunningBot
) -> None:
    asked = await opens(village.steward)
    import_id = int(str(asked.button(YES).custom_id).rpartition(":")[2])
    chapter, _ = found_chapter(village)

    async with tenet.bot.db.begin() as session:
        with pytest.raises(imports.ImportOver):
            await imports.accept(session, chapter.id, import_id, actor_id=1, now=tenet.clock.now())


async def test_who_is_forgotten_leaves_no_opened_file_behind(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await opens(steward, pack(name="ours.yaml"))
    member = MemberKey(village.guild.id, steward.id)

    async with tenet.bot.db.begin() as session:
        told = await charter.export(session, member)
        await charter.forget(session, member)

    assert [row["file"] for row in told["opened"]] == ["ours.yaml"]
    assert (await stored(tenet, village.guild.id))[2] == 0
