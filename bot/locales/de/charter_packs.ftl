# Die Charta als Datei und der angepinnte Aushang, der sie zeigt.
charter-pack-bad =
    { $count ->
        [one] In dieser Datei stimmt etwas nicht, darum kann sie nicht zur Charta werden.
       *[other] In dieser Datei stimmen { $count } Dinge nicht, darum kann sie nicht zur Charta werden.
    } Es hat sich nichts geändert.
charter-pack-bad-title = Diese Datei kann nicht zur Charta werden
charter-pack-bad-intro =
    { $count ->
        [one] In { $file } stimmt etwas nicht.
       *[other] In { $file } stimmen { $count } Dinge nicht.
    } Es hat sich nichts geändert; bring es in Ordnung und rufe /charta importieren noch einmal auf.
charter-pack-place = **Zeile { $line }, Spalte { $column }**
charter-pack-more =
    { $count ->
        [one] … und noch etwas.
       *[other] … und noch { $count } Dinge.
    }

charter-pack-nothing = In dieser Datei steht nichts. /charta exportieren gibt dir eine zum Vergleich.
charter-pack-no-format = Die Datei sagt nicht, dass sie eine Charta ist. Beginne sie mit der Zeile tenet_charter: 1
charter-pack-format = Dieses Format kenne ich nicht. Ich lese Dateien, die so beginnen: tenet_charter: { $format }
charter-pack-language = „{ $found }“ spreche ich nicht. Schreibe en oder de, oder lass die Zeile weg.
charter-pack-missing = Hier fehlt „{ $name }“. Ergänze es.
charter-pack-unknown =
    „{ $name }“ gehört nicht hierher. { $meant ->
        [none] Hier kann stehen: { $known }.
       *[other] Meinst du { $meant }?
    }
charter-pack-long = Dieser Text hat { $count } Zeichen, und höchstens { $limit } passen hinein. Kürze ihn.
charter-pack-short = Hier steht kein Text. Schreibe etwas.
charter-pack-many = Hier stehen { $count } Einträge, und höchstens { $limit } passen hinein. Nimm welche heraus.
charter-pack-few =
    { $count ->
        [0] In dieser Liste steht nichts.
        [one] Hier steht nur ein Eintrag.
       *[other] Hier stehen nur { $count } Einträge.
    } { $limit ->
        [one] Schreibe mindestens einen.
       *[other] Schreibe mindestens { $limit }.
    }
charter-pack-not-text =
    { $kind ->
        [number] { $found } wird als Zahl gelesen. Setze es in Anführungszeichen.
        [switch] { $found } wird als Ja oder Nein gelesen. Setze es in Anführungszeichen.
        [nothing] Hier steht nichts. Schreibe einen Text, oder nimm die Zeile heraus.
        [list] Hier steht eine Liste, wo ein einzelner Text hingehört. Schreibe den Text hinter den Doppelpunkt.
       *[other] Hier stehen mehrere Einstellungen, wo ein einzelner Text hingehört. Setze den Text in Anführungszeichen.
    }
charter-pack-not-list = Hier gehört eine Liste hin. Schreibe jeden Eintrag auf eine eigene Zeile, mit einem Bindestrich davor.
charter-pack-not-group = Hier gehört ein Wert hin, mit Name, Emoji, Versprechen und Verhaltensweisen. Schreibe sie untereinander.
charter-pack-emoji = „{ $found }“ ist nicht genau ein Emoji. Setze das Emoji selbst ein, oder ein eigenes eures Servers als <:name:id>.
charter-pack-name-again = „{ $found }“ heißt schon der Wert in Zeile { $first }. Gib jedem Wert einen eigenen Namen.
charter-pack-emoji-again = { $found } steht schon in Zeile { $first }. Gib jedem Wert ein eigenes Emoji.
charter-pack-other = Das gehört nicht hierher. /charta exportieren gibt dir eine Datei zum Vergleich.

charter-pack-too-large = Die Datei ist größer als { $most } KiB. Eine Charta ist ein paar Seiten Text; vielleicht ist das die falsche Datei.
charter-pack-not-utf8 = Das ist kein Text, den ich lesen kann (das Byte { $byte }). Speichere die Datei als Text in UTF-8, oder wähle die richtige Datei.
charter-pack-control-character = Hier steht ein Steuerzeichen ({ $sign }). Lösche es.
charter-pack-second-document = Hier beginnt ein zweites Dokument. Lass nur eine Charta in der Datei.
charter-pack-reference = Hier steht ein Verweis (* oder &). Schreibe den Text selbst hin, oder setze ihn in Anführungszeichen.
charter-pack-tag = Hier steht eine Typangabe (!). Setze einen Text, der mit einem Ausrufezeichen beginnt, in Anführungszeichen.
charter-pack-too-deep = Hier sind mehr als { $most } Ebenen ineinander. Eine Charta braucht drei.
charter-pack-no-settings = In dieser Datei stehen keine Einstellungen. Beginne sie mit der Zeile tenet_charter: 1
charter-pack-no-name = Das ist nicht der Name einer Einstellung. Setze ein Wort und einen Doppelpunkt an den Anfang der Zeile.
charter-pack-named-twice = „{ $name }“ steht schon in Zeile { $first }. Behalte eines von beiden.
charter-pack-tab = Diese Zeile beginnt mit einem Tabulator. Nimm Leerzeichen.
charter-pack-colon = In dieser Zeile steht ein zweiter Doppelpunkt. Setze den Text in Anführungszeichen.
charter-pack-no-colon = Nach dem Namen einer Einstellung fehlt ein Doppelpunkt. Ergänze ihn, oder setze den Text darüber in Anführungszeichen.
charter-pack-indentation = Diese Zeile beginnt nicht dort, wo die darüber beginnen. Gib Zeilen, die zusammengehören, gleich viele Leerzeichen.
charter-pack-no-end = Die Datei endet, wo ein Wert oder eine schließende Klammer hingehört. Ergänze sie.
charter-pack-no-value = Hier gehört ein Wert hin. Setze einen Text, der mit diesem Zeichen beginnt, in Anführungszeichen.
charter-pack-no-quote = Das schließende Anführungszeichen fehlt. Setze es dorthin, wo der Text endet.
charter-pack-no-bracket = Hier fehlt ein Komma oder eine schließende Klammer. Ergänze sie, oder setze den Text in Anführungszeichen.
charter-pack-reserved = Mit diesem Zeichen kann kein Text beginnen. Setze den Text in Anführungszeichen.
charter-pack-backslash = Hier steht ein einzelner umgekehrter Schrägstrich. Schreibe ihn doppelt, oder nimm einfache Anführungszeichen.
charter-pack-not-yaml = Diese Zeile lässt sich nicht als YAML lesen. Vergleiche sie mit den Zeilen eines Exports: /charta exportieren.

charter-export-here = Unsere Charta, Fassung { $version }, zum Aufheben und Weitergeben. In einem anderen Server öffnet sie /charta importieren.
charter-export-draft = Der Entwurf, wie er jetzt ist; er gilt nicht. Was in ihm noch fehlt, fehlt auch in der Datei.
charter-export-no-draft = Im Moment gibt es keinen Entwurf. Ohne die Option gibt dir /charta exportieren die Charta, die gilt.
charter-export-comment =
    Die Charta von { $server }, Fassung { $version }.
    In Discord öffnet /charta importieren diese Datei. Was ab „mission“ steht, kann auch in config.yaml stehen, als Mission und Werte einer Gemeinschaft.
charter-export-draft-comment =
    Ein Entwurf der Charta von { $server }; er gilt nicht.
    In Discord öffnet /charta importieren diese Datei, sobald nichts mehr darin fehlt.

charter-import-not-fetched = Discord hat mir die Datei nicht gegeben. Es hat sich nichts geändert; rufe /charta importieren noch einmal auf.
charter-import-title = Aus einer Datei: { $file }
charter-import-first =
    { $count ->
        [one] Eine Charta mit einem Wert. Hier gilt noch keine.
       *[other] Eine Charta mit { $count } Werten. Hier gilt noch keine.
    }
charter-import-against =
    { $count ->
        [one] Eine Charta mit einem Wert, verglichen mit Fassung { $version }, die gilt.
       *[other] Eine Charta mit { $count } Werten, verglichen mit Fassung { $version }, die gilt.
    }
charter-import-nothing-new = Diese Datei sagt, was ohnehin gilt; es gibt nichts zu übernehmen. Es hat sich nichts geändert.
charter-import-same = Nichts darin ist anders als das, was gilt.
charter-import-asks = Wenn du Ja sagst, wird das zum Entwurf. Die Charta, die gilt, bleibt, wie sie ist, bis jemand den Entwurf veröffentlicht.
charter-import-asks-and-replaces = Wenn du Ja sagst, **ersetzt das den Entwurf**, den es schon gibt; zuletzt hat ihn { $who } { $when } geändert. Die Charta, die gilt, bleibt, wie sie ist, bis jemand den Entwurf veröffentlicht.
charter-import-somebody = jemand, den ich nicht mehr kenne,
charter-import-language =
    { $language ->
        [de] Die Datei ist auf Deutsch.
        [en] Die Datei ist auf Englisch.
       *[other] Die Datei ist in einer anderen Sprache ({ $language }).
    } Ich übernehme die Worte, wie sie sind.
charter-import-foreign =
    { $count ->
        [one] Dieses Emoji gehört einem anderen Server, hier kann also niemand damit reagieren: { $names }. Wähle ein neues, bevor du veröffentlichst.
       *[other] Diese Emojis gehören einem anderen Server, hier kann also niemand damit reagieren: { $names }. Wähle neue, bevor du veröffentlichst.
    }
charter-import-moved = Die Charta oder ihr Entwurf hat sich geändert, seit du gefragt wurdest. So ist es jetzt:
charter-import-yes = Zum Entwurf machen
charter-import-no = Nichts ändern
charter-import-done = Die Datei ist jetzt der Entwurf, und das würde er ändern. /charta veröffentlichen setzt ihn in Kraft.
charter-import-declined = Ich habe alles gelassen, wie es ist.
charter-import-over = Das ist schon entschieden oder mehr als einen Tag alt. Um die Datei wieder zu öffnen, rufe /charta importieren auf.

charter-read-placeholder = Lies über einen Wert
charter-post-footer = Fassung { $version } · Wähle unten einen Wert, um zu sehen, woran man ihn in unserem Tun erkennt. Die Antwort siehst nur du.
charter-post-moved = Unsere Charta ist nach { $channel } umgezogen.
charter-posting = Ich hänge die Charta in { $channel } aus und pinne sie dort an. Von jetzt an zeigt sie immer, was gilt.
charter-post-stands = Die Charta hängt schon in { $channel }. Ich bringe sie auf den neuesten Stand und pinne sie noch einmal an.
charter-post-moving = Ich hänge die Charta in { $channel } aus und pinne sie dort an. Die in { $former } sagt dann, wohin sie gezogen ist.
charter-post-where = In einem Kanal dieser Art kann ich die Charta nicht aushängen. Rufe /charta aushängen noch einmal auf und wähle einen Textkanal.
charter-post-cannot = In { $channel } fehlen mir diese Rechte: { $missing }. Gib sie dort meiner Rolle und rufe dann noch einmal /charta aushängen auf.
charter-notice-removed = Jemand hat die Charta in { $channel } gelöscht. Ich habe sie einmal wieder ausgehängt; wird sie noch einmal gelöscht, lasse ich es dabei.
charter-notice-removed-again = Die Charta in { $channel } wurde ein zweites Mal gelöscht, darum lasse ich es dabei. Wenn ihr sie wiederhaben wollt, nutzt /charta aushängen.
charter-notice-channel-gone = Den Kanal, in dem die Charta angepinnt war, gibt es nicht mehr. Wählt mit /charta aushängen einen anderen.
charter-notice-pins-full = Die Charta hängt in { $channel }, aber ich konnte sie nicht anpinnen: Dort sind schon so viele Nachrichten angepinnt, wie Discord erlaubt. Löst eine, die niemand braucht, und ruft dann in diesem Kanal /charta aushängen auf.
charter-notice-not-pinned = Die Charta hängt in { $channel }, aber ich darf sie dort nicht anpinnen. Gebt meiner Rolle in diesem Kanal das Recht { $missing } und ruft dann dort /charta aushängen auf.

charter-starters = Beginne mit Worten, die ihr euch dann zu eigen macht. Wähle, was ihr seid; du siehst alles, bevor sich etwas ändert.
charter-starters-choose = Was seid ihr?
charter-starter-neighbourhood = Eine Nachbarschaft oder eine Gruppe für einen Ort
    .description = Sorge für den Ort, Sorge füreinander, Ehrlichkeit
charter-starter-learning = Eine Gruppe, die lernt
    .description = Neugier, Teilhabe, Großzügigkeit
charter-starter-workplace = Ein Arbeitsplatz
    .description = Offenheit, Verantwortung, Achtung vor der Zeit
charter-starter-advocacy = Eine Gruppe, die für etwas eintritt
    .description = Gerechtigkeit, Mut, Ausdauer
