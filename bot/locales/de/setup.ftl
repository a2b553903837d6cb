setup-reconciling = Ich vergleiche diesen Server mit dem, was ich weiß. Das Ergebnis erscheint hier.
setup-reconciling-long = Das dauert länger, als Discord mich antworten lässt. Es geht weiter; `/einrichtung zustand` zeigt, wann es fertig ist.

setup-status-title = Wie es mir geht
setup-status-running = Tenet { $version }, gestartet { $started }.
setup-status-connected = Verbunden seit { $at }.
setup-status-disconnected = Meine Verbindung ist gerade weg; ich versuche, sie wiederzubekommen.
setup-status-comparison = Zuletzt hier nachgesehen
setup-status-comparing = Ich sehe gerade nach.
setup-status-never = Seit meinem Start habe ich noch nicht nachgesehen.
setup-status-next = Ich sehe { $at } wieder nach, oder sofort mit `/einrichtung abgleichen`.
setup-status-found = Zuletzt hatte sich ohne mich etwas geändert
setup-status-counts =
    { $at }: { $looked ->
        [one] eine Sache
       *[other] { $looked } Dinge
    } angesehen, { $added } dazugekommen, { $removed } zurückgenommen, { $repaired } in Ordnung gebracht, { $failed } gescheitert.
setup-status-outbox = Was noch zu tun ist
setup-status-outbox-empty = Nichts ist fällig.
setup-status-outbox-due = { $count ->
    [one] Eine Nachricht oder etwas anderes ist fällig, verlangt { $since }.
   *[other] { $count } Nachrichten und anderes sind fällig, das Älteste verlangt { $since }.
}
setup-status-outbox-later = { $count ->
    [one] Bei einer Sache kommt die Zeit noch.
   *[other] Bei { $count } Dingen kommt die Zeit noch.
}
setup-status-outbox-failed = { $count ->
    [one] Eine Sache ging
   *[other] { $count } Dinge gingen
} in den letzten sieben Tagen nicht, etwa Nachrichten an jemanden, der keine annimmt. Was du in Ordnung bringen kannst, steht unten.
setup-status-notices = Was deine Hand braucht
setup-status-notices-none = Nichts.
setup-status-notices-more = { $count ->
    [one] Eine weitere Sache dieser Art.
   *[other] { $count } weitere Dinge dieser Art.
}

setup-check-title = Was ich gefunden habe
setup-check-fine = Alles ist, wie es sein soll.
setup-check-hints = Gut zu wissen
setup-check-more = { $count ->
    [one] Und eins mehr; du siehst es, wenn diese behoben sind.
   *[other] Und { $count } mehr; du siehst sie, wenn diese behoben sind.
}
setup-check-open = { $count ->
    [one] Noch etwas braucht deine Hand: `/einrichtung zustand`.
   *[other] Noch { $count } Dinge brauchen deine Hand: `/einrichtung zustand`.
}
setup-check-invite = [Dieser Link]({ $url }) gibt meiner Rolle alle Berechtigungen, die auf dem ganzen Server fehlen. Ein Kanal, der mir etwas verbietet, muss trotzdem von Hand geändert werden.
setup-check-again = Noch einmal prüfen
setup-check-at = Geprüft { $at }.
setup-status-invite = [Lade mich auf einen anderen Server ein]({ $url }), mit genau den Berechtigungen, die ich nutze.
setup-capability-onboarding = Onboarding
    .description = Neue lernen euch in einem kurzen privaten Gespräch kennen
setup-capability-pledges = Zusagen
    .description = Mitglieder sagen einen Wert zu, mit einer Reaktion oder einem Knopf
setup-capability-initiatives = Initiativen
    .description = Was ihr zusammen tut, mit Plätzen und Ergebnissen
setup-capability-reminders = Erinnerungen
    .description = Immer wieder ein Wert, mit etwas Wirklichem daneben
setup-capability-buddies = Buddys
    .description = Mitglieder, die für Neue da sind
setup-capability-digest = Überblick für Stewards
    .description = Einmal in der Woche, was euch braucht

setup-start-home-title = Einrichten
setup-start-title = Einrichten, { $step } von { $steps }
setup-start-intro = Hör auf, wann du willst, und komm mit demselben Befehl zurück: Was du gewählt hast, bleibt. Auf deinem Server wird nichts angelegt, bevor du den Knopf dafür drückst.
setup-start-begin = Beginnen
setup-start-next = Weiter
setup-start-back = Zurück
setup-start-overview = Übersicht
setup-start-go = Zu einem Schritt gehen
setup-start-saved = ✅ Gespeichert.
setup-start-gone = Das ist nicht mehr da. Wähle noch einmal.
setup-start-may-not = Das darf ich hier nicht anlegen: Mir fehlt die Berechtigung **{ permission }**, die ich für nichts sonst brauche. Gib sie mir mit dem Knopf unten und nimm sie später zurück, oder lege es selbst an und wähle es hier.
setup-start-may-not-button = Lass mich es anlegen
setup-start-only-managers = Wer Steward ist und welche Kanäle und Rollen es gibt, ist Sache derer, die den Server verwalten dürfen. Bitte jemanden von ihnen darum.
setup-start-page-language = Sprache und Zeit
setup-start-page-channels = Kanäle
setup-start-page-stewards = Stewards
setup-start-page-capabilities = Was ich hier tue
setup-start-page-values = Werte
setup-start-page-finish = Was noch fehlt
setup-start-sum-language = { $language }, { $zone }
setup-start-sum-none = noch keine
setup-start-sum-no-role = alle, die den Server verwalten dürfen
setup-start-sum-all-on = alles
setup-start-sum-off = alles außer { $names }
setup-start-sum-values = { $count ->
        [0] noch keine
        [one] einer gilt
       *[other] { $count } gelten
    }{ $drafted ->
        [0] {""}
       *[other] , { $drafted } im Entwurf
    }
setup-start-language = In dieser Sprache schreibe ich öffentlich; privat spreche ich die jedes Mitglieds. Meine Uhren hier sind die von **{ $zone }**, wo es jetzt { $time } ist.
setup-start-language-sample = Das liest sich so:
setup-start-sample = Schön, dass du bei **{ $server }** bist. Ich bin Tenet und halte im Blick, wofür die Leute hier stehen.
setup-start-language-choose = Sprache
setup-start-zone = Zeitzone ändern…
setup-start-zone-field = Wo lebt ihr?
setup-start-zone-hint = Eine Stadt, ein Land oder eine Zone wie Europe/Berlin
setup-start-zone-none = So einen Ort kenne ich nicht. Versuche es mit der nächsten großen Stadt.
setup-start-zone-which = Welcher ist gemeint?
setup-start-zone-clock = Dort ist es jetzt { $time }
setup-start-channels = Wähle für jedes einen Kanal oder lass mich einen anlegen. Was keinen Kanal hat, ruht.
setup-start-channel-none = keiner
setup-start-channel-gone = ⚠️ wurde gelöscht
setup-start-for-welcome = Willkommen, mit dem Start-Knopf
setup-start-for-stewards = Für Stewards, was sie braucht
setup-start-for-pledges = Zusagen
setup-start-for-initiatives = Initiativen
setup-start-for-reminders = Erinnerungen
setup-start-what-welcome = Dort wird ein Beitrag von mir stehen, mit dem Start-Knopf für Neue.
setup-start-what-stewards = Dort schreibe ich, was eure Hand braucht, etwa eine Berechtigung, die mir fehlt, oder ein Vorschlag, über den ihr entscheidet. Mitglieder sollten ihn nicht sehen.
setup-start-what-pledges = Dort wird ein Beitrag von mir zu euren Werten stehen; Mitglieder sagen zu, indem sie darunter reagieren.
setup-start-what-initiatives = Jede Initiative bekommt dort eine Karte mit Knöpfen zum Mitmachen.
setup-start-what-reminders = Dort stehen Erinnerungen, solange du für eine keinen anderen Kanal wählst.
setup-start-name-welcome = willkommen
setup-start-name-stewards = stewards
setup-start-name-pledges = unsere werte
setup-start-name-initiatives = initiativen
setup-start-name-reminders = erinnerungen
setup-start-make = { $name } anlegen
setup-start-make-open = Ich lege **{ $name }** an. Alle sehen ihn, wie die anderen Kanäle deines Servers.
setup-start-make-private = Ich lege **{ $name }** an. Nur wer eine Steward-Rolle hat, wer alle Kanäle sehen darf, und ich können ihn sehen.
setup-start-now = So ist es jetzt: { $now }.
setup-start-stewards = Wer den Server verwalten darf, ist ohnehin Steward. Mit diesen Rollen sind es auch andere: Sie lesen, was jemandes Hand braucht, ändern Werte und posten für mich. Auf Discord bekommt die Rolle dadurch keine Berechtigung.
setup-start-roles-choose = Steward-Rollen
setup-start-make-role = Eine Rolle anlegen
setup-start-make-role-what = Ich lege die Rolle **{ $name }** an, ohne eigene Berechtigung, und gebe sie niemandem. Du gibst sie denen, denen du vertraust.
setup-start-role-name = Steward
setup-start-capabilities = Wähle, was ich hier tue. Was du weglässt, zeigt keine Befehle, postet nichts und schreibt niemandem; was es weiß, bleibt erhalten, und du kannst es wieder einschalten.
setup-start-none-on = Nichts davon
setup-start-values = { $count ->
        [0] Noch gilt kein Wert, und ohne Werte gibt es für mich nichts zu tun.
        [one] Ein Wert gilt.
       *[other] { $count } Werte gelten.
    }{ $drafted ->
        [0] {""}
       *[other] {" "}Im Entwurf sind es { $drafted }.
    }

    • Beginnt mit einer Charta, die ihr euch zu eigen macht: der Knopf unten.
    • Öffnet eine Datei von einem anderen Server: { $file }
    • Schreibt sie selbst: { $add }

    Wenn der Entwurf ist, wie ihr ihn wollt: { $publish }. Vorher sehen Mitglieder nichts davon.
setup-start-starters = Mit einer Charta beginnen…
setup-start-finish = Das ist alles. Was noch fehlt, und was du als Nächstes tun kannst:
setup-start-left = { $name }: noch nicht gewählt.
setup-start-then-onboarding = Der Start-Knopf für Neue: { $command }
setup-start-then-pledges = Der Beitrag, unter dem zugesagt wird: { $command }
setup-start-then-reminders = Jede Woche ein Wert: { $command }
setup-start-then-check = { $count ->
        [0] Mir fehlt hier nichts; sieh jederzeit wieder nach:
        [one] Eine Sache ist nicht, wie sie sein soll. Was hilft:
       *[other] { $count } Dinge sind nicht, wie sie sein sollen. Was hilft:
    } { $command }
setup-start-invite = Gib mir die Berechtigungen, die mir fehlen
