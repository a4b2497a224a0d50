"""The tries that one request is worth: its addresses in turn, a second one after some faults."""

from auditbot.model.fetch import Failure, FailureKind
from auditbot.net.egress.egress import Destination, Endpoint
from auditbot.net.http.answer import Answer
from auditbot.net.http.exchange import Call, Exchange
from auditbot.net.http.wire import WireFault

_AGAIN = frozenset({FailureKind.RESET, FailureKind.TRUNCATED})
"""Faults that are tried once more, on a fresh connection. Time-outs are not."""
_TRIES = 4
"""At most, on one address, kept connections that were closed in the meantime included."""
_KEPT_HOSTS = 4096


class Attempts:
    """Sends requests, and remembers which of a host's addresses answers."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._good: dict[tuple[str, int, int], Endpoint] = {}

    async def ask(self, destination: Destination, call: Call, family: int) -> Answer | Failure:
        """Try the addresses until one can be connected to; what comes from it decides."""
        key = (destination.host, destination.port, family)
        failures: list[Failure] = []
        for endpoint in self._ordered(key, destination.endpoints):
            outcome = await self._at(endpoint, call)
            if isinstance(outcome, Answer):
                self._remember(key, endpoint)
                return outcome
            if not outcome.unconnected:
                return outcome.failure
            failures.append(outcome.failure)
        telling = (failure for failure in failures if failure.kind is not FailureKind.NO_ROUTE)
        return next(telling, failures[0])

    async def _at(self, endpoint: Endpoint, call: Call) -> Answer | WireFault:
        """One address: again after a kept connection was closed, and once after a fault that may pass."""
        outcome = await self._once(endpoint, call)
        spared = True
        for _ in range(_TRIES - 1):
            kept = isinstance(outcome, WireFault) and outcome.kept
            if not kept and not (spared and _may_pass(outcome)):
                break
            spared = spared and kept
            self._exchange.drop(endpoint)
            outcome = await self._once(endpoint, call)
        return outcome

    async def _once(self, endpoint: Endpoint, call: Call) -> Answer | WireFault:
        try:
            return await self._exchange.ask(call, endpoint)
        except WireFault as fault:
            return fault

    def _ordered(self, key: tuple[str, int, int], endpoints: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
        good = self._good.get(key)
        if good is None or good == endpoints[0] or good not in endpoints:
            return endpoints
        return (good, *(endpoint for endpoint in endpoints if endpoint != good))

    def _remember(self, key: tuple[str, int, int], endpoint: Endpoint) -> None:
        if key not in self._good and len(self._good) >= _KEPT_HOSTS:
            del self._good[next(iter(self._good))]
        self._good[key] = endpoint


def _may_pass(outcome: Answer | WireFault) -> bool:
    return outcome.failure is not None and outcome.failure.kind in _AGAIN
