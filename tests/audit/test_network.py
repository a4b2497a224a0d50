"""What is told of the hosts that were visited."""

from typing import Any, cast

import pytest

from auditbot.audit.network import Network
from auditbot.net.polite.politeness import Visits


class Robots:
    def __init__(self, states: dict[str, str]) -> None:
        self._states = states

    def states(self) -> dict[str, str]:
        return self._states


class Politeness:
    def records(self) -> dict[str, Visits]:
        return {"www.a.example": Visits(3, 0, 0.25, 0)}


@pytest.mark.parametrize(
    ("plain", "secure", "told"),
    [
        ("allowed", "unreachable", "allowed"),
        ("unreachable", "allowed", "allowed"),
        ("none", "unreachable", "none"),
        ("unreachable", "unreachable", "unreachable"),
        ("ignored", "ignored", "ignored"),
    ],
)
def test_a_scheme_that_is_not_served_says_nothing_of_the_robots_of_a_host(
    plain: str, secure: str, told: str
) -> None:
    robots = Robots({"http://www.a.example": plain, "https://www.a.example": secure})
    nothing = cast(Any, None)
    network = Network(nothing, cast(Any, Politeness()), cast(Any, robots), nothing, nothing, nothing, nothing)
    [host] = network.hosts()
    assert host.robots == told
