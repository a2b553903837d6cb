"""The other side over HTTP: act as members, move the clock, let things go wrong.

Everything is JSON under `/_simulator/`, on the same port as the API and, like it, on loopback only;
a request that a web page sends from elsewhere (its `Origin`) is refused. Ids are strings. A person
is named by id or name, a channel by id, `#name` or `DM` (the direct messages with the bot), a role
by id or name, a message by id.

    GET    /_simulator/                    what there is: servers, channels, roles, people, bots
    GET    /_simulator/unknown-routes      requests to addresses that the API does not have
    GET    /_simulator/routes              the API's routes with what each enforces
    GET    /_simulator/requests            how often each route was asked

    GET    /_simulator/clock               {now}
    POST   /_simulator/clock               {advance: seconds} or {to: "2026-03-02T09:00:00+00:00"}

    GET    /_simulator/faults              the present rules
    POST   /_simulator/faults              one of
             {kind: "status", status, code?, method?, route?, times?, skip?}
             {kind: "rate_limited", scope?: user|shared|global|sub, retry_after?, …}
             {kind: "slow", seconds, …}    {kind: "lost_answer", …}    {kind: "cut", …}
             {kind: "duplicate"|"swallow"|"reorder", event?, times?}
             {kind: "reconnect"|"invalid_session_true"|"invalid_session_false"|"drop"|
                    "disallowed_intents", application_id?}
             {kind: "unreachable", person, code?: 50007|50278|40003}
             {kind: "chunk_rate_limited", times?}
    DELETE /_simulator/faults              let everything work again
    DELETE /_simulator/faults/{id}         withdraw one rule

    GET    /_simulator/people              everybody
    POST   /_simulator/people              {name, guild_id?, pending?, locale?, roles?,
                                            accepts_dms?}
    GET    /_simulator/people/{person}/sees?channel=…     messages; everything without a channel
    GET    /_simulator/people/{person}/channels           what they see
    GET    /_simulator/people/{person}/commands?channel=… what they may run
    POST   /_simulator/people/{person}/{act}              with
             join {guild_id, pending?} · leave · pass_screening · complete_onboarding {roles?}
             close_dms · open_dms · block · unblock
             run {command, options?, channel?, within?} · complete {command, options, channel?}
             use {entry, member? or message?, channel?}
             click {label? or custom_id?, message?} · select {choices, message, custom_id?}
             submit {form, answers} · react {emoji, message} · unreact {emoji, message}
             clear_reactions {message, emoji?} · delete {message}
             say {text, channel?} · vote {answers, message}
             subscribe {event} · unsubscribe {event}
             wait {text, channel?, after?, within?}

    POST   /_simulator/crowd               {count, guild_id?}: members without an event for each
    POST   /_simulator/bench/reactions     {message, channel, emoji, count, withdraw?, behind?}
    POST   /_simulator/bench/edits         {message}: note its edits from now on
    GET    /_simulator/bench/edits         [{at: seconds of the machine, body}]
    POST   /_simulator/bench/commands      {command, options?, channel, per_second, count, people?}
    POST   /_simulator/bench/clicks        {message, channel, custom_id, count, seconds}: by the
                                            newest members
    POST   /_simulator/bench/joins         {count, channel, behind?}
    POST   /_simulator/bench/presses       {message, channel, custom_id, count, seconds, within,
                                            shows, afterwards?}: by the newest members; `shows` is
                                            how a button's custom_id begins on what they wait for

What a person gets to see comes back as `{kind: message|form|nothing|no_answer, text, …}`. What
Discord would not let them do is 409 `{error}`, waiting in vain 408, a wrong request 400.
"""

from bot.simulator.control.desk import install

__all__ = ["install"]
