"""What happens around people: each verb of the vocabulary in which nobody acts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal import troubles
from bot.rehearsal.stage import Failed, Stage
from bot.rehearsal.story import Step
from bot.simulator.world import channels
from bot.simulator.world.entities import Channel

Act = Callable[[Stage, Step], Awaitable[None]]


async def time(stage: Stage, step: Step) -> None:
    moment = step.what(stage.clock.now().astimezone(stage.community.zone))
    await stage.move_to(moment)


async def bot(stage: Stage, step: Step) -> None:
    running = stage.running
    if step.what == "start" and running.is_running:
        raise Failed("the bot to be stopped", "it is running")
    if step.what != "start" and not running.is_running:
        raise Failed("the bot to be running", "it is stopped")
    if step.what == "kill":
        stage.transcript.act("The bot is killed, as by a power cut.")
        await running.kill()
    if step.what in ("stop", "restart"):
        stage.transcript.act("The bot is stopped.")
        await running.stop()
    if step.what in ("start", "restart"):
        stage.transcript.act("The bot is started.")
        try:
            await running.start()
        except TimeoutError:
            raise Failed("the bot to come up", "it had not after 10 s") from None


async def chapter(stage: Stage, step: Step) -> None:
    stage.transcript.heading(step.what)


async def note(stage: Stage, step: Step) -> None:
    stage.transcript.note(step.what)


async def bot_may_not(stage: Stage, step: Step) -> None:
    channel = _channel(stage, step.options.get("in", ""))
    stage.transcript.act(f"In #{channel.name} the bot may not {step.what} from here on.")
    bits = troubles.PERMISSIONS[step.what]
    troubles.forbid(stage.sim.world, channel, stage.community.application.id, bits)


async def bot_may(stage: Stage, step: Step) -> None:
    channel = _channel(stage, step.options.get("in", ""))
    stage.transcript.act(f"In #{channel.name} the bot may {step.what} again.")
    bits = troubles.PERMISSIONS[step.what]
    troubles.allow(stage.sim.world, channel, stage.community.application.id, bits)


async def discord(stage: Stage, step: Step) -> None:
    stage.transcript.act(f"Discord {step.what}.")
    troubles.discord_does(stage.sim, stage.community.application.id, step.what)


async def channel_deleted(stage: Stage, step: Step) -> None:
    channel = _channel(stage, step.what)
    stage.transcript.act(f"The channel #{channel.name} is deleted.")
    channels.delete(stage.sim.world, channel)


ACTS: Mapping[str, Act] = {
    "time": time,
    "bot": bot,
    "bot may not": bot_may_not,
    "bot may": bot_may,
    "discord": discord,
    "channel deleted": channel_deleted,
    "chapter": chapter,
    "note": note,
}


def _channel(stage: Stage, name: str) -> Channel:
    found = stage.community.guild.channels.values()
    for channel in found:
        if channel.name == name:
            return channel
    there = ", ".join(f"#{channel.name}" for channel in found)
    raise Failed(f"a channel called {name or '(none is named)'}", f"there are {there}")
