# The stewards' digest, with the lines of every capability: they are read one below the other.
digest-title = Stewards' digest
digest-period = From { $since } to { $until }.
digest-quiet = A quiet week: nothing waits for you, nobody is stuck, and nothing failed.
digest-footer = Comes { $rule }. /digest off ends it.
digest-footer-preview = Only you see this. /digest on has it posted every week.

digest-section-waiting = Waits for you
digest-section-stuck = Who may need a hand
digest-section-failed = What did not work
digest-section-recovered = What I put right
digest-section-values = Your values
digest-section-ahead = The next seven days

digest-things-more = and { $count } more
digest-lines-more = { $count ->
    [one] and **1** more
   *[other] and **{ $count }** more
}

digest-notices = { $count ->
    [one] **1** notice of mine is open (/setup status), since { $since }
   *[other] **{ $count }** notices of mine are open (/setup status), the oldest since { $since }
}
digest-given-up = { $count ->
    [one] **1** message or other act of mine did not get through: { $things }
   *[other] **{ $count }** messages or other acts of mine did not get through: { $things }
}
digest-run-failed = { $count ->
    [one] **1** post that was due failed by a mistake of mine, which the operator's log explains: { $things }
   *[other] **{ $count }** posts that were due failed by mistakes of mine, which the operator's log explains: { $things }
}
digest-run-skipped = { $count ->
    [one] **1** post was left out, because I was away when it was due: { $things }
   *[other] **{ $count }** posts were left out, because I was away when they were due: { $things }
}
digest-run-late = { $count ->
    [one] **1** post came late, because I was away when it was due: { $things }
   *[other] **{ $count }** posts came late, because I was away when they were due: { $things }
}
digest-expired = { $count ->
    [one] **1** private message expired before there was room for it: { $things }
   *[other] **{ $count }** private messages expired before there was room for them: { $things }
}
digest-not-compared = { $count ->
    [one] **1** thing could not be compared with Discord last time (/setup reconcile)
   *[other] **{ $count }** things could not be compared with Discord last time (/setup reconcile)
}
digest-recovered = { $count ->
    [one] **1** change had escaped me, and I have caught up on it: { $things }
   *[other] **{ $count }** changes had escaped me, and I have caught up on them: { $things }
}

digest-part-buddies = buddies
digest-part-charter = charter
digest-part-contact = private messages
digest-part-digest = this digest
digest-part-initiatives = initiatives
digest-part-notice = notices
digest-part-notifications = private messages
digest-part-onboarding = newcomers
digest-part-pledges = pledges
digest-part-reconcile = reports of comparisons
digest-part-reminders = reminders

initiatives-weekly-unanswered = { $count ->
    [one] **1** proposal waits for a decision (/initiative manage), since { $since }: { $things }
   *[other] **{ $count }** proposals wait for a decision (/initiative manage), the oldest since { $since }: { $things }
}
initiatives-weekly-unclosed = { $count ->
    [one] **1** initiative is over, and nobody has told what came of it (/initiative close): { $things }
   *[other] **{ $count }** initiatives are over, and nobody has told what came of them (/initiative close): { $things }
}
initiatives-weekly-ahead = { $at }: { $things }

onboarding-weekly-stuck = { $count ->
    [one] **1** newcomer has been between two steps for a while (/onboarding stuck)
   *[other] **{ $count }** newcomers have been between two steps for a while (/onboarding stuck)
}
buddies-weekly-waiting = { $count ->
    [one] **1** newcomer would like a buddy, and nobody is free (/buddy on)
   *[other] **{ $count }** newcomers would like a buddy, and nobody is free (/buddy on)
}

reminders-weekly-slowed = { $count ->
    [one] **1** reminder gets no answers and comes half as often (/reminder edit): { $things }
   *[other] **{ $count }** reminders get no answers and come half as often (/reminder edit): { $things }
}
reminders-weekly-untended = { $count ->
    [one] **1** value nobody acted on in the last { $weeks } weeks (/initiative propose): { $things }
   *[other] **{ $count }** values nobody acted on in the last { $weeks } weeks (/initiative propose): { $things }
}
reminders-weekly-ahead = { $at }: { $things } (reminder)
reminders-weekly-ahead-often = { $at }, and { $later ->
    [one] once more
   *[other] { $later } times more
} after that: { $things } (reminder)

digest-rule = { $rule }, in { $place }.
digest-next = Next times (clock of { $zone })
digest-first = The first one
digest-switch-on = Switch it on
digest-unsaved = Nothing is saved yet. Type the command again for another time.
digest-unsaved-instead = Nothing is saved yet. Until now it comes { $rule }.
digest-on-footer = /digest preview shows what it would say today. /digest off ends it.
digest-off = The stewards' digest comes no more. /digest on brings it back.
digest-off-already = The stewards' digest is not switched on, so nothing changes. /digest on has it posted every week.

digest-warnings = Look at this first
digest-warning-public = Everybody in the server can read { $place }. The digest speaks of what failed and who may need a hand: close the channel to all but stewards first.
digest-warning-gone = I cannot find the channel "{ $place }". Until it is there again, no digest comes.
digest-warning-missing = I lack these permissions there: { $missing }. Grant them to my role, or no digest comes.

digest-not-weekly = The digest comes once a week. Type one day and a time, such as "every Friday at 16:00".
digest-no-channel = Nobody has said yet which channel is the stewards'. The operator names it in the configuration, under channels: stewards.
digest-notice-no-channel = { $place ->
        [none] The stewards' digest was due, and nobody has said which channel is the stewards'. The operator names it in the configuration.
       *[other] The stewards' digest was due, and I cannot find the channel "{ $place }".
    } The next digest tells of this week, too; /digest preview shows it to you now.
