# The acts of the ledger in words, by the kind that is written into it.
ledger-community-seeded =
    { $count ->
        [one] { $count } community taken over from the configuration
       *[other] { $count } communities taken over from the configuration
    }
ledger-charter-value-added =
    { $count ->
        [one] { $count } value added to the charter
       *[other] { $count } values added to the charter
    }
ledger-charter-value-reworded =
    { $count ->
        [one] { $count } value of the charter put in other words
       *[other] { $count } values of the charter put in other words
    }
ledger-charter-value-retired =
    { $count ->
        [one] { $count } value taken out of the charter
       *[other] { $count } values taken out of the charter
    }
ledger-charter-drafted =
    { $count ->
        [one] { $count } change made in the draft of the charter
       *[other] { $count } changes made in the draft of the charter
    }
ledger-charter-draft-discarded =
    { $count ->
        [one] { $count } draft of the charter thrown away
       *[other] { $count } drafts of the charter thrown away
    }
ledger-charter-published =
    { $count ->
        [one] { $count } version of the charter put in force
       *[other] { $count } versions of the charter put in force
    }
ledger-charter-posted =
    { $count ->
        [one] { $count } charter posted
       *[other] { $count } charters posted
    }
ledger-charter-imported =
    { $count ->
        [one] { $count } file made the draft of the charter
       *[other] { $count } files made the draft of the charter
    }
ledger-onboarding-offered =
    { $count ->
        [one] { $count } welcome post put up
       *[other] { $count } welcome posts put up
    }
ledger-onboarding-started =
    { $count ->
        [one] { $count } onboarding started
       *[other] { $count } onboardings started
    }
ledger-onboarding-step =
    { $count ->
        [one] { $count } onboarding step read
       *[other] { $count } onboarding steps read
    }
ledger-onboarding-later =
    { $count ->
        [one] { $count } onboarding paused
       *[other] { $count } onboardings paused
    }
ledger-onboarding-resumed =
    { $count ->
        [one] { $count } onboarding taken up again
       *[other] { $count } onboardings taken up again
    }
ledger-onboarding-stopped =
    { $count ->
        [one] { $count } onboarding stopped
       *[other] { $count } onboardings stopped
    }
ledger-onboarding-left =
    { $count ->
        [one] { $count } onboarding ended by leaving the server
       *[other] { $count } onboardings ended by leaving the server
    }
ledger-onboarding-finished =
    { $count ->
        [one] { $count } onboarding finished
       *[other] { $count } onboardings finished
    }
ledger-pledge-post-opened =
    { $count ->
        [one] { $count } pledge post put up
       *[other] { $count } pledge posts put up
    }
ledger-pledge-post-removed =
    { $count ->
        [one] { $count } pledge post taken down
       *[other] { $count } pledge posts taken down
    }
ledger-pledge-made =
    { $count ->
        [one] { $count } pledge made
       *[other] { $count } pledges made
    }
ledger-pledge-reaffirmed =
    { $count ->
        [one] { $count } pledge renewed to changed words
       *[other] { $count } pledges renewed to changed words
    }
ledger-pledge-objected =
    { $count ->
        [one] { $count } objection to new words of a value
       *[other] { $count } objections to new words of values
    }
ledger-pledge-objection-taken-back =
    { $count ->
        [one] { $count } objection taken back
       *[other] { $count } objections taken back
    }
ledger-pledge-withdrawn =
    { $count ->
        [one] { $count } pledge withdrawn
       *[other] { $count } pledges withdrawn
    }
ledger-pledge-step-named =
    { $count ->
        [one] { $count } next step named
       *[other] { $count } next steps named
    }
ledger-pledge-step-done =
    { $count ->
        [one] { $count } next step done
       *[other] { $count } next steps done
    }
ledger-pledge-closed =
    { $count ->
        [one] { $count } pledge closed because its member left
       *[other] { $count } pledges closed because their members left
    }
ledger-pledge-reopened =
    { $count ->
        [one] { $count } pledge reopened because its member came back
       *[other] { $count } pledges reopened because their members came back
    }
ledger-initiative-proposed =
    { $count ->
        [one] { $count } initiative proposed
       *[other] { $count } initiatives proposed
    }
ledger-initiative-seconded =
    { $count ->
        [one] { $count } proposal seconded
       *[other] { $count } proposals seconded
    }
ledger-initiative-unseconded =
    { $count ->
        [one] { $count } seconding taken back
       *[other] { $count } secondings taken back
    }
ledger-initiative-declined =
    { $count ->
        [one] { $count } proposal declined
       *[other] { $count } proposals declined
    }
ledger-initiative-withdrawn =
    { $count ->
        [one] { $count } proposal withdrawn
       *[other] { $count } proposals withdrawn
    }
ledger-initiative-voted =
    { $count ->
        [one] { $count } vote on a date cast
       *[other] { $count } votes on a date cast
    }
ledger-initiative-dated =
    { $count ->
        [one] { $count } date chosen for an initiative
       *[other] { $count } dates chosen for initiatives
    }
ledger-initiative-series-begun =
    { $count ->
        [one] { $count } series of an initiative begun
       *[other] { $count } series of initiatives begun
    }
ledger-initiative-series-ended =
    { $count ->
        [one] { $count } series of an initiative ended
       *[other] { $count } series of initiatives ended
    }
ledger-initiative-created =
    { $count ->
        [one] { $count } initiative started
       *[other] { $count } initiatives started
    }
ledger-initiative-started =
    { $count ->
        [one] { $count } initiative got under way
       *[other] { $count } initiatives got under way
    }
ledger-initiative-checked-in =
    { $count ->
        [one] { $count } check-in
       *[other] { $count } check-ins
    }
ledger-initiative-taken-over =
    { $count ->
        [one] { $count } initiative taken over
       *[other] { $count } initiatives taken over
    }
ledger-initiative-carried =
    { $count ->
        [one] { $count } member began to organise along
       *[other] { $count } members began to organise along
    }
ledger-initiative-moved =
    { $count ->
        [one] { $count } initiative moved to another date
       *[other] { $count } initiatives moved to another date
    }
ledger-initiative-cancelled =
    { $count ->
        [one] { $count } initiative called off
       *[other] { $count } initiatives called off
    }
ledger-initiative-joined =
    { $count ->
        [one] { $count } seat in an initiative taken
       *[other] { $count } seats in initiatives taken
    }
ledger-initiative-waitlisted =
    { $count ->
        [one] { $count } place in a queue taken
       *[other] { $count } places in queues taken
    }
ledger-initiative-promoted =
    { $count ->
        [one] { $count } offered seat confirmed
       *[other] { $count } offered seats confirmed
    }
ledger-initiative-offered =
    { $count ->
        [one] { $count } seat offered to somebody who waited
       *[other] { $count } seats offered to people who waited
    }
ledger-initiative-expired =
    { $count ->
        [one] { $count } offered seat that nobody took up in time
       *[other] { $count } offered seats that nobody took up in time
    }
ledger-initiative-interested =
    { $count ->
        [one] { $count } member who might come to an initiative
       *[other] { $count } members who might come to an initiative
    }
ledger-initiative-declined_invitation =
    { $count ->
        [one] { $count } member who cannot come to an initiative
       *[other] { $count } members who cannot come to an initiative
    }
ledger-initiative-left =
    { $count ->
        [one] { $count } seat in an initiative given up
       *[other] { $count } seats in initiatives given up
    }
ledger-buddy-offered =
    { $count ->
        [one] { $count } buddy offer made
       *[other] { $count } buddy offers made
    }
ledger-buddy-stopped =
    { $count ->
        [one] { $count } buddy offer ended
       *[other] { $count } buddy offers ended
    }
ledger-buddy-away =
    { $count ->
        [one] { $count } buddy away for a while
       *[other] { $count } buddies away for a while
    }
ledger-buddy-suggested =
    { $count ->
        [one] { $count } newcomer asked whether they would like a buddy
       *[other] { $count } newcomers asked whether they would like a buddy
    }
ledger-buddy-wanted =
    { $count ->
        [one] { $count } wish for a buddy
       *[other] { $count } wishes for a buddy
    }
ledger-buddy-introduced =
    { $count ->
        [one] { $count } newcomer introduced to a buddy
       *[other] { $count } newcomers introduced to a buddy
    }
ledger-buddy-ended =
    { $count ->
        [one] { $count } introduction or wish for a buddy ended
       *[other] { $count } introductions or wishes for a buddy ended
    }
ledger-reminder-posted =
    { $count ->
        [one] { $count } reminder posted
       *[other] { $count } reminders posted
    }
ledger-reminder-added =
    { $count ->
        [one] { $count } reminder added
       *[other] { $count } reminders added
    }
ledger-reminder-edited =
    { $count ->
        [one] { $count } reminder changed
       *[other] { $count } reminders changed
    }
ledger-reminder-skipped =
    { $count ->
        [one] { $count } change to the days a reminder leaves out
       *[other] { $count } changes to the days reminders leave out
    }
ledger-reminder-paused =
    { $count ->
        [one] { $count } reminder paused
       *[other] { $count } reminders paused
    }
ledger-reminder-resumed =
    { $count ->
        [one] { $count } reminder resumed
       *[other] { $count } reminders resumed
    }
ledger-reminder-removed =
    { $count ->
        [one] { $count } reminder removed
       *[other] { $count } reminders removed
    }
ledger-reminder-slowed =
    { $count ->
        [one] { $count } reminder slowed down because nobody answered
       *[other] { $count } reminders slowed down because nobody answered
    }
ledger-reminder-restored =
    { $count ->
        [one] { $count } reminder brought back to normal
       *[other] { $count } reminders brought back to normal
    }
ledger-reminder-rewritten =
    { $count ->
        [one] { $count } reminder rewritten
       *[other] { $count } reminders rewritten
    }
ledger-initiative-attended =
    { $count ->
        [one] { $count } time somebody was there, for one value
       *[other] { $count } times somebody was there, for one value each
    }
ledger-initiative-attendance-withdrawn =
    { $count ->
        [one] { $count } presence taken back in a correction
       *[other] { $count } presences taken back in corrections
    }
ledger-initiative-closed =
    { $count ->
        [one] { $count } initiative closed, for one value
       *[other] { $count } initiatives closed, for one value each
    }
ledger-initiative-outcome-corrected =
    { $count ->
        [one] { $count } outcome corrected
       *[other] { $count } outcomes corrected
    }
ledger-initiative-outcome-confirmed =
    { $count ->
        [one] { $count } outcome confirmed by a second person
       *[other] { $count } outcomes confirmed by a second person
    }
ledger-initiative-missed-came-up =
    { $count ->
        [one] { $count } answer that something had come up
       *[other] { $count } answers that something had come up
    }
ledger-initiative-missed-did-not-suit =
    { $count ->
        [one] { $count } answer that it did not suit
       *[other] { $count } answers that it did not suit
    }
ledger-digest-posted =
    { $count ->
        [one] { $count } stewards' digest posted
       *[other] { $count } stewards' digests posted
    }
