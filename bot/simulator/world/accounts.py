"""People and applications, before they are in any server."""

from __future__ import annotations

import base64
import secrets

from bot.simulator import intents
from bot.simulator.world.entities import Application, User
from bot.simulator.world.world import World


def create_user(
    world: World, username: str, *, global_name: str | None = None, locale: str = "en-US"
) -> User:
    """Make a person's account."""
    user = User(
        id=world.new_id(),
        username=username.lower().replace(" ", "_"),
        global_name=global_name or username,
        locale=locale,
    )
    world.users[user.id] = user
    return user


def create_application(
    world: World,
    name: str,
    *,
    owner: User,
    allowed_intents: int = intents.ALL,
    token: str | None = None,
) -> Application:
    """Make an application with its bot account, which has the same id.

    Args:
        allowed_intents: What may be asked for; leave out a privileged intent to have it refused.
        token: A chosen token, or None for a random one of Discord's form.
    """
    application_id = world.new_id()
    if token is None:
        head = base64.urlsafe_b64encode(str(application_id).encode()).decode().rstrip("=")
        token = f"{head}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
    world.users[application_id] = User(id=application_id, username=name, bot=True)
    application = Application(
        id=application_id,
        name=name,
        token=token,
        owner_id=owner.id,
        intents=allowed_intents,
    )
    world.applications[application_id] = application
    world.applications_by_token[token] = application
    return application
