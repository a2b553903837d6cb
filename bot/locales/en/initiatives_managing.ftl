# What whoever carries an initiative sees of it, and can do about it.
initiatives-manage-footer = Only you see this. The card follows whatever you change.
initiatives-manage-surplus =
    { $count ->
        [one] ⚠️ 1 person more than there are seats. Nobody is sent away: talk to them, or add a seat.
       *[other] ⚠️ { $count } people more than there are seats. Nobody is sent away: talk to them, or add seats.
    }
initiatives-manage-asked = ✉️ Asked to organise along: { $who }
initiatives-manage-code = 🔤 Check-in code: **{ $code }**
initiatives-manage-places = Seats and needs…
initiatives-manage-cancel = Call it off…
initiatives-form-places-title = Seats and needs
initiatives-form-cancel-title = Call it off
initiatives-form-cancel-reason = Why does it not take place?
initiatives-form-cancel-reason-hint = Everybody who signed up, waits or might come reads this.

initiatives-manage-move = Date…
initiatives-manage-edit = Words…
initiatives-you-wrote = What you wrote:

initiatives-form-edit-title = Change the words
initiatives-edited = The words are changed, and the card follows.
initiatives-edited-same = That is what it says already, so nothing has changed.

initiatives-form-move-title = Another date
initiatives-form-move = When does it take place?
initiatives-form-move-hint = Such as "Saturday 14:00–17:00", on the clock of { $zone }.
initiatives-move-sure = { $count ->
        [0] Nobody has a seat yet. Whoever waits or might come is told.
        [one] 1 person has a seat. They are asked again whether they come, and told both dates.
       *[other] { $count } people have a seat. They are asked again whether they come, and told both dates.
    }
initiatives-move-now = Move it
initiatives-move-other = Another date…
initiatives-move-done = **{ $title }** has its new date. { $asked ->
        [0] Nobody had to be asked again.
        [one] 1 person is asked again; until they answer, their seat is kept for a while.
       *[other] { $asked } people are asked again; until they answer, their seats are kept for a while.
    } { $told ->
        [0] { "" }
        [one] 1 more is told.
       *[other] { $told } more are told.
    }
initiatives-move-over = That moment has passed, so **{ $title }** stays when it was. Give it a date that is still to come.
initiatives-move-same = **{ $title }** takes place then already. Choose another date, or leave it as it is.
initiatives-move-meanwhile = **{ $title }** has been changed since you looked. Look at it again with /initiative manage, and then decide.
initiatives-move-somebody-there = People have checked in for **{ $title }**, so it takes place now. Close it, or call it off.
initiatives-moved-from = Was
initiatives-moved-to = Now
initiatives-asked-again = This takes place at another time in { $server }. You had said that you come: do you come then, too?
initiatives-asked-again-seat = Your seat
initiatives-asked-again-until = It is kept for you until { $until }. If you do not answer, it goes to the next in line.
initiatives-asked-again-why = No is an answer, too. You get this because you had a seat.
initiatives-moved-news = This takes place at another time in { $server }.
initiatives-moved-why = You get this because you wait for a seat, or might come. There is nothing you have to do.
