pledges-board-title = What we stand for
pledges-board-text = React with a value's emoji to pledge to it. Take the reaction back to withdraw.
pledges-board-footer = Only you see your list: /pledge mine
pledges-board-count =
    { $count ->
        [0] Nobody has pledged yet.
        [one] One person has pledged.
       *[other] { $count } people have pledged.
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

pledges-no-values = There are no values yet that anybody could pledge to. Write them into the configuration first.
pledges-no-channel = I do not know which channel the values belong in. Name one: /pledge post channel.
pledges-missing-permissions = In { $channel } I lack these permissions: { $missing }. Grant them to my role there, then run the command again.
pledges-posting = I am putting the values into { $channel }.
pledges-renewing = The values stand in { $channel } already; I am bringing the post up to date.

pledges-notice-channel-missing = The values are to be posted in "{ $channel }", and this server has no such channel that I can see. Create it or let me see it, or run /pledge post in another one.
pledges-notice-post-gone = The post with our values in { $channel } is gone. Everybody's pledges are kept; run /pledge post to put it up again.
pledges-notice-many-vanished = In { $channel }, { $count } reactions for "{ $value }" went away at once. I took that for an accident or a clean-up and kept the pledges; whoever meant it can withdraw with /pledge mine.
pledges-notice-emoji-unknown = Discord does not know the emoji { $emoji } of "{ $value }", so nobody can pledge to it by reacting. Add the emoji to the server again, or choose another one for this value.
