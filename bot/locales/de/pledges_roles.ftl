pledges-role-missing = Ich finde die Rolle „{ $role }“ nicht, die zu einem Bekenntnis gehört. Lege sie wieder an oder wähle mit /bekenntnis rollen eine andere; wer das Bekenntnis hält, bekommt sie dann.
pledges-role-everyone = @everyone haben schon alle, da gibt es für ein Bekenntnis nichts zu vergeben. Wähle mit /bekenntnis rollen eine andere Rolle oder keine.
pledges-role-managed = **{ $role }** gehört zu einem Bot, einem Abo oder einem Boost, und Discord lässt niemanden sonst sie vergeben. Wähle für das Bekenntnis mit /bekenntnis rollen eine andere Rolle.
pledges-role-powerful = **{ $role }** darf in das eingreifen, was andere tun, oder in den Server ({ $permissions }), und ein Bekenntnis gäbe sie allen. Das mache ich nicht: Nimm ihr diese Rechte oder wähle mit /bekenntnis rollen eine andere Rolle.
pledges-role-powerful-there = **{ $role }** darf in { $channel } in das eingreifen, was andere tun, und ein Bekenntnis gäbe sie allen. Das mache ich nicht: Nimm ihr diese Rechte in jenem Kanal oder wähle mit /bekenntnis rollen eine andere Rolle.
pledges-role-no-permission = Ich darf **{ $role }** weder vergeben noch nehmen und auch keine andere Rolle. Gib meiner eigenen Rolle das Recht, Rollen zu verwalten; dann hole ich alles von selbst nach.
pledges-role-above = **{ $role }** steht über meiner eigenen Rolle, deshalb kann ich sie weder vergeben noch nehmen. Zieh in den Servereinstellungen unter Rollen **{ $mine }** darüber; dann hole ich alles von selbst nach.

pledges-roles-title = Rollen für Bekenntnisse
pledges-roles-text = Zu einem Wert kann eine Rolle gehören, damit andere sehen, wer für ihn steht. Wer sich bekennt, bekommt sie, und wer das Bekenntnis zurückzieht, verliert sie wieder, wenn sie von mir ist. Sie soll etwas sagen und nichts öffnen: Was der Server zu bieten hat, ist für alle da, mit Bekenntnis oder ohne.
pledges-roles-line = { $emoji } **{ $value }**: { $role }
pledges-roles-none = keine Rolle
pledges-roles-retired = { $emoji } **{ $value }** (nicht mehr in der Charta): { $role }
pledges-roles-no-values = Noch gibt es keine Werte.
pledges-roles-pick = Welcher Wert?
pledges-roles-choose = Welche Rolle? Auch keine ist in Ordnung.
pledges-roles-of = Die Rolle für { $value }
pledges-roles-now = Jetzt: { $role }
pledges-roles-help = Wenn du wählst, bekommen nach und nach alle die Rolle, die dieses Bekenntnis halten, und wer dafür eine andere von mir hatte, verliert diese. Wählst du keine, verlieren sie alle wieder, die sie von mir haben.
pledges-roles-unseen = { $number ->
    [one] Einen Kanal kann ich nicht sehen und deshalb nicht sagen, ob eine Rolle ihn öffnet.
   *[other] { $number } Kanäle kann ich nicht sehen und deshalb nicht sagen, ob eine Rolle sie öffnet.
} Sieh dort selbst nach, was die Rolle darf.
pledges-roles-sure = Möchtest du das?
pledges-roles-open = { $role } öffnet Kanäle, die nicht alle sehen können: { $channels }{ $more ->
    [0] {""}
    [one] {" "}und einen weiteren
   *[other] {" "}und { $more } weitere
}.
pledges-roles-only-way = Wer keine andere Rolle hat, sieht ohne { $role } nichts von diesem Server. Ein Bekenntnis, das man braucht, um dabei zu sein, sagt nichts mehr.
pledges-roles-consider = Wer sich nicht bekennt, sieht sie nicht, und wer ein Bekenntnis zurückzieht, verliert sie. Ein Bekenntnis, das Türen öffnet, ist nicht mehr frei; öffne sie für alle, wo du kannst. Wenn du es so meinst, ist es deine Entscheidung, und sie wird als deine festgehalten.
pledges-roles-give = Ja, gib sie
pledges-roles-leave = Nein, lass es, wie es war
pledges-roles-back = Zurück
pledges-roles-saved = Gespeichert. Wen das betrifft, der bekommt oder verliert die Rolle nach und nach.
pledges-roles-changed-meanwhile = Jemand anders hat diese Rolle inzwischen geändert, deshalb habe ich nichts geändert. So steht es jetzt.
pledges-roles-gone = Diese Rolle oder diesen Wert gibt es nicht mehr, deshalb habe ich nichts geändert. Wähle noch einmal.
