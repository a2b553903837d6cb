# From the start of an initiative on: its code, checking in, and who comes.
initiatives-manage-start = Start it now
initiatives-manage-people = People
initiatives-manage-new-code = New code
initiatives-manage-back = Back to the panel

initiatives-people-title = Who comes: { $title }
initiatives-people-nobody = Nobody has signed up yet.
initiatives-people-footer = Only those who organise see this list.
initiatives-people-here = Checked in: { $count }
initiatives-people-in = In: { $count }
initiatives-people-offered = A seat is kept for: { $count }
initiatives-people-waiting = Waiting, in this order: { $count }
initiatives-people-maybe = Maybe: { $count }
initiatives-people-until = answers until { $when }

initiatives-check-in = Check in
initiatives-started = **{ $title }** is under way, and its card has a Check in button now. Or show this code at the place: **{ $code }**. Whoever is there types /initiative check-in with it.
initiatives-code-renewed = The code is **{ $code }** from now on; the old one no longer works. Whoever checked in with it stays checked in.
initiatives-arrived-expected = You are checked in: **{ $title }**. Good that you are here.
initiatives-arrived-welcome = You are checked in: **{ $title }**. You had no seat yet, and you are welcome all the same.
initiatives-arrived-same = You are checked in already: **{ $title }**. There is nothing more to do.
initiatives-too-early = **{ $title }** begins more than a day from now, and nobody can sign up for it once it has started. Give it another date if it is to take place now.
initiatives-still-voting = Members still vote about the date of **{ $title }**. Choose a date first, then it can start.
initiatives-not-running =
    { $state ->
        [open] **{ $title }** has not started yet. Check in once you are there and it has begun.
        [closed] **{ $title }** is closed. If you were there, tell whoever organised it: they can still add you.
       *[other] **{ $title }** does not take place, so nobody can check in. /initiative list shows what else is planned.
    }
initiatives-wrong-code = "{ $given }" is not the code of anything that is under way here. Look at it once more: it has four letters.
initiatives-too-many-guesses = Those were too many wrong codes. Try again { $when }, or press Check in on the card.
initiatives-only-for-role = **{ $title }** is for { $role }, and you do not have that role. Ask whoever organises it.
