# Eine Initiative, die wiederkehrt.
initiatives-manage-repeat = Wiederholen…
initiatives-form-repeat-title = Wiederholen
initiatives-form-repeat = Wie oft?
initiatives-form-repeat-hint = In Worten. Es gilt die Uhr von { $zone }; Tag und Uhrzeit dürfen fehlen.
initiatives-form-repeat-example = alle zwei Wochen am Dienstag um 18 Uhr
initiatives-form-last-day = Letzter Tag (freiwillig)
initiatives-form-last-day-hint = Danach kommt es nicht wieder. Lass es leer, wenn es kein Ende hat.
initiatives-form-last-day-example = 31. Dezember

initiatives-series-rule-until = { $rule }, bis { $until }
initiatives-series-first = Dieses Mal
initiatives-series-next = Nächste Termine (Uhr von { $zone })
initiatives-series-unsaved = Noch ist nichts gespeichert. Jedes Mal bekommt eine eigene Karte, wenn es näher rückt.
initiatives-series-begin = So wiederholen
initiatives-series-again = Ändern…
initiatives-series-begun = Ab jetzt kommt es von selbst wieder. Jedes Mal bekommt eine eigene Karte, wenn es näher rückt.
initiatives-series-footer = Um nur ein Mal zu ändern, verwalte dieses eine. Termine mit Karte stehen hier nicht.
initiatives-series-no-more = Keiner ohne Karte.
initiatives-series-over = Es kommt nicht mehr wieder.
initiatives-series-skip = Termine auslassen…
initiatives-series-skipped = Die gewählten Termine fallen aus, alle anderen finden statt.
initiatives-series-until = Letzter Tag…
initiatives-series-until-changed = Der letzte Tag ist geändert.
initiatives-series-follow = Die nächsten genauso
initiatives-series-followed = Die nächsten gehen von diesem aus, wie es jetzt ist: Titel, Text, Plätze, Bedarf und Ort. Karten, die schon stehen, bleiben, wie sie sind.
initiatives-series-stop = Nicht mehr wiederholen…
initiatives-series-sure = **{ $title }** käme dann nicht mehr wieder. Was schon eine Karte hat, findet trotzdem statt; sag es dort ab, wenn es das nicht soll.
initiatives-series-stop-now = Nicht mehr wiederholen
initiatives-series-keep = Weiter wiederholen
initiatives-series-stopped = **{ $title }** kommt nicht mehr wieder. Was schon eine Karte hat, findet trotzdem statt.
initiatives-series-take = Ich organisiere es
initiatives-series-taken = { $who } organisiert die Reihe **{ $title }** ab jetzt.
initiatives-series-given-up = { $who } hat die Reihe **{ $title }** beendet.
initiatives-notice-series = Niemand organisiert die Reihe **{ $title }** noch, deshalb werden keine weiteren Termine angekündigt. Jemand von euch kann sie übernehmen oder beenden.

initiatives-series-not-yet =
    { $state ->
        [proposed] Noch hat niemand entschieden, ob { $title } stattfindet. Wiederholen kannst du es, sobald es offen ist.
       *[other] { $title } findet nicht statt und kann deshalb nicht wiederkehren. Schlag es neu vor und wiederhole dann das.
    }
initiatives-series-no-date = { $title } hat noch kein Datum. Gib ihm eines, dann kannst du es wiederholen.
initiatives-series-already = { $title } kommt schon wieder. Drück in der Übersicht auf „Wiederholen…“, um das zu ändern.
initiatives-series-none = { $title } kommt nicht oder nicht mehr wieder. Drück in der Übersicht auf „Wiederholen…“, um zu sehen, wie es steht.
initiatives-series-bad-until = „{ $typed }“ kann ich nicht als Tag lesen, der noch kommt. Schreib ihn etwa so: „31. Dezember“ oder „2027-03-01“, oder lass es leer.
initiatives-series-nothing-left = Vor dem letzten Tag liegt kein Termin mehr. Wähl einen späteren letzten Tag oder lass ihn leer.
