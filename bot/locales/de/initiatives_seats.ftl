# Was gebraucht wird, und die Plätze, die jemand einnimmt.
initiatives-bad-need = „{ $given }“ sagt nicht, wie viele wovon. Schreib eine Zahl von 1 bis { $most } und was sie zählt, etwa „3 Fahrer“; was ihr nicht mehr braucht, lass weg.
initiatives-need-too-long = „{ $given }“ ist länger als { $longest } Zeichen. Sag es in zwei, drei Wörtern; der Rest passt in die Beschreibung.
initiatives-too-many-needs = Das sind mehr als { $most } verschiedene Dinge, zu viele zum Auswählen. Fass einige zusammen.
initiatives-need-twice = „{ $name }“ steht zweimal da. Behalte eine Zeile davon, mit der Zahl, die gilt.

initiatives-maybe = Vielleicht
initiatives-leave = Kann nicht
initiatives-confirm = Bestätigen
initiatives-where = Wo

initiatives-come-as = Wähle aus
initiatives-what-as = Als was möchtest du zu **{ $title }** kommen?
initiatives-just-along = Einfach so mitkommen
initiatives-free =
    { $count ->
        [0] Voll – du würdest warten
        [one] 1 Platz frei
       *[other] { $count } Plätze frei
    }

initiatives-you-are-in-new = Du bist dabei: **{ $title }**. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-are-in-same = Du bist schon dabei: **{ $title }**. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-are-in-new-as = Du bist dabei: **{ $title }**, und zwar für „{ $need }“. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-are-in-same-as = Du bist schon dabei: **{ $title }**, und zwar für „{ $need }“. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-wait-new = Bei **{ $title }** sind alle Plätze vergeben. Du bist Nummer { $number } in der Warteschlange, und ich schreibe dir, sobald ein Platz für dich frei ist.
initiatives-you-wait-same = Du stehst für **{ $title }** schon in der Warteschlange, als Nummer { $number }. Ich schreibe dir, sobald ein Platz für dich frei ist.
initiatives-you-wait-new-as = Bei **{ $title }** ist für „{ $need }“ gerade kein Platz frei. Du bist Nummer { $number } in der Warteschlange, und ich schreibe dir, sobald einer für dich frei ist.
initiatives-you-wait-same-as = Du stehst für **{ $title }** schon in der Warteschlange, für „{ $need }“ und als Nummer { $number }. Ich schreibe dir, sobald ein Platz für dich frei ist.
initiatives-you-are-offered-new = Bei **{ $title }** ist ein Platz für dich reserviert; die Zeit zum Bestätigen endet { $until }. Drücke auf „{ $join }“, um ihn zu nehmen, oder auf „{ $leave }“, um ihn weiterzugeben.
initiatives-you-are-offered-same = Bei **{ $title }** ist ein Platz für dich reserviert; die Zeit zum Bestätigen endet { $until }. Drücke auf „{ $join }“, um ihn zu nehmen, oder auf „{ $leave }“, um ihn weiterzugeben.
initiatives-you-may-come-new = Notiert: vielleicht bei **{ $title }**. Ein Platz ist damit nicht reserviert; drücke auf „{ $join }“, sobald du es weißt.
initiatives-you-may-come-same = Du hast zu **{ $title }** schon „vielleicht“ gesagt. Ein Platz ist damit nicht reserviert; drücke auf „{ $join }“, sobald du es weißt.
initiatives-you-left-new = Notiert: Du kannst bei **{ $title }** nicht dabei sein. Wenn sich das ändert, drücke auf „{ $join }“.
initiatives-you-left-same = Du bist bei **{ $title }** nicht angemeldet. Drücke auf „{ $join }“, wenn du dabei sein möchtest.
initiatives-you-are-there = Du hast bei **{ $title }** schon eingecheckt, da gibt es nichts zurückzugeben. Wenn das ein Versehen war, sag es denen, die es organisieren.

initiatives-sure = Andere warten auf einen Platz bei **{ $title }**. Wenn du deinen aufgibst, geht er an die nächste Person in der Warteschlange, und du müsstest dich neu anstellen.
initiatives-give-up = Platz aufgeben
initiatives-keep = Behalten

initiatives-offered = Ein Platz ist frei geworden und für dich reserviert. Du hast dafür in { $server } in der Warteschlange gestanden. Bitte bestätige ihn bis { $until } ({ $left }).
initiatives-offered-as = Für „{ $need }“ ist ein Platz frei geworden und für dich reserviert. Du hast dafür in { $server } in der Warteschlange gestanden. Bitte bestätige ihn bis { $until } ({ $left }).
initiatives-offered-why = Ohne Bestätigung geht der Platz danach an die nächste Person in der Warteschlange.
initiatives-offered-publicly = { $member }, bei **{ $title }** ist bis { $until } ein Platz für dich reserviert. Ich konnte dir nicht privat schreiben. Drücke auf der Karte auf „{ $join }“, um ihn zu nehmen, oder auf „{ $leave }“, um ihn weiterzugeben.
initiatives-offer-over = Dieser Platz ist nicht mehr für dich reserviert. Drücke auf der Karte auf „Mitmachen“, wenn du trotzdem kommen möchtest.

initiatives-not-open = **{ $title }** wurde abgesagt, deshalb gibt es nichts mehr anzumelden oder zu ändern. /initiative liste zeigt, was sonst geplant ist.
initiatives-not-open-proposed = **{ $title }** ist noch ein Vorschlag, deshalb kann sich noch niemand anmelden. Auf der Karte steht, worauf er wartet.
initiatives-not-open-declined = **{ $title }** wurde abgelehnt, deshalb gibt es nichts anzumelden. /initiative liste zeigt, was geplant ist.
initiatives-not-open-closed = **{ $title }** ist vorbei, deshalb gibt es nichts mehr anzumelden. /initiative liste zeigt, was geplant ist.
initiatives-has-begun = **{ $title }** hat begonnen, deshalb werden keine Plätze mehr vergeben. Wenn du da bist, check auf der Karte ein.
initiatives-signup-closed = Die Anmeldezeit für **{ $title }** ist vorbei. Frag die, die es organisieren, ob noch etwas geht.
initiatives-not-for-you = **{ $title }** ist für Mitglieder mit der Rolle { $role }. Frag die, die es organisieren, wenn du meinst, dass du dazugehörst.
initiatives-need-gone = Dafür ist bei **{ $title }** kein Platz mehr frei; für dich hat sich nichts geändert. Drücke auf „Mitmachen“, um zu sehen, was frei ist.
