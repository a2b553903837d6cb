# Wie Initiativen auf einem Server ablaufen.
initiatives-settings-title = Wie Initiativen hier ablaufen
initiatives-settings-decide = Wer über einen Vorschlag entscheidet
initiatives-settings-decide-open = Niemand: Er ist offen, sobald er veröffentlicht ist.
initiatives-settings-decide-seconds = Die Mitglieder: Er ist offen, sobald { $count ->
        [one] ein anderes Mitglied ihn unterstützt
       *[other] { $count } andere Mitglieder ihn unterstützen
    }. Stewards können jederzeit entscheiden.
initiatives-settings-decide-stewards = Die Stewards: Sie werden in ihrem Kanal gefragt.
initiatives-settings-by-open = Sofort offen
    .about = Niemand muss zustimmen
initiatives-settings-by-seconds = Von Mitgliedern unterstützt
    .about = Einige andere müssen es wollen
initiatives-settings-by-stewards = Von Stewards bestätigt
    .about = Jemand von euch muss zustimmen
initiatives-settings-silence = Wenn niemand antwortet
initiatives-settings-silence-text = Nach { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    } steht es auf der Karte, und ihr und wer ihn gemacht hat, erfahrt es.
initiatives-settings-confirm = Wenn ein Platz angeboten wird
initiatives-settings-confirm-text = Er wird { $hours ->
        [one] eine Stunde
       *[other] { $hours } Stunden
    } freigehalten, höchstens aber die halbe Zeit bis zum Beginn, und geht dann an die nächste Person.
initiatives-settings-events = Unter den Events des Servers
initiatives-settings-events-on = Initiativen mit Termin erscheinen dort.
initiatives-settings-events-off = Initiativen erscheinen dort nicht.
initiatives-settings-threads = Threads
initiatives-settings-threads-on = Jede Initiative bekommt einen Thread zum Reden.
initiatives-settings-threads-off = Initiativen bekommen keinen Thread.
initiatives-settings-numbers = Zahlen…
initiatives-settings-numbers-title = Zahlen
initiatives-settings-turn-events-on = Als Events zeigen
initiatives-settings-turn-events-off = Nicht als Events zeigen
initiatives-settings-turn-threads-on = Threads dazu öffnen
initiatives-settings-turn-threads-off = Keine Threads dazu
initiatives-settings-opened = { $count ->
        [one] Ein Vorschlag, der gewartet hat, ist dadurch offen.
       *[other] { $count } Vorschläge, die gewartet haben, sind dadurch offen.
    }
initiatives-form-seconds = Wie viele müssen ihn unterstützen?
initiatives-form-seconds-hint = Mitglieder außer der Person, die ihn macht, von { $least } bis { $most }.
initiatives-form-silence-days = Wie viele Tage darf er warten?
initiatives-form-silence-days-hint = Von { $least } bis { $most }; dann steht auf der Karte, dass niemand geantwortet hat.
initiatives-form-confirm-hours = Wie viele Stunden ist ein Platz reserviert?
initiatives-form-confirm-hours-hint = Von { $least } bis { $most }, für die nächste Person, die zusagen muss.
initiatives-bad-number = „{ $given }“ passt dort nicht. Schreib eine ganze Zahl von { $least } bis { $most }.
