# Eine Regel in Worten. Was hier steht, muss bot.recurrence.read wieder lesen können.
recurrence-at = um { $time } Uhr
recurrence-daily = jeden Tag { $at }
recurrence-weekly = jeden { $days } { $at }
recurrence-weeks = alle { $weeks } Wochen am { $days } { $at }
recurrence-nth =
    am { $nth ->
        [1] ersten
        [2] zweiten
        [3] dritten
        [4] vierten
        [5] fünften
       *[last] letzten
    } { $day } jedes Monats { $at }
recurrence-last-day = am letzten Tag jedes Monats { $at }
recurrence-monthly = am { $day }. jedes Monats { $at }
recurrence-yearly =
    jedes Jahr am { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $at }
recurrence-left-out = (entfällt, wo es diesen Tag nicht gibt)
recurrence-workdaily = montags bis freitags { $at }
recurrence-and = { $first } und { $last }
recurrence-weekday =
    { $day ->
        [mon] Montag
        [tue] Dienstag
        [wed] Mittwoch
        [thu] Donnerstag
        [fri] Freitag
        [sat] Samstag
       *[sun] Sonntag
    }

recurrence-not-understood = „{ $typed }“ kann ich nicht als etwas lesen, das wiederkehrt. Schreib es zum Beispiel so: „jeden Dienstag um 18 Uhr“, „alle zwei Wochen am Samstag 14:00“ oder „am ersten Montag im Monat um 19 Uhr“.
recurrence-no-time = Das nennt die Tage, aber keine Uhrzeit. Schreib sie dazu, etwa „jeden Dienstag um 18 Uhr“.
recurrence-no-day = Das sagt nicht, an welchem Tag. Schreib ihn dazu, etwa „alle zwei Wochen am Dienstag um 18 Uhr“ oder „am 15. jedes Monats um 18 Uhr“.
recurrence-ambiguous = „{ $typed }“ könnte in Wochen oder in Monaten gezählt sein. Schreib „alle { $number } Wochen am Dienstag“ oder „am { $number }. Dienstag jedes Monats“.
recurrence-not-offered = Ich kann nach Tagen, Wochen, Monaten und Jahren wiederholen, und nur bei Wochen welche auslassen. Schreib es etwa so: „alle 3 Wochen am Dienstag um 18 Uhr“ oder „am ersten Montag im Monat um 18 Uhr“.
recurrence-too-many-weeks = Es können höchstens { $most } Wochen dazwischen liegen. Einmal im Jahr schreibst du so: „jedes Jahr am 3. März um 18 Uhr“.
recurrence-contradictory = Teile davon passen nicht zusammen. Schreib eine einzige Regel, etwa „jeden Dienstag und Donnerstag um 18 Uhr“ oder „am 15. jedes Monats um 18 Uhr“.
recurrence-no-such-day = Diesen Tag gibt es in keinem Jahr. Schau noch einmal auf das Datum und schreib es etwa so: „jedes Jahr am 28. Februar um 18 Uhr“.
recurrence-too-often = Öfter als einmal am Tag geht es nicht. Schreib es so: „jeden Tag um 9 Uhr“ oder „jeden Montag um 9 Uhr“.
