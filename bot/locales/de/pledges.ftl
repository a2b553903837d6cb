pledges-board-title = Wofür wir stehen
pledges-board-text = Reagiere mit dem Emoji eines Wertes, um dich zu ihm zu bekennen. Nimm die Reaktion weg, um dein Bekenntnis zurückzuziehen.
pledges-board-footer = Deine Liste siehst nur du: /bekenntnis meine
pledges-board-count =
    { $count ->
        [0] Noch hat sich niemand bekannt.
        [one] Ein Mensch hat sich bekannt.
       *[other] { $count } Menschen haben sich bekannt.
    }

pledges-mine-title = Deine Bekenntnisse
pledges-mine-none = Du hast dich hier noch zu nichts bekannt. Das ist in Ordnung; wenn du möchtest, reagiere unter dem Beitrag mit unseren Werten oder wähle hier, ohne dass es jemand sieht.
pledges-mine-since = Bekannt am { $date }
pledges-mine-earlier = Bekannt am { $date }, zu früheren Worten
pledges-mine-withdraw = Ein Bekenntnis zurückziehen …
pledges-withdrawn =
    { $count ->
        [one] Dein Bekenntnis zu { $value } ist zurückgezogen. Eine Reaktion von dir unter dem Beitrag zählt nicht mehr; um dich wieder zu bekennen, nimm sie weg und setze sie neu.
       *[other] Deine Bekenntnisse zu { $value } sind zurückgezogen. Deine Reaktionen unter dem Beitrag zählen nicht mehr; um dich wieder zu bekennen, nimm sie weg und setze sie neu.
    }
pledges-not-pledged = Ein solches Bekenntnis hast du nicht, oder es ist schon zurückgezogen. /bekenntnis meine zeigt, wozu du dich bekannt hast.

pledges-no-values = Noch gibt es keine Werte, zu denen sich jemand bekennen könnte. Schreibe sie zuerst in die Konfiguration.
pledges-no-channel = Ich weiß nicht, in welchen Kanal die Werte gehören. Nenne einen: /bekenntnis aushängen kanal.
pledges-missing-permissions = In { $channel } fehlen mir diese Rechte: { $missing }. Gib sie dort meiner Rolle und rufe den Befehl noch einmal auf.
pledges-posting = Ich hänge die Werte in { $channel } aus.
pledges-renewing = Die Werte hängen schon in { $channel }; ich bringe den Beitrag auf den neuesten Stand.

pledges-notice-channel-missing = Die Werte sollen in „{ $channel }“ hängen, aber einen solchen Kanal sehe ich auf diesem Server nicht. Lege ihn an oder lass ihn mich sehen, oder nimm mit /bekenntnis aushängen einen anderen.
pledges-notice-post-gone = Der Beitrag mit unseren Werten in { $channel } ist verschwunden. Alle Bekenntnisse bleiben erhalten; mit /bekenntnis aushängen hängst du ihn wieder auf.
pledges-notice-many-vanished = In { $channel } sind { $count } Reaktionen für „{ $value }“ auf einmal verschwunden. Ich halte das für ein Versehen oder ein Aufräumen und habe die Bekenntnisse behalten; wer es so wollte, kann sie mit /bekenntnis meine zurückziehen.
pledges-notice-emoji-unknown = Discord kennt das Emoji { $emoji } von „{ $value }“ nicht, deshalb kann sich niemand durch eine Reaktion dazu bekennen. Füge es dem Server wieder hinzu oder wähle für diesen Wert ein anderes.
