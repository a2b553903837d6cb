# Welche Initiativen es gibt.
initiatives-kind-campaign = Kampagnen
    .about = andere für etwas gewinnen
initiatives-kind-event = Veranstaltungen
    .about = ein Tag oder ein Abend zusammen
initiatives-kind-project = Projekte
    .about = etwas, das über Wochen entsteht
initiatives-kind-workshop = Workshops
    .about = voneinander lernen
initiatives-kind-advocacy = Fürsprache
    .about = dort den Mund aufmachen, wo entschieden wird
