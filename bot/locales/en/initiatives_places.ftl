# Where an initiative happens.
initiatives-manage-where = Where…
initiatives-form-where-title = Where does it happen?
initiatives-form-place = The place
initiatives-form-place-hint = As you would tell a friend: boathouse by the weir, left bank.
initiatives-form-channel = Or a channel here to talk in
initiatives-form-channel-hint = Voice and stage channels; it can be joined from anywhere.
initiatives-form-link = A link
initiatives-form-link-hint = To a call, a map or a page. It has to begin with https://.
initiatives-bad-place = The place is longer than { $longest } characters. Shorten it; directions can go into the description.
initiatives-bad-link = "{ $given }" is not a link I can pass on. It has to begin with https://, and have at most { $longest } characters without spaces.
initiatives-bad-channel = The channel you chose is not there any more, or it is no voice or stage channel. Open the form again and choose another one.
initiatives-moved = Everybody sees now where **{ $title }** happens. Who has signed up is not written to about it; tell them in good time if they would go to the wrong place.
initiatives-moved-nowhere = Nothing has changed: that is where **{ $title }** happens already.
