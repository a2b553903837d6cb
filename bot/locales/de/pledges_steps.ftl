pledges-step-title = Dein nächster Schritt
pledges-step-form-title = Nächster Schritt: { $value }
pledges-step-form-words = Wie sähe das diesen Monat bei dir aus?
pledges-step-form-words-hint = Etwas Kleines genügt. Nur du siehst es, solange du es nicht teilst.
pledges-step-form-day = Bis wann?
pledges-step-form-day-hint = Ich frage dich einmal, privat, am Abend dieses Tages.
pledges-step-date = EEEE, d. MMMM
pledges-step-day-week = In einer Woche
pledges-step-day-two-weeks = In zwei Wochen
pledges-step-day-month-end = Am Ende des Monats
pledges-step-day-month = In einem Monat
pledges-step-day-three-months = In drei Monaten
pledges-step-day-kept = Wie bisher
pledges-step-day-none = Ohne Tag
pledges-step-day-none-hint = Dann frage ich nicht nach.

pledges-step-kept = Gespeichert. Nur du siehst das.
pledges-step-by = Bis { $day }. An dem Abend frage ich dich einmal.
pledges-step-was-by = Vorgenommen hattest du es dir bis { $day }.
pledges-step-no-day = Ohne Tag; ich frage nicht nach.
pledges-step-line = Nächster Schritt: { $words }
pledges-step-line-by = Nächster Schritt, bis { $day }: { $words }
pledges-step-line-was-by = Nächster Schritt, vorgenommen bis { $day }: { $words }
pledges-step-shown-in = Zu sehen in { $channel }.

pledges-step-open = Nächster Schritt …
pledges-step-choose = Einen nächsten Schritt nennen oder ändern …
pledges-step-look = Einen nächsten Schritt ansehen …
pledges-step-change = Ändern …
pledges-step-done-button = Geschafft
pledges-step-not-yet-button = Noch nicht
pledges-step-let-go-button = Loslassen
pledges-step-another = Einen weiteren Schritt nennen
pledges-step-share-button = Hier teilen
pledges-step-take-back-button = Zurücknehmen
pledges-step-numbered = { $number } · { $label }

pledges-step-question-title = Wie ist es gegangen?
pledges-step-question =
    { $count ->
        [one] Auf **{ $server }** wolltest du, dass ich danach frage:
       *[other] Auf **{ $server }** wolltest du, dass ich danach frage:
    }
pledges-step-done = Geschafft, wie schön! So sieht { $value } aus.
pledges-step-done-plain = Geschafft, wie schön!
pledges-step-let-go = Losgelassen, und das ist in Ordnung. Dein Bekenntnis bleibt, wie es ist.
pledges-step-which-day = „Noch nicht“ ist auch eine Antwort. Welcher Tag passt dir?
pledges-step-which-day-numbered = „Noch nicht“ ist auch eine Antwort. Welcher Tag passt dir für Nummer { $number }?
pledges-step-which-day-placeholder = Frag mich wieder …
pledges-step-moved = Am { $day }, frage ich dich abends noch einmal.
pledges-step-moved-no-day = Ich frage nicht mehr nach. Deinen Schritt findest du unter /bekenntnis meine.
pledges-step-sharing = Geteilt in { $channel }: deine Worte und der Wert, nicht der Tag. Niemand wird angepingt.
pledges-step-taken-back = Zurückgenommen. Die Nachricht im Kanal verschwindet; deinen Schritt siehst jetzt nur noch du.
pledges-step-not-shared = Er ist nirgends mehr zu sehen.

pledges-step-shared = { $member } hat sich etwas vorgenommen, zu { $value }:
pledges-step-shared-done = { $member } ist einen Schritt gegangen, zu { $value }:

pledges-step-no-pledge = Ein nächster Schritt gehört zu einem Bekenntnis, und zu diesem Wert hast du keins. Bekenne dich zuerst zu ihm, mit /bekenntnis ablegen oder unter dem Beitrag mit unseren Werten.
pledges-step-none = Einen solchen Schritt hast du nicht. /bekenntnis meine zeigt, welche du hast.
pledges-step-settled = Dieser Schritt ist schon abgeschlossen. Einen weiteren kannst du mit /bekenntnis nächster-schritt nennen.
pledges-step-empty = Darin war nichts zu lesen, darum ist nichts gespeichert. Schreibe in ein paar Worten, was du tun möchtest.
pledges-step-too-long = Das waren { $length } Zeichen, und ein nächster Schritt hat höchstens { $longest }. Noch ist nichts gespeichert; sag es etwas kürzer.
pledges-step-no-such-day = Dieser Tag ist vorbei oder mehr als ein Jahr entfernt. Es hat sich nichts geändert; wähle einen anderen.
pledges-step-shared-already = Er ist schon in { $channel } zu sehen. Nimm ihn erst dort zurück, dann kannst du ihn hier teilen.
pledges-step-share-not-me = Mir fehlen hier diese Rechte: { $missing }. Öffne /bekenntnis meine in einem anderen Kanal und teile ihn dort, oder bitte einen Steward, sie mir zu geben.
