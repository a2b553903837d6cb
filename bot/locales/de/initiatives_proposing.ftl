# Vorschlagen: das Formular, die private Vorschau und das Veröffentlichen.
initiatives-form-title = Eine Initiative vorschlagen
initiatives-form-name = Wie heißt sie?
initiatives-form-what = Was habt ihr vor, und warum?
initiatives-form-what-hint = Genug für alle, die nicht dabei waren, als du die Idee hattest.
initiatives-form-value = Welchem unserer Werte dient sie?
initiatives-form-value-hint = Bis zu { $most }; der erste ist der, den man in ihr sehen soll.
initiatives-form-when = Wann?
initiatives-form-when-hint = Etwa „Samstag 14–17 Uhr“. Leer, wenn es keinen Termin gibt oder mehrere zur Wahl stehen.
initiatives-form-first = Was ist der erste Schritt?
initiatives-form-first-hint = Etwas Kleines, das sie in Gang bringt: den Schlüssel holen, sich an der Brücke treffen.
initiatives-form-seats-title = Plätze und was gebraucht wird
initiatives-form-needs = Was wird gebraucht?
initiatives-form-needs-hint = Eins pro Zeile, mit Anzahl: 3 Fahrerinnen. Wer mitmacht, wählt, als was.
initiatives-form-role = Nur für Menschen mit einer Rolle?
initiatives-form-role-hint = Nichts gewählt heißt: Alle können sich anmelden.
initiatives-form-cutoff = Anmelden bis wann?
initiatives-form-cutoff-hint = Etwa „Freitag 18 Uhr“. Leer heißt: bis sie beginnt.

initiatives-preview = **Das siehst nur du, und noch ist nichts veröffentlicht.** Unten ist die Karte, wie sie sein wird.
initiatives-preview-open = Wenn du sie veröffentlichst, können sich alle sofort anmelden.
initiatives-preview-seconds = Wenn du sie veröffentlichst, { $count ->
        [one] muss ein anderes Mitglied sie unterstützen
       *[other] müssen { $count } andere Mitglieder sie unterstützen
    }, bevor man sich anmelden kann.
initiatives-preview-stewards = Wenn du sie veröffentlichst, werden die Stewards gefragt, ob sie stattfindet, und dann kann man sich anmelden.
initiatives-when-yours = Ich verstehe: **{ $when }** auf deiner Uhr ({ $zone }).
initiatives-when-server = Auf der Uhr dieses Servers ({ $zone }) ist das { $when }.
initiatives-when-twice = In dieser Nacht werden die Uhren zurückgestellt, und diese Stunde kommt zweimal: Ich nehme die erste.
initiatives-when-dates = Zur Wahl stehen, auf deiner Uhr ({ $zone }):
initiatives-when-until = Die Abstimmung endet { $until }.
initiatives-when-none = Sie hat keinen Termin, also gibt es keine Erinnerung und nichts für den Kalender. Mit „{ $edit }“ kannst du ihr einen geben, oder du lässt abstimmen.
initiatives-when-words = Ich nehme „{ $when }“ als Worte: So steht es auf der Karte, ohne Termin für Kalender und Erinnerungen. Falls du einen Termin meinst:
initiatives-publish = Veröffentlichen
initiatives-edit = Bearbeiten
initiatives-edit-places = Plätze und Bedarf…
initiatives-edit-where = Wo…
initiatives-edit-dates = Termine zur Wahl…
initiatives-discard = Verwerfen…
initiatives-discard-now = Verwerfen
initiatives-discard-keep = Behalten
initiatives-discard-sure = Möchtest du verwerfen, was du zu **{ $title }** geschrieben hast? Es lässt sich nicht zurückholen.
initiatives-discarded = Es ist verworfen. Mit /initiative vorschlagen beginnst du etwas Neues, wann immer du magst.
initiatives-untitled = deiner Idee
initiatives-draft-there = Das hast du schon begonnen. Du kannst damit weitermachen, oder du verwirfst es und beginnst etwas Neues.
initiatives-draft-moved = Das hat sich geändert, seit du es angesehen hast, deshalb ist noch nichts veröffentlicht. So sieht es jetzt aus.
initiatives-draft-date-over = Die Zeit, die du gewählt hast, ist inzwischen vorbei. Drücke auf „Bearbeiten“ und wähle eine andere.
initiatives-kept = Alles, was du geschrieben hast, ist aufgehoben.

initiatives-created = **{ $title }** ist gespeichert, und die Karte ist unterwegs nach { $place }. Du selbst bist noch nicht angemeldet: Drücke dort auf „{ $join }“, wenn du dabei bist.
initiatives-proposed-seconds = **{ $title }** ist gespeichert, und die Karte ist unterwegs nach { $place }. Dort { $count ->
        [one] muss ein anderes Mitglied sie unterstützen
       *[other] müssen { $count } andere Mitglieder sie unterstützen
    }; dann ist sie offen, und ich schreibe dir. Wenn { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } lang niemand antwortet, sage ich dir auch das.
initiatives-proposed-stewards = **{ $title }** ist gespeichert, und die Karte ist unterwegs nach { $place }. Die Stewards sind gefragt, und ich schreibe dir, wenn sie entschieden haben. Wenn sie { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } lang nicht antworten, sage ich dir auch das.

initiatives-bad-title = Es fehlt ein Titel von 1 bis { $longest } Zeichen. Kürze ihn, oder gib ihr einen.
initiatives-bad-description = Es fehlt eine Beschreibung von 1 bis { $longest } Zeichen. Sag in ein paar Sätzen, was ihr vorhabt und warum.
initiatives-bad-when = Die Zeile zur Zeit ist länger als { $longest } Zeichen. Kürze sie; der Rest passt in die Beschreibung.
initiatives-bad-first-step = Der erste Schritt ist länger als { $longest } Zeichen. Kürze ihn; der Rest passt in die Beschreibung.
initiatives-bad-cutoff = Man könnte sich noch anmelden, wenn sie schon begonnen hat. Wähle eine frühere Zeit, oder lass das Feld leer.
initiatives-value-gone = Ein Wert, den du gewählt hast, gehört nicht mehr zu unserer Charta, oder du hast keinen gewählt. Drücke auf „Bearbeiten“ und wähle aus denen, die wir haben.
initiatives-no-draft = Diesen Entwurf gibt es nicht mehr: Er wurde verworfen, oder er ist nicht von dir. /initiative vorschlagen zeigt, was du begonnen hast, oder beginnt etwas Neues.
initiatives-already-published = Das ist schon veröffentlicht, hier lässt sich also nichts mehr ändern. Unter /initiative verwalten steht alles, was du damit tun kannst.
initiatives-notice-no-channel = Den Kanal für Initiativen, { $place }, gibt es nicht mehr. Neue Initiativen erscheinen dort, wo sie begonnen wurden, bis du einen anderen Kanal wählst.
