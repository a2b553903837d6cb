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
    [one] **1** notice of mine has been open since { $since }: /setup status
   *[other] **{ $count }** notices of mine are open, the oldest since { $since }: /setup status
}
digest-given-up = { $count ->
    [one] **1** thing I could not do on Discord: { $things }
   *[other] **{ $count }** things I could not do on Discord: { $things }
}
digest-run-failed = { $count ->
    [one] **1** thing was due and failed by a mistake of mine: { $things }. The operator finds it in the log
   *[other] **{ $count }** things were due and failed by mistakes of mine: { $things }. The operator finds them in the log
}
digest-run-skipped = { $count ->
    [one] **1** thing was left out, because I was away when it was due: { $things }
   *[other] **{ $count }** things were left out, because I was away when they were due: { $things }
}
digest-run-late = { $count ->
    [one] **1** thing came late, because I was away when it was due: { $things }
   *[other] **{ $count }** things came late, because I was away when they were due: { $things }
}
digest-expired = { $count ->
    [one] **1** private message was not sent: it found no room in its member's week: { $things }
   *[other] **{ $count }** private messages were not sent: they found no room in their members' weeks: { $things }
}
digest-not-compared = { $count ->
    [one] **1** thing I could not compare with Discord last time. I try again with /setup reconcile
   *[other] **{ $count }** things I could not compare with Discord last time. I try again with /setup reconcile
}
digest-recovered = { $count ->
    [one] **1** thing had changed without my seeing it: { $things }
   *[other] **{ $count }** things had changed without my seeing it: { $things }
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
    [one] **1** proposal has waited for a decision since { $since }: { $things }. Decide with /initiative manage
   *[other] **{ $count }** proposals wait for a decision, the oldest since { $since }: { $things }. Decide with /initiative manage
}
initiatives-weekly-unclosed = { $count ->
    [one] **1** initiative is over, and nobody has said what came of it: { $things }. You can with /initiative close
   *[other] **{ $count }** initiatives are over, and nobody has said what came of them: { $things }. You can with /initiative close
}
initiatives-weekly-ahead = { $at }: { $things }

onboarding-weekly-stuck = { $count ->
    [one] **1** newcomer is between two steps: /onboarding stuck
   *[other] **{ $count }** newcomers are between two steps: /onboarding stuck
}
buddies-weekly-waiting = { $count ->
    [one] **1** newcomer would like a buddy, and nobody is free. You would be, with /buddy on
   *[other] **{ $count }** newcomers would like a buddy, and nobody is free. You would be, with /buddy on
}

reminders-weekly-slowed = { $count ->
    [one] **1** reminder gets no answer and comes half as often: { $things }. Give it other words with /reminder edit
   *[other] **{ $count }** reminders get no answer and come half as often: { $things }. Give them other words with /reminder edit
}
reminders-weekly-untended = { $count ->
    [one] **1** value nobody acted on in the last { $weeks } weeks: { $things }. What could you do together? /initiative propose
   *[other] **{ $count }** values nobody acted on in the last { $weeks } weeks: { $things }. What could you do together? /initiative propose
}
reminders-weekly-ahead = { $at }: the reminder { $things }
reminders-weekly-ahead-often = { $at }: the reminder { $things }, the first of { $times } times

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
