# What stewards read while they write the next charter, and what everybody reads of earlier ones.

charter-part-mission = Mission
charter-part-name = Name
charter-part-emoji = Emoji
charter-part-promise = Promise

charter-form-mission = Our mission
charter-form-mission-hint = What this community is there for, in at most { $most } characters.
charter-form-new = A new value
charter-form-value = A value
charter-form-name-hint = A word or two, at most 100 characters.
charter-form-emoji-hint = One that no other value has, such as 🌱. Members pledge by reacting with it.
charter-form-promise-hint = One sentence, at most 200 characters: what we promise each other.
charter-form-looks-like-hint = What one can see people do: 2 to 5 lines, one behaviour per line.
charter-form-does-not-look-like-hint = What one sees when it is missing: 1 to 5 lines, one per line.
charter-form-summary = What is new?
charter-form-summary-hint = Everybody reads it in /charter history.

charter-note-kept = It is in the draft. Members see none of it before you publish.
charter-note-same = That is what the draft says already, so nothing has changed.
charter-note-outdated = The draft you had opened this form from has been published or thrown away meanwhile. What you typed is in a new draft; look at it once more.
charter-note-returned = This value had been taken out meanwhile. As you went on writing it, it is back at the end.
charter-note-crossed = Somebody else changed the same part while you were typing. Yours is in the draft now; Undo brings back theirs:
charter-note-not-lost = Nothing you typed is lost; copy it from here:
charter-note-summary = Your summary was: { $summary }
charter-retired = It is out of the draft. Members keep seeing it until you publish; then nobody can pledge to it any more, and the pledges to it rest.
charter-undone = Undone. The draft is as it was before.
charter-redone = Done again. It is back in the draft.
charter-cannot-undo = This cannot be undone any more: the same part was changed once more, or the draft is gone. Here is what is in it now.
charter-no-such-entry = This value is not in the draft any more. /charter diff shows what is in it now.
charter-draft-moved = The draft has changed since you looked at it. Here is what is in it now.
charter-no-draft = There is no draft any more: it has been published or thrown away. These are the versions.
charter-too-many-values = A charter holds at most { $most } values: nobody keeps more in mind, and Discord puts at most 20 reactions under a post. Retire one before you add another.

charter-edit-again = Edit again
charter-undo = Undo
charter-redo = Redo
charter-see-changes = See all changes
charter-publish = Publish…
charter-discard = Throw the draft away
charter-back = Back
charter-further = Further
charter-page = Page { $page } of { $pages }
charter-no-name = (no name yet)
charter-missing = Still missing
charter-mend = Choose what you want to complete

charter-diff-title = What version { $version } would change
charter-diff-added = New:
charter-diff-reworded = Reworded:
charter-diff-remarked = Another emoji:
charter-diff-retired = Retired:
charter-diff-order = The order of the values that stay
charter-diff-same-lines =
    { $count ->
        [one] { $count } line stays as it is
       *[other] { $count } lines stay as they are
    }
charter-count-added =
    { $count ->
        [one] { $count } new value
       *[other] { $count } new values
    }
charter-count-reworded =
    { $count ->
        [one] { $count } value reworded
       *[other] { $count } values reworded
    }
charter-count-remarked =
    { $count ->
        [one] { $count } other emoji
       *[other] { $count } other emojis
    }
charter-count-retired =
    { $count ->
        [one] { $count } value retired
       *[other] { $count } values retired
    }
charter-count-order = another order
charter-nothing-changed = The draft says what is in force already, so there is nothing to publish. Change something with /charter edit mission or /values edit.

charter-order-title = The order of our values
charter-order-hint = Choose a value, then move it. It is the order of the charter, the pledge post and the onboarding.
charter-order-choose = Which value do you want to move?
charter-order-first = To the top
charter-order-up = Up
charter-order-down = Down
charter-order-last = To the end

charter-not-ready =
    { $count ->
        [one] One thing is still missing.
       *[other] { $count } things are still missing.
    } Complete the draft with /values edit, then publish it.
charter-not-ready-title = This draft cannot be published yet
charter-problems-more = … and { $count } more. /charter diff shows all of them.
charter-problem-no-mission = There is no mission yet. Write one with /charter edit mission.
charter-problem-mission-long = The mission has { $length } characters and may have { $longest }. Shorten it.
charter-problem-no-values = There is no value yet. Write one with /values add.
charter-problem-too-many-values = There are { $count } values, and a charter holds at most { $most }. Retire some.
charter-problem-no-name = The name is missing.
charter-problem-name-long = The name has { $count } characters and may have { $most }. Shorten it.
charter-problem-name-taken = Another value is called "{ $name }" too. Choose another name.
charter-problem-no-emoji = The emoji is missing.
charter-problem-bad-emoji = "{ $given }" is not one emoji. Choose one, or one of this server's own as <:name:id>.
charter-problem-emoji-taken = { $emoji } stands for "{ $name }" too. Choose another emoji, so that the two can be told apart.
charter-problem-emoji-used = { $emoji } stood for "{ $name }" before, and reactions with it may still stand under posts. Choose another emoji, so that nobody seems to have pledged to this value.
charter-problem-emoji-foreign = The emoji "{ $emoji }" is not one of this server's own, so it may not work here. Choose one of this server's, or one that everybody has.
charter-problem-no-promise = The promise is missing.
charter-problem-promise-long = The promise has { $count } characters and may have { $most }. Shorten it.
charter-problem-few-behaviours =
    "Looks like" has { $count ->
        [0] no line
        [one] only one line
       *[other] only { $count } lines
    }. Name at least { $fewest } behaviours that people could see.
charter-problem-many-behaviours = "Looks like" has { $count } lines and may have { $most }. Leave some out.
charter-problem-no-counter-example = "Does not look like" has no line. Name at least { $fewest }.
charter-problem-many-counter-examples = "Does not look like" has { $count } lines and may have { $most }. Leave some out.
charter-problem-line-long = Line { $number } has { $count } characters and may have { $most }. Shorten it.

charter-confirm-title = Publish version { $version }
charter-confirm-changes = What changes
charter-confirm-affected = Whom it affects
charter-confirm-nobody = Nobody has to do anything.
charter-confirm = Publish version { $version }
charter-change-summary = Change the summary
charter-published = Version { $version } is in force. /charter history keeps what was before.

charter-discard-title = Throw the whole draft away?
charter-discard-text =
    This would be gone: { $changes }.
    The charter in force stays as it is.
charter-discard-confirm = Yes, throw it away
charter-discard-keep = Keep it
charter-discarded = The draft is gone. The charter in force is as it was.

charter-history-title = Every version of our charter
charter-history-version = Version { $version }
charter-history-by = { $date }, published by { $who }
charter-history-from-config = Taken over from the configuration.
charter-history-choose = Choose a version to read it
charter-history-compared = What it changed
charter-history-as-it-was = As it was
charter-history-list = All versions
charter-no-such-version = There is no version { $version } of this charter. /charter history lists those there are.

pledges-affected-reworded =
    { $count ->
        [one] { $count } member will be asked whether their pledge still holds in the new words.
       *[other] { $count } members will be asked whether their pledge still holds in the new words.
    }
pledges-affected-retired =
    { $count ->
        [one] { $count } pledge to a value that is retired will rest.
       *[other] { $count } pledges to values that are retired will rest.
    }
initiatives-affected-reworded =
    { $count ->
        [one] { $count } open initiative serves a value in new words.
       *[other] { $count } open initiatives serve values in new words.
    }
initiatives-affected-retired =
    { $count ->
        [one] { $count } open initiative will serve no value any more.
       *[other] { $count } open initiatives will serve no value any more.
    }
reminders-affected-reworded =
    { $count ->
        [one] { $count } reminder will post the new words.
       *[other] { $count } reminders will post the new words.
    }
reminders-affected-retired =
    { $count ->
        [one] { $count } reminder loses its own value and will post the others in turn.
       *[other] { $count } reminders lose their own value and will post the others in turn.
    }
