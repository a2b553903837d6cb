# Welche Initiativen es gibt.
initiatives-kind-campaign = Kampagnen
    .one = Kampagne
    .about = andere für etwas gewinnen
initiatives-kind-event = Veranstaltungen
    .one = Veranstaltung
    .about = ein Tag oder ein Abend zusammen
initiatives-kind-project = Projekte
    .one = Projekt
    .about = etwas, das über Wochen entsteht
initiatives-kind-workshop = Workshops
    .one = Workshop
    .about = voneinander lernen
initiatives-kind-advocacy = Fürsprache
    .one = Fürsprache
    .about = dort den Mund aufmachen, wo entschieden wird
