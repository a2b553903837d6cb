# Reminders of initiatives, and files for calendars.
initiatives-remind = Remind me
initiatives-remind-not = Don't remind me
initiatives-calendar = Calendar file
initiatives-reminds = I will remind you of **{ $title }** here in private, for the first time { $first }; a day and an hour before it starts, and not besides. If it is moved, so are the reminders.
initiatives-reminds-soon = **{ $title }** starts within the hour, so there is nothing left to remind you of. If it is moved to a later date, I will remind you a day and an hour before.
initiatives-reminds-undated = **{ $title }** has no date yet. Once it has one, I will remind you a day and an hour before it starts.
initiatives-reminds-not = I will not remind you of **{ $title }**. Your seat is yours as before.
initiatives-remind-not-in = You have no seat in **{ $title }**, or it has begun or ended, so there is nothing to remind you of. Sign up on its card if it is still open.
initiatives-reminder = It starts { $when }, and you have a seat in it in { $server }.
initiatives-reminder-why = You asked me to remind you. If you cannot come, say so with the button: your seat goes to whoever waits.
initiatives-calendar-file = Open the file, and your calendar takes it in. If the date changes later, press the button again: a newer file changes the same entry.
initiatives-calendar-undated = There is no date yet that a calendar could show. Once there is one, the button gives you a file.
