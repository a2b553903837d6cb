# Was aus einer Initiative geworden ist.
initiatives-closing-open = Erzählen, was daraus wurde
initiatives-closing-correct = Berichtigen
initiatives-closing-title = Was aus { $title } wurde
initiatives-closing-title-again = Was aus { $title } wurde, berichtigt
initiatives-closing-begin = Noch ist nichts erzählt. Drücke auf „In Worten“ und schreib einen Satz dazu, was daraus wurde; Zahlen sind willkommen, aber kein Muss.
initiatives-closing-rebased = Inzwischen hat jemand anders erzählt, was daraus wurde. Was du geschrieben hast, ist noch da und würde es ersetzen: Sieh dir beides an, bevor du weitermachst.
initiatives-closing-differently = Was wir anders machen würden
initiatives-closing-present = Wer da war
initiatives-closing-present-unsaid = Das hat noch niemand gesagt. Solange es so bleibt, gilt niemand als anwesend und niemand als abwesend.
initiatives-closing-present-figures = { $came } von { $expected } mit einem Platz{ $others ->
        [0] .
        [one] , dazu 1 weitere Person.
       *[other] , dazu { $others } weitere.
    }
initiatives-closing-unmarked = { $count ->
        [one] 1 Person mit einem Platz ist nicht angekreuzt. Ich frage sie einmal, privat und freundlich, was dazwischenkam; ihren Namen bekommt niemand zu sehen.
       *[other] { $count } Personen mit einem Platz sind nicht angekreuzt. Ich frage jede von ihnen einmal, privat und freundlich, was dazwischenkam; ihre Namen bekommt niemand zu sehen.
    }
initiatives-closing-problems = Was noch im Weg steht
initiatives-closing-footer = Niemand sonst sieht das, bevor du abschließt.
initiatives-closing-footer-again = Niemand sonst sieht das, bevor du es speicherst. Was vorher gesagt wurde, bleibt dahinter sichtbar.
initiatives-closing-choose = Wer war da? ({ $page } von { $pages })
initiatives-closing-everybody = Alle mit einem Platz
initiatives-closing-nobody = Niemand
initiatives-closing-words = In Worten
initiatives-closing-figures = In Zahlen
initiatives-closing-tell = Damit abschließen
initiatives-closing-tell-again = Berichtigung speichern
initiatives-closing-discard = Verwerfen
initiatives-closing-discarded = Was du geschrieben hattest, ist verworfen. Sonst hat sich nichts geändert.
initiatives-closing-done = **{ $title }** ist abgeschlossen, und auf der Karte steht, was daraus wurde. Bisher ist es dein Wort: Ein zweiter Mensch aus der Organisation oder ein Steward kann es dort bestätigen. { $absent ->
        [0] Danke dir.
        [one] Eine Person, die nicht da war, wird morgen gefragt, was dazwischenkam; bis dahin kannst du es noch berichtigen.
       *[other] Die { $absent }, die nicht da waren, werden morgen gefragt, was dazwischenkam; bis dahin kannst du es noch berichtigen.
    }
initiatives-closing-corrected = Die Berichtigung von **{ $title }** ist gespeichert, und die Karte zeigt sie. Was vorher gesagt wurde, bleibt dahinter sichtbar, und es ist wieder das Wort einer einzelnen Person, bis eine zweite es bestätigt.

initiatives-closing-words-title = Was daraus wurde, in Worten
initiatives-closing-form-sentence = Was wurde daraus, in einem Satz?
initiatives-closing-form-sentence-hint = Er steht auf der Karte, für alle.
initiatives-closing-form-differently = Was würdet ihr anders machen?
initiatives-closing-form-differently-hint = Für alle, die als Nächste so etwas vorhaben. Alle können es lesen.
initiatives-closing-form-evidence = Gibt es etwas, das es zeigt?
initiatives-closing-form-evidence-hint = Ein Link mit https:// zu einer Seite oder einem Foto, oder zu einer Nachricht hier, die eins hat.
initiatives-closing-figures-title = Was daraus wurde, in Zahlen
initiatives-closing-form-people = Wie viele haben mitgemacht?
initiatives-closing-form-people-hint = Auch die, die nicht angemeldet waren. Leer heißt: so viele, wie angekreuzt sind.
initiatives-closing-form-hours = Wie viele Stunden, alle zusammen?
initiatives-closing-form-hours-hint = Zum Beispiel 42,5
initiatives-closing-form-funds = Wie viel Geld ist zusammengekommen?
initiatives-closing-form-funds-hint = Ein Betrag pro Zeile, mit Währung: 120,50 EUR
initiatives-closing-form-units = Was lässt sich sonst zählen?
initiatives-closing-form-units-hint = Eine Sache pro Zeile: 30 gepflanzte Bäume

initiatives-closing-cannot = Zu **{ $title }** gibt es nichts zu erzählen: Es wurde abgesagt, oder noch hat niemand darüber entschieden. Was du geschrieben hast, ist aufgehoben.
initiatives-closing-not-yet = **{ $title }** hat noch nicht begonnen. Komm wieder, wenn es stattgefunden hat, oder beginne es früher.
initiatives-closing-nothing-typed = Hier gibt es nichts mehr zu erzählen: Es ist schon erzählt, oder verworfen. Was gilt, steht auf der Karte von **{ $title }**.
initiatives-closing-unfinished = Etwas daran lässt sich so noch nicht erzählen. Sieh es dir noch einmal an; alles, was du geschrieben hast, ist aufgehoben.
initiatives-closing-no-sentence = Ein Satz dazu, was daraus wurde, fehlt noch. Drücke auf „In Worten“.
initiatives-closing-too-long = { $given } Zeichen sind hierfür zu viele. Kürze es auf { $longest }.
initiatives-closing-not-a-link = Was es zeigt, muss ein Link sein, der mit https:// beginnt. Kopiere ihn aus deinem Browser oder aus dem Menü einer Nachricht.
initiatives-closing-fewer-than-named = Du hast gesagt, dass { $people } mitgemacht haben, und { $named } sind als anwesend angekreuzt. Berichtige eins von beiden.

initiatives-amount-not-a-number = „{ $given }“ lässt sich nicht als Zahl mit dem, was sie zählt, lesen. Schreib sie wie 1250 oder 12,5, ohne Rechenzeichen.
initiatives-amount-below-zero = „{ $given }“ ist weniger als null. Lass es weg, oder schreib, wie viel es war.
initiatives-amount-too-much = „{ $given }“ ist mehr, als hier gemeint sein kann. Sieh nach, wie viele Nullen es hat.
initiatives-amount-too-precise = „{ $given }“ hat mehr Stellen nach dem Komma, als es geben kann; möglich sind { $digits }. Wenn du Tausender meintest, schreib die Zahl ohne Zeichen dazwischen.
initiatives-amount-not-whole = „{ $given }“ hat Stellen nach dem Komma, und bei { $currency } gibt es keine. Schreib ganze { $currency }, ohne Zeichen in der Zahl.
initiatives-amount-half-a-person = „{ $given }“ ist keine Anzahl von Menschen. Schreib eine ganze Zahl.
initiatives-amount-no-currency = Bei „{ $given }“ fehlt die Währung. Schreib ihre drei Buchstaben dahinter, wie 25 EUR.
initiatives-amount-unknown-currency = „{ $given }“ ist keine Währung, die ich sicher kenne. Schreib den Betrag mit drei Buchstaben, wie 25 USD oder 25 EUR.
initiatives-amount-no-unit = Bei „{ $given }“ fehlt, was gezählt wird. Schreib es wie 30 gepflanzte Bäume.
initiatives-amount-unit-too-long = „{ $given }“ ist zu lang. Sag in höchstens { $longest } Zeichen, was gezählt wird.
initiatives-amount-too-many = Das sind mehr als { $most } verschiedene Zahlen. Behalte die, die am meisten sagen.

initiatives-outcome-open = Mehr dazu
initiatives-outcome-none = Was aus **{ $title }** wurde, hat noch niemand erzählt. Wer es organisiert hat, wird danach gefragt.
initiatives-outcome-changed = Was aus **{ $title }** wurde, ist inzwischen neu erzählt worden. Öffne es noch einmal und sieh dir an, was jetzt gilt.
initiatives-outcome-own-word = Das hast du selbst erzählt, also muss jemand anders es bestätigen. Bitte jemanden aus der Organisation oder einen Steward.
initiatives-outcome-teller-unknown = Niemand weiß mehr, wer das erzählt hat, deshalb kann es niemand bestätigen. Berichtige es stattdessen: Dann ist es dein Wort, und jemand anders kann es bestätigen.
initiatives-outcome-who = Wer das sagt
initiatives-outcome-told-by = Erzählt von { $who } am { $when }
initiatives-outcome-confirmed-by = Bestätigt von { $who } am { $when }
initiatives-outcome-somebody = jemandem, der vergessen wurde
initiatives-outcome-before = Was vorher gesagt wurde
initiatives-outcome-version = { $number }. { $who }, { $when }: { $said }
initiatives-outcome-confirm = Das kann ich bestätigen
initiatives-outcome-confirmed = Danke. Auf der Karte steht, dass eine zweite Person es bestätigt.
initiatives-outcome-confirmed-before = Es ist schon bestätigt; geändert hat sich nichts.
initiatives-outcome-news = Das ist daraus geworden. Du bekommst das aus { $server }, weil du ein Teil davon warst.
initiatives-outcome-news-carries = Das ist daraus geworden. Du bekommst das aus { $server }, weil du es mit organisierst.

initiatives-ask-outcome = Das war in { $server } { $over } zu Ende. Was wurde daraus? Ein Satz genügt, und an ihm sehen die anderen, dass es sich gelohnt hat. Wenn es nicht stattgefunden hat, kannst du es stattdessen absagen.
initiatives-ask-outcome-again = Das war in { $server } { $over } zu Ende, und auf der Karte fehlt noch, was daraus wurde. Ein Satz genügt. Ich frage nicht noch einmal; in drei Tagen hören die Stewards, dass es niemand erzählt hat.
initiatives-notice-no-outcome = **{ $title }** ist vorbei, und niemand sagt, was daraus wurde, obwohl alle gefragt sind, die es organisiert haben und zu erreichen waren. Ihr könnt es an ihrer Stelle erzählen oder selbst bei ihnen nachfragen.

initiatives-missed-question = Du hattest hier in { $server } einen Platz und hast es, wie es scheint, nicht geschafft. Das kommt vor. Wenn du magst, sag mit einem Klick, woran es lag, damit das nächste Mal für mehr Menschen passt.
initiatives-missed-why = Deine Antwort wird nur gezählt, ohne deinen Namen. Niemandem wird gezeigt, dass du nicht da warst, und ich frage nicht noch einmal.
initiatives-missed-came-up = Mir kam etwas dazwischen
initiatives-missed-did-not-suit = Es passte nicht für mich
initiatives-missed-no-answer = Möchte ich nicht sagen
initiatives-missed-thanks = Danke dir. Das war schon alles.
initiatives-missed-settled = Diese Frage ist erledigt, oder sie ging an jemand anderen. Du musst nichts tun.
initiatives-missed-counted = Woran es bei denen lag, die nicht kommen konnten
initiatives-missed-count-came_up = Es kam etwas dazwischen: { $count }
initiatives-missed-count-did_not_suit = Es passte nicht: { $count }

initiatives-photo-posted = { $who } zeigt, was aus **{ $title }** wurde.
initiatives-photo-none = Das ist kein Foto, das ich posten kann. Schick es als PNG, JPEG, WebP oder GIF.
initiatives-photo-too-large = Das Foto ist größer als { $most } MB. Mach es kleiner, oder poste es selbst und gib den Link zu deiner Nachricht an.
initiatives-photo-lost = Discord hat mich das Foto nicht weitergeben lassen. Versuch es noch einmal, oder poste es selbst und gib den Link zu deiner Nachricht an.
initiatives-outcome-news-line = { $title }: { $sentence }
