reminders-folded = { $what } · { $day }
reminders-on-its-way = You asked for this post a moment ago, and it is on its way. Wait until it stands before you ask for another one.
reminders-run-now = **{ $name }** is on its way to { $place }. Its next time stays as it was.
reminders-run-now-refused = I cannot post **{ $name }**: where it belongs, I lack these permissions: { $missing }. Grant them there, or choose another channel with /reminder edit.
reminders-no-values = The charter has no values to post. Add one with /charter edit, and run the reminder again.

reminders-slowed =
    { $moment ->
        [none] In **{ $server }**, nobody answered the last three posts of your reminder **{ $name }**: no reaction, no vote, no click, no word in its thread. From now on it comes half as often.
       *[other] In **{ $server }**, nobody answered the last three posts of your reminder **{ $name }**: no reaction, no vote, no click, no word in its thread. From now on it comes half as often, next { $moment }.
    }
    A slogan nobody reads wears a value out. Other words or a question of your own may help; if it is good as it is, one click brings it back to normal.
reminders-normal-button = Back to normal
reminders-rewrite-button = Rewrite…
reminders-rewrite-title = Other words for the reminder
reminders-rewrite-field = Text above the value
reminders-rewrite-empty = Leave it empty for the usual words.
reminders-back-to-normal =
    { $moment ->
        [none] **{ $name }** comes as often as its rule says again.
       *[other] **{ $name }** comes as often as its rule says again, next { $moment }.
    }
reminders-rewritten =
    { $moment ->
        [none] **{ $name }** has its new words, and comes as often as its rule says.
       *[other] **{ $name }** has its new words, and comes as often as its rule says, next { $moment }.
    }

reminders-notice-ignored = Nobody answered the last three posts of the reminder "{ $name }", so it comes half as often now. Give it other words, or bring it back to normal.
reminders-notice-full = The reminder "{ $name }" was due, but { $place } has had { $most } automated posts within a week, and I post no more than that. Let some of them come less often, or give the reminder another channel.
reminders-notice-no-role = The role that the reminder "{ $name }" should ping is gone, so it was posted without a ping. Choose another role for it, or none.
reminders-notice-no-ping = I may not ping { $role }, as the reminder "{ $name }" should. Allow everybody to mention the role in its settings, or grant mine the permission "Mention @everyone, @here and All Roles".
