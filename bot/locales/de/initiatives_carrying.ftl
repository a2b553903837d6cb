# Wer eine Initiative trägt: wer sie organisiert, wer mitorganisiert, und wer sie übernimmt.
initiatives-manage-carriers = Wer organisiert …
initiatives-carriers-title = Wer sie organisiert
initiatives-carriers-text = Wer mitorganisiert, kann alles, was du kannst, nur nicht bestimmen, wer es noch tut. Niemand wird ungefragt eingetragen: Ich schreibe ihnen, und /initiative zeigen fragt sie auch.
initiatives-carriers-organiser = Organisiert von
initiatives-carriers-along = Zusammen mit
initiatives-carriers-asked = Gefragt, noch ohne Antwort
initiatives-carriers-choose = Wähle, wer mitorganisiert
initiatives-carriers-successor = Übergib sie an
initiatives-step-down = Nicht mehr mitorganisieren
initiatives-stepped-down = Du organisierst **{ $title }** nicht mehr mit. Danke für das, was du getan hast. Dein eigener Platz darin bleibt, wie er war.
initiatives-along-asked = { $who } { $count ->
        [one] ist
       *[other] sind
    } gefragt, ob sie mitorganisieren. Du erfährst, was sie sagen.
initiatives-along-removed = { $who } { $count ->
        [one] organisiert
       *[other] organisieren
    } nicht mehr mit oder { $count ->
        [one] ist
       *[other] sind
    } nicht mehr gefragt.
initiatives-along-same = Es hat sich nichts geändert.
initiatives-successor-asked = { $who } ist gefragt. Bis zur Zusage bleibt die Initiative bei dir.
initiatives-successor-none = Jetzt ist niemand mehr gefragt, ob er oder sie übernimmt.
initiatives-no-bots = Ein Bot kann nichts organisieren. Wähle einen Menschen.

initiatives-asked-along = { $who } fragt, ob du das in { $server } mitorganisierst. Du würdest sehen, wer kommt, und könntest es ändern, beginnen und abschließen.
initiatives-asked-over = { $who } möchte dir das in { $server } übergeben. Du würdest es dann organisieren: Du siehst, wer kommt, änderst, was nötig ist, beginnst es und schließt es ab.
initiatives-asked-orphan = Wer das in { $server } organisiert hat, ist nicht mehr da. Du organisierst mit: Übernimmst du es? Wenn nicht, wird jemand anders gefragt.
initiatives-asked-why = Auch Nein ist eine Antwort. Bis du zusagst, ändert sich nichts.
initiatives-along-yes = Ich mache es
initiatives-along-no = Nein, danke
initiatives-take-over = Übernehmen
initiatives-responded-along = Du organisierst **{ $title }** jetzt mit. /initiative verwalten zeigt alles, was du tun kannst.
initiatives-responded-over = Du organisierst **{ $title }** jetzt. /initiative verwalten zeigt alles, was du tun kannst.
initiatives-responded-no = In Ordnung: **{ $title }** bleibt, wie es ist. Danke für die Antwort.
initiatives-answered-along = { $who } organisiert das ab jetzt mit dir zusammen.
initiatives-answered-over = { $who } hat das übernommen und organisiert es ab jetzt. Dein eigener Platz darin bleibt, wie er war.
initiatives-answered-no = { $who } möchte das lieber nicht organisieren. Mit /initiative verwalten kannst du jemand anders fragen.
initiatives-not-asked = Diese Frage zu **{ $title }** ist nicht mehr offen: Sie ist beantwortet oder zurückgenommen. Es gibt nichts zu tun.
initiatives-taken-over = **{ $title }** organisiert inzwischen { $who }. Sprich mit ihnen, wenn du helfen möchtest.
initiatives-taken-over-by = { $who } hat **{ $title }** übernommen und organisiert es jetzt.
initiatives-notice-no-organiser = **{ $title }** organisiert niemand mehr: Wer es getan hat, ist nicht mehr da, und niemand, der mitorganisiert hat, hat übernommen. Übernehmt es, oder sagt es mit /initiative verwalten ab.
