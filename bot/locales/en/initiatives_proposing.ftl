# Proposing: the form, the private preview, and publishing.
initiatives-form-title = Propose an initiative
initiatives-form-name = What is it called?
initiatives-form-what = What will you do, and why?
initiatives-form-what-hint = Enough for somebody who was not there when you had the idea.
initiatives-form-value = Which of our values does it serve?
initiatives-form-value-hint = Up to { $most }; the first one is the one people should see in it.
initiatives-form-when = When?
initiatives-form-when-hint = Such as "Saturday 14:00–17:00". Leave it empty if there is no date, or several to vote on.
initiatives-form-first = What is the first step?
initiatives-form-first-hint = Something small that gets it going: ask for the key, meet at the bridge.
initiatives-form-seats-title = Seats and needs
initiatives-form-needs = What is needed?
initiatives-form-needs-hint = One to a line, with how many: 3 drivers. People choose what they come as.
initiatives-form-role = Only for people with a role?
initiatives-form-role-hint = Nobody chosen means that everybody may sign up.
initiatives-form-cutoff = Sign up until when?
initiatives-form-cutoff-hint = Such as "Friday 18:00". Empty means until it begins.

initiatives-preview = **Only you see this, and nothing is published yet.** Below is the card as it will be.
initiatives-preview-open = When you publish it, people can sign up at once.
initiatives-preview-seconds = When you publish it, { $count ->
        [one] one other member has to second it
       *[other] { $count } other members have to second it
    } before people can sign up.
initiatives-preview-stewards = When you publish it, the stewards are asked whether it takes place, and then people can sign up.
initiatives-when-yours = I take it to be **{ $when }** on your clock ({ $zone }).
initiatives-when-server = On the clock of this server ({ $zone }) that is { $when }.
initiatives-when-twice = The clocks go back that night, and this hour comes twice: I take the first.
initiatives-when-dates = I take the dates to vote on to be these, on your clock ({ $zone }):
initiatives-when-until = The vote ends { $until }.
initiatives-when-none = It has no date, so there is no reminder and nothing for calendars. You can give it one with { $edit }, or let people vote.
initiatives-when-words = I take "{ $when }" as words: it stands on the card as you wrote it, without a date for calendars and reminders. If you mean a date:
initiatives-publish = Publish
initiatives-edit = Edit
initiatives-edit-places = Seats and needs…
initiatives-edit-where = Where…
initiatives-edit-dates = Dates to vote on…
initiatives-discard = Discard…
initiatives-discard-now = Discard it
initiatives-discard-keep = Keep it
initiatives-discard-sure = Do you want to throw away what you wrote about **{ $title }**? It cannot be brought back.
initiatives-discarded = It is thrown away. /initiative propose starts a new one whenever you like.
initiatives-untitled = your idea
initiatives-draft-there = You have begun this already. You can go on with it, or discard it to start something new.
initiatives-draft-moved = This has changed since you looked at it, so nothing is published yet. Here it is as it is now.
initiatives-draft-date-over = The time you chose is over by now. Press Edit and choose another one.
initiatives-kept = Everything you wrote is kept.

initiatives-created = **{ $title }** is saved, and its card is on its way to { $place }. You are not signed up yourself: press { $join } there if you take part.
initiatives-proposed-seconds = **{ $title }** is saved, and its card is on its way to { $place }. { $count ->
        [one] One other member has to second it there
       *[other] { $count } other members have to second it there
    }; then it is open, and I will write to you. If nobody answers within { $days ->
        [one] a day
       *[other] { $days } days
    }, I will tell you that, too.
initiatives-proposed-stewards = **{ $title }** is saved, and its card is on its way to { $place }. The stewards are asked, and I will write to you when they have decided. If they do not answer within { $days ->
        [one] a day
       *[other] { $days } days
    }, I will tell you that, too.

initiatives-bad-title = It needs a title of 1 to { $longest } characters. Shorten it, or give it one.
initiatives-bad-description = It needs a description of 1 to { $longest } characters. Say in a few sentences what you will do and why.
initiatives-bad-when = The line about the time is longer than { $longest } characters. Shorten it; the rest can go into the description.
initiatives-bad-first-step = The first step is longer than { $longest } characters. Shorten it; the rest can go into the description.
initiatives-bad-cutoff = People would sign up until after it has begun. Choose an earlier time, or leave that empty.
initiatives-value-gone = A value you chose is no longer part of our charter, or you chose none. Press Edit and choose from those we have.
initiatives-no-draft = This draft is gone: it was discarded, or it is not yours. /initiative propose shows what you have begun, or starts something new.
initiatives-already-published = This is published already, so there is nothing left to change here. /initiative manage has everything you can do with it.
initiatives-notice-no-channel = The channel for initiatives, { $place }, is gone. New initiatives appear where they were started, until you choose another channel.
