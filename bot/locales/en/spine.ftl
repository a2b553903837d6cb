language-own-name = English

error-refused = That is not possible right now. Try again a little later.
error-not-in-server = This belongs to a server. Use it there, not in a private message.
error-not-a-member = This belongs to a server that you or I are no longer in. Nothing has changed.
error-not-allowed = You may not do this here. Ask a steward if you think you should.
error-may-not-post = You may not write in this channel, so I do not post for you here. Show it in a channel where you may write.
error-not-a-steward = This is for stewards: people who may manage the server, or who have a steward role. Ask one of them to do it.
error-switched-off = The stewards have switched this off on this server. What was noted is kept; ask a steward if you miss it.
error-too-many-at-once = Too many people did something in the same moment, and a form cannot wait. Try again now.
error-option = "{ $given }" does not fit here. Pick one of the suggestions.
error-bug = Something went wrong on our side. Look whether it was done before you try again. If it keeps happening, tell a steward this reference: { $reference }.
error-unknown-control = This button is from an earlier version and does nothing any more. Use the command or the latest message instead.
error-unknown-command = This command is from an earlier version and does nothing any more. Restart Discord, and it shows you today's commands.
error-no-such-zone = The time zone { $zone } does not exist any more. Choose another one first.

notice-title = Tenet needs a hand
notice-refused-channel =
    I could not do my work in { $place } ({ $what }). { $missing ->
        [none] Discord answered with code { NUMBER($code, useGrouping: 0) }. Check that the channel and the message still exist, or choose another channel.
       *[other] I lack these permissions there: { $missing }. Grant them to my role, and I will do it the next time it is due.
    }
notice-refused-role =
    I could not give or take { $place } ({ $what }). { $missing ->
        [none] My highest role has to stand above it in the server's list of roles, and it must still exist.
       *[other] I lack this permission: { $missing }. Grant it to my role, and move my role above the one I am to give.
    }
notice-bug = Something of mine failed several times ({ $what }). The operator finds the reason in the log.
notice-run-skipped =
    { $name ->
        [none] { $what ->
            [digest-weekly] The stewards' digest was due
           *[other] Something was due ({ $what })
        }
       *[other] **{ $name }** was due
    } at { $due }, when I was away, and now it is too late to make up for it. It comes again at its next time.
notice-zone-gone = The time zone { $zone } does not exist any more, so what came by it is paused ({ $what }). Choose another zone for it, then resume it.
