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
initiatives-card-seconds = { $count } of { $needed } who second it.
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
initiatives-interested =
    { $count ->
        [one] 1 maybe
       *[other] { $count } maybe
    }

initiatives-card-result = What came of it
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
