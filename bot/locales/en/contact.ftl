contact-stop = Don't write to me unasked
contact-allow = Allow it again
contact-stopped = From **{ $server }** I write to you no more unless you ask for it. Whatever you do there yourself is still answered, and everything I would have asked you waits in /pledge mine.
contact-allowed = I may write to you again for **{ $server }**, seldom and never at night.
contact-why = Why do I get this?
contact-less = Less of this
contact-why-unknown = This message came from **{ $server }**. It is too old for me to know more about it.
contact-why-urgent = It counts as urgent: a day later it would be of no use, and it is about something you are part of.
contact-week =
    { $count ->
        [0] In the last seven days no other message from **{ $server }** came to you unasked.
        [one] In the last seven days one message from **{ $server }** came to you unasked, of { $most } at most.
       *[other] In the last seven days { $count } messages from **{ $server }** came to you unasked, of { $most } at most.
    }
contact-choice =
    { $choice ->
        [on] On its own
        [digest] In my digest
       *[off] Not at all
    }
contact-less-of =
    { $choice ->
        [on] *{ $kind }*, from **{ $server }**: each comes on its own. How do you want it?
        [digest] *{ $kind }*, from **{ $server }**: it comes in your digest, once a week at most. How do you want it?
       *[off] *{ $kind }*, from **{ $server }**: it does not come. How do you want it?
    }
contact-less-unknown = What would you like less of from **{ $server }**? /notifications choose, in the server, shows everything there is.
contact-chosen =
    { $choice ->
        [on] *{ $kind }*, from **{ $server }**: each comes on its own from now on.
        [digest] *{ $kind }*, from **{ $server }**: it comes in your digest from now on, on Sundays.
       *[off] *{ $kind }*, from **{ $server }**: it does not come any more.
    }
contact-digest-title = Your digest from { $server }
contact-digest-more =
    { $count ->
        [one] One more line follows next time.
       *[other] { $count } more lines follow next time.
    }
contact-kind-contact-digest = Your digest
contact-why-contact-digest = This is your digest from **{ $server }**: what did not fit into your week, and what you chose to get in one piece.
contact-urgent-title = Several things at once from { $server }
contact-kind-contact-urgent = Urgent messages, several in one
contact-why-contact-urgent = More than five urgent messages from **{ $server }** in one day are too many, so these came as one.
