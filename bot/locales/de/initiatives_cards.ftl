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
initiatives-card-seconds = { $count } von { $needed }, die sie unterstützen.
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
initiatives-interested =
    { $count ->
        [one] 1 vielleicht
       *[other] { $count } vielleicht
    }

initiatives-card-result = Was daraus wurde
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
