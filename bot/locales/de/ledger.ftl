# Die Taten des Ledgers in Worten, nach der Art, unter der sie darin stehen.
ledger-community-seeded =
    { $count ->
        [one] { $count } Gemeinschaft aus der Konfiguration übernommen
       *[other] { $count } Gemeinschaften aus der Konfiguration übernommen
    }
ledger-charter-value-added =
    { $count ->
        [one] { $count } Wert in die Charta aufgenommen
       *[other] { $count } Werte in die Charta aufgenommen
    }
ledger-charter-value-reworded =
    { $count ->
        [one] { $count } Wert der Charta neu gefasst
       *[other] { $count } Werte der Charta neu gefasst
    }
ledger-charter-value-retired =
    { $count ->
        [one] { $count } Wert aus der Charta genommen
       *[other] { $count } Werte aus der Charta genommen
    }
ledger-charter-drafted =
    { $count ->
        [one] { $count } Änderung am Entwurf der Charta
       *[other] { $count } Änderungen am Entwurf der Charta
    }
ledger-charter-draft-discarded =
    { $count ->
        [one] { $count } Entwurf der Charta verworfen
       *[other] { $count } Entwürfe der Charta verworfen
    }
ledger-charter-published =
    { $count ->
        [one] { $count } Fassung der Charta in Kraft gesetzt
       *[other] { $count } Fassungen der Charta in Kraft gesetzt
    }
ledger-charter-posted =
    { $count ->
        [one] { $count } Charta ausgehängt
       *[other] { $count } Chartas ausgehängt
    }
ledger-charter-imported =
    { $count ->
        [one] { $count } Datei zum Entwurf der Charta gemacht
       *[other] { $count } Dateien zum Entwurf der Charta gemacht
    }
ledger-onboarding-offered =
    { $count ->
        [one] { $count } Willkommensbeitrag aufgestellt
       *[other] { $count } Willkommensbeiträge aufgestellt
    }
ledger-onboarding-started =
    { $count ->
        [one] { $count } Einführung begonnen
       *[other] { $count } Einführungen begonnen
    }
ledger-onboarding-step =
    { $count ->
        [one] { $count } Schritt der Einführung gelesen
       *[other] { $count } Schritte der Einführung gelesen
    }
ledger-onboarding-later =
    { $count ->
        [one] { $count } Einführung unterbrochen
       *[other] { $count } Einführungen unterbrochen
    }
ledger-onboarding-resumed =
    { $count ->
        [one] { $count } Einführung fortgesetzt
       *[other] { $count } Einführungen fortgesetzt
    }
ledger-onboarding-stopped =
    { $count ->
        [one] { $count } Einführung abgebrochen
       *[other] { $count } Einführungen abgebrochen
    }
ledger-onboarding-left =
    { $count ->
        [one] { $count } Einführung durch Weggang beendet
       *[other] { $count } Einführungen durch Weggang beendet
    }
ledger-onboarding-finished =
    { $count ->
        [one] { $count } Einführung abgeschlossen
       *[other] { $count } Einführungen abgeschlossen
    }
ledger-pledge-post-opened =
    { $count ->
        [one] { $count } Beitrag mit den Werten aufgestellt
       *[other] { $count } Beiträge mit den Werten aufgestellt
    }
ledger-pledge-post-removed =
    { $count ->
        [one] { $count } Beitrag mit den Werten abgenommen
       *[other] { $count } Beiträge mit den Werten abgenommen
    }
ledger-pledge-made =
    { $count ->
        [one] { $count } Bekenntnis abgelegt
       *[other] { $count } Bekenntnisse abgelegt
    }
ledger-pledge-reaffirmed =
    { $count ->
        [one] { $count } Bekenntnis auf geänderte Worte erneuert
       *[other] { $count } Bekenntnisse auf geänderte Worte erneuert
    }
ledger-pledge-objected =
    { $count ->
        [one] { $count } Einwand gegen neue Worte eines Wertes
       *[other] { $count } Einwände gegen neue Worte von Werten
    }
ledger-pledge-objection-taken-back =
    { $count ->
        [one] { $count } Einwand zurückgenommen
       *[other] { $count } Einwände zurückgenommen
    }
ledger-pledge-withdrawn =
    { $count ->
        [one] { $count } Bekenntnis zurückgezogen
       *[other] { $count } Bekenntnisse zurückgezogen
    }
ledger-pledge-step-named =
    { $count ->
        [one] { $count } nächster Schritt genannt
       *[other] { $count } nächste Schritte genannt
    }
ledger-pledge-step-done =
    { $count ->
        [one] { $count } nächster Schritt geschafft
       *[other] { $count } nächste Schritte geschafft
    }
ledger-pledge-closed =
    { $count ->
        [one] { $count } Bekenntnis beendet, weil sein Mitglied ging
       *[other] { $count } Bekenntnisse beendet, weil ihre Mitglieder gingen
    }
ledger-pledge-reopened =
    { $count ->
        [one] { $count } Bekenntnis erneuert, weil sein Mitglied zurückkam
       *[other] { $count } Bekenntnisse erneuert, weil ihre Mitglieder zurückkamen
    }
ledger-initiative-proposed =
    { $count ->
        [one] { $count } Initiative vorgeschlagen
       *[other] { $count } Initiativen vorgeschlagen
    }
ledger-initiative-seconded =
    { $count ->
        [one] { $count } Vorschlag unterstützt
       *[other] { $count } Vorschläge unterstützt
    }
ledger-initiative-unseconded =
    { $count ->
        [one] { $count } Unterstützung zurückgenommen
       *[other] { $count } Unterstützungen zurückgenommen
    }
ledger-initiative-declined =
    { $count ->
        [one] { $count } Vorschlag abgelehnt
       *[other] { $count } Vorschläge abgelehnt
    }
ledger-initiative-withdrawn =
    { $count ->
        [one] { $count } Vorschlag zurückgezogen
       *[other] { $count } Vorschläge zurückgezogen
    }
ledger-initiative-voted =
    { $count ->
        [one] { $count } Stimme zu einem Termin abgegeben
       *[other] { $count } Stimmen zu Terminen abgegeben
    }
ledger-initiative-dated =
    { $count ->
        [one] { $count } Termin für eine Initiative gewählt
       *[other] { $count } Termine für Initiativen gewählt
    }
ledger-initiative-series-begun =
    { $count ->
        [one] { $count } Reihe von Initiativen begonnen
       *[other] { $count } Reihen von Initiativen begonnen
    }
ledger-initiative-series-ended =
    { $count ->
        [one] { $count } Reihe von Initiativen beendet
       *[other] { $count } Reihen von Initiativen beendet
    }
ledger-initiative-created =
    { $count ->
        [one] { $count } Initiative begonnen
       *[other] { $count } Initiativen begonnen
    }
ledger-initiative-started =
    { $count ->
        [one] { $count } Initiative hat angefangen
       *[other] { $count } Initiativen haben angefangen
    }
ledger-initiative-checked-in =
    { $count ->
        [one] { $count } Mal eingecheckt
       *[other] { $count } Mal eingecheckt
    }
ledger-initiative-taken-over =
    { $count ->
        [one] { $count } Initiative übernommen
       *[other] { $count } Initiativen übernommen
    }
ledger-initiative-carried =
    { $count ->
        [one] { $count } Mitglied organisiert mit
       *[other] { $count } Mitglieder organisieren mit
    }
ledger-initiative-moved =
    { $count ->
        [one] { $count } Initiative auf einen anderen Termin verlegt
       *[other] { $count } Initiativen auf einen anderen Termin verlegt
    }
ledger-initiative-cancelled =
    { $count ->
        [one] { $count } Initiative abgesagt
       *[other] { $count } Initiativen abgesagt
    }
ledger-initiative-joined =
    { $count ->
        [one] { $count } Platz in einer Initiative eingenommen
       *[other] { $count } Plätze in Initiativen eingenommen
    }
ledger-initiative-waitlisted =
    { $count ->
        [one] { $count } Platz in einer Warteliste eingenommen
       *[other] { $count } Plätze in Wartelisten eingenommen
    }
ledger-initiative-promoted =
    { $count ->
        [one] { $count } angebotener Platz bestätigt
       *[other] { $count } angebotene Plätze bestätigt
    }
ledger-initiative-offered =
    { $count ->
        [one] { $count } Platz jemandem angeboten, der wartete
       *[other] { $count } Plätze Wartenden angeboten
    }
ledger-initiative-expired =
    { $count ->
        [one] { $count } angebotener Platz nicht rechtzeitig bestätigt
       *[other] { $count } angebotene Plätze nicht rechtzeitig bestätigt
    }
ledger-initiative-interested =
    { $count ->
        [one] { $count } Mitglied kommt vielleicht zu einer Initiative
       *[other] { $count } Mitglieder kommen vielleicht zu einer Initiative
    }
ledger-initiative-declined_invitation =
    { $count ->
        [one] { $count } Mitglied kann zu einer Initiative nicht kommen
       *[other] { $count } Mitglieder können zu einer Initiative nicht kommen
    }
ledger-initiative-left =
    { $count ->
        [one] { $count } Platz in einer Initiative freigegeben
       *[other] { $count } Plätze in Initiativen freigegeben
    }
ledger-buddy-offered =
    { $count ->
        [one] { $count } Buddy-Angebot gemacht
       *[other] { $count } Buddy-Angebote gemacht
    }
ledger-buddy-stopped =
    { $count ->
        [one] { $count } Buddy-Angebot beendet
       *[other] { $count } Buddy-Angebote beendet
    }
ledger-buddy-away =
    { $count ->
        [one] { $count } Buddy für eine Weile weg
       *[other] { $count } Buddys für eine Weile weg
    }
ledger-buddy-suggested =
    { $count ->
        [one] { $count } Mal jemand Neues gefragt, ob ein Buddy gewünscht ist
       *[other] { $count } Mal jemand Neues gefragt, ob ein Buddy gewünscht ist
    }
ledger-buddy-wanted =
    { $count ->
        [one] { $count } Wunsch nach einem Buddy
       *[other] { $count } Wünsche nach einem Buddy
    }
ledger-buddy-introduced =
    { $count ->
        [one] { $count } Mal jemand Neues mit einem Buddy bekannt gemacht
       *[other] { $count } Mal jemand Neues mit einem Buddy bekannt gemacht
    }
ledger-buddy-ended =
    { $count ->
        [one] { $count } Bekanntschaft oder Wunsch nach einem Buddy beendet
       *[other] { $count } Bekanntschaften oder Wünsche nach einem Buddy beendet
    }
ledger-reminder-posted =
    { $count ->
        [one] { $count } Erinnerung gepostet
       *[other] { $count } Erinnerungen gepostet
    }
ledger-reminder-added =
    { $count ->
        [one] { $count } Erinnerung angelegt
       *[other] { $count } Erinnerungen angelegt
    }
ledger-reminder-edited =
    { $count ->
        [one] { $count } Erinnerung geändert
       *[other] { $count } Erinnerungen geändert
    }
ledger-reminder-skipped =
    { $count ->
        [one] { $count } Änderung an den Tagen, die eine Erinnerung auslässt
       *[other] { $count } Änderungen an den Tagen, die Erinnerungen auslassen
    }
ledger-reminder-paused =
    { $count ->
        [one] { $count } Erinnerung angehalten
       *[other] { $count } Erinnerungen angehalten
    }
ledger-reminder-resumed =
    { $count ->
        [one] { $count } Erinnerung fortgesetzt
       *[other] { $count } Erinnerungen fortgesetzt
    }
ledger-reminder-removed =
    { $count ->
        [one] { $count } Erinnerung entfernt
       *[other] { $count } Erinnerungen entfernt
    }
ledger-reminder-slowed =
    { $count ->
        [one] { $count } Erinnerung verlangsamt, weil niemand geantwortet hat
       *[other] { $count } Erinnerungen verlangsamt, weil niemand geantwortet hat
    }
ledger-reminder-restored =
    { $count ->
        [one] { $count } Erinnerung wieder wie gewohnt gestellt
       *[other] { $count } Erinnerungen wieder wie gewohnt gestellt
    }
ledger-reminder-rewritten =
    { $count ->
        [one] { $count } Erinnerung neu formuliert
       *[other] { $count } Erinnerungen neu formuliert
    }
ledger-initiative-attended =
    { $count ->
        [one] { $count } Mal war jemand dabei, für einen Wert
       *[other] { $count } Mal war jemand dabei, jeweils für einen Wert
    }
ledger-initiative-attendance-withdrawn =
    { $count ->
        [one] { $count } Anwesenheit bei einer Berichtigung zurückgenommen
       *[other] { $count } Anwesenheiten bei Berichtigungen zurückgenommen
    }
ledger-initiative-closed =
    { $count ->
        [one] { $count } Initiative abgeschlossen, für einen Wert
       *[other] { $count } Initiativen abgeschlossen, jeweils für einen Wert
    }
ledger-initiative-outcome-corrected =
    { $count ->
        [one] { $count } Ergebnis berichtigt
       *[other] { $count } Ergebnisse berichtigt
    }
ledger-initiative-outcome-confirmed =
    { $count ->
        [one] { $count } Ergebnis von einer zweiten Person bestätigt
       *[other] { $count } Ergebnisse von einer zweiten Person bestätigt
    }
ledger-initiative-missed-came-up =
    { $count ->
        [one] { $count } Antwort, dass etwas dazwischenkam
       *[other] { $count } Antworten, dass etwas dazwischenkam
    }
ledger-initiative-missed-did-not-suit =
    { $count ->
        [one] { $count } Antwort, dass es nicht passte
       *[other] { $count } Antworten, dass es nicht passte
    }
ledger-digest-posted =
    { $count ->
        [one] { $count } Wochenbericht gepostet
       *[other] { $count } Wochenberichte gepostet
    }
