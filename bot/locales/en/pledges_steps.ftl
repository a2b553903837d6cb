pledges-step-title = Your next step
pledges-step-form-title = Next step: { $value }
pledges-step-form-words = What would this look like for you this month?
pledges-step-form-words-hint = One small thing is enough. Only you see it, unless you share it.
pledges-step-form-day = By when?
pledges-step-form-day-hint = I ask you once, in private, in the evening of that day.
pledges-step-date = EEEE, d MMMM
pledges-step-day-week = In a week
pledges-step-day-two-weeks = In two weeks
pledges-step-day-month-end = At the end of the month
pledges-step-day-month = In a month
pledges-step-day-three-months = In three months
pledges-step-day-kept = As it is
pledges-step-day-none = Without a day
pledges-step-day-none-hint = Then I do not ask.

pledges-step-kept = Kept. Only you see this.
pledges-step-by = By { $day }. I ask you once, that evening.
pledges-step-was-by = You named { $day }.
pledges-step-no-day = Without a day; I do not ask.
pledges-step-line = Next step: { $words }
pledges-step-line-by = Next step, by { $day }: { $words }
pledges-step-line-was-by = Next step, named for { $day }: { $words }
pledges-step-shown-in = Shown in { $channel }.

pledges-step-open = Next step…
pledges-step-choose = Name or change a next step…
pledges-step-look = Look at a next step…
pledges-step-change = Change…
pledges-step-done-button = Done
pledges-step-not-yet-button = Not yet
pledges-step-let-go-button = Let go
pledges-step-another = Name another step
pledges-step-share-button = Share it here
pledges-step-take-back-button = Take it back
pledges-step-numbered = { $number } · { $label }

pledges-step-question-title = How did it go?
pledges-step-question =
    { $count ->
        [one] On **{ $server }** you wanted me to ask about this:
       *[other] On **{ $server }** you wanted me to ask about these:
    }
pledges-step-done = Well done. That is what { $value } looks like.
pledges-step-done-plain = Well done.
pledges-step-let-go = Let go, and that is fine. Your pledge stays as it is.
pledges-step-which-day = Not yet is an answer, too. Which day suits you?
pledges-step-which-day-numbered = Not yet is an answer, too. Which day suits you for number { $number }?
pledges-step-which-day-placeholder = Ask me again…
pledges-step-moved = I ask you again on { $day }, in the evening.
pledges-step-moved-no-day = I do not ask again. You find your step in /pledge mine.
pledges-step-sharing = Shared in { $channel }: your words and the value, not the day. Nobody is pinged.
pledges-step-taken-back = Taken back. The message in the channel goes; only you see your step now.
pledges-step-not-shared = It is shown nowhere any more.

pledges-step-shared = { $member } has a next step for { $value }:
pledges-step-shared-done = { $member } has taken a step for { $value }:

pledges-step-no-pledge = A next step belongs to a pledge, and you have none to this value. Pledge to it first, with /pledge make or under the post with our values.
pledges-step-none = There is no such step of yours. /pledge mine shows those you have.
pledges-step-settled = This step is settled already. You can name another one with /pledge next-step.
pledges-step-empty = There was nothing to read in it, so nothing is kept. Write what you would like to do, in a few words.
pledges-step-too-long = That was { $length } characters, and a next step takes { $longest }. Nothing is kept yet; say it a little shorter.
pledges-step-no-such-day = That day has passed, or is more than a year away. Nothing is changed; choose another one.
pledges-step-shared-already = It is shown in { $channel } already. Take it back there first, then share it here.
pledges-step-share-not-me = I lack these permissions here: { $missing }. Open /pledge mine in another channel and share it there, or ask a steward to grant them to me.
