reminders-folded = { $what } · { $day }
reminders-on-its-way = Du hast diesen Beitrag eben erst angefordert, und er ist unterwegs. Warte, bis er da ist, bevor du noch einen anforderst.
reminders-run-now = **{ $name }** ist unterwegs nach { $place }. An ihrem nächsten Mal ändert das nichts.
reminders-run-now-refused = Ich kann **{ $name }** nicht posten: Dort, wo sie hingehört, fehlen mir diese Rechte: { $missing }. Gib sie mir dort, oder wähle mit /erinnerung ändern einen anderen Kanal.
reminders-no-values = Die Charta enthält keine Werte. Nimm mit /werte hinzufügen einen auf, und versuch es dann noch einmal.

reminders-slowed =
    { $moment ->
        [none] In **{ $server }** hat auf die letzten drei Beiträge deiner Erinnerung **{ $name }** niemand geantwortet: keine Reaktion, keine Stimme, kein Klick, kein Wort im Thread. Ab jetzt kommt sie halb so oft.
       *[other] In **{ $server }** hat auf die letzten drei Beiträge deiner Erinnerung **{ $name }** niemand geantwortet: keine Reaktion, keine Stimme, kein Klick, kein Wort im Thread. Ab jetzt kommt sie halb so oft, das nächste Mal { $moment }.
    }
    Ein Spruch, den niemand liest, nutzt einen Wert ab. Andere Worte oder eine eigene Frage helfen vielleicht; ist sie gut, wie sie ist, genügt ein Klick, und sie kommt wieder wie gewohnt.
reminders-normal-button = Wieder wie gewohnt
reminders-rewrite-button = Neu formulieren…
reminders-rewrite-title = Andere Worte für die Erinnerung
reminders-rewrite-field = Text über dem Wert
reminders-rewrite-empty = Lass das Feld leer, dann steht dort der übliche Text.
reminders-back-to-normal =
    { $moment ->
        [none] **{ $name }** kommt wieder so oft, wie es ihre Regel sagt.
       *[other] **{ $name }** kommt wieder so oft, wie es ihre Regel sagt, das nächste Mal { $moment }.
    }
reminders-rewritten =
    { $moment ->
        [none] **{ $name }** hat neue Worte und kommt so oft, wie es ihre Regel sagt.
       *[other] **{ $name }** hat neue Worte und kommt so oft, wie es ihre Regel sagt, das nächste Mal { $moment }.
    }

reminders-notice-ignored = Auf die letzten drei Beiträge der Erinnerung „{ $name }“ hat niemand geantwortet, deshalb kommt sie jetzt halb so oft. Gib ihr andere Worte, oder lass sie wieder wie gewohnt kommen.
reminders-notice-full = Die Erinnerung „{ $name }“ war fällig, aber { $place } hatte innerhalb einer Woche schon { $most } automatische Beiträge, und mehr poste ich dort nicht. Lass einige davon seltener kommen, oder gib der Erinnerung einen anderen Kanal.
reminders-notice-no-role = Die Rolle, die die Erinnerung „{ $name }“ anpingen soll, gibt es nicht mehr; sie ist ohne Ping erschienen. Wähle eine andere Rolle für sie, oder keine.
reminders-notice-no-ping = Die Erinnerung „{ $name }“ soll { $role } anpingen, aber das darf ich nicht. Erlaube in den Einstellungen der Rolle allen, sie zu erwähnen, oder gib meiner Rolle das Recht „@everyone, @here und alle Rollen erwähnen“.
