# Erinnerungen an Initiativen, und Dateien für Kalender.
initiatives-remind = Erinnere mich
initiatives-remind-not = Nicht erinnern
initiatives-calendar = Kalenderdatei
initiatives-reminds = Ich erinnere dich hier privat an **{ $title }**, zum ersten Mal { $first }; einen Tag und eine Stunde vor dem Beginn, sonst nicht. Wird es verlegt, wandern die Erinnerungen mit.
initiatives-reminds-soon = **{ $title }** beginnt in weniger als einer Stunde, da gibt es nichts mehr zu erinnern. Wird es auf später verlegt, erinnere ich dich einen Tag und eine Stunde vorher.
initiatives-reminds-undated = **{ $title }** hat noch kein Datum. Sobald es eines hat, erinnere ich dich einen Tag und eine Stunde vor dem Beginn.
initiatives-reminds-not = Ich erinnere dich nicht an **{ $title }**. Dein Platz bleibt dir.
initiatives-remind-not-in = Du hast keinen Platz bei **{ $title }**, oder es hat schon begonnen oder ist vorbei; deshalb gibt es nichts zu erinnern. Melde dich auf der Karte an, wenn sie noch offen ist.
initiatives-reminder = Es beginnt { $when }, und du hast dafür einen Platz auf { $server }.
initiatives-reminder-why = Du wolltest erinnert werden. Wenn du nicht kommen kannst, sag es mit dem Knopf: Dein Platz geht an die Nächsten in der Reihe.
initiatives-calendar-file = Öffne die Datei, dann übernimmt sie dein Kalender. Ändert sich das Datum später, drücke den Knopf noch einmal: Eine neuere Datei ändert denselben Eintrag.
initiatives-calendar-undated = Es gibt noch kein Datum, das ein Kalender zeigen könnte. Sobald es eines gibt, bekommst du mit dem Knopf eine Datei.
