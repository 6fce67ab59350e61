"""The figures that an operator watches, for Prometheus. No caller's words or numbers."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from dialog.acts import Act, Conclude
from dialog.events import Event, Measured


class Metrics:
    """One registry for each service, so that two in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.calls = Gauge("belbalie_calls", "Calls in progress", registry=self.registry)
        self.refused = Counter(
            "belbalie_calls_refused", "Calls refused because all lines were busy",
            registry=self.registry,
        )  # fmt: skip
        self.sip_restarts = Gauge(
            "belbalie_sip_restarts", "Times that the SIP process was started again",
            registry=self.registry,
        )  # fmt: skip
        self.faults = Counter(
            "belbalie_call_faults", "Calls ended by a fault of ours", registry=self.registry
        )
        self.outcomes = Counter(
            "belbalie_outcomes", "Calls by how they ended", ["outcome"], registry=self.registry
        )
        self.first_audio = Histogram(
            "belbalie_first_audio_seconds",
            "From the caller's last sound to the first sound of the answer",
            buckets=(0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0),
            registry=self.registry,
        )

        self.contacts_waiting = Gauge(
            "belbalie_contacts_waiting", "Contacts that wait for the register of the municipality",
            registry=self.registry,
        )  # fmt: skip
        self.contacts_oldest = Gauge(
            "belbalie_contacts_oldest_seconds", "How long the first of those waits",
            registry=self.registry,
        )  # fmt: skip
        self.contacts_unsent = Gauge(
            "belbalie_contacts_unsent", "Contacts that the register refused, or given up",
            registry=self.registry,
        )  # fmt: skip

    def count(self, item: Event | Act) -> None:
        """Take in what was recorded of a call."""
        if isinstance(item, Measured):
            self.first_audio.observe(item.first_audio / 1000)
        elif isinstance(item, Conclude):
            self.outcomes.labels(item.outcome.value).inc()

    def text(self) -> bytes:
        return generate_latest(self.registry)
