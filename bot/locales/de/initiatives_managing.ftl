# Was die sehen und tun können, die eine Initiative tragen.
initiatives-manage-footer = Das siehst nur du. Die Karte zeigt, was du änderst.
initiatives-manage-surplus =
    { $count ->
        [one] ⚠️ 1 Person mehr, als es Plätze gibt. Niemand wird weggeschickt: Sprich mit ihnen, oder schaff einen Platz mehr.
       *[other] ⚠️ { $count } Personen mehr, als es Plätze gibt. Niemand wird weggeschickt: Sprich mit ihnen, oder schaff mehr Plätze.
    }
initiatives-manage-asked = ✉️ Gefragt, ob sie mitorganisieren: { $who }
initiatives-manage-code = 🔤 Code zum Einchecken: **{ $code }**
initiatives-manage-places = Plätze…
initiatives-manage-cancel = Absagen…
initiatives-form-places-title = Wie viele können kommen?
initiatives-form-cancel-title = Initiative absagen
initiatives-form-cancel-reason = Warum findet sie nicht statt?
initiatives-form-cancel-reason-hint = Das lesen alle, die angemeldet sind, warten oder vielleicht kommen.
