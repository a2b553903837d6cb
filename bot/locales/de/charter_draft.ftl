# Was Stewards lesen, während sie die nächste Charta schreiben, und was alle von früheren lesen.

charter-part-mission = Mission
charter-part-name = Name
charter-part-emoji = Emoji
charter-part-promise = Versprechen

charter-form-mission = Unsere Mission
charter-form-mission-hint = Wofür es diese Gemeinschaft gibt, in höchstens { $most } Zeichen.
charter-form-new = Ein neuer Wert
charter-form-value = Ein Wert
charter-form-name-hint = Ein, zwei Wörter, höchstens 100 Zeichen.
charter-form-emoji-hint = Eines, das kein anderer Wert hat, zum Beispiel 🌱. Damit bekennt man sich zu ihm.
charter-form-promise-hint = Ein Satz, höchstens 200 Zeichen: was wir einander versprechen.
charter-form-looks-like-hint = Was man Menschen tun sieht: 2 bis 5 Zeilen, ein Verhalten je Zeile.
charter-form-does-not-look-like-hint = Was man sieht, wenn er fehlt: 1 bis 5 Zeilen, eines je Zeile.
charter-form-summary = Was ist neu?
charter-form-summary-hint = Alle können es in /charta verlauf lesen.

charter-note-kept = Es steht im Entwurf. Mitglieder sehen nichts davon, bevor du veröffentlichst.
charter-note-same = Das steht schon so im Entwurf, es hat sich also nichts geändert.
charter-note-outdated = Der Entwurf, aus dem du dieses Formular geöffnet hattest, wurde inzwischen veröffentlicht oder verworfen. Was du geschrieben hast, steht in einem neuen Entwurf; sieh es dir noch einmal an.
charter-note-returned = Dieser Wert war inzwischen herausgenommen worden. Weil du an ihm weitergeschrieben hast, ist er wieder da, am Ende.
charter-note-crossed = Während du geschrieben hast, hat jemand anderes denselben Teil geändert. Jetzt steht deine Fassung im Entwurf; „Rückgängig“ bringt die andere zurück:
charter-note-not-lost = Nichts von dem, was du geschrieben hast, ist verloren; kopiere es von hier:
charter-note-summary = Deine Zusammenfassung war: { $summary }
charter-retired = Er ist aus dem Entwurf genommen. Mitglieder sehen ihn, bis du veröffentlichst; dann kann sich niemand mehr zu ihm bekennen, und die Bekenntnisse zu ihm ruhen.
charter-undone = Rückgängig gemacht. Der Entwurf ist wieder wie zuvor.
charter-redone = Wiederhergestellt. Es steht wieder im Entwurf.
charter-cannot-undo = Das lässt sich nicht mehr rückgängig machen: Derselbe Teil wurde noch einmal geändert, oder den Entwurf gibt es nicht mehr. Hier siehst du, was jetzt darin steht.
charter-no-such-entry = Dieser Wert steht nicht mehr im Entwurf. /charta änderungen zeigt, was jetzt darin steht.
charter-draft-moved = Der Entwurf hat sich geändert, seit du ihn angesehen hast. Hier siehst du, was jetzt darin steht.
charter-no-draft = Es gibt keinen Entwurf mehr: Er wurde veröffentlicht oder verworfen. Das hier sind die Fassungen.
charter-too-many-values = Eine Charta fasst höchstens { $most } Werte: Mehr behält niemand im Kopf, und Discord setzt höchstens 20 Reaktionen unter einen Post. Nimm einen heraus, bevor du einen neuen aufnimmst.

charter-edit-again = Weiter bearbeiten
charter-undo = Rückgängig
charter-redo = Wiederherstellen
charter-see-changes = Alle Änderungen ansehen
charter-publish = Veröffentlichen …
charter-discard = Entwurf verwerfen
charter-back = Zurück
charter-further = Weiter
charter-page = Seite { $page } von { $pages }
charter-no-name = (noch ohne Namen)
charter-missing = Das fehlt noch
charter-mend = Wähle, was du ergänzen möchtest

charter-diff-title = Was Fassung { $version } ändern würde
charter-diff-added = Neu:
charter-diff-reworded = Neu gefasst:
charter-diff-remarked = Anderes Emoji:
charter-diff-retired = Herausgenommen:
charter-diff-order = Die Reihenfolge der Werte, die bleiben
charter-diff-same-lines =
    { $count ->
        [one] { $count } Zeile bleibt, wie sie ist
       *[other] { $count } Zeilen bleiben, wie sie sind
    }
charter-count-added =
    { $count ->
        [one] { $count } neuer Wert
       *[other] { $count } neue Werte
    }
charter-count-reworded =
    { $count ->
        [one] { $count } Wert neu gefasst
       *[other] { $count } Werte neu gefasst
    }
charter-count-remarked =
    { $count ->
        [one] { $count } anderes Emoji
       *[other] { $count } andere Emojis
    }
charter-count-retired =
    { $count ->
        [one] { $count } Wert herausgenommen
       *[other] { $count } Werte herausgenommen
    }
charter-count-order = andere Reihenfolge
charter-nothing-changed = Im Entwurf steht, was schon gilt; es gibt also nichts zu veröffentlichen. Ändere etwas mit /charta ändern mission oder /werte ändern.

charter-order-title = Die Reihenfolge unserer Werte
charter-order-hint = Wähle einen Wert und verschiebe ihn. In dieser Reihenfolge stehen sie in der Charta, im Aushang und beim Ankommen.
charter-order-choose = Welchen Wert möchtest du verschieben?
charter-order-first = Ganz nach oben
charter-order-up = Nach oben
charter-order-down = Nach unten
charter-order-last = Ans Ende

charter-not-ready =
    { $count ->
        [one] Eine Sache fehlt noch.
       *[other] { $count } Dinge fehlen noch.
    } Ergänze den Entwurf mit /werte ändern und veröffentliche ihn dann.
charter-not-ready-title = Dieser Entwurf kann noch nicht veröffentlicht werden
charter-problems-more = … und { $count } weitere. /charta änderungen zeigt alle.
charter-problem-no-mission = Es gibt noch keine Mission. Schreib eine mit /charta ändern mission.
charter-problem-mission-long = Die Mission hat { $length } Zeichen und darf { $longest } haben. Kürze sie.
charter-problem-no-values = Es gibt noch keinen Wert. Schreib einen mit /werte hinzufügen.
charter-problem-too-many-values = Es sind { $count } Werte, und eine Charta fasst höchstens { $most }. Nimm welche heraus.
charter-problem-no-name = Der Name fehlt.
charter-problem-name-long = Der Name hat { $count } Zeichen und darf { $most } haben. Kürze ihn.
charter-problem-name-taken = Auch ein anderer Wert heißt „{ $name }“. Wähle einen anderen Namen.
charter-problem-no-emoji = Das Emoji fehlt.
charter-problem-bad-emoji = „{ $given }“ ist kein einzelnes Emoji. Wähle eines, oder eines von diesem Server als <:name:id>.
charter-problem-emoji-taken = { $emoji } steht auch für „{ $name }“. Wähle ein anderes Emoji, damit man beide unterscheiden kann.
charter-problem-emoji-used = { $emoji } stand früher für „{ $name }“, und Reaktionen damit können noch unter Posts stehen. Wähle ein anderes Emoji, damit es nicht so aussieht, als hätte sich schon jemand zu diesem Wert bekannt.
charter-problem-emoji-foreign = Das Emoji „{ $emoji }“ gehört nicht diesem Server, vielleicht geht es hier also nicht. Wähle eines von diesem Server oder eines, das alle haben.
charter-problem-no-promise = Das Versprechen fehlt.
charter-problem-promise-long = Das Versprechen hat { $count } Zeichen und darf { $most } haben. Kürze es.
charter-problem-few-behaviours =
    „So sieht es aus“ hat { $count ->
        [0] keine Zeile
        [one] nur eine Zeile
       *[other] nur { $count } Zeilen
    }. Nenne mindestens { $fewest } Verhaltensweisen, die man sehen kann.
charter-problem-many-behaviours = „So sieht es aus“ hat { $count } Zeilen und darf { $most } haben. Lass welche weg.
charter-problem-no-counter-example = „So sieht es nicht aus“ hat keine Zeile. Nenne mindestens { $fewest }.
charter-problem-many-counter-examples = „So sieht es nicht aus“ hat { $count } Zeilen und darf { $most } haben. Lass welche weg.
charter-problem-line-long = Zeile { $number } hat { $count } Zeichen und darf { $most } haben. Kürze sie.

charter-confirm-title = Fassung { $version } veröffentlichen
charter-confirm-changes = Was sich ändert
charter-confirm-affected = Wen es betrifft
charter-confirm-nobody = Niemand muss etwas tun.
charter-confirm = Fassung { $version } veröffentlichen
charter-change-summary = Zusammenfassung ändern
charter-published = Fassung { $version } gilt jetzt. /charta verlauf bewahrt, was vorher war.

charter-discard-title = Den ganzen Entwurf verwerfen?
charter-discard-text =
    Weg wäre dann: { $changes }.
    Die Charta, die gilt, bleibt, wie sie ist.
charter-discard-confirm = Ja, verwerfen
charter-discard-keep = Behalten
charter-discarded = Der Entwurf ist weg. Die Charta gilt weiter, wie sie war.

charter-history-title = Alle Fassungen unserer Charta
charter-history-version = Fassung { $version }
charter-history-by = { $date }, veröffentlicht von { $who }
charter-history-from-config = Aus der Konfiguration übernommen.
charter-history-choose = Wähle eine Fassung, um sie zu lesen
charter-history-compared = Was sie geändert hat
charter-history-as-it-was = Wie sie war
charter-history-list = Alle Fassungen
charter-no-such-version = Eine Fassung { $version } dieser Charta gibt es nicht. /charta verlauf zählt auf, welche es gibt.

pledges-affected-reworded =
    { $count ->
        [one] { $count } Mitglied wird gefragt, ob sein Bekenntnis auch in den neuen Worten gilt.
       *[other] { $count } Mitglieder werden gefragt, ob ihr Bekenntnis auch in den neuen Worten gilt.
    }
pledges-affected-retired =
    { $count ->
        [one] { $count } Bekenntnis zu einem Wert, der herausgenommen wird, ruht dann.
       *[other] { $count } Bekenntnisse zu Werten, die herausgenommen werden, ruhen dann.
    }
initiatives-affected-reworded =
    { $count ->
        [one] { $count } offene Initiative dient einem Wert, der neu gefasst wird.
       *[other] { $count } offene Initiativen dienen Werten, die neu gefasst werden.
    }
initiatives-affected-retired =
    { $count ->
        [one] { $count } offene Initiative dient dann keinem Wert mehr.
       *[other] { $count } offene Initiativen dienen dann keinem Wert mehr.
    }
reminders-affected-reworded =
    { $count ->
        [one] { $count } Erinnerung postet dann die neuen Worte.
       *[other] { $count } Erinnerungen posten dann die neuen Worte.
    }
reminders-affected-retired =
    { $count ->
        [one] { $count } Erinnerung verliert ihren eigenen Wert und postet die anderen reihum.
       *[other] { $count } Erinnerungen verlieren ihren eigenen Wert und posten die anderen reihum.
    }
