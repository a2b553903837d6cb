privacy-title = Was ich über dich gespeichert habe: { $server }
privacy-where = Es steht in der Datenbank derer, die mich betreiben, und nur dir wird es hier gezeigt. /privacy export gibt dir alles als Datei, /privacy erase beendet es. Wenn du den Server verlässt, wird es nach 30 Tagen gelöscht.
privacy-nothing = Nichts.
privacy-nothing-anywhere = Ich habe nichts über dich gespeichert.
privacy-footer = Was du in Kanälen schreibst, lese und speichere ich nicht.
privacy-part-bot = Über unseren Kontakt: { $count }
privacy-why-bot = Deine Sprache und Zeitzone, welche Nachrichten du willst, was ich dir in den letzten 90 Tagen geschickt habe, und was du hier mit mir getan hast, als Datum und Art. Damit ich deine Sprache spreche, nicht zu oft schreibe und zählen kann, was diese Gemeinschaft tut. Ohne Ende, bis auf die 90 Tage.
privacy-part-notifications = Benachrichtigungen: { $count }
privacy-why-notifications = Was du über Nachrichten gewählt hast.
privacy-part-charter = Charta: { $count }
privacy-why-charter = Dass du als Steward die Charta veröffentlicht oder geändert hast. Damit Stewards dafür einstehen können. So lange, wie der Server mich hat.
privacy-part-pledges = Zusagen: { $count }
privacy-why-pledges = Was du wann zugesagt hast, deine nächsten Schritte, Einwände und Rollen, die mit einer Zusage kamen. Damit deine Liste stimmt und du nur gefragt wirst, was du gefragt werden willst. Bis du es löschst; eine zurückgenommene Zusage bleibt in deiner Liste.
privacy-part-initiatives = Initiativen: { $count }
privacy-why-initiatives = Was du vorgeschlagen, unterstützt, mitgemacht und mitgetragen hast, und ob du da warst. Damit Plätze frei gehalten werden und wer organisiert weiß, wer kommt. Bis du es löschst.
privacy-part-buddies = Buddys: { $count }
privacy-why-buddies = Ob du Buddy bist oder einen willst, und wem du vorgestellt wurdest. Damit niemand zweimal vorgestellt wird. Paare werden nach 30 Tagen gelöscht.
privacy-part-onboarding = Onboarding: { $count }
privacy-why-onboarding = Wie weit du im Gespräch gekommen bist und was du darin geantwortet hast. Damit du dort weitermachen kannst, wo du aufgehört hast. Bis du es löschst.
privacy-part-reminders = Erinnerungen: { $count }
privacy-why-reminders = Entwürfe von Erinnerungen, als Steward. Damit nichts Getipptes verloren geht. Ein Entwurf wird nach einigen Tagen gelöscht.
privacy-part-digest = Überblick für Stewards: { $count }
privacy-why-digest = Dass du ihn eingerichtet hast, als Steward.
privacy-part-setup = Einrichtung: { $count }
privacy-why-setup = Was du als Steward eingerichtet hast.
privacy-exported = Hier ist alles, was ich über dich gespeichert habe. Nur du siehst diese Nachricht; bewahre die Datei dort auf, wo nur du sie lesen kannst.
privacy-everywhere = alle Server
privacy-which = Welcher Server?
privacy-which-server = Aus welchem Server soll ich dich löschen?
privacy-erase-now = Jetzt löschen
privacy-erase-what =
    Das löscht alles, was ich über dich gespeichert habe: **{ $server }**. Deine Einstellungen, dein Gespräch mit mir, Zusagen, nächste Schritte, Einwände, Plätze in Initiativen und was ich dir geschickt habe. Rollen, die ich dir für eine Zusage gegeben habe, werden zurückgenommen. Es lässt sich nicht rückgängig machen.

    Was bleibt: wie oft hier etwas getan wurde, ohne Namen, und die Worte von Initiativen und Chartas, die allen gehören, ohne deinen Namen daneben. Auf Discord selbst ändert sich nichts: Deine Nachrichten und Mitgliedschaften gehören nicht mir.
privacy-erased =
    Gelöscht: { $servers }. { $count ->
        [0] Nichts ist übrig, was deins war.
        [one] Eine Handlung bleibt gezählt, ohne Namen.
       *[other] { $count } Handlungen bleiben gezählt, ohne Namen.
    }

privacy-part-privacy = Austritt: { $count }
privacy-why-privacy = Wann du gegangen bist oder dass ein Server dir gehört, der mich entfernt hat, damit 30 Tage danach alles gelöscht wird.
privacy-server-left = Ich bin nicht mehr auf **{ $server }**, deinem Server. Was ich dort gespeichert habe, wird nach dem { $until } gelöscht, außer ich werde vorher wieder eingeladen. Wenn du es mitnehmen willst, drücke bis dahin den Knopf.
privacy-take = Mitnehmen
privacy-take-not-yours = Das kann nur mitnehmen, wem der Server gehört, und nur, solange es aufbewahrt wird.
privacy-take-too-large = Das ist mehr, als Discord in einer Datei annimmt. Bitte darum, wer mich betreibt: `tenet export --guild { $guild } --to DATEI` schreibt es für dich.
privacy-taken = Hier ist alles, was ich von deinem Server gespeichert habe. Darin steht, was Mitglieder geschrieben und gewählt haben: Bewahre es dort auf, wo nur du es lesen kannst. Wer einen Bot wie mich betreibt, kann es mit `tenet import` übernehmen.
privacy-more = { $count ->
        [one] Es gibt noch einen Server; /privacy export hat alle.
       *[other] Es gibt noch { $count } Server; /privacy export hat alle.
    }
