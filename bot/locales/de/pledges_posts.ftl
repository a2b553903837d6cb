# Was Stewards über die Beiträge mit unseren Werten lesen: das Aushängen, ihr Fenster, was mit ihnen geschieht.

pledges-no-values = Noch gibt es keine Werte, zu denen sich jemand bekennen könnte. Schreib sie zuerst in die Charta: /werte hinzufügen.
pledges-no-channel = Ich weiß nicht, in welchen Kanal die Werte gehören. Nenne einen: /bekenntnis aushängen kanal.
pledges-not-in-forum = { $channel } ist ein Forum, und in ein Forum selbst kann niemand schreiben. Eröffne dort einen Post und wähle dann bei /bekenntnis aushängen diesen Post als Kanal.
pledges-thread-locked = Der Thread { $channel } ist gesperrt, deshalb könnte dort niemand auf etwas drücken. Entsperre ihn und rufe den Befehl noch einmal auf.
pledges-missing-permissions = In { $channel } fehlen mir diese Rechte: { $missing }. Gib sie dort meiner Rolle und rufe den Befehl noch einmal auf.
pledges-posting = Ich hänge die Werte in { $channel } aus.
pledges-renewing = Die Werte hängen schon in { $channel }; ich bringe den Beitrag auf den neuesten Stand.
pledges-post-unknown = Einen solchen Beitrag kenne ich auf diesem Server nicht mehr. /bekenntnis aushängen zeigt dir den eines Kanals oder hängt einen auf.

pledges-anyway-title = Manche Rollen lassen sich nicht vergeben
pledges-anyway-footer = Noch hängt nichts. Bring das in Ordnung und rufe den Befehl noch einmal auf, oder hänge die Werte jetzt aus; Bekenntnisse gelten so oder so, und die Rollen folgen, sobald sie sich vergeben lassen.
pledges-anyway = Trotzdem aushängen

pledges-layout-full = Ganz
pledges-layout-full-about = Name, Versprechen und wie viele sich bekannt haben
pledges-layout-short = Kurz
pledges-layout-short-about = Eine Zeile je Wert: Name und wie viele sich bekannt haben
pledges-layout-examples = Mit Beispielen
pledges-layout-examples-about = Name, Versprechen, woran man ihn erkennt, wie viele sich bekannt haben

pledges-panel-title = Der Beitrag mit unseren Werten
pledges-panel-waiting = Er ist auf dem Weg nach { $channel }.
pledges-panel-live = Er hängt in { $channel }: { $link }
pledges-panel-missing = Er hing in { $channel }, und jemand hat ihn gelöscht. Alle Bekenntnisse bleiben erhalten.
pledges-panel-removed = Er ist aus { $channel } abgenommen. Alle Bekenntnisse bleiben erhalten.
pledges-panel-wording = Seine Worte
pledges-panel-own-title = Titel: { $words }
pledges-panel-own-title-none = Titel: der übliche
pledges-panel-own-text = Text: { $words }
pledges-panel-own-text-none = Text: der übliche
pledges-panel-others = Reaktionen, die für keinen Wert stehen, auf dem ganzen Server
pledges-panel-others-stay = Sie bleiben stehen und bedeuten nichts.
pledges-panel-others-removed = Ich entferne sie. Die Reaktionen unserer Werte rühre ich nie an.
pledges-panel-others-missing = In diesem Kanal fehlt mir dafür das Recht „Nachrichten verwalten“, deshalb bleiben sie hier stehen.
pledges-panel-layout = Wie viel er sagt
pledges-panel-reword = Worte ändern
pledges-panel-remove-others = Andere Reaktionen entfernen
pledges-panel-let-others = Andere Reaktionen stehen lassen
pledges-panel-down = Abnehmen
pledges-panel-up = Wieder aufhängen

pledges-form-heading = Worte dieses Beitrags
pledges-form-title = Titel
pledges-form-text = Text über den Werten
pledges-form-empty = Bleibt das Feld leer, steht da, was alle unsere Beiträge sagen.

pledges-down-title = Soll der Beitrag weg?
pledges-down-text = Die Nachricht in { $channel } wird gelöscht, mit den Reaktionen darunter. Alle Bekenntnisse bleiben erhalten, und du kannst ihn wieder aufhängen.
pledges-down-now = Abnehmen
pledges-down-keep = Hängen lassen

pledges-gone-again = Wieder aufhängen
pledges-gone-leave = Dabei belassen
pledges-gone-coming = Der Beitrag mit unseren Werten in { $channel } hängt wieder oder ist auf dem Weg. Das hat { $who } entschieden.
pledges-gone-left = Der Beitrag mit unseren Werten in { $channel } bleibt abgenommen; das hat { $who } entschieden. Alle Bekenntnisse bleiben erhalten, und mit /bekenntnis aushängen hängst du ihn wieder auf, wann immer du willst.

pledges-notice-channel-missing = Die Werte sollen in „{ $channel }“ hängen, aber einen solchen Kanal sehe ich auf diesem Server nicht. Lege ihn an oder lass ihn mich sehen, oder nimm mit /bekenntnis aushängen einen anderen.
pledges-notice-post-gone = Der Beitrag mit unseren Werten in { $channel } ist verschwunden. Alle Bekenntnisse bleiben erhalten; soll ich ihn wieder aufhängen?
pledges-notice-place-gone = „{ $channel }“ gibt es nicht mehr, und damit auch den Beitrag mit unseren Werten nicht, der dort hing. Alle Bekenntnisse bleiben erhalten; mit /bekenntnis aushängen kommen die Werte in einen anderen Kanal.
pledges-notice-cleared = Jemand hat Reaktionen unter dem Beitrag mit unseren Werten in { $channel } gelöscht. Damit ist kein Bekenntnis zurückgezogen; meine eigenen Reaktionen kommen zurück, damit sich dort weiter alle bekennen können.
pledges-notice-cannot-clear = Ich soll in { $channel } Reaktionen entfernen, die für keinen Wert stehen, und habe dort das Recht „Nachrichten verwalten“ nicht. Gib es meiner Rolle oder lass andere Reaktionen stehen: Den Knopf dafür zeigt /bekenntnis aushängen.
pledges-notice-full = Unter dem Beitrag mit unseren Werten in { $channel } stehen 20 verschiedene Emojis, und mehr nimmt Discord nicht an. Deshalb fehlen dort welche von unseren Werten. Entferne ein paar, die für keinen Wert stehen, oder lass mich das tun: Den Knopf dafür zeigt /bekenntnis aushängen.
pledges-notice-emoji-unknown = Discord kennt das Emoji { $emoji } von „{ $value }“ nicht, deshalb kann sich niemand durch eine Reaktion dazu bekennen. Füge es dem Server wieder hinzu oder wähle für diesen Wert ein anderes.
