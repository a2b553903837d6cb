# What stewards read about the way in.
# The names of the kinds of step, and of what is counted.
onboarding-name-welcome = Welcome
onboarding-name-mission = Mission
onboarding-name-values = Values
onboarding-name-dilemma = Dilemma
onboarding-name-dilemma-of = { $a } or { $b }
onboarding-name-reflection = Reflection
onboarding-name-interests = Interests
onboarding-name-zone = Time zone
onboarding-name-pledges = Pledges
onboarding-name-finish = The end
onboarding-name-gone = A value that is no longer in the charter

onboarding-funnel-title = { $weeks ->
    [one] The way in, this week
   *[other] The way in, last { $weeks } weeks
}
onboarding-funnel-how-to-read = How many came to each step, which share that is of those who started, and how long half of them stayed there at most.
onboarding-funnel-empty = { $weeks ->
    [one] Nobody has begun this week, so there is nothing to show. Ask for more weeks to look further back.
   *[other] Nobody has begun in the last { $weeks } weeks, so there is nothing to show. Ask for more weeks to look further back.
}
onboarding-funnel-joined = Came to the server
onboarding-funnel-started = Started
onboarding-funnel-finished = Finished
onboarding-funnel-of-joined = { $percent }% of those
onboarding-funnel-percent = { $percent }%
onboarding-funnel-few = fewer than { $number }
onboarding-funnel-value = Value { $number }
onboarding-funnel-step = Step { $number }
onboarding-funnel-besides = Besides
onboarding-funnel-whole = From Start to the end: half of them took { $time } at most.
onboarding-funnel-rest = Said "later": { $later }. Stopped: { $stopped }. On their way or pausing right now: { $under_way }.
onboarding-funnel-gone = Values that are no longer in the charter were read { $number ->
    [one] once
   *[other] { $number } times
}.
onboarding-funnel-off = Steps that are switched off or no longer asked were reached { $number ->
    [one] once
   *[other] { $number } times
}.
onboarding-funnel-native = Discord's own onboarding: { $started } began it, { $completed } completed it, of those who are still here.
onboarding-funnel-weeks = Week by week, from Monday
onboarding-funnel-week = { $day }: { $joined } came, { $started } started, { $finished } of these finished
onboarding-funnel-by-week = By week: finished of started
# A day in Unicode's letters for dates: d MMM is 2 Mar.
onboarding-funnel-day = d MMM
onboarding-funnel-picture = Bars for each step, the longest is the most people. { $rows }.
onboarding-funnel-no-picture = There is no picture, because what draws it is not installed where I run. The figures are complete without it.

# What each kind of step is about, in the list of steps. At most 100 characters.
onboarding-about-welcome = A greeting, and the choice of language
onboarding-about-mission = Why this community exists
onboarding-about-values = One step for each value: its promise, and how to recognise it
onboarding-about-dilemma = A question in which two values pull in different directions
onboarding-about-reflection = What brings you here? In their own words, or skipped
onboarding-about-interests = Which values, and which kinds of initiative
onboarding-about-zone = Where their clocks are, so that times are told right
onboarding-about-pledges = Which values they would like to pledge to; none is fine

onboarding-configure-title = How newcomers are welcomed
onboarding-configure-is-on = **On.** Whoever presses **{ onboarding-start }** is taken through these steps.
onboarding-configure-is-off = **Off.** **{ onboarding-start }** only says that nothing is offered here at the moment. Whoever is on their way already can go on.
onboarding-configure-switch-on = Switch on
onboarding-configure-switch-off = Switch off
onboarding-configure-back = Overview
onboarding-configure-saved = Saved. This is how it is now.
onboarding-configure-changed-meanwhile = Somebody changed something in the meantime, so I changed nothing. This is how it is now.
onboarding-configure-gone = What you chose is no longer there. Choose something else.

onboarding-configure-steps = Steps
onboarding-configure-steps-help = Choose all the steps you want; what is not chosen is left out. A step that has nothing to say leaves itself out, and the end is always there. Whoever is on their way goes on at their step, or at the one that stands in its place.
onboarding-configure-steps-choose = Which steps?
onboarding-configure-order = Order
onboarding-configure-order-help = Choose a step, then move it. The end is always the last.
onboarding-configure-order-choose = Which step do you want to move?
onboarding-configure-up = Move up
onboarding-configure-down = Move down
onboarding-configure-no-dilemma = left out, none is written yet

onboarding-configure-roles = Roles at the end
onboarding-configure-no-roles = No role is given.
onboarding-configure-roles-help = Up to { $most } roles that everybody receives who comes to the end, whatever they pledged or did not. Who has a role keeps it when you choose others.
onboarding-configure-roles-unseen = { $number ->
    [one] There is a channel that I cannot see, so I cannot tell whether a role opens it.
   *[other] There are { $number } channels that I cannot see, so I cannot tell whether a role opens them.
} Look there yourself at what the role may do.
onboarding-configure-roles-choose = Which roles? None is fine.
onboarding-configure-roles-sure = Do you want that?
onboarding-configure-roles-open = { $role } opens channels that not everybody can see: { $channels }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
onboarding-configure-roles-consider = Whoever does not go through the steps, or stops, will not see them. A conversation that opens doors is no longer quite free; where you can, open them to everybody. If you mean it, it is your decision, and it is written down as yours.
onboarding-configure-roles-give = Yes, give them
onboarding-configure-roles-leave = No, leave it as it was
onboarding-configure-role-gone = ⚠ I do not find the role "{ $role }". Choose another, or create it again and choose it here.
onboarding-role-everyone = Everybody has @everyone already, so there is nothing to give. Choose another role, or none.
onboarding-role-managed = **{ $role }** belongs to a bot, a subscription or a boost, and Discord lets nobody else give it. Choose another role.
onboarding-role-powerful = **{ $role }** may act upon others or the server ({ $permissions }), and I would give it to everybody who finishes. Choose a role without such permissions, or take them from it first.
onboarding-role-powerful-there = **{ $role }** may act upon others in { $channel }, and I would give it to everybody who finishes. Choose another role, or take those permissions from it in that channel first.
onboarding-role-no-permission = I may not give **{ $role }**, nor any other role. Grant my own role the permission to manage roles, then choose again.
onboarding-role-above = **{ $role }** stands above my own role, so I cannot give it. In the server's settings under Roles, drag **{ $mine }** above it, then choose again.

onboarding-configure-channels = Channels
onboarding-configure-channels-help = When the welcome channel changes, I post the button in the new one. An older post keeps working until you delete it.
onboarding-configure-welcome-choose = Where newcomers find the Start button
onboarding-configure-hello-choose = Where they can say hello at the end; none is fine
onboarding-configure-welcome-in = The **{ onboarding-start }** button stands in { $channel }.
onboarding-configure-hello-in = Saying hello at the end: { $channel }.
onboarding-configure-nowhere = no channel
onboarding-configure-no-welcome = ⚠ There is no welcome channel, so nobody finds the Start button. Choose one under { onboarding-configure-channels }.
onboarding-configure-cannot-post-there = I lack these permissions in { $channel }: { $missing }. Grant them to my role there, then choose it again.

onboarding-configure-reaching = Messages and limits
onboarding-configure-offer-is-on = **Messages to those who join: on.** Everybody who joins is written to once.
onboarding-configure-offer-is-off = **Messages to those who join: off.** Nobody is written to before they press **{ onboarding-start }**.
onboarding-configure-offer-on = Write to those who join
onboarding-configure-offer-off = Write to nobody unasked
onboarding-configure-offer-help = Think twice before you switch those messages on. They are off because Discord has quarantined bots that wrote to people who had not asked: such a bot can then write to nobody at all. If you switch them on, everybody who joins gets one message and never a second. It keeps to quiet hours, waits for the server's own screening, and stays away when many join at once.
onboarding-configure-raid-is = { $number ->
    [0] However many join within a minute, nothing is paused.
    [one] More than one person joining within a minute pauses everything but the button, and you are told.
   *[other] More than { $number } people joining within a minute pause everything but the button, and you are told.
}
onboarding-configure-stuck-is = { $hours ->
    [one] After an hour between two steps somebody is listed by /onboarding stuck.
   *[other] After { $hours } hours between two steps somebody is listed by /onboarding stuck.
}
onboarding-configure-numbers = Change the numbers
onboarding-configure-field-raid = Joins within a minute that are still calm
    .description = A whole number from 0 to 1000; 0 pauses nothing, however many join.
onboarding-configure-field-stuck = Hours between two steps
    .description = A whole number from 1 to 720. After so long somebody is listed as stuck.
onboarding-configure-not-a-number = "{ $given }" is not a whole number from { $least } to { $most }, so nothing was changed. Try again.

onboarding-configure-dilemmas = Dilemmas
onboarding-configure-dilemmas-asked = { $number ->
    [0] None is written, so that step leaves itself out.
    [one] One is asked.
   *[other] { $number } are asked.
}
onboarding-configure-dilemmas-help = A dilemma is a question in which two of your values pull in different directions. There is no right answer. How others answered is shown afterwards, once five people have. Up to { $most } are asked.
onboarding-configure-dilemma-write = Write a dilemma
onboarding-configure-dilemma-retire = Which one is to be asked no more?
onboarding-configure-field-question = The situation, and the question
    .description = Something that could really happen here, and in which both values are good reasons.
onboarding-configure-field-first = One value
onboarding-configure-field-second = The other value

onboarding-stuck-title = { $number ->
    [one] One person is between two steps
   *[other] { $number } people are between two steps
}, for { $hours ->
    [one] more than an hour
   *[other] more than { $hours } hours
}
onboarding-stuck-none = { $hours ->
    [one] Nobody has been between two steps for more than an hour. Whoever asked to be reminded is not counted.
   *[other] Nobody has been between two steps for more than { $hours } hours. Whoever asked to be reminded is not counted.
}
onboarding-stuck-line = { $member }: { $step }, { $state ->
    [paused] pausing, last step
   *[other] last step
} { $since }{ $written ->
    [yes] {" "}· was written to
   *[other] {""}
}
onboarding-stuck-footer = Silence is an answer, too. You see the step and the time, and nothing that anybody wrote.
onboarding-stuck-choose = Whom do you want to reach out to?
onboarding-stuck-previous = Later ones
onboarding-stuck-next = Earlier ones
onboarding-stuck-back = Back to the list
onboarding-stuck-what-to-do = You can have them reminded once, kindly and by me; with a buddy I also offer them somebody to talk to. Or leave them in peace: then they are not listed again until they act by themselves.
onboarding-stuck-was-written-to = They were written to on { $at }, and once is enough. You can still leave them in peace: then they are not listed again until they act by themselves.
onboarding-stuck-nudge = Remind them
onboarding-stuck-buddy = Offer a buddy
onboarding-stuck-peace = Leave them in peace
onboarding-stuck-now = I am writing to them now. It is the only time.
onboarding-stuck-later = I will write to them then: { $at }. Before that, quiet hours or another message of mine stand in the way. If they act by themselves until then, I write nothing.
onboarding-stuck-unreachable = I am not writing to them: their settings refuse direct messages. They find the Start button when they come back by themselves.
onboarding-stuck-unwanted = I am not writing to them: they want no messages that they have not asked for. They find the Start button when they come back by themselves.
onboarding-stuck-enough = I am not writing to them: they have had enough messages from me within the last seven days. Try again in a few days.
onboarding-stuck-left-alone = They are left in peace, and not listed again until they act by themselves.
onboarding-stuck-no-longer = There is nothing to do any more: they have gone on by themselves, or somebody decided to leave them in peace.
onboarding-stuck-written-already = They were written to before, and once is enough.
onboarding-stuck-no-buddy = I wrote nothing: nobody volunteers as a buddy at the moment, or they have one or asked for one already. You can remind them instead.
onboarding-hand = We began a conversation about what we stand for at **{ $server }**, and you are at step { $number } of { $steps }. Those who look after the server asked me to see whether something is in your way. Press **{ onboarding-continue }** to go on whenever you like, or **{ onboarding-stop }** to end it; I will not ask again, and either is fine.

onboarding-preview = **Preview.** You see what a newcomer sees. Nothing is stored, given or sent, and nobody is told.
onboarding-preview-end = **Preview.** This is what somebody reads who has come to the end. Nothing was given. If somebody volunteers as a buddy, or an initiative fits what they chose, that is offered here, too.
onboarding-preview-again = From the start
onboarding-preview-else = In a preview this does nothing. A newcomer would go on with it.
onboarding-preview-later = A newcomer would be asked when to be reminded: tomorrow, in three days, next week, or not at all. They would be at this step when they come back.
onboarding-preview-stop = A newcomer would be thanked, and it would be over. They could start again whenever they like.
onboarding-preview-hold = A newcomer's choice would be saved, and they would see how others chose, once five people have. There is no right answer.
onboarding-preview-reflect = A form would open in which a newcomer can write in their own words. It says who can read it: the stewards, and themselves.
onboarding-preview-values = The values a newcomer chose would be saved, to suggest an initiative or a buddy at the end.
onboarding-preview-kinds = The kinds of initiative a newcomer chose would be saved, to suggest one at the end.
onboarding-preview-findzone = A form would open in which a newcomer types a city or a country, and then chooses their time zone.
onboarding-preview-zone = The time zone a newcomer chose would be saved, and times would be told in it.
onboarding-preview-pledge = A newcomer would be pledged to the values they chose. None is fine, and changes nothing.
onboarding-preview-buddy = A newcomer would be introduced to somebody who volunteers, in a private thread.
