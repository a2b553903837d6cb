charter-title = What we stand for
charter-footer = /values show tells how each value is seen in what we do.
charter-looks-like = Looks like
charter-does-not-look-like = Does not look like

charter-none = Nobody has written down yet what this community stands for. A steward can do that in the configuration.
charter-no-such-value = There is no value called "{ $name }" here. Type /values show and pick one of the suggestions.
charter-too-few-behaviours =
    "{ $name }" has { $count ->
        [0] no behaviour
        [one] only one behaviour
       *[other] only { $count } behaviours
    } that people could see. Name at least { $fewest }, so that everybody knows what living this value looks like.
charter-too-many-values = A charter holds at most { $most } values: more than that nobody keeps in mind. Retire one before you add another.
charter-emoji-taken = { $emoji } already stands for "{ $name }". Choose another emoji, so that the two can be told apart.
charter-name-taken = There is a value called "{ $name }" already. Choose another name.
