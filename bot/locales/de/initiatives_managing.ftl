# Was die sehen und tun können, die eine Initiative tragen.
initiatives-manage-footer = Das siehst nur du. Die Karte zeigt, was du änderst.
initiatives-manage-surplus =
    { $count ->
        [one] ⚠️ 1 Person mehr, als es Plätze gibt. Niemand wird weggeschickt: Sprich mit ihnen, oder schaff einen Platz mehr.
       *[other] ⚠️ { $count } Personen mehr, als es Plätze gibt. Niemand wird weggeschickt: Sprich mit ihnen, oder schaff mehr Plätze.
    }
initiatives-manage-asked = ✉️ Gefragt, ob sie mitorganisieren: { $who }
initiatives-manage-code = 🔤 Code zum Einchecken: **{ $code }**
initiatives-manage-places = Plätze und Bedarf…
initiatives-manage-cancel = Absagen…
initiatives-form-places-title = Plätze und was gebraucht wird
initiatives-form-cancel-title = Initiative absagen
initiatives-form-cancel-reason = Warum findet sie nicht statt?
initiatives-form-cancel-reason-hint = Das lesen alle, die angemeldet sind, warten oder vielleicht kommen.

initiatives-manage-move = Termin…
initiatives-manage-edit = Texte…
initiatives-you-wrote = Das hattest du geschrieben:

initiatives-form-edit-title = Texte ändern
initiatives-edited = Die Texte sind geändert, und die Karte zeigt sie gleich.
initiatives-edited-same = Genau so steht es schon da, es hat sich also nichts geändert.

initiatives-form-move-title = Ein anderer Termin
initiatives-form-move = Wann findet sie statt?
initiatives-form-move-hint = Zum Beispiel „Samstag 14–17 Uhr“, nach der Uhr von { $zone }.
initiatives-move-sure = { $count ->
        [0] Noch hat niemand einen Platz. Wer wartet oder vielleicht kommt, erfährt es.
        [one] 1 Person hat einen Platz. Ich frage sie noch einmal, ob sie kommt, und nenne beide Termine.
       *[other] { $count } Personen haben einen Platz. Ich frage sie noch einmal, ob sie kommen, und nenne beide Termine.
    }
initiatives-move-now = Verlegen
initiatives-move-other = Anderer Termin…
initiatives-move-done = **{ $title }** hat den neuen Termin. { $asked ->
        [0] Niemand muss noch einmal gefragt werden.
        [one] Ich frage 1 Person noch einmal; bis zur Antwort ist ihr Platz eine Zeit lang freigehalten.
       *[other] Ich frage { $asked } Personen noch einmal; bis zur Antwort sind ihre Plätze eine Zeit lang freigehalten.
    } { $told ->
        [0] { "" }
        [one] 1 weitere Person erfährt es.
       *[other] { $told } weitere erfahren es.
    }
initiatives-move-over = Dieser Zeitpunkt ist schon vorbei, deshalb bleibt **{ $title }** beim alten Termin. Wähle einen, der noch kommt.
initiatives-move-same = **{ $title }** findet schon genau dann statt. Wähle einen anderen Termin, oder lass es dabei.
initiatives-move-meanwhile = An **{ $title }** hat sich etwas geändert, seit du hingesehen hast. Sieh mit /initiative verwalten noch einmal nach, und entscheide dann.
initiatives-move-somebody-there = Bei **{ $title }** haben schon Leute eingecheckt, sie findet also gerade statt. Schließ sie ab, oder sag sie ab.
initiatives-moved-from = Bisher
initiatives-moved-to = Jetzt
initiatives-asked-again = Das findet in { $server } zu einer anderen Zeit statt. Du hattest zugesagt: Kommst du auch dann?
initiatives-asked-again-seat = Dein Platz
initiatives-asked-again-until = Er ist bis { $until } für dich freigehalten. Wenn du nicht antwortest, geht er an die nächste Person.
initiatives-asked-again-why = Auch Nein ist eine Antwort. Du bekommst das, weil du einen Platz hattest.
initiatives-moved-news = Das findet in { $server } zu einer anderen Zeit statt.
initiatives-moved-why = Du bekommst das, weil du auf einen Platz wartest oder vielleicht kommst. Du musst nichts tun.
