# Was das Team nach einem Abgleich der Beiträge mit den Werten im Bericht liest.

pledges-compared-cleared = { $count ->
    [one] Eine Reaktion für „{ $value }“ in { $channel } wurde entfernt, und meine mit ihr. Das Bekenntnis bleibt, und meine Reaktion kommt zurück.
   *[other] { $count } Reaktionen für „{ $value }“ in { $channel } wurden entfernt, und meine mit ihnen. Die Bekenntnisse bleiben, und meine Reaktion kommt zurück.
}
pledges-compared-vanished = In { $channel } sind { $count } Reaktionen für „{ $value }“ auf einmal verschwunden. Ich halte das für ein Versehen oder ein Aufräumen und habe die Bekenntnisse behalten; wer es so wollte, kann sie mit /bekenntnis meine zurückziehen.
pledges-compared-unreachable = Discord hat nicht geantwortet, während ich die Reaktionen in { $channel } gelesen habe, obwohl ich mehrmals gefragt habe. Der nächste Abgleich liest sie.
pledges-compared-refused = Discord lässt mich die Reaktionen in { $channel } nicht lesen (Code { NUMBER($code, useGrouping: 0) }). Prüfe, was ich dort darf.
