"""Stories are played by the real bot against the local Discord, and judged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.rehearsal import loading
from bot.rehearsal.player import Outcome, play

GUIDE = Path(__file__).parents[2] / "docs" / "stories.md"
README = Path(__file__).parents[2] / "README.md"


def quoted() -> list[str]:
    """What the README shows of the day, passage by passage, whatever its width."""
    passages = re.findall(r"(?:^    .+\n)+", README.read_text("utf-8"), re.MULTILINE)
    return [flat(passage.replace("│", "")) for passage in passages if "│" in passage]


def flat(text: str) -> str:
    """The text without the breaks that its width brought."""
    return " ".join(text.split())


async def played(tmp_path: Path, steps: str, **parts: str) -> tuple[Outcome, str]:
    """How a story with these steps goes, and its transcript."""
    head = "".join(f"{name}: {value}\n" for name, value in {"title": "A story", **parts}.items())
    path = tmp_path / "story.yaml"
    path.write_text(f"{head}steps:\n{steps}", "utf-8")
    lines: list[str] = []
    outcome = await play(loading.load(path), lines.append, width=80, patience=0.5)
    return outcome, "\n".join(lines)


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_the_day_goes_as_it_is_told() -> None:
    lines: list[str] = []

    outcome = await play(loading.load(loading.DAY), lines.append, width=80)

    transcript = "\n".join(lines)
    assert outcome.failures == []
    assert outcome.complaints == []
    assert outcome.met >= 110
    assert "16:32  DM with Ada · Tenet\n" in transcript
    assert "private thread “Welcome 2” in #welcome · Tenet" in transcript
    assert "09:00  #general · Tenet\n       │ A value for the week" in transcript
    assert "\n  8 pledges made\n" in transcript
    assert "×" not in transcript, "an act of the ledger has no words yet"
    assert max(map(len, lines)) <= 80
    shown, passages = flat(transcript.replace("│", "")), quoted()
    assert len(passages) >= 13
    for passage in passages:
        assert passage in shown, "the README shows something else"


@pytest.mark.asyncio
async def test_the_story_in_the_guide_can_be_played(tmp_path: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(guide.partition("```yaml\n")[2].partition("```")[0], "utf-8")

    outcome = await play(loading.load(path), lambda _: None)

    assert outcome.failures == []
    assert outcome.met == 4


@pytest.mark.asyncio
async def test_what_a_person_sees_is_written_down_as_they_see_it(tmp_path: Path) -> None:
    outcome, transcript = await played(
        tmp_path,
        """
- Jonas joins:
  language: de
- Jonas runs: /werte zeigen wert:Care
  in: general
- Jonas sees: So sieht es aus
  privately: true
""",
    )

    assert outcome.went_well
    assert "17:00  #general · Tenet · only Jonas can see this\n       │ 🤝 Care" in transcript
    assert "Friday, 6 March 2026" in transcript


@pytest.mark.asyncio
async def test_an_edit_shows_what_is_new_and_a_reaction_its_count(tmp_path: Path) -> None:
    outcome, transcript = await played(tmp_path, "- Ada joins\n- Ada reacts: 🔥\n  in: values\n")

    assert outcome.went_well
    edit = transcript.partition("#values · Tenet · edited\n")[2].partition("\n\n")[0]
    assert "One person has pledged." in edit
    assert "Nobody has pledged yet." not in edit
    assert "🔥 2" in edit


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_an_expectation_that_is_not_met_is_told_and_the_story_goes_on(
    tmp_path: Path,
) -> None:
    outcome, transcript = await played(
        tmp_path,
        """
- Ada joins
- Ada sees: Welcome to the moon
  in: welcome
- Ada has the role: Steward
- Ada sees: Welcome to Riverside Neighbours
- Ada sees: Welcome to Riverside Neighbours
  times: 2
- Ada does not see: Would you like to know
- ledger: 1 pledge made
""",
    )

    moon, role, twice, unseen, ledger = outcome.failures
    assert "story.yaml:5: Ada sees: Welcome to the moon" in moon
    assert "expected  Ada to see a message with “Welcome to the moon” in welcome" in moon
    assert "instead   #welcome, Tenet: Welcome to Riverside Neighbours" in moon
    assert "instead   Ada has no role" in role
    assert "instead   once; " in twice
    assert "instead   Ada sees: Welcome to Riverside Neighbours" in unseen
    assert "4 values added to the charter" in ledger
    assert outcome.met == 1
    assert "1 expectation was met, 5 not" in transcript


@pytest.mark.asyncio
async def test_a_step_that_cannot_be_done_ends_the_story(tmp_path: Path) -> None:
    outcome, transcript = await played(
        tmp_path,
        """
- Ada joins:
  screening: true
- Ada runs: /charter show
- Ada leaves
""",
    )

    (failure,) = outcome.failures
    assert "could not be done: there is no command /charter here" in failure
    assert outcome.unplayed == 1
    assert "Ada leaves" not in transcript


@pytest.mark.asyncio
async def test_a_button_that_is_not_there_is_looked_for_and_then_missed(tmp_path: Path) -> None:
    outcome, _ = await played(tmp_path, "- Ada joins\n- Ada clicks: Stop\n  in: welcome\n")

    (failure,) = outcome.failures
    assert "expected  Ada to find the button [Stop] in welcome" in failure
    assert "[Start]" in failure


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_while_the_bot_is_away_a_click_fails_as_on_discord(tmp_path: Path) -> None:
    outcome, transcript = await played(
        tmp_path,
        """
- Ada joins
- bot: stop
- Ada clicks: Start
- Ada sees: This interaction failed
- ledger: no onboardings started
- bot: start
- Ada clicks: Start
- ledger: 1 onboarding started
""",
    )

    assert outcome.failures == []
    assert "This interaction failed" in transcript


@pytest.mark.asyncio
async def test_time_passes_through_everything_that_is_due(tmp_path: Path) -> None:
    outcome, transcript = await played(
        tmp_path, "- Ada joins\n- time: +3 weeks\n- ledger: 3 reminders posted\n"
    )

    assert outcome.failures == []
    for day in ("9 March", "16 March", "23 March", "27 March"):
        assert (f"Monday, {day}" in transcript) is (day != "27 March")


@pytest.mark.asyncio
async def test_a_moment_that_has_passed_cannot_come(tmp_path: Path) -> None:
    outcome, _ = await played(tmp_path, "- time: 2020-01-01 00:00\n")

    assert "2020-01-01 00:00 has passed already" in outcome.failures[0]


@pytest.mark.asyncio
async def test_the_community_may_be_ones_own_config_file_with_names_for_its_ids(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.yaml").write_text(
        """
communities:
  123456789012345678:
    mission: We dance.
    values:
      - name: Joy
        emoji: <:joy:123456789012345678>
        promise: I dance.
        looks_like: [Dancing on Mondays., Dancing on Tuesdays.]
        does_not_look_like: [Watching.]
    channels: {welcome: 123456789012345679, pledges: what-we-dance-for}
    roles: {onboarded: 123456789012345680}
""",
        "utf-8",
    )

    outcome, transcript = await played(
        tmp_path,
        """
- Ada joins
- Ada clicks: Start
  in: welcome
- Ada clicks: Next
- Ada sees: We dance.
  in: DM
- Ada reacts: 💠
  in: what-we-dance-for
- ledger: 1 pledge made
- Ada joins
""",
        community="config.yaml",
    )

    assert outcome.met == 2
    (failure,) = outcome.failures
    assert "could not be done: Ada is already in Our community" in failure
    assert "💠 Joy" in transcript
    assert "#what-we-dance-for" in transcript


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_a_moderator_clears_reactions_and_deletes_a_message(tmp_path: Path) -> None:
    outcome, transcript = await played(
        tmp_path,
        """
- Ada joins
- Ada reacts: 🌱
  in: values
- Mara clears reactions: 🌱
  in: values
- Mara sees:
  in: values
  reactions: {🌱: 1}
- Mara says: never mind
  in: general
- Mara deletes: never mind
- Mara does not see: never mind
- Mara deletes: never mind
""",
        people="{Mara: {roles: Steward}}",
    )

    assert outcome.met == 2
    (failure,) = outcome.failures
    assert "expected Mara to find a message on a message" in " ".join(failure.split())
    assert "Mara removes everybody's 🌱 from" in transcript


@pytest.mark.thorough
def test_exit_statuses_and_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, broken = (tmp_path / f"{name}.yaml" for name in ("good", "bad", "broken"))
    bad.write_text(
        "title: B\nsteps:\n- Ada joins\n- Ada leaves\n- Ada joins\n- Ada sees: x\n  times: 1\n"
    )
    broken.write_text("title: X\nsteps:\n- Ada joyns\n")
    good.write_text("title: G\nsteps:\n- Ada joins\n- Ada sees: Welcome\n  buttons: Start\n")

    assert main(["rehearse", "--story", str(good)]) == 0
    assert "1 expectation was met (" in capsys.readouterr().out
    assert main(["rehearse", "--story", str(bad)]) == 1
    assert "bad.yaml:6: Ada sees: x, times: 1" in flat(capsys.readouterr().out)
    assert main(["rehearse", "--story", str(broken)]) == 78
    assert "broken.yaml:3:3: expected" in capsys.readouterr().err
