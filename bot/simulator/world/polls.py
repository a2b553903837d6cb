"""Polls: votes, and the end that comes by itself or by hand."""

from __future__ import annotations

from bisect import insort

from bot.simulator import intents
from bot.simulator.world import messages
from bot.simulator.world.dispatch import emit_in_channel
from bot.simulator.world.entities import Channel, Json, Message, MessageType, Poll
from bot.simulator.world.world import World


def watch(world: World, message: Message) -> None:
    """Have the poll of a new message end when its time is over."""
    poll = _poll(message)
    world.agenda.at(poll.expires_at, lambda: finish(world, message))


def vote(world: World, channel: Channel, message: Message, user_id: int, answer_id: int) -> bool:
    """Whether this is a new vote; in a single-choice poll it replaces the user's other one."""
    poll = _poll(message)
    if user_id in poll.answers[answer_id].voter_ids:
        return False
    if not poll.allow_multiselect:
        for other_id in poll.answers:
            unvote(world, channel, message, user_id, other_id)
    insort(poll.answers[answer_id].voter_ids, user_id)
    _emit(world, channel, message, user_id, answer_id, "MESSAGE_POLL_VOTE_ADD")
    return True


def unvote(world: World, channel: Channel, message: Message, user_id: int, answer_id: int) -> bool:
    """Whether there was such a vote."""
    voters = _poll(message).answers[answer_id].voter_ids
    if user_id not in voters:
        return False
    voters.remove(user_id)
    _emit(world, channel, message, user_id, answer_id, "MESSAGE_POLL_VOTE_REMOVE")
    return True


def finish(world: World, message: Message) -> None:
    """Close the poll, count exactly, and let the channel know the result."""
    poll = _poll(message)
    channel = world.channels.get(message.channel_id)
    if poll.is_finalized or channel is None or message.id not in channel.messages:
        return
    poll.is_finalized = True
    poll.expires_at = min(poll.expires_at, world.now())
    messages.edit(world, message, touch=False)
    reference: Json = {"type": 0, "channel_id": str(channel.id), "message_id": str(message.id)}
    if channel.guild_id is not None:
        reference["guild_id"] = str(channel.guild_id)
    result = messages.Draft(
        author_id=message.author_id,
        type=MessageType.POLL_RESULT,
        embeds=[_result(poll)],
        reference=reference,
    )
    messages.create(world, channel, result)


def _poll(message: Message) -> Poll:
    assert message.poll is not None
    return message.poll


def _result(poll: Poll) -> Json:
    """https://discord.com/developers/docs/resources/message#embed-fields-by-embed-type-poll-result-embed-fields."""
    votes = {answer.id: len(answer.voter_ids) for answer in poll.answers.values()}
    most = max(votes.values())
    winners = [answer_id for answer_id, count in votes.items() if count == most and most]
    fields = [
        ("poll_question_text", poll.question),
        ("victor_answer_votes", str(most)),
        ("total_votes", str(sum(votes.values()))),
    ]
    if len(winners) == 1:
        winner = poll.answers[winners[0]]
        fields.append(("victor_answer_id", str(winner.id)))
        if winner.media.get("text"):
            fields.append(("victor_answer_text", winner.media["text"]))
    return {
        "type": "poll_result",
        "fields": [{"name": name, "value": value, "inline": False} for name, value in fields],
    }


def _emit(
    world: World, channel: Channel, message: Message, user_id: int, answer_id: int, name: str
) -> None:
    def build() -> Json:
        shown: Json = {
            "user_id": str(user_id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "answer_id": answer_id,
        }
        if channel.guild_id is not None:
            shown["guild_id"] = str(channel.guild_id)
        return shown

    emit_in_channel(
        world,
        name,
        channel,
        build,
        guild_intents=intents.GUILD_MESSAGE_POLLS,
        dm_intents=intents.DIRECT_MESSAGE_POLLS,
    )
