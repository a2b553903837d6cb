language-own-name = Deutsch

error-refused = Das geht gerade nicht. Versuche es etwas später noch einmal.
error-not-in-server = Das gehört auf einen Server. Nutze es dort, nicht in einer privaten Nachricht.
error-not-a-member = Das gehört zu einem Server, auf dem du oder ich nicht mehr sind. Es hat sich nichts geändert.
error-not-allowed = Das darfst du hier nicht. Frage einen Steward, wenn du meinst, du solltest es dürfen.
error-may-not-post = In diesem Kanal darfst du nicht schreiben, deshalb poste ich hier nichts für dich. Zeig es in einem Kanal, in dem du schreiben darfst.
error-not-a-steward = Das ist Sache der Stewards: derer, die den Server verwalten dürfen oder eine Steward-Rolle haben. Bitte jemanden von ihnen darum.
error-switched-off = Das haben die Stewards auf diesem Server abgeschaltet. Was festgehalten ist, bleibt erhalten; frage einen Steward, wenn es dir fehlt.
error-too-many-at-once = Zu viele haben im selben Moment etwas getan, und ein Formular kann nicht warten. Versuche es jetzt noch einmal.
error-option = „{ $given }“ passt hier nicht. Wähle einen der Vorschläge.
error-bug = Bei uns ist etwas schiefgegangen. Sieh nach, ob es geklappt hat, bevor du es noch einmal versuchst. Wenn es wieder vorkommt, nenne einem Steward diese Nummer: { $reference }.
error-unknown-control = Dieser Knopf stammt aus einer früheren Version und tut nichts mehr. Nutze den Befehl oder die neueste Nachricht.
error-unknown-command = Dieser Befehl stammt aus einer früheren Version und tut nichts mehr. Starte Discord neu, dann zeigt es dir die heutigen Befehle.
error-no-such-zone = Die Zeitzone { $zone } gibt es nicht mehr. Wähle zuerst eine andere.

notice-title = Tenet braucht Hilfe
notice-refused-channel =
    Ich konnte in { $place } nicht arbeiten ({ $what }). { $missing ->
        [none] Discord antwortete mit dem Code { NUMBER($code, useGrouping: 0) }. Prüfe, ob es den Kanal und die Nachricht noch gibt, oder wähle einen anderen Kanal.
       *[other] Mir fehlen dort diese Rechte: { $missing }. Gib sie meiner Rolle, dann hole ich es beim nächsten Mal nach.
    }
notice-refused-role =
    Ich konnte { $place } nicht vergeben oder nehmen ({ $what }). { $missing ->
        [none] Meine höchste Rolle muss in der Rollenliste darüber stehen, und die Rolle muss es noch geben.
       *[other] Mir fehlt dieses Recht: { $missing }. Gib es meiner Rolle und schiebe sie über die, die ich vergeben soll.
    }
notice-bug = Etwas von mir ist mehrmals gescheitert ({ $what }). Der Betreiber findet den Grund im Log.
notice-run-skipped =
    { $name ->
        [none] { $what ->
            [digest-weekly] Der Wochenbericht wäre
           *[other] Etwas ({ $what }) wäre
        }
       *[other] **{ $name }** wäre
    } um { $due } fällig gewesen, als ich nicht da war, und zum Nachholen ist es zu spät. Zur nächsten Zeit kommt es wieder.
notice-zone-gone = Die Zeitzone { $zone } gibt es nicht mehr; was nach ihr kam, ruht deshalb ({ $what }). Wähle dafür eine andere Zone und setze es dann fort.
