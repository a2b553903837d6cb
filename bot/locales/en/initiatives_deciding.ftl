# Deciding about proposals.
initiatives-second = Second it
initiatives-unsecond = Take it back
initiatives-hear = Tell me what becomes of it
initiatives-hear-nothing = Don't write to me about it
initiatives-seconded = You second **{ $title }**. { $missing ->
        [one] One more person, and it is open.
       *[other] { $missing } more people, and it is open.
    } I will write to you when it is decided.
initiatives-seconded-silently = You second **{ $title }**, and I will not write to you about it. { $missing ->
        [one] One more person, and it is open.
       *[other] { $missing } more people, and it is open.
    }
initiatives-second-opened = You second **{ $title }**, and that was all it took: it is open, and its card shows how to sign up.
initiatives-second-gone = You do not second **{ $title }** any more. If you change your mind, its card still has the button.

initiatives-approve = Approve
initiatives-decline = Decline…
initiatives-withdraw = Withdraw it…
initiatives-withdraw-now = Withdraw it
initiatives-withdraw-sure = Do you want to take **{ $title }** back? Its card will say so, and so will I to those who second it.
initiatives-withdrawn = **{ $title }** is withdrawn. If you want to try it again, /initiative propose starts a new one.
initiatives-form-reason-title = Decline a proposal
initiatives-form-reason = Why?
initiatives-form-reason-hint = Whoever proposed it reads this, and so does everybody on the card.
initiatives-reason = Why
initiatives-decided-open = { $who } approved **{ $title }**. It is open, and its proposer is told.
initiatives-decided-declined = { $who } declined **{ $title }**. Its proposer is told, with the reason.

initiatives-decided-already = { $state ->
        [declined] **{ $title }** has been declined already, so there is nothing left to decide.
        [cancelled] **{ $title }** was taken back, so there is nothing left to decide.
       *[other] **{ $title }** is open already, so there is nothing left to decide.
    } /initiative show tells how it stands.
initiatives-own-proposal = You proposed **{ $title }** yourself, and what counts here is whether others want it. Tell somebody about it.
initiatives-not-seconded-here = In this server stewards decide about proposals, so **{ $title }** needs nobody to second it. You can tell them what you think of it.
initiatives-bad-reason = A reason of 1 to { $longest } characters is needed, because whoever proposed it will read it. Press the button again and write one.
initiatives-date-passed = The date of **{ $title }** is over, so it cannot be opened any more. Its proposer can withdraw it and propose it again with another date.
initiatives-not-proposer = Only whoever proposed **{ $title }** can withdraw it. If you second it, you can take that back.

initiatives-notice-proposal = { $member } proposes **{ $title }**. Does it take place? Until somebody decides, its card says that you are being asked.
initiatives-notice-silent = { $days ->
        [0] **{ $title }** was proposed today for a time that is over by now, and nobody has answered.
        [one] **{ $title }** was proposed a day ago, and nobody has answered.
       *[other] **{ $title }** was proposed { $days } days ago, and nobody has answered.
    } Its card says so, too. You can decide about it.

initiatives-told-opened-own = Your proposal in { $server } is open: people can sign up for it on its card. You are not signed up yourself until you press the button there.
initiatives-told-opened-seconded = What you seconded in { $server } is open: you can sign up for it on its card.
initiatives-told-declined-own = Your proposal in { $server } was declined. You can propose it again another way.
initiatives-told-declined-seconded = What you seconded in { $server } was declined.
initiatives-told-withdrawn-seconded = What you seconded in { $server } was withdrawn by whoever proposed it.
initiatives-told-silent-own = Nobody in { $server } has answered your proposal yet. Its card says so, and the stewards are told again. You can talk to them, wait, or withdraw it.
initiatives-told-cancelled-own = Your initiative in { $server } was called off.
initiatives-told-cancelled-seconded = What you seconded in { $server } was called off.
initiatives-told-why-own = You get this because you proposed it.
initiatives-told-why-seconded = You get this because you seconded it and wanted to know.

initiatives-card-places = Seats
initiatives-card-seats =
    { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }
