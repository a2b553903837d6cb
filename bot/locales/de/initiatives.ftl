initiatives-when = Wann
initiatives-in = Dabei: { $confirmed } von { $capacity }
initiatives-in-unlimited = Dabei: { $confirmed }
initiatives-nobody-yet = Noch niemand. Mach den Anfang.
initiatives-and-more = und { $count } weitere
initiatives-waiting =
    { $count ->
        [one] 1 Person wartet
       *[other] { $count } Personen warten
    }
initiatives-join = Mitmachen
initiatives-cancelled-title = Abgesagt: { $title }

initiatives-list-page = Seite { $page } von { $pages }
initiatives-list-back = Zurück
initiatives-list-further = Weiter
initiatives-to-the-card = Zur Karte

initiatives-form-capacity = Wie viele Plätze gibt es?
initiatives-form-capacity-hint = Eine ganze Zahl von 1 bis { $most }. Leer heißt: unbegrenzt.

initiatives-bad-capacity = „{ $given }“ ist keine Anzahl von Plätzen. Schreib eine ganze Zahl von 1 bis { $most }, oder lass das Feld leer, wenn es keine Grenze gibt.
initiatives-no-such = Eine Initiative „{ $name }“ gibt es hier nicht. Tippe /initiative zeigen und wähle einen der Vorschläge.
initiatives-not-yours = Nur wer **{ $title }** organisiert oder Steward ist, kann etwas daran ändern. Bitte jemanden von ihnen.

initiatives-cancelled = Das wurde abgesagt und findet in { $server } nicht statt.
initiatives-cancelled-why = Du bekommst das, weil du angemeldet warst, gewartet hast oder vielleicht gekommen wärst. Du hörst dazu nichts mehr.
initiatives-cancel-done = **{ $title }** ist abgesagt, und die Karte sagt es. { $count ->
        [0] Sonst war niemand angemeldet.
        [one] Ich schreibe der einen Person, die angemeldet war.
       *[other] Ich schreibe den { $count } Personen, die angemeldet waren.
    }
initiatives-capacity-done = **{ $title }** hat jetzt { $capacity } Plätze. Wer dabei ist, bleibt dabei; freie Plätze gehen an die, die warten.
initiatives-capacity-unlimited = **{ $title }** hat jetzt keine Grenze mehr. Wer gewartet hat, ist dabei.

