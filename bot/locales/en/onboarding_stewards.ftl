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
