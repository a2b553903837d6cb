# Telling what came of an initiative.
initiatives-closing-open = Tell what came of it
initiatives-closing-correct = Correct it
initiatives-closing-title = What came of { $title }
initiatives-closing-title-again = What came of { $title }, corrected
initiatives-closing-begin = Nothing is told yet. Press In words for one sentence about what came of it; figures are welcome and not required.
initiatives-closing-rebased = Somebody else has told what came of it in the meantime. What you typed is still here, and would replace it: look at both before you go on.
initiatives-closing-differently = What we would do differently
initiatives-closing-present = Who was there
initiatives-closing-present-unsaid = Nobody has said yet. As long as that stays so, nobody counts as present and nobody as absent.
initiatives-closing-present-figures = { $came } of { $expected } who had a seat{ $others ->
        [0] .
        [one] , and 1 more.
       *[other] , and { $others } more.
    }
initiatives-closing-unmarked = { $count ->
        [one] 1 person who had a seat is not marked. I will ask them once, privately and kindly, what kept them; nobody is shown their name.
       *[other] { $count } people who had a seat are not marked. I will ask each of them once, privately and kindly, what kept them; nobody is shown their names.
    }
initiatives-closing-problems = Before it can be told
initiatives-closing-footer = Nobody else sees this before you close it.
initiatives-closing-footer-again = Nobody else sees this before you save it. What was said before stays visible behind it.
initiatives-closing-choose = Who was there? ({ $page } of { $pages })
initiatives-closing-everybody = Everybody with a seat
initiatives-closing-nobody = Nobody
initiatives-closing-words = In words
initiatives-closing-figures = In figures
initiatives-closing-tell = Close it with this
initiatives-closing-tell-again = Save the correction
initiatives-closing-discard = Discard
initiatives-closing-discarded = What you typed is thrown away. Nothing else has changed.
initiatives-closing-done = **{ $title }** is closed, and its card says what came of it. So far it is your word: a second organiser or a steward can confirm it there. { $absent ->
        [0] Thank you.
        [one] One person who was not there will be asked tomorrow what kept them; until then you can still correct it.
       *[other] The { $absent } who were not there will be asked tomorrow what kept them; until then you can still correct it.
    }
initiatives-closing-corrected = The correction of **{ $title }** is saved, and its card shows it. What was said before stays visible behind it, and it is one person's word again until a second one confirms it.

initiatives-closing-words-title = What came of it, in words
initiatives-closing-form-sentence = What came of it, in one sentence?
initiatives-closing-form-sentence-hint = It stands on the card, for everybody.
initiatives-closing-form-differently = What would you do differently?
initiatives-closing-form-differently-hint = For whoever does something like it next. Everybody can read it.
initiatives-closing-form-evidence = Is there something that shows it?
initiatives-closing-form-evidence-hint = A link with https:// to a page or a photo, or to a message here that has one.
initiatives-closing-figures-title = What came of it, in figures
initiatives-closing-form-people = How many people took part?
initiatives-closing-form-people-hint = With those who had not signed up. Empty: as many as are marked.
initiatives-closing-form-hours = How many hours, of all together?
initiatives-closing-form-hours-hint = Such as 42.5
initiatives-closing-form-funds = What money came in?
initiatives-closing-form-funds-hint = One sum to a line, with its currency: 120.50 EUR
initiatives-closing-form-units = What else can be counted?
initiatives-closing-form-units-hint = One thing to a line: 30 trees planted

initiatives-closing-cannot = Nothing can be told about **{ $title }**: it was called off, or nobody has decided about it yet. What you typed is kept.
initiatives-closing-not-yet = **{ $title }** has not begun yet. Come back when it has taken place, or start it earlier.
initiatives-closing-nothing-typed = There is nothing left here to tell: it was told already, or thrown away. The card of **{ $title }** shows what holds.
initiatives-closing-unfinished = Something in it cannot be told like that yet. Look at it once more; everything you typed is kept.
initiatives-closing-no-sentence = One sentence about what came of it is missing. Press In words.
initiatives-closing-too-long = { $given } characters are too many for this. Shorten it to { $longest }.
initiatives-closing-not-a-link = What shows it has to be a link that begins with https://. Copy it from your browser, or from the menu of a message.
initiatives-closing-fewer-than-named = You said that { $people } took part, and { $named } are marked as present. Correct one of the two.

initiatives-amount-not-a-number = "{ $given }" cannot be read as a number with what it counts. Write it like 1250 or 12.5, without signs of calculation.
initiatives-amount-below-zero = "{ $given }" is below zero. Leave it out, or write how much it was.
initiatives-amount-too-much = "{ $given }" is more than can be meant here. Check how many zeros it has.
initiatives-amount-too-precise = "{ $given }" has more decimal places than there can be; { $digits } are possible. If you meant thousands, write the number without marks between them.
initiatives-amount-not-whole = "{ $given }" has decimal places, and { $currency } has none. Write whole { $currency }, without marks in the number.
initiatives-amount-half-a-person = "{ $given }" is not a number of people. Write a whole one.
initiatives-amount-no-currency = "{ $given }" lacks its currency. Write its three letters behind it, like 25 EUR.
initiatives-amount-unknown-currency = "{ $given }" is not a currency that I know for certain. Write a sum with three letters, like 25 USD or 25 EUR.
initiatives-amount-no-unit = "{ $given }" lacks what it counts. Write it like 30 trees planted.
initiatives-amount-unit-too-long = "{ $given }" is too long. Say in at most { $longest } characters what is counted.
initiatives-amount-too-many = These are more than { $most } different figures. Keep those that say most.

initiatives-outcome-open = More about it
initiatives-outcome-none = Nobody has told yet what came of **{ $title }**. Its organisers will be asked.
initiatives-outcome-changed = What came of **{ $title }** has been told anew in the meantime. Open it once more and look at what holds now.
initiatives-outcome-own-word = You told this yourself, so it takes somebody else to confirm it. Ask a second organiser or a steward.
initiatives-outcome-teller-unknown = Nobody knows any more who told this, so nobody can confirm it. Correct it instead: then it is your word, and somebody else can confirm that.
initiatives-outcome-who = Who says so
initiatives-outcome-told-by = Told by { $who } on { $when }
initiatives-outcome-confirmed-by = Confirmed by { $who } on { $when }
initiatives-outcome-somebody = somebody who has been forgotten
initiatives-outcome-before = What was said before
initiatives-outcome-version = { $number }. { $who }, { $when }: { $said }
initiatives-outcome-confirm = I can confirm this
initiatives-outcome-confirmed = Thank you. The card says that a second person confirms it.
initiatives-outcome-confirmed-before = It is confirmed already; nothing has changed.
initiatives-outcome-news = This is what came of it. You get this from { $server } because you were part of it.
initiatives-outcome-news-carries = This is what came of it. You get this from { $server } because you organise it.

initiatives-ask-outcome = This was over in { $server } { $over }. What came of it? One sentence is enough, and it is what lets the others see that it was worth it. If it did not take place, you can call it off instead.
initiatives-ask-outcome-again = This was over in { $server } { $over }, and its card still waits for what came of it. One sentence is enough. I will not ask again; in three days stewards hear that nobody has told it.
initiatives-notice-no-outcome = **{ $title }** is over, and nobody says what came of it, although its organisers were asked as far as they can be. You can tell it in their place, or ask them yourselves.

initiatives-missed-question = You had a seat in this, in { $server }, and did not make it, as it seems. That happens. If you like, tell in one press what kept you, so that the next one fits more people.
initiatives-missed-why = Your answer is only counted, without your name. Nobody is shown that you were not there, and I will not ask again.
initiatives-missed-came-up = Something came up
initiatives-missed-did-not-suit = It did not suit me
initiatives-missed-no-answer = I would rather not say
initiatives-missed-thanks = Thank you. That is all.
initiatives-missed-settled = This question is settled, or it was put to somebody else. There is nothing to do.
initiatives-missed-counted = What kept those who could not come
initiatives-missed-count-came_up = Something came up: { $count }
initiatives-missed-count-did_not_suit = It did not suit: { $count }

initiatives-photo-posted = { $who } shows what came of **{ $title }**.
initiatives-photo-none = This is not a photo that I can post. Send it as PNG, JPEG, WebP or GIF.
initiatives-photo-too-large = The photo is larger than { $most } MB. Make it smaller, or post it yourself and give the link to your message.
initiatives-photo-lost = Discord did not let me pass on the photo. Try again, or post it yourself and give the link to your message.
initiatives-outcome-news-line = { $title }: { $sentence }
