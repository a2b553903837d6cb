# Die Karte, und was auf jeder Stufe darauf steht.
initiatives-stage-proposed = { $kind } · vorgeschlagen
initiatives-stage-open = { $kind }
initiatives-stage-poll = { $kind } · Termin gesucht
initiatives-stage-full = { $kind } · ausgebucht
initiatives-stage-running = { $kind } · läuft gerade
initiatives-stage-over = { $kind } · vorbei
initiatives-stage-closed = { $kind } · abgeschlossen
initiatives-stage-declined = { $kind } · abgelehnt
initiatives-stage-cancelled = { $kind } · abgesagt
initiatives-declined-title = Abgelehnt: { $title }

initiatives-card-when = 🗓️ { $when }
initiatives-card-where = 📍 { $where }
initiatives-card-who = 👤 { $who }
initiatives-card-first = 👣 Erster Schritt: { $step }
initiatives-card-role = 🔑 Für { $role }
initiatives-card-cutoff = ⏳ Anmelden bis { $when }
initiatives-card-reason = **Warum:** { $reason }
initiatives-span = { $start } – { $end }
initiatives-online = Online

initiatives-card-waits = Worauf sie wartet
initiatives-card-stewards = Die Stewards entscheiden darüber.
initiatives-card-seconds = Unterstützt von { $count } der { $needed }, die es braucht.
initiatives-card-silent = { $since } vorgeschlagen, und noch hat niemand geantwortet. Die Stewards wissen Bescheid.

initiatives-dates = Welcher Termin?
initiatives-date-votes = { $date } — { $count ->
        [0] noch niemand
        [one] **1** könnte kommen
       *[other] **{ $count }** könnten kommen
    }
initiatives-poll-until = Die Abstimmung endet { $when }.
initiatives-needs = Gebraucht
initiatives-need = { $name } — **{ $taken } von { $capacity }**
initiatives-need-met = { $name } — { $taken } von { $capacity } ✓
initiatives-arrived =
    { $count ->
        [one] 1 Person ist da
       *[other] { $count } Personen sind da
    }
initiatives-card-offered =
    { $count ->
        [one] 1 Platz ist angeboten
       *[other] { $count } Plätze sind angeboten
    }
initiatives-interested =
    { $count ->
        [one] 1 vielleicht
       *[other] { $count } vielleicht
    }

initiatives-card-result = Was daraus wurde
initiatives-card-awaited = Das steht noch aus.
initiatives-result-people =
    { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
initiatives-result-hours = { $hours } h
initiatives-result-evidence = Beleg
initiatives-grade-self = Berichtet von denen, die sie organisiert haben
initiatives-grade-organiser = Von einer zweiten Person bestätigt
initiatives-grade-partner = Von einem Partner bestätigt

# Was eine Initiative von denen möchte, die sie mit /initiative zeigen ansehen.
initiatives-ask-organise-along = Du wurdest gefragt, ob du das mitorganisierst. Bist du dabei?
initiatives-ask-card-lost = Die Karte ist aus dem Kanal verschwunden. Wenn man sie wieder finden soll, lass sie neu posten.
initiatives-ask-confirm-seat = Ein Platz ist für dich reserviert, bis { $until }. Nimmst du ihn?
initiatives-ask-decide = Als Steward kannst du über diesen Vorschlag entscheiden.
initiatives-ask-close = Es ist vorbei. Was ist daraus geworden? Ein Satz genügt: Erzähl es mit dem Knopf.
initiatives-ask-confirm-outcome = Warst du dabei? Wenn der Bericht stimmt, kannst du ihn bestätigen.
initiatives-ask-run = Es läuft gerade, und du organisierst es.
initiatives-ask-check-in = Bist du da? Dann check ein.
initiatives-ask-vote = Wähle die Termine, an denen du könntest. Die Abstimmung endet { $poll }.
initiatives-ask-choose-date = Die Abstimmung über den Termin ist vorbei, und jemand muss wählen. Das bist du.
initiatives-ask-second = Wenn du findest, dass es stattfinden soll, unterstütze es: { $missing ->
        [one] Eine Person fehlt noch.
       *[other] { $missing } Personen fehlen noch.
    }
initiatives-ask-join = Es gibt einen Platz für dich. Kommst du?
initiatives-ask-queue = Alle Plätze sind vergeben. Du kannst dich anstellen: Kann jemand nicht, wird dir der Platz angeboten.
initiatives-ask-walk-in = Es läuft gerade. Wenn du auch da bist, check ein.
initiatives-ask-own-proposal-seconds = Du hast das vorgeschlagen, und { $missing ->
        [one] eine Person muss
       *[other] { $missing } Personen müssen
    } es noch unterstützen. Du hörst von mir.
initiatives-ask-own-proposal-stewards = Du hast das vorgeschlagen, und die Stewards entscheiden darüber. Du hörst von mir.
initiatives-ask-seconded = Du unterstützt das. { $missing ->
        [one] Eine Person fehlt
       *[other] { $missing } Personen fehlen
    } noch.
initiatives-ask-undecided = Die Stewards entscheiden darüber. Von dir wird noch nichts gebraucht.
initiatives-ask-organised = Du organisierst das.
initiatives-ask-in = Du bist dabei. Bis dann.
initiatives-ask-in-as = Du bist dabei, und zwar als: { $need }. Bis dann.
initiatives-ask-waiting = Du stehst als Nummer { $number } in der Warteschlange. Ich schreibe dir, wenn ein Platz frei ist.
initiatives-ask-maybe = Du hast „vielleicht“ gesagt. Kommst du?
initiatives-ask-said-no = Du hast gesagt, dass du nicht kannst. Wenn das anders ist, mach mit.
initiatives-ask-here = Du bist eingecheckt. Schön, dass du da bist.
initiatives-ask-voted = Du hast über den Termin abgestimmt. Ändern kannst du das, bis die Abstimmung endet: { $poll }.
initiatives-ask-not-for-them = Hier können sich nur { $role } anmelden.
initiatives-ask-too-late = Die Anmeldung ist vorbei.
initiatives-ask-awaited = Es ist vorbei. Noch steht aus, was daraus geworden ist.
initiatives-ask-was-there = Du warst dabei. Danke.
initiatives-ask-told = Es ist abgeschlossen. Stimmt etwas am Bericht nicht, kannst du ihn berichtigen.
initiatives-repost = Karte neu posten
initiatives-manage = Verwalten
initiatives-reposted = Die Karte von **{ $title }** ist unterwegs nach { $place }.
initiatives-card-stands = Die Karte von **{ $title }** steht: { $link }. Es wurde nichts gepostet.
initiatives-repost-where = Es gibt keinen Kanal für Initiativen mehr. Wo soll sie stehen?
initiatives-repost-choose = Wähle einen Kanal
initiatives-repost-all = Karten neu posten
initiatives-card-not-needed = **{ $title }** ist vorbei oder abgesagt und braucht keine Karte. Was läuft, zeigt /initiative liste.
initiatives-reposted-all =
    { $count ->
        [0] Alle Karten stehen. Es wurde nichts gepostet.
        [one] Eine Karte ist unterwegs nach { $place }.
       *[other] { $count } Karten sind unterwegs nach { $place }.
    }
initiatives-notice-cards-gone = Ein Kanal wurde gelöscht, und mit ihm { $count ->
        [one] die Karte einer Initiative
       *[other] die Karten von { $count } Initiativen
    }. Es gibt sie weiter, und man findet sie mit /initiative liste. Sollen die Karten im Kanal für Initiativen stehen, drücke auf den Knopf; von selbst poste ich sie nicht neu.
initiatives-notice-card-gone = Jemand hat die Karte von **{ $title }** in { $place } gelöscht. Die Initiative besteht weiter, und man findet sie mit /initiative zeigen. Soll die Karte wieder dort stehen, drücke den Knopf; von selbst poste ich sie nicht neu.

# Listen.
initiatives-list-join = Wo du mitmachen kannst
initiatives-list-join-empty = Gerade ist nichts geplant. Beginne selbst etwas mit /initiative vorschlagen.
initiatives-list-proposed = Was vorgeschlagen ist
initiatives-list-proposed-empty = Kein Vorschlag wartet auf eine Antwort.
initiatives-list-done = Was wir getan haben
initiatives-list-done-empty = Noch ist nichts abgeschlossen.
initiatives-list-none = Nichts passt dazu. Suche weniger genau, oder sieh mit /initiative liste alles.
initiatives-list-when-week = Diese Woche
initiatives-list-when-month = Diesen Monat
initiatives-list-when-no-date = Ohne Termin
initiatives-list-people = Leute gesucht
initiatives-list-value-gone = Ein Wert, den wir nicht mehr haben
initiatives-list-poll = Termin gesucht
initiatives-list-need = { $name } ({ $count })
initiatives-list-needs = 🙋 Gesucht: { $needs }
initiatives-list-open = Eine davon öffnen

initiatives-mine-title = Deine Initiativen
initiatives-mine-empty = Du organisierst gerade nichts und hast dich zu nichts angemeldet. Wo du mitmachen kannst, zeigt /initiative liste.
initiatives-mine-organise = **Du organisierst das.**
initiatives-mine-proposed = **Du hast das vorgeschlagen.**
initiatives-mine-confirmed = **Du bist dabei.**
initiatives-mine-attended = **Du bist da.**
initiatives-mine-offered = **Ein Platz ist für dich reserviert, bis { $until }.**
initiatives-mine-waiting = **Du wartest als Nummer { $number }.**
initiatives-mine-interested = **Du hast „vielleicht“ gesagt.**
initiatives-mine-absent = **Du hattest einen Platz.**
initiatives-mine-calendar = Kalender (.ics)
initiatives-mine-calendar-file = Was du organisierst und wozu du kommst, für deinen Kalender. Ändert sich ein Termin, hol dir die Datei neu.
initiatives-mine-calendar-none = Nichts, was du organisierst oder wozu du kommst, hat schon einen Termin.
