# Der Wochenbericht mit den Zeilen aller Teile: Sie werden untereinander gelesen.
digest-title = Wochenbericht
digest-period = Vom { $since } bis zum { $until }.
digest-quiet = Eine ruhige Woche: Nichts wartet auf euch, niemand hängt fest, und nichts ist schiefgegangen.
digest-footer = Kommt { $rule }. /wochenbericht aus beendet ihn.
digest-footer-preview = Nur du siehst das. Mit /wochenbericht an kommt er jede Woche.

digest-section-waiting = Wartet auf euch
digest-section-stuck = Wer eine Hand brauchen könnte
digest-section-failed = Was nicht geklappt hat
digest-section-recovered = Was ich in Ordnung gebracht habe
digest-section-values = Eure Werte
digest-section-ahead = Die nächsten sieben Tage

digest-things-more = und { $count } mehr
digest-lines-more = { $count ->
    [one] und **1** weiteres
   *[other] und **{ $count }** weitere
}

digest-notices = { $count ->
    [one] **1** Hinweis von mir ist offen (/einrichtung zustand), seit dem { $since }
   *[other] **{ $count }** Hinweise von mir sind offen (/einrichtung zustand), der älteste seit dem { $since }
}
digest-given-up = { $count ->
    [one] **1** Nachricht oder andere Aufgabe ist mir nicht gelungen: { $things }
   *[other] **{ $count }** Nachrichten oder andere Aufgaben sind mir nicht gelungen: { $things }
}
digest-run-failed = { $count ->
    [one] **1** fälliger Beitrag scheiterte an einem Fehler von mir, der im Protokoll steht: { $things }
   *[other] **{ $count }** fällige Beiträge scheiterten an Fehlern von mir, die im Protokoll stehen: { $things }
}
digest-run-skipped = { $count ->
    [one] **1** Beitrag ist ausgefallen, weil ich weg war, als er fällig war: { $things }
   *[other] **{ $count }** Beiträge sind ausgefallen, weil ich weg war, als sie fällig waren: { $things }
}
digest-run-late = { $count ->
    [one] **1** Beitrag kam verspätet, weil ich weg war, als er fällig war: { $things }
   *[other] **{ $count }** Beiträge kamen verspätet, weil ich weg war, als sie fällig waren: { $things }
}
digest-expired = { $count ->
    [one] **1** private Nachricht verfiel, bevor Platz für sie war: { $things }
   *[other] **{ $count }** private Nachrichten verfielen, bevor Platz für sie war: { $things }
}
digest-not-compared = { $count ->
    [one] **1** Sache ließ sich zuletzt nicht mit Discord abgleichen (/einrichtung abgleichen)
   *[other] **{ $count }** Sachen ließen sich zuletzt nicht mit Discord abgleichen (/einrichtung abgleichen)
}
digest-recovered = { $count ->
    [one] **1** Änderung war mir entgangen, und ich habe sie nachgeholt: { $things }
   *[other] **{ $count }** Änderungen waren mir entgangen, und ich habe sie nachgeholt: { $things }
}

digest-part-buddies = Buddys
digest-part-charter = Charta
digest-part-contact = private Nachrichten
digest-part-digest = dieser Bericht
digest-part-initiatives = Initiativen
digest-part-notice = Hinweise
digest-part-notifications = private Nachrichten
digest-part-onboarding = neue Mitglieder
digest-part-pledges = Bekenntnisse
digest-part-reconcile = Berichte vom Abgleichen
digest-part-reminders = Erinnerungen

initiatives-weekly-unanswered = { $count ->
    [one] **1** Vorschlag wartet auf eine Entscheidung (/initiative verwalten), seit dem { $since }: { $things }
   *[other] **{ $count }** Vorschläge warten auf eine Entscheidung (/initiative verwalten), der älteste seit dem { $since }: { $things }
}
initiatives-weekly-unclosed = { $count ->
    [one] **1** Initiative ist vorbei, und niemand hat erzählt, was daraus wurde (/initiative abschließen): { $things }
   *[other] **{ $count }** Initiativen sind vorbei, und niemand hat erzählt, was daraus wurde (/initiative abschließen): { $things }
}
initiatives-weekly-ahead = { $at }: { $things }

onboarding-weekly-stuck = { $count ->
    [one] **1** neues Mitglied steht seit einer Weile zwischen zwei Schritten (/ankommen hängengeblieben)
   *[other] **{ $count }** neue Mitglieder stehen seit einer Weile zwischen zwei Schritten (/ankommen hängengeblieben)
}
buddies-weekly-waiting = { $count ->
    [one] **1** neues Mitglied hätte gern einen Buddy, und niemand ist frei (/buddy an)
   *[other] **{ $count }** neue Mitglieder hätten gern einen Buddy, und niemand ist frei (/buddy an)
}

reminders-weekly-slowed = { $count ->
    [one] **1** Erinnerung bekommt keine Antworten und kommt nur noch halb so oft (/erinnerung ändern): { $things }
   *[other] **{ $count }** Erinnerungen bekommen keine Antworten und kommen nur noch halb so oft (/erinnerung ändern): { $things }
}
reminders-weekly-untended = { $count ->
    [one] Für **1** Wert hat in den letzten { $weeks } Wochen niemand etwas getan (/initiative vorschlagen): { $things }
   *[other] Für **{ $count }** Werte hat in den letzten { $weeks } Wochen niemand etwas getan (/initiative vorschlagen): { $things }
}
reminders-weekly-ahead = { $at }: { $things } (Erinnerung)
reminders-weekly-ahead-often = { $at } und danach noch { $later ->
    [one] einmal
   *[other] { $later }-mal
}: { $things } (Erinnerung)

digest-rule = { $rule }, in { $place }.
digest-next = Die nächsten Male (Uhr von { $zone })
digest-first = Das erste Mal
digest-switch-on = Einschalten
digest-unsaved = Noch ist nichts gespeichert. Für eine andere Zeit tippe den Befehl noch einmal.
digest-unsaved-instead = Noch ist nichts gespeichert. Bisher kommt er { $rule }.
digest-on-footer = /wochenbericht vorschau zeigt, was er heute sagen würde. /wochenbericht aus beendet ihn.
digest-off = Der Wochenbericht kommt nicht mehr. Mit /wochenbericht an kommt er wieder.
digest-off-already = Der Wochenbericht ist nicht eingeschaltet, also ändert sich nichts. Mit /wochenbericht an kommt er jede Woche.

digest-warnings = Sieh dir das vorher an
digest-warning-public = Alle auf dem Server können { $place } lesen. Der Bericht sagt, was nicht geklappt hat und wer eine Hand brauchen könnte: Lass vorher nur Stewards in den Kanal.
digest-warning-gone = Ich finde den Kanal „{ $place }“ nicht. Bis er wieder da ist, kommt kein Bericht.
digest-warning-missing = Mir fehlen dort diese Rechte: { $missing }. Gib sie meiner Rolle, sonst kommt kein Bericht.

digest-not-weekly = Der Wochenbericht kommt einmal in der Woche. Tippe einen Tag und eine Uhrzeit, etwa „jeden Freitag um 16:00“.
digest-no-channel = Noch hat niemand gesagt, welcher Kanal der der Stewards ist. Wer mich betreibt, nennt ihn in der Konfiguration, unter channels: stewards.
digest-notice-no-channel = { $place ->
        [none] Der Wochenbericht war fällig, und niemand hat gesagt, welcher Kanal der der Stewards ist. Wer mich betreibt, nennt ihn in der Konfiguration.
       *[other] Der Wochenbericht war fällig, und ich finde den Kanal „{ $place }“ nicht.
    } Der nächste Bericht erzählt auch von dieser Woche; /wochenbericht vorschau zeigt ihn dir jetzt.
