# What whoever carries an initiative sees of it, and can do about it.
initiatives-manage-footer = Only you see this. The card follows whatever you change.
initiatives-manage-surplus =
    { $count ->
        [one] ⚠️ 1 person more than there are places. Nobody is sent away: talk to them, or add a place.
       *[other] ⚠️ { $count } people more than there are places. Nobody is sent away: talk to them, or add places.
    }
initiatives-manage-asked = ✉️ Asked to organise along: { $who }
initiatives-manage-code = 🔤 Check-in code: **{ $code }**
initiatives-manage-places = Places…
initiatives-manage-cancel = Call it off…
initiatives-form-places-title = How many can come?
initiatives-form-cancel-title = Call it off
initiatives-form-cancel-reason = Why does it not take place?
initiatives-form-cancel-reason-hint = Everybody who signed up, waits or might come reads this.
