# What stewards read about the posts with our values: putting them up, their panel, what happens to them.

pledges-no-values = There are no values yet that anybody could pledge to. Write them into the charter first: /values add.
pledges-no-channel = I do not know which channel the values belong in. Name one: /pledge post channel.
pledges-not-in-forum = { $channel } is a forum, and nobody writes into a forum itself. Start a post there, then run /pledge post and choose that post as the channel.
pledges-thread-locked = The thread { $channel } is locked, so nobody could press anything in it. Unlock it, then run the command again.
pledges-missing-permissions = In { $channel } I lack these permissions: { $missing }. Grant them to my role there, then run the command again.
pledges-posting = I am putting the values into { $channel }.
pledges-renewing = The values stand in { $channel } already; I am bringing the post up to date.
pledges-post-unknown = I know of no such post in this server any more. /pledge post shows you the one in a channel, or puts one up.

pledges-anyway-title = Some roles cannot be given
pledges-anyway-footer = Nothing is posted yet. Put it right and run the command again, or post the values now; pledges are kept either way, and the roles follow when they can be given.
pledges-anyway = Post anyway

pledges-layout-full = Full
pledges-layout-full-about = Name, promise and how many have pledged
pledges-layout-short = Short
pledges-layout-short-about = A line for each value: name and how many have pledged
pledges-layout-examples = With examples
pledges-layout-examples-about = Name, promise, what it looks like, how many have pledged

pledges-panel-title = The post with our values
pledges-panel-waiting = It is on its way into { $channel }.
pledges-panel-live = It stands in { $channel }: { $link }
pledges-panel-missing = It stood in { $channel }, and somebody deleted it. All pledges are kept.
pledges-panel-removed = It is taken down from { $channel }. All pledges are kept.
pledges-panel-wording = Its words
pledges-panel-own-title = Title: { $words }
pledges-panel-own-title-none = Title: the usual one
pledges-panel-own-text = Text: { $words }
pledges-panel-own-text-none = Text: the usual one
pledges-panel-others = Reactions that stand for no value, in the whole server
pledges-panel-others-stay = They stay, and mean nothing.
pledges-panel-others-removed = I remove them. The reactions of our values are never touched.
pledges-panel-others-missing = In this channel I lack the permission Manage Messages for that, so here they stay.
pledges-panel-layout = How much it says
pledges-panel-reword = Change its words
pledges-panel-remove-others = Remove other reactions
pledges-panel-let-others = Let other reactions stay
pledges-panel-down = Take it down
pledges-panel-up = Put it up again

pledges-form-heading = Words of this post
pledges-form-title = Title
pledges-form-text = Text above the values
pledges-form-empty = Left empty, it is what all our posts say.

pledges-down-title = Take the post down?
pledges-down-text = The message in { $channel } is deleted, with the reactions under it. All pledges are kept, and you can put it up again.
pledges-down-now = Take it down
pledges-down-keep = Keep it

pledges-gone-again = Post it again
pledges-gone-leave = Leave it down
pledges-gone-coming = The post with our values in { $channel } is up again, or on its way. { $who } decided that.
pledges-gone-left = The post with our values in { $channel } stays down; { $who } decided that. All pledges are kept, and /pledge post puts it up again whenever you want.

pledges-notice-channel-missing = The values are to be posted in "{ $channel }", and this server has no such channel that I can see. Create it or let me see it, or run /pledge post in another one.
pledges-notice-post-gone = The post with our values in { $channel } is gone. Everybody's pledges are kept; shall I post it again?
pledges-notice-place-gone = "{ $channel }" is gone, and the post with our values with it. Everybody's pledges are kept; run /pledge post to put the values into another channel.
pledges-notice-cleared = Somebody cleared reactions from the post with our values in { $channel }. That withdraws no pledge; my own reactions come back, so that everybody can go on pledging there.
pledges-notice-cannot-clear = I am to remove reactions in { $channel } that stand for no value, and lack the permission Manage Messages there. Grant it to my role, or let other reactions stay: /pledge post shows the button for that.
pledges-notice-full = Under the post with our values in { $channel } stand 20 different emojis, and Discord takes no more. So some of our values have none there. Remove a few that stand for no value, or let me do it: /pledge post shows the button for that.
pledges-notice-emoji-unknown = Discord does not know the emoji { $emoji } of "{ $value }", so nobody can pledge to it by reacting. Add the emoji to the server again, or choose another one for this value.
