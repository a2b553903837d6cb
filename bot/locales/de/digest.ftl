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

digest-things-more = und { $count } weitere
digest-lines-more = { $count ->
    [one] und **1** weiteres
   *[other] und **{ $count }** weitere
}

digest-notices = { $count ->
    [one] **1** Hinweis von mir ist seit dem { $since } offen: /einrichtung zustand
   *[other] **{ $count }** Hinweise von mir sind offen, der älteste seit dem { $since }: /einrichtung zustand
}
digest-given-up = { $count ->
    [one] **1** Sache ist mir auf Discord nicht gelungen: { $things }
   *[other] **{ $count }** Sachen sind mir auf Discord nicht gelungen: { $things }
}
digest-run-failed = { $count ->
    [one] **1** Sache war fällig und scheiterte an einem Fehler von mir: { $things }. Wer mich betreibt, findet ihn im Protokoll
   *[other] **{ $count }** Sachen waren fällig und scheiterten an Fehlern von mir: { $things }. Wer mich betreibt, findet sie im Protokoll
}
digest-run-skipped = { $count ->
    [one] **1** Sache ist ausgefallen, weil ich weg war, als sie fällig war: { $things }
   *[other] **{ $count }** Sachen sind ausgefallen, weil ich weg war, als sie fällig waren: { $things }
}
digest-run-late = { $count ->
    [one] **1** Sache kam verspätet, weil ich weg war, als sie fällig war: { $things }
   *[other] **{ $count }** Sachen kamen verspätet, weil ich weg war, als sie fällig waren: { $things }
}
digest-expired = { $count ->
    [one] **1** private Nachricht ging nicht hinaus, weil in der Woche des Mitglieds kein Platz mehr war: { $things }
   *[other] **{ $count }** private Nachrichten gingen nicht hinaus, weil in der Woche der Mitglieder kein Platz mehr war: { $things }
}
digest-not-compared = { $count ->
    [one] **1** Sache konnte ich zuletzt nicht mit Discord abgleichen. Mit /einrichtung abgleichen versuche ich es noch einmal
   *[other] **{ $count }** Sachen konnte ich zuletzt nicht mit Discord abgleichen. Mit /einrichtung abgleichen versuche ich es noch einmal
}
digest-recovered = { $count ->
    [one] **1** Sache hatte sich geändert, ohne dass ich es gesehen habe: { $things }
   *[other] **{ $count }** Sachen hatten sich geändert, ohne dass ich es gesehen habe: { $things }
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
    [one] **1** Vorschlag wartet seit dem { $since } auf eine Entscheidung: { $things }. Entscheiden kannst du mit /initiative verwalten
   *[other] **{ $count }** Vorschläge warten auf eine Entscheidung, der älteste seit dem { $since }: { $things }. Entscheiden kannst du mit /initiative verwalten
}
initiatives-weekly-unclosed = { $count ->
    [one] **1** Initiative ist vorbei, und niemand hat erzählt, was daraus wurde: { $things }. Das geht mit /initiative abschließen
   *[other] **{ $count }** Initiativen sind vorbei, und niemand hat erzählt, was daraus wurde: { $things }. Das geht mit /initiative abschließen
}
initiatives-weekly-ahead = { $at }: { $things }

onboarding-weekly-stuck = { $count ->
    [one] **1** neues Mitglied steht zwischen zwei Schritten: /ankommen hängengeblieben
   *[other] **{ $count }** neue Mitglieder stehen zwischen zwei Schritten: /ankommen hängengeblieben
}
buddies-weekly-waiting = { $count ->
    [one] **1** neues Mitglied hätte gern einen Buddy, und niemand ist frei. Mit /buddy an wärst du es
   *[other] **{ $count }** neue Mitglieder hätten gern einen Buddy, und niemand ist frei. Mit /buddy an wärst du es
}

reminders-weekly-slowed = { $count ->
    [one] **1** Erinnerung bekommt keine Antwort und kommt nur noch halb so oft: { $things }. Andere Worte bekommt sie mit /erinnerung ändern
   *[other] **{ $count }** Erinnerungen bekommen keine Antwort und kommen nur noch halb so oft: { $things }. Andere Worte bekommen sie mit /erinnerung ändern
}
reminders-weekly-untended = { $count ->
    [one] Für **1** Wert hat in den letzten { $weeks } Wochen niemand etwas getan: { $things }. Was könntet ihr zusammen tun? /initiative vorschlagen
   *[other] Für **{ $count }** Werte hat in den letzten { $weeks } Wochen niemand etwas getan: { $things }. Was könntet ihr zusammen tun? /initiative vorschlagen
}
reminders-weekly-ahead = { $at }: die Erinnerung { $things }
reminders-weekly-ahead-often = { $at }: die Erinnerung { $things }, das erste von { $times } Malen

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
digest-warning-missing = Mir fehlen dort diese Berechtigungen: { $missing }. Gib sie meiner Rolle, sonst kommt kein Bericht.

digest-not-weekly = Der Wochenbericht kommt einmal in der Woche. Tippe einen Tag und eine Uhrzeit, etwa „jeden Freitag um 16:00“.
digest-no-channel = Noch hat niemand gesagt, welcher Kanal der der Stewards ist. Wer mich betreibt, nennt ihn in der Konfiguration, unter channels: stewards.
digest-notice-no-channel = { $place ->
        [none] Der Wochenbericht war fällig, und niemand hat gesagt, welcher Kanal der der Stewards ist. Wer mich betreibt, nennt ihn in der Konfiguration.
       *[other] Der Wochenbericht war fällig, und ich finde den Kanal „{ $place }“ nicht.
    } Der nächste Bericht erzählt auch von dieser Woche; /wochenbericht vorschau zeigt ihn dir jetzt.
