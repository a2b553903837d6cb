"""Every figure that Prometheus can read, declared in one place.

Labels take few values by design: a capability, a kind, an outcome. Never a member, never a server.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

ANSWERS = Histogram(
    "tenet_answer_seconds",
    "From an interaction's arrival to its first answer; Discord allows 3 seconds.",
    ["capability", "outcome"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
    registry=REGISTRY,
)
DELIVERIES = Counter(
    "tenet_deliveries",
    "What Discord was asked to do, by kind and how it ended: done, later, failed, dropped.",
    ["kind", "outcome"],
    registry=REGISTRY,
)
DELIVERY_DELAY = Histogram(
    "tenet_delivery_delay_seconds",
    "From asking for a delivery to its end.",
    buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 3600),
    registry=REGISTRY,
)
PENDING = Gauge("tenet_deliveries_pending", "Deliveries that wait.", registry=REGISTRY)
CONNECTED = Gauge("tenet_gateway_connected", "1 while the gateway is up.", registry=REGISTRY)
BATCH = Histogram(
    "tenet_commit_use_cases",
    "Use cases that shared one commit.",
    buckets=(1, 2, 5, 10, 25, 50, 100, 250),
    registry=REGISTRY,
)
TICKS = Histogram(
    "tenet_tick_seconds", "How long a tick took.", ["tick", "outcome"], registry=REGISTRY
)
RECONCILED = Counter(
    "tenet_reconciled",
    "What a comparison with Discord found, added, removed or failed to.",
    ["capability", "result"],
    registry=REGISTRY,
)
ERRORS = Counter(
    "tenet_errors",
    "Mistakes of ours, each with a reference in the log.",
    ["where"],
    registry=REGISTRY,
)
