# What initiatives there are.
initiatives-kind-campaign = Campaigns
    .about = to win others over to something
initiatives-kind-event = Events
    .about = a day or an evening together
initiatives-kind-project = Projects
    .about = something that is built over weeks
initiatives-kind-workshop = Workshops
    .about = learning something from each other
initiatives-kind-advocacy = Advocacy
    .about = speaking up where it is decided
