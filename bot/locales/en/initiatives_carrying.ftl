# Who carries an initiative: its organiser, those who organise along, and who takes it over.
initiatives-manage-carriers = Who organises…
initiatives-carriers-title = Who organises it
initiatives-carriers-text = Whoever organises along can do everything you can, but for choosing who else does. Nobody is added unasked: I write to them, and /initiative show asks them, too.
initiatives-carriers-organiser = Organised by
initiatives-carriers-along = Along with
initiatives-carriers-asked = Asked, no answer yet
initiatives-carriers-choose = Choose who organises along
initiatives-carriers-successor = Hand it over to
initiatives-step-down = Organise along no longer
initiatives-stepped-down = You no longer organise **{ $title }** along. Thank you for what you did. Your own seat in it is as it was.
initiatives-along-asked = { $who } { $count ->
        [one] is
       *[other] are
    } asked to organise along. You hear what they say.
initiatives-along-removed = { $who } no longer { $count ->
        [one] organises
       *[other] organise
    } along, or { $count ->
        [one] is
       *[other] are
    } not asked any more.
initiatives-along-same = Nothing has changed.
initiatives-successor-asked = { $who } is asked to take it over. Until they accept, it stays with you.
initiatives-successor-none = Nobody is asked to take it over now.
initiatives-no-bots = A bot cannot organise anything. Choose a person.

initiatives-asked-along = { $who } asks whether you organise this along with them in { $server }. You would see who comes, and could change it, start it and close it.
initiatives-asked-over = { $who } would like to hand this over to you in { $server }. You would be its organiser: you see who comes, and change it, start it and close it.
initiatives-asked-orphan = Whoever organised this in { $server } has left. You organise it along: will you take it over? If not, somebody else is asked.
initiatives-asked-why = No is an answer, too. Nothing changes until you say yes.
initiatives-along-yes = I will
initiatives-along-no = No, thank you
initiatives-take-over = Take it over
initiatives-responded-along = You organise **{ $title }** along now. /initiative manage shows everything you can do.
initiatives-responded-over = You are the organiser of **{ $title }** now. /initiative manage shows everything you can do.
initiatives-responded-no = All right: **{ $title }** stays as it is. Thank you for answering.
initiatives-answered-along = { $who } organises this along with you from now on.
initiatives-answered-over = { $who } has taken this over and is its organiser from now on. Your own seat in it is as it was.
initiatives-answered-no = { $who } would rather not organise this. You can ask somebody else with /initiative manage.
initiatives-not-asked = This question about **{ $title }** is no longer open: it was answered or taken back. There is nothing to do.
initiatives-taken-over = **{ $title }** is organised by { $who } by now. Talk to them if you would like to help.
initiatives-taken-over-by = { $who } has taken over **{ $title }** and is its organiser now.
initiatives-notice-no-organiser = Nobody organises **{ $title }** any more: its organiser is gone, and nobody who organised along has taken it over. Take it over, or call it off with /initiative manage.
