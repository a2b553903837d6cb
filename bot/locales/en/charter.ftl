charter-title = What we stand for
charter-footer = /values show tells how each value is seen in what we do.
charter-looks-like = Looks like
charter-does-not-look-like = Does not look like

charter-none = Nobody has written down yet what this community stands for. A steward can do that with /charter edit mission and /values add.
charter-no-such-value = There is no value called "{ $name }" here. Type /values show and pick one of the suggestions.
charter-value-retired = This value is no longer part of our charter. /charter show tells what we stand for now.
charter-show-everyone = Show everyone
charter-shown-by = Shown by { $name }
