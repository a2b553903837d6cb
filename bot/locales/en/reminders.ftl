reminders-rule = { $rule } ({ $zone })

reminders-cannot-write = I may not write there yet
reminders-cannot-write-how = I lack these permissions: { $missing }. Grant them to my role before it first comes.
reminders-list-title = Reminders
reminders-list-empty = There are none yet. /reminder add makes one.
reminders-next-run = next { $moment }
reminders-is-paused = paused
reminders-paused = **{ $name }** is paused. /reminder resume has it come again.
reminders-resumed = **{ $name }** comes next { $moment }.
reminders-removed = **{ $name }** is removed and comes no more. What it posted stays where it is.

reminders-bad-name = A reminder needs a name of 1 to { $longest } characters. Give it another one.
reminders-name-taken = There is a reminder called "{ $name }" already. Choose another name.
reminders-too-many = There are { $most } reminders already, and nobody reads more. Remove one before you add another.
reminders-no-such = There is no reminder called "{ $name }". Type the command again and pick one of the suggestions.
reminders-no-channel = Nobody has said yet where reminders are posted. Choose a channel under "Where and whom…".

reminders-notice-no-channel = The reminder "{ $name }" was due, but I cannot find its channel, { $place }. Create it again, or remove the reminder and add it in another channel.
reminders-notice-no-values = The reminder "{ $name }" was due, but the charter has no values to post. Add one, or pause the reminder.
