# Schritte des Gesprächs, die etwas fragen.
onboarding-dilemma-title = Woran würdest du festhalten?
onboarding-dilemma-prompt = Hier ziehen zwei unserer Werte in verschiedene Richtungen. Es gibt keine richtige Antwort; ich frage nur, was du tun würdest.
onboarding-dilemma-chosen = Du hältst an **{ $value }** fest. Bis du fertig bist, kannst du das ändern.
onboarding-dilemma-others = Wie andere hier geantwortet haben
onboarding-dilemma-count =
    { $count ->
        [one] **{ $value }**: ein Mensch ({ $percent } %)
       *[other] **{ $value }**: { $count } Menschen ({ $percent } %)
    }
onboarding-dilemma-too-few = Wie andere geantwortet haben, zeige ich, sobald es { $fewest } Menschen sind.

onboarding-dilemma-bad-question = Ein Dilemma fragt etwas, in höchstens { $longest } Zeichen. Schreibe eine Frage und schicke das Formular noch einmal ab.
onboarding-dilemma-same-value = Ein Dilemma besteht zwischen zwei verschiedenen Werten. Wähle für einen der beiden einen anderen.
onboarding-dilemma-value-gone = Einer der beiden Werte gehört nicht mehr zur Charta. Wähle einen anderen.
onboarding-dilemma-too-many = Neue werden höchstens { $most } Dilemmas gefragt, und so viele gibt es schon. Nimm zuerst eines davon heraus.
onboarding-dilemma-gone = Dieses Dilemma wird nicht mehr gefragt. Öffne die Liste noch einmal, dann siehst du, welche es gibt.

onboarding-reflection-title = Was führt dich her?
onboarding-reflection-text =
    Wenn du magst, schreibe ein paar Sätze dazu, in der Sprache, in der du denkst. Du kannst das auch überspringen.
    Nur die Stewards von **{ $server }** können es lesen, sonst niemand. Ich poste es nirgends.
onboarding-reflection-yours = Du hast geschrieben
onboarding-reflection-change-hint = Um es zu löschen, leere das Formular und schicke es ab.
onboarding-reflection-write = Etwas schreiben
onboarding-reflection-change = Meinen Text ändern
onboarding-reflection-label = In deinen eigenen Worten
onboarding-reflection-about = Nur die Stewards dieses Servers können es lesen. Lass es leer, um es zu löschen.

onboarding-interests-title = Was zieht dich an?
onboarding-interests-text = Wähle, so viel du magst, oder gar nichts. Ich nutze es, um dir vorzuschlagen, was als Nächstes zu dir passen könnte. Es ist kein Versprechen, und sonst sieht es niemand; nur wenn du dir einen Buddy wünschst, nenne ich einen Wert, der euch beiden wichtig ist.
onboarding-interests-values = Die Werte, die dich ansprechen …
onboarding-interests-kinds = Woran du gern teilnehmen würdest …

onboarding-zone-title = Wie spät ist es bei dir?
onboarding-zone-text = Ich nutze es für zweierlei: Uhrzeiten in dem, was ich dir schreibe, sind deine Uhrzeiten, und nachts schreibe ich dir nicht ungefragt.
onboarding-zone-until = Ich rate nicht: Bis du wählst, richte ich mich nach der Uhr dieses Servers.
onboarding-zone-chosen = Bei dir ist es **{ $time }** Uhr ({ $place }).
onboarding-zone-choose = Meine Zeitzone wählen
onboarding-zone-choose-another = Eine andere Zeitzone wählen
onboarding-zone-search-again = Noch einmal suchen
onboarding-zone-form = Deine Zeitzone
onboarding-zone-label = Deine Stadt oder dein Land
onboarding-zone-about = Auch der Name einer Zone geht, zum Beispiel MEZ oder UTC+2.
onboarding-zone-which = Welche davon ist deine? Bei jeder steht, wie spät es dort gerade ist.
onboarding-zone-placeholder = Wähle deine Zeitzone …
onboarding-zone-nothing = Zu „{ $typed }“ habe ich nichts gefunden. Versuche es mit der nächstgrößeren Stadt, deiner Hauptstadt oder deinem Land.
onboarding-zone-gone = Diese Zeitzone kenne ich nicht. Suche sie noch einmal über deine Stadt oder dein Land.

onboarding-pledges-title = Wofür möchtest du einstehen?
onboarding-pledges-text =
    Dich zu bekennen heißt: Nach diesem Wert will ich leben, so gut ich kann. Wähle keinen, einige oder alle; es wird sofort gespeichert.
    Und **es nicht zu tun ändert nichts**: Dir steht hier alles genauso offen, und niemand erfährt, wer sich nicht bekannt hat.
onboarding-pledges-taking-back = Nimmst du einen Wert wieder aus der Liste, ziehst du das Bekenntnis zurück, das du hier gegeben hast. Ein Bekenntnis durch eine Reaktion bleibt bestehen; du ziehst es zurück, indem du die Reaktion wegnimmst, oder mit /bekenntnis meine.
onboarding-pledges-earlier = Zu { $values } hast du dich in früheren Worten bekannt. Das bleibt so, außer du wählst es: Dann stehst du zu den heutigen Worten.
onboarding-pledges-placeholder = Ich bekenne mich zu …

onboarding-next-step-hello = Ein guter nächster Schritt: Sag Hallo in { $channel } und erzähle den anderen, welcher der Werte dich hergeführt hat.
onboarding-next-step-initiative = Ein guter nächster Schritt: **{ $title }**. Es geht um { $value }, das hast du gewählt, und für dich ist noch Platz.
onboarding-next-step-initiative-link = Ansehen
onboarding-next-step-also-hello = Du kannst auch in { $channel } Hallo sagen.

onboarding-reflections-title = Was Menschen herführt
onboarding-reflections-none = Noch hat niemand etwas geschrieben.
onboarding-reflections-hint = Das können nur Stewards lesen. Lass es bitte zwischen dir und denen, die es geschrieben haben.
onboarding-reflections-page =
    { $total ->
        [one] Ein Text
       *[other] { $total } Texte
    } · Seite { $page } von { $pages }
onboarding-reflections-newer = Neuere
onboarding-reflections-older = Ältere
