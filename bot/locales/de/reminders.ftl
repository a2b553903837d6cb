reminders-rule = jeden { $weekday } um { $time } Uhr ({ $zone })
reminders-weekday-monday = Montag
reminders-weekday-tuesday = Dienstag
reminders-weekday-wednesday = Mittwoch
reminders-weekday-thursday = Donnerstag
reminders-weekday-friday = Freitag
reminders-weekday-saturday = Samstag
reminders-weekday-sunday = Sonntag

reminders-added = Sie kommt { $rule }, in { $place }.
reminders-next-runs = Die nächsten Male, auf deiner eigenen Uhr
reminders-cannot-write = Dort darf ich noch nicht schreiben
reminders-cannot-write-how = Mir fehlen diese Rechte: { $missing }. Gib sie meiner Rolle, bevor sie zum ersten Mal kommt.
reminders-list-title = Erinnerungen
reminders-list-empty = Es gibt noch keine. /erinnerung hinzufügen legt eine an.
reminders-next-run = nächstes Mal { $moment }
reminders-is-paused = pausiert
reminders-of-the-week = ein Wert nach dem anderen
reminders-paused = **{ $name }** macht Pause. Mit /erinnerung fortsetzen kommt sie wieder.
reminders-resumed = **{ $name }** kommt das nächste Mal { $moment }.
reminders-removed = **{ $name }** ist gelöscht und kommt nicht mehr. Was sie gepostet hat, bleibt stehen.

reminders-bad-time = „{ $given }“ ist keine Uhrzeit. Schreib Stunden und Minuten, zum Beispiel 09:00 oder 18:30.
reminders-bad-name = Eine Erinnerung braucht einen Namen von 1 bis { $longest } Zeichen. Gib ihr einen anderen.
reminders-name-taken = Eine Erinnerung namens „{ $name }“ gibt es schon. Wähle einen anderen Namen.
reminders-too-many = Es gibt schon { $most } Erinnerungen, und mehr liest niemand. Lösche eine, bevor du eine neue anlegst.
reminders-no-such = Eine Erinnerung namens „{ $name }“ gibt es nicht. Tippe den Befehl noch einmal und wähle einen der Vorschläge.
reminders-no-channel = Noch hat niemand gesagt, wo Erinnerungen erscheinen. Wähle mit der Option „kanal“ einen Kanal.

reminders-notice-no-channel = Die Erinnerung „{ $name }“ war fällig, aber ich finde ihren Kanal { $place } nicht. Lege ihn wieder an, oder lösche die Erinnerung und lege sie in einem anderen Kanal neu an.
reminders-notice-no-values = Die Erinnerung „{ $name }“ war fällig, aber die Charta enthält keine Werte. Nimm einen auf, oder lass die Erinnerung pausieren.
