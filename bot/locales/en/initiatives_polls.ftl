initiatives-poll-select = When could you come? Times in { $zone }
initiatives-voted =
    For **{ $title }** you could come:
    { $dates }
    You can change that until the vote ends { $until }. It takes no seat yet: once there is a date, I ask you.
initiatives-voted-none = For **{ $title }** you have chosen none of the dates. You can change that until the vote ends { $until }.
initiatives-vote-none = None of them

initiatives-manage-poll = Vote on the date…
initiatives-manage-choose = Choose the date…
initiatives-form-poll-title = Vote on the date
initiatives-form-dates = Which dates are possible?
initiatives-form-dates-hint = One per line, 2 to { $most }, as the clocks show in { $zone }
initiatives-form-dates-example = Saturday 14:00–17:00
initiatives-form-until = Until when can people vote?
initiatives-form-until-hint = For example "Friday 18:00"; empty: { $days } days, or less when a date is near
initiatives-poll-started =
    People can now vote on the date of **{ $title }**, until { $until }. This is how I read the dates, in { $zone }:
    { $dates }
    If one of them is wrong, end the vote under "Choose the date…" and start it again. Otherwise the date that most could come to is taken at the end; if there is no such date, I ask you.
initiatives-poll-kept = This is what you typed, to copy:
initiatives-poll-bad-option = Line { $number } says no date that I can take.
initiatives-poll-too-few = A vote needs at least two dates. Type one per line, up to { $most }.
initiatives-poll-too-many = That is more dates than people can look through. Keep the best { $most }.
initiatives-poll-same = Line { $number } begins at the same time as another one. Change one of the two, or leave one out.
initiatives-poll-ends-too-late = The vote would end after the last of the dates has begun. Choose an earlier end, or leave it empty.
initiatives-poll-has-date = **{ $title }** has a date already. Change the date itself with `/initiative manage`.
initiatives-poll-none = There is no vote on the date of **{ $title }** any more. Look at its card to see where it stands.
initiatives-poll-over = The vote on the date of **{ $title }** has ended. The date will stand on its card soon.
initiatives-poll-no-such-option = That date cannot be chosen any more. Look at the card again and choose from what stands there now.
initiatives-poll-ended = The vote has ended; the organiser chooses the date.

initiatives-choose-date = This is how the vote stands. Choose a date, and everybody who could come then is asked to join; or wait for the vote to end.
initiatives-choose-select = Take this date. Times in { $zone }
initiatives-poll-stop = End the vote without a date
initiatives-poll-stopped = The vote on the date of **{ $title }** has ended without a date. You can start another one, or set a date, with `/initiative manage`.
initiatives-date-chosen = **{ $title }** takes place { $date }. Everybody who could come then is told and asked to join.
initiatives-asked-date-tied = The vote on the date in { $server } has ended, and several dates have as many votes. Please choose one: everybody who could come then is told and asked to join.
initiatives-asked-date-nobody = The vote on the date in { $server } has ended, and nobody voted. Please choose a date, or end the vote without one.
initiatives-asked-date-passed = The vote on the date in { $server } has ended, and none of the dates is still to come. End it here, then set another date with /initiative manage.
initiatives-asked-date-why = You are told because you organise it. I ask this once.
initiatives-fixed-voted = In { $server } there is a date: { $date }. You said you could come then. You are not signed up yet: do you want to join?
initiatives-fixed-voted-why = You are told because you voted for this date.
initiatives-fixed-in = In { $server } there is a date: { $date }. You signed up before it was known. If you cannot come then, please say so, and your seat goes to somebody else.
initiatives-fixed-in-why = You are told because you signed up for it.
initiatives-fixed-maybe = In { $server } there is a date: { $date }. You said that you may come. You are not signed up yet: do you want to join?
initiatives-fixed-maybe-why = You are told because you said maybe.
initiatives-fixed-own = In { $server } the vote has ended, and there is a date: { $date }. Most could come then; they are told and asked to join. If it does not suit you, change it with `/initiative manage`.
initiatives-fixed-own-why = You are told because you organise it.
initiatives-fixed-leave = Can't make it
initiatives-notice-date = The vote on the date of **{ $title }** has ended without one, and I cannot reach whoever organises it. A steward can choose it with `/initiative manage`.
