buddies-want = I would like a buddy
buddies-want-what = A buddy is a member who has offered to be there for people who are new. If you press **{ buddies-want }**, I introduce the two of you in a private thread, and name a value there that you share.
buddies-withdraw = I no longer need one
buddies-another = I would like somebody else

buddies-offered = Thank you. From now on I introduce you to { $count ->
        [one] { $count } newcomer
       *[other] up to { $count } newcomers
    } within any seven days.
buddies-offered-still = Noted: { $count ->
        [one] { $count } newcomer
       *[other] up to { $count } newcomers
    } within any seven days.
buddies-offered-how = Only newcomers who ask for a buddy are introduced. { $channel ->
        [none] For each of them I open a private thread with the two of you in it.
       *[other] For each of them I open a private thread below { $channel }, with the two of you in it.
    } If you have pledged to a value that they chose, I name it there.
buddies-offered-who = Nobody else is told that you offer this, and nothing about it is counted in public or ranked. You can pause with /buddy away and end it with /buddy off.
buddies-stopped = I introduce you to nobody any more. Threads that you share already stay as they are. With /buddy on you begin again.
buddies-stopped-already = You do not offer to be a buddy at the moment, so nothing changes. With /buddy on you begin.
buddies-away = Until { $moment } I introduce you to nobody; after that it goes on by itself. If you are back earlier, type /buddy on.

buddies-title = Buddies
buddies-offer-title = What you offer
buddies-offer-on = { $count ->
        [one] { $count } newcomer
       *[other] Up to { $count } newcomers
    } within any seven days. You can pause with /buddy away and end it with /buddy off.
buddies-offer-off = You do not offer to be a buddy. If you would like to be there for newcomers, type /buddy on.
buddies-introduced-title = Newcomers you were introduced to within 30 days
buddies-introduced = • { $moment }, in { $thread }
buddies-introduced-gone = • { $moment }
buddies-wish-title = A buddy for you
buddies-wish-none = You have not asked for one.
buddies-wish-matched = I have found somebody for you. { $channel ->
        [none] In a moment I open a private thread with the two of you in it.
       *[other] In a moment I open a private thread below { $channel }, with the two of you in it.
    } Besides you two, only those who manage the threads of this server could read it.
buddies-wish-wanted = I have noted that you would like a buddy. Nobody is free at the moment; as soon as somebody is, I open a private thread with the two of you in it. If that does not happen by { $moment }, your wish ends by itself. How it stands you see with /buddy show.
buddies-wish-blocked = Somebody would be there for you, but I cannot open a private thread for the two of you yet. The stewards know, and I try again by myself.
buddies-wish-introduced = You have a buddy: the two of you share { $thread }. Should you not hear from them, you can ask for somebody else; nobody is told.
buddies-wish-withdrawn = You withdrew your wish, and nobody was told. You can ask for a buddy again whenever you like.
buddies-wish-expired = For two weeks nobody was free, so your wish has ended. I am sorry. If you would still like a buddy, ask again: somebody new may be there by now.
buddies-wish-buddy-left = Your buddy has left the server. If you would like another, ask again.
buddies-wish-newcomer-left = You left the server, and your wish ended with that. If you would like a buddy, ask again.

buddies-thread-name = Getting to know each other { $number }
buddies-opening = Hello { $newcomer }, hello { $buddy }! { $newcomer } is new here and would like somebody to turn to, and { $buddy } has offered to be there.
buddies-opening-value = You share a value: **{ $value }**.
buddies-opening-question-value = An easy first question, for both of you: when did you last see **{ $value }** lived, here or anywhere else?
buddies-opening-question = An easy first question for { $newcomer }: what brought you here, and what would you like to find out first?
buddies-opening-room = Besides the two of you, only those who manage the threads of this server could read this. There is no hurry, and no need to answer everything; after a quiet week the thread goes to sleep by itself.
buddies-orphaned = Your buddy has left the server. If you would like somebody else to turn to, press the button.

buddies-not-offering = You do not offer to be a buddy at the moment, so there is nothing to pause. With /buddy on you begin.
buddies-no-wish = That is over already. How it stands now you see with /buddy show.
buddies-too-often = You were introduced to several buddies within the last days, so I ask nobody else for now. Write to one of them, or try again in a week.

buddies-notice-no-channel = { $channel ->
        [none] A newcomer would like a buddy, and I do not know below which channel to introduce them.
       *[other] A newcomer would like a buddy, and I cannot find the welcome channel "{ $channel }", below which I would introduce them.
    } Choose a channel with /onboarding post; then I try again by myself.
