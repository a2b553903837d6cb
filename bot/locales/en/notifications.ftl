notifications-title = What { $server } may write to you about
notifications-intro = I write to you seldom: at most { $most } messages in seven days, besides what is urgent. Choose below what you want, and how.
notifications-stopped = You said that you want no unasked messages, so none come. What is urgent about something you sign up for from now on still reaches you.
notifications-ordinary = Counted in your week
notifications-urgent = Urgent, and not counted
notifications-line =
    { $choice ->
        [on] ✅ { $kind }
        [digest] 🗞️ { $kind } · in your digest
       *[off] ⬜ { $kind } · not at all
    }
notifications-kind =
    { $choice ->
        [on] Each of these comes on its own. How do you want them?
        [digest] These come in your digest, on Sundays. How do you want them?
       *[off] These do not come. How do you want them?
    }
notifications-quiet-title = When you are left in peace
notifications-quiet = From { $begin } to { $end }, on the clocks of { $zone }.
notifications-no-quiet = At no time of day.
notifications-urgent-waits = What is urgent waits until then, too.
notifications-urgent-not = What is urgent comes all the same.
notifications-footer = Only you see this. "Stop", written to me privately, ends all of it at once.
notifications-choose = Choose a kind of message…
notifications-language = In which language?
notifications-quiet-change = Quiet hours…
notifications-night-hold = Let urgent ones wait
notifications-night-not = Urgent ones at any hour
notifications-zone-change = Time zone…
notifications-back = Back
notifications-form-quiet = Quiet hours
notifications-form-begin = From when?
notifications-form-begin-hint = On the clocks of { $zone }; both empty: as is usual here
notifications-form-end = Until when?
notifications-form-end-hint = The same time in both fields: no quiet hours
notifications-form-zone = Where are you?
notifications-form-zone-hint = A city, a country, or the name of a time zone
notifications-zone-none = I cannot find that place. Try the largest city near you.
notifications-zone-again = Try again…
notifications-zone-which = Which of these is it?
notifications-zone-clock = There it is { $time } now
notifications-why-title = What { $server } wrote to you
notifications-why-none = In the last 90 days nothing came to you unasked.
notifications-why-footer = Kept for 90 days, and only you can see it. /notifications choose changes what comes.
notifications-outcome =
    { $outcome ->
        [sent] Sent { $when }.
        [in_digest] A line of your digest, { $when }.
        [expired] Not sent: until { $when } there was no room for it, and then it was too late.
        [unwanted] Not sent, { $when }: you do not want these.
       *[unreachable] Not sent, { $when }: your settings do not let me write to you.
    }
notifications-newer = Newer
notifications-older = Older
notifications-stopped-all = Done. Nothing more comes to you unasked from { $servers }. What you began stays as it is, and you can go on with it whenever you like.
notifications-stopped-nowhere = Done. I know of no community that would write to you through me.
notifications-allowed-all = { $servers } may write to you again, seldom and never in your quiet hours. /notifications choose, in the server, shows what about.
