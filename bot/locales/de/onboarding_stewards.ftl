onboarding-name-welcome = Begrüßung
onboarding-name-mission = Mission
onboarding-name-values = Werte
onboarding-name-dilemma = Zwickmühle
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
onboarding-funnel-whole = Von Start bis zum Schluss: Die Hälfte brauchte höchstens { $time }.
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
