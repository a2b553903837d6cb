contact-stop = Schreib mir nicht ungefragt
contact-allow = Wieder erlauben
contact-stopped = Von **{ $server }** schreibe ich dir nicht mehr, außer du bittest darum. Was du dort selbst tust, wird weiter beantwortet, und alles, was ich dich gefragt hätte, wartet in /bekenntnis meine.
contact-allowed = Ich darf dir wieder für **{ $server }** schreiben, selten und nie nachts.
contact-why = Warum bekomme ich das?
contact-less = Weniger davon
contact-why-unknown = Diese Nachricht kam von **{ $server }**. Sie ist zu alt, als dass ich mehr darüber wüsste.
contact-why-urgent = Sie gilt als dringend: Einen Tag später nützt sie nichts mehr, und es geht um etwas, woran du beteiligt bist.
contact-week =
    { $count ->
        [0] In den letzten sieben Tagen kam keine weitere Nachricht von **{ $server }** ungefragt zu dir.
        [one] In den letzten sieben Tagen kam eine Nachricht von **{ $server }** ungefragt zu dir, von höchstens { $most }.
       *[other] In den letzten sieben Tagen kamen { $count } Nachrichten von **{ $server }** ungefragt zu dir, von höchstens { $most }.
    }
contact-choice =
    { $choice ->
        [on] Einzeln
        [digest] In meiner Sammelnachricht
       *[off] Gar nicht
    }
contact-less-of =
    { $choice ->
        [on] *{ $kind }*, von **{ $server }**: Jede kommt einzeln. Wie möchtest du es?
        [digest] *{ $kind }*, von **{ $server }**: Das kommt in deiner Sammelnachricht, höchstens einmal die Woche. Wie möchtest du es?
       *[off] *{ $kind }*, von **{ $server }**: Das kommt nicht. Wie möchtest du es?
    }
contact-less-unknown = Wovon möchtest du von **{ $server }** weniger? /mitteilungen wählen auf dem Server zeigt alles, was es gibt.
contact-chosen =
    { $choice ->
        [on] *{ $kind }*, von **{ $server }**: Ab jetzt kommt jede einzeln.
        [digest] *{ $kind }*, von **{ $server }**: Das kommt ab jetzt sonntags in deiner Sammelnachricht.
       *[off] *{ $kind }*, von **{ $server }**: Das kommt nicht mehr.
    }
contact-digest-title = Deine Sammelnachricht von { $server }
contact-digest-more =
    { $count ->
        [one] Eine weitere Zeile folgt beim nächsten Mal.
       *[other] { $count } weitere Zeilen folgen beim nächsten Mal.
    }
contact-kind-contact-digest = Deine Sammelnachricht
contact-why-contact-digest = Das ist deine Sammelnachricht von **{ $server }**: was nicht in deine Woche passte, und was du gesammelt haben wolltest.
contact-urgent-title = Mehreres auf einmal aus { $server }
contact-kind-contact-urgent = Dringende Nachrichten, mehrere in einer
contact-why-contact-urgent = Mehr als fünf dringende Nachrichten aus **{ $server }** an einem Tag sind zu viele, darum kommen diese in einer.
