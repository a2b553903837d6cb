"""What stewards see of a pledge post: the panel, the form for its words, and decisions about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.components import Control, Field, Form, rows, shorten
from bot.granting import Hindrance
from bot.texts import Speaker
from cogs.pledges.service import Layout, Post, PostState, posts
from cogs.pledges.views.fields import COLOUR

layout_control = Control("pledges:layout:{post_id}", for_stewards=True)
wording_control = Control("pledges:wording:{post_id}", for_stewards=True)
others_control = Control("pledges:others:{post_id}:{removed}", for_stewards=True)
"""`removed`: whether other reactions are removed from now on, 1 or 0."""
down_control = Control("pledges:down:{post_id}", for_stewards=True)
down_now_control = Control("pledges:down-now:{post_id}", for_stewards=True)
up_control = Control("pledges:up:{post_id}", for_stewards=True)
panel_control = Control("pledges:panel:{post_id}", for_stewards=True)
anyway_control = Control("pledges:anyway:{channel_id}:{layout}", for_stewards=True)
"""`layout`: the one that was asked for, see `layout_of`."""
wording_form = Form("pledges:wording-form:{post_id}", for_stewards=True)

again_control = Control("pledges:again:{post_id}", for_stewards=True)
"""Under the stewards' notice that somebody deleted a post."""
leave_control = Control("pledges:leave:{post_id}", for_stewards=True)


def panel(
    post: Post, say: Speaker, *, others_removed: bool, may_clear: bool
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Where a post stands, how it looks, and what can be changed about it.

    Args:
        others_removed: Whether reactions that stand for no value are removed in this server.
        may_clear: Whether the permissions for that are there.
    """
    embed = discord.Embed(
        title=say("pledges-panel-title"), description=_standing(post, say), colour=COLOUR
    )
    embed.add_field(
        name=say("pledges-panel-wording"),
        value=_worded(post.title, "pledges-panel-own-title", say)
        + "\n"
        + _worded(post.text, "pledges-panel-own-text", say),
        inline=False,
    )
    others = say("pledges-panel-others-removed" if others_removed else "pledges-panel-others-stay")
    if others_removed and not may_clear:
        others += "\n" + say("pledges-panel-others-missing")
    embed.add_field(name=say("pledges-panel-others"), value=others, inline=False)
    return embed, rows(
        _layouts(post, say),
        wording_control.button(say("pledges-panel-reword"), post_id=post.id),
        others_control.button(
            say("pledges-panel-let-others" if others_removed else "pledges-panel-remove-others"),
            post_id=post.id,
            removed=int(not others_removed),
        ),
        up_control.button(say("pledges-panel-up"), post_id=post.id)
        if post.state in (PostState.MISSING, PostState.REMOVED)
        else down_control.button(
            say("pledges-panel-down"), style=discord.ButtonStyle.danger, post_id=post.id
        ),
    )


def confirm_down(post: Post, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """Whether a post shall really go."""
    embed = discord.Embed(
        title=say("pledges-down-title"),
        description=say("pledges-down-text", channel=f"<#{post.channel_id}>"),
        colour=discord.Colour.red(),
    )
    return embed, rows(
        down_now_control.button(
            say("pledges-down-now"), style=discord.ButtonStyle.danger, post_id=post.id
        ),
        panel_control.button(say("pledges-down-keep"), post_id=post.id),
    )


def confirm_up(
    hindrances: Sequence[Hindrance], say: Speaker, *, channel_id: int, layout: Layout | None
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Which roles cannot be given for a pledge, and whether to post all the same."""
    lines = [say(f"pledges-{wrong.key}", **wrong.arguments) for wrong in hindrances]
    embed = discord.Embed(
        title=say("pledges-anyway-title"),
        description=shorten("\n".join(f"• {line}" for line in lines), 4096),
        colour=discord.Colour.orange(),
    )
    embed.set_footer(text=say("pledges-anyway-footer"))
    number = 0 if layout is None else 1 + list(Layout).index(layout)
    return embed, rows(
        anyway_control.button(say("pledges-anyway"), channel_id=channel_id, layout=number)
    )


def layout_of(number: int) -> Layout | None:
    """The layout that a button carries as a number; 0, and what is no layout any more, is none."""
    return list(Layout)[number - 1] if 0 < number <= len(Layout) else None


def wording_fields(post: Post, say: Speaker, *, usual_title: str, usual_text: str) -> list[Field]:
    """What the form for a post's own words asks.

    Args:
        usual_title: What stands there while it is left empty.
        usual_text: Likewise.
    """
    return [
        Field(
            "title",
            say("pledges-form-title"),
            description=say("pledges-form-empty"),
            value=post.title,
            placeholder=usual_title,
            required=False,
            longest=posts.LONGEST_TITLE,
        ),
        Field(
            "text",
            say("pledges-form-text"),
            description=say("pledges-form-empty"),
            value=post.text,
            placeholder=usual_text,
            required=False,
            long=True,
            longest=posts.LONGEST_TEXT,
        ),
    ]


def decide(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """What can be done about a post that somebody deleted, under the notice that says so."""
    post_id = arguments["post"]
    return rows(
        again_control.button(
            say("pledges-gone-again"), style=discord.ButtonStyle.primary, post_id=post_id
        ),
        leave_control.button(say("pledges-gone-leave"), post_id=post_id),
    )


def _standing(post: Post, say: Speaker) -> str:
    channel = f"<#{post.channel_id}>"
    match post.state:
        case PostState.WAITING:
            return say("pledges-panel-waiting", channel=channel)
        case PostState.LIVE:
            link = (
                f"https://discord.com/channels/{post.guild_id}/{post.channel_id}/{post.message_id}"
            )
            return say("pledges-panel-live", channel=channel, link=link)
        case PostState.MISSING:
            return say("pledges-panel-missing", channel=channel)
        case PostState.REMOVED:
            return say("pledges-panel-removed", channel=channel)


def _worded(own: str | None, key: str, say: Speaker) -> str:
    if own is None:
        return say(f"{key}-none")
    return say(key, words=shorten(discord.utils.escape_markdown(own), 200))


def _layouts(post: Post, say: Speaker) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(
            label=say(f"pledges-layout-{layout}"),
            description=say(f"pledges-layout-{layout}-about"),
            value=str(layout),
            default=post.layout is layout,
        )
        for layout in Layout
    ]
    return layout_control.select(options, placeholder=say("pledges-panel-layout"), post_id=post.id)
