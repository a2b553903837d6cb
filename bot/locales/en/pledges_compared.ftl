# What stewards read in the report after a comparison of pledge posts.

pledges-compared-cleared = { $count ->
    [one] One reaction for "{ $value }" in { $channel } was cleared, mine with it. Its pledge stays, and my reaction is being put back.
   *[other] { $count } reactions for "{ $value }" in { $channel } were cleared, mine with them. Their pledges stay, and my reaction is being put back.
}
pledges-compared-vanished = In { $channel }, { $count } reactions for "{ $value }" went away at once. I took that for an accident or a clean-up and kept the pledges; whoever meant it can withdraw with /pledge mine.
pledges-compared-unreachable = Discord did not answer while I read the reactions in { $channel }, although I asked several times. The next comparison reads them.
pledges-compared-refused = Discord does not let me read the reactions in { $channel } (code { NUMBER($code, useGrouping: 0) }). Check what I may do there.
