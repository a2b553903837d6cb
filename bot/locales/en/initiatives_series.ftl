# An initiative that comes back.
initiatives-manage-repeat = Repeat…
initiatives-form-repeat-title = Repeat it
initiatives-form-repeat = How often?
initiatives-form-repeat-hint = In words. Times are those of { $zone }; day and time may be left out.
initiatives-form-repeat-example = every two weeks on Tuesday at 18:00
initiatives-form-last-day = Last day (optional)
initiatives-form-last-day-hint = It does not come back after that day. Leave it empty for no end.
initiatives-form-last-day-example = 31 December

initiatives-series-rule-until = { $rule }, until { $until }
initiatives-series-first = This one
initiatives-series-next = Next dates (clock of { $zone })
initiatives-series-unsaved = Nothing is saved yet. Each time gets a card of its own when it comes near.
initiatives-series-begin = Repeat it like this
initiatives-series-again = Change…
initiatives-series-begun = From now on it comes back by itself. Each time gets a card of its own when it comes near.
initiatives-series-footer = To change one time only, manage that one. Dates with a card are not listed here.
initiatives-series-no-more = None without a card.
initiatives-series-over = It does not come back any more.
initiatives-series-skip = Leave dates out…
initiatives-series-skipped = The dates you chose are left out, and all others take place.
initiatives-series-until = Last day…
initiatives-series-until-changed = The last day is changed.
initiatives-series-follow = Make the next ones like this
initiatives-series-followed = The next ones will start from this one as it is now: title, text, seats, needs and where. Cards that are posted already stay as they are.
initiatives-series-stop = Stop repeating…
initiatives-series-sure = **{ $title }** would not come back any more. What has a card already still takes place; call it off there if it should not.
initiatives-series-stop-now = Stop repeating
initiatives-series-keep = Keep it
initiatives-series-stopped = **{ $title }** does not come back any more. What has a card already still takes place.
initiatives-series-take = Organise it
initiatives-series-taken = { $who } organises the series **{ $title }** from now on.
initiatives-series-given-up = { $who } has stopped the series **{ $title }**.
initiatives-notice-series = Nobody organises the series **{ $title }** any more, so no further dates of it are announced. One of you can take it over, or stop it.

initiatives-series-not-yet =
    { $state ->
        [proposed] Nobody has decided yet whether { $title } takes place. You can repeat it once it is open.
       *[other] { $title } does not take place, so it cannot come back. Propose it again, and repeat that one.
    }
initiatives-series-no-date = { $title } has no date yet. Give it one, then you can repeat it.
initiatives-series-already = { $title } comes back already. Press Repeat… on its panel to change that.
initiatives-series-none = { $title } does not come back, or not any more. Press Repeat… on its panel to see how it stands.
initiatives-series-bad-until = I cannot read "{ $typed }" as a day that is still to come. Type it such as "31 December" or "2027-03-01", or leave it empty.
initiatives-series-nothing-left = No date of that lies before the last day. Choose a later last day, or leave it empty.
