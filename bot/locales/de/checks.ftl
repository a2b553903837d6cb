permission = { $name ->
    [add_reactions] Reaktionen hinzufügen
    [attach_files] Dateien anhängen
    [create_events] Events erstellen
    [create_private_threads] Private Threads erstellen
    [create_public_threads] Öffentliche Threads erstellen
    [embed_links] Links einbetten
    [manage_channels] Kanäle verwalten
    [manage_messages] Nachrichten verwalten
    [manage_roles] Rollen verwalten
    [manage_threads] Threads verwalten
    [mention_everyone] Alle Rollen erwähnen
    [pin_messages] Nachrichten anpinnen
    [read_message_history] Nachrichtenverlauf anzeigen
    [send_messages] Nachrichten senden
    [send_messages_in_threads] Nachrichten in Threads senden
    [send_polls] Umfragen erstellen
    [view_channel] Kanal ansehen
   *[other] { $name }
}

check-permissions = In { $channel } fehlen mir Berechtigungen: { $permissions }.
check-permissions-fix = Gib sie meiner Rolle in diesem Kanal: Kanal bearbeiten, dann Berechtigungen.
check-permission = Mir fehlt eine Berechtigung auf dem ganzen Server: { $permissions }.
check-permission-fix = Gib sie meiner Rolle: Servereinstellungen, dann Rollen.
check-channel-gone = Der Kanal „{ $channel }“ wurde gelöscht, und ich soll darin schreiben.
check-channel-unknown = Ich finde keinen Kanal „{ $channel }“, und ich soll darin schreiben.
check-channel-fix = Wähle mit `/einrichtung beginnen` einen anderen, oder lege einen mit diesem Namen an.

check-stewards-none = Niemand hat gesagt, welcher Kanal der der Stewards ist; so erfährt niemand von Problemen.
check-stewards-none-fix = Wähle einen mit `/einrichtung beginnen`.
check-stewards-public = Alle auf dem Server können den Kanal der Stewards lesen, { $channel }.
check-stewards-public-fix = Bearbeite den Kanal: Nimm @everyone „Kanal ansehen“, und gib es den Stewards und mir.
check-steward-role = Ich finde die Steward-Rolle „{ $role }“ nicht.
check-steward-role-fix = Wähle mit `/einrichtung beginnen` eine andere; wer sie hatte, ist bis dahin kein Steward.
check-intent = Discord lässt mich die Mitglieder nicht sehen: Niemand wird begrüßt, und ich merke nicht, wer geht.
check-intent-fix = Wer mich betreibt, schaltet „Server Members Intent“ auf meiner Seite im Entwicklerportal ein.
check-two-factor = Dieser Server verlangt Zwei-Faktor-Authentifizierung von allen, die moderieren.
check-two-factor-fix = Das Konto, dem ich im Entwicklerportal gehöre, braucht sie auch; sonst verweigert Discord, was ich mit Rollen und Threads tue.

check-role-unknown = Ich finde die Rolle „{ $role }“ nicht, die ich am Ende des Ankommens gebe.
check-role-fix = Lege sie wieder an, oder wähle mit `/ankommen einrichten` eine andere.
check-role-above = Ich kann **{ $role }** nicht geben: Sie steht über meiner eigenen Rolle.
check-role-above-fix = Servereinstellungen, dann Rollen: Zieh **{ $mine }** darüber.
check-role-managed = Ich kann **{ $role }** nicht geben: Sie gehört zu einem Bot, einem Abo oder einem Boost.
check-role-managed-fix = Wähle mit `/ankommen einrichten` eine andere.
check-role-everyone = @everyone haben alle schon; am Ende des Ankommens gibt es also nichts zu geben.
check-role-everyone-fix = Wähle mit `/ankommen einrichten` eine andere Rolle.
check-role-powerful = **{ $role }** darf auf andere oder den Server einwirken, und alle bekämen sie, die das Ankommen abschließen.
check-role-powerful-fix = Nimm ihr solche Berechtigungen, oder wähle mit `/ankommen einrichten` eine andere.

check-charter-empty = In der Charta stehen noch keine Werte.
check-charter-empty-fix = `/einrichtung beginnen` schlägt welche für den Anfang vor; mit `/charta ändern` schreibst du eigene.
check-value-without-post = { $count ->
    [one] Es gibt einen Wert, aber keinen Beitrag, unter dem man sich zu ihm bekennen kann.
   *[other] Es gibt { $count } Werte, aber keinen Beitrag, unter dem man sich zu ihnen bekennen kann.
}
check-value-without-post-fix = Stell sie mit `/bekenntnis aushängen` in einen Kanal.
check-reminders-none = Die Erinnerung „{ $name }“ hat keinen Kanal.
check-reminders-none-fix = Wähle mit `/einrichtung beginnen` den Kanal für Erinnerungen.
