reminders-edit = Change it…
reminders-save = Save
reminders-saved = Saved. It comes like this:
reminders-discard = Discard
reminders-discarded = Nothing was saved, and nothing is kept of it.
reminders-correct = Correct it
reminders-draft-when = When…
reminders-draft-text = Text…
reminders-draft-place = Where and whom…
reminders-no-draft = Nothing here waits to be saved any more. /reminder add begins a new one, /reminder edit changes one that is there.
reminders-changed-meanwhile = Somebody else has changed "{ $name }" since you opened it, so I saved nothing over their change. /reminder edit shows it as it is now.
reminders-bad-zone =
    { $near ->
        [none] "{ $given }" is no time zone that I know. Type a city, or a name such as Europe/Berlin; left empty, it is the server's.
       *[other] "{ $given }" could be several time zones, or none. Near it are: { $near }. Type one of them; left empty, it is the server's.
    }
reminders-bad-day = I cannot read "{ $given }" as a day that is still to come. Type it such as "24 December" or 2027-03-01.
reminders-too-many-days = More than { $most } days are left out, which nobody can keep in mind. For a longer break use /reminder pause, or quiet days for all reminders.
reminders-never-comes = With that last day, or those days left out, it would never come. Look at the dates again.
reminders-text-too-long = The text is longer than { $most } characters. Make it shorter; the value and its proof are added below it anyway.
reminders-nothing-to-skip = **{ $name }** does not come again at the moment, so there is nothing to leave out. /reminder show says why.
reminders-skipped = **{ $name }** leaves out { $moment } and comes next { $next }.
reminders-skipped-last = **{ $name }** leaves out { $moment }. That was the last time it would have come.
reminders-skip-not = Let it come after all
reminders-is-over = It does not come again: its last day has passed.
reminders-is-slowed = It comes half as often, because nobody answered lately. Other words would help; press "Change it…".

reminders-form-title = A reminder
reminders-form-name = What will you find it by?
reminders-form-name-example = Monday value
reminders-form-rule = When does it come?
reminders-form-rule-hint = In your own words, at most once a day
reminders-form-rule-example = every Monday 09:00 · first Friday of the month 18:00
reminders-form-zone = In which time zone?
reminders-form-zone-hint = A city, or Europe/Berlin; left empty, the server's: { $zone }
reminders-form-until = Until when?
reminders-form-until-example = left empty: for good · 31 December
reminders-form-skip = Which days are left out?
reminders-form-skip-hint = Days, with commas between them
reminders-form-skip-example = 25 December, 1 January
reminders-form-text = What stands above the value?
reminders-form-text-example = Left empty, a usual text. You can name parts in braces, such as "This week: {"{"}value{"}"}".
reminders-form-channel = Where is it posted?
reminders-form-channel-hint = Left empty, in the server's channel for reminders
reminders-form-role = Which role does it ping?
reminders-form-role-hint = Left empty, nobody; nobody else is ever pinged

reminders-panel-runs = The next times, on the clocks of { $zone }
reminders-panel-run = { $day }, { $time } · { $relative }
reminders-panel-no-runs = It does not come again.
reminders-panel-limits = Until when, and when not
reminders-panel-until = It comes until { $day }.
reminders-panel-skipped = Not on { $days }.
reminders-panel-how = How it comes
reminders-panel-where = In { $place }
reminders-panel-ping = Pings { $role }
reminders-panel-value = Value: { $value }
reminders-panel-asks =
    { $asks ->
        [question] Ends with a question
        [poll] Ends with a vote, which everybody can see
       *[nothing] Ends without a question
    }
reminders-panel-former =
    { $former ->
        [keep] The former post stays
        [fold] The former post shrinks to one line
       *[replace] The former post is removed
    }
reminders-panel-has-thread = Opens a thread to talk in
reminders-panel-is-silent = Comes without a sound
reminders-panel-observes-quiet-days = Rests on quiet days
reminders-panel-also-quiet = Comes on quiet days, too
reminders-panel-extras = What else?
reminders-panel-unsaved = Only you see this. It does not come before you save it.
reminders-panel-preview = **This is how it would look:**
reminders-panel-no-values = The charter has no values yet, so there is nothing to show. /charter edit adds some.
reminders-chooses =
    { $chooses ->
        [attention] The value that was acted on least lately
        [in_turn] One value after the other
       *[fixed] A value that is not in the charter any more
    }

reminders-pings-everybody = I ping one role at most, and never everybody. Choose another role, or leave the field empty.
