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
setup-status-notices = Was deine Hand braucht
setup-status-notices-none = Nichts.
setup-status-notices-more = { $count ->
    [one] Eine weitere Sache dieser Art.
   *[other] { $count } weitere Dinge dieser Art.
}
