# What initiatives there are.
initiatives-kind-campaign = Campaigns
    .one = Campaign
    .about = to win others over to something
initiatives-kind-event = Events
    .one = Event
    .about = a day or an evening together
initiatives-kind-project = Projects
    .one = Project
    .about = something that is built over weeks
initiatives-kind-workshop = Workshops
    .one = Workshop
    .about = learning something from each other
initiatives-kind-advocacy = Advocacy
    .one = Advocacy
    .about = speaking up where it is decided
