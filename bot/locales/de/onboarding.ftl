onboarding-post-title = Willkommen bei { $server }
onboarding-post-text =
    Möchtest du wissen, wofür wir stehen? Drücke **{ onboarding-start }**, dann führe ich dich in einem privaten Gespräch Schritt für Schritt hindurch.
    Es dauert ein paar Minuten. Du kannst jederzeit eine Pause machen oder aufhören.

onboarding-start = Start
onboarding-next = Weiter
onboarding-skip = Überspringen
onboarding-back = Zurück
onboarding-later = Später
onboarding-stop = Aufhören
onboarding-continue = Weitermachen
onboarding-finish = Fertig
onboarding-again = Noch einmal
onboarding-here = Lieber hier weitermachen
onboarding-there = Dorthin

onboarding-this-server = dieser Server
onboarding-thread-name = Willkommen { $number }
onboarding-header-dm = Ich schreibe dir für **{ $server }**, weil du auf Start gedrückt hast. Mit **{ onboarding-later }** machst du eine Pause, mit **{ onboarding-stop }** beendest du das Gespräch.
onboarding-header-thread =
    Deine Privatsphäre-Einstellungen lassen nicht zu, dass ich dir direkt schreibe; deshalb habe ich diesen privaten Thread für dich geöffnet. Außer uns beiden könnten ihn nur die öffnen, die bei { $server } die Threads verwalten.
    Mit **{ onboarding-later }** machst du eine Pause, mit **{ onboarding-stop }** beendest du das Gespräch.
onboarding-header-here = Das siehst nur du. Mit **{ onboarding-later }** machst du eine Pause, mit **{ onboarding-stop }** beendest du das Gespräch. Verschwindet diese Nachricht, drücke im Willkommenskanal noch einmal auf Start.

onboarding-step = Schritt { $number } von { $steps }
onboarding-welcome-title = Schön, dass du bei { $server } bist
onboarding-welcome-text =
    Ich bin Tenet und möchte dir zeigen, wofür die Leute hier stehen. Es sind { $steps } kurze Schritte, meistens ein paar Zeilen zum Lesen.
    Das ist keine Prüfung. Du kannst überspringen, was du magst, darauf zurückkommen oder aufhören; jede Antwort wird sofort gespeichert.
onboarding-language-title = Deine Sprache
onboarding-language-unknown = Die Sprache, auf die dein Discord eingestellt ist, spreche ich noch nicht. Ich spreche { $languages }: Wähle unten, was dir am liebsten ist.
onboarding-language-placeholder = Eine andere Sprache
onboarding-mission-title = Wozu wir da sind
onboarding-looks-like = So sieht es aus
onboarding-does-not-look-like = So sieht es nicht aus
onboarding-finish-title = Dafür stehen wir
onboarding-finish-text = Jetzt hast du alles gelesen. { $role ->
        [none] Drücke **{ onboarding-finish }**, wenn du so weit bist.
       *[other] Drücke **{ onboarding-finish }**, wenn du so weit bist; dann bekommst du { $roles ->
            [one] die Rolle
           *[other] die Rollen
        } **{ $role }**.
    }

onboarding-news = **Seit unserem letzten Mal hat sich etwas geändert:** Es gibt eine neue Fassung davon, wofür wir stehen.
onboarding-news-summary = Mit den Worten der Stewards: „{ $summary }“
onboarding-news-mission = Wozu wir da sind, ist neu formuliert.
onboarding-news-added = Neu dabei: { $values }.
onboarding-news-reworded = Neu formuliert: { $values }.
onboarding-news-retired = Nicht mehr dabei: { $values }.
onboarding-news-reread = Was du über { $values } gelesen hast, waren die früheren Worte; mit **{ onboarding-back }** kommst du zu den neuen.
onboarding-news-reread-mission = Du hast es in den früheren Worten gelesen; mit **{ onboarding-back }** kommst du zu den neuen.

onboarding-closing = Geschafft. Danke, dass du dir die Zeit genommen hast, und willkommen bei **{ $server }**.
onboarding-role-owed = Gleich bekommst du { $roles ->
    [one] die Rolle
   *[other] die Rollen
} **{ $role }**.
onboarding-role-given = Du hast jetzt { $roles ->
    [one] die Rolle
   *[other] die Rollen
} **{ $role }**.
onboarding-role-refused = Dass du fertig bist, ist gespeichert. { $roles ->
    [one] Die Rolle **{ $role }**
   *[other] Nicht alle der Rollen **{ $role }**
} kann ich dir noch nicht geben; die Stewards wissen es, und ich versuche es wieder.
onboarding-next-step = Ein guter nächster Schritt: Sag Hallo und erzähle den anderen, welcher der Werte dich hergeführt hat.
onboarding-next-step-channel = Ein guter nächster Schritt: Schau in { $channel } vorbei und überlege, für welchen der Werte du einstehen möchtest.

onboarding-stopped = Danke, dass du hineingeschaut hast. Damit ist es zu Ende, und ich schreibe dir nicht mehr. Wenn du es dir anders überlegst, drücke bei **{ $server }** im Willkommenskanal auf Start.
onboarding-left = Du hast **{ $server }** verlassen, darum ruht dieses Gespräch. Wenn du zurück bist, drücke dort im Willkommenskanal auf Start, dann machen wir beim selben Schritt weiter.
onboarding-screening = Auf diesem Server stimmst du zuerst den Regeln zu: Discord zeigt sie dir dort. Danach schreibe ich dir von selbst, du brauchst nicht noch einmal auf Start zu drücken.

onboarding-back-again = Schön, dass du wieder da bist. Du warst bei Schritt { $number }.
onboarding-back-after-the-end = Schön, dass du wieder da bist.
onboarding-writing = Ich schreibe dir jetzt privat: Sieh in deinen Direktnachrichten nach. Wenn deine Einstellungen das nicht zulassen, öffne ich hier einen privaten Thread für dich. Kommt binnen einer Minute nichts, mach hier weiter.
onboarding-elsewhere = Unser Gespräch läuft schon. Der Knopf führt dich hin, oder du machst hier weiter.
onboarding-finished-already = Du hast schon alles durchlaufen. Was du geantwortet und bekommen hast, bleibt, was immer du jetzt tust. Mit **{ onboarding-again }** gehst du die Schritte noch einmal durch; nur zum Nachlesen tippe /charta zeigen.

onboarding-posting = Ich poste die Begrüßung in { $channel }. Eine ältere funktioniert weiter, bis du sie löschst.

onboarding-switched-off = Dieser Server bietet das Gespräch im Moment nicht an. Wofür er steht, liest du mit /charta zeigen.
onboarding-not-yours = Dieses Gespräch gehört jemand anderem. Drücke im Willkommenskanal auf Start, dann hast du dein eigenes.
onboarding-only-a-preview = Das ist nur eine Vorschau, darum wird nichts gespeichert. Wer neu ist, könnte das hier benutzen.
onboarding-no-journey = Dieses Gespräch gibt es nicht mehr. Drücke im Willkommenskanal auf Start, um ein neues zu beginnen.
onboarding-no-welcome-channel = Ich weiß nicht, wo hier Neue begrüßt werden. Rufe /ankommen posten noch einmal auf und wähle einen Kanal.
onboarding-cannot-post-there = In { $channel } fehlen mir diese Rechte: { $missing }. Gib sie dort meiner Rolle und rufe dann noch einmal /ankommen posten auf.

onboarding-notice-no-channel = { $channel ->
        [none] Ich weiß nicht, wo Neue begrüßt werden; darum kann niemand auf Start drücken.
       *[other] Ich finde den Willkommenskanal „{ $channel }“ nicht; darum kann niemand auf Start drücken.
    } Wähle mit /ankommen posten einen Kanal.
onboarding-notice-no-role = Jemand hat das Ankommen abgeschlossen, und ich finde die Rolle „{ $role }“ nicht, die ich dafür geben soll. Lege sie an, dann gebe ich sie allen, die fertig sind.
onboarding-notice-role-gone = Die Rolle „{ $role }“, die ich am Ende des Ankommens gebe, wurde gelöscht. Wähle mit /ankommen einrichten eine andere, dann gebe ich sie allen, die fertig sind.
onboarding-notice-removed = Jemand hat die Begrüßung mit dem Start-Knopf gelöscht. Ich habe sie einmal wiederhergestellt; wird sie noch einmal gelöscht, lasse ich es dabei.
onboarding-notice-removed-again = Die Begrüßung wurde ein zweites Mal gelöscht, darum lasse ich es dabei. Wenn ihr sie wiederhaben wollt, nutzt /ankommen posten.

onboarding-affected-under-way = { $count ->
        [one] Eine neue Person ist gerade unterwegs und erfährt beim nächsten Schritt, was sich geändert hat.
       *[other] { $count } neue Leute sind gerade unterwegs und erfahren beim nächsten Schritt, was sich geändert hat.
    }
