charter-title = Wofür wir stehen
charter-footer = /werte zeigen sagt, woran man jeden Wert in unserem Tun erkennt.
charter-looks-like = So sieht es aus
charter-does-not-look-like = So sieht es nicht aus

charter-none = Noch hat niemand aufgeschrieben, wofür diese Gemeinschaft steht. Ein Steward kann das mit /charta ändern mission und /werte hinzufügen tun.
charter-no-such-value = Einen Wert namens „{ $name }“ gibt es hier nicht. Tippe /werte zeigen und wähle einen der Vorschläge.
charter-value-retired = Dieser Wert gehört nicht mehr zu unserer Charta. /charta zeigen sagt, wofür wir jetzt stehen.
charter-show-everyone = Allen zeigen
charter-shown-by = Gezeigt von { $name }
