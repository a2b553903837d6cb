onboarding-name-welcome = Begrüßung
onboarding-name-mission = Mission
onboarding-name-values = Werte
onboarding-name-dilemma = Dilemma
onboarding-name-dilemma-of = { $a } oder { $b }
onboarding-name-reflection = Gedanken
onboarding-name-interests = Interessen
onboarding-name-zone = Zeitzone
onboarding-name-pledges = Bekenntnisse
onboarding-name-finish = Der Schluss
onboarding-name-gone = Ein Wert, der nicht mehr in der Charta steht

onboarding-funnel-title = { $weeks ->
    [one] Der Weg hinein, diese Woche
   *[other] Der Weg hinein, letzte { $weeks } Wochen
}
onboarding-funnel-how-to-read = Wie viele zu jedem Schritt kamen, welcher Anteil das von denen ist, die begonnen haben, und wie lange die Hälfte von ihnen höchstens dort blieb.
onboarding-funnel-empty = { $weeks ->
    [one] Diese Woche hat niemand begonnen, also gibt es nichts zu zeigen. Frag nach mehr Wochen, um weiter zurückzuschauen.
   *[other] In den letzten { $weeks } Wochen hat niemand begonnen, also gibt es nichts zu zeigen. Frag nach mehr Wochen, um weiter zurückzuschauen.
}
onboarding-funnel-joined = Kamen auf den Server
onboarding-funnel-started = Begonnen
onboarding-funnel-finished = Zu Ende gegangen
onboarding-funnel-of-joined = { $percent } % davon
onboarding-funnel-percent = { $percent } %
onboarding-funnel-few = weniger als { $number }
onboarding-funnel-value = Wert { $number }
onboarding-funnel-step = Schritt { $number }
onboarding-funnel-besides = Außerdem
onboarding-funnel-whole = Von Start bis zum Schluss brauchte die Hälfte höchstens so lange: { $time }
onboarding-funnel-rest = „Später“ gesagt: { $later }. Beendet: { $stopped }. Gerade unterwegs oder in einer Pause: { $under_way }.
onboarding-funnel-gone = Werte, die nicht mehr in der Charta stehen, wurden { $number ->
    [one] einmal
   *[other] { $number }-mal
} gelesen.
onboarding-funnel-off = Schritte, die ausgeschaltet sind oder nicht mehr gefragt werden, wurden { $number ->
    [one] einmal
   *[other] { $number }-mal
} erreicht.
onboarding-funnel-native = Discords eigene Einführung: { $started } haben sie begonnen, { $completed } abgeschlossen, gezählt unter denen, die noch hier sind.
onboarding-funnel-weeks = Woche für Woche, ab Montag
onboarding-funnel-week = { $day }: { $joined } kamen, { $started } begannen, { $finished } davon gingen bis zum Ende
onboarding-funnel-by-week = Je Woche: zu Ende von begonnen
onboarding-funnel-day = d. MMM
onboarding-funnel-picture = Ein Balken je Schritt, der längste steht für die meisten Menschen. { $rows }.
onboarding-funnel-no-picture = Es gibt kein Bild, weil dort, wo ich laufe, nicht installiert ist, was es zeichnet. Die Zahlen sind auch so vollständig.

onboarding-about-welcome = Eine Begrüßung und die Wahl der Sprache
onboarding-about-mission = Wozu es diese Gemeinschaft gibt
onboarding-about-values = Ein Schritt je Wert: das Versprechen und woran man es erkennt
onboarding-about-dilemma = Eine Frage, in der zwei Werte in verschiedene Richtungen ziehen
onboarding-about-reflection = Was führt dich hierher? In eigenen Worten oder übersprungen
onboarding-about-interests = Welche Werte und welche Arten von Initiativen
onboarding-about-zone = Wo ihre Uhren gehen, damit Zeiten richtig angegeben werden
onboarding-about-pledges = Zu welchen Werten sie sich bekennen möchten; auch zu keinem

onboarding-configure-title = Wie Neue begrüßt werden
onboarding-configure-is-on = **An.** Wer auf **{ onboarding-start }** drückt, wird durch diese Schritte geführt.
onboarding-configure-is-off = **Aus.** **{ onboarding-start }** sagt nur, dass hier gerade nichts angeboten wird. Wer schon unterwegs ist, kann weitermachen.
onboarding-configure-switch-on = Einschalten
onboarding-configure-switch-off = Ausschalten
onboarding-configure-back = Übersicht
onboarding-configure-saved = Gespeichert. So ist es jetzt.
onboarding-configure-changed-meanwhile = Inzwischen hat jemand etwas geändert, deshalb habe ich nichts geändert. So ist es jetzt.
onboarding-configure-gone = Was du gewählt hast, gibt es nicht mehr. Wähle etwas anderes.

onboarding-configure-steps = Schritte
onboarding-configure-steps-help = Wähle alle Schritte, die du möchtest; was nicht gewählt ist, fällt weg. Ein Schritt, der nichts zu sagen hat, lässt sich selbst aus, und der Schluss ist immer da. Wer schon unterwegs ist, macht an seinem Schritt weiter oder an dem, der jetzt an dessen Stelle steht.
onboarding-configure-steps-choose = Welche Schritte?
onboarding-configure-order = Reihenfolge
onboarding-configure-order-help = Wähle einen Schritt und verschiebe ihn dann. Der Schluss steht immer am Ende.
onboarding-configure-order-choose = Welchen Schritt möchtest du verschieben?
onboarding-configure-up = Nach oben
onboarding-configure-down = Nach unten
onboarding-configure-no-dilemma = fällt weg, noch keines ist geschrieben

onboarding-configure-roles = Rollen am Schluss
onboarding-configure-no-roles = Es wird keine Rolle vergeben.
onboarding-configure-roles-help = Bis zu { $most } Rollen, die alle bekommen, die am Schluss ankommen, wozu auch immer sie sich bekannt haben oder nicht. Wer eine Rolle hat, behält sie, wenn du andere wählst.
onboarding-configure-roles-unseen = { $number ->
    [one] Es gibt einen Kanal, den ich nicht sehe, deshalb weiß ich nicht, ob eine Rolle ihn öffnet.
   *[other] Es gibt { $number } Kanäle, die ich nicht sehe, deshalb weiß ich nicht, ob eine Rolle sie öffnet.
} Schau dort selbst nach den Rechten der Rolle.
onboarding-configure-roles-choose = Welche Rollen? Auch keine ist in Ordnung.
onboarding-configure-roles-sure = Möchtest du das?
onboarding-configure-roles-open = { $role } öffnet Kanäle, die nicht alle sehen: { $channels }{ $more ->
    [0] {""}
   *[other] {" "}und { $more } weitere
}.
onboarding-configure-roles-consider = Wer die Schritte nicht geht oder aufhört, sieht sie nicht. Ein Gespräch, das Türen öffnet, ist nicht mehr ganz freiwillig; öffne sie, wo du kannst, für alle. Wenn du es so meinst, ist es deine Entscheidung und wird als deine festgehalten.
onboarding-configure-roles-give = Ja, vergib sie
onboarding-configure-roles-leave = Nein, lass es, wie es war
onboarding-configure-role-gone = ⚠ Ich finde die Rolle „{ $role }“ nicht. Wähle eine andere oder lege sie neu an und wähle sie hier.
onboarding-role-everyone = @everyone haben schon alle, da gibt es nichts zu vergeben. Wähle eine andere Rolle oder keine.
onboarding-role-managed = **{ $role }** gehört zu einem Bot, einem Abo oder einem Boost, und Discord lässt niemanden sonst sie vergeben. Wähle eine andere Rolle.
onboarding-role-powerful = **{ $role }** darf in das eingreifen, was andere tun, oder in den Server ({ $permissions }), und ich würde sie allen geben, die am Schluss ankommen. Wähle eine Rolle ohne solche Rechte oder nimm sie ihr vorher.
onboarding-role-powerful-there = **{ $role }** darf in { $channel } in das eingreifen, was andere tun, und ich würde sie allen geben, die am Schluss ankommen. Wähle eine andere Rolle oder nimm ihr diese Rechte vorher in jenem Kanal.
onboarding-role-no-permission = Ich darf **{ $role }** nicht vergeben und auch keine andere Rolle. Gib meiner eigenen Rolle das Recht, Rollen zu verwalten, und wähle dann noch einmal.
onboarding-role-above = **{ $role }** steht über meiner eigenen Rolle, deshalb kann ich sie nicht vergeben. Zieh in den Servereinstellungen unter Rollen **{ $mine }** darüber und wähle dann noch einmal.

onboarding-configure-channels = Kanäle
onboarding-configure-channels-help = Wenn sich der Begrüßungskanal ändert, poste ich den Knopf im neuen. Ein älterer Post funktioniert weiter, bis du ihn löschst.
onboarding-configure-welcome-choose = Wo Neue den Knopf zum Starten finden
onboarding-configure-hello-choose = Wo sie am Schluss Hallo sagen können; auch nirgends
onboarding-configure-welcome-in = Der Knopf **{ onboarding-start }** steht in { $channel }.
onboarding-configure-hello-in = Hallo sagen am Schluss: { $channel }.
onboarding-configure-nowhere = kein Kanal
onboarding-configure-no-welcome = ⚠ Es gibt keinen Begrüßungskanal, deshalb findet niemand den Knopf **{ onboarding-start }**. Wähle einen unter { onboarding-configure-channels }.
onboarding-configure-cannot-post-there = Mir fehlen in { $channel } diese Rechte: { $missing }. Gib sie dort meiner Rolle und wähle den Kanal dann noch einmal.

onboarding-configure-reaching = Nachrichten und Grenzen
onboarding-configure-offer-is-on = **Nachrichten an alle, die beitreten: an.** Wer beitritt, wird einmal angeschrieben.
onboarding-configure-offer-is-off = **Nachrichten an alle, die beitreten: aus.** Niemand wird angeschrieben, bevor er auf **{ onboarding-start }** drückt.
onboarding-configure-offer-on = Wer beitritt, wird angeschrieben
onboarding-configure-offer-off = Niemanden ungefragt anschreiben
onboarding-configure-offer-help = Überlege dir gut, ob du diese Nachrichten einschaltest. Sie sind aus, weil Discord Bots unter Quarantäne gestellt hat, die Menschen ungefragt geschrieben haben: Ein solcher Bot kann dann niemandem mehr schreiben. Wenn du sie einschaltest, bekommt jede Person, die beitritt, eine Nachricht und nie eine zweite. Sie hält sich an Ruhezeiten, wartet auf die Mitgliederprüfung des Servers und bleibt aus, wenn viele auf einmal kommen.
onboarding-configure-raid-is = { $number ->
    [0] Wie viele auch immer in einer Minute beitreten, nichts wird angehalten.
    [one] Wenn in einer Minute mehr als eine Person beitritt, halte ich alles außer dem Knopf an und sage es euch.
   *[other] Wenn in einer Minute mehr als { $number } Menschen beitreten, halte ich alles außer dem Knopf an und sage es euch.
}
onboarding-configure-stuck-is = { $hours ->
    [one] Wer eine Stunde zwischen zwei Schritten steht, wird von /ankommen hängengeblieben aufgeführt.
   *[other] Wer { $hours } Stunden zwischen zwei Schritten steht, wird von /ankommen hängengeblieben aufgeführt.
}
onboarding-configure-numbers = Zahlen ändern
onboarding-configure-field-raid = Beitritte je Minute, die noch ruhig sind
    .description = Eine ganze Zahl von 0 bis 1000; bei 0 wird nichts angehalten, so viele auch kommen.
onboarding-configure-field-stuck = Stunden zwischen zwei Schritten
    .description = Eine ganze Zahl von 1 bis 720. Nach so langer Zeit wird jemand aufgeführt.
onboarding-configure-not-a-number = „{ $given }“ ist keine ganze Zahl von { $least } bis { $most }, deshalb wurde nichts geändert. Versuche es noch einmal.

onboarding-configure-dilemmas = Dilemmas
onboarding-configure-dilemmas-asked = { $number ->
    [0] Keines ist geschrieben, also fällt dieser Schritt weg.
    [one] Eines wird gefragt.
   *[other] { $number } werden gefragt.
}
onboarding-configure-dilemmas-help = Ein Dilemma ist eine Frage, in der zwei eurer Werte in verschiedene Richtungen ziehen. Es gibt keine richtige Antwort. Wie andere geantwortet haben, wird danach gezeigt, sobald es fünf sind. Bis zu { $most } werden gefragt.
onboarding-configure-dilemma-write = Ein Dilemma schreiben
onboarding-configure-dilemma-retire = Welches soll nicht mehr gefragt werden?
onboarding-configure-field-question = Die Lage und die Frage
    .description = Etwas, das hier wirklich vorkommen könnte und in dem beide Werte gute Gründe sind.
onboarding-configure-field-first = Der eine Wert
onboarding-configure-field-second = Der andere Wert

onboarding-stuck-title = { $number ->
    [one] Eine Person steht zwischen zwei Schritten
   *[other] { $number } Menschen stehen zwischen zwei Schritten
}, { $hours ->
    [one] länger als eine Stunde
   *[other] länger als { $hours } Stunden
}
onboarding-stuck-none = { $hours ->
    [one] Niemand steht länger als eine Stunde zwischen zwei Schritten. Wer erinnert werden möchte, ist nicht mitgezählt.
   *[other] Niemand steht länger als { $hours } Stunden zwischen zwei Schritten. Wer erinnert werden möchte, ist nicht mitgezählt.
}
onboarding-stuck-line = { $member }: { $step }, { $state ->
    [paused] macht Pause, letzter Schritt
   *[other] letzter Schritt
} { $since }{ $written ->
    [yes] {" "}· wurde angeschrieben
   *[other] {""}
}
onboarding-stuck-footer = Auch Schweigen ist eine Antwort. Du siehst den Schritt und die Zeit und nichts, was jemand geschrieben hat.
onboarding-stuck-choose = Wem möchtest du eine Hand reichen?
onboarding-stuck-previous = Spätere
onboarding-stuck-next = Frühere
onboarding-stuck-back = Zurück zur Liste
onboarding-stuck-what-to-do = Du kannst diese Person einmal freundlich von mir erinnern lassen; mit Buddy biete ich ihr auch jemanden zum Reden an. Oder lass sie in Ruhe: Dann wird sie nicht mehr aufgeführt, bis sie von selbst etwas tut.
onboarding-stuck-was-written-to = Diese Person wurde am { $at } angeschrieben, und einmal ist genug. Du kannst sie noch in Ruhe lassen: Dann wird sie nicht mehr aufgeführt, bis sie von selbst etwas tut.
onboarding-stuck-nudge = Erinnern
onboarding-stuck-buddy = Buddy anbieten
onboarding-stuck-peace = In Ruhe lassen
onboarding-stuck-now = Ich schreibe jetzt. Es bleibt bei diesem einen Mal.
onboarding-stuck-later = Ich schreibe dann: { $at }. Vorher sind Ruhezeiten oder eine andere Nachricht von mir im Weg. Tut die Person bis dahin selbst etwas, schreibe ich nichts.
onboarding-stuck-unreachable = Ich schreibe nicht: Die Einstellungen dieser Person lassen keine Direktnachrichten zu. Den Knopf **{ onboarding-start }** findet sie, wenn sie von selbst zurückkommt.
onboarding-stuck-unwanted = Ich schreibe nicht: Diese Person möchte keine Nachrichten, um die sie nicht gebeten hat. Den Knopf **{ onboarding-start }** findet sie, wenn sie von selbst zurückkommt.
onboarding-stuck-enough = Ich schreibe nicht: Diese Person hat in den letzten sieben Tagen genug Nachrichten von mir bekommen. Versuche es in ein paar Tagen noch einmal.
onboarding-stuck-left-alone = Diese Person wird in Ruhe gelassen und nicht mehr aufgeführt, bis sie von selbst etwas tut.
onboarding-stuck-no-longer = Hier ist nichts mehr zu tun: Die Person hat von selbst weitergemacht, oder jemand hat entschieden, sie in Ruhe zu lassen.
onboarding-stuck-written-already = Diese Person wurde schon einmal angeschrieben, und einmal ist genug.
onboarding-stuck-no-buddy = Ich habe nichts geschrieben: Gerade bietet sich niemand als Buddy an, oder die Person hat schon einen oder hat schon darum gebeten. Du kannst sie stattdessen erinnern.
onboarding-hand = Wir haben ein Gespräch darüber begonnen, wofür **{ $server }** steht, und du bist bei Schritt { $number } von { $steps }. Wer sich um den Server kümmert, hat mich gebeten zu schauen, ob dir etwas im Weg steht. Drück auf **{ onboarding-continue }**, wenn du weitermachen möchtest, oder auf **{ onboarding-stop }**, um es zu beenden; ich frage nicht noch einmal, und beides ist in Ordnung.

onboarding-preview = **Vorschau.** Du siehst, was Neue sehen. Nichts wird gespeichert, vergeben oder gesendet, und niemand erfährt davon.
onboarding-preview-end = **Vorschau.** Das liest, wer am Schluss angekommen ist. Nichts wurde vergeben. Bietet sich jemand als Buddy an oder passt eine Initiative zu dem, was gewählt wurde, steht auch das hier.
onboarding-preview-again = Von vorn
onboarding-preview-else = In der Vorschau bewirkt das nichts. Wer neu ist, käme damit weiter.
onboarding-preview-later = Wer neu ist, würde gefragt, wann eine Erinnerung kommen soll: morgen, in drei Tagen, nächste Woche oder gar nicht. Danach ginge es an diesem Schritt weiter.
onboarding-preview-stop = Wer neu ist, bekäme ein Danke, und es wäre vorbei. Neu beginnen kann man jederzeit.
onboarding-preview-hold = Die Wahl würde gespeichert, und es wäre zu sehen, wie andere gewählt haben, sobald es fünf sind. Es gibt keine richtige Antwort.
onboarding-preview-reflect = Es öffnete sich ein Formular für eigene Worte. Dort steht, wer sie lesen kann: die Stewards und man selbst.
onboarding-preview-values = Die gewählten Werte würden gespeichert, um am Schluss eine Initiative oder einen Buddy vorzuschlagen.
onboarding-preview-kinds = Die gewählten Arten von Initiativen würden gespeichert, um am Schluss eine vorzuschlagen.
onboarding-preview-findzone = Es öffnete sich ein Formular, in das man eine Stadt oder ein Land schreibt, um dann die Zeitzone zu wählen.
onboarding-preview-zone = Die gewählte Zeitzone würde gespeichert, und Zeiten würden darin angegeben.
onboarding-preview-pledge = Wer neu ist, hätte sich zu den gewählten Werten bekannt. Auch zu keinem ist in Ordnung und ändert nichts.
onboarding-preview-buddy = Wer neu ist, würde in einem privaten Thread jemandem vorgestellt, der sich dafür anbietet.
