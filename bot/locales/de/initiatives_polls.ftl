initiatives-poll-select = Wann könntest du kommen? Zeiten in { $zone }
initiatives-voted =
    Für **{ $title }** könntest du kommen:
    { $dates }
    Das kannst du ändern, bis die Abstimmung { $until } endet. Einen Platz hast du damit noch nicht: Sobald der Termin feststeht, frage ich dich.
initiatives-voted-none = Für **{ $title }** hast du keinen der Termine gewählt. Das kannst du ändern, bis die Abstimmung { $until } endet.
initiatives-vote-none = Keiner davon

initiatives-manage-poll = Über den Termin abstimmen…
initiatives-manage-choose = Termin wählen…
initiatives-form-poll-title = Über den Termin abstimmen
initiatives-form-dates = Welche Termine sind möglich?
initiatives-form-dates-hint = Einer pro Zeile, 2 bis { $most }, nach den Uhren in { $zone }
initiatives-form-dates-example = Samstag 14–17 Uhr
initiatives-form-until = Bis wann kann man abstimmen?
initiatives-form-until-hint = Etwa „Freitag 18 Uhr“; leer: { $days } Tage, oder weniger vor einem nahen Termin
initiatives-poll-started =
    Über den Termin von **{ $title }** kann jetzt bis { $until } abgestimmt werden. So habe ich die Termine gelesen, nach den Uhren in { $zone }:
    { $dates }
    Wenn einer falsch ist, beende die Abstimmung unter „Termin wählen…“ und beginne sie neu. Sonst gilt am Ende der Termin, an dem die meisten könnten; gibt es keinen solchen, frage ich dich.
initiatives-poll-kept = Das hattest du geschrieben, zum Kopieren:
initiatives-poll-bad-option = In Zeile { $number } steht kein Termin, den ich nehmen kann.
initiatives-poll-too-few = Zum Abstimmen braucht es mindestens zwei Termine. Schreib einen pro Zeile, höchstens { $most }.
initiatives-poll-too-many = Das sind zu viele Termine, um sie zu überblicken. Behalte die besten { $most }.
initiatives-poll-same = Zeile { $number } beginnt zur selben Zeit wie eine andere. Ändere eine von beiden oder lass eine weg.
initiatives-poll-ends-too-late = Die Abstimmung würde erst enden, wenn der letzte Termin schon begonnen hat. Nimm ein früheres Ende oder lass das Feld leer.
initiatives-poll-has-date = **{ $title }** hat schon einen Termin. Ändere den Termin selbst mit `/initiative verwalten`.
initiatives-poll-none = Über den Termin von **{ $title }** wird nicht mehr abgestimmt. Wie es steht, siehst du auf der Karte.
initiatives-poll-over = Die Abstimmung über den Termin von **{ $title }** ist zu Ende. Der Termin steht bald auf der Karte.
initiatives-poll-no-such-option = Dieser Termin lässt sich nicht mehr wählen. Sieh noch einmal auf die Karte und nimm einen, der dort jetzt steht.
initiatives-poll-ended = Die Abstimmung ist zu Ende; wer organisiert, wählt den Termin.

initiatives-choose-date = So steht die Abstimmung. Wähle einen Termin, dann werden alle gefragt, die da könnten; oder warte, bis sie endet.
initiatives-choose-select = Diesen Termin nehmen. Zeiten in { $zone }
initiatives-poll-stop = Abstimmung ohne Termin beenden
initiatives-poll-stopped = Die Abstimmung über den Termin von **{ $title }** ist ohne Termin beendet. Mit `/initiative verwalten` kannst du eine neue beginnen oder einen Termin festlegen.
initiatives-date-chosen = **{ $title }** findet statt: { $date }. Wer da könnte, wird benachrichtigt und gefragt, ob er oder sie mitmacht.
initiatives-asked-date-tied = Die Abstimmung über den Termin in { $server } ist zu Ende, und mehrere Termine haben gleich viele Stimmen. Wähle bitte einen: Wer da könnte, wird benachrichtigt und gefragt.
initiatives-asked-date-nobody = Die Abstimmung über den Termin in { $server } ist zu Ende, und niemand hat abgestimmt. Wähle bitte einen Termin oder beende sie ohne einen.
initiatives-asked-date-passed = Die Abstimmung über den Termin in { $server } ist zu Ende, und alle Termine sind schon vorbei. Beende sie hier und lege dann mit /initiative verwalten einen anderen Termin fest.
initiatives-asked-date-why = Du bekommst das, weil du organisierst. Ich frage nur einmal.
initiatives-fixed-voted = In { $server } steht ein Termin fest: { $date }. Du hattest gesagt, dass du da könntest. Angemeldet bist du noch nicht: Machst du mit?
initiatives-fixed-voted-why = Du bekommst das, weil du für diesen Termin gestimmt hast.
initiatives-fixed-in = In { $server } steht ein Termin fest: { $date }. Du hattest dich angemeldet, bevor er bekannt war. Wenn du da nicht kannst, sag es bitte, dann bekommt jemand anderes deinen Platz.
initiatives-fixed-in-why = Du bekommst das, weil du angemeldet bist.
initiatives-fixed-maybe = In { $server } steht ein Termin fest: { $date }. Du hattest gesagt, dass du vielleicht kommst. Angemeldet bist du noch nicht: Machst du mit?
initiatives-fixed-maybe-why = Du bekommst das, weil du vielleicht gesagt hast.
initiatives-fixed-own = In { $server } ist die Abstimmung zu Ende, und ein Termin steht fest: { $date }. Da können die meisten; sie werden benachrichtigt und gefragt. Wenn er dir nicht passt, ändere ihn mit `/initiative verwalten`.
initiatives-fixed-own-why = Du bekommst das, weil du organisierst.
initiatives-fixed-leave = Kann nicht
initiatives-notice-date = Die Abstimmung über den Termin von **{ $title }** ist ohne Termin zu Ende gegangen, und wer organisiert, ist nicht zu erreichen. Ein Steward kann ihn mit `/initiative verwalten` wählen.
