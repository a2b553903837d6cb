"""Embeds and polls of a message, ready for their template."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.rehearsal.page import components
from bot.rehearsal.page.components import Words
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.world.entities import Json

_RESULT = "poll_result"


def embed(page: Page, visit: Visit, raw: Json, words: Words) -> dict[str, Any]:
    """A card with what its template needs."""
    fields = [
        {
            "name": words(field["name"]),
            "value": words(field["value"]),
            "inline": field.get("inline", False),
        }
        for field in raw.get("fields", ())
    ]
    colour, author, at = raw.get("color"), raw.get("author", {}), raw.get("timestamp")
    return {
        "hue": f"#{colour:06x}" if colour else None,
        "author": author.get("name"),
        "author_link": components.link(page, visit, author.get("url")),
        "title": words(raw["title"]) if raw.get("title") else None,
        "title_link": components.link(page, visit, raw.get("url")),
        "description": words(raw["description"]) if raw.get("description") else None,
        "fields": fields,
        "footer": raw.get("footer", {}).get("text"),
        "at": page.moment(datetime.fromisoformat(at), visit) if at else None,
        "image": components.picture(raw.get("image")),
        "thumbnail": components.picture(raw.get("thumbnail")),
    }


def cards(raw: Json) -> list[Json]:
    """The cards of a message; the numbers of a vote that is over are told in a sentence."""
    return [card for card in raw["embeds"] if card.get("type") != _RESULT]


def poll(page: Page, visit: Visit, raw: Json) -> dict[str, Any] | None:
    """A vote with its answers so far; None for a message without one."""
    entry = raw.get("poll")
    if entry is None:
        return None
    results = {item["id"]: item for item in entry["results"]["answer_counts"]}
    answers = [
        {
            "id": answer["answer_id"],
            "text": answer["poll_media"].get("text") or "",
            "emoji": components.emoji_name(answer["poll_media"].get("emoji")),
            "count": results.get(answer["answer_id"], {}).get("count", 0),
            "me": results.get(answer["answer_id"], {}).get("me_voted", False),
        }
        for answer in entry["answers"]
    ]
    return {
        "question": entry["question"]["text"],
        "answers": answers,
        "several": entry["allow_multiselect"],
        "ends": page.moment(datetime.fromisoformat(entry["expiry"]), visit),
        "is_over": entry["results"]["is_finalized"],
        "has_voted": any(answer["me"] for answer in answers),
    }


def result(raw: Json) -> str:
    """How a vote ended, in a sentence; empty where the message is no such notice."""
    cards = [card for card in raw["embeds"] if card.get("type") == _RESULT]
    if not cards:
        return ""
    told = {field["name"]: field["value"] for field in cards[0].get("fields", ())}
    question, total = told.get("poll_question_text", ""), told.get("total_votes", "0")
    winner = told.get("victor_answer_text")
    if winner is None:
        return f"The vote “{question}” has ended without a winner ({total} in all)."
    votes = told.get("victor_answer_votes", "0")
    return f"The vote “{question}” has ended: {winner} ({votes} of {total})."
