# Steps of the conversation that ask something.
onboarding-dilemma-title = Which one would you hold on to?
onboarding-dilemma-prompt = Two of our values pull in different directions here. There is no right answer; I only ask what you would do.
onboarding-dilemma-chosen = You hold on to **{ $value }**. Until you finish, you can change that.
onboarding-dilemma-others = How people here answered
onboarding-dilemma-count =
    { $count ->
        [one] **{ $value }**: one person ({ $percent } %)
       *[other] **{ $value }**: { $count } people ({ $percent } %)
    }
onboarding-dilemma-too-few = I show how others answered once { $fewest } people have.

onboarding-dilemma-bad-question = A dilemma asks something in at most { $longest } characters. Write a question and send the form again.
onboarding-dilemma-same-value = A dilemma is between two different values. Choose another one for one of them.
onboarding-dilemma-value-gone = One of the two values is no longer in the charter. Choose another one.
onboarding-dilemma-too-many = Newcomers are asked { $most } dilemmas at most, and there are that many already. Take one of them out first.
onboarding-dilemma-gone = This dilemma is not asked any more. Open the list again to see those that are.

onboarding-reflection-title = What brings you here?
onboarding-reflection-text =
    If you like, write a few sentences about it, in whatever language you think in. You can also skip this.
    Only the stewards of **{ $server }** can read it, nobody else. I post it nowhere.
onboarding-reflection-yours = You wrote
onboarding-reflection-change-hint = To delete it, empty the form and send it.
onboarding-reflection-write = Write something
onboarding-reflection-change = Change what I wrote
onboarding-reflection-label = In your own words
onboarding-reflection-about = Only the stewards of this server can read it. Leave it empty to delete it.

onboarding-interests-title = What draws you?
onboarding-interests-text = Choose as much as you like, or nothing at all. I use it to suggest what could suit you next. It is no promise, and nobody else sees it; only if you ask for a buddy, I name a value that you two share.
onboarding-interests-values = The values that speak to you …
onboarding-interests-kinds = What you would like to take part in …

onboarding-zone-title = What time is it where you are?
onboarding-zone-text = I use it for two things: times in what I write to you are your times, and I do not write to you unasked at night.
onboarding-zone-until = I do not guess: until you choose, I go by the clock of this server.
onboarding-zone-chosen = It is **{ $time }** for you ({ $place }).
onboarding-zone-choose = Choose my time zone
onboarding-zone-choose-another = Choose another time zone
onboarding-zone-search-again = Search again
onboarding-zone-form = Your time zone
onboarding-zone-label = Your city or country
onboarding-zone-about = The name of a zone is fine, too, such as CET, or UTC+2.
onboarding-zone-which = Which of these is yours? Beside each you see its time now.
onboarding-zone-placeholder = Choose your time zone …
onboarding-zone-nothing = I found nothing for "{ $typed }". Try the next larger city, your capital or your country.
onboarding-zone-gone = I do not know this time zone. Search for it again by your city or country.

onboarding-pledges-title = What would you like to stand up for?
onboarding-pledges-text =
    To pledge means: I want to live by this value as well as I can. Choose none of them, some or all; it is saved at once.
    And **declining changes nothing**: everything here is open to you just the same, and nobody is told who has not pledged.
onboarding-pledges-taking-back = If you take a value off the list, the pledge you made here is withdrawn. A pledge that you made with a reaction stays; you withdraw that one by taking the reaction away, or with /pledge mine.
onboarding-pledges-earlier = You pledged to { $values } in earlier words. That stays as it is unless you choose it: then you stand by its present words.
onboarding-pledges-placeholder = I pledge to …

onboarding-next-step-hello = A good next step: say hello in { $channel }, and tell the others which of the values brought you here.
onboarding-next-step-initiative = A good next step: **{ $title }**. It is for { $value }, which you chose, and there is room for you.
onboarding-next-step-initiative-link = Have a look
onboarding-next-step-also-hello = You can also say hello in { $channel }.

onboarding-reflections-title = What brings people here
onboarding-reflections-none = Nobody has written anything yet.
onboarding-reflections-hint = Only stewards can read this. Please leave it between you and those who wrote it.
onboarding-reflections-page =
    { $total ->
        [one] One reflection
       *[other] { $total } reflections
    } · page { $page } of { $pages }
onboarding-reflections-newer = Newer
onboarding-reflections-older = Older
