buddies-want = Ich hätte gern einen Buddy
buddies-want-what = Ein Buddy ist jemand von hier, der angeboten hat, für Neue da zu sein. Wenn du auf **{ buddies-want }** drückst, mache ich euch in einem privaten Thread miteinander bekannt und nenne dort einen Wert, der euch beiden wichtig ist.
buddies-withdraw = Ich brauche keinen mehr
buddies-another = Ich hätte gern jemand anderen

buddies-offered = Danke. Von nun an mache ich dich innerhalb von sieben Tagen mit { $count ->
        [one] höchstens { $count } Neuen
       *[other] bis zu { $count } Neuen
    } bekannt.
buddies-offered-still = Notiert: innerhalb von sieben Tagen { $count ->
        [one] höchstens { $count } neues Mitglied
       *[other] bis zu { $count } neue Mitglieder
    }.
buddies-offered-how = Bekannt gemacht wird nur, wer sich einen Buddy wünscht. { $channel ->
        [none] Dafür öffne ich jedes Mal einen privaten Thread mit euch beiden.
       *[other] Dafür öffne ich jedes Mal einen privaten Thread unter { $channel }, mit euch beiden darin.
    } Wenn du für einen Wert einstehst, den die andere Person gewählt hat, nenne ich ihn dort.
buddies-offered-who = Sonst erfährt niemand, dass du das anbietest, und nichts davon wird öffentlich gezählt oder verglichen. Mit /buddy weg machst du eine Pause, mit /buddy aus hörst du auf.
buddies-stopped = Ich mache dich mit niemandem mehr bekannt. Threads, die ihr schon teilt, bleiben, wie sie sind. Mit /buddy an fängst du wieder an.
buddies-stopped-already = Du bietest dich im Moment nicht als Buddy an, also ändert sich nichts. Mit /buddy an fängst du an.
buddies-away = Bis { $moment } mache ich dich mit niemandem bekannt; danach geht es von selbst weiter. Bist du früher zurück, tippe /buddy an.

buddies-title = Buddys
buddies-offer-title = Was du anbietest
buddies-offer-on = Innerhalb von sieben Tagen { $count ->
        [one] höchstens { $count } neues Mitglied
       *[other] bis zu { $count } neue Mitglieder
    }. Mit /buddy weg machst du eine Pause, mit /buddy aus hörst du auf.
buddies-offer-off = Du bietest dich nicht als Buddy an. Wenn du für Neue da sein möchtest, tippe /buddy an.
buddies-introduced-title = Neue, mit denen ich dich in den letzten 30 Tagen bekannt gemacht habe
buddies-introduced = • { $moment }, in { $thread }
buddies-introduced-gone = • { $moment }
buddies-wish-title = Ein Buddy für dich
buddies-wish-none = Du hast dir keinen gewünscht.
buddies-wish-matched = Ich habe jemanden für dich gefunden. { $channel ->
        [none] Gleich öffne ich einen privaten Thread für euch beide.
       *[other] Gleich öffne ich unter { $channel } einen privaten Thread für euch beide.
    } Außer euch könnten ihn nur die lesen, die auf diesem Server die Threads verwalten.
buddies-wish-wanted = Ich habe mir gemerkt, dass du gern einen Buddy hättest. Im Moment ist niemand frei; sobald es jemand ist, öffne ich einen privaten Thread für euch beide. Klappt das nicht bis zum { $moment }, endet dein Wunsch von selbst. Wie es steht, siehst du mit /buddy zeigen.
buddies-wish-blocked = Es wäre jemand für dich da, aber ich kann noch keinen privaten Thread für euch öffnen. Die Stewards wissen es, und ich versuche es von selbst wieder.
buddies-wish-introduced = Du hast einen Buddy: Ihr teilt { $thread }. Wenn du dort nichts hörst, kannst du dir jemand anderen wünschen; das erfährt niemand.
buddies-wish-withdrawn = Du hast deinen Wunsch zurückgezogen, und niemand hat davon erfahren. Du kannst dir jederzeit wieder einen Buddy wünschen.
buddies-wish-expired = Zwei Wochen lang war niemand frei, deshalb ist dein Wunsch zu Ende. Das tut mir leid. Wenn du noch einen Buddy möchtest, frag noch einmal: Vielleicht ist inzwischen jemand da.
buddies-wish-buddy-left = Dein Buddy hat den Server verlassen. Wenn du gern jemand anderen hättest, frag noch einmal.
buddies-wish-newcomer-left = Du hast den Server verlassen, damit war dein Wunsch zu Ende. Wenn du einen Buddy möchtest, frag noch einmal.

buddies-thread-name = Kennenlernen { $number }
buddies-opening = Hallo { $newcomer }, hallo { $buddy }! { $newcomer } ist neu hier und hätte gern jemanden zum Fragen, und { $buddy } hat angeboten, da zu sein.
buddies-opening-value = Ein Wert ist euch beiden wichtig: **{ $value }**.
buddies-opening-question-value = Eine leichte erste Frage, an euch beide: Wann habt ihr zuletzt erlebt, dass jemand **{ $value }** gelebt hat, hier oder anderswo?
buddies-opening-question = Eine leichte erste Frage an { $newcomer }: Was hat dich hergeführt, und was möchtest du als Erstes herausfinden?
buddies-opening-room = Außer euch beiden könnten das nur die lesen, die auf diesem Server die Threads verwalten. Es eilt nicht, und niemand muss alles beantworten; nach einer stillen Woche schläft der Thread von selbst ein.
buddies-orphaned = Dein Buddy hat den Server verlassen. Wenn du gern jemand anderen zum Fragen hättest, drück auf den Knopf.

buddies-not-offering = Du bietest dich im Moment nicht als Buddy an, also gibt es nichts zu pausieren. Mit /buddy an fängst du an.
buddies-no-wish = Das ist schon vorbei. Wie es jetzt steht, siehst du mit /buddy zeigen.
buddies-too-often = Ich habe dich in den letzten Tagen schon mit mehreren bekannt gemacht, darum frage ich gerade niemanden mehr. Schreib einer dieser Personen, oder versuch es in einer Woche wieder.

buddies-notice-no-channel = { $channel ->
        [none] Jemand Neues hätte gern einen Buddy, und ich weiß nicht, unter welchem Kanal ich die beiden bekannt machen soll.
       *[other] Jemand Neues hätte gern einen Buddy, und ich finde den Willkommenskanal „{ $channel }“ nicht, unter dem ich die beiden bekannt machen würde.
    } Wählt mit /ankommen posten einen Kanal; dann versuche ich es von selbst wieder.
