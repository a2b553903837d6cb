initiatives-when = When
initiatives-in = In: { $confirmed } of { $capacity }
initiatives-in-unlimited = In: { $confirmed }
initiatives-nobody-yet = Nobody yet. Be the first.
initiatives-and-more = and { $count } more
initiatives-waiting =
    { $count ->
        [one] 1 person waits
       *[other] { $count } people wait
    }
initiatives-join = Join
initiatives-cancelled-title = Called off: { $title }

initiatives-list-page = Page { $page } of { $pages }
initiatives-list-back = Back
initiatives-list-further = Further
initiatives-to-the-card = To the card

initiatives-form-capacity = How many seats are there?
initiatives-form-capacity-hint = A whole number from 1 to { $most }. Empty means no limit.

initiatives-bad-capacity = "{ $given }" is not a number of seats. Write a whole number from 1 to { $most }, or leave it empty if there is no limit.
initiatives-no-such = There is no initiative "{ $name }" here. Type /initiative show and pick one of the suggestions.
initiatives-not-yours = Only whoever organises **{ $title }**, or a steward, can change it. Ask one of them.

initiatives-cancelled = This was called off and will not take place in { $server }.
initiatives-cancelled-why = You get this because you had signed up, waited, or might have come. You will hear no more about it.
initiatives-cancel-done = **{ $title }** is called off, and its card says so. { $count ->
        [0] Nobody else had signed up.
        [one] I will write to the one person who had signed up.
       *[other] I will write to the { $count } people who had signed up.
    }
initiatives-capacity-done = **{ $title }** now has { $capacity } seats. Whoever is in stays in; free seats go to those who wait.
initiatives-capacity-unlimited = **{ $title }** now has no limit. Whoever waited is in.

