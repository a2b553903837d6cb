charter-title = Wofür wir stehen
charter-footer = /werte zeigen sagt, woran man jeden Wert in unserem Tun erkennt.
charter-looks-like = So sieht es aus
charter-does-not-look-like = So sieht es nicht aus

charter-none = Noch hat niemand aufgeschrieben, wofür diese Gemeinschaft steht. Ein Steward kann das in der Konfiguration tun.
charter-no-such-value = Einen Wert namens „{ $name }“ gibt es hier nicht. Tippe /werte zeigen und wähle einen der Vorschläge.
charter-too-few-behaviours =
    „{ $name }“ hat { $count ->
        [0] kein Verhalten
        [one] nur ein Verhalten
       *[other] nur { $count } Verhaltensweisen
    }, das andere sehen könnten. Nenne mindestens { $fewest }, damit alle wissen, wie dieser Wert gelebt aussieht.
charter-too-many-values = Eine Charta fasst höchstens { $most } Werte: mehr behält niemand im Kopf. Nimm einen heraus, bevor du einen neuen aufnimmst.
charter-emoji-taken = { $emoji } steht schon für „{ $name }“. Wähle ein anderes Emoji, damit man beide unterscheiden kann.
charter-name-taken = Einen Wert namens „{ $name }“ gibt es schon. Wähle einen anderen Namen.
