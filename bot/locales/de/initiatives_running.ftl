# Vom Beginn einer Initiative an: ihr Code, das Einchecken, und wer kommt.
initiatives-manage-start = Jetzt beginnen
initiatives-manage-people = Leute
initiatives-manage-new-code = Neuer Code
initiatives-manage-back = Zurück zur Übersicht

initiatives-people-title = Wer kommt: { $title }
initiatives-people-nobody = Noch hat sich niemand angemeldet.
initiatives-people-footer = Diese Liste sehen nur die, die organisieren.
initiatives-people-here = Eingecheckt: { $count }
initiatives-people-in = Dabei: { $count }
initiatives-people-offered = Ein Platz ist freigehalten für: { $count }
initiatives-people-waiting = Es warten, in dieser Reihenfolge: { $count }
initiatives-people-maybe = Vielleicht: { $count }
initiatives-people-until = Antwort bis { $when }

initiatives-check-in = Einchecken
initiatives-started = **{ $title }** hat begonnen, und auf der Karte steht jetzt „Einchecken“. Oder zeig vor Ort diesen Code: **{ $code }**. Wer da ist, tippt ihn bei /initiative einchecken ein.
initiatives-code-renewed = Ab jetzt gilt der Code **{ $code }**; der alte geht nicht mehr. Wer damit eingecheckt hat, bleibt es.
initiatives-arrived-expected = Du bist eingecheckt: **{ $title }**. Schön, dass du da bist.
initiatives-arrived-welcome = Du bist eingecheckt: **{ $title }**. Du hattest noch keinen Platz und bist trotzdem willkommen.
initiatives-arrived-same = Du bist schon eingecheckt: **{ $title }**. Mehr ist nicht zu tun.
initiatives-too-early = **{ $title }** beginnt erst in mehr als einem Tag, und sobald sie begonnen hat, kann sich niemand mehr anmelden. Gib ihr einen anderen Termin, wenn sie jetzt stattfinden soll.
initiatives-still-voting = Über den Termin von **{ $title }** wird noch abgestimmt. Wähle zuerst einen Termin, dann kann sie beginnen.
initiatives-not-running =
    { $state ->
        [open] **{ $title }** hat noch nicht begonnen. Check ein, sobald du da bist und es losgeht.
        [closed] **{ $title }** ist abgeschlossen. Wenn du dabei warst, sag es denen, die organisiert haben: Sie können dich noch eintragen.
       *[other] **{ $title }** findet nicht statt, deshalb kann niemand einchecken. /initiative liste zeigt, was sonst geplant ist.
    }
initiatives-wrong-code = „{ $given }“ ist kein Code von etwas, das hier gerade stattfindet. Sieh noch einmal hin: Er hat vier Buchstaben.
initiatives-too-many-guesses = Das waren zu viele falsche Codes. Versuch es { $when } wieder, oder drücke auf der Karte auf „Einchecken“.
initiatives-only-for-role = **{ $title }** ist für { $role }, und diese Rolle hast du nicht. Frag die, die organisieren.
