"""Creating and editing messages, in channels and in answer to interactions.

https://docs.discord.com/developers/resources/message#create-message
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from bot.simulator import errors
from bot.simulator.forms import embeds
from bot.simulator.forms.components import check_components
from bot.simulator.forms.fields import Form, checked
from bot.simulator.forms.polls import poll_form

Surface = Literal["channel", "interaction", "webhook"]

# The documented limit for apps; the OpenAPI description says 4000, which holds for no app.
CONTENT_LENGTH = 2000
ATTACHMENTS = 10
ATTACHMENT_DESCRIPTION_LENGTH = 1024
FILE_SIZE = 10 * 1024 * 1024
REQUEST_SIZE = 25 * 1024 * 1024
STICKERS = 3
NONCE_LENGTH = 25
MENTION_LIST = 100

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

_LEGACY_FIELDS = ("content", "embeds", "sticker_ids", "poll", "shared_client_theme")


class Upload(Protocol):
    """A file of a multipart request."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...


class Current(Protocol):
    """What an edit must know of the message it changes."""

    @property
    def content(self) -> str: ...
    @property
    def embeds(self) -> Sequence[Any]: ...
    @property
    def components(self) -> Sequence[Any]: ...
    @property
    def attachments(self) -> Sequence[Any]: ...
    @property
    def flags(self) -> int: ...
    @property
    def poll(self) -> Any: ...


def check_create(
    body: object, files: Sequence[Upload], *, surface: Surface, path: tuple[str, ...] = ()
) -> None:
    """Check a new message.

    Args:
        surface: Stickers and forwards exist in channels only.
        path: Where the message stands in the request, for the paths of problems.

    Raises:
        ApiError: 50035, 50006 (nothing to show), 30015 (too many files), 40005 (too large).
    """
    _check_files(files)

    def check(root: Form) -> None:
        form = Form(root.body, root.problems, path)
        flags = form.integer("flags", minimum=0, maximum=2**31 - 1) or 0
        v2 = bool(flags & COMPONENTS_V2)
        _check_shared(form, v2=v2, file_names=_file_names(files, form.body))
        form.boolean("tts")
        form.boolean("enforce_nonce")
        if type(form.body.get("nonce")) is not int:
            form.string("nonce", maximum=NONCE_LENGTH)
        form.snowflakes("sticker_ids", maximum=STICKERS)
        _check_reference(form)
        poll = form.form("poll")
        if poll is not None:
            poll_form(poll)
        if v2:
            _forbid_legacy(form)

    checked(body, check)
    assert isinstance(body, Mapping)
    given = len(_entries(body, "attachments"))
    if max(given, len(files)) > ATTACHMENTS:
        raise too_many_attachments()
    if not _shows_something(body, surface) and not files:
        raise empty_message()


def check_edit(
    body: object,
    current: Current,
    files: Sequence[Upload],
    *,
    surface: Surface,
    path: tuple[str, ...] = (),
) -> None:
    """Check an edit; what the body does not mention stays as it is in `current`.

    Raises:
        ApiError: as `check_create`, and 520003 for a poll in an edit.
    """
    _check_files(files)
    completes_a_defer = surface == "interaction" and bool(current.flags & LOADING)

    def check(root: Form) -> None:
        form = Form(root.body, root.problems, path)
        flags = form.integer("flags", minimum=0, maximum=2**31 - 1) or 0
        v2 = bool((flags | current.flags) & COMPONENTS_V2)
        names = _file_names(files, form.body) | {str(f["filename"]) for f in current.attachments}
        _check_shared(form, v2=v2, file_names=names)
        poll = form.form("poll")
        if poll is not None and completes_a_defer:
            poll_form(poll)
        if v2:
            _forbid_legacy(form)
            if not current.flags & COMPONENTS_V2:
                _forbid_legacy_left_over(form, current)

    checked(body, check)
    assert isinstance(body, Mapping)
    if body.get("poll") is not None and not completes_a_defer:
        raise errors.ApiError(400, 520003, "Cannot edit a poll message")
    kept = body.get("attachments", current.attachments) or ()
    uploads_listed = sum(1 for entry in kept if _is_upload(entry))
    total = len(kept) + max(0, len(files) - uploads_listed)
    if total > ATTACHMENTS:
        raise too_many_attachments()
    merged = {
        "content": body.get("content", current.content),
        "embeds": body.get("embeds", current.embeds),
        "components": body.get("components", current.components),
        "attachments": kept,
        "poll": body.get("poll") or current.poll,
        "sticker_ids": getattr(current, "stickers", ()),
        "message_snapshots": getattr(current, "snapshots", ()),
    }
    if not _shows_something(merged, "channel") and not files and not kept:
        raise empty_message()


def empty_message() -> errors.ApiError:
    return errors.ApiError(400, 50006, "Cannot send an empty message")


def too_many_attachments() -> errors.ApiError:
    return errors.ApiError(
        400, 30015, f"Maximum number of attachments in a message reached ({ATTACHMENTS})"
    )


def check_allowed_mentions(form: Form) -> None:
    """`parse` and an explicit list for the same kind exclude each other."""
    mentions = form.form("allowed_mentions")
    if mentions is None:
        return
    parse = mentions.values("parse", unique=True) or ()
    for index, kind in enumerate(parse):
        if kind not in ("roles", "users", "everyone"):
            mentions.problems.add(
                (*mentions.path, "parse", str(index)),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('roles', 'users', 'everyone').",
            )
    for kind in ("users", "roles"):
        listed = mentions.snowflakes(kind, maximum=MENTION_LIST)
        if listed and kind in parse:
            mentions.refuse(
                None,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
    mentions.boolean("replied_user")


def _check_shared(form: Form, *, v2: bool, file_names: set[str]) -> None:
    form.string("content", maximum=CONTENT_LENGTH, trimmed=True)
    embeds.check_embeds(form)
    for index, embed in enumerate(_entries(form.body, "embeds")):
        if isinstance(embed, dict) and embed and embeds.is_empty(embed):
            form.problems.add(
                (*form.path, "embeds", str(index), "description"),
                "BASE_TYPE_REQUIRED",
                "This field is required",
            )
    check_components(form, v2=v2, file_names=file_names)
    check_allowed_mentions(form)
    for attachment in form.forms("attachments"):
        attachment.snowflake("id", required=True)
        attachment.string("filename", maximum=1024)
        attachment.string("description", maximum=ATTACHMENT_DESCRIPTION_LENGTH)


def _check_reference(form: Form) -> None:
    reference = form.form("message_reference")
    if reference is None:
        return
    kind = reference.integer("type", choices=(0, 1)) or 0
    reference.snowflake("message_id", required=True)
    reference.snowflake("channel_id", required=kind == 1)
    reference.snowflake("guild_id")
    reference.boolean("fail_if_not_exists")


def _check_files(files: Sequence[Upload]) -> None:
    if len(files) > ATTACHMENTS:
        raise too_many_attachments()
    sizes = [len(file.data) for file in files]
    if any(size > FILE_SIZE for size in sizes) or sum(sizes) > REQUEST_SIZE:
        raise errors.ApiError(413, 40005, "Request entity too large")


def _forbid_legacy(form: Form) -> None:
    for key in _LEGACY_FIELDS:
        if form.body.get(key):
            _refuse_legacy(form, key)


def _forbid_legacy_left_over(form: Form, current: Current) -> None:
    for key in ("content", "embeds"):
        if getattr(current, key) and key not in form.body:
            _refuse_legacy(form, key)
    if current.poll:
        _refuse_legacy(form, "poll")


def _refuse_legacy(form: Form, key: str) -> None:
    form.refuse(
        key,
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )


def _file_names(files: Sequence[Upload], body: Mapping[str, Any]) -> set[str]:
    names = {file.name for file in files}
    for entry in _entries(body, "attachments"):
        if isinstance(entry, Mapping) and entry.get("filename"):
            names.add(str(entry["filename"]))
    return names


def _shows_something(body: Mapping[str, Any], surface: Surface) -> bool:
    content = body.get("content")
    if content is not None and str(content).strip():
        return True
    if any(not embeds.is_empty(embed) for embed in _entries(body, "embeds")):
        return True
    if any(body.get(key) for key in ("components", "poll")):
        return True
    if surface != "channel":
        return False
    if any(body.get(key) for key in ("sticker_ids", "shared_client_theme", "message_snapshots")):
        return True
    reference = body.get("message_reference")
    return isinstance(reference, Mapping) and str(reference.get("type", 0)) == "1"


def _is_upload(entry: Any) -> bool:
    """Whether an `attachments` entry describes a file of this request (its id is its index)."""
    number = entry.get("id") if isinstance(entry, Mapping) else None
    return number is not None and str(number).isdigit() and int(number) < ATTACHMENTS


def _entries(body: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = body.get(key)
    return value if isinstance(value, (list, tuple)) else ()
