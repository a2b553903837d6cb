reconcile-away = I was away from { $since } to { $until }.
reconcile-away-about = I was away between { $since } and { $until }, give or take a minute.
reconcile-found = I compared this server with what I know, and not everything was as it should be.
reconcile-nothing = { $looked ->
    [0] I looked, and there is nothing here yet that could have changed without me.
    [one] Everything is as it should be. I looked at one thing and changed nothing.
   *[other] Everything is as it should be. I looked at { $looked } things and changed nothing.
}
reconcile-figures = { $looked ->
    [one] One thing looked at
   *[other] { $looked } things looked at
}, { $seconds ->
    [0] in less than a second.
    [one] in one second.
   *[other] in { $seconds } seconds.
}
reconcile-again = I look again { $next }.
reconcile-interrupted = I was interrupted before I had seen everything. I begin again by myself as soon as I can; `/setup status` shows when I last looked.

reconcile-charter-repaired = The charter's post was not as it should be; I have put it in order.
reconcile-charter-removed = The charter's post is gone, or its channel is. `/charter post` puts it up again.

reconcile-pledges-both = { $added ->
    [one] One pledge was made without my seeing it
   *[other] { $added } pledges were made without my seeing it
} and { $removed ->
    [one] one was taken back
   *[other] { $removed } were taken back
}; I have kept { $sum ->
    [2] both
   *[other] all { $sum }
}.
reconcile-pledges-both-away = { $added ->
    [one] One pledge was made meanwhile
   *[other] { $added } pledges were made meanwhile
} and { $removed ->
    [one] one was taken back
   *[other] { $removed } were taken back
}; I have kept { $sum ->
    [2] both
   *[other] all { $sum }
}.
reconcile-pledges-added = { $added ->
    [one] One pledge was made without my seeing it; I have kept it.
   *[other] { $added } pledges were made without my seeing it; I have kept them.
}
reconcile-pledges-added-away = { $added ->
    [one] One pledge was made meanwhile; I have kept it.
   *[other] { $added } pledges were made meanwhile; I have kept them.
}
reconcile-pledges-removed = { $removed ->
    [one] One pledge was taken back without my seeing it; it counts no more.
   *[other] { $removed } pledges were taken back without my seeing it; they count no more.
}
reconcile-pledges-removed-away = { $removed ->
    [one] One pledge was taken back meanwhile; it counts no more.
   *[other] { $removed } pledges were taken back meanwhile; they count no more.
}
reconcile-pledges-repaired = { $repaired ->
    [one] One thing about the pledge posts needed mending; I have seen to it.
   *[other] { $repaired } things about the pledge posts needed mending; I have seen to them.
}

reconcile-pledges-members-added = { $added ->
    [one] One pledge of somebody who is back counts again.
   *[other] { $added } pledges of people who are back count again.
}
reconcile-pledges-members-removed = { $removed ->
    [one] One pledge of somebody who has left counts no more.
   *[other] { $removed } pledges of people who have left count no more.
}
reconcile-pledges-roles-repaired = { $repaired ->
    [one] One role for a pledge was to be given or taken back; I am doing it.
   *[other] { $repaired } roles for pledges were to be given or taken back; I am doing it.
}

reconcile-initiatives-removed = { $removed ->
    [one] One seat in an initiative is free again, because somebody has left.
   *[other] { $removed } seats in initiatives are free again, because people have left.
}
reconcile-initiatives-repaired = { $repaired ->
    [one] One person has moved up from a waiting list.
   *[other] { $repaired } people have moved up from waiting lists.
}

reconcile-buddies-removed = { $removed ->
    [one] One person who was a buddy or had one has left.
   *[other] { $removed } people who were buddies or had one have left.
}
reconcile-buddies-repaired = { $repaired ->
    [one] One introduction that was stuck can go on.
   *[other] { $repaired } introductions that were stuck can go on.
}

reconcile-onboarding-added = { $added ->
    [one] One newcomer has passed the server's screening; I have taken it from there.
   *[other] { $added } newcomers have passed the server's screening; I have taken it from there.
}
reconcile-onboarding-removed = { $removed ->
    [one] One person I knew from the conversation with newcomers has left.
   *[other] { $removed } people I knew from the conversation with newcomers have left.
}
reconcile-onboarding-repaired = { $repaired ->
    [one] One thing about the welcome needed mending; I have seen to it.
   *[other] { $repaired } things about the welcome needed mending; I have seen to them.
}

reconcile-other-added = { $added ->
    [one] One thing was new ({ $name }).
   *[other] { $added } things were new ({ $name }).
}
reconcile-other-removed = { $removed ->
    [one] One thing was gone ({ $name }).
   *[other] { $removed } things were gone ({ $name }).
}
reconcile-other-repaired = { $repaired ->
    [one] One thing needed mending ({ $name }).
   *[other] { $repaired } things needed mending ({ $name }).
}

reconcile-part-charter = The charter
reconcile-part-pledges = Pledges
reconcile-part-pledges-members = Pledges
reconcile-part-pledges-roles = Roles for pledges
reconcile-part-initiatives = Initiatives
reconcile-part-buddies = Buddies
reconcile-part-onboarding = Welcome

reconcile-failed = { $part }: { $why }
reconcile-why-unreachable = I got no answer, although I asked several times.
reconcile-why-refused = Discord refused me (code { NUMBER($code, useGrouping: 0) }). Look whether my role may see the channels it needs.
reconcile-why-bug = Something of mine failed. The operator finds the reason in the log.
reconcile-why-unknown = { $count ->
    [one] One thing could not be looked at.
   *[other] { $count } things could not be looked at.
}
