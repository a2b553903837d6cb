setup-reconciling = I am comparing this server with what I know. The result appears here.
setup-reconciling-long = This takes longer than Discord lets me answer. It goes on; `/setup status` shows when it is done.

setup-status-title = How I am doing
setup-status-running = Tenet { $version }, started { $started }.
setup-status-connected = Connected since { $at }.
setup-status-disconnected = My connection is gone at the moment; I am trying to get it back.
setup-status-comparison = Last look at this server
setup-status-comparing = I am looking right now.
setup-status-never = I have not looked since I was started.
setup-status-next = I look again { $at }, or at once with `/setup reconcile`.
setup-status-found = Last time something had changed without me
setup-status-counts =
    { $at }: { $looked ->
        [one] one thing
       *[other] { $looked } things
    } looked at, { $added } added, { $removed } taken back, { $repaired } mended, { $failed } failed.
setup-status-outbox = What waits to be done
setup-status-outbox-empty = Nothing is due.
setup-status-outbox-due = { $count ->
    [one] One message or other act is due, asked for { $since }.
   *[other] { $count } messages and other acts are due, the oldest asked for { $since }.
}
setup-status-outbox-later = { $count ->
    [one] One has its time still to come.
   *[other] { $count } have their time still to come.
}
setup-status-outbox-failed = { $count ->
    [one] One
   *[other] { $count }
} could not be done in the last seven days, such as messages to somebody who takes none. What you can mend stands below.
setup-status-notices = What needs your hand
setup-status-notices-none = Nothing.
setup-status-notices-more = { $count ->
    [one] One more like these.
   *[other] { $count } more like these.
}

setup-check-title = What I found
setup-check-fine = Everything is as it should be.
setup-check-hints = Good to know
setup-check-more = { $count ->
    [one] One more; it shows when these are mended.
   *[other] { $count } more; they show as these are mended.
}
setup-check-open = { $count ->
    [one] One other thing needs your hand: `/setup status`.
   *[other] { $count } other things need your hand: `/setup status`.
}
setup-check-invite = [This link]({ $url }) gives my role every permission that is missing in the whole server. A channel that forbids me something still has to be changed by hand.
setup-check-again = Check again
setup-check-at = Checked { $at }.
setup-status-invite = [Invite me to another server]({ $url }), with exactly the permissions that I use.
setup-capability-onboarding = Onboarding
    .description = Newcomers get to know you in a short private conversation
setup-capability-pledges = Pledges
    .description = Members pledge to a value, by a reaction or a button
setup-capability-initiatives = Initiatives
    .description = What you do together, with seats and outcomes
setup-capability-reminders = Reminders
    .description = A value, again and again, with something real beside it
setup-capability-buddies = Buddies
    .description = Members who are there for newcomers
setup-capability-digest = Stewards' digest
    .description = Once a week, what needs you

setup-start-home-title = Setting up
setup-start-title = Setting up, { $step } of { $steps }
setup-start-intro = Leave at any point and come back with the same command: what you have chosen stays. Nothing is made on your server before you press its button.
setup-start-begin = Begin
setup-start-next = Next
setup-start-back = Back
setup-start-overview = Overview
setup-start-go = Go to a step
setup-start-saved = ✅ Saved.
setup-start-gone = That is not there any more. Choose again.
setup-start-may-not = I may not make that here: I lack the permission **{ permission }**, which I need for nothing else. Give it to me with the button below and take it back later, or make it yourself and choose it here.
setup-start-may-not-button = Let me make it
setup-start-only-managers = Who is a steward, and which channels and roles there are, is for those who may manage the server. Ask one of them.
setup-start-page-language = Language and time
setup-start-page-channels = Channels
setup-start-page-stewards = Stewards
setup-start-page-capabilities = What I do here
setup-start-page-values = Values
setup-start-page-finish = What is left
setup-start-sum-language = { $language }, { $zone }
setup-start-sum-none = none yet
setup-start-sum-no-role = everybody who may manage the server
setup-start-sum-all-on = everything
setup-start-sum-off = everything but { $names }
setup-start-sum-values = { $count ->
        [0] none yet
        [one] one in force
       *[other] { $count } in force
    }{ $drafted ->
        [0] {""}
       *[other] , { $drafted } in the draft
    }
setup-start-language = In this language I write in public; in private I speak each member's own. My clocks here are those of **{ $zone }**, where it is { $time } now.
setup-start-language-sample = It reads like this:
setup-start-sample = Good to have you at **{ $server }**. I am Tenet, and I keep in sight what people here stand for.
setup-start-language-choose = Language
setup-start-zone = Change the zone…
setup-start-zone-field = Where do you live?
setup-start-zone-hint = A city, a country, or a zone such as Europe/Berlin
setup-start-zone-none = I know no such place. Try the nearest large city.
setup-start-zone-which = Which one?
setup-start-zone-clock = It is { $time } there now
setup-start-channels = Choose a channel for each, or let me make one. What has no channel rests.
setup-start-channel-none = none
setup-start-channel-gone = ⚠️ it was deleted
setup-start-for-welcome = Welcome, with the Start button
setup-start-for-stewards = For stewards, what needs them
setup-start-for-pledges = Pledges
setup-start-for-initiatives = Initiatives
setup-start-for-reminders = Reminders
setup-start-what-welcome = One post of mine will stand there, with the Start button for newcomers.
setup-start-what-stewards = I write there what needs your hand, such as a permission that I lack or a proposal to decide. Members should not see it.
setup-start-what-pledges = A post of mine will stand there for your values; members pledge by reacting under it.
setup-start-what-initiatives = Each initiative gets a card there, with buttons to join.
setup-start-what-reminders = Reminders are posted there, unless you choose another channel for one.
setup-start-name-welcome = welcome
setup-start-name-stewards = stewards
setup-start-name-pledges = our values
setup-start-name-initiatives = initiatives
setup-start-name-reminders = reminders
setup-start-make = Make { $name }
setup-start-make-open = I make **{ $name }**. Everybody sees it, as your server's other channels.
setup-start-make-private = I make **{ $name }**. Only those with a steward role, those who may see all channels, and I can see it.
setup-start-now = So it is now: { $now }.
setup-start-stewards = Whoever may manage the server is a steward anyway. With these roles others are, too: they read what needs somebody's hand, edit values and post for me. The role gets no permission on Discord by it.
setup-start-roles-choose = Steward roles
setup-start-make-role = Make a role
setup-start-make-role-what = I make the role **{ $name }**, without any permission of its own and given to nobody. You give it to whom you trust.
setup-start-role-name = Steward
setup-start-capabilities = Choose what I do here. What you leave out shows no commands, posts nothing and writes to nobody; what it knows is kept, and you can switch it on again.
setup-start-none-on = Nothing of it
setup-start-values = { $count ->
        [0] There is no value in force yet, and without values there is nothing for me to do.
        [one] One value is in force.
       *[other] { $count } values are in force.
    }{ $drafted ->
        [0] {""}
       *[other] {" "}The draft has { $drafted }.
    }

    • Begin with a charter that you make your own: the button below.
    • Open a file from another server: { $file }
    • Write them yourselves: { $add }

    When the draft is as you want it: { $publish }. Members see nothing of it before.
setup-start-starters = Begin with a charter…
setup-start-finish = That is all. What is left, and what you can do next:
setup-start-left = { $name } is not chosen yet.
setup-start-then-onboarding = The Start button for newcomers: { $command }
setup-start-then-pledges = The post to pledge under: { $command }
setup-start-then-reminders = A value every week: { $command }
setup-start-then-check = { $count ->
        [0] I lack nothing here; look again at any time:
        [one] One thing is not as it should be. What helps:
       *[other] { $count } things are not as they should be. What helps:
    } { $command }
setup-start-invite = Give me the permissions I lack
