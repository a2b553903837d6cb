pledges-pick-button = Bekennen …
pledges-pick-again = Noch einmal wählen …
pledges-pick-title = Wozu bekennst du dich?
pledges-pick-text = Wähle die Werte, zu denen du dich bekennst. Was schon ausgewählt ist, gehört dir; nimm es aus der Auswahl, um es zurückzuziehen. Das siehst nur du.
pledges-pick-placeholder = Werte auswählen …
pledges-pick-earlier = Deins, in früheren Worten. Jetzt heißt es: { $promise }
pledges-pick-nothing = Noch gibt es hier keine Werte, zu denen sich jemand bekennen könnte.

pledges-made = Du hast dich zu { $values } bekannt.
pledges-renewed = Dein Bekenntnis zu { $values } gilt jetzt in den heutigen Worten; es tritt an die Stelle des Bekenntnisses zu den früheren.
pledges-unchanged = Zu { $values } hast du dich schon bekannt, und das gilt weiterhin. Es hat sich nichts geändert.
pledges-nothing-changed = Es hat sich nichts geändert.
pledges-withdrawn-alone =
    { $count ->
        [one] Dein Bekenntnis zu { $value } ist zurückgezogen.
       *[other] Deine Bekenntnisse zu { $value } sind zurückgezogen.
    }
pledges-reworded =
    { $count ->
        [one] Die Worte von { $values } haben sich geändert, seit du diese Liste geöffnet hast; deshalb habe ich dein Bekenntnis dazu nicht festgehalten. Lies unten die neuen Worte und wähle noch einmal, wenn du dazu stehst.
       *[other] Die Worte von { $values } haben sich geändert, seit du diese Liste geöffnet hast; deshalb habe ich deine Bekenntnisse dazu nicht festgehalten. Lies unten die neuen Worte und wähle noch einmal, wenn du dazu stehst.
    }
pledges-gone =
    { $count ->
        [one] Ein Wert, den du gewählt hast, gehört nicht mehr zu unserer Charta; zu ihm kann sich niemand mehr bekennen.
       *[other] { $count } Werte, die du gewählt hast, gehören nicht mehr zu unserer Charta; zu ihnen kann sich niemand mehr bekennen.
    }
pledges-role-comes =
    { $count ->
        [one] Dafür bekommst du die Rolle { $roles }; andere können sie sehen.
       *[other] Dafür bekommst du die Rollen { $roles }; andere können sie sehen.
    }
pledges-role-goes =
    { $count ->
        [one] Die Rolle { $roles } geht wieder, wenn du sie dafür von mir hattest.
       *[other] Die Rollen { $roles } gehen wieder, wenn du sie dafür von mir hattest.
    }
pledges-receipt-step = Wie sähe das diesen Monat bei dir aus? Wenn du magst, nimm dir einen nächsten Schritt vor; nur du siehst ihn, solange du ihn nicht teilst.
pledges-receipt-none = Zurzeit hast du dich hier zu nichts bekannt.
pledges-receipt-new-words = Dazu hast du dich nicht bekannt. Das sind die neuen Worte.

pledges-no-such-value = Einen Wert namens „{ $name }“ gibt es hier nicht. Tippe den Befehl noch einmal und nimm einen der Vorschläge.
pledges-value-resting = Dieser Wert gehört nicht mehr zu unserer Charta, du kannst dich also nicht neu zu ihm bekennen. Dein Bekenntnis bleibt aufgehoben; kehrt der Wert zurück, gilt es wieder.

pledges-mine-resting = Bekannt am { $date }; dieser Wert gehört nicht mehr zu unserer Charta
pledges-mine-stopped = Du hast mich gebeten, dir nicht ungefragt zu schreiben, also lasse ich es. Wonach ich gefragt hätte, steht hier.
pledges-mine-footer = Das siehst nur du.

pledges-summary-title = Wozu man sich hier bekennt
pledges-summary-text = Wie viele Menschen zu jedem unserer Werte stehen. Niemand wird beim Namen genannt.
pledges-summary-present =
    { $count ->
        [0] Zu den heutigen Worten hat sich noch niemand bekannt.
        [one] Ein Mensch hat sich zu den heutigen Worten bekannt.
       *[other] { $count } Menschen haben sich zu den heutigen Worten bekannt.
    }
pledges-summary-reaffirmed =
    { $count ->
        [one] Davon stand einer zuvor zu früheren Worten und hat sein Bekenntnis erneuert.
       *[other] Davon standen { $count } zuvor zu früheren Worten und haben ihr Bekenntnis erneuert.
    }
pledges-summary-earlier =
    { $count ->
        [one] Für sich gezählt: Ein Bekenntnis gilt früheren Worten.
       *[other] Für sich gezählt: { $count } Bekenntnisse gelten früheren Worten.
    }
pledges-summary-reworded = Die Worte wurden zuletzt am { $date } geändert.
pledges-show-everyone = Allen zeigen
pledges-shown-by = Gezeigt von { $name }
