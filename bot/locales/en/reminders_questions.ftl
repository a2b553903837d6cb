# /reminder questions: what posts about a value ask.
reminders-questions-title = Questions about { $value }
reminders-questions-none = You have not written any question of your own yet. One that fits your community gets more answers than any of the usual ones below.
reminders-questions-own = These are yours. They take turns with the usual ones below; a new one comes first.
reminders-questions-usual = The usual questions
reminders-questions-usual-polls = What is usually put to the vote
reminders-questions-poll-line = 🗳️ { $question } ({ $count } answers)
reminders-questions-choose = Edit or remove one…
reminders-questions-back = Back to the list
reminders-question-add = Add a question
reminders-question-edit = Edit the question
reminders-question-remove = Remove the question
reminders-question-is-poll = Put to the vote, with these answers
reminders-question-is-open = An open question; it has no answers to choose from.
reminders-question-text = The question
reminders-question-answers-label = Answers, if it is for a vote
reminders-question-answers-how = One per line, 2 to 10. Everybody will see who voted for what. Empty: an open question.
reminders-question-added = Added: { $question }
reminders-question-edited = Changed to: { $question }
reminders-question-removed = Removed: { $question }

reminders-question-length = A question needs 1 to { $longest } characters. Open the form again and shorten it.
reminders-question-too-many = This value has { $most } questions already, and nobody hears more of them in a year. Remove one before you add another.
reminders-question-same = This value has that question already. Choose it from the list to change it.
reminders-question-answers = A vote needs { $fewest } to { $most } answers, one per line. Add or remove some, or leave the field empty for an open question.
reminders-question-answer-length = An answer in a vote may have { $longest } characters at most, and this one is longer: { $answer } Shorten it and try again.
reminders-question-gone = Somebody has removed this question. /reminder questions shows those that are left.
