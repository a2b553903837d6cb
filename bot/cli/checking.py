"""`tenet check`: what the configuration says, in plain words, without starting anything."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from bot.config import Community, Config, load

LOCALES = Path(__file__).parent.parent / "locales"
DIFFERENT = 1


def check(path: Path | None, *, against_database: bool) -> int:
    """Print what is right, and what differs; problems are raised by the loader."""
    config = load(path)
    for line in _summary(config):
        print(line)
    unknown = list(_unknown_texts(config))
    for line in unknown:
        print(line)
    if against_database:
        return _compare(config) or (DIFFERENT if unknown else 0)
    return DIFFERENT if unknown else 0


def _summary(config: Config) -> Iterator[str]:
    yield "The configuration is right."
    if config.discord.token is None:
        yield "Token: none yet; `tenet run` needs DISCORD_TOKEN."
    else:
        yield "Token: set."
        yield from _invitation(config, config.discord.token.get_secret_value())
    yield f"Database: {config.database.shown_url}"
    yield f"Encryption: {_sealing(config)}"
    if not config.communities:
        yield "Communities: none described."
    for guild_id, community in config.communities.items():
        yield f"Community {guild_id}: {_described(config, community)}"


def _sealing(config: Config) -> str:
    number = len(config.database.encryption_keys)
    if not number:
        return "none; what people write is stored as it is."
    return f"on, with {_counted(number, 'key')}."


def _invitation(config: Config, token: str) -> Iterator[str]:
    from bot import invite

    application_id = invite.application_id_of(token)
    if application_id is None:
        yield "Invite link: unknown, as this is not a bot's token."
        return
    clears = any(one.pledges.remove_other_reactions for one in config.communities.values())
    url = invite.invite_url(application_id, invite.permissions(clears=clears))
    yield f"Invite link, with the permissions it uses: {url}"


def _described(config: Config, community: Community) -> str:
    parts = [
        community.name or "",
        _counted(len(community.values), "value"),
        _counted(len(community.reminders), "reminder"),
        f"language {config.language_of(community)}",
        f"zone {config.zone_of(community)}",
    ]
    return ", ".join(part for part in parts if part)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _unknown_texts(config: Config) -> Iterator[str]:
    """A misspelt key of an own text would never be heard of again."""
    if not any(community.texts for community in config.communities.values()):
        return
    known = {
        entry.id.name
        for file in LOCALES.glob("en/*.ftl")
        for entry in FluentParser(with_spans=False).parse(file.read_text("utf-8")).body
        if isinstance(entry, Message)
    }
    for guild_id, community in config.communities.items():
        for key in sorted(set(community.texts) - known):
            alike = difflib.get_close_matches(key, known, n=1)
            meant = f"; did you mean {alike[0]}?" if alike else ""
            yield f"communities.{guild_id}.texts.{key}: Tenet has no text of that name{meant}"


def _compare(config: Config) -> int:
    from bot import migrating, seeding
    from bot.cli.running import in_loop

    url = config.database.url
    if in_loop(lambda: migrating.revision_of(url)) is None:
        print("The database is empty yet: each server begins with what the file says.")
        return 0
    in_loop(lambda: migrating.require_head(url))
    differences = in_loop(lambda: seeding.differences(config))
    if not differences:
        print("The database says the same, for every community it knows.")
        return 0
    for guild_id, difference in differences:
        print(
            f"communities.{guild_id}.{difference.path}: the file says {difference.in_file}, "
            f"the database {difference.in_database}"
        )
    print("The database is what counts; the file is only read when a server is first met.")
    return DIFFERENT
