notifications-title = Worüber { $server } dir schreiben darf
notifications-intro = Ich schreibe dir selten: höchstens { $most } Nachrichten in sieben Tagen, dazu nur Dringendes. Wähle unten, was du möchtest und wie.
notifications-stopped = Du möchtest nichts ungefragt bekommen, also kommt nichts. Dringendes zu etwas, wofür du dich ab jetzt anmeldest, erreicht dich trotzdem.
notifications-ordinary = Zählt zu deiner Woche
notifications-urgent = Dringend, zählt nicht mit
notifications-line =
    { $choice ->
        [on] ✅ { $kind }
        [digest] 🗞️ { $kind } · in deiner Sammelnachricht
       *[off] ⬜ { $kind } · gar nicht
    }
notifications-kind =
    { $choice ->
        [on] Davon kommt jede einzeln. Wie möchtest du sie?
        [digest] Sie kommen sonntags in deiner Sammelnachricht. Wie möchtest du sie?
       *[off] Sie kommen nicht. Wie möchtest du sie?
    }
notifications-quiet-title = Wann du deine Ruhe hast
notifications-quiet = Von { $begin } bis { $end } Uhr, nach den Uhren von { $zone }.
notifications-no-quiet = Zu keiner Tageszeit.
notifications-urgent-waits = Auch Dringendes wartet so lange.
notifications-urgent-not = Dringendes kommt trotzdem.
notifications-footer = Das siehst nur du. Ein „Stopp“, privat an mich, beendet sofort alles.
notifications-choose = Wähle eine Art von Nachricht…
notifications-language = In welcher Sprache?
notifications-quiet-change = Ruhezeit…
notifications-night-hold = Dringendes warten lassen
notifications-night-not = Dringendes jederzeit
notifications-zone-change = Zeitzone…
notifications-back = Zurück
notifications-form-quiet = Ruhezeit
notifications-form-begin = Ab wann?
notifications-form-begin-hint = Nach den Uhren von { $zone }; beides leer: wie hier üblich
notifications-form-end = Bis wann?
notifications-form-end-hint = Zweimal dieselbe Zeit: keine Ruhezeit
notifications-form-zone = Wo bist du?
notifications-form-zone-hint = Eine Stadt, ein Land oder der Name einer Zeitzone
notifications-zone-none = Diesen Ort finde ich nicht. Versuch es mit der größten Stadt in deiner Nähe.
notifications-zone-again = Noch einmal…
notifications-zone-which = Welcher davon ist es?
notifications-zone-clock = Dort ist es jetzt { $time } Uhr
notifications-why-title = Was { $server } dir geschrieben hat
notifications-why-none = In den letzten 90 Tagen kam nichts ungefragt zu dir.
notifications-why-footer = Bleibt 90 Tage gespeichert, und nur du siehst es. /mitteilungen wählen ändert, was kommt.
notifications-outcome =
    { $outcome ->
        [sent] Gesendet { $when }.
        [in_digest] Eine Zeile deiner Sammelnachricht, { $when }.
        [expired] Nicht gesendet: Bis { $when } war kein Platz dafür, und dann war es zu spät.
        [unwanted] Nicht gesendet, { $when }: Davon möchtest du nichts.
       *[unreachable] Nicht gesendet, { $when }: Deine Einstellungen lassen nicht zu, dass ich dir schreibe.
    }
notifications-newer = Neuere
notifications-older = Ältere
notifications-stopped-all = Erledigt. Von { $servers } kommt nichts mehr ungefragt zu dir. Was du begonnen hast, bleibt, wie es ist, und du kannst jederzeit weitermachen.
notifications-stopped-nowhere = Erledigt. Ich kenne keine Gemeinschaft, die dir über mich schreiben würde.
notifications-allowed-all = { $servers } darf dir wieder schreiben, selten und nie in deiner Ruhezeit. /mitteilungen wählen auf dem Server zeigt, worüber.
