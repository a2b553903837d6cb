initiatives-value = For
initiatives-when = When
initiatives-organiser = Organised by
initiatives-in = In: { $confirmed } of { $capacity }
initiatives-in-unlimited = In: { $confirmed }
initiatives-nobody-yet = Nobody yet. Be the first.
initiatives-and-more = and { $count } more
initiatives-queue = In the queue
initiatives-waiting =
    { $count ->
        [one] 1 person waits
       *[other] { $count } people wait
    }
initiatives-join = Join
initiatives-leave = Leave
initiatives-cancelled-title = Called off: { $title }

initiatives-list-page = Page { $page } of { $pages }
initiatives-list-back = Back
initiatives-list-further = Further
initiatives-to-the-card = To the card

initiatives-form-title = Start an initiative
initiatives-form-name = What is it called?
initiatives-form-what = What will you do, and why?
initiatives-form-what-hint = Enough for somebody who was not there when you had the idea.
initiatives-form-value = Which of our values does it serve?
initiatives-form-value-hint = The one people should see in it.
initiatives-form-capacity = How many places are there?
initiatives-form-capacity-hint = A whole number from 1 to { $most }. Empty means no limit.
initiatives-form-when = When?
initiatives-form-when-hint = In your own words: Saturday at ten, by the bridge.

initiatives-created = **{ $title }** is saved, and its card is on its way to { $place }. You are not signed up yourself: press { $join } there if you take part.
initiatives-kept = Everything you wrote is kept.
initiatives-correct = Correct it

initiatives-bad-title = It needs a title of 1 to { $longest } characters. Shorten it, or give it one.
initiatives-bad-description = It needs a description of 1 to { $longest } characters. Say in a few sentences what you will do and why.
initiatives-bad-when = The line about the time is longer than { $longest } characters. Shorten it; the rest can go into the description.
initiatives-bad-capacity = "{ $given }" is not a number of places. Write a whole number from 1 to { $most }, or leave it empty if there is no limit.
initiatives-value-gone = The value you chose is no longer part of our charter. Choose another one.
initiatives-no-draft = There is nothing left to correct: it was published, or it is not yours. Start afresh with /initiative create.
initiatives-no-such = There is no initiative "{ $name }" here. Type /initiative show and pick one of the suggestions.
initiatives-not-open = **{ $title }** was called off, so there is nothing to sign up for or to change. /initiative list shows what else is planned.
initiatives-not-yours = Only whoever organises **{ $title }**, or a steward, can change it. Ask one of them.

initiatives-you-are-in-new = You are in: **{ $title }**. If you cannot come after all, press { $leave }, and somebody else gets your place.
initiatives-you-are-in-same = You are in **{ $title }** already. If you cannot come after all, press { $leave }, and somebody else gets your place.
initiatives-you-wait-new = All places in **{ $title }** are taken. You are number { $number } in the queue, and I will write to you as soon as a place is yours.
initiatives-you-wait-same = You are in the queue for **{ $title }** already, as number { $number }. I will write to you as soon as a place is yours.
initiatives-you-left-new = You are no longer signed up for **{ $title }**. If you change your mind, press { $join } again.
initiatives-you-left-same = You are not signed up for **{ $title }**. Press { $join } if you would like to be.

initiatives-promoted = A place came free, and it is yours. You stood in the queue for it in { $server }. See you there.
initiatives-promoted-why = If you cannot come, press Leave: the place goes to whoever is next, and you will hear no more about it.
initiatives-promoted-publicly = { $member }, a place in **{ $title }** came free, and it is yours. I could not write to you privately. If you cannot come, press Leave on the card.
initiatives-cancelled = This was called off and will not take place in { $server }.
initiatives-cancelled-why = You get this because you had signed up, waited, or might have come. You will hear no more about it.
initiatives-cancel-done = **{ $title }** is called off, and its card says so. { $count ->
        [0] Nobody else had signed up.
        [one] I will write to the one person who had signed up.
       *[other] I will write to the { $count } people who had signed up.
    }
initiatives-capacity-done = **{ $title }** now has { $capacity } places. Whoever is in stays in; free places go to those who wait.
initiatives-capacity-unlimited = **{ $title }** now has no limit. Whoever waited is in.

initiatives-notice-no-channel = The channel for initiatives, { $place }, is gone. New initiatives appear where they were started, until you choose another channel.
