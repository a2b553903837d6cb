onboarding-crowded = Im Moment würde es bis zu einer Direktnachricht an dich eine Weile dauern. Darum fangen wir gleich hier an.
onboarding-move = In Direktnachrichten weitermachen
onboarding-moving = Ich schreibe dir diesen Schritt jetzt privat: Sieh in deinen Direktnachrichten nach. Wenn deine Einstellungen das nicht zulassen, öffne ich hier einen privaten Thread für dich. Alles, was du geantwortet hast, ist gespeichert; kommt binnen einer Minute nichts, mach hier weiter.
onboarding-moving-later = Ich schreibe dir diesen Schritt in deine Direktnachrichten, sobald du an der Reihe bist, etwa { $when }. Wenn deine Einstellungen das nicht zulassen, öffne ich hier einen privaten Thread für dich. Alles, was du geantwortet hast, ist gespeichert, und bis dahin kannst du hier weitermachen.

onboarding-paused = Gespeichert. Du bist bei Schritt { $number } von { $steps }.
onboarding-paused-unreminded-dm = Von mir aus schreibe ich dir deswegen nicht. Wenn du aussuchst, wann, erinnere ich dich, einmal, hier.
onboarding-paused-unreminded-thread = Von mir aus schreibe ich dir deswegen nicht. Wenn du aussuchst, wann, erinnere ich dich, einmal, hier in diesem Thread.
onboarding-paused-unreminded-here = Von mir aus schreibe ich dir deswegen nicht. Wenn du aussuchst, wann, erinnere ich dich, einmal, per Direktnachricht; wenn deine Einstellungen das nicht zulassen, kommt nichts.
onboarding-paused-reminded-dm = Ich erinnere dich einmal, hier, etwa { $at }, und nicht früher.
onboarding-paused-reminded-thread = Ich erinnere dich einmal, hier in diesem Thread, etwa { $at }, und nicht früher.
onboarding-paused-reminded-here = Ich erinnere dich einmal, per Direktnachricht, etwa { $at }, und nicht früher. Wenn deine Einstellungen das nicht zulassen, kommt nichts.
onboarding-paused-how-to-go-on = Zum Weitermachen drücke hier **{ onboarding-continue }**, oder den Start-Knopf im Willkommenskanal, oder tippe auf dem Server /ankommen starten.
onboarding-remind = Wann darf ich dich erinnern?
onboarding-remind-tomorrow = Morgen
onboarding-remind-in-three-days = In drei Tagen
onboarding-remind-next-week = In einer Woche
onboarding-remind-never = Nicht erinnern
onboarding-nudge = Du wolltest, dass ich dich an unser Gespräch für **{ $server }** erinnere. Du bist bei Schritt { $number } von { $steps }. Das ist die einzige Erinnerung: Drücke **{ onboarding-continue }**, wenn es dir passt, oder **{ onboarding-stop }**, um es zu beenden.

onboarding-offer = Willkommen bei **{ $server }**. Möchtest du wissen, wofür die Menschen dort stehen? Drücke **{ onboarding-start }**, dann führe ich dich hier Schritt für Schritt hindurch; es dauert ein paar Minuten. Wenn du nicht magst, brauchst du nichts zu tun: Weil du beigetreten bist, schreibe ich dir nur dieses eine Mal.
onboarding-not-there = Du bist nicht mehr auf diesem Server, oder ich bin es nicht mehr. Wenn du zurück bist, drücke dort im Willkommenskanal auf Start.

onboarding-notice-rush = Mehr als { $joins } Menschen sind binnen einer Minute beigetreten. Der Start-Knopf funktioniert wie immer. Bis es wieder ruhig ist, schreibe ich niemandem eine Direktnachricht, nur weil er oder sie beigetreten ist, und wer in diesem Andrang kam, bekommt auch später keine. Ihr müsst dafür nichts tun.
onboarding-notice-too-many-threads = Auf diesem Server sind so viele Threads offen, wie Discord erlaubt; darum konnte ich keinen für jemand Neuen öffnen, dessen Einstellungen Direktnachrichten nicht zulassen. Das Gespräch geht in Antworten weiter, die nur er oder sie sieht. Archiviert Threads, die niemand mehr braucht.
