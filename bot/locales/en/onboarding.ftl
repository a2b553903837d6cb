onboarding-post-title = Welcome to { $server }
onboarding-post-text =
    Would you like to know what we stand for? Press **{ onboarding-start }**, and I will take you through it step by step, in a private conversation.
    It takes a few minutes. You can pause whenever you like, or stop.

onboarding-start = Start
onboarding-next = Next
onboarding-skip = Skip
onboarding-back = Back
onboarding-later = Later
onboarding-stop = Stop
onboarding-continue = Continue
onboarding-finish = Finish
onboarding-again = Start again
onboarding-here = Continue here instead
onboarding-there = Go there

onboarding-this-server = this server
onboarding-thread-name = Welcome { $number }
onboarding-header-dm = I am writing for **{ $server }**, because you pressed { onboarding-start }. You can pause with **{ onboarding-later }** and end it with **{ onboarding-stop }**.
onboarding-header-thread =
    Your privacy settings do not let me write to you directly, so I opened this private thread for you. Besides the two of us, only those who manage the threads of { $server } could open it.
    You can pause with **{ onboarding-later }** and end it with **{ onboarding-stop }**.
onboarding-header-here = Only you can see this. You can pause with **{ onboarding-later }** and end it with **{ onboarding-stop }**; should this message disappear, press { onboarding-start } again.

onboarding-step = Step { $number } of { $steps }
onboarding-welcome-title = Good to have you at { $server }
onboarding-welcome-text =
    I am Tenet, and I would like to show you what people here stand for. There are { $steps } short steps, most of them a few lines to read.
    Nothing here is a test. You can skip whatever you like, come back to it, or stop; every answer you give is saved at once.
onboarding-language-title = Your language
onboarding-language-unknown = I do not speak the language of your Discord yet. I speak { $languages }: choose below what suits you best.
onboarding-language-placeholder = Another language
onboarding-mission-title = What we are here for
onboarding-looks-like = Looks like
onboarding-does-not-look-like = Does not look like
onboarding-finish-title = That is what we stand for
onboarding-finish-text = You have read all of it. { $role ->
        [none] Press **{ onboarding-finish }** when you are ready.
       *[other] Press **{ onboarding-finish }** when you are ready, and you receive { $roles ->
            [one] the role
           *[other] the roles
        } **{ $role }**.
    }

onboarding-news = **Something has changed since we last spoke:** there is a new version of what we stand for.
onboarding-news-summary = In the stewards' words: “{ $summary }”
onboarding-news-mission = The mission has new words.
onboarding-news-added = New: { $values }.
onboarding-news-reworded = In new words: { $values }.
onboarding-news-retired = No longer there: { $values }.
onboarding-news-reread = What you read about { $values } were the earlier words; **{ onboarding-back }** takes you to the new ones.
onboarding-news-reread-mission = You read it in the earlier words; **{ onboarding-back }** takes you to the new ones.

onboarding-closing = You are through. Thank you for taking the time, and welcome to **{ $server }**.
onboarding-role-owed = You receive { $roles ->
    [one] the role
   *[other] the roles
} **{ $role }** in a moment.
onboarding-role-given = You have { $roles ->
    [one] the role
   *[other] the roles
} **{ $role }** now.
onboarding-role-refused = That you have finished is saved. I cannot give you { $roles ->
    [one] the role **{ $role }**
   *[other] all of the roles **{ $role }**
} yet; the stewards know, and I will try again.
onboarding-next-step = A good next step: say hello, and tell the others which of the values brought you here.
onboarding-next-step-channel = A good next step: look into { $channel } and see which of the values you would like to stand up for.

onboarding-stopped = Thank you for having a look. This is over now, and I will not write again. Should you change your mind, press **{ onboarding-start }** in the welcome channel of **{ $server }**.
onboarding-left = You left **{ $server }**, so this conversation rests. Once you are back, press **{ onboarding-start }** in the welcome channel there, and we go on at the same step.
onboarding-screening = This server has rules that you accept first: Discord shows them to you there. Once you have, I will write to you, and you need not press { onboarding-start } again.

onboarding-back-again = Welcome back. You were at step { $number }.
onboarding-back-after-the-end = Welcome back.
onboarding-writing = I am writing to you privately now: look at your direct messages. If your settings do not allow that, I open a private thread for you here. If nothing comes within a minute, continue here.
onboarding-elsewhere = Our conversation is already going on. Follow the button to it, or continue here.
onboarding-finished-already = You have been through all of it. What you answered and what you received stays, whatever you do now. Press **{ onboarding-again }** to take the steps once more; to only read what we stand for, type /charter show.

onboarding-posting = I am posting the welcome in { $channel }. An older one keeps working until you delete it.

onboarding-switched-off = This server does not offer this conversation at the moment. To read what it stands for, type /charter show.
onboarding-not-yours = This conversation belongs to somebody else. Press Start in the welcome channel to have your own.
onboarding-only-a-preview = This is only a preview, so nothing is saved. A newcomer could use this.
onboarding-no-journey = This conversation no longer exists. Press Start in the welcome channel to begin a new one.
onboarding-no-welcome-channel = I do not know where newcomers are welcomed here. Run /onboarding post again and choose a channel.
onboarding-cannot-post-there = I lack these permissions in { $channel }: { $missing }. Grant them to my role there, then run /onboarding post again.

onboarding-notice-no-channel = { $channel ->
        [none] I do not know where newcomers are welcomed, so nobody can press Start.
       *[other] I cannot find the welcome channel "{ $channel }", so nobody can press Start.
    } Choose a channel with /onboarding post.
onboarding-notice-no-role = Somebody finished onboarding, and I cannot find the role "{ $role }" that I am to give for it. Create it, and I will give it to everybody who has finished.
onboarding-notice-role-gone = The role "{ $role }" that I give at the end of onboarding was deleted. Choose another with /onboarding configure, and I will give that one to everybody who has finished.
onboarding-notice-removed = Somebody deleted the welcome post with the Start button. I put it back once; should it be deleted again, I leave it at that.
onboarding-notice-removed-again = The welcome post was deleted a second time, so I leave it at that. If you want it back, use /onboarding post.

onboarding-affected-under-way = { $count ->
        [one] One newcomer is on their way, and is told at their next step what has changed.
       *[other] { $count } newcomers are on their way, and are told at their next step what has changed.
    }
