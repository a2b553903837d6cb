reminders-edit = Ändern…
reminders-save = Speichern
reminders-saved = Gespeichert. So kommt sie:
reminders-discard = Verwerfen
reminders-discarded = Es wurde nichts gespeichert, und nichts davon wird aufgehoben.
reminders-correct = Korrigieren
reminders-draft-when = Wann…
reminders-draft-text = Text…
reminders-draft-place = Wo und für wen…
reminders-no-draft = Hier wartet nichts mehr darauf, gespeichert zu werden. Eine neue beginnst du mit /erinnerung hinzufügen, eine vorhandene änderst du mit /erinnerung ändern.
reminders-changed-meanwhile = Jemand anders hat „{ $name }“ geändert, seit du sie geöffnet hast; deshalb habe ich nichts darüber gespeichert. /erinnerung ändern zeigt sie, wie sie jetzt ist.
reminders-bad-zone =
    { $near ->
        [none] „{ $given }“ ist keine Zeitzone, die ich kenne. Schreib eine Stadt oder einen Namen wie Europe/Berlin; leer gelassen gilt die des Servers.
       *[other] „{ $given }“ könnte mehrere Zeitzonen meinen oder keine. Ähnlich sind: { $near }. Schreib eine davon; leer gelassen gilt die des Servers.
    }
reminders-bad-day = „{ $given }“ kann ich nicht als Tag lesen, der noch kommt. Schreib ihn so: „24. Dezember“ oder 2027-03-01.
reminders-too-many-days = Mehr als { $most } Tage sind ausgenommen, das behält niemand im Kopf. Für eine längere Pause nimm /erinnerung pausieren oder Ruhetage für alle Erinnerungen.
reminders-never-comes = Mit diesem letzten Tag oder diesen Ausnahmen käme sie nie. Sieh dir die Daten noch einmal an.
reminders-text-too-long = Der Text ist länger als { $most } Zeichen. Kürze ihn; der Wert und sein Beleg kommen ohnehin darunter.
reminders-nothing-to-skip = **{ $name }** kommt zurzeit nicht wieder, es gibt also nichts auszulassen. /erinnerung zeigen sagt, warum.
reminders-skipped = **{ $name }** lässt { $moment } aus und kommt als Nächstes { $next }.
reminders-skipped-last = **{ $name }** lässt { $moment } aus. Das wäre das letzte Mal gewesen.
reminders-skip-not = Doch kommen lassen
reminders-is-over = Sie kommt nicht wieder: Ihr letzter Tag ist vorbei.
reminders-is-slowed = Sie kommt nur noch halb so oft, weil zuletzt niemand geantwortet hat. Andere Worte würden helfen; drücke auf „Ändern…“.

reminders-form-title = Eine Erinnerung
reminders-form-name = Woran findest du sie wieder?
reminders-form-name-example = Montagswert
reminders-form-rule = Wann kommt sie?
reminders-form-rule-hint = In deinen Worten, höchstens einmal am Tag
reminders-form-rule-example = jeden Montag 9 Uhr · am ersten Freitag im Monat um 18 Uhr
reminders-form-zone = In welcher Zeitzone?
reminders-form-zone-hint = Eine Stadt oder Europe/Berlin; leer gelassen die des Servers: { $zone }
reminders-form-until = Bis wann?
reminders-form-until-example = leer gelassen: auf Dauer · 31. Dezember
reminders-form-skip = Welche Tage fallen aus?
reminders-form-skip-hint = Tage, mit Kommas dazwischen
reminders-form-skip-example = 25. Dezember, 1. Januar
reminders-form-text = Was steht über dem Wert?
reminders-form-text-example = Leer: ein üblicher Text. Teile nennst du in geschweiften Klammern: „Diese Woche: {"{"}value{"}"}“.
reminders-form-channel = Wo wird sie gepostet?
reminders-form-channel-hint = Leer gelassen im Kanal des Servers für Erinnerungen
reminders-form-role = Welche Rolle wird gepingt?
reminders-form-role-hint = Leer gelassen niemand; sonst wird nie jemand gepingt

reminders-panel-runs = Die nächsten Male, nach den Uhren von { $zone }
reminders-panel-run = { $day }, { $time } · { $relative }
reminders-panel-no-runs = Sie kommt nicht wieder.
reminders-panel-limits = Bis wann und wann nicht
reminders-panel-until = Sie kommt bis { $day }.
reminders-panel-skipped = Nicht am { $days }.
reminders-panel-how = Wie sie kommt
reminders-panel-where = In { $place }
reminders-panel-ping = Pingt { $role }
reminders-panel-value = Wert: { $value }
reminders-panel-asks =
    { $asks ->
        [question] Endet mit einer Frage
        [poll] Endet mit einer Abstimmung, die alle sehen können
       *[nothing] Endet ohne Frage
    }
reminders-panel-former =
    { $former ->
        [keep] Der vorige Beitrag bleibt stehen
        [fold] Der vorige Beitrag schrumpft auf eine Zeile
       *[replace] Der vorige Beitrag wird entfernt
    }
reminders-panel-has-thread = Öffnet einen Thread zum Reden
reminders-panel-is-silent = Kommt ohne Ton
reminders-panel-observes-quiet-days = Ruht an Ruhetagen
reminders-panel-also-quiet = Kommt auch an Ruhetagen
reminders-panel-extras = Was noch?
reminders-panel-unsaved = Nur du siehst das. Sie kommt nicht, bevor du sie speicherst.
reminders-panel-preview = **So sähe sie aus:**
reminders-panel-no-values = Die Charta hat noch keine Werte, es gibt also nichts zu zeigen. Mit /werte hinzufügen kommt einer dazu.
reminders-chooses =
    { $chooses ->
        [attention] Der Wert, für den zuletzt am wenigsten getan wurde
        [in_turn] Ein Wert nach dem anderen
       *[fixed] Ein Wert, der nicht mehr in der Charta steht
    }

reminders-pings-everybody = Ich pinge höchstens eine Rolle und nie alle. Wähle eine andere Rolle, oder lass das Feld leer.
