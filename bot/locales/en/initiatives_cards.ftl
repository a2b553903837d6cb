# The card, and what stands on it at each stage.
initiatives-stage-proposed = { $kind } · proposed
initiatives-stage-open = { $kind }
initiatives-stage-poll = { $kind } · looking for a date
initiatives-stage-full = { $kind } · full
initiatives-stage-running = { $kind } · under way
initiatives-stage-over = { $kind } · over
initiatives-stage-closed = { $kind } · done
initiatives-stage-declined = { $kind } · declined
initiatives-stage-cancelled = { $kind } · called off
initiatives-declined-title = Declined: { $title }

initiatives-card-when = 🗓️ { $when }
initiatives-card-where = 📍 { $where }
initiatives-card-who = 👤 { $who }
initiatives-card-first = 👣 First step: { $step }
initiatives-card-role = 🔑 For { $role }
initiatives-card-cutoff = ⏳ Sign up until { $when }
initiatives-card-reason = **Why:** { $reason }
initiatives-span = { $start } – { $end }
initiatives-online = Online

initiatives-card-waits = What it waits for
initiatives-card-stewards = The stewards decide about it.
initiatives-card-seconds = Seconded by { $count } of the { $needed } it takes.
initiatives-card-silent = Proposed { $since }, and nobody has answered yet. The stewards have been told.

initiatives-dates = Which date?
initiatives-date-votes = { $date } — { $count ->
        [0] nobody yet
        [one] **1** could come
       *[other] **{ $count }** could come
    }
initiatives-poll-until = The vote ends { $when }.
initiatives-needs = Needed
initiatives-need = { $name } — **{ $taken } of { $capacity }**
initiatives-need-met = { $name } — { $taken } of { $capacity } ✓
initiatives-arrived =
    { $count ->
        [one] 1 person is there
       *[other] { $count } people are there
    }
initiatives-card-offered =
    { $count ->
        [one] 1 seat is offered
       *[other] { $count } seats are offered
    }
initiatives-interested =
    { $count ->
        [one] 1 maybe
       *[other] { $count } maybe
    }

initiatives-card-result = What came of it
initiatives-card-awaited = Whoever organised it is yet to say.
initiatives-result-people =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
initiatives-result-hours = { $hours } h
initiatives-result-evidence = Evidence
initiatives-grade-self = Told by whoever organised it
initiatives-grade-organiser = Confirmed by a second person
initiatives-grade-partner = Confirmed by a partner

# What an initiative asks of whoever looks at it with /initiative show.
initiatives-ask-organise-along = You were asked to organise this along. Will you?
initiatives-ask-card-lost = Its card is gone from the channel. If you want people to find it again, have it posted anew.
initiatives-ask-confirm-seat = A seat is kept for you until { $until }. Do you take it?
initiatives-ask-decide = As a steward you can decide about this proposal.
initiatives-ask-close = It is over. What came of it? One sentence is enough: tell it with the button.
initiatives-ask-confirm-outcome = Were you there? If what was told is right, you can confirm it.
initiatives-ask-run = It is under way, and you organise it.
initiatives-ask-check-in = Are you there? Then check in.
initiatives-ask-vote = Choose the dates on which you could come. The vote ends { $poll }.
initiatives-ask-choose-date = The vote about the date is over, and somebody has to choose. That is you.
initiatives-ask-second = If you think this should happen, second it: { $missing ->
        [one] one more person is
       *[other] { $missing } more people are
    } needed.
initiatives-ask-join = There is a seat for you. Will you come?
initiatives-ask-queue = It is full. You can stand in line: if somebody cannot come, you are offered the seat.
initiatives-ask-walk-in = It is under way. If you are there too, check in.
initiatives-ask-own-proposal-seconds = You proposed this, and { $missing ->
        [one] one more person has
       *[other] { $missing } more people have
    } to second it. You will hear from me.
initiatives-ask-own-proposal-stewards = You proposed this, and the stewards decide about it. You will hear from me.
initiatives-ask-seconded = You second this. { $missing ->
        [one] One more person is
       *[other] { $missing } more people are
    } needed.
initiatives-ask-undecided = The stewards decide about this. Nothing is asked of you yet.
initiatives-ask-organised = You organise this.
initiatives-ask-in = You are in. See you there.
initiatives-ask-in-as = You are in, as: { $need }. See you there.
initiatives-ask-waiting = You wait as number { $number }. I will write to you when a seat is free.
initiatives-ask-maybe = You said maybe. Will you come?
initiatives-ask-said-no = You said that you cannot come. If that has changed, join.
initiatives-ask-here = You are checked in. Good that you are there.
initiatives-ask-voted = You have voted about the date, and can change it until the vote ends { $poll }.
initiatives-ask-not-for-them = Only { $role } can sign up for this.
initiatives-ask-too-late = Signing up is over.
initiatives-ask-awaited = It is over. Whoever organised it is yet to say what came of it.
initiatives-ask-was-there = You were there. Thank you.
initiatives-ask-told = It is closed. If something in what was told is wrong, you can correct it.
initiatives-repost = Post the card again
initiatives-manage = Manage
initiatives-reposted = The card of **{ $title }** is on its way to { $place }.
initiatives-card-stands = The card of **{ $title }** stands: { $link }. Nothing was posted.
initiatives-repost-where = There is no channel for initiatives any more. Where should it stand?
initiatives-repost-choose = Choose a channel
initiatives-repost-all = Post the cards again
initiatives-card-not-needed = **{ $title }** is over or was called off, and needs no card. /initiative list shows what is on.
initiatives-reposted-all =
    { $count ->
        [0] Every card stands. Nothing was posted.
        [one] One card is on its way to { $place }.
       *[other] { $count } cards are on their way to { $place }.
    }
initiatives-notice-cards-gone = A channel was deleted, and with it { $count ->
        [one] the card of one initiative
       *[other] the cards of { $count } initiatives
    }. They are still on, and people find them with /initiative list. If the cards should stand in the channel for initiatives, press the button; I do not post them again by myself.
initiatives-notice-card-gone = Somebody deleted the card of **{ $title }** in { $place }. It is still on, and people find it with /initiative show. If it should stand there again, press the button; I do not post it again by myself.

# Lists.
initiatives-list-join = What you can join
initiatives-list-join-empty = Nothing is planned at the moment. Start something yourself with /initiative propose.
initiatives-list-proposed = What was proposed
initiatives-list-proposed-empty = No proposal waits for an answer.
initiatives-list-done = What we have done
initiatives-list-done-empty = Nothing has been closed yet.
initiatives-list-none = Nothing fits. Ask for less, or see everything with /initiative list.
initiatives-list-when-week = This week
initiatives-list-when-month = This month
initiatives-list-when-no-date = Without a date
initiatives-list-people = Needs people
initiatives-list-value-gone = A value we no longer have
initiatives-list-poll = looking for a date
initiatives-list-need = { $name } ({ $count })
initiatives-list-needs = 🙋 Wanted: { $needs }
initiatives-list-open = Open one of them

initiatives-mine-title = Your initiatives
initiatives-mine-empty = You organise nothing at the moment, and have signed up for nothing. See what you could join with /initiative list.
initiatives-mine-organise = **You organise this.**
initiatives-mine-proposed = **You proposed this.**
initiatives-mine-confirmed = **You are in.**
initiatives-mine-attended = **You are there.**
initiatives-mine-offered = **A seat is kept for you until { $until }.**
initiatives-mine-waiting = **You wait as number { $number }.**
initiatives-mine-interested = **You said maybe.**
initiatives-mine-absent = **You had a seat.**
initiatives-mine-calendar = Calendar (.ics)
initiatives-mine-calendar-file = What you organise and come to, for your calendar. When a date changes, fetch the file again.
initiatives-mine-calendar-none = Nothing that you organise or come to has a date yet.
