# Where an initiative happens.
initiatives-manage-where = Ort …
initiatives-form-where-title = Wo findet es statt?
initiatives-form-place = Der Ort
initiatives-form-place-hint = So, wie du ihn Freunden nennst: Bootshaus am Wehr, linkes Ufer.
initiatives-form-channel = Oder ein Kanal hier zum Reden
initiatives-form-channel-hint = Sprach- und Bühnenkanäle; dorthin kommt man von überall.
initiatives-form-link = Ein Link
initiatives-form-link-hint = Zu einem Gespräch, einer Karte oder einer Seite. Er beginnt mit https://.
initiatives-bad-place = Der Ort ist länger als { $longest } Zeichen. Kürze ihn; wie man hinkommt, passt in die Beschreibung.
initiatives-bad-link = „{ $given }“ ist kein Link, den ich weitergeben kann. Er muss mit https:// beginnen und höchstens { $longest } Zeichen ohne Leerzeichen haben.
initiatives-bad-channel = Den gewählten Kanal gibt es nicht mehr, oder man kann in ihm nicht reden. Öffne das Formular noch einmal und wähle einen anderen.
initiatives-moved = Alle sehen jetzt, wo **{ $title }** stattfindet. Den Angemeldeten schreibe ich deswegen nicht; sag ihnen rechtzeitig Bescheid, wenn sie sonst am falschen Ort stünden.
initiatives-moved-nowhere = Nichts hat sich geändert: **{ $title }** findet schon dort statt.
