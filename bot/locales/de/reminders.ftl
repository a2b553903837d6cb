reminders-rule = { $rule } ({ $zone })

reminders-cannot-write = Dort darf ich noch nicht schreiben
reminders-cannot-write-how = Mir fehlen diese Rechte: { $missing }. Gib sie meiner Rolle, bevor sie zum ersten Mal kommt.
reminders-list-title = Erinnerungen
reminders-list-empty = Es gibt noch keine. /erinnerung hinzufügen legt eine an.
reminders-next-run = nächstes Mal { $moment }
reminders-is-paused = pausiert
reminders-paused = **{ $name }** macht Pause. Mit /erinnerung fortsetzen kommt sie wieder.
reminders-resumed = **{ $name }** kommt das nächste Mal { $moment }.
reminders-removed = **{ $name }** ist gelöscht und kommt nicht mehr. Was sie gepostet hat, bleibt stehen.

reminders-bad-name = Eine Erinnerung braucht einen Namen von 1 bis { $longest } Zeichen. Gib ihr einen anderen.
reminders-name-taken = Eine Erinnerung namens „{ $name }“ gibt es schon. Wähle einen anderen Namen.
reminders-too-many = Es gibt schon { $most } Erinnerungen, und mehr liest niemand. Lösche eine, bevor du eine neue anlegst.
reminders-no-such = Eine Erinnerung namens „{ $name }“ gibt es nicht. Tippe den Befehl noch einmal und wähle einen der Vorschläge.
reminders-no-channel = Noch hat niemand gesagt, wo Erinnerungen erscheinen. Wähle unter „Wo und für wen…“ einen Kanal.

reminders-notice-no-channel = Die Erinnerung „{ $name }“ war fällig, aber ich finde ihren Kanal { $place } nicht. Lege ihn wieder an, oder lösche die Erinnerung und lege sie in einem anderen Kanal neu an.
reminders-notice-no-values = Die Erinnerung „{ $name }“ war fällig, aber die Charta enthält keine Werte. Nimm einen auf, oder lass die Erinnerung pausieren.
