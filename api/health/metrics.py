"""What is counted. Labels hold templates and states, never anything that a person wrote.

One registry a process: with several api processes each is scraped by its own address.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

REQUESTS = Counter(
    "lavterskel_requests", "Answered requests.", ["method", "route", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "lavterskel_request_seconds",
    "Time to answer, in seconds.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10),
    registry=REGISTRY,
)
# outcome: answered, late (the engine did not answer in time), repeated (same client_id again).
TURNS = Counter("lavterskel_turns", "Turns of conversations.", ["outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "lavterskel_turn_seconds",
    "Time of a whole turn, in seconds.",
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5),
    registry=REGISTRY,
)
ENGINE_UP = Gauge(
    "lavterskel_engine_up", "1 while the assistant's engine answers.", registry=REGISTRY
)
BOOKINGS = Gauge("lavterskel_bookings", "Bookings by state.", ["status"], registry=REGISTRY)
CALLBACKS = Gauge(
    "lavterskel_callbacks", "Wishes to be called, by state.", ["status"], registry=REGISTRY
)
OUTBOX = Gauge("lavterskel_outbox", "Messages to be sent, by state.", ["status"], registry=REGISTRY)
ERASURES = Gauge(
    "lavterskel_erasures_waiting", "Erasures that the engine has not yet done.", registry=REGISTRY
)
