pledges-role-missing = I do not find the role "{ $role }" that goes with a pledge. Create it again, or choose another with /pledge roles; whoever holds the pledge then receives it.
pledges-role-everyone = Everybody has @everyone already, so there is nothing to give for a pledge. Choose another role with /pledge roles, or none.
pledges-role-managed = **{ $role }** belongs to a bot, a subscription or a boost, and Discord lets nobody else give it. Choose another role for the pledge with /pledge roles.
pledges-role-powerful = **{ $role }** may act upon others or the server ({ $permissions }), and a pledge would give it to everybody. I do not do that: take these permissions from it, or choose another role with /pledge roles.
pledges-role-powerful-there = **{ $role }** may act upon others in { $channel }, and a pledge would give it to everybody. I do not do that: take these permissions from it in that channel, or choose another role with /pledge roles.
pledges-role-no-permission = I may neither give nor take **{ $role }**, nor any other role. Grant my own role the permission to manage roles; I then catch up by myself.
pledges-role-above = **{ $role }** stands above my own role, so I can neither give nor take it. In the server's settings under Roles, drag **{ $mine }** above it; I then catch up by myself.

pledges-roles-title = Roles for pledges
pledges-roles-text = A value may have a role, so that others can see who stands for it. Whoever pledges receives it, and whoever withdraws loses it again, if they have it from me. It should say something and open nothing: what the server has to offer is for everybody, pledged or not.
pledges-roles-line = { $emoji } **{ $value }**: { $role }
pledges-roles-none = no role
pledges-roles-retired = { $emoji } **{ $value }** (no longer in the charter): { $role }
pledges-roles-no-values = There are no values yet.
pledges-roles-pick = Which value?
pledges-roles-choose = Which role? None is fine.
pledges-roles-of = The role for { $value }
pledges-roles-now = Now: { $role }
pledges-roles-help = When you choose, everybody who holds this pledge receives the role in the time that follows, and whoever received another from me for it loses that one. Choose none, and the role goes again from whoever has it from me.
pledges-roles-unseen = { $number ->
    [one] There is a channel that I cannot see, so I cannot tell whether a role opens it.
   *[other] There are { $number } channels that I cannot see, so I cannot tell whether a role opens them.
} Look there yourself at what the role may do.
pledges-roles-sure = Do you want that?
pledges-roles-open = { $role } opens channels that not everybody can see: { $channels }{ $more ->
    [0] {""}
    [one] {" "}and one more
   *[other] {" "}and { $more } more
}.
pledges-roles-only-way = Whoever has no other role sees nothing of this server without { $role }. A pledge that people need in order to take part says nothing any more.
pledges-roles-consider = Whoever does not pledge will not see them, and whoever withdraws loses them. A pledge that opens doors is no longer free; where you can, open them to everybody. If you mean it, it is your decision, and it is written down as yours.
pledges-roles-give = Yes, give it
pledges-roles-leave = No, leave it as it was
pledges-roles-back = Back
pledges-roles-saved = Saved. Whoever this concerns gets or loses the role in the time that follows.
pledges-roles-changed-meanwhile = Somebody else has changed this role in the meantime, so I changed nothing. Here is how it stands.
pledges-roles-gone = That role or value is no longer there, so I changed nothing. Choose again.
