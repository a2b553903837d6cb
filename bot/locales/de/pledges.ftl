pledges-board-title = Wofür wir stehen
pledges-board-text = Reagiere mit dem Emoji eines Wertes, um dich zu ihm zu bekennen; nimm die Reaktion weg, um dein Bekenntnis zurückzuziehen. Oder drücke auf „Bekennen …“ und wähle, ohne dass es jemand sieht.
pledges-board-footer = Deine Liste siehst nur du: /bekenntnis meine
pledges-board-count =
    { $count ->
        [0] Noch hat sich niemand bekannt.
        [one] Ein Mensch hat sich bekannt.
       *[other] { $count } Menschen haben sich bekannt.
    }

pledges-board-count-present =
    { $count ->
        [0] Zu den neuen Worten hat sich noch niemand bekannt.
        [one] Ein Mensch hat sich bekannt.
       *[other] { $count } Menschen haben sich bekannt.
    }
pledges-board-count-earlier =
    { $count ->
        [one] Ein Bekenntnis gilt den früheren Worten.
       *[other] { $count } Bekenntnisse gelten früheren Worten.
    }

pledges-mine-title = Deine Bekenntnisse
pledges-mine-none = Du hast dich hier noch zu nichts bekannt. Das ist in Ordnung; wenn du möchtest, reagiere unter dem Beitrag mit unseren Werten oder wähle hier ganz für dich.
pledges-mine-since = Bekannt am { $date }
pledges-mine-earlier = Bekannt am { $date }, zu früheren Worten
pledges-mine-withdraw = Ein Bekenntnis zurückziehen …
pledges-withdrawn =
    { $count ->
        [one] Dein Bekenntnis zu { $value } ist zurückgezogen. Eine Reaktion von dir unter dem Beitrag zählt nicht mehr; um dich wieder zu bekennen, nimm sie weg und setze sie neu.
       *[other] Deine Bekenntnisse zu { $value } sind zurückgezogen. Deine Reaktionen unter dem Beitrag zählen nicht mehr; um dich wieder zu bekennen, nimm sie weg und setze sie neu.
    }
pledges-not-pledged = Ein solches Bekenntnis hast du nicht, oder es ist schon zurückgezogen. /bekenntnis meine zeigt, wozu du dich bekannt hast.
