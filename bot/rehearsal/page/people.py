"""The people of the rehearsal: who they are, who joins, and what each of them is like."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import discord
from babel import Locale
from multidict import MultiDictProxy

from bot import zones
from bot.firing import is_zone
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.rehearsal.vocabulary import BY_PHRASE, VERBS
from bot.rehearsal.wording import spoken_locale
from bot.simulator.people import Answer, CannotDo, Person
from bot.simulator.world import members
from bot.simulator.world.entities import Channel, Role

Fields = MultiDictProxy[Any]

LONGEST_NAME = 32
"""Characters of a display name (Discord)."""


def people(page: Page, visit: Visit) -> dict[str, Any]:
    """Everybody there is, and the one who is looked through now."""
    person = visit.person
    member = person.membership
    own = set() if member is None else member.role_ids
    roles = [role for role in page.community.guild.roles.values() if _can_change(page, role)]
    return {
        "people": [_line(page, visit, one) for one in page.community.people.values()],
        "is_member": member is not None,
        "is_pending": member is not None and member.pending,
        "accepts_dms": person.user.accepts_dms,
        "zone": visit.zone.key,
        "locale": person.user.locale,
        "locales": _locales(),
        "held": [role for role in roles if role.id in own],
        "offered": [role for role in roles if role.id not in own],
    }


async def join(page: Page, visit: Visit, fields: Fields) -> None:
    """Have a new person join."""
    name = _name(page, fields)
    said: dict[str, Any] = {"language": _locale(fields)}
    if fields.get("dms") == "closed":
        said["dms"] = "closed"
    role = str(fields.get("role", ""))
    if role:
        said["roles"] = [role]
    pending = fields.get("screening") == "on"

    async def do() -> Answer | None:
        page.community.introduce(name, said, pending=pending)
        return None

    step = {f"{name} joins": None, **said, **({"screening": True} if pending else {})}
    words = f"{name} joins" + (" and has yet to accept the rules." if pending else ".")
    await page.acts(visit.person, words, do, steps=[step])
    newcomer = page.community.people.get(name)
    if newcomer is not None:
        page.goes_on[visit.person.id] = page.visit(newcomer, None).path


async def come_back(page: Page, visit: Visit, _fields: Fields) -> None:
    """Have somebody who left join again."""
    person = visit.person

    async def do() -> Answer | None:
        person.joins(page.community.guild)
        return None

    await page.acts(
        person, f"{person.name} comes back.", do, steps=[{f"{person.name} joins": None}]
    )
    page.goes_on[person.id] = page.visit(person, None).path


async def leave(page: Page, visit: Visit, _fields: Fields) -> None:
    """Have the person leave the server."""
    await _simply(page, visit, "leaves", "leaves the server", visit.person.leaves)
    page.goes_on[visit.person.id] = path_of(visit.person.id, None)


async def accept(page: Page, visit: Visit, _fields: Fields) -> None:
    """Accept the server's rules."""
    person = visit.person
    await _simply(
        page, visit, "passes screening", "accepts the server's rules", person.passes_screening
    )


async def close_dms(page: Page, visit: Visit, _fields: Fields) -> None:
    """Accept no direct messages any more."""
    await _simply(
        page, visit, "closes DMs", "accepts no direct messages any more", visit.person.closes_dms
    )


async def open_dms(page: Page, visit: Visit, _fields: Fields) -> None:
    """Accept direct messages again."""
    await _simply(page, visit, "opens DMs", "accepts direct messages again", visit.person.opens_dms)


async def speak(page: Page, visit: Visit, fields: Fields) -> None:
    """Set the person's client to another language."""
    person, locale = visit.person, _locale(fields)

    async def do() -> Answer | None:
        person.user.locale = locale
        return None

    words = f"{person.name} sets their client to {_language(locale)}."
    await page.acts(person, words, do, steps=[{f"{person.name} speaks": locale}])
    page.changed("messages", "events", "composer", "dialog")


async def live_in(page: Page, visit: Visit, fields: Fields) -> None:
    """Have the person's clock show another zone."""
    person, typed = visit.person, str(fields["zone"]).strip()
    name = typed if is_zone(typed) else None
    if name is None:
        found = zones.search(typed, "en", now=page.now(), most=1)
        if not found:
            raise CannotDo(f"there is no place or zone like “{typed}”")
        name = found[0].name
    zone = ZoneInfo(name)

    async def do() -> Answer | None:
        page.zones[person.id] = zone
        return None

    words = f"{person.name}'s clock shows {name}."
    await page.acts(person, words, do)  # only this page shows it, so no story tells it
    page.changed("messages", "events")


async def give_role(page: Page, visit: Visit, fields: Fields) -> None:
    """Give the person a role, as the server's owner would."""
    person, role = visit.person, _role(page, fields)

    async def do() -> Answer | None:
        members.add_role(page.sim.world, page.community.guild, person.member, role.id)
        return None

    words = f"{person.name} is given the role {role.name}."
    await page.acts(person, words, do, steps=[{f"{person.name} gets the role": role.name}])


async def take_role(page: Page, visit: Visit, fields: Fields) -> None:
    """Take a role from the person."""
    person, role = visit.person, _role(page, fields)

    async def do() -> Answer | None:
        members.remove_role(page.sim.world, page.community.guild, person.member, role.id)
        return None

    words = f"{person.name} loses the role {role.name}."
    await page.acts(person, words, do, steps=[{f"{person.name} loses the role": role.name}])


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {
    "people/join": join,
    "people/come-back": come_back,
    "people/leave": leave,
    "people/accept": accept,
    "people/close-dms": close_dms,
    "people/open-dms": open_dms,
    "people/language": speak,
    "people/zone": live_in,
    "people/give": give_role,
    "people/take": take_role,
}


async def _simply(
    page: Page, visit: Visit, phrase: str, words: str, deed: Callable[[], None]
) -> None:
    """An act of one person that takes nothing."""
    person = visit.person

    async def do() -> Answer | None:
        deed()
        return None

    await page.acts(
        person, f"{person.name} {words}.", do, steps=[{f"{person.name} {phrase}": None}]
    )


def _line(page: Page, visit: Visit, person: Person) -> dict[str, Any]:
    member = person.membership
    told = [] if member is None else sorted(person.role_names)
    if member is None:
        told.append("has left")
    elif member.pending:
        told.append("has not accepted the rules")
    if not person.user.locale.startswith(page.community.language):
        told.append(_language(person.user.locale))
    if not person.user.accepts_dms:
        told.append("DMs closed")
    return {
        "name": person.name,
        "told": ", ".join(told),
        "path": page.visit(person, _same_place(page, visit, person)).path,
        "is_me": person.id == visit.person.id,
        "hue": person.id % 6,
    }


def _same_place(page: Page, visit: Visit, person: Person) -> Channel | None:
    """Where another person is shown: before the same channel, if they see it."""
    here = visit.channel
    if here is None or person.id == visit.person.id:
        return here
    if here.is_dm:
        return page.sim.world.dms.get(frozenset({person.id, page.community.application.id}))
    return here if any(item.id == here.id for item in person.channels()) else None


def _locale(fields: Fields) -> str:
    locale = str(fields.get("language", "en-GB"))
    if locale not in {known.value for known in discord.Locale}:
        raise CannotDo(f"Discord has no language {locale}")
    return locale


def _can_change(page: Page, role: Role) -> bool:
    """Whether people can be given the role: not the bot's own, and not what everybody has."""
    return not role.managed and role.id != page.community.guild.id


def _role(page: Page, fields: Fields) -> Role:
    role = page.community.guild.roles.get(int(fields["role"]))
    if role is None or not _can_change(page, role):
        raise CannotDo("there is no such role to give or take any more")
    return role


def _name(page: Page, fields: Fields) -> str:
    """The name of somebody new, which stories can tell of too."""
    name = " ".join(str(fields["name"]).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise CannotDo(f"a name has 1 to {LONGEST_NAME} characters")
    kinds = [unicodedata.category(sign) for sign in name]
    if not any(kind[0] in "LNPS" for kind in kinds) or {"Cc", "Cs"} & set(kinds):
        raise CannotDo("a name is made of signs that can be seen")
    if any(known.casefold() == name.casefold() for known in page.community.people):
        raise CannotDo(f"there is somebody called {name} already")
    if any(f"{name} {verb.phrase}" in BY_PHRASE for verb in VERBS):
        raise CannotDo(f"stories could not tell of somebody called {name}; take another name")
    return name


def _locales() -> list[tuple[str, str]]:
    """Every language of Discord's client, by its English name."""
    named = [(known.value, _language(known.value)) for known in discord.Locale]
    return sorted(named, key=lambda item: item[1])


def _language(locale: str) -> str:
    spoken: Locale = spoken_locale(locale)
    return spoken.get_display_name("en") or locale
