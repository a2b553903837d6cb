pledges-versions-digest =
    { $count ->
        [one] **{ $server }** hat einen Wert neu formuliert, zu dem du dich bekannt hast. Dein Bekenntnis gilt weiter den früheren Worten, und dabei bleibt es, wenn du nichts tust. Was möchtest du?
       *[other] **{ $server }** hat { $count } Werte neu formuliert, zu denen du dich bekannt hast. Deine Bekenntnisse gelten weiter den früheren Worten, und dabei bleibt es, wenn du nichts tust. Was möchtest du?
    }
pledges-versions-made = Zu den früheren Worten hast du dich am { $date } bekannt.
pledges-versions-back-again = Dazwischen hatte er andere Worte, jetzt hat er wieder die, zu denen du dich bekannt hast. Gezählt wird dein Bekenntnis dazu, sobald du es bekräftigst.
pledges-versions-objected = Was du gegen die neuen Worte einwendest:
    { $reason }
pledges-versions-before = Frühere Worte
pledges-versions-now = Neue Worte
pledges-versions-more = Hier passt nicht alles hin; /charta zeigen hat die neuen Worte ganz.
pledges-versions-page = { $page } von { $pages }
pledges-versions-hint = Bekräftigen: Du bekennst dich zu den neuen Worten. Loslassen: Dein Bekenntnis endet. Einwand: Du sagst, warum, und es bleibt, wie es ist.
pledges-versions-reaffirm = Bekräftigen
pledges-versions-let-go = Loslassen
pledges-versions-object = Einwand …
pledges-versions-object-again = Einwand ändern …
pledges-versions-back = Zurück
pledges-versions-further = Weiter
pledges-versions-see = Neue Worte ansehen

pledges-versions-reaffirmed = Du bekennst dich zu den neuen Worten von **{ $value }**.
pledges-versions-objection-written = Dein Einwand gegen die neuen Worte von **{ $value }** ist festgehalten. Die Stewards lesen ihn ohne deinen Namen, wenn sie die Charta das nächste Mal durchgehen; dein Bekenntnis zu den früheren Worten bleibt, wie es ist.
pledges-versions-objection-deleted = Dein Einwand gegen die neuen Worte von **{ $value }** ist zurückgenommen und gelöscht.
pledges-versions-changed = Die Worte von **{ $value }** wurden noch einmal geändert, seit du sie gesehen hast. Es ist nichts geschehen; hier sind die neuesten.
pledges-versions-retired = **{ $value }** gehört nicht mehr zur Charta; es gibt nichts zu beantworten.
pledges-versions-gone = Zu **{ $value }** hast du kein Bekenntnis mehr; es gibt nichts zu beantworten.
pledges-versions-holds = Du hast dich inzwischen zu den neuen Worten von **{ $value }** bekannt; es wurde nichts festgehalten.
pledges-versions-had-written = Das hattest du geschrieben:
    { $reason }
pledges-versions-thanks = Danke, das war alles. /bekenntnis meine zeigt, wozu du dich bekennst.
pledges-versions-none = Alle deine Bekenntnisse gelten den Worten, die in Kraft sind. Es gibt nichts zu beantworten.

pledges-objection-title = Einwand gegen { $value }
pledges-objection-reason = Was spricht gegen die neuen Worte?
pledges-objection-who-reads = Stewards lesen es ohne deinen Namen. Ich merke mir, von wem es ist: zum Ändern und Löschen.
pledges-objection-example = Welche Worte, und wozu sie führen würden.

pledges-objections-title = Einwände gegen neue Worte
pledges-objections-none = Niemand hat etwas gegen neue Worte eines Wertes eingewandt. Tut es jemand, steht es hier, für eure nächste Durchsicht der Charta.
pledges-objections-hint =
    { $count ->
        [one] Ein Einwand von jemandem, der sich zu den früheren Worten bekannt hatte. Von wem er ist, wird niemandem gezeigt.
       *[other] { $count } Einwände von Menschen, die sich zu früheren Worten bekannt hatten. Von wem sie sind, wird niemandem gezeigt.
    }
pledges-objections-present = gegen die Worte, die in Kraft sind
pledges-objections-earlier = gegen Worte, die nicht mehr in Kraft sind
pledges-objections-page = Seite { $page } von { $pages }

pledges-objections-own = Deine Einwände
pledges-objections-own-title = Was du gegen neue Worte einwendest
pledges-objections-own-none = Du hast nichts gegen neue Worte eines Wertes geschrieben.
pledges-objections-own-choose = Einen ändern oder zurücknehmen …
pledges-versions-digest-line =
    { $count ->
        [one] Ein Wert, zu dem du dich bekannt hast, hat neue Worte: /bekenntnis meine zeigt sie und was du antworten kannst.
       *[other] { $count } Werte, zu denen du dich bekannt hast, haben neue Worte: /bekenntnis meine zeigt sie und was du antworten kannst.
    }
