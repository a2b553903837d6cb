pledges-versions-digest =
    { $count ->
        [one] **{ $server }** has put a value that you pledged to into new words. Your pledge is still to the earlier words, and stays so if you do nothing. What would you like?
       *[other] **{ $server }** has put { $count } values that you pledged to into new words. Your pledges are still to the earlier words, and stay so if you do nothing. What would you like?
    }
pledges-versions-made = You pledged to the earlier words on { $date }.
pledges-versions-back-again = It had other words in between, and now has the ones that you pledged to again. Your pledge is counted with them once you re-affirm it.
pledges-versions-objected = What you have against the new words:
    { $reason }
pledges-versions-before = Earlier words
pledges-versions-now = New words
pledges-versions-more = There is more than fits here; /charter show has all the new words.
pledges-versions-page = { $page } of { $pages }
pledges-versions-hint = Re-affirm: you pledge to the new words. Let go: your pledge ends. Object: you say why, and it stays as it is.
pledges-versions-reaffirm = Re-affirm
pledges-versions-let-go = Let go
pledges-versions-object = Object…
pledges-versions-object-again = Change your objection…
pledges-versions-back = Back
pledges-versions-further = Next
pledges-versions-see = See the new words

pledges-versions-reaffirmed = You are pledged to the new words of **{ $value }**.
pledges-versions-objection-written = Your objection to the new words of **{ $value }** is written down. Stewards read it without your name when they next review the charter; your pledge to the earlier words stays as it is.
pledges-versions-objection-deleted = Your objection to the new words of **{ $value }** is taken back and deleted.
pledges-versions-changed = The words of **{ $value }** have changed once more since you saw them. Nothing was done; here are the newest.
pledges-versions-retired = **{ $value }** is not in the charter any more, so there is nothing to answer.
pledges-versions-gone = You have no pledge to **{ $value }** any more, so there is nothing to answer.
pledges-versions-holds = You have pledged to the new words of **{ $value }** meanwhile, so nothing was written down.
pledges-versions-had-written = This is what you had written:
    { $reason }
pledges-versions-thanks = Thank you, that was all. /pledge mine shows what you are pledged to.
pledges-versions-none = Your pledges are all to the words in force. There is nothing to answer.

pledges-objection-title = Object to { $value }
pledges-objection-reason = What speaks against the new words?
pledges-objection-who-reads = Stewards read it without your name. I keep whose it is, so you can see, change and erase it.
pledges-objection-example = Which words, and what they would lead to.

pledges-objections-title = Objections to new words
pledges-objections-none = Nobody has objected to new words of a value. When somebody does, it stands here, for your next review of the charter.
pledges-objections-hint =
    { $count ->
        [one] One objection, by somebody who had pledged to the earlier words. Whose it is, is not shown to anybody.
       *[other] { $count } objections, by people who had pledged to earlier words. Whose they are is not shown to anybody.
    }
pledges-objections-present = to the words in force
pledges-objections-earlier = to words that are not in force any more
pledges-objections-page = Page { $page } of { $pages }

pledges-objections-own = Your objections
pledges-objections-own-title = What you have against new words
pledges-objections-own-none = You have written nothing against new words of a value.
pledges-objections-own-choose = Change one or take it back…
pledges-versions-digest-line =
    { $count ->
        [one] A value that you pledged to has new words: /pledge mine shows them, with what you can answer.
       *[other] { $count } values that you pledged to have new words: /pledge mine shows them, with what you can answer.
    }
