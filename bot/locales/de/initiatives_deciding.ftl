# Über Vorschläge entscheiden.
initiatives-second = Unterstützen
initiatives-unsecond = Zurücknehmen
initiatives-hear = Sag mir, was daraus wird
initiatives-hear-nothing = Schreib mir nicht dazu
initiatives-seconded = Du unterstützt **{ $title }**. { $missing ->
        [one] Noch eine Person, dann ist sie offen.
       *[other] Noch { $missing } Personen, dann ist sie offen.
    } Ich schreibe dir, wenn es entschieden ist.
initiatives-seconded-silently = Du unterstützt **{ $title }**, und ich schreibe dir nicht dazu. { $missing ->
        [one] Noch eine Person, dann ist sie offen.
       *[other] Noch { $missing } Personen, dann ist sie offen.
    }
initiatives-second-opened = Du unterstützt **{ $title }**, und mehr hat es nicht gebraucht: Sie ist offen, und auf der Karte kannst du dich anmelden.
initiatives-second-gone = Du unterstützt **{ $title }** nicht mehr. Wenn du es dir anders überlegst: Der Knopf ist noch auf der Karte.

initiatives-approve = Zustimmen
initiatives-decline = Ablehnen…
initiatives-withdraw = Zurückziehen…
initiatives-withdraw-now = Zurückziehen
initiatives-withdraw-sure = Möchtest du **{ $title }** zurückziehen? Dann steht es auf der Karte, und ich sage es allen, die sie unterstützen.
initiatives-withdrawn = **{ $title }** ist zurückgezogen. Wenn du es noch einmal versuchen willst, beginnt /initiative vorschlagen eine neue.
initiatives-form-reason-title = Einen Vorschlag ablehnen
initiatives-form-reason = Warum?
initiatives-form-reason-hint = Das liest, wer es vorgeschlagen hat, und alle auf der Karte.
initiatives-reason = Warum
initiatives-decided-open = { $who } hat **{ $title }** zugestimmt. Sie ist offen, und wer sie vorgeschlagen hat, erfährt es.
initiatives-decided-declined = { $who } hat **{ $title }** abgelehnt. Wer sie vorgeschlagen hat, erfährt es, mit der Begründung.

initiatives-decided-already = { $state ->
        [declined] **{ $title }** ist schon abgelehnt, es gibt also nichts mehr zu entscheiden.
        [cancelled] **{ $title }** wurde zurückgezogen, es gibt also nichts mehr zu entscheiden.
       *[other] **{ $title }** ist schon offen, es gibt also nichts mehr zu entscheiden.
    } /initiative zeigen sagt, wie es um sie steht.
initiatives-own-proposal = Du hast **{ $title }** selbst vorgeschlagen, und hier zählt, ob andere sie wollen. Erzähl jemandem davon.
initiatives-not-seconded-here = Auf diesem Server entscheiden die Stewards über Vorschläge, **{ $title }** braucht also keine Unterstützung. Du kannst ihnen sagen, was du davon hältst.
initiatives-bad-reason = Es braucht eine Begründung von 1 bis { $longest } Zeichen, denn wer es vorgeschlagen hat, liest sie. Drücke den Knopf noch einmal und schreib eine.
initiatives-date-passed = Der Termin von **{ $title }** ist vorbei, deshalb lässt sie sich nicht mehr öffnen. Wer sie vorgeschlagen hat, kann sie zurückziehen und mit einem anderen Termin neu vorschlagen.
initiatives-not-proposer = Nur wer **{ $title }** vorgeschlagen hat, kann sie zurückziehen. Wenn du sie unterstützt, kannst du das zurücknehmen.

initiatives-notice-proposal = { $member } schlägt **{ $title }** vor. Soll sie stattfinden? Bis jemand entscheidet, steht auf der Karte, dass ihr gefragt seid.
initiatives-notice-silent = { $days ->
        [0] **{ $title }** wurde heute für eine Zeit vorgeschlagen, die inzwischen vorbei ist, und niemand hat geantwortet.
        [one] **{ $title }** wurde gestern vorgeschlagen, und niemand hat geantwortet.
       *[other] **{ $title }** wurde vor { $days } Tagen vorgeschlagen, und niemand hat geantwortet.
    } Das steht auch auf der Karte. Ihr könnt darüber entscheiden.

initiatives-told-opened-own = Dein Vorschlag in { $server } ist offen: Auf der Karte können sich alle anmelden. Du selbst bist erst angemeldet, wenn du dort auf den Knopf drückst.
initiatives-told-opened-seconded = Was du in { $server } unterstützt hast, ist offen: Auf der Karte kannst du dich anmelden.
initiatives-told-declined-own = Dein Vorschlag in { $server } wurde abgelehnt. Du kannst ihn anders noch einmal machen.
initiatives-told-declined-seconded = Was du in { $server } unterstützt hast, wurde abgelehnt.
initiatives-told-withdrawn-seconded = Was du in { $server } unterstützt hast, wurde von der Person zurückgezogen, die es vorgeschlagen hatte.
initiatives-told-silent-own = In { $server } hat noch niemand auf deinen Vorschlag geantwortet. Das steht auf der Karte, und die Stewards erfahren es noch einmal. Du kannst mit ihnen reden, warten oder ihn zurückziehen.
initiatives-told-cancelled-own = Deine Initiative in { $server } wurde abgesagt.
initiatives-told-cancelled-seconded = Was du in { $server } unterstützt hast, wurde abgesagt.
initiatives-told-why-own = Du bekommst das, weil du es vorgeschlagen hast.
initiatives-told-why-seconded = Du bekommst das, weil du es unterstützt hast und es wissen wolltest.

initiatives-card-places = Plätze
initiatives-card-seats =
    { $count ->
        [one] { $count } Platz
       *[other] { $count } Plätze
    }
