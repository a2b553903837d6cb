# Initiatives among the server's events.
initiatives-event-place = Siehe Karte
initiatives-event-sign-up = Hier Interesse zu zeigen, nimmt keinen Platz. Melde dich auf der Karte an: { $card }
initiatives-event-how = Hier Interesse zu zeigen, nimmt keinen Platz. Melde dich auf der Karte an.
initiatives-event-again = Wieder bei den Events zeigen
initiatives-event-comes-back = **{ $title }** steht gleich wieder bei den Events des Servers.
initiatives-notice-event-gone = Das Event von **{ $title }** wurde in Discord gelöscht oder abgesagt. Die Initiative selbst steht noch, und die Angemeldeten wissen nichts davon. Soll sie nicht stattfinden, sag sie mit /initiative verwalten ab; soll sie es, kann ich sie wieder bei den Events zeigen.
initiatives-notice-events-full = Der Server hat 100 geplante Events, und mehr nimmt Discord nicht. Neue Initiativen haben ihre Karte, aber kein Event. Sobald Platz ist, haben spätere wieder beides.
initiatives-notice-events-denied = Ich darf hier keine Events anlegen, deshalb haben Initiativen mit Datum ihre Karte, aber kein Event. Gib meiner Rolle das Recht „Events erstellen“; für einen Sprachkanal dort auch „Kanal anzeigen“ und „Verbinden“, für eine Bühne außerdem „Kanäle verwalten“, „Mitglieder stummschalten“ und „Mitglieder verschieben“. Oder schalte Events mit /initiative einstellen ab.
initiatives-invitation = Du hast bei den Events von { $server } Interesse daran gezeigt. Das nimmt noch keinen Platz: Wer kommt, meldet sich auf der Karte an, damit klar ist, wer dabei ist, und niemand vor einem vollen Boot steht.
initiatives-invitation-why = Du bekommst das einmal, weil du Interesse gezeigt hast. Du musst nichts tun.
initiatives-notice-thread-gone = Der Thread zu **{ $title }** wurde gelöscht, und ich öffne keinen neuen. Die Initiative selbst und alle Plätze bleiben, wie sie sind.
