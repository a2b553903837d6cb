# How initiatives work in a server.
initiatives-settings-title = How initiatives work here
initiatives-settings-decide = Who decides about a proposal
initiatives-settings-decide-open = Nobody: it is open as soon as it is published.
initiatives-settings-decide-seconds = Members: it is open once { $count ->
        [one] one other member seconds it
       *[other] { $count } other members second it
    }. A steward may decide at any time.
initiatives-settings-decide-stewards = Stewards: they are asked in their channel.
initiatives-settings-by-open = Open at once
    .about = Nobody has to agree
initiatives-settings-by-seconds = Seconded by members
    .about = Some others have to want it
initiatives-settings-by-stewards = Approved by stewards
    .about = One of you has to agree
initiatives-settings-silence = When nobody answers
initiatives-settings-silence-text = After { $days ->
        [one] one day
       *[other] { $days } days
    } its card says so, and you and whoever proposed it are told.
initiatives-settings-confirm = When a seat is offered
initiatives-settings-confirm-text = It is kept for { $hours ->
        [one] one hour
       *[other] { $hours } hours
    }, or for half of the time that is left, and then goes to the next in line.
initiatives-settings-events = Among the server's events
initiatives-settings-events-on = Initiatives with a date appear there.
initiatives-settings-events-off = Initiatives do not appear there.
initiatives-settings-threads = Threads
initiatives-settings-threads-on = Every initiative gets a thread to talk in.
initiatives-settings-threads-off = Initiatives get no thread.
initiatives-settings-numbers = Numbers…
initiatives-settings-numbers-title = Numbers
initiatives-settings-turn-events-on = Show them as events
initiatives-settings-turn-events-off = Don't show them as events
initiatives-settings-turn-threads-on = Give them threads
initiatives-settings-turn-threads-off = Give them no threads
initiatives-settings-opened = { $count ->
        [one] One proposal that waited is open by this.
       *[other] { $count } proposals that waited are open by this.
    }
initiatives-form-seconds = How many have to second a proposal?
initiatives-form-seconds-hint = Members besides whoever proposes it, from { $least } to { $most }.
initiatives-form-silence-days = How many days may it wait?
initiatives-form-silence-days-hint = From { $least } to { $most }; then its card says that nobody has answered.
initiatives-form-confirm-hours = How many hours is a seat kept?
initiatives-form-confirm-hours-hint = From { $least } to { $most }, for whoever is next in line and has to confirm.
initiatives-bad-number = "{ $given }" does not fit there. Write a whole number from { $least } to { $most }.
