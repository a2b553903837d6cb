# What a reminder posts. In the usual texts the fields are filled in afterwards; a community's own
# wording of them may mention $value, $promise, $looks_like, $proof, $question, $next_initiative and
# $mission.
reminders-default-text = { $promise }
reminders-default-text-question = { $question }
reminders-default-text-poll = How do you see it?

reminders-looks-like = It looks like this, for example
reminders-poll-public = Everybody can see who voted for what.
reminders-question-title = A question to all of us
reminders-lived-open = What it looks like
reminders-lived = It looks like this
reminders-not-lived = It does not look like this
reminders-initiative-open = To the initiative

reminders-proof-outcome-title = What we did for it lately
reminders-proof-outcome = **{ $title }**: { $sentence } ({ $grade })
reminders-proof-initiative-title = Something you can join
reminders-proof-initiative = **{ $title }**, { $when }
reminders-proof-nothing-title = What did we miss?
reminders-proof-nothing = Nobody has told us about this one lately. If you saw it lived, tell the others. /initiative propose begins something that they can join.
reminders-initiative-undated = the date is still open
reminders-next-initiative = **{ $title }**, { $when }: { $link }
reminders-next-initiative-none = There is nothing to join at the moment; /initiative propose begins something.

# Asked in turn about a value.
reminders-question-1 = When did you last see somebody live “{ $value }”? What did they do?
reminders-question-2 = What makes “{ $value }” hard for us at the moment?
reminders-question-3 = Where could we have lived “{ $value }” better lately, and what would have helped?
reminders-question-4 = What is one small thing you can do for “{ $value }” before the week is over?
reminders-question-5 = From whom have you learned something about “{ $value }”, and what was it?
reminders-question-6 = What would somebody notice of “{ $value }” who joined us today?

# Put to the vote in turn: at most 300 characters, and 55 for each answer.
reminders-poll-1 = How are we doing with “{ $value }” at the moment?
reminders-poll-1-answer-1 = Well: I see it often
reminders-poll-1-answer-2 = I see it now and then
reminders-poll-1-answer-3 = I miss it
reminders-poll-1-answer-4 = I cannot say
reminders-poll-2 = What would help us most with “{ $value }”?
reminders-poll-2-answer-1 = More time for it
reminders-poll-2-answer-2 = Somebody who begins
reminders-poll-2-answer-3 = Talking about it openly
reminders-poll-2-answer-4 = Good examples
reminders-poll-3 = What keeps us from “{ $value }” most often?
reminders-poll-3-answer-1 = Too little time
reminders-poll-3-answer-2 = We forget about it
reminders-poll-3-answer-3 = We mean different things by it
reminders-poll-3-answer-4 = Nothing: it goes well

reminders-text-unclosed = In line { $line }, column { $column } of the text, a brace is opened and never closed. Close it, or write {"{{"} if you mean the brace itself.
reminders-text-unknown-field =
    { $meant ->
        [none] Line { $line }, column { $column } of the text says {"{"}{ $field }{"}"}, which I cannot fill in. I know { $known }.
       *[other] Line { $line }, column { $column } of the text says {"{"}{ $field }{"}"}, which I cannot fill in; perhaps you mean {"{"}{ $meant }{"}"}. I know { $known }.
    }

reminders-notice-shortened =
    { $owner ->
        [none] The reminder "{ $name }" is longer than Discord takes once its fields are filled in, so I cut it at a word. Shorten its text with /reminder edit.
       *[other] The reminder "{ $name }" by { $owner } is longer than Discord takes once its fields are filled in, so I cut it at a word. Shorten its text with /reminder edit.
    }
reminders-notice-no-polls = The reminder "{ $name }" should put a question to the vote, but I may not post polls in { $place }, so I ask an open question instead. Grant my role the permission "Create Polls" there.
