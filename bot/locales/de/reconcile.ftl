reconcile-away = Ich war von { $since } bis { $until } nicht da.
reconcile-away-about = Ich war zwischen { $since } und { $until } nicht da, auf eine Minute genau.
reconcile-found = Ich habe diesen Server mit dem verglichen, was ich weiß, und nicht alles war, wie es sein soll.
reconcile-nothing = { $looked ->
    [0] Ich habe nachgesehen: Hier gibt es noch nichts, was sich ohne mich hätte ändern können.
    [one] Alles ist, wie es sein soll. Ich habe mir eine Sache angesehen und nichts geändert.
   *[other] Alles ist, wie es sein soll. Ich habe mir { $looked } Dinge angesehen und nichts geändert.
}
reconcile-figures = { $looked ->
    [one] Eine Sache angesehen
   *[other] { $looked } Dinge angesehen
}, { $seconds ->
    [0] in weniger als einer Sekunde.
    [one] in einer Sekunde.
   *[other] in { $seconds } Sekunden.
}
reconcile-again = Ich sehe { $next } wieder nach.
reconcile-interrupted = Ich wurde unterbrochen, bevor ich alles gesehen hatte. Ich fange von selbst neu an, sobald ich kann; `/einrichtung zustand` zeigt, wann ich zuletzt nachgesehen habe.

reconcile-charter-repaired = Der Beitrag mit der Charta war nicht, wie er sein soll; ich habe ihn in Ordnung gebracht.
reconcile-charter-removed = Der Beitrag mit der Charta ist weg, oder sein Kanal. Mit `/charta aushängen` hängst du sie wieder auf.

reconcile-pledges-both = { $added ->
    [one] Ein Bekenntnis ist dazugekommen, ohne dass ich es sah,
   *[other] { $added } Bekenntnisse sind dazugekommen, ohne dass ich es sah,
} und { $removed ->
    [one] eines wurde zurückgezogen
   *[other] { $removed } wurden zurückgezogen
}; ich habe { $sum ->
    [2] beides
   *[other] alle { $sum }
} festgehalten.
reconcile-pledges-both-away = Inzwischen { $added ->
    [one] ist ein Bekenntnis dazugekommen
   *[other] sind { $added } Bekenntnisse dazugekommen
} und { $removed ->
    [one] eines wurde zurückgezogen
   *[other] { $removed } wurden zurückgezogen
}; ich habe { $sum ->
    [2] beides
   *[other] alle { $sum }
} festgehalten.
reconcile-pledges-added = { $added ->
    [one] Ein Bekenntnis ist dazugekommen, ohne dass ich es sah; ich habe es festgehalten.
   *[other] { $added } Bekenntnisse sind dazugekommen, ohne dass ich es sah; ich habe sie festgehalten.
}
reconcile-pledges-added-away = { $added ->
    [one] Inzwischen ist ein Bekenntnis dazugekommen; ich habe es festgehalten.
   *[other] Inzwischen sind { $added } Bekenntnisse dazugekommen; ich habe sie festgehalten.
}
reconcile-pledges-removed = { $removed ->
    [one] Ein Bekenntnis wurde zurückgezogen, ohne dass ich es sah; es zählt nicht mehr.
   *[other] { $removed } Bekenntnisse wurden zurückgezogen, ohne dass ich es sah; sie zählen nicht mehr.
}
reconcile-pledges-removed-away = { $removed ->
    [one] Inzwischen wurde ein Bekenntnis zurückgezogen; es zählt nicht mehr.
   *[other] Inzwischen wurden { $removed } Bekenntnisse zurückgezogen; sie zählen nicht mehr.
}
reconcile-pledges-repaired = { $repaired ->
    [one] An den Aushängen mit unseren Werten war etwas zu richten; ich habe mich darum gekümmert.
   *[other] An den Aushängen mit unseren Werten war { $repaired }-mal etwas zu richten; ich habe mich darum gekümmert.
}

reconcile-pledges-members-added = { $added ->
    [one] Ein Bekenntnis von jemandem, der wieder da ist, zählt wieder.
   *[other] { $added } Bekenntnisse von Leuten, die wieder da sind, zählen wieder.
}
reconcile-pledges-members-removed = { $removed ->
    [one] Ein Bekenntnis von jemandem, der gegangen ist, zählt nicht mehr.
   *[other] { $removed } Bekenntnisse von Leuten, die gegangen sind, zählen nicht mehr.
}
reconcile-pledges-roles-repaired = { $repaired ->
    [one] Eine Rolle für ein Bekenntnis war zu geben oder zurückzunehmen; ich bin dabei.
   *[other] { $repaired } Rollen für Bekenntnisse waren zu geben oder zurückzunehmen; ich bin dabei.
}

reconcile-initiatives-removed = { $removed ->
    [one] Ein Platz in einer Initiative ist wieder frei, weil jemand gegangen ist.
   *[other] { $removed } Plätze in Initiativen sind wieder frei, weil Leute gegangen sind.
}
reconcile-initiatives-repaired = { $repaired ->
    [one] Eine Person ist von einer Warteliste nachgerückt.
   *[other] { $repaired } Leute sind von Wartelisten nachgerückt.
}

reconcile-buddies-removed = { $removed ->
    [one] Eine Person ist gegangen, die Buddy war oder einen hatte.
   *[other] { $removed } Leute sind gegangen, die Buddys waren oder einen hatten.
}
reconcile-buddies-repaired = { $repaired ->
    [one] Ein Kennenlernen, das feststeckte, kann weitergehen.
   *[other] { $repaired }-mal kann ein Kennenlernen weitergehen, das feststeckte.
}

reconcile-onboarding-added = { $added ->
    [one] Jemand Neues hat die Prüfung des Servers hinter sich; ich habe übernommen.
   *[other] { $added } Neue haben die Prüfung des Servers hinter sich; ich habe übernommen.
}
reconcile-onboarding-removed = { $removed ->
    [one] Eine Person ist gegangen, die ich aus dem Gespräch mit Neuen kenne.
   *[other] { $removed } Leute sind gegangen, die ich aus dem Gespräch mit Neuen kenne.
}
reconcile-onboarding-repaired = { $repaired ->
    [one] Am Empfang der Neuen war etwas zu richten; ich habe mich darum gekümmert.
   *[other] Am Empfang der Neuen war { $repaired }-mal etwas zu richten; ich habe mich darum gekümmert.
}

reconcile-other-added = { $added ->
    [one] Etwas war neu ({ $name }).
   *[other] { $added } Dinge waren neu ({ $name }).
}
reconcile-other-removed = { $removed ->
    [one] Etwas war weg ({ $name }).
   *[other] { $removed } Dinge waren weg ({ $name }).
}
reconcile-other-repaired = { $repaired ->
    [one] Etwas war zu richten ({ $name }).
   *[other] { $repaired } Dinge waren zu richten ({ $name }).
}

reconcile-part-charter = Die Charta
reconcile-part-pledges = Bekenntnisse
reconcile-part-pledges-members = Bekenntnisse
reconcile-part-pledges-roles = Rollen für Bekenntnisse
reconcile-part-initiatives = Initiativen
reconcile-part-buddies = Buddys
reconcile-part-onboarding = Der Empfang der Neuen

reconcile-failed = { $part }: { $why }
reconcile-why-unreachable = Ich bekam keine Antwort, obwohl ich mehrmals gefragt habe.
reconcile-why-refused = Discord hat mich abgewiesen (Code { NUMBER($code, useGrouping: 0) }). Sieh nach, ob meine Rolle die Kanäle sehen darf, die ich brauche.
reconcile-why-bug = Bei mir ist etwas schiefgegangen. Wer mich betreibt, findet den Grund im Protokoll.
reconcile-why-unknown = { $count ->
    [one] Eine Sache ließ sich nicht ansehen.
   *[other] { $count } Dinge ließen sich nicht ansehen.
}
