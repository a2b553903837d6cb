reminders-default-text = { $promise }
reminders-default-text-question = { $question }
reminders-default-text-poll = Wie siehst du das?

reminders-looks-like = So sieht es zum Beispiel aus
reminders-poll-public = Alle können sehen, wer wofür gestimmt hat.
reminders-question-title = Eine Frage an uns alle
reminders-lived-open = Wie es aussieht
reminders-lived = So sieht es aus
reminders-not-lived = So sieht es nicht aus
reminders-initiative-open = Zur Initiative

reminders-proof-outcome-title = Was wir zuletzt dafür getan haben
reminders-proof-outcome = **{ $title }**: { $sentence } ({ $grade })
reminders-proof-initiative-title = Da kannst du mitmachen
reminders-proof-initiative = **{ $title }**, { $when }
reminders-proof-nothing-title = Was haben wir übersehen?
reminders-proof-nothing = Davon hat uns lange niemand erzählt. Wenn du es erlebt hast, erzähl den anderen davon. Mit /initiative vorschlagen beginnst du etwas, bei dem sie mitmachen können.
reminders-initiative-undated = der Termin ist noch offen
reminders-next-initiative = **{ $title }**, { $when }: { $link }
reminders-next-initiative-none = Gerade gibt es nichts zum Mitmachen; mit /initiative vorschlagen beginnst du etwas.

reminders-question-1 = Wann hast du zuletzt erlebt, dass jemand „{ $value }“ gelebt hat? Was war es?
reminders-question-2 = Was macht uns „{ $value }“ gerade schwer?
reminders-question-3 = Wo hätten wir „{ $value }“ in letzter Zeit besser leben können, und was hätte geholfen?
reminders-question-4 = Was ist eine kleine Sache, die du noch in dieser Woche für „{ $value }“ tun kannst?
reminders-question-5 = Von wem hast du etwas über „{ $value }“ gelernt, und was war es?
reminders-question-6 = Was würde jemand von „{ $value }“ merken, der heute neu zu uns kommt?

reminders-poll-1 = Wie steht es bei uns gerade um „{ $value }“?
reminders-poll-1-answer-1 = Gut: Ich erlebe es oft
reminders-poll-1-answer-2 = Ich erlebe es ab und zu
reminders-poll-1-answer-3 = Es fehlt mir
reminders-poll-1-answer-4 = Das kann ich nicht sagen
reminders-poll-2 = Was würde uns bei „{ $value }“ am meisten helfen?
reminders-poll-2-answer-1 = Mehr Zeit dafür
reminders-poll-2-answer-2 = Jemand, der anfängt
reminders-poll-2-answer-3 = Offen darüber reden
reminders-poll-2-answer-4 = Gute Beispiele
reminders-poll-3 = Was hält uns am häufigsten von „{ $value }“ ab?
reminders-poll-3-answer-1 = Zu wenig Zeit
reminders-poll-3-answer-2 = Wir denken nicht daran
reminders-poll-3-answer-3 = Wir meinen damit nicht dasselbe
reminders-poll-3-answer-4 = Nichts: Es läuft gut

reminders-text-unclosed = In Zeile { $line }, Spalte { $column } des Textes beginnt eine geschweifte Klammer, die nicht endet. Schließ sie, oder schreib {"{{"}, wenn du die Klammer selbst meinst.
reminders-text-unknown-field =
    { $meant ->
        [none] In Zeile { $line }, Spalte { $column } des Textes steht {"{"}{ $field }{"}"}, und das kann ich nicht einsetzen. Ich kenne { $known }.
       *[other] In Zeile { $line }, Spalte { $column } des Textes steht {"{"}{ $field }{"}"}, und das kann ich nicht einsetzen; vielleicht meinst du {"{"}{ $meant }{"}"}. Ich kenne { $known }.
    }

reminders-notice-shortened =
    { $owner ->
        [none] Die Erinnerung „{ $name }“ ist mit ausgefüllten Feldern länger, als Discord erlaubt; ich habe sie nach einem Wort abgeschnitten. Kürze ihren Text mit /erinnerung ändern.
       *[other] Die Erinnerung „{ $name }“ von { $owner } ist mit ausgefüllten Feldern länger, als Discord erlaubt; ich habe sie nach einem Wort abgeschnitten. Kürze ihren Text mit /erinnerung ändern.
    }
reminders-notice-no-polls = Die Erinnerung „{ $name }“ soll etwas zur Abstimmung stellen, aber in { $place } darf ich keine Umfragen posten; deshalb stelle ich eine offene Frage. Gib meiner Rolle dort das Recht „Umfragen erstellen“.
