pledges-pick-button = Pledge…
pledges-pick-again = Choose again…
pledges-pick-title = What do you pledge to?
pledges-pick-text = Choose the values you pledge to. What is chosen already is yours; take it out of the choice to withdraw it. Only you see this.
pledges-pick-placeholder = Choose values…
pledges-pick-earlier = Yours, in earlier words. It now reads: { $promise }
pledges-pick-nothing = There are no values here yet that anybody could pledge to.

pledges-made = You have pledged to { $values }.
pledges-renewed = Your pledge to { $values } now holds in its present words; it takes the place of the one to the earlier words.
pledges-unchanged = You have pledged to { $values } already, and it still holds. Nothing has changed.
pledges-nothing-changed = Nothing has changed.
pledges-withdrawn-alone =
    { $count ->
        [one] Your pledge to { $value } is withdrawn.
       *[other] Your pledges to { $value } are withdrawn.
    }
pledges-reworded =
    { $count ->
        [one] The words of { $values } have changed since you opened this list, so I have not pledged you to it. Read the new words below, and choose again if you stand by them.
       *[other] The words of { $values } have changed since you opened this list, so I have not pledged you to them. Read the new words below, and choose again if you stand by them.
    }
pledges-gone =
    { $count ->
        [one] One value that you chose is no longer part of our charter, so there is nothing left to pledge to.
       *[other] { $count } values that you chose are no longer part of our charter, so there is nothing left to pledge to.
    }
pledges-role-comes =
    { $count ->
        [one] With it comes the role { $roles }; others can see it.
       *[other] With them come the roles { $roles }; others can see them.
    }
pledges-role-goes =
    { $count ->
        [one] The role { $roles } goes, if you had it from me for this.
       *[other] The roles { $roles } go, if you had them from me for this.
    }
pledges-receipt-step = What would this look like for you this month? If you like, name a next step; only you see it, unless you share it.
pledges-receipt-none = You are not pledged to anything here at the moment.
pledges-receipt-new-words = You are not pledged to this. These are its new words.

pledges-no-such-value = There is no value called "{ $name }" here. Type the command again and pick one of the suggestions.
pledges-value-resting = This value is no longer part of our charter, so there is nothing to pledge to anew. Your pledge is kept; should the value return, it holds again.

pledges-mine-resting = Pledged on { $date }; this value is no longer part of our charter
pledges-mine-stopped = You asked me not to write to you unasked, so I do not. What I would have asked about stands here.
pledges-mine-footer = Only you see this.

pledges-summary-title = What people here pledge to
pledges-summary-text = How many people stand by each of our values. Nobody is named.
pledges-summary-present =
    { $count ->
        [0] Nobody has pledged to its present words yet.
        [one] One person has pledged to its present words.
       *[other] { $count } people have pledged to its present words.
    }
pledges-summary-reaffirmed =
    { $count ->
        [one] One of them held to earlier words before and re-affirmed it.
       *[other] { $count } of them held to earlier words before and re-affirmed it.
    }
pledges-summary-earlier =
    { $count ->
        [one] Counted apart: one person's pledge was made to earlier words.
       *[other] Counted apart: { $count } people's pledges were made to earlier words.
    }
pledges-summary-reworded = Its words were last changed on { $date }.
pledges-show-everyone = Show everyone
pledges-shown-by = Shown by { $name }
