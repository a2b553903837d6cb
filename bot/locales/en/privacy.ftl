privacy-title = What I have stored about you in { $server }
privacy-where = It stands in the database of whoever runs me, and only you are shown it here. /privacy export gives you all of it as a file, /privacy erase ends it. If you leave the server, it is erased after 30 days.
privacy-nothing = Nothing.
privacy-nothing-anywhere = I have stored nothing about you.
privacy-footer = What you write in channels I neither read nor store.
privacy-part-bot = About our contact: { $count }
privacy-why-bot = Your language and time zone, which messages you want, what I sent you in the last 90 days, and what you did here with me, as dates and kinds. So that I speak your language, do not write too often, and can count what this community does. Without end, except for the 90 days.
privacy-part-notifications = Notifications: { $count }
privacy-why-notifications = What you chose about messages.
privacy-part-charter = Charter: { $count }
privacy-why-charter = That you published or changed the charter, as a steward. So that stewards can answer for it. As long as the server has me.
privacy-part-pledges = Pledges: { $count }
privacy-why-pledges = What you pledged to and when, your next steps, objections, and roles that came with a pledge. So that your list is right and you are asked only what you want to be asked. Until you erase it; a withdrawn pledge stays in your list.
privacy-part-initiatives = Initiatives: { $count }
privacy-why-initiatives = What you proposed, seconded, joined and helped to carry, and whether you came. So that seats are kept and organisers know who is there. Until you erase it.
privacy-part-buddies = Buddies: { $count }
privacy-why-buddies = Whether you are a buddy or want one, and who was introduced to you. So that nobody is introduced twice. Pairs are deleted after 30 days.
privacy-part-onboarding = Onboarding: { $count }
privacy-why-onboarding = How far you came in the conversation and what you answered in it. So that you can go on where you stopped. Until you erase it.
privacy-part-reminders = Reminders: { $count }
privacy-why-reminders = Drafts of reminders, as a steward. So that nothing typed is lost. A draft is deleted after some days.
privacy-part-digest = Stewards' digest: { $count }
privacy-why-digest = That you set it up, as a steward.
privacy-part-setup = Setup: { $count }
privacy-why-setup = What you set up, as a steward.
privacy-exported = Here is everything that I have stored about you. Only you see this message; keep the file where only you can read it.
privacy-everywhere = all servers
privacy-which = Which server?
privacy-which-server = From which server shall I erase you?
privacy-erase-now = Erase it now
privacy-erase-what =
    This erases everything that I have stored about you in **{ $server }**: your choices, your conversation with me, pledges, next steps, objections, places in initiatives, and what I sent you. Roles that I gave you for a pledge are taken back. It cannot be undone.

    What stays: how often something was done here, without a name, and the words of initiatives and charters that belong to everybody, without yours beside them. On Discord itself nothing is changed: your messages and memberships are not mine.
privacy-erased =
    You are erased from { $servers }. { $count ->
        [0] Nothing is left that was yours.
        [one] One act stays counted, without a name.
       *[other] { $count } acts stay counted, without a name.
    }

privacy-part-privacy = Leaving: { $count }
privacy-why-privacy = When you left, or that a server is yours that removed me, so that everything is erased 30 days after.
privacy-server-left = I am no longer in **{ $server }**, which is yours. What I have stored there is erased after { $until }, unless I am invited again before. If you want to take it along, press the button until then.
privacy-take = Take it along
privacy-take-not-yours = Only the owner of that server can take this along, and only as long as it is kept.
privacy-take-too-large = That is more than Discord takes in one file. Ask whoever runs me: `tenet export --guild { $guild } --to FILE` writes it for you.
privacy-taken = Here is everything that I have stored of your server. It holds what members wrote and chose: keep it where only you can read it. Whoever runs a bot like me can take it in with `tenet import`.
privacy-more = { $count ->
        [one] There is one more server; /privacy export has all of them.
       *[other] There are { $count } more servers; /privacy export has all of them.
    }
