contact-stop = Don't write to me unasked
contact-allow = Allow it again
contact-stopped = From **{ $server }** I write to you no more unless you ask for it. Whatever you do there yourself is still answered, and everything I would have asked you waits in /pledge mine.
contact-allowed = I may write to you again for **{ $server }**, seldom and never at night.
