initiatives-value = Für
initiatives-when = Wann
initiatives-organiser = Organisiert von
initiatives-in = Dabei: { $confirmed } von { $capacity }
initiatives-in-unlimited = Dabei: { $confirmed }
initiatives-nobody-yet = Noch niemand. Mach den Anfang.
initiatives-and-more = und { $count } weitere
initiatives-queue = In der Warteschlange
initiatives-waiting =
    { $count ->
        [one] 1 Person wartet
       *[other] { $count } Personen warten
    }
initiatives-join = Mitmachen
initiatives-leave = Absagen
initiatives-cancelled-title = Abgesagt: { $title }

initiatives-list-page = Seite { $page } von { $pages }
initiatives-list-back = Zurück
initiatives-list-further = Weiter
initiatives-to-the-card = Zur Karte

initiatives-form-capacity = Wie viele Plätze gibt es?
initiatives-form-capacity-hint = Eine ganze Zahl von 1 bis { $most }. Leer heißt: unbegrenzt.

initiatives-bad-capacity = „{ $given }“ ist keine Anzahl von Plätzen. Schreib eine ganze Zahl von 1 bis { $most }, oder lass das Feld leer, wenn es keine Grenze gibt.
initiatives-no-such = Eine Initiative „{ $name }“ gibt es hier nicht. Tippe /initiative zeigen und wähle einen der Vorschläge.
initiatives-not-open = **{ $title }** wurde abgesagt, deshalb gibt es nichts mehr anzumelden oder zu ändern. /initiative liste zeigt, was sonst geplant ist.
initiatives-not-yours = Nur wer **{ $title }** organisiert oder Steward ist, kann etwas daran ändern. Bitte jemanden von ihnen.

initiatives-you-are-in-new = Du bist dabei: **{ $title }**. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-are-in-same = Du bist schon dabei: **{ $title }**. Wenn du doch nicht kannst, drücke auf „{ $leave }“, dann bekommt jemand anders deinen Platz.
initiatives-you-wait-new = Bei **{ $title }** sind alle Plätze vergeben. Du bist Nummer { $number } in der Warteschlange, und ich schreibe dir, sobald ein Platz für dich frei ist.
initiatives-you-wait-same = Du stehst für **{ $title }** schon in der Warteschlange, als Nummer { $number }. Ich schreibe dir, sobald ein Platz für dich frei ist.
initiatives-you-left-new = Du bist bei **{ $title }** nicht mehr angemeldet. Wenn du es dir anders überlegst, drücke wieder auf „{ $join }“.
initiatives-you-left-same = Du bist bei **{ $title }** nicht angemeldet. Drücke auf „{ $join }“, wenn du dabei sein möchtest.

initiatives-promoted = Ein Platz ist frei geworden, und er gehört dir. Du hast dafür in { $server } in der Warteschlange gestanden. Bis dann.
initiatives-promoted-why = Wenn du nicht kannst, drücke auf „Absagen“: Dann geht der Platz an die nächste Person, und du hörst dazu nichts mehr.
initiatives-promoted-publicly = { $member }, bei **{ $title }** ist ein Platz frei geworden, und er gehört dir. Ich konnte dir nicht privat schreiben. Wenn du nicht kannst, drücke auf der Karte auf „Absagen“.
initiatives-cancelled = Das wurde abgesagt und findet in { $server } nicht statt.
initiatives-cancelled-why = Du bekommst das, weil du angemeldet warst, gewartet hast oder vielleicht gekommen wärst. Du hörst dazu nichts mehr.
initiatives-cancel-done = **{ $title }** ist abgesagt, und die Karte sagt es. { $count ->
        [0] Sonst war niemand angemeldet.
        [one] Ich schreibe der einen Person, die angemeldet war.
       *[other] Ich schreibe den { $count } Personen, die angemeldet waren.
    }
initiatives-capacity-done = **{ $title }** hat jetzt { $capacity } Plätze. Wer dabei ist, bleibt dabei; freie Plätze gehen an die, die warten.
initiatives-capacity-unlimited = **{ $title }** hat jetzt keine Grenze mehr. Wer gewartet hat, ist dabei.

