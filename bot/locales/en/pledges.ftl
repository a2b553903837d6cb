pledges-board-title = What we stand for
pledges-board-text = React with a value's emoji to pledge to it; take the reaction back to withdraw. Or press "Pledge…" and choose where nobody sees it.
pledges-board-footer = Only you see your list: /pledge mine
pledges-board-count =
    { $count ->
        [0] Nobody has pledged yet.
        [one] One person has pledged.
       *[other] { $count } people have pledged.
    }

pledges-board-count-present =
    { $count ->
        [0] Nobody has pledged to the new words yet.
        [one] One person has pledged.
       *[other] { $count } people have pledged.
    }
pledges-board-count-earlier =
    { $count ->
        [one] One person's pledge is to the earlier words.
       *[other] { $count } people's pledges are to earlier words.
    }

pledges-mine-title = Your pledges
pledges-mine-none = You have not pledged to anything here. That is fine; when you want to, react under the post with our values, or choose here in private.
pledges-mine-since = Pledged on { $date }
pledges-mine-earlier = Pledged on { $date }, to earlier words
pledges-mine-withdraw = Withdraw a pledge…
pledges-withdrawn =
    { $count ->
        [one] Your pledge to { $value } is withdrawn. A reaction of yours under the post no longer counts; to pledge again, take it away and put it back.
       *[other] Your pledges to { $value } are withdrawn. Your reactions under the post no longer count; to pledge again, take them away and put them back.
    }
pledges-not-pledged = You have no such pledge, or it was withdrawn already. /pledge mine shows what you have pledged to.
