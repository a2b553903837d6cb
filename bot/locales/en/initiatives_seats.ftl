# Needs, and the seats people take.
initiatives-bad-need = "{ $given }" does not say how many of what. Write a number from 1 to { $most } and what it counts, such as "3 drivers"; leave out what you no longer need.
initiatives-need-too-long = "{ $given }" is longer than { $longest } characters. Say it in two or three words; the rest fits into the description.
initiatives-too-many-needs = That is more than { $most } different needs, too many to choose from. Put some of them together.
initiatives-need-twice = "{ $name }" is there twice. Keep one line for it, with the number that holds.

initiatives-maybe = Maybe
initiatives-leave = Can't make it
initiatives-confirm = Confirm
initiatives-where = Where

initiatives-come-as = Choose
initiatives-what-as = What would you like to come as to **{ $title }**?
initiatives-just-along = Just come along
initiatives-free =
    { $count ->
        [0] Full – you would wait in line
        [one] 1 seat free
       *[other] { $count } seats free
    }

initiatives-you-are-in-new = You are in: **{ $title }**. If you cannot come after all, press { $leave }, and somebody else gets your seat.
initiatives-you-are-in-same = You are in **{ $title }** already. If you cannot come after all, press { $leave }, and somebody else gets your seat.
initiatives-you-are-in-new-as = You are in: **{ $title }**, as { $need }. If you cannot come after all, press { $leave }, and somebody else gets your seat.
initiatives-you-are-in-same-as = You are in **{ $title }** already, as { $need }. If you cannot come after all, press { $leave }, and somebody else gets your seat.
initiatives-you-wait-new = All seats in **{ $title }** are taken. You are number { $number } in line, and I will write to you as soon as one is free for you.
initiatives-you-wait-same = You are in line for **{ $title }** already, as number { $number }. I will write to you as soon as a seat is free for you.
initiatives-you-wait-new-as = There is no seat for { $need } in **{ $title }** at the moment. You are number { $number } in line, and I will write to you as soon as one is free for you.
initiatives-you-wait-same-as = You are in line for **{ $title }** already, as { $need } and number { $number }. I will write to you as soon as a seat is free for you.
initiatives-you-are-offered-new = A seat in **{ $title }** is kept for you; the time to confirm it ends { $until }. Press { $join } to take it, or { $leave } to pass it on.
initiatives-you-are-offered-same = A seat in **{ $title }** is kept for you; the time to confirm it ends { $until }. Press { $join } to take it, or { $leave } to pass it on.
initiatives-you-may-come-new = Noted: maybe for **{ $title }**. No seat is kept for you; press { $join } as soon as you know.
initiatives-you-may-come-same = You have said maybe to **{ $title }** already. No seat is kept for you; press { $join } as soon as you know.
initiatives-you-left-new = Noted: you can't make it to **{ $title }**. If that changes, press { $join }.
initiatives-you-left-same = You are not signed up for **{ $title }**. Press { $join } if you would like to be.
initiatives-you-are-there = You have checked in at **{ $title }**, so there is nothing to give back. If that was a mistake, tell whoever organises it.

initiatives-sure = Others wait for a seat in **{ $title }**. If you give yours up, it goes to the next in line, and you would have to line up again.
initiatives-give-up = Give up my seat
initiatives-keep = Keep it

initiatives-offered = A seat is free, and it is kept for you. You stood in line for it in { $server }. Please confirm it by { $until } ({ $left }).
initiatives-offered-as = A seat as { $need } is free, and it is kept for you. You stood in line for it in { $server }. Please confirm it by { $until } ({ $left }).
initiatives-offered-why = Unconfirmed, the seat goes to the next in line once that time is over.
initiatives-offered-publicly = { $member }, a seat in **{ $title }** is kept for you until { $until }. I could not write to you privately. Press { $join } on the card to take it, or { $leave } to pass it on.
initiatives-offer-over = This seat is not kept for you any more. Press Join on the card if you would still like to come.

initiatives-not-open = **{ $title }** was called off, so there is nothing to sign up for or to change. /initiative list shows what else is planned.
initiatives-not-open-proposed = **{ $title }** is still a proposal, so nobody can sign up yet. Its card says what it waits for.
initiatives-not-open-declined = **{ $title }** was declined, so there is nothing to sign up for. /initiative list shows what is planned.
initiatives-not-open-closed = **{ $title }** is over, so there is nothing to sign up for any more. /initiative list shows what is planned.
initiatives-has-begun = **{ $title }** has begun, so seats are no longer given. If you are there, check in on its card.
initiatives-signup-closed = The time to sign up for **{ $title }** is over. Ask whoever organises it whether they can still take you.
initiatives-not-for-you = **{ $title }** is for members with the role { $role }. Ask whoever organises it if you think that you should be among them.
initiatives-need-gone = There is no free seat as that in **{ $title }** any more; nothing has changed for you. Press Join to see what is free.
