# The charter as a file, and the pinned post that shows it.
charter-pack-bad =
    { $count ->
        [one] One thing in this file is wrong, so it cannot become the charter.
       *[other] { $count } things in this file are wrong, so it cannot become the charter.
    } Nothing has changed.
charter-pack-bad-title = This file cannot become the charter
charter-pack-bad-intro =
    { $count ->
        [one] One thing is wrong in { $file }.
       *[other] { $count } things are wrong in { $file }.
    } Nothing has changed; put it right and run /charter import again.
charter-pack-place = **Line { $line }, column { $column }**
charter-pack-more =
    { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }

charter-pack-nothing = There is nothing in this file. /charter export gives you one to go by.
charter-pack-no-format = The file does not say that it is a charter. Begin it with the line tenet_charter: 1
charter-pack-format = I do not know this format. I can read files that begin with tenet_charter: { $format }
charter-pack-language = I do not speak "{ $found }". Write en or de, or leave the line out.
charter-pack-missing = "{ $name }" is missing here. Add it.
charter-pack-unknown =
    "{ $name }" has no place here. { $meant ->
        [none] What can stand here: { $known }.
       *[other] Did you mean { $meant }?
    }
charter-pack-long = This text has { $count } characters, and { $limit } fit at most. Shorten it.
charter-pack-short = There is no text here. Write something.
charter-pack-many = There are { $count } of these, and { $limit } fit at most. Take some out.
charter-pack-few =
    { $count ->
        [0] There is nothing in this list.
        [one] There is only one of these.
       *[other] There are only { $count } of these.
    } { $limit ->
        [one] Write at least one.
       *[other] Write at least { $limit }.
    }
charter-pack-not-text =
    { $kind ->
        [number] { $found } is read as a number. Put it in quotation marks.
        [switch] { $found } is read as a yes or no. Put it in quotation marks.
        [nothing] There is nothing here. Write a text, or take the line out.
        [list] There is a list where one text belongs. Write the text behind the colon.
       *[other] There are several settings where one text belongs. Put the text in quotation marks.
    }
charter-pack-not-list = A list belongs here. Write one entry on each line, with a hyphen before it.
charter-pack-not-group = A value belongs here, with its name, emoji, promise and behaviours. Write them one below the other.
charter-pack-emoji = "{ $found }" is not one emoji. Put in the emoji itself, or one of your server's own as <:name:id>.
charter-pack-name-again = "{ $found }" is the name in line { $first } already. Give every value a name of its own.
charter-pack-emoji-again = { $found } stands in line { $first } already. Give every value an emoji of its own.
charter-pack-other = This does not belong here. /charter export gives you a file to go by.

charter-pack-too-large = The file is larger than { $most } KiB. A charter is a few pages of text, so this may be the wrong file.
charter-pack-not-utf8 = This is not text that I can read (the byte { $byte }). Save the file as text in UTF-8, or choose the right file.
charter-pack-control-character = There is a control character here ({ $sign }). Delete it.
charter-pack-second-document = A second document begins here. Keep one charter in the file.
charter-pack-reference = There is a reference here (* or &). Write the text itself, or put it in quotation marks.
charter-pack-tag = There is a tag here (!). Put a text that begins with an exclamation mark in quotation marks.
charter-pack-too-deep = There are more than { $most } levels here. A charter needs three.
charter-pack-no-settings = There are no settings in this file. Begin it with the line tenet_charter: 1
charter-pack-no-name = This is not the name of a setting. Put a word and a colon at the beginning of the line.
charter-pack-named-twice = "{ $name }" stands in line { $first } already. Keep one of the two.
charter-pack-tab = There is a tab at the beginning of this line. Use spaces.
charter-pack-colon = There is a second colon in this line. Put the text in quotation marks.
charter-pack-no-colon = There is a colon missing after the name of a setting. Add it, or put the text above in quotation marks.
charter-pack-indentation = This line does not begin where those above it do. Give lines that belong together the same number of spaces.
charter-pack-no-end = The file ends where a value or a closing bracket belongs. Add it.
charter-pack-no-value = A value belongs here. Put a text that begins with this sign in quotation marks.
charter-pack-no-quote = The closing quotation mark is missing. Add it where the text ends.
charter-pack-no-bracket = There is a comma or a closing bracket missing. Add it, or put the text in quotation marks.
charter-pack-reserved = No text can begin with this sign. Put the text in quotation marks.
charter-pack-backslash = A backslash stands alone here. Write it twice, or use single quotation marks.
charter-pack-not-yaml = This line cannot be read as YAML. Compare it with the lines of an export: /charter export.

charter-export-here = Our charter, version { $version }, to keep or to pass on. In another server /charter import opens it.
charter-export-draft = The draft as it stands now; it is not in force. Where something is missing in it, it is missing in the file, too.
charter-export-no-draft = There is no draft at the moment. Without the option, /charter export gives you the charter in force.
charter-export-comment =
    The charter of { $server }, version { $version }.
    In Discord, /charter import opens this file. What begins with "mission" can also stand in config.yaml, as the mission and values of a community.
charter-export-draft-comment =
    A draft of the charter of { $server }, not in force.
    In Discord, /charter import opens this file once nothing is missing in it.

charter-import-not-fetched = Discord did not hand me the file. Nothing has changed; run /charter import once more.
charter-import-title = From a file: { $file }
charter-import-first =
    { $count ->
        [one] A charter of one value. There is none in force here yet.
       *[other] A charter of { $count } values. There is none in force here yet.
    }
charter-import-against =
    { $count ->
        [one] A charter of one value, compared with version { $version }, which is in force.
       *[other] A charter of { $count } values, compared with version { $version }, which is in force.
    }
charter-import-nothing-new = This file says what is in force already, so there is nothing to take over. Nothing has changed.
charter-import-same = Nothing in it differs from what is in force.
charter-import-asks = If you say yes, this becomes the draft. The charter in force stays as it is until somebody publishes the draft.
charter-import-asks-and-replaces = If you say yes, this **replaces the draft** that there is, last changed by { $who } { $when }. The charter in force stays as it is until somebody publishes the draft.
charter-import-somebody = somebody who is no longer known
charter-import-language =
    { $language ->
        [de] The file is in German.
        [en] The file is in English.
       *[other] The file is in another language ({ $language }).
    } I take the words as they are.
charter-import-foreign =
    { $count ->
        [one] This emoji belongs to another server, so nobody here can react with it: { $names }. Choose a new one before you publish.
       *[other] These emojis belong to another server, so nobody here can react with them: { $names }. Choose new ones before you publish.
    }
charter-import-moved = The charter or its draft has changed since you were asked. This is how it is now:
charter-import-yes = Make it the draft
charter-import-no = Change nothing
charter-import-done = The file is the draft now, and this is what it would change. /charter publish puts it in force.
charter-import-declined = I have left everything as it is.
charter-import-over = This has been decided already, or it is more than a day old. To open the file again, run /charter import.

charter-read-placeholder = Read about one value
charter-post-footer = Version { $version } · Choose a value below to see how it shows in what we do. Only you see the answer.
charter-post-moved = Our charter has moved to { $channel }.
charter-posting = I am posting the charter in { $channel } and pinning it there. From now on it shows the charter in force, whatever changes.
charter-post-stands = The charter stands in { $channel } already. I am bringing it up to date and pinning it once more.
charter-post-moving = I am posting the charter in { $channel } and pinning it there. The one in { $former } will say where it has gone.
charter-post-where = I cannot post the charter in this kind of channel. Run /charter post again and choose a text channel.
charter-post-cannot = I lack these permissions in { $channel }: { $missing }. Grant them to my role there, then run /charter post again.
charter-notice-removed = Somebody deleted the charter in { $channel }. I put it back once; should it be deleted again, I leave it at that.
charter-notice-removed-again = The charter in { $channel } was deleted a second time, so I leave it at that. If you want it back, use /charter post.
charter-notice-channel-gone = The channel in which the charter was pinned is gone. Choose another one with /charter post.
charter-notice-pins-full = The charter stands in { $channel }, but I could not pin it: as many messages are pinned there as Discord allows. Unpin one that nobody needs, then run /charter post in that channel.
charter-notice-not-pinned = The charter stands in { $channel }, but I may not pin it there. Grant my role the permission { $missing } in that channel, then run /charter post there.

charter-starters = Begin with words that you then make your own. Choose what you are; you see everything before anything changes.
charter-starters-choose = What are you?
charter-starter-neighbourhood = A neighbourhood, or a group for a place
    .description = Care for the place, care for each other, honesty
charter-starter-learning = A group that learns
    .description = Curiosity, inclusion, generosity
charter-starter-workplace = A workplace
    .description = Candour, ownership, respect for time
charter-starter-advocacy = A group that stands up for something
    .description = Justice, courage, staying power
